"""Names of other scripts in Latin letters, near enough to compare them by sound."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import resources
from typing import Any

from detente.entities.tables import rows

_NOT_SCRIPTS = frozenset({"source", "licence", "hangul"})
_FIRST_HANGUL, _LAST_HANGUL = 0xAC00, 0xD7A3
_N_TAILS, _N_VOWELS = 28, 21
_FIRST_OUTSIDE_LATIN = 0x370


@dataclass(frozen=True, slots=True)
class Letters:
    """The table of letters: ``sounds`` and ``scripts`` by letter, and the parts of hangul."""

    sounds: Mapping[str, str]
    scripts: Mapping[str, str]
    hangul: Mapping[str, Sequence[str]]


def read_letters() -> Letters:
    """Return the packaged table of letters."""
    data = resources.files("detente.entities").joinpath("data", "letters.toml")
    table = tomllib.loads(data.read_text(encoding="utf-8"))
    sounds: dict[str, str] = {}
    scripts: dict[str, str] = {}
    for script, sound, letters in rows("letters.csv.gz"):
        sounds.update(dict.fromkeys(letters, sound))
        scripts.update(dict.fromkeys(letters, script))
    for script in table.keys() - _NOT_SCRIPTS:
        own = _by_letter(table[script])
        sounds |= own
        scripts |= dict.fromkeys(own, script)
    return Letters(sounds, scripts, table["hangul"])


def romanise(text: str, letters: Letters) -> str:
    """Return a text in lower-case Latin letters without marks; what is unknown stays as it is."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return "".join(map(partial(_sound, letters=letters), folded))


def script_of(text: str, letters: Letters) -> str:
    """Return the script of the first letter that is not Latin, or "latin"."""
    if text.isascii():
        return "latin"
    others = (letter for letter in text.casefold() if ord(letter) >= _FIRST_OUTSIDE_LATIN)
    return next(filter(None, (_script(letter, letters) for letter in others)), "latin")


def _script(letter: str, letters: Letters) -> str | None:
    if _FIRST_HANGUL <= ord(letter) <= _LAST_HANGUL:
        return "hangul"
    script = letters.scripts.get(letter)
    return None if script == "latin" else script


def _sound(letter: str, letters: Letters) -> str:
    known = letters.sounds.get(letter)
    if known is not None:
        return known
    if _FIRST_HANGUL <= ord(letter) <= _LAST_HANGUL:
        return _syllable(ord(letter) - _FIRST_HANGUL, letters.hangul)
    parts = unicodedata.normalize("NFKD", letter)
    bare = (part for part in parts if unicodedata.category(part)[0] != "M")
    return "".join(letters.sounds.get(part, part) for part in bare)


def _syllable(number: int, hangul: Mapping[str, Sequence[str]]) -> str:
    lead, rest = divmod(number, _N_VOWELS * _N_TAILS)
    vowel, tail = divmod(rest, _N_TAILS)
    return hangul["leads"][lead] + hangul["vowels"][vowel] + hangul["tails"][tail]


def _by_letter(section: Mapping[str, Any]) -> dict[str, str]:
    return {letter: sound for sound, alike in section.items() for letter in alike}
