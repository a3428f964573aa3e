"""How long a run takes to start: all of ``detente run`` over one sentence, in its own process.

Modules are read compiled, as an installed package has them, whatever the environment says.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_UNCOMPILED: Final = "PYTHONDONTWRITEBYTECODE"
SENTENCE: Final = (
    "KYIV, Feb 27 - The foreign ministers of Ukraine and Poland met in Warsaw on Thursday.\n"
)


def start_up(repeat: int, environment: Mapping[str, str]) -> dict[str, float]:
    """Return the wall time and the processor time, in seconds, until one sentence is saved.

    Of several starts the one with the least wall time; one before them compiles the modules.
    """
    starts = [_start(environment) for _ in range(repeat + 1)]
    return min(starts[1:], key=lambda one: one["seconds"])


def _start(environment: Mapping[str, str]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "one.txt"
        article.write_text(SENTENCE, encoding="utf-8")
        before, started = _cpu_seconds(), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "detente", "run", str(article), "--db", f"{folder}/one.duckdb"],
            check=True,
            stdout=subprocess.DEVNULL,
            env=environment,
        )
        seconds = time.perf_counter() - started
    return {"seconds": seconds, "cpu_seconds": _cpu_seconds() - before}


def compiled(folder: str) -> dict[str, str]:
    """Return an environment in which compiled modules are kept in a folder, and one thread."""
    kept = {name: value for name, value in os.environ.items() if name != _UNCOMPILED}
    return {**kept, "PYTHONPYCACHEPREFIX": folder, "OMP_NUM_THREADS": "1"}


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
