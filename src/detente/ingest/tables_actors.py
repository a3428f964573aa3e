"""Actors of event tables as the project knows them: country and sector.

Tables: ``data/table_countries.csv``, ``data/table_sectors.csv``, and those of the entities. What no
table knows stays None; the words of the source are kept beside it.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from detente.entities.records import EUROPEAN_UNION, Registry
from detente.entities.registry import load_registry
from detente.ontology.plover import ontology

_IN_BRACKETS: Final = re.compile(r"\(([^()]+)\)\s*$")
_NOT_WORDS: Final = re.compile(r"[^\w'/-]+")
_SECTOR_SIGNS: Final = re.compile(r"[,;|]")
_EUROPEAN_UNION_CODE: Final = "EUR"
# Names and adjectives of states; capitals and regions are no answer to "which country".
_STATE_TAGS: Final = ("S", "A")


class Known(NamedTuple):
    """What is known of an actor: ISO3, EUR or the id of an organisation, and PLOVER's sector."""

    country: str | None
    sector: str | None


class ActorTables:
    """Looks actors up; answers are kept, as tables repeat them."""

    def __init__(self, registry: Registry | None = None) -> None:
        """Load the entity tables; takes half a second."""
        self._registry = registry or load_registry()
        self._spellings = _spellings()
        self._sectors = {**_table("table_sectors.csv"), **_own_sectors()}

    def country(self, words: str | None) -> str | None:
        """Return the code of a country column: ISO3, CAMEO's code, or a name."""
        if not words:
            return None
        spelled = self._spellings.get(_key(words))
        if spelled:
            return spelled
        if words in self._registry.states:
            return words
        return self._named_state(words)

    def actor(self, name: str | None, country_words: str | None, sector_words: str | None) -> Known:
        """Return what is known of an actor by the table's country and sector.

        Where the table names no country, by the actor's name:
        "Police (India)" is of India; a state's own name is the state; a person or body of the
        entity tables has their country, where only one bears the name.
        """
        country, sector = self.country(country_words), self.sector(sector_words)
        if name and not country_words:
            found = self._by_name(name)
            country, sector = found.country, sector or found.sector
        return Known(country, sector)

    def sector(self, words: str | None) -> str | None:
        """Return the PLOVER sector of a sector column, a list of words or codes."""
        if not words:
            return None
        parts = (_key(part) for part in _SECTOR_SIGNS.split(words))
        return next((self._sectors[part] for part in parts if part in self._sectors), None)

    def _by_name(self, name: str) -> Known:
        whole = self.country(name)
        if whole:
            return Known(whole, None)
        bracketed = _IN_BRACKETS.search(name)
        if bracketed:
            words = name[: bracketed.start()]
            return Known(self.country(bracketed[1].strip()), self.sector(words.strip()))
        return self._entity(name)

    def _named_state(self, words: str) -> str | None:
        entries = self._registry.lexicon.entries(words)
        for tag in _STATE_TAGS:
            states = {entry.id for entry in entries if entry.tag == tag}
            if len(states) == 1:
                return _as_code(states.pop())
        return None

    def _entity(self, name: str) -> Known:
        found = {
            known
            for entry in self._registry.lexicon.entries(name)
            if (known := self._of_entry(entry.tag, entry.id)) is not None
        }
        return found.pop() if len(found) == 1 else Known(None, None)

    def _of_entry(self, tag: str, id_: str) -> Known | None:
        if tag in {"P", "U"}:
            return Known(_as_code(self._registry.persons[id_].state), None)
        if tag == "B":
            body = self._registry.bodies[id_]
            return Known(_as_code(body.country), body.sector or None)
        if tag == "O":
            return Known(_as_code(id_), None)
        return None


def _as_code(code: str) -> str:
    return _EUROPEAN_UNION_CODE if code == EUROPEAN_UNION else code


@cache
def _spellings() -> Mapping[str, str]:
    return _table("table_countries.csv")


def _own_sectors() -> dict[str, str]:
    return {_key(code): code for code in ontology().sectors}


def _table(name: str) -> dict[str, str]:
    text = files("detente.ingest").joinpath(f"data/{name}").read_text("utf-8")
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    next(rows)
    return {_key(words): code for words, code in rows}


def _key(words: str) -> str:
    return _NOT_WORDS.sub(" ", words).strip().casefold()
