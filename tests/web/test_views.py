"""What the dashboard asks of the store agrees with the named questions."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.analyze.views import EventFilter
from detente.store import query, web_views
from detente.store.connect import reading
from detente.store.filters import as_sql, matching_records
from detente.store.loading import Connection


@pytest.fixture(scope="module")
def connection(database: Path) -> Iterator[Connection]:
    with reading(database) as opened:
        yield opened


def test_evidence_has_as_many_origins_as_the_record_counts(connection):
    for view in query.event_views(connection, EventFilter(order="origins", limit=25)):
        origins = web_views.by_origin(connection, view.reports)
        assert len(origins) == view.record.n_origins
        assert sum(len(origin.reports) for origin in origins) == view.record.n_reports


@pytest.mark.parametrize("field", ["event_type", "quad_class", "modality", "topic", "actor"])
def test_a_facet_counts_what_its_value_lets_through(connection, field):
    wanted = EventFilter(news_only=True, dyad=("RUS", "MYS"))
    for value, n in web_views.facet(connection, wanted, field)[:3]:
        typed = int(value) if field == "quad_class" else value
        narrowed = EventFilter(news_only=True, dyad=("RUS", "MYS"), **{field: typed})
        assert query.count_events(connection, narrowed) == n


@pytest.mark.parametrize(
    "wanted",
    [
        EventFilter(),
        EventFilter(text="it's"),
        EventFilter(person="Shoigu", news_only=True, order="origins"),
        EventFilter(since=dt.date(2025, 2, 1), until=dt.date(2025, 3, 1), quad_class=1),
        EventFilter(dyad=("RUS", "MYS"), event_type="CONSULT/visit", disputed=True),
    ],
)
def test_a_filter_written_as_sql_gives_the_same_records_in_order(connection, wanted):
    answer = query.sql(connection, as_sql(connection, wanted))
    assert answer["record_id"].to_pylist() == matching_records(connection, wanted)


def test_days_hold_every_event_in_the_news_once(connection):
    ids = matching_records(connection, EventFilter(news_only=True))
    assert sum(n for _, n in web_views.days(connection, ids)) == len(ids)


def test_records_with_their_reports_are_those_of_the_single_question(connection):
    ids = matching_records(connection, EventFilter(order="origins", limit=5))
    for view in web_views.with_reports(connection, ids):
        alone = query.event(connection, view.record.id)
        assert (view.record, view.reports) == (alone.record, alone.reports)
        assert view.conflicts == alone.conflicts


def test_events_near_in_time_are_between_the_same_countries(connection):
    record = query.events(connection, EventFilter(dyad=("RUS", "MYS"), event_type="CONSULT"))[0]
    codes = {one.country for one in (*record.record.actors, *record.record.recipients)}
    for line in web_views.near_in_time(connection, record.record):
        found = {one.country for one in (*line.record.actors, *line.record.recipients)}
        assert len(found & codes) > 1
        assert line.record.id != record.record.id
