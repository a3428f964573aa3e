"""Which coded event tells which mention of gold, and which record is which event of gold.

A coded event fits a mention of the same report if its action's words overlap with the mention's
words; or, outside the words of all mentions (in a headline, say), if it is of the mention's type
between the mention's states. Each coded event fits one mention at most: best first by overlap,
type and states in common.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Mention = tuple[str, str]  # report, event


@dataclass(slots=True)
class Aligned:
    """The coded event of each mention that was found, and the record of each event of gold."""

    mentions: dict[Mention, Row] = field(default_factory=dict)
    coded: dict[Mention, Row] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)

    def found_in(self, event: str) -> set[str]:
        """Return the reports of an event in which a coded event tells it."""
        return {report for report, told in self.coded if told == event}


def aligned(gold: Sequence[Row], predicted: Sequence[Row]) -> Aligned:
    """Return what of the answer stands for what of gold."""
    found = Aligned()
    reports = {row["id"]: row for row in predicted if row["kind"] == "report"}
    for row in gold:
        found.mentions.update({(row["id"], one["event"]): one for one in row["events"]})
        for mention, coded in _fitting(row["events"], reports[row["id"]]):
            found.coded[row["id"], mention["event"]] = coded
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, event), coded in sorted(found.coded.items()):
        votes[event][coded["record"]] += 1
    found.records = {event: counts.most_common(1)[0][0] for event, counts in votes.items()}
    return found


def _fitting(mentions: Sequence[Row], report: Row) -> Iterator[tuple[Row, Row]]:
    spans = [_span(mention, report["text"]) for mention in mentions]
    worths = [
        (_worth(mention, span, coded, spans), -i, -j)
        for i, (mention, span) in enumerate(zip(mentions, spans, strict=True))
        for j, coded in enumerate(report["events"])
    ]
    taken: set[int] = set()
    given: set[int] = set()
    for worth, i, j in sorted(worths, reverse=True):
        if worth > 0 and i not in taken and j not in given:
            taken.add(i)
            given.add(j)
            yield mentions[-i], report["events"][-j]


def _span(mention: Row, text: str) -> tuple[int, int]:
    start = text.rindex(mention["words"])
    return start, start + len(mention["words"])


def _worth(
    mention: Row, span: tuple[int, int], coded: Row, spans: Sequence[tuple[int, int]]
) -> float:
    ours, theirs = set(coded["states"]), {*mention["actors"], *mention["recipients"]}
    same_type = coded["type"] == mention["type"]
    shared = len(ours & theirs) / max(len(ours | theirs), 1)
    if _overlaps(coded, span):
        # Of two mentions that both hold the words, the shorter is more about them.
        return 2 + same_type + shared + 1 / (span[1] - span[0])
    if any(_overlaps(coded, other) for other in spans):
        return 0.0
    return 0.5 * (same_type and ours == theirs)


def _overlaps(coded: Row, span: tuple[int, int]) -> bool:
    return bool(coded["start"] < span[1] and coded["end"] > span[0])
