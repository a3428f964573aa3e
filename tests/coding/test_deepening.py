"""Deeper codes from the words around a deed (``cases/deeper.toml``)."""

import tomllib
from pathlib import Path

import pytest

from benchmarks.quality.stages import documents
from detente.coding.deepening import deepened
from detente.coding.events import Coder, by_rules, scenes_of
from detente.ontology.cameo import cameo, codes
from detente.ontology.deeper import deeper_rows
from detente.ontology.plover import event_type, plover_score

CASES = tomllib.loads((Path(__file__).parent / "cases" / "deeper.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def coded():
    rows = [(case["text"], case["text"], None) for case in CASES]
    found = {}
    for document in documents(rows, until="topics"):
        (scene,) = scenes_of(document)
        events = Coder(by_rules).events(document)
        found[document.article.id] = [deepened(scene, event) for event in events]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_words_around_a_deed_tell_more_of_it(coded, case):
    found = [(event.cameo_code, event.mode or "") for event in coded[case["text"]]]
    assert (case["code"], case["mode"]) in found


def test_what_is_deeper_fits_the_code_and_says_which_word_did_it(coded):
    deep = [event for events in coded.values() for event in events if "deeper:" in event.trace[-1]]
    assert len(deep) >= 8
    for event in deep:
        assert event.goldstein == cameo(event.cameo_code).goldstein
        assert event.plover_score == plover_score(event.event_type, event.mode)


def test_every_row_gives_a_code_and_mode_that_there_are():
    for name, rows in deeper_rows().items():
        for row in rows:
            assert row.gives is None or row.gives in codes()
            assert row.mode is None or row.mode in event_type(name).modes
            assert any(code.startswith(row.code) for code in codes())


def test_deepening_twice_changes_nothing(coded):
    rows = [(case["text"], case["text"], None) for case in CASES[:3]]
    for document in documents(rows, until="topics"):
        (scene,) = scenes_of(document)
        for event in coded[document.article.id]:
            assert deepened(scene, event) == event
