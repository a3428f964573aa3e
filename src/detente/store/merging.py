"""What a merge asks of the database: what waits, blocks and their members, pairs, and groups."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from detente.merge.block_pairs import Members
from detente.merge.incremental import EdgePairs, Edges
from detente.merge.incremental_copies import Bands
from detente.merge.regroup import Before, Columns
from detente.merge.visits import LinkKeys
from detente.model import NearDuplicate
from detente.store.loading import Connection, grouped, rows, value
from detente.store.merge_reports import asking

Integers = npt.NDArray[np.int64]
Digests = npt.NDArray[np.uint64]

WHOLE: Final = "whole"
PART: Final = "part"
SERIES: Final = "series"
# Columns of ``merge_edges``.
_PAIR: Final[Mapping[str, Any]] = {
    "block": np.uint64, "one": np.int64, "other": np.int64, "is_loose": np.bool_,
}  # fmt: skip
_EDGE: Final[Mapping[str, Any]] = {
    **_PAIR, "points": np.float64, "is_contested": np.bool_, "over_days": np.object_,
}  # fmt: skip
_PENDING: Final = """
    SELECT article_id, coalesce(d.n_events, 0) AS n FROM articles a
    JOIN documents d USING (article_id) ANTI JOIN merge_articles m USING (article_id)
    ORDER BY a.published, article_id
"""
_MEMBERS: Final = """
    SELECT b.block, b.number, b.is_home FROM wanted JOIN merge_blocks b ON b.block = wanted.id
"""
_LEAN: Final = """
    SELECT r.number, r.first_day, r.last_day, r.tie, r.marks
    FROM wanted JOIN merge_reports r ON r.number = wanted.id ORDER BY r.number
"""


def has_state(connection: Connection) -> bool:
    """Whether records were made step by step, or there are none yet."""
    return bool(
        value(
            connection,
            "SELECT (SELECT count(*) FROM records) = 0 OR EXISTS (FROM merge_articles)",
        )
    )


def waiting(connection: Connection) -> list[tuple[str, int]]:
    """Return articles not merged yet with their numbers of events, by day and id."""
    return [(id_, n) for id_, n in connection.execute(_PENDING).fetchall()]


def event_ids_of(connection: Connection, article_ids: Sequence[str]) -> list[str]:
    """Return the ids of the events of some articles, sorted."""
    with asking(connection, article_ids):
        found = connection.execute(
            "SELECT e.event_id FROM wanted JOIN events e ON e.article_id = wanted.id ORDER BY ALL"
        ).fetchall()
    return [id_ for (id_,) in found]


def numbers_of(connection: Connection, event_ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers under which events were merged, by id; others are left out."""
    with asking(connection, sorted(event_ids)):
        found = connection.execute(
            "SELECT r.event_id, r.number FROM wanted JOIN merge_reports r ON r.event_id = wanted.id"
        ).fetchall()
    return dict(found)


def ids_of(connection: Connection, numbers: Integers) -> dict[int, str]:
    """Return the event ids of numbers."""
    with asking(connection, numbers, "int64"):
        found = connection.execute(
            "SELECT r.number, r.event_id FROM wanted JOIN merge_reports r ON r.number = wanted.id"
        ).fetchall()
    return dict(found)


def next_number(connection: Connection) -> int:
    """Return the first number that no report has or had."""
    return int(value(connection, "SELECT coalesce(max(number), -1) + 1 FROM merge_reports"))


def blocks_of(connection: Connection, numbers: Iterable[int]) -> Digests:
    """Return the blocks that reports stand in, each once."""
    with asking(connection, sorted(numbers), "int64"):
        found = connection.execute(
            "SELECT DISTINCT b.block FROM wanted JOIN merge_blocks b ON b.number = wanted.id"
        ).fetchnumpy()
    return _filled(found["block"], np.uint64)


def members_in(connection: Connection, blocks: Digests, homes: Digests) -> Members:
    """Return who stands in some blocks; of guests only those that meet somebody at home.

    ``homes`` are the blocks in which others, not stored yet, are at home.
    """
    with asking(connection, blocks, "uint64"):
        standing = connection.execute(_MEMBERS).fetchnumpy()
    block, is_home = _filled(standing["block"], np.uint64), _filled(standing["is_home"], np.bool_)
    kept = np.isin(block, np.union1d(block[is_home], homes))
    known, row = np.unique(_filled(standing["number"], np.int64)[kept], return_inverse=True)
    with asking(connection, known, "int64"):
        lean = connection.sql(_LEAN).to_arrow_table()
    marks = lean.column("marks").combine_chunks()
    return Members(
        block=block[kept],
        row=row.astype(np.int64),
        is_home=is_home[kept],
        number=known,
        first=lean.column("first_day").to_numpy().astype(np.int64),
        last=lean.column("last_day").to_numpy().astype(np.int64),
        tie=lean.column("tie").to_numpy().astype(np.uint64),
        mark_ends=marks.offsets.to_numpy().astype(np.int64) - marks.offsets[0].as_py()
        if len(marks)
        else np.zeros(1, dtype=np.int64),
        marks=marks.flatten().to_numpy().astype(np.uint32),
    )


