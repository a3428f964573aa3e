"""Rules for the language of wires: all cases of these files come out right."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "cases"
CASES = [
    case
    for name in ("wires.toml", "fronts.toml", "plain.toml")
    for case in tomllib.loads((FOLDER / name).read_text("utf-8"))["case"]
]
PUBLISHED = dt.date(2025, 2, 27)


@pytest.fixture(scope="module")
def told(code, read):
    documents = code(read([case["text"] for case in CASES], published=PUBLISHED))
    return {document.text: document.events for document in documents}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['text'][:30]}")
def test_a_report_is_read_by_its_rule(told, case):
    shown = [_shown(event) for event in told[case["text"]]]
    for wanted in case.get("events", ()):
        assert any(_is_one(wanted, event) for event in told[case["text"]]), shown
    for barred in case.get("absent", ()):
        assert not any(line.startswith(barred) for line in shown), shown


def _is_one(wanted, event):
    kind, modality, sides = wanted.split()
    actors, recipients = sides.split(">")
    is_kind = (event.event_type, event.modality.value) == (kind, modality)
    return is_kind and _fits(actors, event.actors) and _fits(recipients, event.recipients)


def _fits(wanted, parties):
    return wanted == "?" or set(filter(None, wanted.split("+"))) == _countries(parties)


def _countries(parties):
    return {party.country for party in parties} - {None}


def _shown(event):
    sides = ">".join("+".join(sorted(_countries(one))) for one in (event.actors, event.recipients))
    return f"{event.event_type} {event.modality.value} {sides}"
