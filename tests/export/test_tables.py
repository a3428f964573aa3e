"""Statements, facts, claims and promises in files: the same rows in every format."""

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import detente
from detente.errors import QueryError
from detente.export.tables import COLUMNS, Table, write_tables
from detente.model import Decision, DecisionKind, Modality, Party
from detente.store.connect import writing
from detente.store.decisions import save_decisions
from detente.store.write import Writer
from tests.store.corpus import CONFLICT, VISIT, document, record

NAMES = tuple(COLUMNS)
DECISION = Decision(
    id="d00001",
    kind=DecisionKind.WRONG_ACTOR,
    reports=("e00001", "e00002"),
    actors=(Party(name="China", entity="CHN"),),
    author="A. Reader",
    time=datetime.fromisoformat("2026-03-01T12:00"),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "x.duckdb"
    made = document()
    plan = VISIT.__replace__(id="e00009", modality=Modality.PLANNED)
    with Writer(path) as writer:
        writer.add([made.__replace__(events=(*made.events, plan)), document("a00002", "Copycat")])
        planned = record("e00009", id="cafe0002", modality=Modality.PLANNED)
        writer.replace_corpus([record("e00001", "e00002"), planned], [CONFLICT], [])
    with writing(path) as connection:
        save_decisions(connection, [DECISION])
    database = detente.connect(path)
    database.forecasts().dyad("RUS", "MYS", within=7)
    return database


def _read(folder, name, format_):
    path = folder / f"{name}.{format_}"
    if format_ == "csv":
        text = path.read_text(encoding="utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))
    if format_ == "jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return pq.read_table(path).to_pylist()


def _as_text(value):
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_format_holds_the_same_rows(database, tmp_path):
    for format_ in ("csv", "parquet", "jsonl"):
        database.export_tables(tmp_path, format_=format_)
    for name in NAMES:
        columns = [column.name for column in COLUMNS[name]]
        plain, typed, lines = (_read(tmp_path, name, one) for one in ("csv", "parquet", "jsonl"))
        assert len(plain) == len(typed) == len(lines) > 0, name
        for row, other, line in zip(plain, typed, lines, strict=True):
            assert list(row) == list(other) == list(line) == columns
            assert {key: _as_text(value) for key, value in other.items()} == row
            assert {key: _as_text(value) for key, value in line.items()} == row


def test_csv_comes_with_its_types(database, tmp_path):
    written = database.export_tables(tmp_path, ["facts"])
    assert [path.name for path in written] == ["facts.csv", "tables.datapackage.json"]
    package = json.loads(written[-1].read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    assert resource["schema"]["primaryKey"] == ["fact_id"]
    assert len(resource["schema"]["fields"]) == len(COLUMNS["facts"])


def test_a_statement_tells_speaker_channel_and_words(database, tmp_path):
    database.export_tables(tmp_path, ["statements"], "jsonl")
    row = _read(tmp_path, "statements", "jsonl")[0]
    assert (row["speaker_name"], row["speaker_iso3"], row["channel"], row["content"]) == (
        "Sergei Shoigu", "RUS", "X", "ties were warm",
    )  # fmt: skip
    assert row["quote"][:6] == "Shoigu"


def test_claims_lead_to_their_fact_and_promises_to_their_reports(database, tmp_path):
    database.export_tables(tmp_path, ["facts", "claims", "promises"], "jsonl")
    (fact,) = _read(tmp_path, "facts", "jsonl")
    claims = _read(tmp_path, "claims", "jsonl")
    assert [claim["fact_id"] for claim in claims] == [fact["fact_id"]] * 2
    assert (fact["n_told"], fact["said_by"], fact["until_end"]) == (
        2, "The Sample Post;Copycat", "2023-05-31",
    )  # fmt: skip
    (promise,) = _read(tmp_path, "promises", "jsonl")
    assert (promise["announced_by"], promise["status"]) == ("e00009", "done")


def test_an_unknown_table_or_format_is_refused_before_a_file_is_written(database, tmp_path):
    out = tmp_path / "new"
    with pytest.raises(QueryError, match="no table 'people'; there are: statements, facts"):
        database.export_tables(out, ["people"])
    with pytest.raises(QueryError, match="no format 'xml' for statements"):
        database.export_tables(out, ["facts"], "xml")
    assert not out.exists()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_", ["csv", "parquet", "jsonl"])
def test_a_table_without_rows_has_its_columns(tmp_path, name, format_):
    write_tables([Table(name=name, rows=[])], tmp_path, format_)
    assert _read(tmp_path, name, format_) == []
    if format_ == "parquet":
        schema = pq.read_schema(tmp_path / f"{name}.parquet")
        assert schema.names == [column.name for column in COLUMNS[name]]


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described_once(name):
    columns = COLUMNS[name]
    assert len({column.name for column in columns}) == len(columns)
    assert all(column.description for column in columns)


@pytest.mark.parametrize("name", NAMES)
def test_its_page_describes_every_column(name):
    pages = {"decisions": "decisions-of-users", "forecasts": "forecasts"}
    own = pages.get(name, "statements")
    page = Path(__file__).parents[2].joinpath(f"docs/{own}.md").read_text(encoding="utf-8")
    _, _, section = page.partition(f"### {name}\n")
    rows = re.findall(
        r"^\| `(\w+)` \| (\w+) \| (.+) \|$", section.partition("\n#")[0], re.MULTILINE
    )
    assert rows == [tuple(column) for column in COLUMNS[name]]
