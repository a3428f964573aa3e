"""What questions on two countries are answered with: series, day, classes, model, baseline."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from detente.errors import ForecastError
from detente.forecast.answering import Given, give
from detente.forecast.classes import class_named, shipped_classes
from detente.forecast.frequency import FrequencyKind
from detente.forecast.issued import Basis, Issued, issue, last_day
from detente.forecast.kinds import FREQUENCY, kind_named
from detente.forecast.questions import (
    HORIZONS,
    DyadModel,
    FitSettings,
    Question,
    date_of,
    day_number,
)
from detente.forecast.scenario_file import Assumed
from detente.forecast.series import EventSeries
from detente.store.models import About, load_about, load_files, model_folder
from detente.store.series import series_digest

_NO_MODEL: Final = "none"


class Desk:
    """What a question is answered with: series, day, classes, model and baseline.

    ``note`` says in words why dyad frequency answers in the place of the model in force, if so.
    """

    def __init__(self, path: Path, series: EventSeries, as_of: dt.date | None, within: int) -> None:
        """Take all that was known by the end of ``as_of``, by default of the data's last day.

        Raises:
            ForecastError: no event by then, or a model that cannot be used.
        """
        self._within = within
        self._data_until = last_day(known_by(series, None, path)) or dt.date.min
        self._day = as_of or self._data_until
        self.origin = day_number(self._day) + 1
        self._series = known_by(series, self._day, path)
        about = load_about(model_folder(path))
        settings = about.settings if about else _plain_settings(within)
        self.note = self._why_not(about)
        self._about = None if self.note else about
        self._settings = settings
        self.classes = settings.classes
        self._model = self._load(path, settings) or self._plain(settings)

    def issued(self, questions: Sequence[Question]) -> tuple[Issued, ...]:
        """Return questions as forecasts."""
        basis = Basis(
            model_id=self._about.model_id if self._about else _NO_MODEL,
            model_name=self._model.name,
            known_digest=series_digest(self._series),
            n_known=len(self._series),
            data_until=self._data_until,
        )
        return tuple(
            issue(given, class_named(given.answer.question.class_, self.classes), basis)
            for given in self._given(questions)
        )

    def probabilities(self, asked: Sequence[Assumed]) -> dict[Assumed, float]:
        """Return how likely each event is within the desk's days."""
        given = self._given(self._questions(asked))
        return {one: found.answer.probability for one, found in zip(asked, given, strict=True)}

    def frequencies(self, asked: Sequence[Assumed]) -> dict[Assumed, float]:
        """Return the dyad frequencies of many events, which are quick to come by."""
        found = self._plain(self._settings).predict(self._series, self._questions(asked))
        return {one: answer.probability for one, answer in zip(asked, found, strict=True)}

    def _questions(self, asked: Sequence[Assumed]) -> list[Question]:
        return [
            Question(
                class_=class_named(one.class_, self.classes).name,
                first=one.first,
                second=one.second,
                origin=self.origin,
                within=self._within,
            )
            for one in asked
        ]

    def _given(self, questions: Sequence[Question]) -> tuple[Given, ...]:
        given = give(self._series, questions, self.classes, self._model)
        if self.note is None:
            return given
        return tuple(msgspec.structs.replace(one, note=self.note) for one in given)

    def _why_not(self, about: About | None) -> str | None:
        """Return why the model in force cannot answer as of the day, or None if it can."""
        if about is None or about.kind == FREQUENCY or about.data_until < self.origin:
            return None
        return (
            f"the model has learned from days up to {date_of(about.data_until)}, behind "
            f"{self._day}: dyad frequency answers; a model for that day is fitted with: "
            f"detente forecast fit --until {self._day}"
        )

    def _plain(self, settings: FitSettings) -> DyadModel:
        """Return dyad frequency, which takes no time to fit, on all that is known."""
        # Shorter horizons, too: more days never have less of a chance.
        shorter = {one for one in HORIZONS if one < self._within}
        horizons = (*sorted(shorter), self._within)
        wanted = msgspec.structs.replace(settings, horizons=horizons, until=self.origin)
        return FrequencyKind().fit(self._series, wanted, lambda _share, _words: None)

    def _load(self, path: Path, settings: FitSettings) -> DyadModel | None:
        about = self._about
        if about is None or about.kind == FREQUENCY:
            return None
        return kind_named(about.kind).load(load_files(model_folder(path), about), settings)


def known_by(series: EventSeries, day: dt.date | None, path: Path) -> EventSeries:
    """Return what was known by the end of a day, or all.

    Raises:
        ForecastError: nothing was.
    """
    known = series if day is None else series.before(day_number(day) + 1)
    if len(known) == 0:
        when = f" by {day}" if day else ""
        raise ForecastError(
            f"no event to learn from in {path}{when}: import a table with "
            "detente import events, or read articles with detente run"
        )
    return known


def _plain_settings(within: int) -> FitSettings:
    return FitSettings(classes=shipped_classes(), horizons=(within,))
