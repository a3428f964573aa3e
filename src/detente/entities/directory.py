"""Who holds which office, who somebody is, what is not known: questions to the actor tables."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from detente.entities.directory_names import Names
from detente.entities.directory_persons import all_spellings
from detente.entities.directory_records import Candidate, Holding, PersonCard, RivalClaim, Spelling
from detente.entities.directory_search import Search
from detente.entities.directory_words import (
    DISPUTED,
    STRUCK,
    UNDATED,
    Odds,
    precision_of,
    standing_in_words,
)
from detente.entities.layers import Layer
from detente.entities.layers_files import has_layers, lay_over
from detente.entities.records import Registry
from detente.entities.registry import load_registry
from detente.entities.tenure import Tenures, laid_tenures, load_tenures
from detente.entities.tenure_evidence import Staying, load_staying
from detente.entities.tenure_records import (
    FORMER,
    FUTURE,
    IN_OFFICE,
    SHIPPED,
    Held,
    Rival,
    Tenure,
    last_word,
    stretched,
)
from detente.errors import QueryError
from detente.settings import Actors

# Two sources that date a start or end so close to each other do not differ.
_SAME_DAYS = 31
# A name spelled so alike that of pairs of names 97 in 100 are one; only one person may be.
_SURE = 0.9
_SUGGESTED = 3


class Directory:
    """The actor tables with all their layers, to ask.

    ``names`` reads what countries, offices and persons are called. Days are ISO text or dates.
    """

    def __init__(
        self, registry: Registry, tenures: Tenures, staying: Staying, layers: Sequence[Layer] = ()
    ) -> None:
        self.registry = registry
        self.tenures = tenures
        self.names = Names(registry)
        self._staying = staying
        self._layers = layers

    @cached_property
    def _spellings(self) -> Mapping[str, tuple[Spelling, ...]]:
        return all_spellings(self._layers)

    @cached_property
    def _search(self) -> Search:
        return Search(self.registry, self._spellings)

    def holders(self, office_type: str, country: str, day: dt.date) -> tuple[Holding, ...]:
        """Return who is in office on a day: confirmed before open, later before earlier starts.

        ``office_type`` is a code or a noun ("FM", "foreign minister"), ``country`` a code, name or
        demonym. Of the office types that a noun may mean, the first that somebody holds counts.

        Raises:
            QueryError: no such office or country; names what comes near.
        """
        state = self.names.country(country)
        for kind in self.names.office_types(office_type):
            held = self.tenures.holders(kind, state, day)
            if held:
                return tuple(self._holding(one, day) for one in held)
        return ()

    def others(self, office_type: str, country: str, day: dt.date) -> tuple[Holding, ...]:
        """Return who is not in office on a day but was, will be, is struck out or disputed.

        In this order: the last former holder, the next one, rows that a correction struck out,
        and rivals to whom another source gives the office on that day.

        Raises:
            QueryError: no such office or country; names what comes near.
        """
        state = self.names.country(country)
        kinds = self.names.office_types(office_type)
        held = [one for kind in kinds for one in self.tenures.all_of(kind, state, day)]
        near = [*_last_former(held), *_next(held)]
        struck = [Held(one, STRUCK) for one in self._struck(kinds, state)]
        rivals = [Held(one, DISPUTED) for one in self._disputed(kinds, state, day)]
        return tuple(self._holding(one, day) for one in (*near, *struck, *rivals))

    def offices(self, person: str, day: dt.date | None = None) -> tuple[Holding, ...]:
        """Return all tenures of a person as they stand on a day, the one to name first.

        Without a day they come latest first, and ``standing`` is "undated". ``person`` is an id or
        a name. Rows that a correction struck out come last.

        Raises:
            QueryError: nobody of that name, or several.
        """
        identity = self._identity(person)
        struck = [Held(one, STRUCK) for one in self.tenures.struck if one.person == identity]
        if day:
            held = self.tenures.offices_of(identity, day)
        else:
            rows = sorted(self.tenures.tenures_of(identity), key=last_word, reverse=True)
            held = [Held(one, UNDATED) for one in rows]
        return tuple(self._holding(one, day) for one in (*held, *struck))

    def person(self, asked: str) -> PersonCard:
        """Return who a person is, by id or name: state, spellings with their layers.

        A name that is not known is read as the only one that is spelled very much like it.

        Raises:
            QueryError: nobody of that name, or several.
        """
        identity = self._identity(asked)
        found = self.registry.persons[identity]
        return PersonCard(
            person=identity,
            name=found.name,
            country=found.state,
            country_name=self.names.country_name(found.state),
            aliases=tuple(one for one in self._spellings.get(identity, ()) if one.text),
            layer=self.registry.layers.get(identity, SHIPPED),
        )

    def find(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return persons, bodies, organisations and states by name, across spellings, best first.

        Scores run from 0 to 1; below 0.7 nothing is returned.
        """
        return self._search.find(name, limit)

    def _identity(self, asked: str) -> str:
        if asked in self.registry.persons or self.names.persons(asked):
            return self.names.person(asked)
        near = [one for one in self.find(asked) if one.kind == "person"]
        sure = [one for one in near if one.score >= _SURE]
        if len(sure) == 1:
            return sure[0].id
        listed = ", ".join(f"{one.name} ({one.id})" for one in near[:_SUGGESTED])
        raise QueryError(f"nobody named {asked!r}{f'; did you mean {listed}?' if listed else ''}")

    def last_word(self) -> str:
        """Return the day, perhaps cut to its month, up to which the tables tell of leaders.

        It is the median of what is last known of heads of state and government without an end.
        """
        lasting = [
            stretched(last_word(one))
            for kind in ("HOS", "HOG")
            for one in self.tenures.of_kind(kind)
            if not one.end and not one.succeeded
        ]
        return sorted(lasting)[len(lasting) // 2] if lasting else ""

    def days_since_last_word(self, day: dt.date) -> int:
        """Return how many days before ``day`` the tables end; 0 if they reach it."""
        word = self.last_word()
        if not word:
            return 0
        known = dt.date.fromisoformat(word[:8] + min(word[8:], "28"))
        return max(0, (day - known).days)

    def _holding(self, held: Held, day: dt.date | None) -> Holding:
        tenure = held.tenure
        office = self.tenures.offices.get(tenure.office)
        odds = Odds(self._staying, self.names.office_plural(tenure.kind))
        return Holding(
            person=tenure.person,
            name=self._name(tenure),
            office_type=tenure.kind,
            office=office.title if office else self.names.office_name(tenure.kind),
            country=tenure.state,
            country_name=self.names.country_name(tenure.state),
            start=tenure.start or None,
            start_precision=precision_of(tenure.start, tenure.start_prec),
            end=tenure.end or None,
            end_precision=precision_of(tenure.end, tenure.end_prec),
            last_confirmed=tenure.asof or tenure.observed or None,
            standing=held.state,
            in_words=standing_in_words(held, day, odds),
            joint=day is not None and held.state in IN_OFFICE and self._is_joint(tenure, day),
            sources=_sources(tenure),
            licence=tenure.licence or None,
            layer=tenure.layer,
            row=tenure.row,
            rivals=tuple(self._rivals(tenure)),
        )

    def _name(self, tenure: Tenure) -> str:
        person = self.registry.persons.get(tenure.person)
        return person.name if person else tenure.person

    def _is_joint(self, tenure: Tenure, day: dt.date) -> bool:
        held = self.tenures.holders(tenure.kind, tenure.state, day)
        return len({one.tenure.person for one in held if one.tenure.office == tenure.office}) > 1

    def _rivals(self, tenure: Tenure) -> Iterable[RivalClaim]:
        for lower in tenure.beneath:
            if not (_agree(lower.start, tenure.start) and _agree(lower.end, tenure.end)):
                yield _claim_of_row(lower, self._name(lower))
        for rival in self.tenures.rivals:
            if _is_about(rival, tenure):
                yield _claim(rival)

    def _struck(self, kinds: Sequence[str], state: str) -> list[Tenure]:
        struck = self.tenures.struck
        return [one for one in struck if one.kind in kinds and one.state == state]

    def _disputed(self, kinds: Sequence[str], state: str, day: dt.date) -> list[Tenure]:
        return [
            _row_of(one)
            for one in self.tenures.rivals
            if not one.about and one.kind in kinds and one.state == state and _covers(one, day)
        ]


def load_directory(actors: Actors | None = None) -> Directory:
    """Return the directory of the packaged tables, with the layers of the settings over them.

    Raises:
        LayerError: an update or corrections file is broken; names file and line.
    """
    registry = load_registry()
    if actors is None or not has_layers(actors):
        return Directory(registry, load_tenures(), load_staying())
    laid = lay_over(actors, registry)
    return Directory(laid.registry, laid_tenures(laid.layers), load_staying(), laid.layers)


def _last_former(held: Sequence[Held]) -> list[Held]:
    former = [one for one in held if one.state == FORMER and one.tenure.start]
    return [max(former, key=lambda one: one.tenure.end or one.tenure.start)] if former else []


def _last_day(held: Held) -> tuple[str, str]:
    return (held.tenure.end or last_word(held.tenure), held.tenure.start)


def _next(held: Sequence[Held]) -> list[Held]:
    future = [one for one in held if one.state == FUTURE]
    return [min(future, key=lambda one: one.tenure.start)] if future else []


def _sources(tenure: Tenure) -> tuple[str, ...]:
    """Return the sources of a row and of those beneath it that say the same."""
    agreeing = [one for one in tenure.beneath if _agree(one.start, tenure.start)]
    return tuple(
        dict.fromkeys(
            source
            for one in (tenure, *agreeing)
            for source in (one.sources.split() if one.layer == SHIPPED else [one.sources])
        )
    )


def _agree(lower: str, upper: str) -> bool:
    """Whether two ISO dates, perhaps cut, may be the same within a month; silence agrees."""
    length = min(len(lower), len(upper))
    if not length or lower[:length] == upper[:length]:
        return True
    days = [dt.date.fromisoformat(one + "0000-07-15"[len(one) :]) for one in (lower, upper)]
    return length == len("YYYY-MM-DD") and abs((days[0] - days[1]).days) <= _SAME_DAYS


def _is_about(rival: Rival, tenure: Tenure) -> bool:
    same = (rival.state, rival.kind, rival.person) == (tenure.state, tenure.kind, tenure.person)
    return same and bool(rival.about) and _agree(rival.about, tenure.start)


def _covers(rival: Rival, day: dt.date) -> bool:
    iso = day.isoformat()
    return rival.start <= iso and (not rival.end or iso <= stretched(rival.end))


def _claim(rival: Rival) -> RivalClaim:
    return RivalClaim(
        person=rival.person or None,
        name=rival.name,
        start=rival.start or None,
        end=rival.end or None,
        sources=tuple(rival.sources.split()),
        licence=rival.licence,
        layer=SHIPPED,
    )


def _claim_of_row(row: Tenure, name: str) -> RivalClaim:
    return RivalClaim(
        person=row.person,
        name=name,
        start=row.start or None,
        end=row.end or None,
        sources=tuple(row.sources.split()),
        licence=row.licence or None,
        layer=row.layer,
    )


def _row_of(rival: Rival) -> Tenure:
    """Return a rival claim about an office as a row of the table."""
    days = (rival.start, rival.end, "", "")
    person = rival.person or rival.name
    office = f"{rival.state}:{rival.kind}"
    return Tenure(person, rival.state, office, rival.kind, *days, rival.sources, 0)
