"""What a page asks: the database, the tables of persons and offices, and the day it looks at."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from detente.analyze.people import last_day
from detente.entities.directory import Directory
from detente.entities.directory_records import Candidate, PersonCard
from detente.merge.known_facts import Facts, Memberships, read_memberships
from detente.model import Record
from detente.store import web_people
from detente.store.loading import Connection
from detente.web.asked import day

_PERSON: Final = "person"


class Chosen(Record, frozen=True, kw_only=True):
    """A day, and why it is that one. ``stale_days`` is how long before it the tables end."""

    day: dt.date
    is_asked: bool
    reason: str
    stale_days: int = 0


@cache
def _memberships() -> Memberships:
    return read_memberships()


class Desk(NamedTuple):
    """A connection to the database at ``path``, and the tables, for the making of one page."""

    connection: Connection
    directory: Directory
    path: str

    def card(self, person: str) -> PersonCard | None:
        """Return a person of the tables by id, or None."""
        known = person in self.directory.registry.persons
        return self.directory.person(person) if known else None

    def named(self, name: str, limit: int) -> tuple[Candidate, ...]:
        """Return the persons of the tables with a name like this one, the most alike first."""
        found = self.directory.find(name, limit=2 * limit) if name else ()
        return tuple(one for one in found if one.kind == _PERSON)[:limit]

    def facts(self) -> Facts:
        """Return the tables that standing facts are held against."""
        return Facts(self.directory.tenures, _memberships())

    def chosen_day(self, parameters: Mapping[str, str]) -> Chosen:
        """Return the day of ``?on=2025-02-27``; without it that of the newest article.

        "Now" is what the sources know, not the clock: a page shows the same tomorrow.

        Raises:
            QueryError: not a day.
        """
        asked = parameters.get("on", "").strip()
        newest = None if asked else web_people.newest_day(self.connection)
        if asked:
            chosen, reason = day(asked), "the day asked for"
        elif newest is not None:
            chosen, reason = newest, "the day of the newest article"
        else:
            chosen, reason = last_day(self.directory.last_word()), "the newest day of the tables"
        stale = self.directory.days_since_last_word(chosen)
        return Chosen(day=chosen, is_asked=bool(asked), reason=reason, stale_days=stale)
