"""Answers of a SPARQL service: what is read, what is refused and where."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.update_answers import Cell, day_of, item_of, read_answer, text_of
from detente.errors import UpdateError

GOOD = (Path(__file__).parent / "answers" / "foreign-ministers.json").read_bytes()
HEAD = b'{"head": {"vars": ["person", "iso3", "start", "end", "label"]}, "results": {"bindings": '


def test_a_good_answer_is_read_row_by_row():
    rows = read_answer(GOOD, "answer.json")
    assert len(rows) == 11
    assert item_of(rows[0], "person") == "Q58217"
    assert text_of(rows[0], "label") == "Sergey Lavrov"
    assert day_of(rows[0], "start") == "2004-03-09"
    assert day_of(rows[0], "end") == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "answer.json:1: the answer is empty"),
        (b"  \n", "answer.json:1: the answer is empty"),
        (
            b"<!DOCTYPE html><html><body>Login</body></html>",
            "answer.json:1: the answer is a web page",
        ),
        (b'<?xml version="1.0"?><sparql/>', "a web page, not SPARQL JSON"),
        (GOOD[:900], "the answer is cut short"),
        (GOOD[:-5], "the answer is cut short"),
        (GOOD[:2000] + b"\njava.util.concurrent.TimeoutException: Query timed out", "cut short"),
        (b"SPARQL-QUERY: queryStr=SELECT", "answer.json:1: the answer is not JSON"),
        (b'{"head": {"vars": []}}', "not SPARQL JSON: no 'results' in it"),
        (b"[1, 2]", "not SPARQL JSON: another shape"),
        (b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}', "it is to another query"),
        (HEAD + b"7}}", "bindings are no list"),
        (HEAD + b'[{"person": {"type": "uri"}}]}}', "answer.json: row 1: not SPARQL JSON"),
        (HEAD + b"[null]}}", "answer.json: row 1: not SPARQL JSON"),
        (HEAD + b'["\xff"]}}', "answer.json:1: the answer is not UTF-8 text"),
    ],
)
def test_what_is_no_answer_is_refused_with_its_place(data, words):
    with pytest.raises(UpdateError) as error:
        read_answer(data, "answer.json")
    assert words in str(error.value)
    assert str(error.value).startswith("answer.json")


def test_a_cut_answer_names_the_line_where_it_broke_off():
    cut = GOOD[: GOOD.index(b"Q900000002")]
    with pytest.raises(UpdateError, match=r"answer\.json:6: the answer is cut short"):
        read_answer(cut, "answer.json")


@pytest.mark.parametrize(
    ("value", "precision", "day"),
    [
        ("2004-03-09T00:00:00Z", "11", "2004-03-09"),
        ("2004-03-01T00:00:00Z", "10", "2004-03"),
        ("2004-01-01T00:00:00Z", "9", "2004"),
        ("2004-00-00T00:00:00Z", "9", "2004"),
        ("+2004-03-09T00:00:00Z", "11", "2004-03-09"),
        ("2000-01-01T00:00:00Z", "8", ""),
        ("2004-03-09T00:00:00Z", "", "2004-03-09"),
    ],
)
def test_days_are_cut_to_their_precision(value, precision, day):
    row = {"start": Cell("literal", value), "startPrecision": Cell("literal", precision)}
    assert day_of(row, "start") == day


@pytest.mark.parametrize(
    "value", ["2023-02-30T00:00:00Z", "-0044-03-15T00:00:00Z", "soon", "20230230"]
)
def test_days_that_are_none_are_refused(value):
    row = {"start": Cell("literal", value), "startPrecision": Cell("literal", "11")}
    with pytest.raises(ValueError, match="start = "):
        day_of(row, "start")


def test_an_unknown_value_is_no_day():
    assert day_of({"start": Cell("bnode", "t123")}, "start") == ""
    assert (
        day_of({"start": Cell("uri", "http://www.wikidata.org/.well-known/genid/1")}, "start") == ""
    )


@given(cut=st.integers(0, len(GOOD) - 2))
def test_an_answer_cut_anywhere_is_refused_or_whole(cut):
    with pytest.raises(UpdateError):
        read_answer(GOOD[:cut].rstrip().removesuffix(b"}"), "answer.json")
