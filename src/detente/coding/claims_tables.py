"""Tables for claims: offices by their words, organisations by their names."""

import re
from functools import cache
from typing import Final, NamedTuple

from detente.coding.tables import read
from detente.entities.tables import rows
from detente.model import Span

LONGEST_TITLE: Final = 200  # code points; a longer one is a parse gone wrong


class Title(NamedTuple):
    """A title read: its office type, and whether it is a former or a coming office."""

    office_type: str
    is_former: bool
    is_future: bool


class _Offices(NamedTuple):
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    former: re.Pattern[str]
    future: re.Pattern[str]


class Organisations(NamedTuple):
    """The pattern of all names of organisations, and the id of each."""

    pattern: re.Pattern[str]
    ids: dict[str, str]


def read_title(words: str) -> Title | None:
    """Return the office a title names, or None if it names none of a known type.

    Source: data/en/claims_offices.toml, on the office types of entities/data/offices.csv.
    """
    table, low = _offices(), words[:LONGEST_TITLE].lower()
    kind = next((kind for pattern, kind in table.patterns if pattern.search(low)), "")
    if not kind:
        return None
    return Title(kind, bool(table.former.search(low)), bool(table.future.search(low)))


def organisation_in(text: str, span: Span) -> tuple[str, Span] | None:
    """Return the id of the first organisation named in a span, and where it stands."""
    table = organisations()
    match = table.pattern.search(text, span.start, span.end)
    return (table.ids[match.group()], Span(*match.span())) if match else None


@cache
def office_heads() -> frozenset[str]:
    """Return the nouns that can be the main word of an office."""
    return frozenset(read("claims_offices.toml")["heads"])


@cache
def organisations() -> Organisations:
    """Return the organisations of the registry by their names and variants."""
    named = [
        (variant, identity)
        for identity, name, variants, *_ in rows("organisations.csv")
        for variant in (name, *variants.split("; "))
        if variant and not variant.islower() and not variant.startswith("the ")
    ]
    # Of two organisations with one name the first in the table keeps it.
    ids = dict(reversed(named))
    longest = sorted(ids, key=len, reverse=True)
    alternatives = "|".join(re.escape(name) for name in longest)
    return Organisations(re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)"), ids)


@cache
def _offices() -> _Offices:
    table = read("claims_offices.toml")
    patterns = tuple(
        (re.compile(pattern), row["type"]) for row in table["office"] for pattern in row["patterns"]
    )
    return _Offices(patterns, _any_of(table["former"]), _any_of(table["future"]))


def _any_of(listed: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in listed)})(?!\w)")
