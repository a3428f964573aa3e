"""Standing facts in words: one English sentence each."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from detente.analyze.wording import bare_name, listed, with_article
from detente.entities.tables import rows
from detente.merge.days import in_words
from detente.model import Claim, Participant, When

_POSSESSIVE: Final = re.compile(r"^(?:its|his|her|their|our|my)\s+", re.IGNORECASE)
_FORMER: Final = re.compile(
    r"^(?:(?:a|the)\s+)?(?:former|ex-|one-time|erstwhile)\s*", re.IGNORECASE
)
_OFFICES: Final = ("holds_office", "held_office")
_BODIES: Final = ("ministry", "department", "council", "government")


def fact_sentence(claim: Claim) -> str:
    """Return a claim as one English sentence without its full stop, in the words of its source.

    States go by their names, whatever the article calls them; who says so is left out.
    """
    if claim.amount is not None and claim.kind == "amount":
        return _with_validity(claim, f"{_name(claim.subject)}: {_amount(claim)}")
    phrase = _phrases().get(_manner(claim)) or _plain(claim.kind)
    said = phrase["not" if claim.is_negated else "holds"].format(object=_object(claim))
    parts = [f"{_subject(claim)} {said}".rstrip(), claim.value_text or ""]
    return _with_validity(claim, ": ".join(filter(None, parts)))


def _amount(claim: Claim) -> str:
    value = claim.value_text or f"{claim.amount:g} {claim.unit or ''}".rstrip()
    said = f"{value} of {_object(claim)}" if claim.unit == "%" else f"{_object(claim)}, {value}"
    return f"not {said}" if claim.is_negated else said


def _with_validity(claim: Claim, sentence: str) -> str:
    valid = validity(claim)
    return f"{sentence} ({valid})" if valid else sentence


def validity(claim: Claim) -> str:
    """Return when a fact holds by its source: "since 1991", "until May 2023"; "" if not told."""
    return " ".join(filter(None, (_edge(claim.start, "since"), _edge(claim.end, "until"))))


def speakers(names: Mapping[str, None]) -> str:
    """Return who says so, as English lists them; beyond three they are counted."""
    found = list(names)
    most = 3
    more = [f"{len(found) - most} more"] if len(found) > most else []
    return listed(found[:most] + more)


def kind_words(kind: str) -> str:
    """Return the name of a kind in words: "wants to join"."""
    return kind.replace("_", " ")


def _subject(claim: Claim) -> str:
    name = _name(claim.subject)
    return f"{name}:" if claim.kind == "amount" else name[:1].upper() + name[1:]


def _name(subject: Participant) -> str:
    is_state = subject.kind == "state" and subject.country is not None
    return (_state(subject.country or "") if is_state else "") or bare_name(subject)


def _manner(claim: Claim) -> str:
    is_body = claim.object_text.casefold().endswith(_BODIES)
    return f"{claim.kind}/led" if is_body and claim.kind in _OFFICES else claim.kind


def _object(claim: Claim) -> str:
    is_office = claim.kind in _OFFICES
    if claim.object_country and not claim.object_entity and not is_office:
        return _state(claim.object_country) or claim.object_text
    # "Its prime minister" is told of whoever the sentence before named.
    words = _POSSESSIVE.sub("", claim.object_text)
    return _FORMER.sub("", words) if claim.kind == "held_office" else words


def _state(code: str) -> str:
    """Return the name of a state with its article: a text may say "British"; "" if unknown."""
    name = _state_names().get(code, "")
    return with_article(name) if name else ""


@cache
def _state_names() -> Mapping[str, str]:
    return {row[0]: row[1] for row in rows("states.csv")}


def _edge(when: When | None, word: str) -> str:
    if when is None:
        return ""
    return f"{word} {in_words(_closed(when))}"


def _closed(when: When) -> When:
    # An edge told as "until May 2023" has an open side: what it names is its known end.
    return When(when.earliest or when.latest, when.latest or when.earliest, when.precision)


def _plain(kind: str) -> Mapping[str, str]:
    words = kind_words(kind)
    return {"holds": f"{words} {{object}}", "not": f"not: {words} {{object}}"}


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    path = files("detente.analyze").joinpath("data/fact_phrases.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
