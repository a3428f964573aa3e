"""Decisions of users in the database: added, never changed or deleted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from detente.merge.decisions import cited, rule_on
from detente.model import Decision, DecisionKind, Party
from detente.store import names
from detente.store.loading import Connection, Row, grouped, rows, value

_SIDES: Final = {"one": "reports", "other": "others"}
_ROLES: Final = {"actor": "actors", "recipient": "recipients"}
_OWN: Final = ("event_type", "mode", "cameo_code", "undoes", "author", "reason", "run_id")
_PARTY: Final = ("name", "entity", "kind", "country", "sector", "office", "office_type")
# An empty side of a correction ("nobody receives") is a row without a party, ordinal -1.
_NOBODY: Final = -1


def load_decisions(connection: Connection) -> tuple[Decision, ...]:
    """Return all decisions, also those undone, the earliest first."""
    found = rows(connection, "SELECT * FROM decisions ORDER BY decided, decision_id")
    reports = _by_decision(
        connection, "SELECT * FROM decision_reports ORDER BY decision_id, side, ordinal"
    )
    parties = _by_decision(
        connection, "SELECT * FROM decision_parties ORDER BY decision_id, role, ordinal"
    )
    return tuple(
        _decision(row, reports.get(row["decision_id"], ()), parties.get(row["decision_id"], ()))
        for row in found
    )


def save_decisions(connection: Connection, decisions: Iterable[Decision]) -> int:
    """Add decisions that are not there yet, and note that records no longer obey all of them.

    Returns how many were added. The caller holds the writer's lock and the transaction.
    """
    known = {id_ for (id_,) in connection.execute("SELECT decision_id FROM decisions").fetchall()}
    new = {one.id: one for one in decisions if one.id not in known}
    for decision in new.values():
        _insert(connection, "decisions", [_row(decision)])
        _insert(connection, "decision_reports", _report_rows(decision))
        _insert(connection, "decision_parties", _party_rows(decision))
    if new:
        # The next merge makes all records anew, also after a kill between here and there.
        connection.execute("DELETE FROM merges")
    return len(new)


def last_run_id(connection: Connection) -> str:
    """Return the run that made the records, else the last run; "" if there was none."""
    made = value(connection, "SELECT max(run_id) FROM merges")
    last = "SELECT run_id FROM runs ORDER BY started DESC, run_id LIMIT 1"
    return made or value(connection, last) or ""


def last_settings(connection: Connection) -> str | None:
    """Return the settings of the run that made the records (JSON); None if there was none."""
    found = value(
        connection, "SELECT settings FROM runs WHERE run_id = ?", [last_run_id(connection)]
    )
    return None if found is None else str(found)


def reports_of(connection: Connection, asked: Sequence[str]) -> tuple[str, ...]:
    """Return the event ids that ids of reports or of records mean, in their order.

    A record stands for all its reports. The beginning of an id is enough.

    Raises:
        QueryError: no such id, or several.
    """
    found: list[str] = []
    for one in asked:
        table, id_ = names.whole_id(connection, {"records": "record_id", "events": "event_id"}, one)
        found += [id_] if table == "events" else record_reports(connection, id_)
    return tuple(dict.fromkeys(found))


def record_reports(connection: Connection, record_id: str) -> tuple[str, ...]:
    """Return the reports of a record, by event id, in their order."""
    found = connection.execute(
        "SELECT event_id FROM record_reports WHERE record_id = ? ORDER BY ordinal", [record_id]
    ).fetchall()
    return tuple(id_ for (id_,) in found)


def records_of(connection: Connection, reports: Iterable[str]) -> dict[str, str]:
    """Return the record of each report, by event id; reports in no record are left out."""
    found = connection.execute(
        "SELECT event_id, record_id FROM record_reports "
        "WHERE event_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY event_id",
        [sorted(set(reports))],
    ).fetchall()
    return dict(found)


def decision_of(connection: Connection, asked: str) -> Decision:
    """Return the decision whose id begins so.

    Raises:
        QueryError: no such decision, or several.
    """
    _, id_ = names.whole_id(connection, {"decisions": "decision_id"}, asked)
    return next(one for one in load_decisions(connection) if one.id == id_)


def why_no_event(connection: Connection, event_id: str) -> str | None:
    """Return the decision by which a report tells of no event, in words; None if there is none."""
    decision = rule_on(load_decisions(connection)).no_event.get(event_id)
    if decision is None:
        return None
    reason = f" ({decision.reason})" if decision.reason else ""
    return f"{cited(decision)}{reason}; detente undo {decision.id[:8]} takes it back"


def _by_decision(connection: Connection, sql: str) -> Mapping[str, Sequence[Row]]:
    return grouped(rows(connection, sql), "decision_id", lambda row: row)


def _decision(row: Row, reports: Sequence[Row], parties: Sequence[Row]) -> Decision:
    fields: dict[str, Any] = {name: row[name] for name in _OWN}
    for side, name in _SIDES.items():
        fields[name] = tuple(one["event_id"] for one in reports if one["side"] == side)
    for role, name in _ROLES.items():
        fields[name] = _people([one for one in parties if one["role"] == role])
    return Decision(
        id=row["decision_id"], kind=DecisionKind(row["kind"]), time=row["decided"], **fields
    )


def _people(found: Sequence[Row]) -> tuple[Party, ...] | None:
    told = [one for one in found if one["ordinal"] != _NOBODY]
    people = tuple(Party(**{name: one[name] for name in _PARTY}) for one in told)
    return people if found else None


def _row(decision: Decision) -> dict[str, Any]:
    return {
        "decision_id": decision.id,
        "kind": decision.kind.value,
        "decided": decision.time,
        **{name: getattr(decision, name) for name in _OWN},
    }


def _report_rows(decision: Decision) -> list[dict[str, Any]]:
    key = {"decision_id": decision.id, "run_id": decision.run_id}
    return [
        {**key, "side": side, "ordinal": ordinal, "event_id": event_id}
        for side, field in _SIDES.items()
        for ordinal, event_id in enumerate(getattr(decision, field))
    ]


def _party_rows(decision: Decision) -> list[dict[str, Any]]:
    key = {"decision_id": decision.id, "run_id": decision.run_id}
    made: list[dict[str, Any]] = []
    for role, field in _ROLES.items():
        people = getattr(decision, field)
        made += [
            {**key, "role": role, "ordinal": n, **{name: getattr(one, name) for name in _PARTY}}
            for n, one in enumerate(people or ())
        ]
        if people == ():
            made.append({**key, "role": role, "ordinal": _NOBODY})
    return made


def _insert(connection: Connection, table: str, made: Sequence[Mapping[str, Any]]) -> None:
    for row in made:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - our own table and column names
            list(row.values()),
        )
