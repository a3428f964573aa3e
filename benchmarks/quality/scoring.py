"""Predictions of a task, and what that task's own scorer says of them."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.quality.options import Options

EVALUATION = Path("../shared/eval")


class Scored(NamedTuple):
    """The scorer's figures (None where there is no scorer), its text, and the speed."""

    figures: dict[str, Any] | None
    text: str
    speed: dict[str, float]


def score(task: Any, options: Options, out: Path | None = None) -> Scored:
    """Predict a gold file with a task's module and run the scorer that comes with such files.

    The scorer is the task's own ``figures(gold, predicted)`` where it has one, else the
    ``score.py`` beside the gold, else the one in the shared evaluation folder.
    """
    gold = _read(options.gold)
    if hasattr(task, "figures"):
        return _score_here(task, gold, options, out)
    scorer = _scorer(task, options.gold)
    if scorer is None:
        # Nobody can score them here, so the predictions are kept for whoever can.
        path = out or Path("predictions.jsonl")
        speed = _predict(task, gold, options, path)
        return Scored(None, f"no score.py for {options.gold}; predictions in {path}\n", speed)
    with tempfile.TemporaryDirectory() as folder:
        path = out or Path(folder) / "predictions.jsonl"
        speed = _predict(task, gold, options, path)
        text = _run_scorer(scorer, task, options.gold, path, ())
        flags = getattr(task, "JSON_FLAGS", ())
        shown = _run_scorer(scorer, task, options.gold, path, flags) if flags else text
    return Scored(json.loads(shown), text, speed)


def _score_here(
    task: Any, gold: list[dict[str, Any]], options: Options, out: Path | None
) -> Scored:
    with tempfile.TemporaryDirectory() as folder:
        path = out or Path(folder) / "predictions.jsonl"
        speed = _predict(task, gold, options, path)
        predicted = _read(path)
    figures = task.figures(gold, predicted)
    # A task may show more than its figures: what was wrong, parts side by side.
    shown = task.report(gold, predicted) if hasattr(task, "report") else json.dumps(figures) + "\n"
    return Scored(figures, shown, speed)


def _scorer(task: Any, gold: Path) -> Path | None:
    places = (gold.parent, EVALUATION / task.SCORER[0])
    return next((place / "score.py" for place in places if (place / "score.py").exists()), None)


def _read(path: Path) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _predict(
    task: Any, gold: list[dict[str, Any]], options: Options, path: Path
) -> dict[str, float]:
    clock = _Clock(task.predict(gold, options))
    with path.open("w", encoding="utf-8") as file:
        for row in clock:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return clock.speed(len(gold))


class _Clock:
    """Passes rows through; the time until the first is the start, models and tables included."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._rows = rows
        self._begun = self._first = time.process_time()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for number, row in enumerate(self._rows):
            if number == 0:
                self._first = time.process_time()
            yield row

    def speed(self, rows: int) -> dict[str, float]:
        spent = max(time.process_time() - self._first, 1e-9)
        start = self._first - self._begun
        return {"rows": rows, "start_s": start, "cpu_s": spent, "rows_per_s": rows / spent}


def _run_scorer(
    scorer: Path, task: Any, gold: Path, predictions: Path, flags: Sequence[str]
) -> str:
    arguments = [*task.SCORER[1:], str(gold), str(predictions), *flags]
    command = [sys.executable, str(scorer), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{scorer} failed: {done.stderr.strip()}")
    return done.stdout
