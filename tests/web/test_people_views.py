"""What the pages of persons and actors ask of the store agrees with the named questions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.analyze.views import EventFilter
from detente.store import query, web_links, web_people
from detente.store.connect import reading
from detente.store.loading import Connection

SHOIGU = "RUS:sergei-shoigu"


@pytest.fixture(scope="module")
def connection(database: Path) -> Iterator[Connection]:
    with reading(database) as opened:
        yield opened


def test_a_person_has_as_many_events_as_its_filter_lets_through(connection):
    for line in web_people.people(connection)[:12]:
        wanted = EventFilter(person=line.key, news_only=True)
        assert query.count_events(connection, wanted) == line.events


@pytest.mark.parametrize(
    ("field", "role"), [("events", "party"), ("acts", "actor"), ("receives", "recipient")]
)
def test_an_actor_has_as_many_events_as_its_filter_lets_through(connection, field, role):
    for line in web_people.actors(connection)[:12]:
        wanted = EventFilter(news_only=True, **{role: line.code})
        assert query.count_events(connection, wanted) == getattr(line, field)


def test_reports_and_origins_of_an_actor_are_those_of_its_events(connection):
    for line in web_people.actors(connection)[:8]:
        wanted = EventFilter(party=line.code, news_only=True)
        records = [found.record for found in query.events(connection, wanted)]
        assert line.reports == sum(record.n_reports for record in records)
        assert line.origins == sum(record.n_origins for record in records)


def test_partners_are_counted_as_dyads_are(connection):
    counted = {frozenset(found[:2]): found[2] for found in query.dyads(connection, 500)}
    for other, n in web_people.partners(connection, "RUS"):
        assert counted[frozenset({"RUS", other})] == n


@pytest.mark.parametrize("role", ["actor", "recipient"])
def test_instruments_lead_to_as_many_events_as_they_say(connection, role):
    for kind, n in web_people.instruments(connection, "RUS", role):
        wanted = EventFilter(news_only=True, event_type=kind, **{role: "RUS"})
        assert query.count_events(connection, wanted) == n


def test_a_name_or_a_part_of_it_in_any_spelling_finds_a_person(connection):
    for asked in ("Shoigu", "shoigu sergei"):
        assert SHOIGU in {line.key for line in web_people.people(connection, name=asked)}
    assert web_people.people(connection, name="Nobody Known") == ()


def test_the_list_written_as_sql_gives_the_same_persons(connection):
    for asked in ({}, {"name": "shoigu"}, {"name": "o'neil"}, {"country": "RUS"}):
        answer = query.sql(connection, web_people.people_sql(**asked))
        listed = [line.key for line in web_people.people(connection, **asked)]
        assert answer["key"].to_pylist() == listed


def test_the_list_of_actors_written_as_sql_gives_the_same_counts(connection):
    answer = query.sql(connection, web_people.actors_sql())
    pairs = zip(answer["code"].to_pylist(), answer["events"].to_pylist(), strict=True)
    assert list(pairs) == [(line.code, line.events) for line in web_people.actors(connection)]


def test_spellings_are_counted_once_a_mention(connection):
    line = web_people.person_line(connection, SHOIGU)
    assert line is not None
    spellings = web_people.spellings(connection, SHOIGU)
    assert "Shoigu" in {one.text for one in spellings}
    assert sum(one.mentions for one in spellings) <= line.mentions


def test_meetings_took_place_and_journeys_lead_elsewhere(connection):
    for line in web_people.meetings(connection, SHOIGU):
        assert (line.record.event_type, line.record.modality.value) == ("CONSULT", "done")
    assert web_people.journeys(connection, SHOIGU)


def test_statements_of_a_person_are_spoken_by_it(connection):
    for line in web_people.statements(connection, SHOIGU):
        speaker = line.statement.speaker
        assert speaker is not None
        assert speaker.entity == SHOIGU


def test_links_are_read_back_with_the_words_they_stand_for(connection):
    article = query.events(connection, EventFilter(person=SHOIGU))[0].quotation.article.id
    text = query.article(connection, article).text or ""
    found = web_links.links_of(connection, article)
    assert found.mentions
    for one in found.mentions:
        assert text[one.mention.span.start : one.mention.span.end] == one.text
    for day in found.days:
        assert text[day.expression.span.start : day.expression.span.end] == day.text
    for place in found.places:
        assert text[place.place.span.start : place.place.span.end] == place.text
        assert place.place.kind != "country" or place.place.latitude is None
