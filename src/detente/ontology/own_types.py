"""Event types that a user defines in a TOML file: records, and what must hold of them.

The file is described in ``docs/event-types.md``; ``own_types_file`` reads it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import msgspec

from detente.model import Modality, Record, Span
from detente.ontology.languages import language_file
from detente.ontology.lexicon import Need, word_sets

KINDS: Final = {"v": "verb", "n": "noun", "a": "adjective"}
# Who acts and on whom, by the frames of the lexicon that make sense for a type of one's own.
FRAMES: Final = {
    "svo": "the subject acts on the object or partner",
    "with": "subject and partner do it together",
    "given": "who is named after 'from' or 'by' acts, the subject receives",
    "host": "the object visits, the subject receives",
    "self": "the subject acts; there is no recipient",
    "victim": "the subject suffers it",
}


class Who(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a side must have: somebody of one of the countries and one of the sectors.

    An empty field asks for nothing.
    """

    country: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()


class Example(Record, frozen=True, kw_only=True):
    """A sentence that is or is not an event of the type.

    ``marks`` are the bracketed stretches of ``text``, which has no brackets any more. ``actors``
    and ``recipients`` are the countries that a check expects, ``modality`` how real; None: any.
    """

    text: str
    marks: tuple[Span, ...] = ()
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    modality: Modality | None = None
    line: int = 0


class Words(Record, frozen=True, kw_only=True):
    """Words that tell of a type: a row of the lexicon, or a phrase (then ``kind`` is None)."""

    text: str
    kind: str | None = None
    lemmas: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    line: int = 0


class OwnType(Record, frozen=True, kw_only=True):
    """A type of the user's own. ``plover`` is the PLOVER type that it is a kind of, if any."""

    name: str
    says: str = ""
    plover: str | None = None
    mode: str | None = None
    cameo_code: str | None = None
    frame: str = "svo"
    contexts: tuple[str, ...] = ()
    words: tuple[Words, ...] = ()
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[Example, ...] = ()
    actors: Who = Who()
    recipients: Who = Who()
    line: int = 0


class OwnTypes(Record, frozen=True, kw_only=True):
    """The types of a file, in its order, and its named sets of words."""

    path: str
    types: tuple[OwnType, ...]
    sets: Mapping[str, frozenset[str]] = msgspec.field(default_factory=dict)


@cache
def carrying_verbs() -> frozenset[str]:
    """Return verbs that only carry the noun that tells of a deed: "*signed* an arms deal"."""
    text = language_file("detente.ontology", "own_types.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)["carrying"].split())


def read_need(text: str, sets: Mapping[str, frozenset[str]]) -> Need:
    """Return a need of the lexicon's syntax: ``o=jet/@arms``, ``from=*``, ``!p=off``.

    Raises:
        ValueError: it is none; says what would be right.
    """
    relations, equals, words = text.removeprefix("!").partition("=")
    if not (relations and equals and words):
        raise ValueError(f"{text!r} is no need; write what stands how, as o=jet/missile or from=*")
    return Need(
        relations=tuple(relations.split("/")),
        words=None if words == "*" else frozenset(_expanded(words, sets)),
        forbidden=text.startswith("!"),
    )


def whole_set(lemma: str, sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return all words of the sets that a word is in, or the word alone."""
    found = [words for words in sets.values() if lemma in words]
    return frozenset({lemma}).union(*found)


def need_words(need: Need) -> str:
    """Return a need as the file writes it; long lists of words are cut."""
    words = "*" if need.words is None else _few(sorted(need.words))
    return f"{'!' * need.forbidden}{'/'.join(need.relations)}={words}"


def _few(words: list[str], most: int = 6) -> str:
    more = len(words) - most
    return "/".join(words[:most]) + (f"/... {more} more" if more > 0 else "")


def _expanded(words: str, sets: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for word in words.split("/"):
        yield from _set_named(word[1:], sets) if word.startswith("@") else (word,)


def _set_named(name: str, sets: Mapping[str, frozenset[str]]) -> Iterable[str]:
    found = sets.get(name) or word_sets().get(name)
    if found is None:
        known = ", ".join(sets) or "none in this file"
        raise ValueError(f"no set of words @{name}; sets: {known}, or one of the lexicon's")
    return found
