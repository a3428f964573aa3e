"""Patterns of actor phrases over the tags of units (see ``mentions_units``)."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

_STATE = "[ASCKXOBL]"
_ADJECTIVE_WITH = (
    rf"[dhFMm-]{{0,5}}(?:[AD][FMmx-]{{0,3}}|{_STATE}'[FMmx-]{{0,3}}|{_STATE}[FMm-]{{0,3}})"
)
_DETERMINED = r"[dh]{1,3}(?:[FMmx]-?){0,3}"
_BARE = r"(?:[FMm]-?){0,4}"
_ROLES = r"[RG](?:-M)?(?:-?[FMm]{0,2}[RG]){0,4}(?:-M)?"
_OF = rf"(?:od?[FMm]{{0,2}}{_STATE}{{0,2}}'?[FMmx]{{0,2}}[RGSCKAXOBL](?:od?[ASCKXOBL])?)?"
_IN = r"(?:i[ScXLO])?"
_WITH_STATE = rf"{_ADJECTIVE_WITH}(?P<role1>{_ROLES}){_OF}"
_WITHOUT = rf"(?:{_DETERMINED}|{_BARE})(?P<role2>{_ROLES}){_OF}{_IN}"
_ROLE = rf"(?:{_WITH_STATE}|{_WITHOUT})"
# Every repetition is bounded, so that no text takes more than linear time.
_TITLES = "T{0,6}"
_NEW_FULL_NAME = r"[WUP](?:-?[WUP]){1,4}"
_NEW_NAME = rf"(?:{_NEW_FULL_NAME}|[WU])"
_ANY_NAME = rf"(?:{_NEW_FULL_NAME}|[PWU])"
# "a spokesman for Foreign Minister Peters", "the government of President Gbagbo": not the named.
_BEHALF = (
    rf"(?:{_ADJECTIVE_WITH}|{_DETERMINED}|{_BARE})(?P<role1>{_ROLES})od?"
    rf"(?:[FMm]{{0,2}}(?:[AS]'?[FMm]{{0,2}})?R)?{_TITLES}(?P<behalf>{_ANY_NAME})"
)
_AFFILIATION = r"[foi]d?[WASCLXO&m-]{0,4}I[WIASCLo]{0,4}(?:i[ScXL])?"


class Pattern(NamedTuple):
    """A kind of actor phrase: its name, and what its tags look like."""

    name: str
    expression: re.Pattern[str]


def _pattern(name: str, expression: str) -> Pattern:
    return Pattern(name, re.compile(expression))


# The first that fits at a place is taken; the places are tried from left to right.
PATTERNS = (
    _pattern(
        "apposition",
        rf"{_TITLES}(?P<name>{_NEW_FULL_NAME}|[PU]),{_ROLE}(?:[oift][^,.]{{1,9}})?(?=,|\.?$)",
    ),
    _pattern("apposition", rf"(?P<name>{_NEW_FULL_NAME}|[BOPUW])\({_ROLE}\)"),
    _pattern("affiliation", rf"{_TITLES}(?P<name>{_NEW_FULL_NAME}|U){_AFFILIATION}"),
    _pattern("behalf", _BEHALF),
    _pattern("titled", rf"{_ROLE}(?:,(?={_ANY_NAME},))?{_TITLES}(?P<name>{_ANY_NAME})"),
    _pattern("led", r"d?[FMm]?(?P<name>[PUW])'?m?(?P<role1>G)"),
    _pattern("named", rf"[dh]?T{_TITLES}(?P<name>{_ANY_NAME})"),
    _pattern("named", rf"{_TITLES}(?P<name>P)(?!-?[WU])"),
    _pattern("pair", r"(?P<name>d{1,2}N)"),
    _pattern("role", _ROLE),
    _pattern("institution", r"d?(?P<name>[WASCLX&m-]{0,5}I(?:o[WASCLX&]{1,4})?)"),
    _pattern("new name", rf"(?P<name>{_NEW_FULL_NAME})"),
    _pattern("single name", r"(?P<name>[UW])"),
    _pattern("nationals", r"d{0,3}[FMm]{0,2}(?P<name>[ED])"),
    _pattern("entity", r"(?P<name>[SACKXOB])"),
    _pattern("pronoun", r"(?P<name>[HQZ])"),
)
BEHALF = re.compile(_BEHALF)
# No pattern begins with one of these.
_NEVER_FIRST = r"xyv.,&'otijfp()I-"


def _together(patterns: Sequence[Pattern]) -> re.Pattern[str]:
    """Return one expression for all patterns, in their order; the group behind each tells which.

    A group around each would be opened at every place before the first tag is looked at.
    """
    choices = "|".join(f"(?:{_GROUP.sub('(?:', one.expression.pattern)})()" for one in patterns)
    return re.compile(rf"(?![{_NEVER_FIRST}])(?:{choices})")


# The beginning of a group inside a pattern.
_GROUP = re.compile(r"\(\?P<\w+>")
_ANY = _together(PATTERNS)


class Phrase(msgspec.Struct, frozen=True):
    """A stretch of units that is an actor phrase, with its name and role, each (first, last)."""

    pattern: str
    first: int
    last: int
    name: tuple[int, int] | None
    role: tuple[int, int] | None


def phrases(tags: str) -> Iterator[Phrase]:
    """Yield the actor phrases in a string of tags from left to right, without overlap."""
    found = _ANY.search(tags)
    while found:
        phrase = _phrase_at(tags, found.start(), (found.lastindex or 1) - 1)
        if phrase:
            yield phrase
        found = _ANY.search(tags, phrase.last if phrase else found.start() + 1)


def _phrase_at(tags: str, at: int, number: int) -> Phrase | None:
    """Return the phrase at a place that the patterns from a number on find."""
    for name, expression in PATTERNS[number:]:
        match = expression.match(tags, at)
        if match and not (name == "titled" and _is_beside_a_body(tags, match)):
            return Phrase(name, at, match.end(), _group(match, "name"), _role(match))
    return None


def _is_beside_a_body(tags: str, match: re.Match[str]) -> bool:
    """Say whether a name only stands beside a body ("media Example"), which is no title."""
    before = tags[match.start() : match.start("name")]
    return before.endswith("G") and "o" not in before


def _role(match: re.Match[str]) -> tuple[int, int] | None:
    return _group(match, "role1") or _group(match, "role2")


def _group(match: re.Match[str], name: str) -> tuple[int, int] | None:
    if name not in match.re.groupindex or match.start(name) < 0:
        return None
    return match.span(name)


def without_name(phrase: Phrase) -> Phrase | None:
    """Return the role of a titled phrase, None for a phrase that is but a name."""
    if phrase.pattern != "titled" or not phrase.role:
        return None
    return msgspec.structs.replace(phrase, pattern="role", last=phrase.role[1], name=None)


def moved_end(last: int, old: int, new: int) -> int:
    """Return where a phrase ends whose name ends at another unit than before."""
    return new if last == old else last