def edge_pairs(connection: Connection) -> EdgePairs:
    """Return all pairs that are one event, or may be, without how alike they are."""
    found = connection.execute(f"SELECT {', '.join(_PAIR)} FROM merge_edges").fetchnumpy()  # noqa: S608 - our own names
    return EdgePairs(**{name: _filled(found[name], kind) for name, kind in _PAIR.items()})


def firm_edges(connection: Connection, numbers: Integers) -> Edges:
    """Return the pairs that are firmly one event whose first report has one of the numbers."""
    return _edges(connection, numbers, "NOT is_loose AND one IN (SELECT id FROM wanted)")


def loose_edges(connection: Connection, numbers: Integers) -> Edges:
    """Return the pairs that may be one event of which a report has one of the numbers."""
    ends = "one IN (SELECT id FROM wanted) OR other IN (SELECT id FROM wanted)"
    return _edges(connection, numbers, f"is_loose AND ({ends})")


def _edges(connection: Connection, numbers: Integers, condition: str) -> Edges:
    with asking(connection, numbers, "int64"):
        found = connection.execute(
            f"SELECT {', '.join(_EDGE)} FROM merge_edges WHERE {condition}"  # noqa: S608 - our own names
        ).fetchnumpy()
    return Edges(**{name: _filled(found[name], kind) for name, kind in _EDGE.items()})


def joins_before(connection: Connection) -> Before:
    """Return how the groups of the last merge came about."""
    firm = connection.execute("SELECT one, other FROM merge_firm ORDER BY turn").fetchnumpy()
    loose = connection.execute("SELECT round, one, other FROM merge_loose").fetchall()
    return Before(
        firm=Columns(*(_filled(firm[name], np.int64) for name in ("one", "other"))),
        joins={(round_, one): other for round_, one, other in loose},
    )


