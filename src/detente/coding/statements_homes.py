"""The country of a ministry or official whose words name none: the one that the text is about."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec.structs import replace

from detente.coding.statements_roles import office_in
from detente.coding.tables import read
from detente.model import Document, Participant, Span

INFERRED: Final = 0.5  # of a country that the words around tell
PARAGRAPH: Final = "\n"


def at_home(
    document: Document, found: Participant, sentence: int, countries: Sequence[tuple[int, str]]
) -> Participant:
    """Return a government's own body or official with the one country that its paragraph names.

    "In Lima the foreign ministry" is Peru's. Those who are sent abroad, sit in courts or speak
    for nobody stay without a country, and so do all where the paragraph names two states before
    the sentence ends.
    """
    if found.country is not None or found.entity is not None or not _is_domestic(found):
        return found
    around = _around(document, sentence)
    named = {country for place, country in countries if _may_own(place, around, found.span)}
    if len(named) != 1:
        return found
    confidence = min(found.confidence, INFERRED) if found.confidence else INFERRED
    return replace(found, country=named.pop(), confidence=confidence)


def _is_domestic(found: Participant) -> bool:
    """Whether words mean those who govern where they are ("the interior ministry")."""
    told = found.text if found.kind == "body" else found.name or found.text
    words = set(re.findall(r"[^\W\d_]+", told.lower()))
    if words & _listed("abroad") or found.kind not in {"role", "body"}:
        return False
    office = office_in(told) or ""
    return bool(_listed("domestic") & (words | set(office.split())))


def _around(document: Document, sentence: int) -> Span:
    """Return a sentence with what stands before it in its paragraph."""
    text, span = document.text or "", (document.sentences or ())[sentence].span
    return Span(text.rfind(PARAGRAPH, 0, span.start) + 1, span.end)


def _may_own(place: int, around: Span, own: Span) -> bool:
    return around.start <= place < around.end and not own.start <= place < own.end


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(read("statements_offices.toml")["home"][key])
