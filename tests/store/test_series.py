"""Imported rows and own records meet in one history, each with its evidence."""

import datetime as dt

import pytest
from msgspec.structs import replace

from detente.api_forecasts import Forecasts
from detente.forecast.questions import date_of
from detente.forecast.series import Entity, Evidence
from detente.model import Modality, Precision, When
from detente.store.connect import reading
from detente.store.series import load_series, series_digest
from detente.store.write import Writer
from tests.store.corpus import ANWAR, SHOIGU, THURSDAY, VISIT, document, record

PUBLISHED = document("a00001").article.published
TABLE = (
    "date,actor,recipient,cameo_code,event_type,modality,published,until,event_id\n"
    "2024-09-04,Malaysia,RUS,042,,,,,1\n"
    "2024-09-04,Malaysia,Russian Federation,042,,,,,2\n"  # the same event, told twice
    "2024-09-05,Malaysia,,010,,,,,3\n"
    "2025-03-20,RUS,MYS,,CONSULT,planned,2025-03-01,2025-03-22,4\n"
    "2025-03-21,RUS,MYS,,CONSULT,denied,,,5\n"
)


def _with_table(path, text=TABLE, name="mine.csv"):
    table = path.with_name(name)
    table.write_text(text, encoding="utf-8")
    Forecasts(path).import_events(table, "csv")


def _series(path):
    with reading(path) as connection:
        return load_series(connection)


def _with_record(path, event, **changes):
    made = document()
    with Writer(path) as writer:
        writer.add([replace(made, events=(event,))])
        one = record(
            event.id,
            modality=event.modality,
            when=event.when,
            historical=event.historical,
            **changes,
        )
        writer.replace_corpus([one], [], [])
    return _series(path)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "x.duckdb"


def test_an_imported_row_is_an_event_once_a_day_and_leads_back_to_its_row(path):
    _with_table(path)
    found = _series(path).done()
    assert [date_of(int(day)) for day in found.day] == [dt.date(2024, 9, 4), dt.date(2024, 9, 5)]
    assert found.entities[found.actor[0]] == Entity(name="Malaysia", country="MYS")
    assert found.entities[found.recipient[0]] == Entity(name="Russia", country="RUS")
    assert found.recipient[1] == -1
    assert found.evidence(0) == Evidence(source=found.sources[0], row=1)


def test_a_planned_row_is_an_announcement_and_a_denied_one_nothing(path):
    _with_table(path)
    found = _series(path).announcements()
    days = [(date_of(int(found.known[0])), date_of(int(found.day[0])), date_of(int(found.due[0])))]
    assert days == [(dt.date(2025, 3, 1), dt.date(2025, 3, 20), dt.date(2025, 3, 22))]
    assert len(_series(path)) == 3


def test_rows_of_two_tables_with_one_id_and_day_count_once(path):
    _with_table(path)
    _with_table(path, TABLE.replace("010", "036"), "corrected.csv")
    assert len(_series(path)) == 3


def test_a_record_counts_once_and_leads_back_to_itself(path):
    found = _with_record(path, VISIT)
    assert len(found) == 1
    assert date_of(int(found.day[0])) == THURSDAY
    assert date_of(int(found.known[0])) == PUBLISHED
    assert found.evidence(0).record_id == record("e00001").id
    assert found.relations[found.relation[0]].cameo_code == "042"
    assert found.relations[found.relation[0]].own_types == record("e00001").own_types


def test_an_undated_record_counts_on_the_day_of_its_report(path):
    found = _with_record(path, replace(VISIT, when=None))
    assert date_of(int(found.day[0])) == PUBLISHED


def test_a_planned_record_is_known_from_its_report_on_for_its_days(path):
    days = When(dt.date(2025, 3, 10), dt.date(2025, 3, 12), Precision.RANGE)
    found = _with_record(path, replace(VISIT, modality=Modality.PLANNED, when=days))
    assert found.announced.tolist() == [True]
    assert (date_of(int(found.day[0])), date_of(int(found.due[0]))) == (
        days.earliest,
        days.latest,
    )


@pytest.mark.parametrize("modality", [Modality.DENIED, Modality.CLAIMED, Modality.HYPOTHETICAL])
def test_what_is_not_sure_to_have_happened_is_no_event(path, modality):
    assert len(_with_record(path, replace(VISIT, modality=modality))) == 0


def test_background_is_no_event(path):
    assert len(_with_record(path, replace(VISIT, historical=True))) == 0


def test_who_acts_together_is_one_pair_in_order_of_code(path):
    found = _with_record(path, VISIT, actors=(SHOIGU, ANWAR), recipients=())
    assert [found.entities[one].country for one in (found.actor[0], found.recipient[0])] == [
        "MYS",
        "RUS",
    ]


def test_records_and_rows_stand_together_in_order_of_day(path):
    _with_record(path, VISIT)
    _with_table(path)
    found = _series(path)
    assert found.day.tolist() == sorted(found.day.tolist())
    kinds = {found.evidence(place).source == "records" for place in range(len(found))}
    assert kinds == {True, False}


FUTURE = "date,actor,recipient,cameo_code\n2025-06-01,Aruba,MYS,042\n2025-06-02,RUS,MYS,163\n"


def test_a_table_of_later_days_changes_no_forecast_and_no_digest_of_before(path):
    _with_record(path, VISIT)
    _with_table(path)
    as_of = dt.date(2025, 3, 15)
    before = Forecasts(path).dyad("RUS", "MYS", as_of=as_of, store=False)
    _with_table(path, FUTURE, "future.csv")
    after = Forecasts(path).dyad("RUS", "MYS", as_of=as_of, store=False)
    assert [replace(one, data_until=before[0].data_until) for one in after] == list(before)
    assert before[0].reasons[0].events[0].announced


def test_an_empty_database_has_an_empty_history(path):
    with Writer(path) as writer:
        writer.note([])
    assert len(_series(path)) == 0
    assert series_digest(_series(path)) == series_digest(_series(path))
