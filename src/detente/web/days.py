"""The day that a page looks at: asked for in the address, else the newest that sources know."""

import datetime as dt
from collections.abc import Mapping

from detente.analyze.known import known
from detente.model import Record
from detente.store import web_people
from detente.store.loading import Connection
from detente.web.asked import day


class Chosen(Record, frozen=True, kw_only=True):
    """A day, and why it is that one."""

    day: dt.date
    is_asked: bool
    reason: str


def chosen_day(connection: Connection, parameters: Mapping[str, str]) -> Chosen:
    """Return the day of ``?on=2025-02-27``; without it that of the newest article.

    "Now" is what the sources know, not the clock: a page shows the same tomorrow.

    Raises:
        QueryError: not a day.
    """
    asked = parameters.get("on", "").strip()
    if asked:
        return Chosen(day=day(asked), is_asked=True, reason="the day asked for")
    newest = web_people.newest_day(connection)
    if newest is not None:
        return Chosen(day=newest, is_asked=False, reason="the day of the newest article")
    newest = known().newest
    return Chosen(day=newest, is_asked=False, reason="the newest day of the tables")
