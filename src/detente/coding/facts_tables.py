"""Frames of standing facts: which words tell of which kind, and where the parties stand."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Final, NamedTuple

from detente.coding.tables import read
from detente.model import Parse

_LETTERS: Final = {
    "v": ("VERB", "AUX"),
    "n": ("NOUN", "PROPN"),
    "a": ("ADJ",),
    "p": ("ADP", "SCONJ", "ADV"),
    "m": ("NUM", "PRON"),
}


class Kind(NamedTuple):
    """A kind of standing fact, as data/fact_kinds.toml has it."""

    name: str
    says: str
    subject: str
    object: str
    example: str
    value: str = ""
    is_mutual: bool = False


class Need(NamedTuple):
    """What a frame needs or must not have: words of a set at places, or a place to be filled."""

    places: tuple[str, ...]
    words: str
    forbidden: bool
    own: frozenset[str] = frozenset()


class Frame(NamedTuple):
    """How words tell of a kind: the places of subject, object and value, and what must hold.

    The places are explained at the head of data/en/facts_frames.toml.
    """

    kind: str
    words: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    value: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    subject_is: str = "party"
    object_is: str = "party"
    tense: str = "any"
    wish: str | None = None
    ceased: str | None = None
    is_mutual: bool = False
    is_valued: bool = False
    flip: bool = False

    def tells_at(self, parse: Parse, token: int) -> bool:
        """Say whether a word is one of the frame's."""
        return (parse.pos[token], parse.lemmas[token].casefold()) in set(_keys(self))


# Frames by part of speech and lemma.
Frames = Mapping[tuple[str, str], tuple[Frame, ...]]


@cache
def fact_kinds() -> Mapping[str, Kind]:
    """Return the built-in kinds by name. Source: data/fact_kinds.toml."""
    text = files("detente.coding").joinpath("data/fact_kinds.toml").read_text("utf-8")
    return {row["name"]: Kind(**row) for row in tomllib.loads(text)["kind"]}


@cache
def fact_words(name: str) -> frozenset[str]:
    """Return a set of words of the frames by its name."""
    return _sets()[name]


@cache
def further_organisations() -> Mapping[str, str]:
    """Return organisations by name that entities/data/organisations.csv lacks.

    Source: data/en/facts_organisations.toml.
    """
    listed = read("facts_organisations.toml")["organisations"]
    return {name: identity for identity, names in listed.items() for name in names}


@cache
def built_in_frames() -> Frames:
    """Return the frames of the built-in kinds. Source: data/en/facts_frames.toml."""
    return by_words(frame_of(row) for row in read("facts_frames.toml")["frame"])


def with_own(own: Iterable[Frame]) -> Frames:
    """Return the built-in frames and those of a user's own kinds."""
    merged = dict(built_in_frames())
    for key, frames in by_words(own).items():
        merged[key] = (*merged.get(key, ()), *frames)
    return merged


def by_words(frames: Iterable[Frame]) -> Frames:
    """Return frames by the part of speech and the lemma of each of their words."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for frame in frames:
        for key in _keys(frame):
            found.setdefault(key, []).append(frame)
    return {key: tuple(listed) for key, listed in found.items()}


def _keys(frame: Frame) -> Iterator[tuple[str, str]]:
    """Yield the part of speech and lemma of each word of a frame."""
    for word in frame.words:
        letter, _, lemmas = word.partition(":")
        yield from product(_LETTERS[letter], lemmas.split("/"))


def frame_of(row: Mapping[str, Any], sets: Mapping[str, frozenset[str]] | None = None) -> Frame:
    """Return the frame of a row of the table; ``sets`` are words of a user's own file."""
    given: dict[str, Any] = dict(row)
    given |= {name: tuple(given[name]) for name in ("words", "subject", "object")}
    given["value"] = tuple(part for part in given.get("value", "").split("|") if part)
    given["needs"] = tuple(_need(text, sets or {}) for text in given.get("needs", ()))
    return Frame(**given)


def _need(text: str, sets: Mapping[str, frozenset[str]]) -> Need:
    places, _, words = text.removeprefix("!").partition(":")
    own = sets.get(words, frozenset())
    return Need(tuple(places.split("|")), words, forbidden=text.startswith("!"), own=own)


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    listed = {**read("facts_frames.toml")["sets"], **read("facts_words.toml")}
    return {name: frozenset(words) for name, words in listed.items()}
