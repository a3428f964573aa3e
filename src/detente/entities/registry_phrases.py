"""How names of the tables are kept in the lexicon."""

from detente.entities.lexicon import CAPITAL, CAPITALS, EXACT, Entry, words_of

_ACRONYM_LENGTH = 6
_LETTERS = 3
# Particles and suffixes that are no surname of their own.
_NOT_SURNAMES = frozenset(
    (
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "abu",
        "de",
        "da",
        "di",
        "von",
    )
)


def named_entry(tag: str, identity: str, surface: str) -> Entry:
    """Return the meaning of a name: an acronym must be written as it is."""
    solid = surface.replace(".", "").replace(" ", "").replace("-", "")
    if solid.isupper() and len(solid) <= _ACRONYM_LENGTH and "." not in surface:
        return Entry(tag, identity, EXACT, solid)
    if tag == "B" and solid == surface and len(solid) <= _LETTERS and not solid.istitle():
        return Entry(tag, identity, EXACT, solid)  # LeT, JeM
    # "Islamic Group" is a group, "an Islamic group" is not; "the BRICS group" is.
    return Entry(tag, identity, CAPITALS if tag == "B" else CAPITAL)


def surname_parts(name: str) -> set[str]:
    """Return the folded parts of a name that may stand for the whole.

    First and last: family names stand first in East Asia, and Malay and Arabic usage calls a
    person by the first name ("Anwar", "Prabowo").
    """
    if name.isascii() and name.replace(" ", "").isalpha():  # most names: nothing to cut
        parts = name.casefold().split()
    else:
        words = words_of(name)
        parts = [word.folded for word in words if word.text.isalpha() or "'" in word.text]
    return {parts[0], parts[-1]} - _NOT_SURNAMES if parts else set()
