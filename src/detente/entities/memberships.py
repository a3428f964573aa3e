"""Who belongs to an organisation or bloc on a day, and blocs that are no organisation."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from detente.entities.lexicon import phrase_key
from detente.entities.records import Organisation
from detente.entities.tables import rows

_TABLES = ("memberships.csv", "own_memberships.csv")


class Membership(NamedTuple):
    """A state in an organisation; ISO dates, both days included, "" where open or unknown."""

    organisation: str
    state: str
    start: str
    end: str


class Memberships:
    """Memberships by organisation."""

    def __init__(self, memberships: Iterable[Membership]) -> None:
        self._by_organisation: dict[str, list[Membership]] = defaultdict(list)
        for one in memberships:
            self._by_organisation[one.organisation].append(one)

    def members_on(self, organisation: str, day: dt.date) -> tuple[str, ...]:
        """Return the ISO3 codes of an organisation's or bloc's members on a day, sorted.

        Nobody is returned for an id without members in the tables ("the West" has no list).
        """
        known = self._by_organisation.get(organisation, ())
        return tuple(sorted({one.state for one in known if _holds(one, day)}))

    def organisations_of(self, state: str, day: dt.date) -> tuple[str, ...]:
        """Return the ids of organisations and blocs that a state belongs to on a day, sorted."""
        found = (
            one.organisation
            for some in self._by_organisation.values()
            for one in some
            if one.state == state and _holds(one, day)
        )
        return tuple(sorted(set(found)))


def load_memberships() -> Memberships:
    """Return the packaged memberships."""
    return Memberships(_memberships())


def members_on(organisation: str, day: dt.date) -> tuple[str, ...]:
    """Return the ISO3 codes of an organisation's members on a day, read from the tables.

    For many questions load ``Memberships`` once.
    """
    return load_memberships().members_on(organisation, day)


def load_blocs() -> Mapping[str, Organisation]:
    """Return blocs that are no organisation ("the Baltic states") by each of their names.

    Names are keys as ``phrase_key`` makes them; ``plover`` is "" where PLOVER has no code.
    """
    return dict(_blocs())


def _holds(one: Membership, day: dt.date) -> bool:
    iso = day.isoformat()
    # ISO dates sort as text; one cut to its year comes before every day in it.
    return one.start <= iso and (not one.end or iso[: len(one.end)] <= one.end)


def _memberships() -> Iterator[Membership]:
    for table in _TABLES:
        for organisation, state, start, end, *_ in rows(table):
            yield Membership(organisation, state, start, end)


def _blocs() -> Iterator[tuple[str, Organisation]]:
    for identity, name, variants, plover, *_ in rows("own_blocs.csv"):
        bloc = Organisation(identity, name, plover, "")
        for one in (name, *variants.split("; ")):
            yield phrase_key(one), bloc
