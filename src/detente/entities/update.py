"""From the answer of a query to a file of the update layer."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from detente.entities.directory_names import office_names
from detente.entities.records import Registry
from detente.entities.tenure_records import stretched
from detente.entities.update_answers import Row, day_of, item_of, read_answer, text_of
from detente.entities.update_identities import Claimed, Identities, usable_names
from detente.entities.update_layer import Refused, UpdateFile, UpdateRow
from detente.entities.update_queries import Query
from detente.errors import UpdateError

# Terms that follow each other so closely are one time in office (cabinets, re-elections).
_GAP = dt.timedelta(31)
# An answer that lost more than half of the rows in force was most likely cut on the way.
_LEAST_KEPT = 0.5
_SHOWN = 3
_LONGEST_NAME = 100


class Answer(NamedTuple):
    """What a service answered: the bytes, where they lie (for messages), the service, the time.

    ``answered`` is an ISO 8601 time in UTC.
    """

    data: bytes
    place: str
    endpoint: str
    answered: str


def update_file(
    query: Query, answer: Answer, registry: Registry, persons: Identities
) -> UpdateFile:
    """Return the update file of an answer; rows that are wrong are left out and listed in it.

    Raises:
        UpdateError: the answer is not usable: cut, empty, a web page, or most rows are wrong.
    """
    reader = _Reader(query, registry, persons)
    rows: list[UpdateRow] = []
    refused: list[Refused] = []
    for number, row in enumerate(read_answer(answer.data, answer.place), 1):
        try:
            rows.append(reader.row(row))
        except ValueError as error:
            refused.append(Refused(row=number, reason=str(error)))
    _check_use(answer.place, rows, refused)
    joined = [one for some in _by_holder(rows).values() for one in _joined(some)]
    return UpdateFile(
        query=query.name,
        text=query.text,
        endpoint=answer.endpoint,
        answered=answer.answered,
        rows=tuple(_confirmed(joined, answer.answered[: len("YYYY-MM-DD")])),
        refused=tuple(refused),
    )


def check_against(new: UpdateFile, old: UpdateFile | None, place: str) -> None:
    """Refuse an answer that has less than half of the rows in force.

    Raises:
        UpdateError: it has; says how to take it all the same.
    """
    if old and len(new.rows) < _LEAST_KEPT * len(old.rows):
        raise UpdateError(
            f"{place}: only {len(new.rows)} rows where {old.layer} has {len(old.rows)}: cut on the "
            f"way? It stays in force; if the answer is right, take its file away and try again"
        )


class _Reader:
    """Reads the rows of one query's answer."""

    def __init__(self, query: Query, registry: Registry, persons: Identities) -> None:
        self._query = query
        self._registry = registry
        self._persons = persons
        self._kinds = frozenset(office_names())

    def row(self, row: Row) -> UpdateRow:
        """Return a row as a tenure.

        Raises:
            ValueError: it says something impossible or not enough; the message says what.
        """
        item, name = item_of(row, "person"), text_of(row, "label")
        if not item or not name or name == item or len(name) > _LONGEST_NAME:
            raise ValueError(f"no item or name of a person: {text_of(row, 'person')} {name!r}")
        start, end = day_of(row, "start"), day_of(row, "end")
        _check_days(name, start, end)
        names = usable_names(name, text_of(row, "names").split("|"))
        country, kind = self._country(row, name), self._kind(row)
        return UpdateRow(
            person=self._persons.find(Claimed(item, name, names, country, kind, start)),
            name=name,
            names=names,
            country=country,
            office_type=kind,
            title=text_of(row, "title"),
            start=start,
            end=end,
            wikidata=item,
            position=item_of(row, "position"),
        )

    def _country(self, row: Row, name: str) -> str:
        code = text_of(row, "iso3")
        if code in self._registry.states or code in self._registry.organisations:
            return code
        raise ValueError(f"{name}: unknown country {code!r}")

    def _kind(self, row: Row) -> str:
        kind = text_of(row, "kind") or self._query.office_type
        if kind in self._kinds:
            return kind
        raise ValueError(f"unknown office {kind!r}")


def _check_days(name: str, start: str, end: str) -> None:
    if not start and not end:
        raise ValueError(f"{name}: neither start nor end")
    if start and end and stretched(end) < start:
        raise ValueError(f"{name}: ends ({end}) before it starts ({start})")


def _check_use(place: str, rows: Sequence[UpdateRow], refused: Sequence[Refused]) -> None:
    if rows and len(refused) <= len(rows):
        return
    wrong = "; ".join(f"row {one.row}: {one.reason}" for one in refused[:_SHOWN])
    told = f"{len(refused)} of {len(rows) + len(refused)} rows are wrong ({wrong})"
    raise UpdateError(f"{place}: {told if refused else 'no rows in the answer'}")


def _by_holder(rows: Iterable[UpdateRow]) -> dict[tuple[str, str, str], list[UpdateRow]]:
    found: dict[tuple[str, str, str], list[UpdateRow]] = defaultdict(list)
    for row in rows:
        found[row.country, row.office_type, row.person].append(row)
    return found


def _joined(rows: Sequence[UpdateRow]) -> Iterator[UpdateRow]:
    """Yield the times in office of one holder in order, adjacent and overlapping ones as one."""
    before: UpdateRow | None = None
    for row in sorted(rows, key=lambda one: (one.start or one.end, stretched(one.end or "9999"))):
        if before and _follows(before, row):
            same = not row.start or before.start == row.start
            before = replace(before, end=_later_end(before.end, row.end, same_start=same))
            continue
        if before:
            yield before
        before = row
    if before:
        yield before


def _follows(before: UpdateRow, row: UpdateRow) -> bool:
    if not row.start or before.start == row.start:
        return True
    # One begun without an end may have been left long before the next began: two times.
    return bool(before.end) and _day(row.start) - _day(before.end, last=True) <= _GAP


def _later_end(one: str, other: str, *, same_start: bool) -> str:
    if same_start and not (one and other):
        return one or other
    return max(one, other, key=stretched) if one and other else ""


def _day(iso: str, *, last: bool = False) -> dt.date:
    filled = stretched(iso)[:8] + min(stretched(iso)[8:], "28") if last else ""
    return dt.date.fromisoformat(filled or iso + "0000-01-01"[len(iso) :])


def _confirmed(rows: Sequence[UpdateRow], day: str) -> Iterator[UpdateRow]:
    """Yield the rows; the latest of each office, if nobody ended it, is confirmed on the day."""
    latest: dict[tuple[str, str], str] = {}
    for row in rows:
        office = (row.country, row.office_type)
        latest[office] = max(latest.get(office, ""), row.start)
    for row in rows:
        is_last = row.start == latest[row.country, row.office_type]
        stands = is_last and bool(row.start) and not row.end and row.start <= day
        yield replace(row, confirmed=day) if stands else row
