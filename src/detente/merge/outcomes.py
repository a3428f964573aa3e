"""What a sentence tells of an event beside its fields: who mediated, and whether talks agreed."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from detente.merge.stems import stem
from detente.merge.tables import Outcomes, read_outcomes

_NO_NAME = "A|An|This|That|It|He|She|They|We|In|On|At|By|As|After|When|While"
_NAME = (
    rf"((?:[Tt]he )?(?!(?-i:{_NO_NAME})\b)(?-i:[A-Z])[\w.’-]*"
    r"(?: (?:(?:of|and|the) )*(?-i:[A-Z])[\w.’-]*){0,4})"
)
_FEW_WORDS = r"(?:[\w’'-]+ ){0,3}?"
_DAYS = "mon|tues|wednes|thurs|fri|satur|sun"
_TOPIC = (
    rf"(?:(?: [\w’'-]+){{0,3}}? (?:on|over|about) (?:an? |the )?(?!(?:{_DAYS})day\b|\d)([\w-]+))?"
)
# In how many characters before a verb stands what makes it a mere wish.
_BEFORE = 12


class Told(NamedTuple):
    """What a sentence tells, by words from ``start`` to ``end``; ``name``: of whom or what."""

    start: int
    end: int
    name: str = ""


def mediator_in(sentence: str) -> Told | None:
    """Return who is told to have mediated, as named there, if anybody."""
    found = _found(_patterns().named, _patterns().mediator_keys, sentence)
    return found and found._replace(name=_bare(found.name))


def denies_mediator(sentence: str) -> Told | None:
    """Return the words which tell that nobody mediated, if any."""
    return _found(_patterns().none, _patterns().mediator_keys, sentence)


def agreement_in(sentence: str) -> Told | None:
    """Return the words which tell that an agreement was reached, and on what, if any."""
    found = _found(_patterns().reached, _patterns().agreement_keys, sentence)
    if found is None or failure_in(sentence) or _is_wish(sentence[: found.start]):
        return None
    return found._replace(name=stem(found.name.casefold()))


def failure_in(sentence: str) -> Told | None:
    """Return the words which tell that no agreement was reached, and on what, if any."""
    found = _found(_patterns().failed, _patterns().agreement_keys, sentence)
    return found and found._replace(name=stem(found.name.casefold()))


def _bare(name: str) -> str:
    """Return a name without a genitive, or the full stop of its sentence; "U.S." keeps its own."""
    name = name.removesuffix("'s").removesuffix("’s")
    return name.removesuffix(".") if name.count(".") == 1 else name


class _Patterns(NamedTuple):
    named: re.Pattern[str]
    none: re.Pattern[str]
    reached: re.Pattern[str]
    failed: re.Pattern[str]
    wish: re.Pattern[str]
    mediator_keys: tuple[str, ...]
    agreement_keys: tuple[str, ...]


def _found(pattern: re.Pattern[str], keys: Iterable[str], sentence: str) -> Told | None:
    told = sentence.lower()
    match = pattern.search(sentence) if any(key in told for key in keys) else None
    if match is None:
        return None
    return Told(match.start(), match.end(), next(filter(None, match.groups()), ""))


def _is_wish(before: str) -> bool:
    return _patterns().wish.search(before[-_BEFORE:]) is not None


@cache
def _patterns() -> _Patterns:
    words = read_outcomes()
    return _Patterns(
        named=_any_of(words.named),
        none=_any_of(words.none),
        reached=_any_of(words.reached),
        failed=_any_of(words.failed),
        wish=_wish(words),
        mediator_keys=words.mediator_keys,
        agreement_keys=words.agreement_keys,
    )


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_as_pattern, phrases)), re.IGNORECASE)


def _as_pattern(phrase: str) -> str:
    told = phrase.replace("~ ", f" {_FEW_WORDS}").replace("~", _FEW_WORDS)
    return rf"\b{told.replace('NAME', _NAME).replace('TOPIC', _TOPIC)}"


def _wish(words: Outcomes) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.not_yet)}) (?:[\w]+ )?$", re.IGNORECASE)
