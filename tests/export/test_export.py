"""Exports: the files are as agreed, byte for byte."""

import csv
import json
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from detente.export import csv as csv_export
from detente.export import parquet, plover_jsonl
from detente.export.rows import EVENT_COLUMNS, event_row
from detente.model import Modality
from detente.store import query
from detente.store.connect import reading
from detente.store.write import Writer
from tests.store.corpus import CONFLICT, COPY, document, record

GOLDEN = Path(__file__).parent / "golden"
PLAN = record("e00003", id="cafe0001", modality=Modality.PLANNED, when=None, part_of="feedbeef")


@pytest.fixture(scope="module")
def views(tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "x.duckdb"
    with Writer(path) as writer:
        writer.add([document(f"a0000{n}") for n in (1, 2, 3)])
        writer.replace_corpus([record("e00001", "e00002"), PLAN], [CONFLICT], [COPY])
    with reading(path) as connection:
        return tuple(query.event_views(connection))


@pytest.mark.parametrize("name", ["events.csv", "reports.csv", "datapackage.json"])
def test_csv_is_as_agreed(views, tmp_path, name, request):
    csv_export.export(views, tmp_path)
    _same(tmp_path / name, request)


def test_plover_json_is_as_agreed(views, tmp_path, request):
    (path,) = plover_jsonl.export(views, tmp_path / "plover.jsonl")
    _same(path, request)


def test_a_planned_meeting_is_an_agreement_in_strict_plover_only(views):
    plan = next(view for view in views if view.record.modality is Modality.PLANNED)
    strict = plover_jsonl.plover_event(plan)
    assert (strict["event"], strict["quad_code"], strict["event_scale"]) == (["AGREE"], 1, 2.5)
    assert "mode" not in strict
    assert event_row(plan)["event_type"] == "CONSULT"
    assert event_row(plan)["event_date"] is None


def test_denied_events_stay_out_of_plover(views, tmp_path):
    denied = [
        msgspec.structs.replace(
            view, record=msgspec.structs.replace(view.record, modality=Modality.DENIED)
        )
        for view in views
    ]
    (path,) = plover_jsonl.export(denied, tmp_path / "plover.jsonl")
    assert path.read_text(encoding="utf-8") == ""


def test_event_codes_stay_text(views, tmp_path):
    csv_export.export(views, tmp_path)
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        assert {row["cameo_code"] for row in csv.DictReader(file)} == {"042"}
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    fields = {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}
    assert fields["cameo_code"] == "string"


def test_parquet_holds_what_csv_holds(views, tmp_path):
    events, reports = parquet.export(views, tmp_path)
    table = pq.read_table(events)
    assert table.column_names == [column.name for column in EVENT_COLUMNS]
    assert table.to_pylist() == [event_row(view) for view in views]
    assert pq.read_table(reports).num_rows == 3


def _same(path, request):
    golden = GOLDEN / path.name
    if request.config.getoption("--update", default=False):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(path.read_bytes())
    assert path.read_bytes() == golden.read_bytes()
