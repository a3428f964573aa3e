"""How far two readers of the corpus agree: Cohen's kappa and shares."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tools.corpus.rows import Row

NONE = "none"


def agreement(rows: Sequence[Row], second: Mapping[str, Sequence[Row]]) -> dict[str, float]:
    """Return figures over the sentences that both read.

    ``event or none`` and ``main type`` are by sentence; the others over pairs of events of one
    type that both found in a sentence.
    """
    both = [row for row in rows if row["id"] in second]
    told = [(_main(row["events"]), _main(second[row["id"]])) for row in both]
    pairs = [pair for row in both for pair in _pairs(row["events"], second[row["id"]])]
    return {
        "sentences read twice": len(both),
        "event or none, share": _share([(a == NONE) == (b == NONE) for a, b in told]),
        "event or none, kappa": kappa([(str(a == NONE), str(b == NONE)) for a, b in told]),
        "main type, share": _share([a == b for a, b in told]),
        "main type, kappa": kappa(told),
        "types of all events, F1": _type_f1(both, second),
        "mode, share": _share([a["mode"] == b["mode"] for a, b in pairs]),
        "modality, share": _share([a["modality"] == b["modality"] for a, b in pairs]),
        "modality, kappa": kappa([(a["modality"], b["modality"]) for a, b in pairs]),
        "actor countries, share": _share([_of(a, "actors") == _of(b, "actors") for a, b in pairs]),
        "recipient countries, share": _share(
            [_of(a, "recipients") == _of(b, "recipients") for a, b in pairs]
        ),
    }


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Cohen's kappa of two readers' labels; 1.0 where both always say one thing."""
    total = max(1, len(pairs))
    seen = sum(a == b for a, b in pairs) / total
    first, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * other[label] for label in first) / total**2
    return 1.0 if chance == 1.0 else (seen - chance) / (1.0 - chance)


def _main(events: Sequence[Row]) -> str:
    return str(events[0]["event"]) if events else NONE


def _pairs(one: Sequence[Row], other: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    left = list(other)
    for event in one:
        twin = next((item for item in left if item["event"] == event["event"]), None)
        if twin is not None:
            left.remove(twin)
            yield event, twin


def _type_f1(rows: Sequence[Row], second: Mapping[str, Sequence[Row]]) -> float:
    shared = total = 0
    for row in rows:
        one = Counter(event["event"] for event in row["events"])
        other = Counter(event["event"] for event in second[row["id"]])
        shared += (one & other).total()
        total += one.total() + other.total()
    return 2 * shared / max(1, total)


def _of(event: Row, side: str) -> set[str]:
    parties = event[side]
    return {party["country"] or "---" if isinstance(party, dict) else party for party in parties}


def _share(found: Sequence[bool]) -> float:
    return sum(found) / max(1, len(found))
