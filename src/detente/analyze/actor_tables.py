"""States, organisations and memberships of the packaged tables: for pages and lists."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from detente.analyze.people import ActorCard, Alias, Membership, first_day, last_day
from detente.entities import tables
from detente.entities.lexicon import fold
from detente.entities.records import EUROPEAN_UNION
from detente.entities.tenure_records import CONFIRMED, FORMER, FUTURE

_EUROPEAN_CODE: Final = "EUR"
_NAME_KINDS: Final = ("abbreviation", "former_name", "metonym", "adjective")
_NEAR: Final = 75  # of 100, rapidfuzz.WRatio; below it a suggestion is noise
_NEAREST: Final = 6


class ActorTables:
    """States, organisations and memberships, by id and by name."""

    def __init__(self) -> None:
        self.actors = {card.id: card for card in (*_states(), *_organisations())}
        self._by_code = {code: card for card in self.actors.values() for code in _codes(card)}
        self._memberships = list(tables.rows("memberships.csv"))

    def actor(self, asked: str) -> ActorCard | None:
        """Return a state or organisation by id, code or name, whatever the case."""
        wanted = asked.casefold()
        return self._by_code.get(wanted) or next(self._named(wanted), None)

    def by_code(self, code: str) -> ActorCard | None:
        """Return a state or organisation by id or code alone."""
        return self._by_code.get(code.casefold())

    def find(self, name: str, limit: int = 8) -> tuple[ActorCard, ...]:
        """Return states and organisations with a name or spelling that begins with ``name``."""
        wanted = fold(name)
        found = [
            card
            for card in self.actors.values()
            if wanted
            and any(fold(text).startswith(wanted) for text in (card.id, card.name, *_names(card)))
        ]
        return tuple(sorted(found, key=lambda card: (card.name.casefold() != wanted, card.name)))[
            :limit
        ]

    def near(self, name: str) -> tuple[ActorCard, ...]:
        """Return the states and organisations whose names are written most like ``name``."""
        choices = {card.id: fold(card.name) for card in self.actors.values()}
        found = process.extract(
            fold(name), choices, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_NEAR
        )
        return tuple(self.actors[id_] for _, _, id_ in found)

    def memberships(self, actor: str, day: dt.date) -> tuple[Membership, ...]:
        """Return a state's memberships, or an organisation's members, by start."""
        found = [self._membership(row, day) for row in self._memberships if actor in row[:2]]
        return tuple(sorted(found, key=lambda one: (one.start, one.organisation, one.member)))

    def name(self, actor: str) -> str:
        """Return the name of a state or organisation id, or the id if it is not known."""
        return self.actors[actor].name if actor in self.actors else actor

    def _named(self, wanted: str) -> Iterator[ActorCard]:
        for card in self.actors.values():
            if wanted in (text.casefold() for text in (card.name, *_names(card))):
                yield card

    def _membership(self, row: Sequence[str], day: dt.date) -> Membership:
        organisation, member, start, end, _, source, _ = row
        return Membership(
            organisation=organisation,
            organisation_name=self.name(organisation),
            member=member,
            member_name=self.name(member),
            start=start,
            end=end,
            source=source,
            standing=_standing(start, end, day),
        )


@cache
def actor_tables() -> ActorTables:
    """Return the tables, loaded once."""
    return ActorTables()


def _standing(start: str, end: str, day: dt.date) -> str:
    if start and first_day(start) > day:
        return FUTURE
    return FORMER if end and last_day(end) < day else CONFIRMED


def _states() -> Iterator[ActorCard]:
    names = _state_names()
    for row in tables.rows("states.csv"):
        iso3, name, official, capital, _, _, ended, item, *_ = row
        yield ActorCard(
            id=iso3,
            kind="state",
            code=iso3,
            name=name,
            official_name=official,
            capital=capital,
            wikidata=item,
            ended=ended,
            aliases=tuple(names.get(iso3, ())),
        )


def _state_names() -> Mapping[str, list[Alias]]:
    rows = [*tables.rows("own_names.csv"), *tables.rows("names.csv.gz")]
    kept = [row for row in rows if row[2] in _NAME_KINDS]
    kept.sort(key=lambda row: _NAME_KINDS.index(row[2]))
    found: dict[str, dict[str, Alias]] = defaultdict(dict)
    for variant, iso3, _, source, *_ in kept:
        found[iso3].setdefault(variant, Alias(text=variant, source=source))
    return {iso3: list(aliases.values()) for iso3, aliases in found.items()}


def _organisations() -> Iterator[ActorCard]:
    for id_, name, variants, _, _, _, source, _ in tables.rows("organisations.csv"):
        others = (text for text in _split(variants) if text != name)
        yield ActorCard(
            id=id_,
            kind="organisation",
            code=_EUROPEAN_CODE if id_ == EUROPEAN_UNION else id_,
            name=name,
            aliases=tuple(Alias(text=text, source=source) for text in others),
        )


def _codes(card: ActorCard) -> frozenset[str]:
    return frozenset({card.id.casefold(), card.code.casefold()})


def _names(card: ActorCard) -> Iterable[str]:
    return (alias.text for alias in card.aliases)


def _split(text: str) -> Iterator[str]:
    return (part for part in text.split("; ") if part)
