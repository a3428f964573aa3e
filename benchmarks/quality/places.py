"""Task "places": names of places, found and resolved, and the place of each event.

The gold, ``benchmarks/gold/places.jsonl``, is the project's own: each passage has the words that
name a place (name, state, coordinates, kind), that do not ("no place"), or that a reader may take
either way ("either", not scored), and actions (a word) with the name of their place or None.
``part`` is the order in which passages were written: the "first" before any rule, each of the
others when the rules for those before it were done. Each part was read for errors once it had been
measured, so only its first reading was unseen; those figures, for found, state right, within
25 km and the place of the event: second .914 .914 .899 .875, third .980 .980 1.000 .857, fourth
.927 .909 .851 .786.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.link.places import place_of_clause
from detente.link.places_names import key_of
from detente.model import Document, Parse, Place

SCORER = ("places",)
GOLD = Path(__file__).parents[1] / "gold" / "places.jsonl"
NEAR_KM = 25.0
KM_A_DEGREE = 111.2
BINS = 10


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "places", "events"}`` for each passage, all offsets in code points."""
    rows = ((row["id"], row["text"], None) for row in gold)
    for row, document in zip(gold, documents(rows, "places"), strict=True):
        places = [_shown(place) for place in document.places or ()]
        events = [_event_place(document, event["start"]) for event in row["events"]]
        yield {"id": row["id"], "places": places, "events": events}


def _shown(place: Place) -> dict[str, Any]:
    return {
        "start": place.span.start,
        "end": place.span.end,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "lat": place.latitude,
        "lon": place.longitude,
        "confidence": place.confidence,
        "reason": place.reason,
    }


def _event_place(document: Document, at: int) -> dict[str, Any] | None:
    """Return the place of the action whose word begins at ``at``, as the coder asks for it."""
    sentences = document.sentences or ()
    index = next(n for n, one in enumerate(sentences) if one.span.start <= at < one.span.end)
    parse = document.parses[index] if document.parses else None
    span = sentences[index].span
    start, end = _clause(parse, at) if parse else (span.start, span.end)
    place = place_of_clause(document, index, start, end, at)
    return _shown(place) if place else None


def _clause(parse: Parse, at: int) -> tuple[int, int]:
    head = max(0, sum(start <= at for start in parse.starts) - 1)
    while parse.pos[head] not in {"VERB", "AUX"} and parse.heads[head] != head:
        head = parse.heads[head]
    inside = {head}
    for _ in parse.heads:
        inside |= {token for token, top in enumerate(parse.heads) if top in inside}
    return parse.starts[min(inside)], parse.ends[max(inside)]


class Judged(NamedTuple):
    """One gold mention with the prediction that overlaps it, if any."""

    gold: dict[str, Any]
    found: dict[str, Any] | None


def figures(
    gold: Sequence[dict[str, Any]], predicted: Sequence[dict[str, Any]]
) -> dict[str, dict[str, float]]:
    """Return the figures of all passages ("all") and of each part."""
    pairs = list(zip(gold, predicted, strict=True))
    parts = ("all", *sorted({row["part"] for row in gold}))
    return {
        part: _figures([pair for pair in pairs if part in {"all", pair[0]["part"]}])
        for part in parts
    }


