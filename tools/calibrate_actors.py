"""Learn how likely each kind of reading of an actor phrase is right.

    PYTHONPATH=. python tools/calibrate_actors.py GOLD... [--out FILE] [--seed N]

GOLD are files of phrases with known answers (benchmarks/gold/actor_phrases.jsonl and any of the
same form). Every phrase is read; how it was read is a path of features ("person/open/exact").
The chance of a path is the share of right answers (country and sector), drawn towards the chance
of the path above it. Prints the error of calibration on held-out folds and a table of
reliability; the same input and seed give the same file.
"""

import argparse
import csv
import datetime as dt
import json
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from detente.entities.registry import load_registry
from detente.entities.tenure import load_tenures
from detente.link.mentions_units import Tagger, load_word_classes
from detente.link.resolve_confidence import FEATURES, FRESH, Certainty, evidence
from detente.link.resolve_parts import Parts, Reader
from detente.link.resolve_person import UNDATED, People
from detente.link.resolve_phrase import Resolver
from detente.model import Link

# How many answers of its own a path needs to count as much as the path above it. Tried 1 to 16
# by five folds: flat from 2 to 8.
DRAWN = 4.0
# No reading is certain: even the best path meets tables that err and labels that differ.
_SAFE = 0.97
# Phrases of other hands are read a little worse than our own, after which tables were mended: of
# 122 new ones 89 in 100 were right where 91 were said.
KEPT = 0.985
_FOLDS = 5
# Of the regression: how far a step goes, how many there are, and how strongly weights are drawn
# to "the path says it all".
_STEP, _STEPS, _PULL = 0.3, 300, 0.01
_BINS = 10
_SAME = {"KOS": "XKX", "KSV": "XKX", "EU": "EUR", "UN": "UNO"}
_IGOS = frozenset(("UNO", "EUR", "NATO", "IGO"))
_HEADER = """# Chances that an actor phrase read in this way has the right country and sector.
# Made by tools/calibrate_actors.py; source: own phrases, licence CC0.
"""


class Answer(NamedTuple):
    """How a phrase was read, and whether that was right."""

    path: tuple[str, ...]
    parts: Parts
    is_right: bool


class Recorder(Certainty):
    """Remembers how the last phrase was read."""

    path: tuple[str, ...] = ()
    parts: Parts

    def adjusted(self, chance: float, parts: Parts) -> float:
        """Return the chance as it is and remember what the phrase was made of."""
        self.parts = parts
        return chance

    def of(self, *features: str) -> float:
        """Return the chance of a reading and remember its features."""
        self.path = features
        return super().of(*features)


def main() -> None:
    """Read the command line, learn, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    default = Path(__file__).parent.parent / "src/detente/link/data/actor_confidence.csv"
    parser.add_argument("--out", type=Path, default=default)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    answers = list(_answers(arguments.gold))
    folds = _folds(answers, arguments.seed)
    _print_reliability([pair for fold in folds for pair in _tried(fold, folds)])
    _write(arguments.out, learn(answers), answers)
    _write_weights(arguments.out.with_name("actor_evidence.csv"), _weights(folds))


def learn(answers: Sequence[Answer]) -> dict[str, float]:
    """Return the chance of each path of features and of the paths above it."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for answer in answers:
        for last in range(len(answer.path) + 1):
            counts["/".join(answer.path[:last])].append(answer.is_right)
    chances: dict[str, float] = {}
    for path in sorted(counts, key=lambda one: (one.count("/"), one)):
        above = chances.get(path.rpartition("/")[0], chances.get("", 0.8))
        known = counts[path]
        chances[path] = (sum(known) + DRAWN * above) / (len(known) + DRAWN)
    return {path: round(min(chance, _SAFE), 3) for path, chance in chances.items()}


def _answers(paths: Iterable[Path]) -> Iterator[Answer]:
    registry, recorder = load_registry(), Recorder({})
    reader = Reader(registry, Tagger(registry, load_word_classes()))
    resolver = Resolver(registry, reader, People(registry, load_tenures()), recorder)
    for row in (row for path in paths for row in _rows(path)):
        link = resolver.link(row["mention"], dt.date.fromisoformat(row["date"]))
        yield Answer(recorder.path, recorder.parts, _is_right(row["expect"], link))
        # Without a day the latest office is taken: how often is it that of the day?
        undated = resolver.link(row["mention"], None)
        if undated.office_state == UNDATED:
            yield Answer(recorder.path, recorder.parts, _is_right(row["expect"], undated))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    lines = path.read_text("utf-8").splitlines()
    yield from (json.loads(line) for line in lines if line.strip())


