"""What a merge changes in the database, written in the one transaction of each step."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa

from detente.merge.block_pairs import Pairs
from detente.merge.blocks import Lean
from detente.merge.incremental import Edges
from detente.merge.incremental_copies import Bands
from detente.merge.regroup import Columns, Regrouped
from detente.merge.visits import LinkKeys
from detente.model import Conflict, EventRecord, NearDuplicate
from detente.store.merge_reports import asking
from detente.store.merging import PART, SERIES, WHOLE
from detente.store.rows import CORPUS_TABLES, corpus_tables
from detente.store.write import Writer

MERGE_TABLES: Final = (
    "merge_articles", "merge_reports", "merge_blocks", "merge_edges", "merge_firm",
    "merge_loose", "merge_bands", "merge_copies", "merge_claims", "merge_links", "merge_credits",
    "merge_decisions", "merge_story_terms", "merge_story_ties", "merge_story_pieces",
    "merge_stirred",
)  # fmt: skip
STORY_TABLES: Final = ("stories", "story_articles", "story_aliases")
_BY_RECORD: Final = ("records", "record_reports", "record_participants", "merge_links")
_BY_CONFLICT: Final = ("conflict_readings", "conflicts")


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshReports:
    """Reports that are merged for the first time, or again since users ruled on them.

    ``ready``: see :mod:`detente.store.ready_reports`.
    """

    numbers: Sequence[int] = ()
    event_ids: Sequence[str] = ()
    article_ids: Sequence[str] = ()
    lean: Sequence[Lean] = ()
    ready: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyChange:
    """What of near-duplicates changed: those of ``looked_at`` articles are replaced."""

    bands: Bands
    added: Mapping[tuple[str, str], float] = field(default_factory=dict)
    removed: Iterable[tuple[str, str]] = ()
    looked_at: Sequence[str] = ()
    found: Sequence[NearDuplicate] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeChange:
    """What one step of a merge changes; records and conflicts by id are replaced by new ones.

    ``relinked`` are records that are as they were but for what they are part of.
    ``gone`` are numbers of reports that are no longer there as they were. ``links`` are the keys of
    new records. ``claims`` are (block, claim, article). ``stirred`` are articles merged before
    whose origin may be another now.
    """

    basis: str
    articles: Sequence[str] = ()
    stirred: Sequence[str] = ()
    decisions: Sequence[str] = ()
    credits: Mapping[str, str] = field(default_factory=dict)
    gone: Sequence[int] = ()
    fresh: FreshReports = FreshReports()
    removed_edges: Pairs
    added_edges: Edges
    regrouped: Regrouped
    copies: CopyChange
    claims: Sequence[tuple[int, str, str]] = ()
    links: Mapping[str, LinkKeys] = field(default_factory=dict)
    relinked: Sequence[EventRecord] = ()
    removed_records: Sequence[str] = ()
    removed_conflicts: Sequence[str] = ()
    records: Sequence[EventRecord] = ()
    conflicts: Sequence[Conflict] = ()


def forget_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Delete all records and stories, and all that they rest on beside the articles.

    The next merge is whole.
    """
    for name in (*CORPUS_TABLES, *MERGE_TABLES, *STORY_TABLES, "merges"):
        connection.execute(f"DELETE FROM {name}")  # noqa: S608 - names of our own tables


def save(writer: Writer, change: MergeChange) -> None:
    """Save one step of a merge, whole or not at all."""
    with writer.saving() as connection:
        _delete_old(connection, change)
        _relink(connection, change.relinked)
        for name, table in _new_rows(change):
            _insert(connection, name, table)
        writer.insert(connection, _corpus_rows(change, writer.run_id))
        connection.execute(
            "INSERT INTO merges BY NAME SELECT (SELECT count(*) FROM merge_articles) AS "
            "n_articles, (SELECT count(*) FROM records) AS n_records, ? AS basis, ? AS run_id",
            [change.basis, writer.run_id],
        )
        ((n_articles,),) = connection.execute("SELECT n_articles FROM merges").fetchall()
    writer.has_merged(n_articles)


