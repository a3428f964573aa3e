"""Decisions by form: made, shown and undone; refused where they are not of our own pages."""

import html
import re
import shutil
from pathlib import Path

import duckdb
import pytest
from dashboard_client import Client

import detente
from detente.store.loading import rows
from detente.web import create_app
from detente.web.deciding import Deciding

TOKEN = "t" * 40
OWN = {"Sec-Fetch-Site": "same-origin"}
DECIDING = Deciding(author="A. Reader", token=TOKEN)


@pytest.fixture
def path(database: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(database, tmp_path))


@pytest.fixture
def judge(path: Path) -> Client:
    return Client(create_app(path, deciding=DECIDING))


@pytest.fixture
def event(path: Path) -> detente.Database:
    """A record of several reports."""
    lines = detente.connect(path).events(event_type="CONSULT", order="origins")
    return next(line.record for line in lines if line.record.n_reports > 1)


def _decide(client, event_id, kind, headers=OWN, token=TOKEN, **fields):
    form = {"token": token, "kind": kind, **fields}
    return client.post(f"/event/{event_id}/decide", form, headers)


def test_a_type_is_put_right_shown_and_undone(judge, path, event):
    answer = _decide(judge, event.id, "wrong_code", type="REQUEST", reason="an <appeal>")
    assert (answer.status_code, answer.headers["location"]) == (
        303, f"/event/{event.id}#decisions",
    )  # fmt: skip
    page = judge.get(f"/event/{event.id}").text
    assert "The right code is REQUEST." in page
    assert "A. Reader" in page
    assert html.escape("an <appeal>") in page
    (view,) = detente.connect(path).decisions()
    undone = judge.post(
        f"/decision/{view.decision.id}/undo", {"token": TOKEN, "back": "/review"}, OWN
    )
    assert undone.headers["location"] == "/review#decisions"
    assert detente.connect(path).event(event.id).record == event
    assert "undone" in judge.get("/review").text


def test_marked_reports_are_split_off_or_dropped(judge, path, event):
    _decide(judge, event.id, "split", report=event.event_ids[-1])
    assert detente.connect(path).event(event.event_ids[-1]).record.n_reports == 1
    left = detente.connect(path).event(event.event_ids[0]).record
    answer = _decide(judge, left.id, "not_an_event", report=list(left.event_ids))
    assert answer.headers["location"] == "/review#decisions"


def test_parties_as_the_form_shows_them_stay_as_they_are_coded(judge, path, event):
    page = judge.get(f"/event/{event.id}").text
    told = {
        name: html.unescape(re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1])
        for name in ("actors", "recipients")
    }
    _decide(judge, event.id, "wrong_actor", **told)
    after = detente.connect(path).event(event.id).record
    assert [one.entity for one in after.actors] == [one.entity for one in event.actors]
    assert [one.country for one in after.recipients] == [one.country for one in event.recipients]


def test_two_events_are_made_one_in_the_name_that_the_form_says(judge, path, event):
    other = next(
        line.record for line in detente.connect(path).events() if line.record.id != event.id
    )
    answer = _decide(judge, event.id, "same", other=other.id[:8], by="B. Writer")
    assert answer.status_code == 303
    (view,) = detente.connect(path).decisions()
    assert (view.decision.author, view.decision.kind.value) == ("B. Writer", "same")


REFUSED = [
    ({"headers": {}}, 403),
    ({"headers": {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}}, 403),
    ({"headers": {"Sec-Fetch-Site": "same-site"}}, 403),
    ({"headers": {"Origin": "http://evil.example"}}, 403),
    ({"headers": {"Origin": "null"}}, 403),
    ({"token": "x"}, 403),
    ({"token": "ü"}, 403),
    ({"headers": {**OWN, "Content-Type": "text/plain"}}, 415),
    ({"reason": "x" * 70_000}, 413),
    ({"type": "PICNIC"}, 400),
    ({"kind": "drop_tables"}, 400),
]


@pytest.mark.parametrize(("changes", "status"), REFUSED)
def test_a_form_that_is_not_ours_or_says_nothing_changes_nothing(
    judge, path, event, changes, status
):
    fields = {"kind": "wrong_code", "type": "REQUEST", **changes}
    answer = _decide(judge, event.id, **fields)
    assert answer.status_code == status
    assert detente.connect(path).decisions() == ()


def test_an_older_browser_tells_its_origin(judge, path, event):
    headers = {"Origin": "http://localhost"}
    assert _decide(judge, event.id, "wrong_code", headers, type="REQUEST").status_code == 303


def test_a_dashboard_that_is_served_read_only_takes_no_decision(client, path, event):
    bare = Client(create_app(path))
    assert _decide(bare, event.id, "wrong_code", type="REQUEST").status_code == 404
    assert "<form method" not in bare.get(f"/event/{event.id}").text
    assert "served read-only" in bare.get("/review").text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/event/../x", ""])
def test_a_form_leads_nowhere_but_to_our_own_pages(judge, event, back):
    made = _decide(judge, event.id, "wrong_code", type="REQUEST", back=back)
    assert made.headers["location"].startswith(("/event/", "/review"))


def test_the_token_stands_in_forms_alone(judge, event):
    assert TOKEN in judge.get(f"/event/{event.id}").text
    for address in ("/events", "/review.json", f"/event/{event.id}.json"):
        assert TOKEN not in judge.get(address).text


def test_an_event_page_tells_who_says_what(judge, event):
    page = judge.get(f"/event/{event.id}").text
    assert 'id="told">Who says what' in page
    assert '<span class="grade">chosen</span>' in page


@pytest.fixture
def doubtful(path: Path) -> tuple[str, str]:
    """Two reports of two sentences that lie on the border."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM merge_edges")
        connection.execute("DELETE FROM merge_reports")
        found = rows(
            connection,
            "SELECT a.event_id AS one, b.event_id AS other FROM events a, events b "
            "WHERE a.sentence <> b.sentence AND a.article_id <> b.article_id "
            "ORDER BY a.event_id, b.event_id LIMIT 1",
        )[0]
        for number, id_ in enumerate(found.values()):
            connection.execute(
                "INSERT INTO merge_reports BY NAME SELECT ? AS number, event_id, article_id, "
                "0 AS first_day, 0 AS last_day, 0 AS tie, [] AS marks FROM events "
                "WHERE event_id = ?",
                [number, id_],
            )
        connection.execute(
            "INSERT INTO merge_edges BY NAME SELECT 0 AS block, 0 AS one, 1 AS other, "
            "4.41 AS points, false AS is_contested, '' AS over_days, false AS is_loose"
        )
    return found["one"], found["other"]


def test_a_pair_on_the_border_is_asked_about_until_somebody_judges(judge, path, doubtful):
    page = judge.get("/review").text
    assert "4.41 points, one event from 4.40" in page
    assert f"/event/{doubtful[0]}/decide" in page
    assert 'data-key="s"' in page
    answer = _decide(judge, doubtful[0], "different", other=doubtful[1], back="/review")
    assert answer.headers["location"] == "/review#decisions"
    assert [pair["points"] for pair in judge.get("/review.json").json()["pairs"]] != [4.41]
    assert "are different events" in judge.get("/review").text