def report(gold: Sequence[dict[str, Any]], predicted: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a table, and a line for each thing that was wrong."""
    misses = _misses(list(zip(gold, predicted, strict=True)))
    return _table(figures(gold, predicted)) + "".join(f"  {line}\n" for line in misses)


def _figures(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, float]:
    judged = [one for row, told in pairs for one in _judged(row, told)]
    places = [one for one in judged if one.gold["kind"] not in {"no place", "either"}]
    found = [one for one in places if one.found]
    points = [one for one in places if "lat" in one.gold]
    traps = [one for one in judged if one.gold["kind"] == "no place"]
    spurious = [p for row, told in pairs for p in _spurious(row, told)]
    events = [
        (row, *pair)
        for row, told in pairs
        for pair in zip(row["events"], told["events"], strict=True)
    ]
    return {
        "mentions": len(places),
        "found": len(found) / max(1, len(places)),
        "precision": len(found) / max(1, len(found) + len(spurious)),
        "country": sum(map(_is_country_right, places)) / max(1, len(places)),
        "country of found": sum(map(_is_country_right, found)) / max(1, len(found)),
        "within 25 km": sum(map(_is_near, points)) / max(1, len(points)),
        "kind of found": sum(_kind_right(one) for one in found) / max(1, len(found)),
        "traps": len(traps),
        "no place": sum(one.found is None for one in traps) / max(1, len(traps)),
        "events": len(events),
        "event place": sum(_is_event_right(*pair) for pair in events) / max(1, len(events)),
        "calibration error": _calibration_error(found, spurious),
    }


def _judged(row: dict[str, Any], told: dict[str, Any]) -> Iterator[Judged]:
    for mention in row["mentions"]:
        found = (one for one in told["places"] if _overlap(mention, one))
        yield Judged(mention, next(found, None))


def _spurious(row: dict[str, Any], told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for place in told["places"]:
        met = [one for one in row["mentions"] if _overlap(one, place)]
        if all(one["kind"] == "no place" for one in met):
            yield place


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _is_country_right(one: Judged) -> bool:
    """Say whether the state is right; of a border post or a disputed island any state is."""
    if one.found is None or "country" not in one.gold:
        return one.found is not None
    return bool(one.found["country"] == one.gold["country"])


def _kind_right(one: Judged) -> bool:
    return one.found is not None and one.found["kind"] == one.gold["kind"]


def _is_near(one: Judged) -> bool:
    if one.found is None or one.found["lat"] is None:
        return False
    north = one.found["lat"] - one.gold["lat"]
    east = (one.found["lon"] - one.gold["lon"]) * math.cos(math.radians(one.gold["lat"]))
    return KM_A_DEGREE * math.hypot(north, east) <= NEAR_KM


def _is_event_right(
    row: dict[str, Any], event: dict[str, Any], found: dict[str, Any] | None
) -> bool:
    """Say whether an action has the place of the gold, by its name or its words in the text."""
    if event["place"] is None or found is None:
        return event["place"] is None and found is None
    words = row["text"][found["start"] : found["end"]]
    return key_of(event["place"]) in {key_of(found["name"]), key_of(words)}


def _calibration_error(found: Sequence[Judged], spurious: Sequence[dict[str, Any]]) -> float:
    """Return the mean distance of confidence and share of right ones, over tenths of confidence."""
    told = [(one.found["confidence"] or 0.0, _is_right(one)) for one in found if one.found]
    told += [(one["confidence"] or 0.0, False) for one in spurious]
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in told:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    gaps = (abs(sum(c for c, _ in one) - sum(r for _, r in one)) for one in bins.values())
    return sum(gaps) / max(1, len(told))


def _is_right(one: Judged) -> bool:
    return _is_near(one) if "lat" in one.gold else _is_country_right(one)


def _table(told: dict[str, dict[str, float]]) -> str:
    parts = list(told)
    lines = [f"{'':20}" + "".join(f"{part:>10}" for part in parts)]
    for key in told["all"]:
        values = (told[part][key] for part in parts)
        shown = (f"{one:10d}" if isinstance(one, int) else f"{one:10.3f}" for one in values)
        lines.append(f"{key:20}" + "".join(shown))
    return "\n".join(lines) + "\n"


def _misses(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> Iterator[str]:
    """Yield a line for each thing that was wrong."""
    for row, told in pairs:
        counts = Counter(dict(_wrong(row, told)))
        for line in counts:
            yield f"{row['id']} {line}"


def _wrong(row: dict[str, Any], told: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for one in _judged(row, told):
        if one.gold["kind"] in {"no place", "either"}:
            continue
        if one.found is None:
            yield f"missed {one.gold['words']}", 1
        elif not (_is_country_right(one) and ("lat" not in one.gold or _is_near(one))):
            yield f"wrong {one.gold['words']}: {one.found['name']} {one.found['country']}", 1
    for place in _spurious(row, told):
        yield f"no place {row['text'][place['start'] : place['end']]} ({place['reason']})", 1
    for event, found in zip(row["events"], told["events"], strict=True):
        if not _is_event_right(row, event, found):
            yield f"event {event['words']}: {found and found['name']} not {event['place']}", 1
