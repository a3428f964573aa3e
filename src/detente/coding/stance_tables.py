"""The words that show what a statement does (data/en/stance_cues.toml, stance_words.toml)."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from detente.coding.tables import read

STANCES: Final = (
    "supports",
    "criticises",
    "predicts",
    "denies",
    "demands",
    "promises",
    "describes",
)


class CueClass(NamedTuple):
    """Words of one stance: see the header of data/en/stance_cues.toml."""

    name: str
    stance: str
    is_firm: bool
    negated: str
    is_own: bool


class Judgement(NamedTuple):
    """Words that judge, by part of speech; ``sign`` is the stance they show.

    ``mild`` are those of them that judge only where something is said to be so.
    """

    sign: str
    adjectives: frozenset[str]
    nouns: frozenset[str]
    verbs: frozenset[str]
    adverbs: frozenset[str]
    mild: frozenset[str]


@cache
def cue_classes(kind: str) -> Mapping[str, CueClass]:
    """Return the class of each cue of a kind: "verbs", "nouns" or "adjectives"."""
    found: dict[str, CueClass] = {}
    for row in _table("stance_cues.toml")["class"]:
        one = CueClass(row["name"], row["stance"], row["firm"], row["negated"], row["own"])
        for word in row[kind]:
            found.setdefault(word, one)
    return found


@cache
def cue_list(section: str, key: str = "verbs") -> frozenset[str]:
    """Return a list of data/en/stance_cues.toml that is no class."""
    return frozenset(_table("stance_cues.toml")[section][key])


@cache
def judgements() -> tuple[Judgement, Judgement]:
    """Return the words that judge badly, and those that judge well."""
    return _judgement("bad", "criticises"), _judgement("good", "supports")


def _judgement(section: str, sign: str) -> Judgement:
    kinds = ("adjectives", "nouns", "verbs", "adverbs", "mild")
    return Judgement(sign, *(word_list(section, kind) for kind in kinds))


@cache
def word_list(section: str, key: str) -> frozenset[str]:
    """Return a list of data/en/stance_words.toml."""
    return frozenset(_table("stance_words.toml")[section][key])


@cache
def _table(name: str) -> Mapping[str, Any]:
    return read(name)
