"""Learn how likely each kind of reading of an actor phrase is right.

    PYTHONPATH=. python tools/calibrate_actors.py GOLD... [--out FILE] [--seed N]

GOLD are files of phrases with known answers (benchmarks/gold/actor_phrases.jsonl and any of the
same form). Every phrase is read; how it was read is a path of features ("person/exact/open").
The chance of a path is the share of right answers (country and sector), drawn towards the chance
of the path above it. Prints the error of calibration on held-out folds and a table of
reliability; the same input and seed give the same file.
"""

import argparse
import csv
import datetime as dt
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from detente.entities.registry import load_registry
from detente.entities.tenure import load_tenures
from detente.link.mentions_units import Tagger, load_word_classes
from detente.link.resolve_confidence import Certainty
from detente.link.resolve_parts import Reader
from detente.link.resolve_person import UNDATED, People
from detente.link.resolve_phrase import Resolver
from detente.model import Link

# How many answers of its own a path needs to count as much as the path above it. Tried 1 to 16
# by five folds: flat from 2 to 8.
DRAWN = 4.0
# No reading is certain: the best path of all had one error in about this many.
_SAFE = 0.985
_FOLDS = 5
_BINS = 10
_SAME = {"KOS": "XKX", "KSV": "XKX", "EU": "EUR", "UN": "UNO"}
_IGOS = frozenset(("UNO", "EUR", "NATO", "IGO"))
_HEADER = """# Chances that an actor phrase read in this way has the right country and sector.
# Made by tools/calibrate_actors.py; source: own phrases, licence CC0.
"""


class Answer(NamedTuple):
    """How a phrase was read, and whether that was right."""

    path: tuple[str, ...]
    is_right: bool


class Recorder(Certainty):
    """Remembers how the last phrase was read."""

    path: tuple[str, ...] = ()

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
    held_out = list(_held_out(answers, arguments.seed))
    _print_reliability(held_out)
    _write(arguments.out, learn(answers), answers)


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
        yield Answer(recorder.path, _is_right(row["expect"], link))
        # Without a day the latest office is taken: how often is it that of the day?
        undated = resolver.link(row["mention"], None)
        if undated.office_state == UNDATED:
            yield Answer(recorder.path, _is_right(row["expect"], undated))


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


def _held_out(answers: Sequence[Answer], seed: int) -> Iterator[tuple[float, bool]]:
    """Yield (chance learned without it, right?) for every answer."""
    order = list(answers)
    random.Random(seed).shuffle(order)  # noqa: S311 - folds, no secret
    for fold in range(_FOLDS):
        certainty = Certainty(learn([one for at, one in enumerate(order) if at % _FOLDS != fold]))
        yield from ((certainty.of(*one.path), one.is_right) for one in order[fold::_FOLDS])


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


if __name__ == "__main__":
    main()
