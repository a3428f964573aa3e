"""How long a run takes to start: all of ``detente run`` over one sentence, in its own process."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SENTENCE = "KYIV, Feb 27 - The foreign ministers of Ukraine and Poland met in Warsaw on Thursday.\n"


def start_up() -> dict[str, float]:
    """Return the wall time and the processor time, in seconds, until one sentence is saved."""
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "one.txt"
        article.write_text(SENTENCE, encoding="utf-8")
        before, started = _cpu_seconds(), time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "detente", "run", str(article), "--db", f"{folder}/one.duckdb"],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        seconds = time.perf_counter() - started
    return {"seconds": seconds, "cpu_seconds": _cpu_seconds() - before}


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
