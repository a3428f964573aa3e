"""Task "articles": the events of short articles, as a foreign desk would list them.

The gold is ``benchmarks/gold/articles.jsonl``: 40 articles in the manner of wires and papers on
real public events of 2019-2025, each with the events that an editor would expect, written down
before the coder read the article. ``batch`` is "first" for the articles whose errors were looked
at and mended, "second" for those that were written after that and are a measure of what carries
over. Rules: README.md there. Figures, for each batch and for both:

* ``found``: the share of gold's events with a coded event whose action lies in their words.
* ``type``, ``dyad``, ``modality``: of those found, the share that is right. An event of several
  sides (CONSULT, SUPPORT, AGREE, COOPERATE) is right in its dyad whichever side acts; recipients
  that gold leaves open may be any.
* ``date``: of those found that gold dates, the share whose days hold gold's day.
* ``whole``: the share of gold's events found with all of these right.
  The stops of a tour, coded as a visit to each, count as one event.
* ``false``: the share of coded events that are no event of gold and tell none of them again.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any, Final

from benchmarks.quality.options import Options
from benchmarks.quality.reports import article_of
from benchmarks.quality.stages import BATCH
from detente.model import Document, Event
from detente.pipeline.stages import build_steps
from detente.settings import Settings

SCORER = ("articles",)
GOLD = Path(__file__).parents[1] / "gold" / "articles.jsonl"
_MUTUAL: Final = frozenset({"CONSULT", "SUPPORT", "AGREE", "COOPERATE"})

Row = dict[str, Any]
Parties = frozenset[str]


def predict(gold: list[Row], _: Options) -> Iterator[Row]:
    """Yield a row for each article with its text and its coded events."""
    built = build_steps(Settings())
    for start in range(0, len(gold), BATCH):
        batch = [Document(article=article_of(row)) for row in gold[start : start + BATCH]]
        for step in built:
            batch = step.stage(batch)
        yield from map(_answer, batch)


def figures(gold: list[Row], predicted: list[Row]) -> Row:
    """Return the figures named above for each batch and for all articles."""
    rows = list(zip(gold, predicted, strict=True))
    batches = dict.fromkeys(row["batch"] for row in gold)
    found = {name: _figures(row for row in rows if row[0]["batch"] == name) for name in batches}
    return {**found, "all": _figures(rows)}


def report(gold: list[Row], predicted: list[Row]) -> str:
    """Return what was wrong, a line each, then the figures."""
    lines = [
        line for row, answer in zip(gold, predicted, strict=True) for line in _wrong(row, answer)
    ]
    return "\n".join((*lines, json.dumps(figures(gold, predicted), indent=1), ""))


def _answer(document: Document) -> Row:
    events = [_event(event) for event in document.events or ()]
    return {"id": document.article.id, "text": document.text or "", "events": with_tours(events)}


def with_tours(events: Iterable[Row]) -> list[Row]:
    """Return coded events with the visits to several states that one phrase tells of as one."""
    whole: dict[tuple[Any, ...], Row] = {}
    for number, one in enumerate(events):
        key = (one["start"], one["modality"], *one["actors"]) if one["is_visit"] else (number,)
        before = whole.setdefault(key, one)
        before["recipients"] = sorted({*before["recipients"], *one["recipients"]})
    return list(whole.values())


def _event(event: Event) -> Row:
    when = event.when
    return {
        "start": event.action.start,
        "end": event.action.end,
        "action": event.action_text,
        "type": event.event_type,
        "is_visit": event.mode == "visit",
        "modality": event.modality.value,
        "actors": sorted({one.country for one in event.actors if one.country}),
        "recipients": sorted({one.country for one in event.recipients if one.country}),
        "earliest": when.earliest.isoformat() if when and when.earliest else None,
        "latest": when.latest.isoformat() if when and when.latest else None,
    }


def _matched(row: Row, answer: Row) -> dict[int, int]:
    """Return the coded event of each event of gold: best first by type and states in common."""
    worths = [
        (worth, -i, -j)
        for i, wanted in enumerate(row["events"])
        for j, coded in enumerate(answer["events"])
        if (worth := _worth(wanted, coded, answer["text"]))
    ]
    found: dict[int, int] = {}
    for _, i, j in sorted(worths, reverse=True):
        if -i not in found and -j not in found.values():
            found[-i] = -j
    return found


def _worth(wanted: Row, coded: Row, text: str) -> float:
    start = text.rindex(wanted["words"])
    if coded["start"] >= start + len(wanted["words"]) or coded["end"] <= start:
        return 0.0
    ours = {*coded["actors"], *coded["recipients"]}
    shares = (len(ours & both) / max(len(ours | both), 1) for both in _all_parties(wanted))
    return 2 + (coded["type"] in wanted["type"]) + max(shares)


def _all_parties(wanted: Row) -> Iterator[Parties]:
    yield from (actors | others for actors, others in _sides(wanted))


def _sides(wanted: Row) -> Iterator[tuple[Parties, Parties]]:
    return product(_readings(wanted["actors"]), _readings(wanted["recipients"]))


def _readings(parties: Sequence[Sequence[str]]) -> list[Parties]:
    """Return the sets of states that gold allows; an empty name among others may be left out."""
    return [frozenset(filter(None, chosen)) for chosen in product(*parties)]


def _faults(wanted: Row, coded: Row) -> list[str]:
    right = {
        "type": coded["type"] in wanted["type"],
        "dyad": _has_dyad(wanted, coded),
        "modality": coded["modality"] in wanted["modality"],
        "date": not wanted["date"] or _holds(coded, wanted["date"]),
    }
    return [name for name, is_right in right.items() if not is_right]


def _has_dyad(wanted: Row, coded: Row) -> bool:
    actors, recipients = frozenset(coded["actors"]), frozenset(coded["recipients"])
    is_open = not wanted["recipients"]
    is_mutual = not _MUTUAL.isdisjoint(wanted["type"])
    return any(
        (actors == acting and (is_open or recipients == others))
        or ((is_mutual or len(acting) > 1) and actors | recipients == acting | others)
        for acting, others in _sides(wanted)
    )


def _holds(coded: Row, day: str) -> bool:
    return bool(coded["earliest"] and coded["earliest"] <= day <= (coded["latest"] or day))


def _figures(rows: Iterable[tuple[Row, Row]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for row, answer in rows:
        counts.update(_counts(row, answer))
    found = max(counts["found"], 1)
    of_found = {name: counts[name] / found for name in ("type", "dyad", "modality")}
    shares = {
        "found": counts["found"] / max(counts["gold"], 1),
        **of_found,
        "date": counts["date"] / max(counts["dated"], 1),
        "whole": counts["whole"] / max(counts["gold"], 1),
        "false": counts["false"] / max(counts["coded"], 1),
    }
    return {name: round(share, 3) for name, share in shares.items()}


def _counts(row: Row, answer: Row) -> Counter[str]:
    matched = _matched(row, answer)
    counts = Counter(gold=len(row["events"]), coded=len(answer["events"]), found=len(matched))
    for i, j in matched.items():
        wanted = row["events"][i]
        faults = _faults(wanted, answer["events"][j])
        counts.update(name for name in ("type", "dyad", "modality") if name not in faults)
        counts["dated"] += bool(wanted["date"])
        counts["date"] += bool(wanted["date"]) and "date" not in faults
        counts["whole"] += not faults
    counts["false"] = len(_false(row, answer, matched))
    return counts


def _false(row: Row, answer: Row, matched: dict[int, int]) -> list[Row]:
    """Return the coded events that stand for nothing in gold, nor tell any of it again."""
    rest = (one for j, one in enumerate(answer["events"]) if j not in matched.values())
    return [one for one in rest if not any(_tells_again(wanted, one) for wanted in row["events"])]


def _tells_again(wanted: Row, coded: Row) -> bool:
    ours = {*coded["actors"], *coded["recipients"]}
    same_type = coded["type"] in wanted["type"]
    return same_type and any(ours <= both or both <= ours for both in _all_parties(wanted))


def _wrong(row: Row, answer: Row) -> Iterator[str]:
    matched = _matched(row, answer)
    for i, wanted in enumerate(row["events"]):
        if i not in matched:
            yield f"not coded {row['id']}: {wanted['words']}"
        elif faults := _faults(wanted, answer["events"][matched[i]]):
            yield f"{' '.join(faults)} {row['id']}: {_in_words(answer['events'][matched[i]])}"
    yield from (f"false {row['id']}: {_in_words(one)}" for one in _false(row, answer, matched))


def _in_words(coded: Row) -> str:
    sides = f"{' '.join(coded['actors'])} -> {' '.join(coded['recipients'])}"
    return f"{coded['action']!r} {coded['type']} {coded['modality']} {sides} {coded['earliest']}"
