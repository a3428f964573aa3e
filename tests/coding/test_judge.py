"""The judge: probabilities from what rules and encoder say of a finding."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.encoder import load_encoder
from detente.coding.events import scenes_of
from detente.coding.hybrid import Hybrid, candidates
from detente.coding.judge import Judge, features_of, load_judge

CASES = tomllib.loads((Path(__file__).parent / "cases" / "hybrid.toml").read_text("utf-8"))["case"]
# Sentences whose findings have features that those of the cases lack.
RARE = (
    "Peru said Chile had shelled its border post.",
    "Chile denied that it had shelled Peru.",
    "If Peru attacked, Chile would expel its ambassador.",
    "Ghana will send doctors to Togo in May.",
    "Benin called on Togo to release the journalist.",
    "The minister promised more.",
    "Officials asked for calm.",
)
VALUES = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(-50, 50), min_size=3)
WEIGHTS = st.floats(-5, 5)


@pytest.fixture(scope="module")
def found(read):
    """All findings with their features."""
    finder = Hybrid(load_encoder(), None)
    texts = [case["text"] for case in CASES[::2]]
    scenes = [scene for one in read([*RARE, *texts]) for scene in scenes_of(one)]
    hints = [finder.hints(scene) for scene in scenes]
    return [
        (one, features_of(scene, hint, one))
        for scene, hint in zip(scenes, hints, strict=True)
        for one in candidates(scene, hint)
    ]


def _judge(bias=0.0, **weights):
    return Judge(bias=bias, weights=weights, keep=0.5)


def test_without_weights_the_bias_alone_decides():
    assert _judge().probability({"a": 7.0}) == 0.5
    assert _judge(bias=2.0).probability({}) == pytest.approx(0.8808, abs=1e-4)


def test_a_feature_it_has_no_weight_for_changes_nothing():
    judge = _judge(a=1.0)
    assert judge.probability({"a": 1.0, "new": 9.0}) == judge.probability({"a": 1.0})


@given(values=VALUES, weight=st.floats(0.01, 5), bias=WEIGHTS, more=st.floats(0, 20))
def test_more_of_what_weighs_for_it_never_makes_it_less_likely(values, weight, bias, more):
    judge = _judge(bias=bias, a=weight, b=-1.0)
    more_of_a = {**values, "a": values["a"] + more}
    more_of_b = {**values, "b": values["b"] + more}
    assert judge.probability(more_of_a) >= judge.probability(values)
    assert judge.probability(more_of_b) <= judge.probability(values)


@given(values=VALUES, weights=st.tuples(WEIGHTS, WEIGHTS, WEIGHTS), bias=WEIGHTS)
def test_what_comes_out_is_a_probability(values, weights, bias):
    judge = _judge(bias=bias, **dict(zip("abc", weights, strict=True)))
    assert 0.0 <= judge.probability(values) <= 1.0


def test_the_shipped_judge_keeps_from_a_probability_on():
    judge = load_judge()
    assert 0.0 < judge.keep < 0.5
    assert all(abs(weight) < 5 for weight in judge.weights.values())


def test_where_none_is_shipped_there_is_none():
    assert load_judge("xx") is None


def test_every_weight_is_of_a_feature_that_findings_have(found):
    named = {name for _, features in found for name in features}
    weights = load_judge().weights
    assert {name for name in weights if not name.startswith("veto: ")} <= named
    assert named <= set(weights)


def test_features_are_finite_numbers_of_a_known_range(found):
    for _, features in found:
        assert all(-4 <= value <= 6 for value in features.values())


def test_what_the_encoder_has_no_doubt_of_speaks_for_a_finding(found):
    judge = load_judge()
    for _, features in found:
        doubted = {**features, "word tells of type": -3.4, "word tells of nothing": 3.4}
        sure = {**features, "word tells of type": 3.4, "word tells of nothing": -3.4}
        assert judge.probability(sure) > judge.probability(doubted)


@pytest.mark.parametrize("modality", ["claimed", "denied", "hypothetical", "planned"])
def test_how_real_a_deed_is_is_one_feature_each(found, modality):
    marked = [one for one, features in found if features[modality]]
    assert marked
    assert {one.reality.modality.value for one in marked} == {modality}


def test_a_veto_the_judge_may_overrule_is_a_feature(found):
    vetoed = [(one, features) for one, features in found if one.veto]
    assert vetoed
    for one, features in vetoed:
        assert features[f"veto: {one.veto}"] == 1.0


def test_what_no_rule_found_says_so(found):
    assert any(one.is_learned for one, _ in found)
    for one, features in found:
        assert features["no rule"] == float(one.is_learned)
        assert features["needs"] == 0.0 or not one.is_learned
