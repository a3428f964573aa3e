"""The keys by which names of places are looked up: no marks, no hyphens, no letter case."""

import re
import unicodedata
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "đ": "d", "Đ": "D",
     "ı": "i", "ə": "a", "Ə": "A", "þ": "th", "ð": "d", "œ": "oe",
     "ʻ": "", "ʼ": "", "‘": "", "’": "", "'": "", "`": "", "′": ""}
)  # fmt: skip
_SAINT: Final = re.compile(r"^st\.?(?= |$)")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z ]+")


def plain(name: str) -> str:
    """Return a name in letters of the English alphabet where they have one, without marks."""
    letters = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def key_of(name: str) -> str:
    """Return the key of a name: "Sana'a" and "Sanaa", "St. Petersburg" and "Saint Petersburg"."""
    key = name.casefold()
    if not (name.isascii() and name.isalpha()) and not _PLAIN_KEY.fullmatch(name):
        key = plain(name).casefold().replace("-", " ")
    return _SAINT.sub("saint", key) if key[:2] == "st" else key
