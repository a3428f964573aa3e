"""Sentences and the events that rules read in them (cases in ``cases/events.toml``)."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from detente.coding.events import build
from detente.model import Event
from detente.settings import Settings

CASES = tomllib.loads((Path(__file__).parent / "cases" / "events.toml").read_text("utf-8"))["case"]
PUBLISHED = dt.date(2025, 2, 27)


@pytest.fixture(scope="module")
def rules():
    return build(Settings())


@pytest.fixture(scope="module")
def coded(read, rules):
    found = rules(read([case["text"] for case in CASES], published=PUBLISHED))
    return {document.article.id: document for document in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_a_sentence_reports_its_events(coded, case):
    events = coded[case["text"]].events
    found = [_shown(event) for event in events]
    for wanted in case["events"]:
        assert any(_is(event, wanted) for event in events), f"{case['why']}: {found}"
    assert case["events"] or not events, f"{case['why']}: {found}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_evidence_lies_in_the_text(coded, case):
    document = coded[case["text"]]
    for event in document.events:
        assert document.text[event.action.start : event.action.end] == event.action_text
        for party in event.actors + event.recipients:
            assert party.text in document.text[party.span.start : party.span.end] or party.name


def test_ids_and_events_are_the_same_every_time(read, coded):
    text = CASES[0]["text"]
    (again,) = build(Settings())(read([text], published=PUBLISHED))
    assert again.events == coded[text].events


def test_a_deed_pointed_back_at_has_the_parties_it_points_at(read, rules):
    text = (
        "Vietnamese President Luong Cuong has begun a visit to Laos. "
        "The visit, lasting from February 24 to 26, is his first."
    )
    (document,) = rules(read([text], published=PUBLISHED))
    pointed = document.events[-1]
    assert (pointed.event_type, pointed.mode, pointed.sentence) == ("CONSULT", "visit", 1)
    assert [party.country for party in pointed.recipients] == ["LAO"]
    assert (pointed.when.earliest, pointed.when.latest) == (
        dt.date(2025, 2, 24),
        dt.date(2025, 2, 26),
    )


def test_every_event_says_how_it_was_coded(coded):
    (event,) = coded[CASES[0]["text"]].events
    assert any("meet" in line for line in event.trace)
    assert any(line.startswith("modality done") for line in event.trace)
    assert 0 < event.confidence < 1


def _is(event: Event, wanted: dict) -> bool:
    return all(_value(event, key) == value for key, value in _defaults(wanted).items())


def _defaults(wanted: dict) -> dict:
    sides = {key: sorted(wanted[key]) for key in ("actors", "recipients") if key in wanted}
    rest = {key: wanted[key] for key in ("type", "mode", "when") if key in wanted}
    return {"modality": wanted.get("modality", "done")} | rest | sides


def _value(event: Event, key: str) -> object:
    if key in {"actors", "recipients"}:
        return sorted(party.country or "?" for party in getattr(event, key))
    if key == "type":
        return event.event_type
    if key == "when":
        return str(event.when.earliest) if event.when else None
    return str(getattr(event, key))


def _shown(event: Event) -> tuple:
    return tuple(_value(event, key) for key in ("type", "mode", "actors", "recipients", "modality"))
