"""Task "judged": is the coder as sure as it is right? On sentences new to the encoder.

The encoder learns from seven of eight sentences of ``corpus/``; the judge is fitted on the eighth.
Here it is fitted on half of that eighth and asked about the other, each way round, so that no
answer is about a sentence that either has seen. The reliability table gives, for each tenth of
probability, how many findings have it, the mean told and the share right. ``ece`` is the mean gap,
weighted by findings; ``brier`` the mean squared one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality.options import Options
from detente.coding.encoder import load_encoder

SCORER = ("judged",)
GOLD = Path(__file__).parents[2] / "corpus" / "sentences-1.jsonl"
_FOLDS, _HALVES, _TENTHS = 8, 2, 10


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "told", "right"}`` for each finding of the sentences nobody learned from."""
    del gold, options
    from tools.corpus.rows import read  # noqa: PLC0415  (heavy)
    from tools.training.examples import fold_of  # noqa: PLC0415  (heavy)
    from tools.training.judging import cases, fit_judge  # noqa: PLC0415  (heavy)

    encoder = load_encoder()
    rows = [row for row in read() if not fold_of(row["id"], _FOLDS)]
    found = list(cases(rows, encoder)) if encoder is not None else []
    halves = [[one for one in found if _half(one.id) == half] for half in range(_HALVES)]
    for half, other in zip(halves, reversed(halves), strict=True):
        judge = fit_judge(other, 0.0)
        for case in half:
            told = round(judge.probability(case.features), 4)
            yield {"id": case.id, "told": told, "right": case.is_right}


def _half(identity: str) -> int:
    return int(identity, 16) // _FOLDS % _HALVES


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how many findings there are, how many right, Brier score, ECE and the table."""
    del gold
    table = list(_table(predicted))
    total = max(1, len(predicted))
    squares = sum((one["told"] - one["right"]) ** 2 for one in predicted)
    gaps = sum(row["findings"] * abs(row["told"] - row["right"]) for row in table)
    return {
        "findings": len(predicted),
        "right": round(sum(one["right"] for one in predicted) / total, 3),
        "brier": round(squares / total, 3),
        "ece": round(gaps / total, 3),
        "calibration": round(1.0 - gaps / total, 3),
        "table": table,
    }


def _table(predicted: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for tenth in range(_TENTHS):
        inside = [one for one in predicted if min(int(one["told"] * _TENTHS), 9) == tenth]
        if inside:
            yield {
                "from": tenth / _TENTHS,
                "findings": len(inside),
                "told": round(sum(one["told"] for one in inside) / len(inside), 3),
                "right": round(sum(one["right"] for one in inside) / len(inside), 3),
            }


def report(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> str:
    """Return the figures and the reliability table."""
    found = figures(gold, predicted)
    lines = [f"{key}: {value}" for key, value in found.items() if key != "table"]
    lines += ["probability  findings  told   right"]
    lines += [
        f"{row['from']:.1f}+ {row['findings']:14} {row['told']:8.3f} {row['right']:7.3f}"
        for row in found["table"]
    ]
    return "\n".join(lines) + "\n"
