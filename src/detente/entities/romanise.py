"""Names of other scripts in Latin letters, near enough to compare them by sound."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

_SCRIPTS = ("cyrillic", "greek", "arabic", "hebrew", "kana", "chinese")
_FIRST_HANGUL, _LAST_HANGUL = 0xAC00, 0xD7A3
_N_TAILS, _N_VOWELS = 28, 21


@dataclass(frozen=True, slots=True)
class Letters:
    """The table of letters: ``sounds`` by letter, ``scripts`` by letter, and of name words."""

    sounds: Mapping[str, str]
    scripts: Mapping[str, str]
    hangul: Mapping[str, Sequence[str]]
    spellings: Sequence[tuple[str, str]]
    chinese_merged: Mapping[int, int]
    forms: tuple[re.Pattern[str], ...]
    titles: frozenset[str]
    particles: frozenset[str]


def read_letters() -> Letters:
    """Return the packaged table of letters."""
    data = resources.files("detente.entities").joinpath("data", "letters.toml")
    table = tomllib.loads(data.read_text(encoding="utf-8"))
    words, sounds = table["words"], table["sounds"]
    merged = sounds["chinese_merged"]
    return Letters(
        sounds=_by_letter(table, (*_SCRIPTS, "latin")),
        scripts={letter: script for script in _SCRIPTS for letter in _by_letter(table, (script,))},
        hangul=table["hangul"],
        spellings=[(spelling, sound) for spelling, sound in sounds["spellings"]],
        chinese_merged=str.maketrans(merged["from"], merged["to"]),
        forms=tuple(map(_any_of, words["forms"])),
        titles=frozenset(words["titles"]),
        particles=frozenset(words["particles"]),
    )


def romanise(text: str, letters: Letters) -> str:
    """Return a text in lower-case Latin letters without marks; what is unknown stays as it is."""
    return "".join(_sound(letter, letters) for letter in text.casefold())


def script_of(text: str, letters: Letters) -> str:
    """Return the script of the first letter that is not Latin, or "latin"."""
    named = (letters.scripts.get(letter) for letter in text.casefold())
    return next(filter(None, named), "latin")


def _sound(letter: str, letters: Letters) -> str:
    known = letters.sounds.get(letter)
    if known is not None:
        return known
    if _FIRST_HANGUL <= ord(letter) <= _LAST_HANGUL:
        return _syllable(ord(letter) - _FIRST_HANGUL, letters.hangul)
    parts = unicodedata.normalize("NFKD", letter)
    bare = (part for part in parts if not unicodedata.combining(part))
    return "".join(letters.sounds.get(part, part) for part in bare)


def _syllable(number: int, hangul: Mapping[str, Sequence[str]]) -> str:
    lead, rest = divmod(number, _N_VOWELS * _N_TAILS)
    vowel, tail = divmod(rest, _N_TAILS)
    return hangul["leads"][lead] + hangul["vowels"][vowel] + hangul["tails"][tail]


def _by_letter(table: Mapping[str, Any], sections: Sequence[str]) -> dict[str, str]:
    sounds: dict[str, str] = {}
    for section in sections:
        for sound, alike in table[section].items():
            sounds.update((letter, sound) for letter in alike if letter not in sounds)
    return sounds


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b")
