"""What a merge left in a database, as a digest: two merges of the same articles give the same."""

from hashlib import blake2b
from pathlib import Path

import duckdb

TABLES = (
    "records",
    "record_reports",
    "record_participants",
    "conflicts",
    "conflict_readings",
    "near_duplicates",
)


def digests(db: Path) -> dict[str, str]:
    """Return a digest of each table that merging fills, without the ids of runs."""
    with duckdb.connect(str(db), read_only=True) as connection:
        return {table: _digest(connection, table) for table in TABLES}


def n_merged(db: Path) -> int:
    """Return how many articles of a database are merged; it may be one that a kill left."""
    if not db.exists():
        return 0
    with duckdb.connect(str(db)) as connection:
        ((found,),) = connection.execute("SELECT count(*) FROM merge_articles").fetchall()
    return int(found)


def _digest(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    digest = blake2b(digest_size=8)
    asked = f"SELECT * EXCLUDE (run_id) FROM {table} ORDER BY ALL"  # noqa: S608 - our own names
    for row in connection.execute(asked).fetchall():
        digest.update(repr(row).encode())
    return digest.hexdigest()
