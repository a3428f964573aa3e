"""How real an event is told, and who vouches for it (cases in ``cases/modality.toml``)."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.attribution import parties_of
from benchmarks.quality.modality import Scenes
from benchmarks.quality.stages import documents
from detente.coding.modality import reality_of, told_of
from detente.coding.modality_tables import effects
from detente.coding.scene import Scene
from detente.model import Modality

CASES = tomllib.loads((Path(__file__).parent / "cases" / "modality.toml").read_text("utf-8"))[
    "case"
]
PUBLISHED = dt.date(2025, 2, 27)
EFFECTS = {"planned", "open", "denied", "unruled", "doubted", "through", "presupposed"}
CERTAINTIES = ("certain", "probable", "possible")


@pytest.fixture(scope="module")
def read():
    texts = dict.fromkeys(case["text"] for case in CASES)
    rows = [(text, text, PUBLISHED) for text in texts]
    return {document.article.id: document for document in documents(rows, until="links")}


def _found(document, word):
    start = document.text.index(word)
    return Scenes(document).at(start, start + len(word))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_an_event_is_as_real_as_it_is_told(read, case):
    scene, token = _found(read[case["text"]], case["word"])
    reality = reality_of(scene, token, parties_of(scene, token))
    assert reality.modality.value == case["modality"], f"{case['why']}: {reality.reason}"
    assert reality.certainty == case.get("certainty", "certain"), case["why"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if "claimant" in case], ids=lambda case: case["text"][:60]
)
def test_the_first_to_say_so_is_told_and_then_who_passed_it_on(read, case):
    scene, token = _found(read[case["text"]], case["word"])
    reality = reality_of(scene, token, parties_of(scene, token))
    assert case["claimant"] in reality.claimant.text, case["why"]
    chain = case.get("chain", [])
    assert len(chain) == len(reality.through), case["why"]
    assert all(word in one.text for word, one in zip(chain, reality.through, strict=True))


@given(data=st.data())
def test_every_word_can_be_asked_and_each_answer_rests_on_the_sentence(read, data):
    document = data.draw(st.sampled_from(list(read.values())))
    parse = document.parses[0]
    token = data.draw(st.integers(0, len(parse.words) - 1))
    scene = Scene(document, 0, parse)
    told, reality = told_of(scene, token), reality_of(scene, token, ())
    assert told.certainty in CERTAINTIES
    assert (told.cue is None) == (told.modality is Modality.DONE)
    assert told.is_negated == (told.modality is Modality.DENIED)
    named = [one for one in (reality.claimant, *reality.through) if one]
    assert all(one.text == document.text[one.span.start : one.span.end] for one in named)
    assert len({one.span for one in named}) == len(named)


def test_the_table_of_words_has_known_effects_only():
    assert {effect.name for effect in effects().values()} <= EFFECTS
    assert {effect.certainty for effect in effects().values()} <= set(CERTAINTIES)


def test_an_outlet_nobody_has_listed_is_known_by_its_name():
    text = "Chad expelled two French diplomats on Monday, Meridian Wire reported."
    (document,) = documents([("a", text, dt.date(2025, 2, 27))], until="events")
    assert [event.modality.value for event in document.events or ()] == ["done"]
