"""Records in words: every type and modality makes a sentence that says no more than the record."""

import datetime as dt
import tomllib
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from detente.analyze.wording import days, event_sentence, listed
from detente.model import Modality, Participant, Place, Precision, Span, When
from detente.ontology.plover import ontology
from tests.store.corpus import ANWAR, SHOIGU, record

CASES = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text("utf-8"))
TYPES = [(name, mode) for name, type_ in ontology().types.items() for mode in (None, *type_.modes)]


def _state(name):
    return Participant(span=Span(0, 1), text=name, name=name, kind="state")


def _when(case):
    if "days" not in case:
        return None
    first, last, precision = case["days"]
    ends = [dt.date.fromisoformat(day) if day else None for day in (first, last)]
    return When(ends[0], ends[1], Precision(precision))


def _record(case):
    place = case.get("place")
    people = {"actors": (replace(SHOIGU, office=None),), "recipients": (ANWAR,)}
    people |= {role: tuple(map(_state, case[role])) for role in people if role in case}
    return record(
        event_type=case["event_type"],
        mode=case.get("mode"),
        cameo_code=case.get("cameo_code"),
        modality=Modality(case.get("modality", "done")),
        when=_when(case),
        place=place and Place(span=Span(0, 1), name=place, kind="city", country=None),
        **people,
    )


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_a_record_is_told_in_one_plain_sentence(case):
    today = dt.date.fromisoformat(case["today"]) if "today" in case else None
    assert event_sentence(_record(case), today) == case["says"]


@pytest.mark.parametrize(("type_", "modality"), list(product(TYPES, Modality)), ids=str)
def test_every_type_mode_and_modality_has_words(type_, modality):
    told = event_sentence(record(event_type=type_[0], mode=type_[1], modality=modality))
    assert "{" not in told
    assert "  " not in told
    assert told[0].isupper()
    assert ("to" in told.split() or "might" in told) or modality in {Modality.DONE, Modality.DENIED}


def test_lists_are_as_english_writes_them():
    assert [listed("a"), listed("ab"), listed("abc"), listed("")] == [
        "a",
        "a and b",
        "a, b and c",
        "",
    ]


def test_unknown_days_are_not_told():
    assert days(None) == days(When(None, None)) == ""
