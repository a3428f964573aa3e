"""A measurement for growing numbers of articles, each in a process of its own."""

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Iterator

_KIB = 1024

Figures = dict[str, float]


def measured(module: str, description: str | None, given: list[str]) -> Iterator[Figures]:
    """Yield the figures that a module prints as JSON when run with each number of ``--n``."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("--n", default="1000,10000,100000", help="numbers of articles")
    return (_figures(module, number) for number in parser.parse_args(given).n.split(","))


def _figures(module: str, number: str) -> Figures:
    command = [sys.executable, "-m", module, number]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def peak_bytes() -> int:
    """Return the peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB
