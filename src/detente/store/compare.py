"""What two outlets tell of one pair of countries: what one leaves out, and where they differ."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from detente.analyze.accounts import FieldAccount, ToldValue, worst
from detente.analyze.views import EventFilter, EventLine
from detente.errors import QueryError
from detente.model import Record
from detente.store import loading, query
from detente.store.accounts import accounts
from detente.store.filters import matching_records
from detente.store.loading import Connection, rows
from detente.store.origins import outlets

_SUGGESTED = 5


class BothTell(Record, frozen=True, kw_only=True):
    """An event that both outlets tell, with the fields on which they do not say the same."""

    line: EventLine
    differences: tuple[FieldAccount, ...]


class Comparison(Record, frozen=True, kw_only=True):
    """Two outlets on the events of a filter; ``n_events`` is how many there are by any outlet."""

    first: str
    second: str
    n_events: int
    only_first: tuple[EventLine, ...]
    only_second: tuple[EventLine, ...]
    both: tuple[BothTell, ...]


def compare(connection: Connection, first: str, second: str, wanted: EventFilter) -> Comparison:
    """Return what each of two outlets tells that the other does not, and where they differ.

    An outlet is named as in the articles, or by a part of its name that no other has.

    Raises:
        QueryError: no such outlet, several, both are one, or the filter names something unknown.
    """
    names = outlets(connection)
    one, other = _outlet(first, names), _outlet(second, names)
    if one == other:
        raise QueryError(f"{first!r} and {second!r} are one outlet: {one}")
    ids = matching_records(connection, replace(wanted, limit=None, offset=0))
    told = {name: _told_by(connection, name, ids) for name in (one, other)}
    shared = [id_ for id_ in ids if id_ in told[one] and id_ in told[other]]
    alone = [
        loading.lines(connection, [id_ for id_ in ids if id_ in told[name] and id_ not in shared])
        for name in (one, other)
    ]
    return Comparison(
        first=one,
        second=other,
        n_events=len(ids),
        only_first=alone[0],
        only_second=alone[1],
        both=tuple(_both_tell(connection, id_, (one, other)) for id_ in shared),
    )


def pair_of(text: str) -> tuple[str, str]:
    """Return two countries: "RUS-IDN", or names with a comma between them.

    Raises:
        QueryError: not two.
    """
    first, _, second = (part.strip() for part in text.partition("," if "," in text else "-"))
    if not first or not second:
        raise QueryError(f"{text!r} is no pair of countries; write it as RUS-IDN")
    return first, second


def _outlet(asked: str, known: Sequence[str]) -> str:
    wanted = asked.strip().casefold()
    exact = [name for name in known if name.casefold() == wanted]
    found = exact or [name for name in known if wanted and wanted in name.casefold()]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(sorted(found or known)[:_SUGGESTED])
    reason = f"several outlets are called {asked!r}" if found else f"no outlet {asked!r}"
    raise QueryError(f"{reason}: {listed or 'no article has an outlet'}")


def _told_by(connection: Connection, outlet: str, ids: Sequence[str]) -> frozenset[str]:
    found = rows(
        connection,
        "SELECT DISTINCT record_id FROM record_reports JOIN events USING (event_id) "
        "JOIN articles USING (article_id) "
        "WHERE outlet = ? AND record_id IN (SELECT unnest(?::VARCHAR[]))",
        [outlet, list(ids)],
    )
    return frozenset(row["record_id"] for row in found)


def _both_tell(connection: Connection, record_id: str, pair: tuple[str, str]) -> BothTell:
    view = query.event(connection, record_id)
    told = accounts(connection, view).fields
    of_both = (_of_outlets(one, pair) for one in told)
    (line,) = loading.lines(connection, [record_id])
    return BothTell(line=line, differences=tuple(one for one in of_both if _differ(one, pair)))


def _of_outlets(field: FieldAccount, pair: tuple[str | None, ...]) -> FieldAccount:
    """Return a field with what some outlets say of it alone."""
    kept = [
        replace(value, told_by=tellers, n_origins=len({one.origin for one in tellers}))
        for value in field.values
        if (tellers := tuple(one for one in value.told_by if one.article.outlet in pair))
    ]
    return replace(field, values=tuple(kept), grade=worst(value.grade for value in kept))


def _differ(field: FieldAccount, pair: tuple[str, str]) -> bool:
    said: Mapping[str, set[str]] = {name: _said_by(field.values, name) for name in pair}
    return all(said.values()) and said[pair[0]] != said[pair[1]]


def _said_by(values: Iterable[ToldValue], outlet: str) -> set[str]:
    return {
        value.text for value in values if any(one.article.outlet == outlet for one in value.told_by)
    }