def groups_of(connection: Connection, event_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the records that events are in, with the ids of all their events in order."""
    with asking(connection, sorted(event_ids)):
        found = rows(
            connection,
            "SELECT record_id, event_id FROM record_reports WHERE record_id IN (SELECT record_id "
            "FROM wanted JOIN record_reports r ON r.event_id = wanted.id) "
            "ORDER BY record_id, ordinal",
        )
    groups = grouped(found, "record_id", lambda row: row["event_id"])
    return {id_: tuple(events) for id_, events in groups.items()}


def decisions_merged(connection: Connection) -> frozenset[str]:
    """Return the ids of the decisions that the records obey."""
    found = connection.execute("SELECT decision_id FROM merge_decisions").fetchall()
    return frozenset(id_ for (id_,) in found)


def counts(connection: Connection) -> tuple[int, int]:
    """Return the numbers of records and of conflicts."""
    found = connection.execute(
        "SELECT (SELECT count(*) FROM records), (SELECT count(*) FROM conflicts)"
    ).fetchall()
    return found[0]


def claims_in(connection: Connection, blocks: Iterable[int]) -> Mapping[str, Sequence[str]]:
    """Return the claims of blocks of claims, by article."""
    with asking(connection, sorted(blocks), "uint64"):
        found = rows(
            connection,
            "SELECT DISTINCT c.article_id, c.claim_id FROM wanted "
            "JOIN merge_claims c ON c.block = wanted.id ORDER BY ALL",
        )
    return grouped(found, "article_id", lambda row: row["claim_id"])


def claims_of(connection: Connection, article_ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return the claims of some articles, by article."""
    with asking(connection, article_ids):
        found = rows(
            connection,
            "SELECT c.article_id, c.claim_id FROM wanted "
            "JOIN claims c ON c.article_id = wanted.id ORDER BY ALL",
        )
    return grouped(found, "article_id", lambda row: row["claim_id"])


def merged_events(connection: Connection, event_ids: Iterable[str]) -> list[str]:
    """Return those of some events whose articles are merged, sorted."""
    with asking(connection, sorted(event_ids)):
        found = connection.execute(
            "SELECT e.event_id FROM wanted JOIN events e ON e.event_id = wanted.id "
            "SEMI JOIN merge_articles m ON m.article_id = e.article_id ORDER BY ALL"
        ).fetchall()
    return [id_ for (id_,) in found]


def conflicts_of_claims(connection: Connection, claim_ids: Iterable[str], kind: str) -> list[str]:
    """Return the ids of the conflicts of a kind in which claims have a say, sorted."""
    with asking(connection, sorted(claim_ids)):
        found = connection.execute(
            "SELECT DISTINCT c.conflict_id FROM wanted "
            "JOIN conflict_readings r ON r.claim_id = wanted.id "
            "JOIN conflicts c ON c.conflict_id = r.conflict_id "
            "WHERE c.kind = ? ORDER BY ALL",
            [kind],
        ).fetchall()
    return [id_ for (id_,) in found]


def linked(connection: Connection, kind: str, links: Iterable[int]) -> set[str]:
    """Return the records that have one of some link keys as this kind."""
    with asking(connection, sorted(links), "uint64"):
        found = connection.execute(
            "SELECT DISTINCT l.record_id FROM wanted JOIN merge_links l ON l.link = wanted.id "
            "WHERE l.kind = ?",
            [kind],
        ).fetchall()
    return {id_ for (id_,) in found}


def links_of(connection: Connection, records: Iterable[str]) -> LinkKeys:
    """Return all link keys that records have."""
    with asking(connection, sorted(records)):
        found = rows(
            connection,
            "SELECT DISTINCT l.kind, l.link FROM wanted "
            "JOIN merge_links l ON l.record_id = wanted.id",
        )
    keys = grouped(found, "kind", lambda row: row["link"])
    return LinkKeys(*(frozenset(keys.get(kind, ())) for kind in (WHOLE, PART, SERIES)))


def keys_of(connection: Connection, records: Iterable[str]) -> dict[str, LinkKeys]:
    """Return the link keys of each of some records."""
    wanted = sorted(records)
    with asking(connection, wanted):
        found = connection.execute(
            "SELECT l.record_id, l.kind, l.link FROM wanted "
            "JOIN merge_links l ON l.record_id = wanted.id"
        ).fetchall()
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    for id_, kind, link in found:
        told[id_, kind].append(link)
    kinds = (WHOLE, PART, SERIES)
    return {
        id_: LinkKeys(*(frozenset(told.get((id_, kind), ())) for kind in kinds)) for id_ in wanted
    }


def credits_merged(connection: Connection) -> dict[str, str]:
    """Return the names by which articles credit others, as the last merge knew them."""
    return dict(connection.execute("SELECT name, outlet FROM merge_credits").fetchall())


def naming(connection: Connection, names: Iterable[str]) -> list[str]:
    """Return the merged articles that may credit one of some names, or come from it, sorted."""
    wanted = sorted(names)
    pattern = "|".join(map(re.escape, wanted))
    if not wanted:
        return []
    found = connection.execute(
        """
        SELECT article_id FROM merge_articles JOIN articles USING (article_id)
        JOIN documents USING (article_id)
        WHERE list_contains($names, outlet) OR regexp_matches(coalesce(author, ''), $pattern)
           OR regexp_matches(coalesce(text, ''), $pattern)
        UNION
        SELECT p.article_id FROM participants p JOIN merge_articles USING (article_id)
        WHERE p.finding = 'event' AND p.role LIKE 'claimed%'
          AND (list_contains($names, p.name) OR list_contains($names, p.text))
        ORDER BY ALL
        """,
        {"names": wanted, "pattern": pattern},
    ).fetchall()
    return [id_ for (id_,) in found]


def bands_in(connection: Connection, bands: Digests) -> Bands:
    """Return the merged articles that have some bands."""
    with asking(connection, np.unique(bands), "uint64"):
        found = connection.execute(
            "SELECT b.band, b.article_id FROM wanted JOIN merge_bands b ON b.band = wanted.id"
        ).fetchnumpy()
    article = np.asarray(np.ma.getdata(found["article_id"]), dtype=object)
    return Bands(band=_filled(found["band"], np.uint64), article=article)


def bands_by_article(connection: Connection, ids: Iterable[str]) -> dict[str, list[int]]:
    """Return the bands of merged articles, by article."""
    with asking(connection, sorted(ids)):
        found = rows(
            connection,
            "SELECT b.article_id, b.band FROM wanted "
            "JOIN merge_bands b ON b.article_id = wanted.id",
        )
    return grouped(found, "article_id", lambda row: row["band"])


def copy_pairs(connection: Connection) -> dict[tuple[str, str], float]:
    """Return all pairs of near-duplicates with the share they have in common."""
    found = connection.execute("SELECT one, other, containment FROM merge_copies").fetchall()
    return {(one, other): share for one, other, share in found}


def copies_among(connection: Connection, ids: Iterable[str]) -> dict[str, NearDuplicate]:
    """Return which of some articles repeat another, by article."""
    fields = ("article_id", "original_id", "similarity", "reason")
    with asking(connection, sorted(ids)):
        found = rows(
            connection,
            "SELECT n.* FROM wanted JOIN near_duplicates n ON n.article_id = wanted.id",
        )
    return {row["article_id"]: NearDuplicate(**{f: row[f] for f in fields}) for row in found}


def _filled(column: Any, kind: Any) -> npt.NDArray[Any]:
    """Return a column of an answer as a plain array; no column asked for here has a NULL."""
    return np.asarray(np.ma.getdata(column)).astype(kind)
