"""The words that attribute: verbs with their frames, nouns, adjectives, channels."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from detente.coding.tables import read

JUDGING = 0.6  # confidence of a class from which its object is surely what is judged


class Frame(NamedTuple):
    """What a verb of attribution governs: see the header of data/en/statements_verbs.toml."""

    name: str
    confidence: float
    frames: frozenset[str]
    addressee: bool


class Words(NamedTuple):
    """Nouns, adjectives and function words of attribution (data/en/statements_words.toml)."""

    nouns: frozenset[str]
    carriers: frozenset[str]
    adjectives: frozenset[str]
    speaker_nouns: frozenset[str]
    speaker_endings: frozenset[str]
    speaker_others: frozenset[str]
    effects: frozenset[str]
    times: frozenset[str]
    stand_ins: frozenset[str]
    quoting: frozenset[str]
    passing: frozenset[str]
    plain: frozenset[str]
    inverted: frozenset[str]
    documents: frozenset[str]
    others: frozenset[str]
    open_nouns: frozenset[str]
    calls: frozenset[str]
    open_adjectives: frozenset[str]
    framing: frozenset[str]
    view_nouns: frozenset[str]
    poll_nouns: frozenset[str]
    hearsay: frozenset[str]
    carried_nouns: frozenset[str]
    siders: frozenset[str]
    telling: frozenset[str]
    plain_states: frozenset[str]


@cache
def verbs() -> Mapping[str, tuple[Frame, ...]]:
    """Return the classes of each verb by its lemma, in the order of the table."""
    found: dict[str, tuple[Frame, ...]] = {}
    for row in (*read("statements_verbs.toml")["class"], *read("statements_minds.toml")["class"]):
        frame = Frame(row["name"], row["confidence"], frozenset(row["frames"]), row["addressee"])
        for verb in row["verbs"]:
            found[verb] = (*found.get(verb, ()), frame)
    return found


@cache
def speaking_verbs() -> frozenset[str]:
    """Return the lemmas of the verbs by which somebody says, asks, judges or shows."""
    rows = read("statements_verbs.toml")["class"]
    return frozenset(verb for row in rows for verb in row["verbs"])


def is_judging(verb: str) -> bool:
    """Does a verb take a side by its object alone, whoever does it ("denounced the deal")?"""
    return any(
        "object" in row.frames and row.confidence >= JUDGING for row in verbs().get(verb, ())
    )


@cache
def naming_verbs() -> frozenset[str]:
    """Return the verbs that need to say what their object is ("called it a mistake")."""
    return frozenset(read("statements_verbs.toml")["naming"]["verbs"])


@cache
def words() -> Words:
    """Return the nouns, adjectives and function words of attribution."""
    table = read("statements_words.toml")
    return Words(*(frozenset(table[name]) for name in Words._fields))
