"""Names and adjectives of states wherever they stand: "US", "the Italian company"."""

from collections.abc import Iterator
from typing import Final

from detente.entities.lexicon import CAPITAL, EXACT, Entry, Lexicon
from detente.entities.tables import rows

_KINDS: Final = frozenset({"name", "adjective", "abbreviation", "demonym"})


def load_state_names() -> tuple[Lexicon, dict[str, str]]:
    """Return the words for states, and the name of each by ISO3 code.

    What our own table says of a word outdoes the others; a dependency has no adjective that its
    sovereign has, too.
    """
    states = {row[0]: row[1] for row in rows("states.csv")}
    return Lexicon(_phrases()), states


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
