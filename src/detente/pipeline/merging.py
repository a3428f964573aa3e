"""The corpus phase of a run: what is new is merged, step by step, and the rest left as it is.

Each step takes some thousands of reports, reads what they touch, and is saved in one transaction;
so memory is bounded, and a merge that was killed goes on where it was with the next run. The
records after the last step are those of merging everything at once, byte for byte.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from detente.pipeline.merge_basis import merged_on
from detente.pipeline.merge_job import Job
from detente.pipeline.merge_step import step_change
from detente.settings import Settings
from detente.store import merging
from detente.store.connect import reading, writing
from detente.store.decisions import load_decisions
from detente.store.loading import Connection
from detente.store.merge_write import MergeChange, forget_all, save
from detente.store.write import Writer

# Reports and articles of one step; each costs some kilobytes of memory while it lasts.
_MOST_REPORTS: Final = 50_000
_MOST_ARTICLES: Final = 25_000

Told = Callable[[int, int], None]


def merge_pending(
    writer: Writer,
    path: Path,
    settings: Settings,
    basis: str,
    tell: Told = lambda _merged, _all: None,
) -> tuple[int, int]:
    """Merge what is not merged yet in the database at ``path``; return its records and conflicts.

    Everything is merged anew if the records there were made on another ``basis``, see
    :func:`detente.pipeline.merge_basis.merge_basis`. ``tell`` is called before each step with the
    numbers of articles merged and to be merged.
    """
    steps = _begin(path, basis)
    n_merged, n_waiting = 0, sum(map(len, steps))
    for articles in steps:
        tell(n_merged, n_waiting)
        with _uncollected():
            save(writer, _change(path, articles, settings, basis))
        n_merged += len(articles)
    with reading(path) as connection:
        return merging.counts(connection)


def _change(path: Path, articles: Sequence[str], settings: Settings, basis: str) -> MergeChange:
    with reading(path) as connection:
        job = Job(settings, load_decisions(connection), basis)
        return step_change(connection, articles, job)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of cycles away from a million objects that are in none: a sixth faster."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _begin(path: Path, basis: str) -> list[Sequence[str]]:
    """Forget records made on another basis, and those made without steps; return the steps."""
    with reading(path) as connection:
        if merged_on(connection) in {basis, None} and merging.has_state(connection):
            return _steps(connection)
    with writing(path) as connection:
        forget_all(connection)
        return _steps(connection)


def _steps(connection: Connection) -> list[Sequence[str]]:
    """Return the articles that wait, cut into steps; one empty step if only decisions wait."""
    waiting = merging.waiting(connection)
    is_noted = merged_on(connection) is not None  # users' decisions take the note away
    steps: list[Sequence[str]] = []
    held: list[str] = []
    n_reports = 0
    for article_id, n_events in waiting:
        if held and (n_reports + n_events > _MOST_REPORTS or len(held) >= _MOST_ARTICLES):
            steps.append(held)
            held, n_reports = [], 0
        held.append(article_id)
        n_reports += n_events
    return [*steps, held] if held or not is_noted else steps
