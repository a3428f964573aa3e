"""Decisions as gold data: pairs of reports that are one event or two, and corrected codes.

One JSON object a line, of one ``task``: ``pair`` (``same``: true or false, reports ``one`` and
``other``), ``code`` (``report``, ``event_type``, ``mode``, ``cameo_code``), ``parties``
(``report``, ``actors``, ``recipients``; null leaves a side as coded), ``no_event`` (``report``).
A report is the ``event`` as it was coded, its ``article`` and its ``sentence``, so that a coder can
be asked again and a merge tried without the database. Only what holds is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any, Final

import msgspec

from detente.analyze.decision_views import DecisionView, ReportWords
from detente.merge.decisions import Rulings
from detente.model import Decision, DecisionKind

# A merge of two large records is thousands of pairs that all say the same.
_MOST_PAIRS: Final = 200

_Pair = tuple[ReportWords, ReportWords]


def write_gold(views: Iterable[DecisionView], rulings: Rulings, path: Path) -> int:
    """Write what the decisions teach to a file of JSON lines; return how many lines."""
    n = 0
    with path.open("wb") as file:
        for n, row in enumerate(gold_rows(views, rulings), 1):  # noqa: B007 - counts the lines
            file.write(msgspec.json.encode(row) + b"\n")
    return n


def gold_rows(views: Iterable[DecisionView], rulings: Rulings) -> Iterator[dict[str, Any]]:
    """Yield what the decisions in force teach, the earliest decision first."""
    group = {id_: number for number, all_ in enumerate(rulings.together) for id_ in all_}
    for view in sorted(views, key=lambda view: (view.decision.time, view.decision.id)):
        if view.decision.id not in rulings.undone:
            yield from ({**row, **_signature(view.decision)} for row in _rows(view, rulings, group))


def _rows(
    view: DecisionView, rulings: Rulings, group: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    made = view.decision
    if made.kind in {DecisionKind.SAME, DecisionKind.SPLIT}:
        sides = chain.from_iterable(combinations(side, 2) for side in (view.reports, view.others))
        yield from _pair_rows(sides, group, same=True)
    if made.kind in {DecisionKind.DIFFERENT, DecisionKind.SPLIT}:
        yield from _pair_rows(product(view.reports, view.others), group, same=False)
    for one in view.reports:
        if one.event is not None:
            yield from _correction_rows(one, made, rulings)


def _pair_rows(
    pairs: Iterable[_Pair], group: Mapping[str, int], *, same: bool
) -> Iterator[dict[str, Any]]:
    known = [pair for pair in pairs if pair[0].event and pair[1].event]
    for one, other in sorted(known, key=_shuffled)[:_MOST_PAIRS]:
        # A later decision may have said otherwise of this pair.
        first, second = (
            group.get(one.event_id, one.event_id),
            group.get(other.event_id, other.event_id),
        )
        if (first == second) == same:
            yield {"task": "pair", "same": same, "one": _report(one), "other": _report(other)}


def _shuffled(pair: _Pair) -> bytes:
    return blake2b(f"{pair[0].event_id} {pair[1].event_id}".encode(), digest_size=8).digest()


def _correction_rows(
    one: ReportWords, made: Decision, rulings: Rulings
) -> Iterator[dict[str, Any]]:
    report = {"report": _report(one)}
    if rulings.no_event.get(one.event_id) == made:
        yield {"task": "no_event", **report}
    if rulings.codes.get(one.event_id) == made:
        fields = {name: getattr(made, name) for name in ("event_type", "mode", "cameo_code")}
        yield {"task": "code", **report, **fields}
    sides = {
        side: getattr(made, side)
        for side, given in (("actors", rulings.actors), ("recipients", rulings.recipients))
        if given.get(one.event_id) == made
    }
    if sides:
        yield {"task": "parties", **report, **dict.fromkeys(("actors", "recipients")), **sides}


def _report(one: ReportWords) -> dict[str, Any]:
    quotation = one.quotation
    if quotation is None:
        return {"event": one.event}
    article = quotation.article
    fields = ("id", "outlet", "published", "title", "near_duplicate_of")
    return {
        "event": one.event,
        "article": {name: getattr(article, name) for name in fields},
        "sentence": {
            "number": quotation.sentence,
            "start": quotation.span.start,
            "text": quotation.text,
            "is_headline": quotation.is_headline,
        },
    }


def _signature(decision: Decision) -> dict[str, Any]:
    return {
        "decision": decision.id,
        "author": decision.author,
        "decided": decision.time,
        "reason": decision.reason,
    }
