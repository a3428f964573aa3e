"""The pages of stories: the list, one story, and the links that lead there."""

import csv
import io
import json
from pathlib import Path

import pytest
from dashboard_client import Client

import detente


@pytest.fixture(scope="module")
def told(database: Path):
    return detente.connect(database).stories()


def test_the_list_names_every_story_and_leads_to_it(client: Client, told):
    page = client.get("/stories").text
    assert all(f'href="/stories/{line.id}"' in page for line in told)
    assert 'href="/stories" aria-current="page"' in page


def test_a_story_shows_its_articles_by_time_and_its_events(client: Client, database: Path, told):
    line = max(told, key=lambda one: one.n_articles)
    view = detente.connect(database).story(line.id)
    page = client.get(f"/stories/{line.id}").text
    places = [page.index(f'href="/article/{one.article.id}"') for one in view.members]
    assert places == sorted(places)
    assert all(f'href="/event/{event.record.id}"' in page for event in view.events)


def test_a_story_is_found_by_ids_it_might_have_had_and_by_its_articles(
    client: Client, database, told
):
    line = max(told, key=lambda one: one.n_articles)
    view = detente.connect(database).story(line.id)
    for asked in (*view.former_ids, view.members[-1].article.id):
        assert f"story <code>{line.id}</code>" in client.get(f"/stories/{asked}").text


def test_events_and_articles_lead_to_their_story(client: Client, database: Path, told):
    view = detente.connect(database).story(told[0].id)
    link = f'href="/stories/{told[0].id}"'
    assert link in client.get(f"/article/{view.members[0].article.id}").text
    assert all(link in client.get(f"/event/{one.record.id}").text for one in view.events)


def test_the_files_hold_the_same_stories(client: Client, told):
    ids = [line.id for line in told]
    assert [one["id"] for one in json.loads(client.get("/stories.json").text)] == ids
    lines = csv.DictReader(io.StringIO(client.get("/stories.csv").text))
    assert [line["story_id"] for line in lines] == ids


REFUSED = [("actor=Nobodyhere", "nobody named"), ("dyad=RUS", "RUS"), ("since=soon", "is no day")]


@pytest.mark.parametrize(("asked", "words"), REFUSED)
def test_a_question_that_cannot_be_answered_says_why(client: Client, asked: str, words: str):
    answer = client.get(f"/stories?{asked}")
    assert answer.status_code == 400
    assert words.casefold() in answer.text.casefold()


def test_nothing_found_and_nothing_there_are_told(client: Client, empty: Client):
    assert "No story matches" in client.get("/stories?until=1990-01-01").text
    assert "detente run" in empty.get("/stories").text
    assert client.get("/stories/ffffffffffff").status_code == 404
