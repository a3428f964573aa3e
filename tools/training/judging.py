"""Fitting of the judge: what rules and encoder propose for the corpus, and what of it is right."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.quality.stages import documents
from detente.coding.assemble import Found
from detente.coding.deeds import words_of_deed
from detente.coding.encoder import Encoder, load_encoder
from detente.coding.events import scenes_of
from detente.coding.hints import Hints
from detente.coding.hybrid import Hybrid, candidates
from detente.coding.judge import Judge, features_of
from detente.coding.scene import Scene
from detente.model import Span
from tools.corpus.rows import read
from tools.training.examples import fold_of

# A finding less likely than this is none.
KEEP = 0.25
_RIDGE = 1.0
_STEPS = 50
_ENOUGH = 1e-8


class Case(NamedTuple):
    """One proposal: what the judge sees of it, and whether a reader found that event there."""

    id: str
    features: dict[str, float]
    is_right: bool


def cases(rows: Sequence[Mapping[str, Any]], encoder: Encoder) -> Iterator[Case]:
    """Yield a case for each finding of each row, by rules and by an encoder new to the rows."""
    hybrid = Hybrid(encoder, None)
    texts = ((row["id"], row["text"], dt.date(row["year"], 7, 1)) for row in rows)
    for row, document in zip(rows, documents(texts, until="topics"), strict=True):
        for scene in scenes_of(document):
            yield from _cases_of(scene, hybrid.hints(scene), row)


def _cases_of(scene: Scene, hints: Hints, row: Mapping[str, Any]) -> Iterator[Case]:
    for found in candidates(scene, hints):
        features = features_of(scene, hints, found)
        yield Case(row["id"], features, _is_right(scene, found, row))


def _is_right(scene: Scene, found: Found, row: Mapping[str, Any]) -> bool:
    words = words_of_deed(scene, found.reading.token)
    if found.reading.governs is not None:
        words += words_of_deed(scene, found.reading.governs)
    spans = scene.tree.spans(words)
    return any(
        event["event"] == found.reading.event_type and _touches(spans, event["action"])
        for event in row["events"]
    )


def _touches(spans: Sequence[Span], action: Sequence[int]) -> bool:
    return any(span.start < action[1] and span.end > action[0] for span in spans)


def train_judge(corpus: Path, folder: Path, folds: int, tell: Callable[[str], None]) -> None:
    """Fit the judge on the fold that the encoder has not seen, and write it to ``folder``."""
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit(f"no encoder in {folder}: train it first")
    rows = [row for row in read(corpus) if not fold_of(row["id"], folds)]
    found = list(cases(rows, encoder))
    judge = fit_judge(found, KEEP)
    right = sum(case.is_right for case in found)
    tell(f"judge: {len(rows)} sentences, {len(found)} findings, {right} right")
    text = json.dumps({"bias": judge.bias, "keep": judge.keep, "weights": judge.weights}, indent=1)
    (folder / "judge.json").write_text(text + "\n", encoding="utf-8")


def fit_judge(found: Sequence[Case], keep: float) -> Judge:
    """Return the logistic regression of cases, with a ridge, by Newton's method."""
    names = sorted({name for case in found for name in case.features})
    table = np.array([[case.features.get(name, 0.0) for name in names] for case in found])
    table = np.hstack([np.ones((len(found), 1)), table])
    wanted = np.array([case.is_right for case in found], dtype=float)
    weights = _newton(table, wanted)
    return Judge(
        bias=round(float(weights[0]), 4),
        weights={name: round(float(w), 4) for name, w in zip(names, weights[1:], strict=True)},
        keep=keep,
    )


def _newton(table: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    weights = np.zeros(table.shape[1])
    ridge = _RIDGE * np.eye(len(weights))
    ridge[0, 0] = 0.0
    for _ in range(_STEPS):
        chances = 1.0 / (1.0 + np.exp(-table @ weights))
        slope = table.T @ (wanted - chances) - ridge @ weights
        bend = (table * (chances * (1.0 - chances))[:, None]).T @ table + ridge
        step = np.linalg.solve(bend, slope)
        weights += step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return weights
