"""The pages of statements, standing facts and promises, and their parts on other pages."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from dashboard_client import SCRIPT, Client

import detente
from detente.web import create_app
from detente.web.question import paged, pair_words, read_question

LISTS = ("statements", "facts", "promises")


@pytest.fixture(scope="session")
def promised(database: Path) -> tuple:
    return detente.connect(database).promises()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_what_the_api_finds(client: Client, database: Path, name: str):
    found = getattr(detente.connect(database), name)()
    page = client.get(f"/{name}").text
    assert 0 < page.count('class="row"') == min(len(found), 100)


@pytest.mark.parametrize("name", LISTS)
def test_the_doors_of_a_list_hold_all_of_it(client: Client, database: Path, name: str):
    found = getattr(detente.connect(database), name)()
    rows = list(csv.reader(io.StringIO(client.get(f"/{name}.csv").text)))
    assert len(rows) == len(found) + 1
    assert len(json.loads(client.get(f"/{name}.json").content)) == len(found)


@pytest.mark.parametrize("name", LISTS)
def test_the_python_of_a_list_gives_the_same(client: Client, database: Path, name: str):
    query = {"statements": "speaker=Anwar", "facts": "subject=RUS", "promises": "dyad=RUS-IDN"}
    page = client.get(f"/{name}?{query[name]}").text
    assert f"detente.connect(&#39;{database}&#39;).{name}(" in page


STATED = [
    ("speaker=RUS", "by Russia"),
    ("speaker=RUS:sergei-shoigu", "by Sergei Shoigu"),
    ("about=RUS-MYS", "about Russia and Malaysia"),
    ("stance=describes", "describes"),
    ("channel=agency", "through agency"),
    ("kind=direct", "quoted"),
    ("since=2025-02-26", "since 26 February 2025"),
    ("text=talks", "with the words “talks”"),
]


@pytest.mark.parametrize(("query", "chip"), STATED)
def test_a_filter_of_statements_is_a_chip_that_can_be_taken_off(client: Client, query, chip):
    answer = client.get(f"/statements?{query}")
    assert answer.status_code == 200
    assert f'href="/statements" aria-label="Remove the filter: {chip}"' in answer.text


def test_a_question_that_finds_nothing_says_what_stands_in_the_way(client: Client):
    page = client.get("/statements?speaker=RUS&text=zebra").text
    assert "No statement matches" in page
    assert "without “with the words “zebra””" in page
    assert "No fact matches" in client.get("/facts?text=zebra").text
    assert "No promise matches" in client.get("/promises?status=dropped&on=1999-01-01").text


REFUSED = [
    ("/statements?stance=loves", "No stance &#39;loves&#39;"),
    ("/statements?speaker=Nemo", "Nobody named &#39;Nemo&#39;"),
    ("/statements?about=Atlantis", "No state or organisation &#39;Atlantis&#39;"),
    ("/statements?since=yesterday", "is no day"),
    ("/facts?kind=loves", "No kind of fact &#39;loves&#39;"),
    ("/facts?dyad=RUS", "is no pair of countries"),
    ("/promises?status=lost", "No status of a promise &#39;lost&#39;"),
    ("/promises?on=soon", "is no day"),
]


@pytest.mark.parametrize(("path", "words"), REFUSED)
def test_a_question_that_cannot_be_answered_says_why(client: Client, path, words):
    answer = client.get(path)
    assert answer.status_code == 400
    assert words.lower() in answer.text.lower()


@pytest.mark.parametrize("name", LISTS)
def test_without_articles_a_list_says_how_to_begin(empty: Client, name: str):
    assert "detente run" in empty.get(f"/{name}").text


def test_promises_are_told_as_of_a_day(client: Client, database: Path, promised):
    page = client.get("/promises").text
    assert "the day of the newest article" in page
    assert all(f'href="/event/{promise.id}"' in page for promise in promised)
    before = client.get("/promises?on=2025-02-25").text
    assert "as of <b>25 February 2025</b>" in before
    then = detente.connect(database).promises(as_of=dt.date(2025, 2, 25))
    assert before.count('class="status open"') == sum(one.status == "open" for one in then) > 0


def test_a_promise_shows_the_sentences_of_both_sides(client: Client, promised):
    kept = next(promise for promise in promised if promise.status == "done")
    page = client.get("/promises?status=done").text
    assert f'<a class="row" href="/event/{kept.id}">' in page
    assert "Announced" in page
    assert f"#s{kept.kept[0].quotation.sentence}" in page


def test_a_dyad_shows_its_promises_what_is_said_and_what_stands(client: Client, database: Path):
    page = client.get("/dyad/RUS-MYS").text
    for heading in ("Open promises", "Said about the two", "/promises?dyad="):
        assert heading in page
    about = detente.connect(database).statements(about="RUS-MYS")
    assert len(about) > 0


def test_an_article_tells_what_it_says_stands_and_what_the_tables_say(
    client: Client, database: Path
):
    fact = detente.connect(database).facts(verdict="agree")[0]
    page = client.get(f"/article/{fact.told[0].quotation.article.id}").text
    assert "Standing facts" in page
    assert "= tables agree" in page


@pytest.mark.parametrize("name", LISTS)
def test_words_of_articles_are_never_markup(client: Client, name: str):
    assert SCRIPT not in client.get(f"/{name}").text


def test_the_pages_are_in_the_rail_and_say_where_they_are(client: Client):
    for name in LISTS:
        assert f'href="/{name}" aria-current="page"' in client.get(f"/{name}").text


def test_an_older_or_empty_database_has_every_page(tmp_path: Path):
    answer = Client(create_app(tmp_path / "none.duckdb")).get("/facts")
    assert "There is no database yet" in answer.text


def test_an_address_keeps_its_order_and_goes_back_to_the_first_page():
    asked = read_question("/facts", ("kind", "text"), {"text": "gas", "kind": "x", "page": "3"})
    assert asked.address() == "/facts?kind=x&text=gas"
    assert asked.address(".csv", kind=None) == "/facts.csv?text=gas"
    shown, pages = paged(asked, range(250))
    assert (len(shown), pages["first_shown"], pages["next"]) == (50, 201, None)
    assert pages["previous"] == "/facts?kind=x&text=gas&page=2"
    assert read_question("/facts", ("kind",), {"page": "-1"}).page == 1


def test_a_pair_is_told_by_names():
    assert pair_words("RUS-mys") == "Russia and Malaysia"
    assert pair_words("Atlantis") == "Atlantis"
