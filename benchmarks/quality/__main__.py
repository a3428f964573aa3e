"""Score detente against a gold file: ``python -m benchmarks.quality TASK --gold FILE``.

TASK is one of those of ``--help``,
or "all": every task over the gold files of a folder (``--eval``), held to floors.json. A gold
file is any file of the schema that its task's README describes. Exit status: 0 scored, 1 a floor
was missed, 2 wrong usage. Where "all" finds no gold data it says so.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.floors import check_all
from benchmarks.quality.options import Options
from benchmarks.quality.scoring import Scored, score

TASKS = (
    "events", "actors", "time", "quotes", "stories", "dups", "coref", "names", "linking", "body",
    "segments", "chains", "event_dates", "times", "places", "coref_links", "modality",
    "attribution", "headlines", "judged", "facts", "statements", "articles", "reports",
    "reports_given", "decisions",
)  # fmt: skip


# Tasks with options of their own, such as a folder of splits and a horizon.
OWN_OPTIONS = ("dyads", "forecast")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one task, or all with floors; return the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in OWN_OPTIONS:
        own = importlib.import_module(f"benchmarks.quality.{given[0]}")
        return int(own.main(given[1:]))
    parser = _parser()
    options = parser.parse_args(given)
    if options.task == "all":
        return check_all(options.eval, update=options.update)
    task = importlib.import_module(f"benchmarks.quality.{options.task}")
    gold = options.gold or getattr(task, "GOLD", None)
    if gold is None:
        parser.error("--gold FILE is needed; for every task at once: all --eval FOLDER")
    scored = score(task, Options(gold, options.pages, options.all), options.out)
    _show(scored, as_json=options.json)
    return 0


def _show(scored: Scored, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"figures": scored.figures, "speed": scored.speed}, indent=1))
        return
    print(scored.text, end="")
    speed = scored.speed
    print(
        f"speed: {speed['rows']} rows in {speed['cpu_s']:.1f} s of CPU after a start of "
        f"{speed['start_s']:.1f} s: {speed['rows_per_s']:.1f} rows a second"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=(*TASKS, "all"))
    parser.add_argument("--gold", type=Path, help="gold file (JSON lines)")
    parser.add_argument("--pages", type=Path, help="folder of pages (body, segments)")
    parser.add_argument("--out", type=Path, help="keep the predictions in this file")
    parser.add_argument("--all", action="store_true", help="events: all events, not the main one")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--eval", type=Path, default=Path("../shared/eval"), help="with 'all'")
    parser.add_argument("--update", action="store_true", help="with 'all': raise the floors")
    return parser


if __name__ == "__main__":
    sys.exit(main())
