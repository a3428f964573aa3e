"""Who exists and who held which office, asked of the packaged tables: for pages and lists."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from detente.analyze.people import (
    CONFIRMED,
    FORMER,
    FUTURE,
    ActorCard,
    Alias,
    Membership,
    OfficeHeld,
    PersonCard,
    first_day,
    last_day,
    standing_words,
)
from detente.entities import tables, tenure
from detente.entities.lexicon import fold
from detente.entities.records import EUROPEAN_UNION

_EUROPEAN_CODE: Final = "EUR"
_SHIPPED: Final = "shipped"
_NAME_KINDS: Final = ("abbreviation", "former_name", "metonym", "adjective")
_NEAR: Final = 75  # of 100, rapidfuzz.WRatio; below it a suggestion is noise
_NEAREST: Final = 6


class Known:
    """Persons, offices, states, organisations and memberships, by id and by name."""

    def __init__(self) -> None:
        self.persons = {card.id: card for card in _persons()}
        self.actors = {card.id: card for card in (*_states(), *_organisations())}
        self._tenures = tenure.load_tenures()
        self._folded = {card.id: _folded_names(card) for card in self.persons.values()}
        self._memberships = list(tables.rows("memberships.csv"))

    @property
    def newest(self) -> dt.date:
        """The latest day that a source of the tables confirms anybody in office."""
        found = (one.asof for id_ in self.persons for one in self._tenures.tenures_of(id_))
        return last_day(max(found))

    def offices(self, person: str, day: dt.date) -> tuple[OfficeHeld, ...]:
        """Return all tenures of a person as they stand on a day, the one to name first."""
        return tuple(map(self._held, self._tenures.offices_of(person, day)))

    def holders(self, office_type: str, actor: str, day: dt.date) -> tuple[OfficeHeld, ...]:
        """Return who holds an office of a state or organisation on a day, best known first."""
        return tuple(map(self._held, self._tenures.holders(office_type, actor, day)))

    def find(self, name: str, limit: int = 20) -> tuple[PersonCard, ...]:
        """Return the persons whose name or a spelling has all words of ``name``, or begins so.

        Those with more offices come first; "" finds nobody.
        """
        words = fold(name).split()
        found = [
            self.persons[id_]
            for id_, spellings in self._folded.items()
            if words and any(_has_words(spelling, words) for spelling in spellings)
        ]
        return tuple(sorted(found, key=self._prominence)[:limit])

    def near(self, name: str) -> tuple[PersonCard, ...]:
        """Return the persons whose names are written most like ``name``."""
        choices = {id_: spellings[0] for id_, spellings in self._folded.items()}
        found = process.extract(
            fold(name), choices, scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_NEAR
        )
        return tuple(self.persons[id_] for _, _, id_ in found)

    def actor(self, asked: str) -> ActorCard | None:
        """Return a state or organisation by id, code or name, whatever the case."""
        wanted = asked.casefold()
        by_code = (card for card in self.actors.values() if wanted in _codes(card))
        return next(by_code, None) or next(iter(self._named(wanted)), None)

    def find_actors(self, name: str, limit: int = 8) -> tuple[ActorCard, ...]:
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

    def near_actors(self, name: str) -> tuple[ActorCard, ...]:
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

    def _prominence(self, card: PersonCard) -> tuple[int, str]:
        return -len(self._tenures.tenures_of(card.id)), card.name

    def _held(self, held: tenure.Held) -> OfficeHeld:
        one, person = held.tenure, self.persons.get(held.tenure.person)
        office = self._tenures.offices.get(one.office)
        days = (one.start, one.end, one.asof, one.observed)
        return OfficeHeld(
            person=one.person,
            person_name=person.name if person else one.person,
            country=one.state,
            title=office.title if office else one.kind,
            office_type=one.kind,
            start=one.start,
            end=one.end,
            asof=one.asof,
            observed=one.observed,
            standing=held.state,
            words=standing_words(held.state, days),
            sources=tuple(one.sources.split()),
            layer=_SHIPPED,
        )

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
def known() -> Known:
    """Return the tables, loaded once; takes half a second."""
    return Known()


def _standing(start: str, end: str, day: dt.date) -> str:
    if start and first_day(start) > day:
        return FUTURE
    return FORMER if end and last_day(end) < day else CONFIRMED


def _persons() -> Iterator[PersonCard]:
    own: dict[str, list[Alias]] = defaultdict(list)
    for id_, variant, source, *_ in tables.rows("own_persons.csv"):
        own[id_].append(Alias(text=variant, source=source))
    for id_, name, variants, state, item in tables.rows("persons.csv.gz"):
        shipped = [Alias(text=text, source="the tables of tenures") for text in _split(variants)]
        yield PersonCard(
            id=id_, name=name, country=state, aliases=(*shipped, *own[id_]), wikidata=item
        )


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


def _names(card: ActorCard | PersonCard) -> Iterable[str]:
    return (alias.text for alias in card.aliases)


def _folded_names(card: PersonCard) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold, (card.name, *_names(card)))))


def _has_words(spelling: str, words: Sequence[str]) -> bool:
    padded = f" {spelling.replace('-', ' ')}"
    return all(f" {word}" in padded for word in words)


def _split(text: str) -> Iterator[str]:
    return (part for part in text.split("; ") if part)
