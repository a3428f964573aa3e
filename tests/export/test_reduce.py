import csv

import msgspec
import pytest

from detente.analyze.views import EventView
from detente.export import csv as csv_export
from detente.export import parquet, plover_jsonl
from detente.export.reduce import reduced_record, reduced_views
from detente.export.rows import event_row
from detente.model import Modality
from tests.store.corpus import record

DONE = record(own_types=("envoy-visit",))
PLAN = record(id="cafe0001", modality=Modality.PLANNED)
DENIED = record(id="cafe0002", modality=Modality.DENIED)
OWN = record(
    id="cafe0003", event_type="OWN", mode="envoy-visit", quad_class=0, plover_score=None,
    goldstein=None, cameo_code=None, own_types=("envoy-visit",),
)  # fmt: skip
VIEWS = tuple(
    EventView(record=one, reports=(), conflicts=(), part_of=None, parts=())
    for one in (DONE, PLAN, DENIED, OWN)
)


def test_without_a_reduction_records_are_as_they_are():
    assert tuple(reduced_views(VIEWS, None)) == VIEWS


def test_a_reduced_record_agrees_with_its_new_type_in_every_field():
    strict = reduced_record(PLAN, "plover")
    assert (strict.event_type, strict.mode, strict.cameo_code) == ("AGREE", None, "036")
    assert (strict.quad_class, strict.plover_score, strict.goldstein) == (1, 2.5, 4.0)
    assert strict.modality is Modality.DONE


@pytest.mark.parametrize("exporter", [csv_export, parquet])
def test_tables_can_be_reduced(exporter, tmp_path):
    exporter.export(VIEWS, tmp_path, reduction="plover")
    if exporter is csv_export:
        with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
            assert [row["event_type"] for row in csv.DictReader(file)] == ["CONSULT", "AGREE"]


def test_a_type_of_ones_own_leaves_the_columns_of_plover_empty():
    row = event_row(VIEWS[3])
    assert (row["event_type"], row["mode"], row["quad_class"]) == (None, None, None)
    assert row["own_types"] == "envoy-visit"


def test_plover_json_tells_auxiliary_modes_and_own_types():
    past = msgspec.structs.replace(VIEWS[0], record=msgspec.structs.replace(DONE, historical=True))
    event = plover_jsonl.plover_event(past)
    assert event["mode"] == ["visit", "historical"]
    assert "own type envoy-visit" in event["comment"]
    assert plover_jsonl.plover_event(VIEWS[3]) is None
