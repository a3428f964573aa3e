"""What statements are about and what they do (cases in ``cases/stance.toml``)."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from benchmarks.quality.stages import UNGATED, documents
from detente.coding.stance import enriched
from detente.coding.stance_tables import STANCES
from detente.settings import Coding, Settings

CASES = tomllib.loads((Path(__file__).parent / "cases" / "stance.toml").read_text("utf-8"))["case"]
PUBLISHED = dt.date(2025, 2, 27)
RULES = Settings(coding=Coding(gate=False, coder="rules"))


@pytest.fixture(scope="module")
def read():
    texts = dict.fromkeys(case["text"] for case in CASES)
    rows = [(text, text, PUBLISHED) for text in texts]
    return {one.article.id: one for one in documents(rows, until="statements", settings=RULES)}


def _found(document, words):
    told = enriched(document, document.statements)
    return next((one for one in told if words in one.content_text), None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_statement_does_what_its_words_show(read, case):
    document = read[case["text"]]
    found = _found(document, case["says"])
    assert found is not None, [one.content_text for one in document.statements]
    assert found.stance == case["stance"], found.trace
    span = found.stance_span
    assert case["words"] in (document.text[span.start : span.end] if span else "")
    assert set(case.get("about", [])) <= {one.country for one in found.about}
