"""Merged reports as they were made ready for comparison: packed, and read in a third of the time.

What is packed follows from a report's rows, from users' rulings and from the tables of merging; who
is ruled on anew is packed anew, and other tables make all records anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache, lru_cache
from typing import Any

import msgspec

from detente.merge.reports import Report
from detente.store.loading import Connection
from detente.store.merge_reports import asking


def packed(report: Report) -> bytes:
    """Return a report as bytes, without what has the value that it has by default."""
    return msgspec.msgpack.encode(_told(report))


def unpacked(data: bytes) -> Report:
    """Return the report that was packed."""
    return _decoder().decode(data)


def ready_reports(connection: Connection, event_ids: Iterable[str]) -> Iterator[Report]:
    """Yield those of some reports that are packed, in no order."""
    with asking(connection, event_ids):
        found = connection.execute(
            "SELECT r.ready FROM wanted JOIN merge_reports r ON r.event_id = wanted.id "
            "WHERE r.ready IS NOT NULL"
        ).fetchall()
    return (unpacked(data) for (data,) in found)


@lru_cache(maxsize=1)  # to make one takes a millisecond
def _decoder() -> msgspec.msgpack.Decoder[Report]:
    return msgspec.msgpack.Decoder(Report)


def _told(value: object) -> object:
    if isinstance(value, tuple):
        return [_told(item) for item in value]
    if isinstance(value, msgspec.Struct | Report):
        kind: object = type(value)
        told = ((name, getattr(value, name), usual) for name, usual in _usual(kind))
        return {name: _told(item) for name, item, usual in told if item != usual}
    return value


@cache
def _usual(kind: Any) -> tuple[tuple[str, object], ...]:
    """Return the fields of a kind of record with their defaults, if any."""
    if issubclass(kind, msgspec.Struct):
        return tuple((field.name, field.default) for field in msgspec.structs.fields(kind))
    return tuple((field.name, field.default) for field in fields(kind))
