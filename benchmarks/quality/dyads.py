"""Probabilities of dyads: ``python -m benchmarks.quality dyads --gold FOLDER --h 7``.

FOLDER is one of ``../shared/eval/forecast``. The model is fitted on windows that end before the
scored split begins and scored by the task's own ``dyad_task.py``; the reference is the pair's own
frequency. ``--rolling`` fits at several times of the year and scores the month after each;
``--explain N`` takes the named events of N forecasts away and says how the forecasts move.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.quality.dyads_coverage import coverage
from benchmarks.quality.dyads_explain import show_explained
from benchmarks.quality.dyads_frequency import task_frequency
from benchmarks.quality.dyads_rolling import show_rolling
from benchmarks.quality.dyads_task import (
    Gold,
    first_day,
    labels,
    places_of,
    score,
    scored_begin,
    series_of,
    subject_at,
)
from detente.forecast.calibration import skill_interval
from detente.forecast.classes import shipped_classes
from detente.forecast.dyads import Dyads, DyadsKind
from detente.forecast.dyads_model import Forecast
from detente.forecast.dyads_snapshot import snapshot
from detente.forecast.questions import FitSettings
from detente.forecast.series import EventSeries

Floats = npt.NDArray[np.float64]
_GIB = 2**20
# What the answer is held against: the product's own dyad frequency, whose weight of the base rate
# is fitted with the model, that of the task's program, and the Hawkes process.
_REFERENCES = ("frequency", "task's", "hawkes")


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, forecast, score and print; return the exit status."""
    options = _parser().parse_args(arguments)
    gold = Gold(options.gold, options.split, options.split_file, options.h, options.python)
    if options.split_file and options.split != "test":
        gold = Gold(options.gold, "test", options.split_file, options.h, options.python)
    series = series_of(gold)
    if options.rolling:
        return show_rolling(series, gold, options.threads)
    model, spent = _model(series, gold, options)
    if options.explain:
        return show_explained(model, series, gold, options.explain)
    return _show_scores(model, series, gold, spent, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchmarks.quality dyads",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of quadruples")
    parser.add_argument("--h", type=int, default=7, help="days ahead")
    parser.add_argument("--split", default="valid", choices=("valid", "test"))
    parser.add_argument("--split-file", type=Path, help="the test split, if it lies elsewhere")
    parser.add_argument("--out", type=Path, help="keep figures and forecasts in this folder")
    parser.add_argument("--rolling", action="store_true", help="the whole year, month by month")
    parser.add_argument("--explain", type=int, default=0, metavar="N", help="check N explanations")
    parser.add_argument("--model", type=Path, help="use the model of this folder, or keep it there")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--python", default=sys.executable, help="that runs the task's scorer")
    return parser


def _model(series: EventSeries, gold: Gold, options: argparse.Namespace) -> tuple[Dyads, float]:
    """Return the model fitted or kept, and the seconds of CPU that fitting took."""
    settings = FitSettings(
        classes=shipped_classes(),
        horizons=(gold.within,),
        until=scored_begin(gold),
        threads=options.threads,
    )
    if options.model and options.model.exists():
        files = {file.name: file.read_bytes() for file in options.model.iterdir()}
        return DyadsKind().load(files, settings), 0.0
    begun = time.process_time()
    model = DyadsKind().fit(series, settings, lambda _share, _what: None)
    if options.model:
        options.model.mkdir(parents=True)
        for name, content in model.files().items():
            (options.model / name).write_bytes(content)
    return model, time.process_time() - begun


def _show_scores(
    model: Dyads, series: EventSeries, gold: Gold, spent: float, options: argparse.Namespace
) -> int:
    with tempfile.TemporaryDirectory() as folder:
        kept = options.out or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        keys = labels(gold, kept / "labels.parquet")
        begun = time.process_time()
        made = forecasts(model, series, keys, gold)
        asked = time.process_time() - begun
        told = dict(zip(("frequency", "hawkes", "model", "answer"), made[:4], strict=True))
        told["task's"] = task_frequency(model, series, keys, gold)
        report = {
            "scores": {
                name: score(gold, kept / "labels.parquet", one) for name, one in told.items()
            },
            "gain": _gains(keys, told),
            "tried": _tried(model),
            "coverage": coverage(keys, made[3:]),
        }
        (kept / "dyads.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    _print(report)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _GIB
    print(f"fitted in {spent:.0f} s of CPU, {len(keys['y'])} forecasts in {asked:.1f} s", end="; ")
    print(f"peak memory {peak:.1f} GiB")
    return 0


def forecasts(
    model: Dyads, series: EventSeries, keys: dict[str, npt.NDArray[Any]], gold: Gold
) -> tuple[Floats, ...]:
    """Return frequency, Hawkes, model, answer and its interval for the keys, in their order."""
    columns = np.zeros((6, len(keys["y"])))
    for origin in np.unique(keys["origin"]).tolist():
        day = origin + first_day(gold)
        past = model.history(series.before(day))
        now = snapshot(past, day)
        for class_ in np.unique(keys["cls"]).tolist():
            place = places_of(keys, class_, origin)
            made = model.forecast(past, now, subject_at(model, keys, place, gold), gold.within)
            columns[:, place] = _parts(made)
    return tuple(columns)


def _parts(made: Forecast) -> tuple[Floats, ...]:
    return made.frequency, made.hawkes, made.model, made.probability, made.low, made.high


def _gains(keys: dict[str, Any], told: dict[str, Floats]) -> dict[str, Any]:
    pair = np.array([" / ".join(sorted(both)) for both in zip(keys["a"], keys["b"], strict=True)])
    out: dict[str, Any] = {}
    for class_ in dict.fromkeys(keys["cls"].tolist()):
        chosen = keys["cls"] == class_
        happened = keys["y"][chosen].astype(np.float64)
        out[class_] = {
            name: skill_interval(told["answer"][chosen], told[name][chosen], happened, pair[chosen])
            for name in _REFERENCES
        }
    return out


def _tried(model: Dyads) -> dict[str, Any]:
    return {one.class_: (one.windows, one.skill, one.low, one.high) for one in model.tried()}


def _print(report: dict[str, Any]) -> None:
    for name, scores in report["scores"].items():
        rows = list(scores.values())
        mean = {key: sum(row[key] for row in rows) / len(rows) for key in rows[0]}
        shown = "  ".join(f"{key} {value:.5f}" for key, value in mean.items())
        print(f"{name:10} {shown}")
    briers = {
        name: sum(row["Brier"] for row in scores.values())
        for name, scores in report["scores"].items()
    }
    for name in ("model", "answer"):
        own, task = (1 - briers[name] / briers[other] for other in ("frequency", "task's"))
        print(f"Brier skill of {name} over dyad frequency: {own:.2%}, over the task's: {task:.2%}")
    for class_, gains in report["gain"].items():
        row = report["scores"]["answer"][class_]
        shown = "  ".join(f"{name} {_interval(gain)}" for name, gain in gains.items())
        print(f"{class_:18} AUC {row['AUC']:.3f} ECE {row['ECE']:.4f}  skill over {shown}")
    shown = "  ".join(f"{class_} {share:.0%}" for class_, share in report["coverage"].items())
    print(f"outcomes in the 90 % interval: {shown}")
    for class_, (windows, *skill) in report["tried"].items():
        print(f"tried before: {class_:18} {windows} windows, skill {_interval(skill)}")


def _interval(skill: Sequence[float]) -> str:
    return f"{skill[0]:.2%} [{skill[1]:.2%}, {skill[2]:.2%}]"


if __name__ == "__main__":
    sys.exit(main())
