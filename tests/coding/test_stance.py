"""What statements are about and what they do (cases in ``cases/stance.toml``)."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from benchmarks.quality.stages import documents
from detente.coding.stance import enriched
from detente.model import Span, Statement
from detente.settings import Coding, Settings

CASES = tomllib.loads((Path(__file__).parent / "cases" / "stance.toml").read_text("utf-8"))["case"]
PUBLISHED = dt.date(2025, 2, 27)
RULES = Settings(coding=Coding(gate=False, coder="rules"))


@pytest.fixture(scope="module")
def read():
    texts = dict.fromkeys(case["text"] for case in CASES)
    rows = [(text, text, PUBLISHED) for text in texts]
    return {one.article.id: one for one in documents(rows, until="statements", settings=RULES)}


def _found(document, case):
    told = [_given(document, case)] if "cue" in case else document.statements
    told = enriched(document, told)
    return next((one for one in told if case["says"] in one.content_text), None)


def _given(document, case):
    """Return the statement that a case tells by its cue and content."""
    cue, content = (_span(document.text, case[key]) for key in ("cue", "says"))
    return Statement(
        id="s",
        article_id="a",
        sentence=0,
        kind="indirect",
        content=(content,),
        content_text=case["says"],
        cue=cue,
        confidence=1.0,
    )


def _span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_statement_does_what_its_words_show(read, case):
    document = read[case["text"]]
    found = _found(document, case)
    assert found is not None, [one.content_text for one in document.statements]
    assert found.stance == case["stance"], found.trace
    span = found.stance_span
    assert case["words"] in (document.text[span.start : span.end] if span else "")
    assert set(case.get("about", [])) <= {one.country for one in found.about}
