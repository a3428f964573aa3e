"""What a claim of a standing fact is compared under: the same fact has the same key."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from detente.merge.ids import digest
from detente.model import Claim, Participant

_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her)\s+")
FactKey = tuple[str, str, str, str]


def fact_key(claim: Claim) -> FactKey:
    """Return kind, subject, object and thing of a claim; two claims of one fact share them.

    The thing is what is counted ("USD") or, without a number, the words of the good or agreement.
    What is said of the fact (its amount, its days, that it does not hold) is no part of the key.
    """
    parties = fact_parties(claim)
    one, other = sorted(parties) if claim.kind in mutual_kinds() else parties
    return claim.kind, one, other, _thing(claim)


@cache
def mutual_kinds() -> frozenset[str]:
    """Return the kinds of facts whose subject and object may change places."""
    path = files("detente.coding").joinpath("data/fact_kinds.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(kind["name"] for kind in found["kind"] if kind.get("is_mutual"))


def fact_parties(claim: Claim) -> tuple[str, str]:
    """Return what subject and object of a claim are compared under: ids, else words."""
    known = claim.object_entity or claim.object_country
    return subject_key(claim.subject), known or _words(claim.object_text)


def subject_key(subject: Participant) -> str:
    """Return the id of a subject, the code of a state, or else its words."""
    if subject.kind == "state" and subject.country:
        return subject.country
    return subject.entity or _words(subject.name or subject.text)


def fact_id(claim: Claim) -> str:
    """Return the id of the fact that a claim tells of: the same in every database."""
    return digest("fact", *fact_key(claim))


def _thing(claim: Claim) -> str:
    if claim.amount is not None:
        return claim.unit or ""
    return _words(claim.value_text or "")


def _words(text: str) -> str:
    return _ARTICLE.sub("", " ".join(text.casefold().split()))
