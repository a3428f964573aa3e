"""Who acts on whom, by country (cases in ``cases/headlines.toml`` and ``cases/roles.toml``)."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from benchmarks.quality.stages import documents
from detente.model import Event, Participant
from detente.settings import Coding, Settings

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for name in ("headlines", "roles")
    for case in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]
]
PUBLISHED = dt.date(2025, 2, 27)
# The rules alone: what a trained coder adds is measured elsewhere.
RULES = Settings(coding=Coding(gate=False, coder="rules"))
# Of all cases so many in a hundred must be met; it only rises.
LEAST_MET = 80


@pytest.fixture(scope="module")
def coded():
    rows = [(case["text"], case["text"], PUBLISHED) for case in CASES]
    return {document.article.id: document.events for document in documents(rows, "events", RULES)}


MET = [case for case in CASES if not case.get("unmet")]


@pytest.mark.parametrize("case", MET, ids=lambda case: case["text"][:70])
def test_a_text_tells_who_acts_on_whom(coded, case):
    events = coded[case["text"]]
    found = [(event.event_type, *_sides(event)) for event in events]
    assert all(any(_fits(event, wanted) for event in events) for wanted in case["events"]), found
    assert case["events"] or not events, found


def test_most_cases_are_met():
    assert 100 * len(MET) >= LEAST_MET * len(CASES)


def _fits(event: Event, wanted: dict) -> bool:
    expected = (set(wanted["actors"]), set(wanted["recipients"]))
    return event.event_type in wanted["types"] and _sides(event) == expected


def _sides(event: Event) -> tuple[set[str], set[str]]:
    return _countries(event.actors), _countries(event.recipients)


def _countries(parties: tuple[Participant, ...]) -> set[str]:
    return {party.country or "?" for party in parties}
