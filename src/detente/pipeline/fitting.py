"""Fit models and rankings and put them in force."""

from importlib import metadata
from pathlib import Path

from detente.errors import ForecastError
from detente.forecast.issued import last_day
from detente.forecast.kinds import RANKING, kind_and_ranking_names, kind_named
from detente.forecast.next_ranked import NAME, NextRanking, fit_next
from detente.forecast.questions import FitSettings, Progress, Tried, date_of, day_number
from detente.forecast.series import EventSeries
from detente.store.models import (
    FORMAT,
    About,
    load_about,
    load_files,
    model_folder,
    ranking_folder,
    save_model,
)
from detente.store.series import series_digest


def fit_model(
    db: Path, kind: str, known: EventSeries, settings: FitSettings, progress: Progress
) -> tuple[Path, About]:
    """Fit a model of dyads and put it in force; returns its folder and what it is.

    Raises:
        ForecastError: no such kind, or too few events to learn from.
    """
    if kind not in kind_and_ranking_names():
        known_kinds = ", ".join(kind_and_ranking_names())
        raise ForecastError(f"no kind of model {kind!r}; there are: {known_kinds}")
    model = kind_named(kind).fit(known, settings, progress)
    about = _about(kind, model.name, known, settings, model.tried())
    return model_folder(db), save_model(model_folder(db), about, model.files())


def fit_ranking(
    db: Path, kind: str, known: EventSeries, settings: FitSettings, progress: Progress
) -> tuple[Path, About]:
    """Fit a ranking and put it in force; returns its folder and what it is.

    Raises:
        ForecastError: too few events to learn from.
    """
    files = fit_next(known, settings.seed, progress)
    about = _about(kind, NAME, known, settings, ())
    return ranking_folder(db), save_model(ranking_folder(db), about, files)


def load_ranking(db: Path, known: EventSeries) -> NextRanking | None:
    """Return the ranking in force, or None if none was fitted.

    Raises:
        ForecastError: it cannot be used, or has learned from days behind what is known.
    """
    folder = ranking_folder(db)
    about = load_about(folder)
    if about is None or about.kind != RANKING:
        return None
    last = last_day(known)
    if last is None or date_of(about.data_until) > last:
        raise ForecastError(
            f"the ranking has learned from days up to {date_of(about.data_until)}, behind {last}; "
            f"fit one with: detente forecast fit --kind {RANKING} --until {last}"
        )
    return NextRanking(load_files(folder, about))


def _about(
    kind: str, name: str, known: EventSeries, settings: FitSettings, tried: tuple[Tried, ...]
) -> About:
    last = last_day(known)
    return About(
        format=FORMAT,
        kind=kind,
        name=name,
        version=metadata.version("detente"),
        data_digest=series_digest(known),
        data_until=day_number(last) if last else 0,
        n_events=len(known),
        settings=settings,
        tried=tried,
        files={},
    )