def _insert(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    if table.num_rows:
        connection.register("new_rows", table)
        connection.execute(f"INSERT INTO {name} BY NAME FROM new_rows")
        connection.unregister("new_rows")


def _delete_old(connection: duckdb.DuckDBPyConnection, change: MergeChange) -> None:
    """Delete what a step replaces."""
    conflicts = [*change.removed_conflicts, *_conflicts_of(connection, change.removed_records)]
    for table in _BY_CONFLICT:
        _delete(connection, table, "conflict_id", conflicts)
    for table in _BY_RECORD:
        _delete(connection, table, "record_id", change.removed_records)
    _delete(connection, "near_duplicates", "article_id", change.copies.looked_at)
    for table in ("merge_reports", "merge_blocks"):
        _delete(connection, table, "number", change.gone, "int64")
    made = change.regrouped
    _delete(connection, "merge_firm", "one", made.chained, "int64")
    _delete(connection, "merge_loose", "one", np.union1d(made.asked, change.gone), "int64")
    _delete_edges(connection, change.removed_edges)
    _delete_pairs(connection, change.copies.removed)
    for table in ("merge_credits", "merge_decisions", "merges"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own tables


def _new_rows(change: MergeChange) -> Iterator[tuple[str, pa.Table]]:
    """Yield what a step adds, as columns of tables."""
    yield "merge_articles", pa.table({"article_id": _words(change.articles)})
    yield "merge_stirred", pa.table({"article_id": _words(change.stirred)})
    yield "merge_decisions", pa.table({"decision_id": _words(change.decisions)})
    yield "merge_credits", _columns(("name", "outlet"), sorted(change.credits.items()))
    yield "merge_reports", _report_columns(change.fresh)
    yield "merge_blocks", _block_columns(change.fresh)
    yield "merge_edges", _edge_columns(change.added_edges)
    yield "merge_firm", _firm_columns(change.regrouped.firm)
    joins = [(*turn, other) for turn, other in sorted(change.regrouped.joins.items())]
    yield "merge_loose", _columns(("round", "one", "other"), joins)
    yield "merge_bands", _band_columns(change.copies.bands)
    pairs = [(one, other, share) for (one, other), share in change.copies.added.items()]
    yield "merge_copies", _columns(("one", "other", "containment"), pairs)
    yield "merge_claims", _columns(("block", "claim_id", "article_id"), change.claims, ("uint64",))
    yield "merge_links", _link_columns(change.links)


def _corpus_rows(change: MergeChange, run_id: str) -> Mapping[str, Sequence[dict[str, Any]]]:
    """Return the rows of records, conflicts and near-duplicates that a step adds."""
    return corpus_tables(change.records, change.conflicts, change.copies.found, run_id=run_id)


def _conflicts_of(connection: duckdb.DuckDBPyConnection, records: Sequence[str]) -> list[str]:
    with asking(connection, records):
        found = connection.execute(
            "SELECT c.conflict_id FROM wanted JOIN conflicts c ON c.record_id = wanted.id"
        ).fetchall()
    return [id_ for (id_,) in found]


def _delete(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    column: str,
    ids: Iterable[Any],
    kind: str = "string",
) -> None:
    values = list(ids)
    if values:
        with asking(connection, values, kind):
            connection.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM wanted)"  # noqa: S608 - our own names
            )


def _delete_edges(connection: duckdb.DuckDBPyConnection, removed: Pairs) -> None:
    if not len(removed.one):
        return
    table = pa.table({"block": removed.block, "one": removed.one, "other": removed.other})
    connection.register("wanted", table)
    connection.execute(
        "DELETE FROM merge_edges e USING wanted w "
        "WHERE e.block = w.block AND e.one = w.one AND e.other = w.other"
    )
    connection.unregister("wanted")


