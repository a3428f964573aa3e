"""The task "reports": which coded event is which mention, and what counts as right."""

import pytest

from benchmarks.quality.reports_aligned import aligned
from benchmarks.quality.reports_scoring import all_figures, b_cubed

TEXT = "Dockers strike\n\nLatvia signed a pact with Malta on Friday. Its envoy left."


def coded(event, action, *, record, kind="SUPPORT", states=("LVA", "MLT")):
    start = TEXT.index(action)
    return {
        "event": event, "record": record, "start": start, "end": start + len(action),
        "action": action, "type": kind, "modality": "done", "states": list(states),
    }  # fmt: skip


def gold(report, *mentions):
    rows = [
        {
            "event": event, "words": words, "type": "SUPPORT", "actors": ["LVA", "MLT"],
            "recipients": [],
        }
        for event, words in mentions
    ]  # fmt: skip
    return {"id": report, "origin": f"or {report}", "events": rows}


def answer(*reports, records=(), conflicts=(), events=()):
    told = [
        {"kind": "report", "id": id_, "text": TEXT, "events": list(found)} for id_, found in reports
    ]
    made = [
        {"kind": "record", "record": id_, "origins": n, "part_of": None, "follows": None}
        for id_, n in records
    ]
    return [*told, *made, *conflicts, *events]


def true_event(name, *, origins, conflicts=()):
    return {
        "kind": "event", "event": name, "origins": origins, "conflicts": list(conflicts),
        "part_of": None, "series": None,
    }  # fmt: skip


PACT = ("e1", "signed a pact with Malta")


def test_a_coded_event_fits_the_mention_whose_words_its_action_is_part_of():
    found = aligned(
        [gold("r1", PACT, ("e2", "Its envoy left"))],
        answer(("r1", [coded("c1", "signed", record="x"), coded("c2", "left", record="y")])),
    )
    assert {key: row["event"] for key, row in found.coded.items()} == {
        ("r1", "e1"): "c1",
        ("r1", "e2"): "c2",
    }
    assert found.records == {"e1": "x", "e2": "y"}


def test_a_headline_fits_only_a_mention_of_its_type_and_states():
    elsewhere = coded("c1", "strike", record="x")
    found = aligned([gold("r1", PACT)], answer(("r1", [elsewhere])))
    assert ("r1", "e1") in found.coded
    other = coded("c1", "strike", record="x", states=("LVA",))
    assert aligned([gold("r1", PACT)], answer(("r1", [other]))).coded == {}


def test_what_is_not_found_counts_against_recall_and_not_precision():
    truth = {("r1", "e"): "e", ("r2", "e"): "e"}
    assert b_cubed(truth, {("r1", "e"): "x"}) == {"p": 1.0, "r": 0.25, "f1": 0.4}


def conflict(value, grade="different"):
    return {
        "kind": "conflict", "record": "x", "field": "when", "grade": grade,
        "values": [{"value": value, "reports": ["r1"]}, {"value": "May 2025", "reports": ["r2"]}],
    }  # fmt: skip


TRUE_CONFLICT = {
    "field": "date", "grade": "different",
    "values": [{"value": "2025-03-01", "reports": ["r1"]}, {"value": "2025-05", "reports": ["r2"]}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "right", "values"),
    [
        (conflict("1 March 2025"), 1.0, 1.0),
        (conflict("1 March 2025", "finer"), 0.0, 1.0),
        (conflict("2 March 2025"), 0.0, 0.0),
    ],
)
def test_a_conflict_is_right_by_field_grade_and_values(told, right, values):
    rows = [gold("r1", PACT), gold("r2", PACT)]
    reports = [(id_, [coded(f"c{id_}", "signed", record="x")]) for id_ in ("r1", "r2")]
    predicted = answer(
        *reports,
        records=[("x", 2)],
        conflicts=[told],
        events=[true_event("e1", origins=2, conflicts=[TRUE_CONFLICT])],
    )
    figures = all_figures(rows, predicted)
    assert figures["conflicts"]["f1"] == right
    assert figures["conflicts_values"]["f1"] == values
    assert figures["origins"] == 1.0
    assert figures["record"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
