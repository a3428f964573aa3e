"""Names and adjectives of states wherever they stand: "US", "the Italian company"."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from detente.entities.lexicon import CAPITAL, EXACT, Entry, Lexicon
from detente.entities.tables import rows

_KINDS: Final = frozenset({"name", "adjective", "abbreviation", "demonym"})


def load_state_names() -> tuple[Lexicon, dict[str, str]]:
    """Return the words for states and continents, and the name of each state by ISO3 code.

    What our own table says of a word outdoes the others; a dependency has no adjective that its
    sovereign has, too.
    """
    states = {row[0]: row[1] for row in rows("states.csv")}
    continents = ((word, Entry("S", title)) for word, title in _continents().items())
    return Lexicon((*_phrases(), *continents)), states


def load_continents() -> frozenset[str]:
    """Return the page titles of continents and regions that have adjectives."""
    return frozenset(_continents().values())


def _continents() -> dict[str, str]:
    text = files("detente.link").joinpath("data", "coref_states.toml").read_text("utf-8")
    found: dict[str, str] = tomllib.loads(text)["continents"]
    return found


def _phrases() -> Iterator[tuple[str, Entry]]:
    own = [row[:3] for row in rows("own_names.csv")]
    claimed = {variant for variant, *_ in own}
    sovereign = {row[0] for row in rows("states.csv") if row[9] == "1"}
    others = [row[:3] for row in rows("names.csv.gz") if row[0] not in claimed]
    others.sort(key=lambda row: row[1] not in sovereign)
    seen: set[str] = set()
    for variant, iso3, kind in (*own, *others):
        if kind in _KINDS and variant not in seen:
            seen.add(variant)
            yield variant, _entry(variant, iso3)


def _entry(variant: str, iso3: str) -> Entry:
    solid = variant.replace(" ", "")
    if variant.isupper():
        return Entry("S", iso3, EXACT, solid)
    return Entry("S", iso3, CAPITAL)
