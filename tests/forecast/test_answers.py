"""Dyad frequency, announcements, and what became of forecasts."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from detente.errors import ForecastError
from detente.forecast.answering import give
from detente.forecast.classes import shipped_classes
from detente.forecast.features_text import Announcements
from detente.forecast.frequency import FrequencyKind
from detente.forecast.issued import Basis, issue, resolve, scored
from detente.forecast.kinds import kind_named
from detente.forecast.next_events import next_events
from detente.forecast.questions import FitSettings, Question, Reason, Tried, date_of, day_number
from detente.forecast.series import EventSeries
from tests.forecast.series import series

TALKS = shipped_classes()[0]
WEEKLY = [(day, "MYS", "RUS", "042") for day in range(0, 280, 7)]
RARE = [(day, "IDN", "USA", "042") for day in range(0, 280, 56)]
BASIS = Basis(
    model_id="none",
    model_name="dyad frequency 1",
    known_digest="d",
    n_known=1,
    data_until=dt.date(1970, 10, 8),
)


def _fit(found: EventSeries, within: int = 7):
    wanted = FitSettings(classes=shipped_classes(), horizons=(within,))
    return FrequencyKind().fit(found, wanted, lambda _share, _words: None)


def _ask(first: str, second: str, origin: int = 280, within: int = 7) -> Question:
    return Question(class_="TALKS", first=first, second=second, origin=origin, within=within)


def _answer(found, question):
    (given_,) = give(found, [question], shipped_classes(), _fit(found, question.within))
    return given_


def test_who_met_every_week_is_likely_to_meet_and_who_met_rarely_is_not():
    found = series([*WEEKLY, *RARE])
    often, rarely = (
        _answer(found, _ask(*pair)).answer for pair in (("MYS", "RUS"), ("IDN", "USA"))
    )
    assert (often.probability > 0.9, rarely.probability < 0.3) == (True, True)
    assert often.low <= often.probability <= often.high
    assert often.reasons[0].events[0].evidence.source == "table"


def test_the_share_is_shrunk_to_the_base_rate():
    answer = _answer(series([*WEEKLY, *RARE]), _ask("MYS", "USA")).answer
    assert 0 < answer.probability < answer.baselines["base rate"]


@settings(deadline=None, max_examples=25)
@given(later=st.lists(st.integers(280, 330), max_size=5))
def test_an_answer_does_not_change_with_what_comes_after_its_origin(later):
    model = _fit(series([*WEEKLY, *RARE]))
    future = [(day, "IDN", "USA", "042") for day in later]
    (before,) = model.predict(series([*WEEKLY, *RARE]), [_ask("IDN", "USA")])
    (after,) = model.predict(series([*WEEKLY, *RARE, *future]), [_ask("IDN", "USA")])
    assert before == after


DAYS = st.lists(st.integers(0, 279), max_size=60)


@settings(deadline=None, max_examples=25)
@given(days=DAYS, others=DAYS)
def test_more_days_never_have_less_of_a_chance(days, others):
    rows = [(day, "MYS", "RUS", "042") for day in days]
    found = series([*rows, *((day, "IDN", "USA", "042") for day in others), *RARE])
    wanted = FitSettings(classes=shipped_classes(), horizons=(7, 30, 90))
    model = FrequencyKind().fit(found, wanted, lambda _share, _words: None)
    asked = [_ask("MYS", "RUS", within=within) for within in (7, 30, 90)]
    week, month, season = (one.probability for one in model.predict(found, asked))
    assert week <= month <= season


def test_the_reason_tells_of_the_horizon_that_answers():
    quiet = [(day, "MYS", "USA", "010") for day in range(5)]
    found = series([*WEEKLY, *RARE, *quiet])
    wanted = FitSettings(classes=shipped_classes(), horizons=(7, 90))
    model = FrequencyKind().fit(found, wanted, lambda _share, _words: None)
    (answer,) = model.predict(found, [_ask("MYS", "RUS", within=90)])
    assert answer.reasons[0].words.startswith("40 of the 40 past windows of 7 days")


def test_a_fitted_frequency_is_the_same_after_saving():
    found = series([*WEEKLY, *RARE])
    model, wanted = _fit(found), FitSettings(classes=shipped_classes(), horizons=(7,))
    again = kind_named("frequency").load(model.files(), wanted)
    assert again.predict(found, [_ask("MYS", "RUS")]) == model.predict(found, [_ask("MYS", "RUS")])
    with pytest.raises(ForecastError, match=r"rates\.json cannot be read"):
        kind_named("frequency").load({"rates.json": b"{"}, wanted)
    with pytest.raises(ForecastError, match="not fitted for TALKS in 9 days"):
        again.predict(found, [_ask("MYS", "RUS", within=9)])
    with pytest.raises(ForecastError, match="there are: "):
        kind_named("oracle")


def test_an_announced_visit_raises_the_probability_and_says_so_with_its_evidence():
    said = [(270, 282, 282, "IDN", "USA", "042")]
    plain = _answer(series([*WEEKLY, *RARE]), _ask("IDN", "USA")).answer
    raised = _answer(series([*WEEKLY, *RARE], announced=said), _ask("IDN", "USA")).answer
    reason = raised.reasons[0]
    assert raised.probability > plain.probability
    assert reason.without == pytest.approx(plain.probability)
    assert reason.events[0].announced
    assert raised.answered_by == "dyad frequency and announcements"


def test_announcements_count_as_much_as_such_were_kept():
    kept = [(10 * k, 10 * k + 2, 10 * k + 2, "MYS", "RUS", "042") for k in range(1, 6)]
    done = [(10 * k + 2, "MYS", "RUS", "042") for k in range(1, 5)]
    found = Announcements.of(series(done, announced=kept), TALKS, 100)
    assert (found.kept.kept, found.kept.over) == (4, 5)
    assert found.kept.share == pytest.approx(5 / 7)


def test_what_is_announced_for_many_days_counts_by_those_in_the_window():
    said = [(90, 100, 119, "MYS", "RUS", "042")]
    found = Announcements.of(series([], announced=said), TALKS, 100)
    (event,) = found.falling_into("RUS", "MYS", 5)
    assert found.chance(event, 5) == pytest.approx(0.5 * 5 / 20)
    assert len(found.falling_into("RUS", "MYS", 5)) == 1
    assert len(found.falling_into("IDN", "MYS", 5)) == 0


def test_announcements_that_share_days_count_once_and_others_each():
    visit, week = (270, 283, 283, "IDN", "USA", "042"), (271, 281, 286, "IDN", "USA", "042")
    alone, together = (
        _answer(series([*WEEKLY, *RARE], announced=said), _ask("IDN", "USA")).answer
        for said in ([visit], [visit, week])
    )
    assert together.probability == pytest.approx(alone.probability)
    assert len(together.reasons[0].events) == 2
    assert "2 announcements of the same days count once" in together.reasons[0].words
    first, later = (270, 280, 281, "IDN", "USA", "042"), (270, 284, 285, "IDN", "USA", "042")
    apart = _answer(series([*WEEKLY, *RARE], announced=[first, later]), _ask("IDN", "USA")).answer
    assert apart.probability > together.probability


def test_without_the_past_what_is_announced_still_counts():
    said = [(270, 282, 282, "IDN", "USA", "042")]
    raised = _answer(series([*WEEKLY, *RARE], announced=said), _ask("IDN", "USA")).answer
    past = raised.reasons[1]
    assert past.events[0].announced is False
    assert raised.reasons[0].without < past.without < raised.probability


class _Model:
    """Says .9 to everything, or answers with the baseline's name."""

    name = "certain 1"

    def __init__(self, low: float) -> None:
        self._low = low

    def tried(self):
        one = Tried(class_="TALKS", within=7, windows=10, skill=0.1, low=self._low, high=0.2)
        return (one,)

    def predict(self, _series, questions):
        (base,) = _fit(series(WEEKLY)).predict(series(WEEKLY), questions)
        if self._low <= 0:
            return (base,)
        return (replace(base, probability=0.9, high=0.95, answered_by="certain 1"),)

    def files(self):
        return {}


