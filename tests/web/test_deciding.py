"""Decisions by form: made, shown and undone; refused where they are not of our own pages."""

import html
import re
import shutil
from pathlib import Path

import pytest
from dashboard_client import Client

import detente
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


@pytest.fixture(scope="module")
def event(database: Path) -> detente.Database:
    """A record of several reports."""
    lines = detente.connect(database).events(event_type="CONSULT", order="origins")
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
    *rest, marked = event.event_ids
    _decide(judge, event.id, "split", report=marked)
    # It is apart from all that it was with, and may be told of elsewhere.
    own = detente.connect(path).event(marked).record
    assert set(own.event_ids).isdisjoint(rest)
    left = detente.connect(path).event(rest[0]).record
    assert set(left.event_ids) == set(rest)
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


def _ids(pair):
    return pair["one"]["event_id"], pair["other"]["event_id"]


def test_a_pair_on_the_border_is_asked_about_until_somebody_judges(judge, path):
    pairs = judge.get("/review.json").json()["pairs"]
    distances = [abs(pair["points"] - pair["border"]) for pair in pairs]
    assert distances == sorted(distances)
    one, other = _ids(pairs[0])
    page = judge.get("/review").text
    assert f"/event/{one}/decide" in page
    assert 'data-key="s"' in page
    kind = "different" if pairs[0]["is_merged"] else "same"
    answer = _decide(judge, one, kind, other=other, back="/review")
    assert answer.headers["location"] == "/review#decisions"
    after = judge.get("/review.json").json()
    assert (one, other) not in map(_ids, after["pairs"])
    assert after["decisions"][0]["status"] == "in force"
    records = [detente.connect(path).event(id_).record.id for id_ in (one, other)]
    assert (records[0] == records[1]) == (kind == "same")


def test_of_two_events_one_pair_is_asked_about(judge):
    pairs = judge.get("/review.json").json()["pairs"]
    asked = [{pair["one"]["record_id"], pair["other"]["record_id"]} for pair in pairs]
    assert all(asked.count(one) == 1 for one in asked)
