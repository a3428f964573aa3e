"""Probabilities that two countries deal with each other in a given way in the next days.

Fitted on past windows of all pairs together (:mod:`dyads_rows`, :mod:`dyads_learner`), tried on
rolling origins (:mod:`dyads_trials`); where that trial shows no gain over the pair's own frequency,
the frequency is the answer.
"""

from collections.abc import Mapping, Sequence

import msgspec

from detente.errors import ForecastError
from detente.forecast.classes import EventClass
from detente.forecast.dyads_history import History, history_of, learn_homes
from detente.forecast.dyads_learner import Pool, fit_learners, pool_of, state_of
from detente.forecast.dyads_model import FILE, NAME, NOBODY, Fitted, Forecaster, Kept
from detente.forecast.dyads_rows import Rows, Task, joined, past_rows, tasks_of
from detente.forecast.dyads_rules import count_rules, names_without_history
from detente.forecast.dyads_sorts import sort_names
from detente.forecast.dyads_trials import rolling, trial_of
from detente.forecast.hawkes import fit_hawkes
from detente.forecast.questions import Answer, FitSettings, Progress, Question
from detente.forecast.series import EventSeries
from detente.forecast.why import with_reasons
from detente.model import Record


class Dyads(Forecaster):
    """A fitted forecaster of dyads that gives its reasons (``questions.DyadModel``)."""

    def predict(self, series: EventSeries, questions: Sequence[Question]) -> tuple[Answer, ...]:
        """Return an answer for each question, from what ``series.before(origin)`` holds."""
        answers: dict[int, Answer] = {}
        for origin in sorted({one.origin for one in questions}):
            asked = [(i, one) for i, one in enumerate(questions) if one.origin == origin]
            past = series.before(origin)
            made = with_reasons(self, past, [one for _, one in asked])
            answers |= {i: answer for (i, _), answer in zip(asked, made, strict=True)}
        return tuple(answers[i] for i in range(len(questions)))


class DyadsKind:
    """How models of dyads are fitted and loaded (``questions.DyadModelKind``)."""

    def fit(self, series: EventSeries, settings: FitSettings, progress: Progress) -> Dyads:
        """Return a model fitted on a series; the same series and settings give the same model.

        Raises:
            ForecastError: there are too few events to learn from.
        """
        end = settings.until if settings.until is not None else _end(series)
        past = series.before(end)
        countries = (*past.countries()[0], NOBODY)
        homes = learn_homes(past, countries)
        history = history_of(past, settings.classes, countries, homes)
        tasks = tasks_of(settings.classes, settings.horizons)
        rows = _all_rows(history, tasks, end, progress)
        if not rows:
            raise ForecastError(_too_few(past))
        fitted, pools = _fit_all(history, rows, settings, progress)
        kept = Kept(name=NAME, countries=countries, homes=homes, fitted=fitted, pools=pools)
        return Dyads(kept, settings.classes)

    def load(self, files: Mapping[str, bytes], settings: FitSettings) -> Dyads:
        """Return the model of some files.

        Raises:
            ForecastError: the files are not of this kind or version.
        """
        if FILE not in files:
            raise ForecastError(f"not a model of dyads: no {FILE}; fit it again")
        try:
            name = msgspec.json.decode(files[FILE], type=_Named).name
            if name != NAME:
                raise ForecastError(f"a model of {name!r}, not {NAME!r}; fit it again")
            kept = msgspec.json.decode(files[FILE], type=Kept)
        except msgspec.DecodeError as error:
            raise ForecastError(f"{FILE} cannot be read ({error}); fit it again") from error
        _check(kept, settings.classes)
        return Dyads(kept, settings.classes)


class _Named(Record, frozen=True, kw_only=True):
    name: str


def _check(kept: Kept, classes: Sequence[EventClass]) -> None:
    """Make sure that a model knows the classes and features of this version of detente.

    Raises:
        ForecastError: it does not.
    """
    channels = {one.name: number for number, one in enumerate(classes)}
    for one in kept.fitted:
        if one.class_ not in channels:
            raise ForecastError(f"the model's class {one.class_!r} is not known; fit it again")
        channel = channels[one.class_]
        task = Task(channel, classes[channel].is_directed, one.within)
        now = names_without_history(classes, task)
        is_alike = one.features == now and one.sorts == sort_names(classes[channel])
        if not is_alike or len(one.learner.linear.weights) != len(now):
            raise ForecastError(
                f"the model has learned {one.class_} from other features than this version of "
                "detente makes; fit it again"
            )


def _end(series: EventSeries) -> int:
    done = series.day[~series.announced]
    return int(done.max()) + 1 if len(done) else 0


def _too_few(past: EventSeries) -> str:
    days = int(past.day.max() - past.day.min()) + 1 if len(past) else 0
    return f"too few events to learn from: {len(past)} in {days} days; import an event table"


def _all_rows(
    history: History, tasks: Sequence[Task], end: int, progress: Progress
) -> dict[Task, Rows]:
    parts: dict[Task, list[Rows]] = {task: [] for task in tasks}
    for share, made in past_rows(history, tasks, end):
        progress(0.5 * share, "looking back")
        for task, rows in made.items():
            parts[task].append(rows)
    together = {task: joined(found) for task, found in parts.items() if found}
    return {task: rows for task, rows in together.items() if len(rows)}


def _fit_all(
    history: History, rows: Mapping[Task, Rows], settings: FitSettings, progress: Progress
) -> tuple[tuple[Fitted, ...], tuple[Pool, ...]]:
    found: dict[Task, Fitted] = {}
    pools = []
    groups = _groups(rows)
    for number, tasks in enumerate(groups):
        names = ", ".join(settings.classes[task.channel].name for task in tasks)
        share = 0.5 + 0.5 * number / len(groups)
        progress(share, f"learning {names} within {tasks[0].within} days")
        together = {task: rows[task] for task in tasks}
        fitted, pool = _fit_together(history, together, settings, number)
        found |= fitted
        pools.append(pool)
    return tuple(found[task] for task in rows), tuple(pools)


def _groups(rows: Mapping[Task, Rows]) -> list[list[Task]]:
    """Return tasks that can learn from each other: same direction, horizon and features."""
    groups: dict[tuple[bool, int, int], list[Task]] = {}
    for task, found in rows.items():
        key = task.is_directed, task.within, found.table.shape[1]
        groups.setdefault(key, []).append(task)
    return list(groups.values())


def _fit_together(
    history: History, rows: Mapping[Task, Rows], settings: FitSettings, pool: int
) -> tuple[dict[Task, Fitted], Pool]:
    seed, threads = settings.seed, settings.threads
    every, within = list(rows.values()), next(iter(rows)).within
    tried = rolling(every, within, seed=seed, threads=threads)
    learners = fit_learners(every, seed=seed, threads=threads)
    fitted = {
        task: Fitted(
            class_=settings.classes[task.channel].name,
            within=within,
            features=names_without_history(settings.classes, task),
            sorts=sort_names(settings.classes[task.channel]),
            learner=state_of(learner, pool),
            hawkes=fit_hawkes(found.parts, found.happened, found.weight),
            trial=trial_of(scored, seed),
            rules=count_rules(history, task, found, learner.prior(found)),
        )
        for (task, found), scored, learner in zip(rows.items(), tried, learners, strict=True)
    }
    return fitted, pool_of(learners)
