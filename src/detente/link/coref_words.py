"""Tables of words for coreference inside an article."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

PERSON, PEOPLE, ORG, STATE = "person", "people", "org", "state"
PLACE, PRODUCT, INDEX, OTHER = "place", "product", "index", "other"
MAN, WOMAN = "m", "f"
ONE, MANY = "one", "many"


class Noun(NamedTuple):
    """What a common noun can describe, and the group of words that may stand for it."""

    kinds: frozenset[str]
    groups: frozenset[str]
    gender: str


class Words(NamedTuple):
    """The tables of words, all folded."""

    nouns: Mapping[str, Noun]
    genders: Mapping[str, str]
    titles: Mapping[str, str]
    company_endings: frozenset[str]
    organisation_words: frozenset[str]
    organisation_heads: frozenset[str]
    place_heads: frozenset[str]
    person_endings: frozenset[str]
    speech_verbs: frozenset[str]
    measures: frozenset[str]
    empty_verbs: frozenset[str]
    empty_adjectives: frozenset[str]


def load_words() -> Words:
    """Return the packaged tables."""
    table = _read("coref_words.toml")
    sets = {name: frozenset(table[name].split()) for name in Words._fields[3:]}
    return Words(
        nouns=_nouns(),
        genders=_by_gender(_read("coref_first_names.toml"), "men", "women"),
        titles=dict.fromkeys(table["titles"].split(), "")
        | _by_gender(table, "titles_man", "titles_woman"),
        **sets,
    )


def load_covers() -> Mapping[str, frozenset[str]]:
    """Return, for a group of nouns, the narrower groups whose things it may name, too."""
    groups = _read("coref_nouns.toml")["groups"]
    return {group["name"]: frozenset(group.get("covers", "").split()) for group in groups}


def load_thing_kinds() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return, for a class of the tables of things, its kind and the nouns that describe it."""
    rows = {name: text.split() for name, text in _read("coref_words.toml")["things"].items()}
    return {name: (words[0], frozenset(words[1:])) for name, words in rows.items()}


def kinds_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether what has some kinds may have one of others; unknown ones may."""
    return not one or not other or bool(one & other)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("detente.link").joinpath("data", name).read_text("utf-8"))


def _by_gender(table: Mapping[str, str], men: str, women: str) -> dict[str, str]:
    return dict.fromkeys(table[men].split(), MAN) | dict.fromkeys(table[women].split(), WOMAN)


def _nouns() -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for word, noun in _rows():
        known = found.get(word)
        found[word] = _joined(known, noun) if known else noun
    return found


def _rows() -> Iterator[tuple[str, Noun]]:
    for group in _read("coref_nouns.toml")["groups"]:
        kinds, names = frozenset(group["kinds"]), frozenset([group["name"]])
        noun = Noun(kinds, names, group.get("gender", ""))
        yield from ((word, noun) for word in group["words"].split())


def _joined(one: Noun, other: Noun) -> Noun:
    return Noun(one.kinds | other.kinds, one.groups | other.groups, one.gender or other.gender)
