import dataclasses

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st

from detente.errors import ForecastError
from detente.forecast.calibration import brier
from detente.forecast.classes import shipped_classes
from detente.forecast.dyads import Dyads, DyadsKind
from detente.forecast.dyads_learner import Pool
from detente.forecast.dyads_rows import Task, origins, rows_at, subject_of
from detente.forecast.dyads_snapshot import snapshot
from detente.forecast.dyads_windows import happened

from .worlds import (
    COUNTRIES,
    DAYS,
    ENTITIES,
    FITTED,
    RELATIONS,
    fit,
    fitted,
    quadruples,
    questions,
    series_of,
    settings,
    world,
)


def told(answers):
    return [msgspec.json.encode(one) for one in answers]


EVENTS_TO_COME = st.lists(
    st.tuples(
        st.integers(0, len(ENTITIES) - 1),
        st.integers(0, len(RELATIONS) - 1),
        st.integers(0, len(ENTITIES) - 1),
        st.integers(FITTED, DAYS + 30),
    ),
    max_size=30,
)


@given(later=EVENTS_TO_COME)
@rules(max_examples=5, deadline=None)
def test_another_future_changes_no_forecast(later):
    past = quadruples()[quadruples()[:, 3] < FITTED]
    table = np.concatenate([past, np.array(later, dtype=np.int64).reshape(-1, 4)])
    asked = questions()[:4]
    assert told(fitted().predict(series_of(table), asked)) == told(fitted().predict(world(), asked))


def test_another_future_changes_nothing_that_is_learned():
    past = quadruples()[quadruples()[:, 3] < FITTED]
    assert fit(series_of(past)).files() == fitted().files()


@pytest.mark.parametrize("day", [90, 120, FITTED])
@pytest.mark.parametrize("channel", [0, 2])
def test_no_number_that_is_learned_from_looks_at_its_own_days_or_later_ones(day, channel):
    past = quadruples()[quadruples()[:, 3] < day]
    known, whole = (fitted().history(series_of(table)) for table in (past, quadruples()))
    now = snapshot(known, day)
    task = Task(channel, shipped_classes()[channel].is_directed, 7)
    subject = subject_of(task, now, least=2)
    before = rows_at(known, now, task, subject)
    after = rows_at(whole, snapshot(whole, day), task, subject)
    for name in ("table", "drawn", "hits", "windows", "parts"):
        assert np.array_equal(getattr(before, name), getattr(after, name)), name
    assert after.happened.any()
    assert not before.happened.any()


def test_what_is_reported_late_is_not_known_before():
    series = world()
    late = dataclasses.replace(
        series, known=np.where(series.day == FITTED - 1, DAYS, series.known).astype(np.int32)
    )
    without = series.take(series.day != FITTED - 1)
    asked = questions()[:3]
    assert told(fitted().predict(late, asked)) == told(fitted().predict(without, asked))


def test_a_model_gives_the_same_answers_after_it_was_kept():
    model = DyadsKind().load(fitted().files(), settings())
    assert told(model.predict(world(), questions())) == told(fitted().predict(world(), questions()))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "no dyads.json"),
        ({"dyads.json": b"{"}, "cannot be read"),
        ({"dyads.json": b'{"name": 3}'}, "cannot be read"),
    ],
)
def test_what_is_no_model_is_refused_with_a_reason(files, message):
    with pytest.raises(ForecastError, match=message):
        DyadsKind().load(files, settings())


def test_a_model_of_another_version_is_refused():
    kept = msgspec.structs.replace(fitted().kept, name="dyads 0")
    with pytest.raises(ForecastError, match="dyads 0"):
        DyadsKind().load({"dyads.json": msgspec.json.encode(kept)}, settings())


def changed(**changes):
    first, *others = fitted().kept.fitted
    kept = msgspec.structs.replace(
        fitted().kept, fitted=(msgspec.structs.replace(first, **changes), *others)
    )
    return {"dyads.json": msgspec.json.encode(kept)}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"features": ("height", "weight")}, "learned TALKS from other features"),
        ({"class_": "WEDDINGS"}, "class 'WEDDINGS' is not known"),
    ],
)
def test_a_model_of_other_features_or_classes_is_refused_on_loading(changes, message):
    with pytest.raises(ForecastError, match=message):
        DyadsKind().load(changed(**changes), settings())