@pytest.mark.parametrize(("low", "of_model"), [(0.05, 0.9), (-0.05, None)])
def test_the_baseline_answers_where_the_model_is_no_better_and_says_why(low, of_model):
    (found,) = give(
        series(WEEKLY),
        [_ask("MYS", "RUS")],
        shipped_classes(),
        _Model(low),
    )
    assert found.of_model == of_model
    assert (found.note is None) == (low > 0)
    if found.note:
        assert "the model is no better than dyad frequency for TALKS in 7 days" in found.note


def _issued(first: str = "MYS", second: str = "RUS", origin: int = 273):
    found = series([row for row in WEEKLY if row[0] < origin])
    return issue(_answer(found, _ask(first, second, origin)), TALKS, BASIS)


def test_a_forecast_asked_again_is_the_same_forecast():
    assert _issued().id == _issued().id
    assert _issued().id != _issued(origin=266).id
    assert (_issued().as_of, _issued().until) == (date_of(272), date_of(279))


def test_a_forecast_is_scored_by_the_first_event_on_its_days_and_not_before_they_are_over():
    forecast = _issued()
    assert resolve(forecast, series([row for row in WEEKLY if row[0] < 279]), "d") is None
    came = resolve(forecast, series([*WEEKLY, (300, "USA", "IDN", "042")]), "d")
    assert came is not None
    assert came.happened
    assert date_of(came.event.day) == date_of(273)
    assert came.brier == pytest.approx((1 - forecast.probability) ** 2)
    missed = resolve(forecast, series([*WEEKLY[:39], (300, "USA", "IDN", "042")]), "d")
    assert missed is not None
    assert not missed.happened


def test_open_forecasts_are_not_in_the_record_and_reasons_stay_with_the_forecast():
    assert scored(_issued()) is None
    assert isinstance(_issued().reasons[0], Reason)
    assert _issued().looks_back


def test_the_next_partner_is_who_was_met_last_and_most():
    found = series(
        [(1, "MYS", "RUS", "042"), (99, "MYS", "IDN", "042"), (100, "MYS", "IDN", "111")]
    )
    answer = next_events(found, "MYS", as_recipient=False, event_class=None, limit=5)
    assert [one.name for one in answer.candidates] == ["IDN", "RUS"]
    talks = next_events(found, "IDN", as_recipient=True, event_class=TALKS, limit=5)
    assert [(one.name, one.events) for one in talks.candidates] == [("MYS", 1)]
    with pytest.raises(ForecastError, match="nobody called 'XYZ'"):
        next_events(found, "XYZ", as_recipient=False, event_class=None, limit=5)


@given(day=st.dates())
def test_days_have_numbers_and_back(day):
    assert date_of(day_number(day)) == day