def _is_right(expect: Mapping[str, Any], link: Link) -> bool:
    countries = {_code(one) for one in _accepted(expect, "country")}
    sectors = {_code(one) for one in _accepted(expect, "sector")}
    country = _code(link.country)
    is_igo = country in _IGOS and bool(countries & _IGOS)
    return (country in countries or is_igo) and _code(link.sector) in sectors


def _accepted(expect: Mapping[str, Any], field: str) -> list[str | None]:
    others = expect.get(f"{field}_also_accepted") or []
    return [expect[field], *(others if isinstance(others, list) else [others])]


def _code(value: str | None) -> str:
    return _SAME.get(value or "", value or "")


def _folds(answers: Sequence[Answer], seed: int) -> list[list[Answer]]:
    """Return the answers dealt out in parts, all answers for one phrase in the same."""
    phrases = sorted({answer.parts.words for answer in answers})
    random.Random(seed).shuffle(phrases)  # noqa: S311 - folds, no secret
    fold_of = {words: at % _FOLDS for at, words in enumerate(phrases)}
    folds: list[list[Answer]] = [[] for _ in range(_FOLDS)]
    for answer in answers:
        folds[fold_of[answer.parts.words]].append(answer)
    return folds


def _tried(fold: list[Answer], folds: Sequence[list[Answer]]) -> Iterator[tuple[float, bool]]:
    """Yield (chance learned without it, right?) for every answer of a fold."""
    others = [other for other in folds if other is not fold]
    chances = learn([answer for other in others for answer in other])
    certainty = Certainty(chances, _weights(others))
    for one in fold:
        yield certainty.adjusted(certainty.of(*one.path), one.parts), one.is_right


def _weights(folds: Sequence[list[Answer]]) -> dict[str, float]:
    """Return weights of the evidence beside the path, by logistic regression.

    Chances are those learned without the fold they are applied to, so that the weights do not
    trust a path for having seen the answer.
    """
    rows: list[tuple[Sequence[float], bool]] = []
    for fold in folds:
        others = [answer for other in folds if other is not fold for answer in other]
        certainty = Certainty(learn(others))
        rows += [(evidence(certainty.of(*one.path), one.parts), one.is_right) for one in fold]
    weights = [float(name == "chance") for name in FEATURES]
    for _ in range(_STEPS):
        weights = _stepped(weights, rows)
    return dict(zip(FEATURES, (round(weight, 4) for weight in weights), strict=True)) | {
        FRESH: KEPT
    }


def _stepped(weights: Sequence[float], rows: Sequence[tuple[Sequence[float], bool]]) -> list[float]:
    """Return weights one step nearer to those that fit best."""
    slope = [0.0] * len(weights)
    for seen, is_right in rows:
        total = sum(weight * one for weight, one in zip(weights, seen, strict=True))
        error = 1 / (1 + math.exp(-total)) - is_right
        slope = [known + error * one for known, one in zip(slope, seen, strict=True)]
    start = [float(name == "chance") for name in FEATURES]
    pulled = zip(weights, slope, start, strict=True)
    return [
        weight - _STEP * (change / len(rows) + _PULL * (weight - first))
        for weight, change, first in pulled
    ]


def _print_reliability(held_out: Sequence[tuple[float, bool]]) -> None:
    pairs = sorted(held_out)
    size = len(pairs)
    bins = [pairs[at * size // _BINS : (at + 1) * size // _BINS] for at in range(_BINS)]
    error = 0.0
    print(f"{'chance':>8} {'right':>8} {'phrases':>8}   (held-out folds)")
    for some in bins:
        said = sum(chance for chance, _ in some) / len(some)
        right = sum(is_right for _, is_right in some) / len(some)
        error += len(some) * abs(said - right) / size
        print(f"{said:8.3f} {right:8.3f} {len(some):8}")
    brier = sum((chance - is_right) ** 2 for chance, is_right in pairs) / size
    print(f"phrases {size}, expected calibration error {error:.3f}, Brier {brier:.3f}")


def _write(path: Path, chances: Mapping[str, float], answers: Sequence[Answer]) -> None:
    seen: dict[str, int] = defaultdict(int)
    for answer in answers:
        for last in range(len(answer.path) + 1):
            seen["/".join(answer.path[:last])] += 1
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("reading", "chance", "phrases"))
        writer.writerows((one, chances[one], seen[one]) for one in sorted(chances))


def _write_weights(path: Path, weights: Mapping[str, float]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("# Weights of what else a phrase shows, beside how it was read.\n")
        file.write(_HEADER.splitlines()[1] + "\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows(weights.items())


if __name__ == "__main__":
    main()
