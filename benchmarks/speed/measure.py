"""One measured run, in a process of its own, so that memory and cores are its own."""

import json
import os
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.speed.corpus import articles
from detente.pipeline.run import run
from detente.settings import Coding, Running, Settings

_KIB = 1024


def main(text: str) -> None:
    """Run as the JSON ``text`` says and print the figures as JSON."""
    asked = json.loads(text)
    _keep_to(asked["cores"])
    settings = Settings(running=Running(workers=asked["cores"]), coding=Coding(gate=asked["gate"]))
    found = articles([Path(folder) for folder in asked["folders"]], asked["articles"])
    with tempfile.TemporaryDirectory() as folder:
        report = run(found, Path(folder) / "speed.duckdb", settings)
    figures: dict[str, Any] = {
        "cores": asked["cores"],
        "articles": report.new,
        "sentences": report.sentences,
        "sentences_parsed": report.sentences_parsed,
        "events": report.events,
        "failed": len(report.problems),
        "seconds": report.seconds,
        "stage_seconds": dict(report.stage_seconds),
        **_usage(),
    }
    print(json.dumps(figures))


def _keep_to(cores: int) -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    if hasattr(os, "sched_setaffinity"):  # not on macOS
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def _usage() -> dict[str, float]:
    own = resource.getrusage(resource.RUSAGE_SELF)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "cpu_seconds": own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime,
        "peak_bytes": own.ru_maxrss * _KIB,
        "peak_worker_bytes": workers.ru_maxrss * _KIB,
    }


if __name__ == "__main__":
    main(sys.argv[1])
