import dataclasses

import numpy as np
import pytest
from msgspec.structs import replace

from detente.forecast.dyads_snapshot import snapshot
from detente.forecast.dyads_windows import frequency

from .worlds import COUNTRIES, FITTED, busiest_pairs, fitted, questions, series_of, world


@pytest.fixture(scope="module")
def answers():
    asked = [one for origin in (FITTED, FITTED + 11) for one in questions(origin)]
    return fitted().predict(world(), asked)


def rows_of(reason):
    return [event.evidence.row for event in reason.events]


def test_every_event_that_is_named_was_before_the_origin(answers):
    for answer in answers:
        for reason in answer.reasons:
            assert reason.events
            assert all(event.day < answer.question.origin for event in reason.events)


def test_most_forecasts_have_reasons(answers):
    assert np.mean([bool(answer.reasons) for answer in answers]) > 0.7


def probability_without(question, reason):
    series = world()
    left = series.take(~np.isin(series.row, rows_of(reason)))
    return fitted().predict(left, [question])[0].probability


def test_without_the_named_events_the_forecast_is_what_the_reason_says(answers):
    for answer in answers[::3]:
        for reason in answer.reasons:
            found = probability_without(answer.question, reason)
            assert found == pytest.approx(reason.without, abs=1e-12)


def test_reasons_say_whether_they_raise_or_lower_and_the_strongest_comes_first(answers):
    for answer in answers:
        shifts = [answer.probability - reason.without for reason in answer.reasons]
        assert [abs(one) for one in shifts] == sorted(map(abs, shifts), reverse=True)
        for reason, shift in zip(answer.reasons, shifts, strict=True):
            assert ("raises" in reason.words) == (shift > 0)


def announced(days):
    series = world().before(FITTED)
    ends = [COUNTRIES.index(code) for code in busiest_pairs()[0]]
    columns = {
        "day": days[0], "due": days[1], "known": FITTED - 1, "actor": ends[0], "recipient": ends[1],
        "relation": 0, "source": 0, "row": len(series) + 1, "announced": True,
    }  # fmt: skip
    more = {
        name: np.append(getattr(series, name), np.array(value, getattr(series, name).dtype))
        for name, value in columns.items()
    }
    return dataclasses.replace(series, **more)


def test_an_announced_visit_raises_talks_and_is_named():
    question = questions()[0]
    plain = fitted().predict(world(), [question])[0]
    answer = fitted().predict(announced((FITTED + 2, FITTED + 3)), [question])[0]
    said = next(one for one in answer.reasons if "announced" in one.words)
    assert answer.probability > plain.probability + 0.05
    assert said.without == pytest.approx(plain.probability)
    assert said.events[0].announced


def test_what_is_announced_for_later_changes_nothing():
    question = questions()[0]
    plain = fitted().predict(world(), [question])[0]
    later = fitted().predict(announced((FITTED + 60, FITTED + 61)), [question])[0]
    assert later.probability == plain.probability


def test_an_answer_does_not_depend_on_what_else_is_asked(answers):
    question = answers[4].question
    assert fitted().predict(world(), [question])[0] == answers[4]


def test_questions_of_several_horizons_share_their_reasons():
    asked = [replace(questions()[0], within=within) for within in (7, 30)]
    short, long = fitted().predict(world(), asked)
    assert {rows[0] for rows in map(rows_of, short.reasons)} & {
        rows[0] for rows in map(rows_of, long.reasons)
    }


def test_a_snapshot_without_events_is_that_of_a_history_that_never_had_them():
    history = fitted().history(world())
    gone = np.flatnonzero((history.first == 0) & (history.day > 100))
    kept = np.ones(len(history.day), dtype=bool)
    kept[gone] = False
    less = snapshot(history.before(FITTED), FITTED).without(
        history.before(FITTED), gone[history.day[gone] < FITTED]
    )
    other = snapshot(history.select(kept), FITTED)
    for name in ("fading", "total", "last", "active", "active_total"):
        assert (getattr(less, name) == getattr(other, name)).all()


def slow_frequency(history, channel, day, within, pair):
    days = {
        int(day)
        for day, first, second, relation, layer in zip(
            history.day, history.first, history.second, history.relation, history.layer,
            strict=True,
        )
        if (first, second) == pair and layer == 0 and history.channels.holds[channel, relation]
    }  # fmt: skip
    ends = range(day, within - 1, -within)
    return sum(bool(days & set(range(end - within, end))) for end in ends), len(ends)


@pytest.mark.parametrize(("day", "within"), [(FITTED, 7), (101, 30), (64, 90)])
def test_dyad_frequency_counts_windows_back_from_the_day(day, within):
    history = fitted().history(world())
    hits, windows = frequency(history, 2, day, within, is_directed=True)
    for pair in [(0, 1), (3, 2), (7, 5), (4, 9)]:
        assert (hits[pair], windows) == slow_frequency(history, 2, day, within, pair)


def test_a_world_of_two_countries_can_be_asked_about():
    model = fitted()
    table = np.array([[0, 0, 1, day] for day in range(0, 50, 5)])
    question = replace(questions()[0], first="C00", second="C01", origin=50)
    answer = model.predict(series_of(table), [question])[0]
    assert answer.probability > 0.05
