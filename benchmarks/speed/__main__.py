"""Measure speed: ``python -m benchmarks.speed [--folder FOLDER] [--articles N] [--cores 1,2]``.

``python -m benchmarks.speed dups``, ``... merge`` and ``... stories`` measure near-duplicates,
merging and stories alone.

Printed are sentences a second, of wall time and of the processor's own time (which other work on
the machine disturbs less), of the whole run and from articles to coded events (all stages, without
store, merging and stories), the time of each stage, the share of sentences that is parsed, peak
memory, and the time to start: a whole run of ``detente run`` over one sentence. Of several runs
the fastest is shown in full.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Any

from benchmarks.speed import dups, merge, stories
from benchmarks.speed.start import compiled, start_up

_MB = 1_000_000
_PARTS = {"dups": dups.main, "merge": merge.main, "stories": stories.main}


def main() -> None:
    """Run the measurements and print them as tables, or as JSON."""
    if part := _PARTS.get(next(iter(sys.argv[1:]), "")):
        part(sys.argv[2:])
        return
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        environment = compiled(folder)
        start = start_up(options.repeat, environment)
        runs = [_best(options, cores, environment) for cores in map(int, options.cores.split(","))]
    if options.json:
        print(json.dumps({"start": start, "runs": runs}, indent=2))
        return
    print(f"start-up: {start['seconds']:.1f} s, {start['cpu_seconds']:.1f} s of the processor\n")
    for figures in runs:
        _show(figures, start["cpu_seconds"])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--folder", action="append", default=[], help="articles; default: samples")
    parser.add_argument(
        "--articles", type=int, default=360, help="how many, repeated with changes; 0: each once"
    )
    parser.add_argument("--cores", default="1,2", help="runs to make: so many cores each")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each kind")
    parser.add_argument("--no-gate", action="store_true", help="parse every sentence")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


def _best(
    options: argparse.Namespace, cores: int, environment: Mapping[str, str]
) -> dict[str, Any]:
    runs = [_measured(options, cores, environment) for _ in range(options.repeat)]
    return min(runs, key=lambda figures: figures["cpu_seconds"])


def _measured(
    options: argparse.Namespace, cores: int, environment: Mapping[str, str]
) -> dict[str, Any]:
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
        env=environment,
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _show(figures: dict[str, Any], start_s: float) -> None:
    cores, seconds = figures["cores"], figures["seconds"]
    stages = dict(figures["stage_seconds"])
    loading = stages.pop("loading", 0.0)
    working = seconds - loading / cores
    sentences, parsed = figures["sentences"], figures["sentences_parsed"]
    all_cpu_s = figures["cpu_seconds"]
    cpu_s = max(all_cpu_s - cores * start_s, 0.1)
    memory = figures["peak_bytes"] + (figures["peak_worker_bytes"] * cores if cores > 1 else 0)
    print(f"{cores} core{'s' if cores > 1 else ''}")
    rows = [
        ("articles", f"{figures['articles']:,}, {figures['failed']} failed"),
        ("sentences", f"{sentences:,}, {parsed / max(sentences, 1):.0%} survive the gate"),
        ("event reports", f"{figures['events']:,}"),
        ("sentences/s", f"{sentences / working:.0f} ({sentences / seconds:.0f} with loading)"),
        ("articles/s", f"{figures['articles'] / working:.1f}"),
        ("sentences/CPU s", f"{sentences / cpu_s:.0f} ({sentences / all_cpu_s:.0f} with start-up)"),
        ("to coded events", _coded(figures)),
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


def _coded(figures: dict[str, Any]) -> str:
    """Return the speed from articles to coded events: no store, no merging, no stories."""
    spent = sum(figures["stage_cpu_seconds"].values())
    return f"{figures['sentences'] / spent:.0f} sentences/CPU s" if spent else "on one core only"


if __name__ == "__main__":
    main()
