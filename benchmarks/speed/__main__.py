"""Measure speed: ``python -m benchmarks.speed [--folder FOLDER] [--articles N] [--cores 1,2]``."""

import argparse
import json
import subprocess
import sys
from typing import Any

_MB = 1_000_000


def main() -> None:
    """Run the measurements and print them as tables, or as JSON."""
    options = _options()
    runs = [_measured(options, cores) for cores in map(int, options.cores.split(","))]
    if options.json:
        print(json.dumps(runs, indent=2))
        return
    for figures in runs:
        _show(figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--folder", action="append", default=[], help="articles; default: samples")
    parser.add_argument(
        "--articles", type=int, default=360, help="how many, repeated with changes; 0: each once"
    )
    parser.add_argument("--cores", default="1,2", help="runs to make: so many cores each")
    parser.add_argument("--no-gate", action="store_true", help="parse every sentence")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


def _measured(options: argparse.Namespace, cores: int) -> dict[str, Any]:
    asked = {
        "cores": cores,
        "folders": options.folder,
        "articles": options.articles,
        "gate": not options.no_gate,
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed.measure", json.dumps(asked)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _show(figures: dict[str, Any]) -> None:
    cores, seconds = figures["cores"], figures["seconds"]
    stages = dict(figures["stage_seconds"])
    loading = stages.pop("loading", 0.0)
    working = seconds - loading / cores
    sentences, parsed = figures["sentences"], figures["sentences_parsed"]
    memory = figures["peak_bytes"] + (figures["peak_worker_bytes"] * cores if cores > 1 else 0)
    print(f"{cores} core{'s' if cores > 1 else ''}")
    rows = [
        ("articles", f"{figures['articles']:,}, {figures['failed']} failed"),
        ("sentences", f"{sentences:,}, {parsed / max(sentences, 1):.0%} survive the gate"),
        ("event reports", f"{figures['events']:,}"),
        ("sentences/s", f"{sentences / working:.0f} ({sentences / seconds:.0f} with loading)"),
        ("articles/s", f"{figures['articles'] / working:.1f}"),
        ("sentences/CPU s", f"{sentences / figures['cpu_seconds']:.0f}, loading included"),
        ("wall time", f"{seconds:.1f} s, of which loading {loading / cores:.1f} s"),
        ("peak memory", f"{memory / _MB:.0f} MB in all processes"),
    ]
    for name, value in rows:
        print(f"  {name:<16} {value}")
    print("  stage            ms/sentence   share")
    total = sum(stages.values())
    for name, spent in stages.items():
        print(f"  {name:<16} {1000 * spent / max(sentences, 1):11.3f} {spent / total:7.1%}")
    print()


if __name__ == "__main__":
    main()
