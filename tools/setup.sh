#!/bin/sh
# Create the virtual environment from the lock file. Called by make; safe to repeat.
set -eu
PYTHON=${PYTHON:-python3}
VENV=${VENV:-.venv}

"$PYTHON" - <<'PY' || exit 1
import sys
if sys.version_info < (3, 11):
    sys.exit(f"detente needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}. "
             "Try: make PYTHON=python3.12 ...")
PY

if [ ! -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
    rm -rf "$VENV"
    "$PYTHON" -m venv "$VENV" 2>/dev/null || "$PYTHON" -m virtualenv -q "$VENV" 2>/dev/null || {
        echo "Python's venv module is incomplete here. On Debian or Ubuntu: apt install python3-venv" >&2
        echo "(without root: $PYTHON -m pip install --user virtualenv, then make again)" >&2
        exit 1
    }
fi
echo "installing the pinned packages into $VENV ..."
"$VENV/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
"$VENV/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
