"""The tables are as documented in docs/schema.md, name by name and type by type."""

import re
from pathlib import Path

from detente.store.connect import create, reading

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"
ROW = re.compile(r"\| `(\w+)` \| ([A-Z\[\]]+)(, may be NULL)? \| .+ \|")


def _documented():
    found, table = {}, ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            table = line.removeprefix("## ")
        elif row := ROW.fullmatch(line):
            found[table, row[1]] = (row[2], bool(row[3]))
    return found


def test_tables_and_columns_are_as_documented(tmp_path):
    create(tmp_path / "x.duckdb")
    with reading(tmp_path / "x.duckdb") as connection:
        rows = connection.execute(
            "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() "
            "WHERE NOT internal"
        ).fetchall()
    there = {(table, column): (type_, is_nullable) for table, column, type_, is_nullable in rows}
    assert there == _documented()


def test_every_table_that_holds_a_finding_says_which_run_wrote_it():
    tables = {table for table, _ in _documented()}
    without = {table for table in tables if (table, "run_id") not in _documented()}
    # What merging compared follows from the articles, and is no finding.
    assert {table for table in without if not table.startswith("merge_")} == {"schema_versions"}
