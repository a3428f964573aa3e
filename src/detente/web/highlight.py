"""Text of articles as markup: everything escaped, spans of evidence marked by role."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from markupsafe import Markup, escape

from detente.model import Event, Participant, Span

ROLES: Final = {
    "A": "actor",
    "V": "action",
    "R": "recipient",
    "D": "date",
    "P": "place",
}
# With those who vouch for an event, which only the part on how it was coded marks.
ALL_ROLES: Final = {**ROLES, "C": "claimant", "T": "passes the claim on"}


class Mark(NamedTuple):
    """A span of the document's text and the letter of its role."""

    span: Span
    letter: str


def event_marks(event: Event) -> tuple[Mark, ...]:
    """Return the spans that an event rests on, with the letters of their roles."""
    single = [(event.action, "V"), (event.when_span, "D")]
    if event.place is not None:
        single.append((event.place.span, "P"))
    return (
        *_of_people(event.actors, "A"),
        *_of_people(event.recipients, "R"),
        *(Mark(span, letter) for span, letter in single if span is not None),
    )


def _of_people(people: Iterable[Participant], letter: str) -> Iterator[Mark]:
    return (Mark(person.span, letter) for person in people)


def highlighted(text: str, start: int, marks: Iterable[Mark]) -> Markup:
    """Return a stretch of a document as markup, with the marks that fall in it.

    Marks may overlap: the text is cut wherever one begins or ends, and pieces in several are in
    several elements. The letter stands where a mark begins.

    Args:
        text: the words from ``start`` on.
        start: where they begin in the document, in code points.
        marks: spans of the document; what lies outside the stretch is left out.
    """
    end = start + len(text)
    inside = sorted({mark for mark in marks if mark.span.start < end and mark.span.end > start})
    edges = {edge for mark in inside for edge in (mark.span.start, mark.span.end)}
    cuts = [start, *sorted(edge for edge in edges if start < edge < end), end]
    pieces = (
        _piece(text[first - start : last - start], _covering(inside, first, start))
        for first, last in pairwise(cuts)
    )
    return Markup("").join(pieces)


def _covering(marks: Sequence[Mark], first: int, start: int) -> list[tuple[str, bool]]:
    """Return letter and "begins here" of the marks over the piece that begins at ``first``."""
    return [
        (mark.letter, max(mark.span.start, start) == first)
        for mark in marks
        if mark.span.start <= first < mark.span.end
    ]


def _piece(words: str, letters: Sequence[tuple[str, bool]]) -> Markup:
    made = escape(words)
    for letter, begins in reversed(letters):
        label = Markup(' data-role="{}"').format(letter) if begins else ""
        made = Markup('<mark class="m m-{}" title="{}"{}>{}</mark>').format(
            letter.lower(), ALL_ROLES[letter], label, made
        )
    return made
