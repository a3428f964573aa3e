"""Short reports, title and two sentences, as the coder that ships reads them."""

import datetime as dt
import tomllib
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.stages import documents

CASES = tomllib.loads((Path(__file__).parent / "cases" / "reports.toml").read_text("utf-8"))
REPORTS: list[dict[str, Any]] = CASES["report"]
PUBLISHED = dt.date(2026, 3, 1)
# The shares of the events told that must be found: by type, and by type with the parties.
SHARE_OF_TYPES, SHARE_OF_PARTIES = 0.78, 0.68


@pytest.fixture(scope="module")
def told():
    rows = [
        (str(number), f"{report['title']}.\n\n{report['text']}", PUBLISHED)
        for number, report in enumerate(REPORTS)
    ]
    found = documents(rows, until="events")
    return [[_shown(event) for event in document.events or ()] for document in found]


def _shown(event):
    countries = (
        ",".join(sorted({one.country for one in side if one.country}))
        for side in (event.actors, event.recipients)
    )
    return event.event_type, event.modality.value, *countries


def _expected(line):
    event_type, modality, parties = line.split()
    sides = (",".join(sorted(side.split(","))) for side in parties.split(">"))
    return event_type, modality, *sides


def _parties(row):
    return frozenset(",".join(row[2:]).strip(",").split(","))


def _share(told, key):
    """Return the share of expected events that have one of their own among those found."""
    hits = total = 0
    for report, found in zip(REPORTS, told, strict=True):
        wanted = Counter(key(_expected(line)) for line in report["events"])
        hits += (wanted & Counter(map(key, found))).total()
        total += wanted.total()
    return hits / total


def test_most_events_of_short_reports_are_found(told):
    assert _share(told, lambda row: row[0]) >= SHARE_OF_TYPES


def test_most_events_of_short_reports_have_their_parties(told):
    assert _share(told, lambda row: (row[0], _parties(row))) >= SHARE_OF_PARTIES


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Chad shelled two villages in Niger on Sunday. Niamey condemned the attack.",
            ("ACCUSE", "done", "NER", "TCD"),
        ),
        (
            "Peru imposed sanctions on Bolivia on Monday. La Paz threatened to retaliate.",
            ("THREATEN", "done", "BOL", "PER"),
        ),
        (
            "Laos and Vietnam held talks in Hue on Friday. Both will meet again on 3 May.",
            ("CONSULT", "planned", "LAO,VNM", ""),
        ),
        (
            "Ghana severed relations with Togo on Monday. Benin did the same a day later.",
            ("SANCTION", "done", "BEN", "TGO"),
        ),
        ("Ghana's president will visit Togo and Benin.", ("CONSULT", "planned", "GHA", "BEN")),
        ("Ghana's president called off a visit to Togo.", ("CONSULT", "denied", "GHA", "TGO")),
        ("Ghana's president called off a visit to Togo.", ("REJECT", "done", "GHA", "TGO")),
        ("A summit of Ghana and Togo was postponed.", ("CONSULT", "planned", "GHA,TGO", "")),
        ("Oman reopened its embassy in Damascus.", ("SUPPORT", "done", "OMN", "SYR")),
        ("Peru's president flew to Quito from Lima.", ("CONSULT", "done", "PER", "ECU")),
    ],
)
def test_a_short_report_tells_of(text, wanted):
    (document,) = documents([("a", text, PUBLISHED)], until="events")
    assert wanted in [_shown(event) for event in document.events]


def test_events_of_one_report_have_ids_of_their_own(told):
    assert len(told) == len(REPORTS)
    rows = [(str(n), report["text"], PUBLISHED) for n, report in enumerate(islice(REPORTS, 30))]
    for document in documents(rows, until="events"):
        ids = [event.id for event in document.events]
        assert len(ids) == len(set(ids))