def _delete_pairs(
    connection: duckdb.DuckDBPyConnection, removed: Iterable[tuple[str, str]]
) -> None:
    pairs = list(removed)
    if not pairs:
        return
    connection.register("wanted", _columns(("one", "other"), pairs))
    connection.execute(
        "DELETE FROM merge_copies c USING wanted w WHERE c.one = w.one AND c.other = w.other"
    )
    connection.unregister("wanted")


def _relink(connection: duckdb.DuckDBPyConnection, records: Sequence[EventRecord]) -> None:
    """Write what records are part of now, and the rules that chose it."""
    if not records:
        return
    columns = {
        "record_id": _words([one.id for one in records]),
        "part_of": pa.array([one.part_of for one in records], type=pa.string()),
        "follows": pa.array([one.follows for one in records], type=pa.string()),
        "fields": pa.array([[field for field, _ in one.chosen_by] for one in records]),
        "rules": pa.array([[rule for _, rule in one.chosen_by] for one in records]),
    }
    connection.register("wanted", pa.table(columns))
    connection.execute(
        "UPDATE records SET part_of = w.part_of, follows = w.follows, chosen_fields = w.fields, "
        "chosen_rules = w.rules FROM wanted w WHERE records.record_id = w.record_id"
    )
    connection.unregister("wanted")


def _words(values: Sequence[str]) -> pa.Array:
    return pa.array(values, type=pa.string())


def _columns(
    names: Sequence[str], rows: Sequence[tuple[Any, ...]], kinds: Sequence[str] = ()
) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    types = [*kinds, *[None] * len(names)]
    return pa.table(
        {
            name: pa.array(column, type=pa.type_for_alias(kind) if kind else None)
            for name, column, kind in zip(names, columns, types, strict=False)
        }
    )


def _report_columns(fresh: FreshReports) -> pa.Table:
    return pa.table(
        {
            "number": pa.array(fresh.numbers, type=pa.int64()),
            "event_id": _words(fresh.event_ids),
            "article_id": _words(fresh.article_ids),
            "first_day": pa.array([one.first for one in fresh.lean], type=pa.int64()),
            "last_day": pa.array([one.last for one in fresh.lean], type=pa.int64()),
            "tie": pa.array([one.tie for one in fresh.lean], type=pa.uint64()),
            "marks": pa.array([one.marks for one in fresh.lean], type=pa.list_(pa.uint32())),
            "ready": pa.array(fresh.ready, type=pa.binary()),
        }
    )


def _block_columns(fresh: FreshReports) -> pa.Table:
    standing = [
        (key, number, at_home)
        for number, one in zip(fresh.numbers, fresh.lean, strict=True)
        for keys, at_home in ((one.home, True), (one.visited, False))
        for key in keys
    ]
    return _columns(("block", "number", "is_home"), standing, ("uint64",))


def _link_columns(links: Mapping[str, LinkKeys]) -> pa.Table:
    told = [
        (link, record_id, kind)
        for record_id, keys in links.items()
        for kind, of in ((WHOLE, keys.whole), (PART, keys.part), (SERIES, keys.series))
        for link in of
    ]
    return _columns(("link", "record_id", "kind"), told, ("uint64",))


def _firm_columns(joined: Columns) -> pa.Table:
    return pa.table({"turn": np.arange(len(joined.one)), "one": joined.one, "other": joined.other})


def _edge_columns(edges: Edges) -> pa.Table:
    return pa.table({name: getattr(edges, name) for name in edges.__slots__})


def _band_columns(bands: Bands) -> pa.Table:
    return pa.table({"band": bands.band, "article_id": pa.array(bands.article, type=pa.string())})


def no_pairs() -> Pairs:
    """Return no pairs at all."""
    nobody = np.empty(0, dtype=np.int64)
    return Pairs(np.empty(0, dtype=np.uint64), nobody, nobody)
