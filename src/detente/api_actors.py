"""The Python API to the actor tables: who holds which office, who somebody is."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from detente.entities.directory import Directory, load_directory
from detente.entities.directory_records import (
    Candidate,
    Holding,
    LayerInfo,
    PersonCard,
    UnknownName,
)
from detente.entities.directory_unknown import Unknown, unknown_names
from detente.entities.layers_info import installed
from detente.entities.update_queries import read_queries
from detente.errors import QueryError, UpdateError
from detente.ingest.articles import build_article
from detente.ingest.source import ReadOptions
from detente.ingest.sources import read_paths
from detente.model import Article, Document, Problem
from detente.net.update import Fetch, Outcome, update
from detente.pipeline.batch import run_batch
from detente.pipeline.stages import STEPS, BuiltStep, Step, build_steps
from detente.settings import Settings

_NEAR, _LOOKED_AT = 3, 12
_BODIES = ("body", "organisation")
_KINDS_NEAR = {"person": ("person",), "organisation": _BODIES, "body": _BODIES}


class Actors:
    """The actor tables with the layers of the settings over them, loaded once, to ask.

    Days are dates or ISO text ("2015-06-01").
    """

    def __init__(self, settings: Settings | None = None) -> None:
        """Load the tables; takes under a second.

        Raises:
            LayerError: an update or corrections file is broken; names file and line.
        """
        self.settings = settings or Settings()
        self.directory: Directory = load_directory(self.settings.actors)

    def holders(self, office: str, country: str, on: dt.date | str) -> tuple[Holding, ...]:
        """Return who holds an office on a day, best known first; several if it is held jointly.

        ``office`` is a code or noun ("FM", "foreign minister"), ``country`` a code, name or
        demonym, or an organisation.

        Raises:
            QueryError: no such office or country, or no such day; names what comes near.
        """
        return self.directory.holders(office, country, as_day(on))

    def others(self, office: str, country: str, on: dt.date | str) -> tuple[Holding, ...]:
        """Return the last former and the next holder, and rows that are struck out or disputed.

        Raises:
            QueryError: as for :meth:`holders`.
        """
        return self.directory.others(office, country, as_day(on))

    def person(self, name: str) -> PersonCard:
        """Return who a person is, by name or id.

        Raises:
            QueryError: nobody of that name, or several.
        """
        return self.directory.person(name)

    def offices(self, name: str, on: dt.date | str | None = None) -> tuple[Holding, ...]:
        """Return all tenures of a person as they stand on a day, the one to name first.

        Raises:
            QueryError: nobody of that name, or several.
        """
        return self.directory.offices(name, None if on is None else as_day(on))

    def find(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return persons, bodies, organisations, states by name, across spellings and scripts."""
        return self.directory.find(name, limit=limit)

    def layers(self) -> tuple[LayerInfo, ...]:
        """Return what is installed as layers, the lowest first.

        Raises:
            LayerError: an update or corrections file is broken.
        """
        return installed(self.settings.actors)

    def is_stale(self, on: dt.date | str) -> bool:
        """Say whether the tables end longer before a day than ``actors.stale_after_days``."""
        old = self.directory.days_since_last_word(as_day(on))
        return old > self.settings.actors.stale_after_days

    def update(
        self,
        fetch: Fetch,
        *,
        folder: str | Path | None = None,
        queries: Sequence[str] = (),
    ) -> Iterator[Outcome]:
        """Yield what became of each query of an update, after its file was replaced, or was not.

        ``fetch`` is made by :func:`detente.net.update.from_service` or ``from_folder``. The files
        go to ``folder``, or that of the settings; what is loaded here stays as it is.

        Raises:
            UpdateError: no folder is given or set, or there is no such query.
            LayerError: a file in force is broken, or the folder cannot be written to.
        """
        chosen = folder or self.settings.actors.updates
        if chosen is None:
            raise UpdateError("where to? give --into FOLDER, or set actors.updates")
        yield from update(read_queries(queries), fetch, Path(chosen), self.directory.registry)

    def unknown_names(self, article: Article | str) -> tuple[UnknownName, ...]:
        """Return the persons and organisations a text or article names that are not known.

        Loads the parser when first asked. Names come in the order of the text.

        Raises:
            IntakeError: the text is empty.
            QueryError: the article cannot be read, or is in a language that is not.
        """
        read = article
        if isinstance(read, str):
            read = build_article(read, key="", options=ReadOptions())
        document = run_batch([Document(article=read)], self._steps).documents[0]
        if document.problems or document.links is None:
            reasons = [problem.reason for problem in document.problems]
            raise QueryError(f"not read: {'; '.join(reasons) or 'language that is not coded'}")
        found = unknown_names(document, self.directory.registry)
        return tuple(self._with_near(one) for one in found)

    def check(self, path: str | Path) -> tuple[UnknownName, ...]:
        """Return the unknown names in the articles of a file: text, HTML, JSON lines.

        Raises:
            QueryError: nothing can be read from it.
        """
        found = list(read_paths([str(path)], ReadOptions()))
        articles = [one for one in found if isinstance(one, Article)]
        if not articles:
            reasons = [one.reason for one in found if isinstance(one, Problem)]
            raise QueryError(f"{path}: {'; '.join(reasons) or 'no article in it'}")
        return tuple(name for article in articles for name in self.unknown_names(article))

    @cached_property
    def _steps(self) -> tuple[BuiltStep, ...]:
        # Sentences that the gate spares the parser may hold names nobody knows.
        coding = replace(self.settings.coding, gate=False)
        return build_steps(replace(self.settings, coding=coding), _steps_up_to("links", "places"))

    def _with_near(self, one: Unknown) -> UnknownName:
        kinds = _KINDS_NEAR.get(one.kind, ())
        found = self.directory.find(one.name, limit=_LOOKED_AT)
        near = tuple(candidate for candidate in found if candidate.kind in kinds)[:_NEAR]
        return UnknownName(name=one.name, kind=one.kind, sentences=one.sentences, near=near)


def _steps_up_to(*layers: str) -> list[Step]:
    """Return the steps without which some layers cannot be added, in their order."""
    wanted, steps = set(layers), list[Step]()
    for step in reversed(STEPS):
        if step.adds & wanted:
            wanted |= step.needs
            steps.insert(0, step)
    return steps


def as_day(day: dt.date | str) -> dt.date:
    """Return a day given as a date or in ISO form.

    Raises:
        QueryError: there is no such day.
    """
    if isinstance(day, dt.date):
        return day
    try:
        return dt.date.fromisoformat(day)
    except ValueError as error:
        raise QueryError(f"no day {day!r} ({error}); write a day as 2015-06-01") from error


def actors(settings: Settings | None = None) -> Actors:
    """Return the actor tables, to ask: ``detente.actors().holders("FM", "RUS", "2015-06-01")``.

    Raises:
        LayerError: an update or corrections file is broken; names file and line.
    """
    return Actors(settings)
