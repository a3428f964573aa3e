"""Types of one's own on the pages: asked for by name, shown with their names."""

import pytest
from dashboard_client import Client

from detente.store.write import Writer
from detente.web import create_app
from tests.store.corpus import document, record

STAMP = record(
    "e00003", id="cafe0003", event_type="OWN", mode="stamp-issue", own_types=("stamp-issue",),
    cameo_code=None, quad_class=0, plover_score=None, goldstein=None,
)  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "x.duckdb"
    with Writer(path) as writer:
        writer.add([document(f"a0000{n}") for n in (1, 2, 3)])
        writer.replace_corpus([record("e00001"), STAMP], [], [])
    return Client(create_app(path))


def test_events_are_narrowed_by_the_name_of_an_own_type(client):
    page = client.get("/events?type=envoy-visit").text
    assert "/event/feedbeef" in page
    assert "type envoy-visit" in page
    page = client.get("/events?type=stamp-issue").text
    assert "/event/cafe0003" in page
    assert "/event/feedbeef" not in page


def test_own_types_are_among_the_choices(client):
    page = client.get("/events").text
    assert "type=envoy-visit" in page
    assert "/event/cafe0003" not in page


def test_an_event_of_own_types_alone_has_a_page(client):
    page = client.get("/event/cafe0003")
    assert page.status_code == 200
    assert "no quad class" in page.text
    assert "took part in “stamp issue” with Anwar Ibrahim" in page.text
    assert '<a href="/events?type=stamp-issue">stamp-issue</a>' in page.text


def test_the_other_pages_do_without_it(client):
    for path in ("/dyad/RUS-MYS", "/people", "/actor/RUS", "/article/a00003", "/search?text=met"):
        assert client.get(path).status_code == 200


def test_files_have_the_column(client):
    rows = client.get("/events.csv?type=stamp-issue").text.splitlines()
    assert "own_types" in rows[0].split(",")
    assert ",stamp-issue," in rows[1]


def test_an_unknown_type_is_refused_with_the_own_types_there_are(client):
    page = client.get("/events?type=stamps")
    assert page.status_code == 400
    assert "envoy-visit" in page.text
