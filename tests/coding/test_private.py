"""Private matters tell of no event, political ones beside them do (``cases/private.toml``)."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from detente.coding.hybrid import build
from detente.coding.private import Matters
from detente.settings import Coding, Settings

CASES = tomllib.loads((Path(__file__).parent / "cases/private.toml").read_text("utf-8"))["case"]
PUBLISHED = dt.date(2025, 2, 27)
PRIVATE = [case for case in CASES if not case["events"]]


@pytest.fixture(scope="module")
def documents(read):
    return read([case["text"] for case in CASES], published=PUBLISHED)


@pytest.fixture(scope="module")
def ungated():
    return build(Settings(coding=Coding(gate=False)))


@pytest.fixture(scope="module")
def told(documents, ungated):
    return {document.text: document.events for document in ungated(documents)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:30]}")
def test_only_matters_of_states_and_politics_are_told(told, case):
    types = {event.event_type for event in told[case["text"]]}
    assert types >= set(case["events"]) if case["events"] else not types, told[case["text"]]


def test_without_the_check_most_private_articles_would_tell_of_events(
    documents, ungated, monkeypatch
):
    monkeypatch.setattr(Matters, "is_private", lambda *_: False)
    silent = [one.text for one in ungated(documents) if not one.events]
    assert len(silent) <= len(documents) // 3


def test_a_protest_is_never_private(read, ungated):
    text = (
        "Fans protested outside the stadium on Sunday. The coach of the club had sold the striker. "
        "Players of the team met the fans after the match."
    )
    (document,) = ungated(read([text], published=PUBLISHED))
    assert "PROTEST" in {event.event_type for event in document.events}


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Police in Lahore arrested a man and his wife over a theft.", True),
        ("A motorist attacked his neighbour with a pistol after a robbery.", False),
        ("Gunmen killed a detective near Tripoli.", True),
    ],
)
def test_a_lone_sentence_is_private_only_without_a_state_and_its_people(
    read, ungated, text, is_told
):
    (document,) = ungated(read([text], published=PUBLISHED))
    assert bool(document.events) == is_told