@pytest.mark.parametrize("pools", [(), (Pool(trees=("no trees",), nets=()),) * 2])
def test_trees_that_cannot_be_read_are_told_when_they_are_asked(pools):
    kept = msgspec.structs.replace(fitted().kept, pools=pools)
    model = DyadsKind().load({"dyads.json": msgspec.json.encode(kept)}, settings())
    with pytest.raises(ForecastError, match="fit it again"):
        model.predict(world(), questions()[:1])


def test_too_few_events_are_said_to_be_too_few():
    with pytest.raises(ForecastError, match="too few events"):
        fit(series_of(quadruples()[:20]), until=None)


def test_forecasts_are_better_than_the_frequency_of_a_pair_where_moods_pass():
    model, series = fitted(), world()
    history = model.history(series)
    losses = np.zeros(2)
    for origin in range(FITTED, DAYS - 7, 7):
        now = snapshot(history, origin)
        subject = subject_of(Task(0, False, 7), now, least=2)  # noqa: FBT003 -- positional record
        made = model.forecast(history, now, subject, 7)
        outcome = happened(history, 0, origin, 7)
        outcome = (outcome | outcome.T)[subject.first, subject.second].astype(float)
        losses += [brier(made.model, outcome), brier(made.frequency, outcome)]
    assert losses[0] < losses[1]


def test_probabilities_lie_in_their_intervals_and_name_three_baselines():
    for answer in fitted().predict(world(), questions()):
        assert 0 < answer.low <= answer.probability <= answer.high < 1
        assert set(answer.baselines) == {"base rate", "dyad frequency", "hawkes"}


def untried(model):
    trial = {"low": -0.01}
    kept = [
        msgspec.structs.replace(one, trial=msgspec.structs.replace(one.trial, **trial))
        for one in model.kept.fitted
    ]
    return Dyads(msgspec.structs.replace(model.kept, fitted=tuple(kept)), model.classes)


def test_where_the_trial_shows_no_gain_the_frequency_answers():
    for answer in untried(fitted()).predict(world(), questions()):
        assert answer.answered_by == "dyad frequency"
        assert answer.probability == pytest.approx(answer.baselines["dyad frequency"])


def test_every_class_is_tried_on_past_windows():
    tried = fitted().tried()
    assert [(one.class_, one.within) for one in tried] == [
        (one.class_, 7) for one in fitted().kept.fitted
    ]
    assert all(one.low <= one.skill <= one.high for one in tried)


def test_longer_horizons_are_likelier_also_those_never_fitted():
    answers = [fitted().predict(world(), questions(within=within)[:3]) for within in (3, 7, 20, 60)]
    for places in zip(*answers, strict=True):
        chances = [one.probability for one in places]
        assert chances == sorted(chances)


def test_countries_never_seen_are_asked_about_without_an_error():
    unseen = [msgspec.structs.replace(questions()[0], first="XXX", second="YYY")]
    seen = fitted().predict(world(), questions()[:1])[0]
    answer = fitted().predict(world(), unseen)[0]
    assert answer.probability < seen.baselines["base rate"]
    assert answer.reasons == ()


def test_an_unknown_class_is_named_with_those_there_are():
    asked = [msgspec.structs.replace(questions()[0], class_="WEATHER")]
    with pytest.raises(ForecastError, match="TALKS"):
        fitted().predict(world(), asked)


def test_leaders_are_given_the_country_they_keep_company_with():
    homes = fitted().kept.homes
    right = [homes.get(f"leader of {code}") == code for code in COUNTRIES]
    assert np.mean(right) > 0.9


def test_a_small_table_gives_a_model_that_answers_with_the_frequency():
    few = quadruples()[::60]
    model = fit(series_of(few), horizons=(7, 30))
    answers = model.predict(series_of(few), questions())
    assert {one.answered_by for one in answers} == {"dyad frequency"}
    assert all(0 < one.low < one.probability < one.high < 1 for one in answers)


@given(begin=st.integers(0, 500), length=st.integers(60, 900), within=st.sampled_from([7, 30, 90]))
def test_windows_that_are_learned_from_end_in_time_and_share_their_days(begin, length, within):
    end = begin + length
    days = origins(begin, end, within, end - 7)
    shortest = origins(begin, end, 7, end - 7)
    assert all(begin < day <= end - within for day in days)
    if len(days) > 1 and days[1] - days[0] == shortest[1] - shortest[0]:
        assert (days[0] - shortest[0]) % (days[1] - days[0]) == 0
