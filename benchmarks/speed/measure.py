"""One measured run, in a process of its own, so that memory and cores are its own."""

import json
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.speed.corpus import articles
from detente.model import Document
from detente.pipeline.run import run
from detente.pipeline.stages import STEPS, Stage, Step
from detente.settings import Coding, Running, Settings

_KIB = 1024


def main(text: str) -> None:
    """Run as the JSON ``text`` says and print the figures as JSON."""
    asked = json.loads(text)
    _keep_to(asked["cores"])
    settings = Settings(running=Running(workers=asked["cores"]), coding=Coding(gate=asked["gate"]))
    found = articles([Path(folder) for folder in asked["folders"]], asked["articles"])
    with tempfile.TemporaryDirectory() as folder:
        spent: dict[str, float] = defaultdict(float)
        # Stages are timed in this process; those of several would have to be sent there.
        steps = [_timed(step, spent) for step in STEPS] if asked["cores"] == 1 else STEPS
        report = run(found, Path(folder) / "speed.duckdb", settings, steps=steps)
    figures: dict[str, Any] = {
        "cores": asked["cores"],
        "articles": report.new,
        "sentences": report.sentences,
        "sentences_parsed": report.sentences_parsed,
        "events": report.events,
        "failed": len(report.problems),
        "seconds": report.seconds,
        "stage_seconds": dict(report.stage_seconds),
        "stage_cpu_seconds": spent,
        **_usage(),
    }
    print(json.dumps(figures))


def _timed(step: Step, spent: dict[str, float]) -> Step:
    """Return a step that also adds up the processor's time in its stage, loading left out."""

    def build(settings: Settings) -> Stage:
        stage = step.build(settings)

        def timed(documents: Sequence[Document]) -> list[Document]:
            before = time.process_time()
            done = stage(documents)
            spent[step.name] += time.process_time() - before
            return done

        return timed

    return replace(step, build=build)


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
