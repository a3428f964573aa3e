"""Where and when a body of states met at its summit, read off the words of a sentence."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from detente.coding.claims_draft import ClaimDraft
from detente.coding.claims_tables import organisations
from detente.coding.statements_draft import Phrase
from detente.model import Document, Participant, Place, Span

MET: Final = "summit_in"
WORD: Final = "summit"
# A day or year that bounds a summit stands right behind the place, or before the body's name.
AFTER: Final = re.compile(r"(?:,? (?:in|on|from)| (?:last|this)|,) [\w ,–-]{3,40}")
YEAR_BEFORE: Final = re.compile(r"\b(?:19|20)\d\d\s$")
LONGEST: Final = 60  # code points of the words before a body's name in which its place stands


def summit_drafts(document: Document) -> Iterator[ClaimDraft]:
    """Yield "the BRICS summit in Kazan in October 2024" as a claim of the body, with its place.

    The words alone tell it, so a sentence needs no parse.
    """
    text = document.text or ""
    if WORD not in text.lower():
        return
    places = {place.span.start: place for place in document.places or () if not place.is_dateline}
    for index, sentence in enumerate(document.sentences or ()):
        start, end = sentence.span.start, sentence.span.end
        found = _pattern().finditer(text, start, end) if WORD in text[start:end] else ()
        placed = (match for match in found if match.end() in places)
        yield from (_draft(document, index, match, places[match.end()]) for match in placed)


def _draft(document: Document, index: int, match: re.Match[str], place: Place) -> ClaimDraft:
    text = document.text or ""
    name = "before" if match["before"] else "behind"
    body = Span(*match.span(name))
    found = organisations().ids[match[name]]
    year = YEAR_BEFORE.search(text, max(0, match.start() - LONGEST), match.start())
    behind = AFTER.match(text, place.span.end)
    state = place.country if place.kind == "country" else None
    whole = Span(
        year.start() if year else match.start(), behind.end() if behind else place.span.end
    )
    who = Participant(
        span=body, text=match[name], kind="organisation", entity=found, name=match[name]
    )
    return ClaimDraft(
        index, MET, Phrase(body, body), place.span, state, whole,
        participant=who, country=place.country,
        trace=("a body's name, 'summit' and a place",),
    )  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a summit up to its place, with the body's name in one of two groups."""
    names = "|".join(re.escape(name) for name in sorted(organisations().ids, key=len, reverse=True))
    before = rf"(?P<before>{names})(?:['’]s)? (?:leaders['’]? |annual )?summit"
    behind = rf"summit of (?:the )?(?P<behind>{names})(?: (?:leaders|nations|states|members))?"
    return re.compile(rf"(?<![\w-])(?:{before}|{behind})(?: held)? (?:in|at) (?:the )?")
