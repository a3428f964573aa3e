"""The Python API over texts: understand one article, run over many.

Apart from the questions to a database, so that a run need not load what only they need.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from detente.errors import QueryError
from detente.ingest.articles import build_article
from detente.ingest.source import ReadOptions
from detente.ingest.sources import read_paths
from detente.model import Article, Document
from detente.pipeline.batch import run_batch
from detente.pipeline.run import Progress, RunReport
from detente.pipeline.run import run as run_articles
from detente.pipeline.stages import build_steps
from detente.settings import Settings


class Understander:
    """The document phase, with models and tables loaded once; call it on one article or text."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Load models and tables; takes seconds.

        Raises:
            PluginError: the settings name a linker or coder that is not installed.
        """
        self._steps = build_steps(settings or Settings())

    def __call__(
        self,
        article: Article | str,
        *,
        published: dt.date | str | None = None,
        publisher: str | None = None,
        title: str | None = None,
    ) -> Document:
        """Return the document of an article or a plain text, with all its layers.

        A text is taken as published on ``published`` (a date, or its ISO form) by ``publisher``;
        without a date, words such as "Thursday" stay unresolved. What fails is in
        ``Document.problems``.

        Raises:
            IntakeError: the text is empty.
        """
        if isinstance(article, str):
            options = ReadOptions(published=_day(published), publisher=publisher)
            article = build_article(article, key="", options=options, title=title)
        return run_batch([Document(article=article)], self._steps).documents[0]


def understand(
    article: Article | str,
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    settings: Settings | None = None,
) -> Document:
    """Return the document of one article or plain text, with all layers found in it.

    Loads models and tables each time: for many articles use an :class:`Understander`, or
    :func:`run`.

    Raises:
        IntakeError: the text is empty.
    """
    understander = Understander(settings)
    return understander(article, published=published, publisher=publisher, title=title)


def run(
    paths: Iterable[str | Path],
    db: str | Path,
    *,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    settings: Settings | None = None,
    on_batch: Callable[[Progress], None] = lambda _: None,
) -> RunReport:
    """Read files, folders or standard input ("-") into the database ``db``, made if need be.

    ``published`` and ``publisher`` hold where the input does not say. A second run over the same
    input adds nothing; a run that was killed goes on where it was.

    Raises:
        StoreBusyError: another process is writing to ``db``.
        StoreError: ``db`` is no database of this version, or cannot be written.
    """
    chosen = settings or Settings()
    options = ReadOptions(
        published=_day(published),
        publisher=publisher,
        max_text_bytes=chosen.intake.max_text_bytes,
    )
    read = read_paths([str(path) for path in paths], options)
    articles = (item for item in read if not _is_of_database(item.origin, Path(db)))
    return run_articles(articles, Path(db), chosen, on_batch=on_batch)


def _day(published: dt.date | str | None) -> dt.date | None:
    if not isinstance(published, str):
        return published
    try:
        return dt.date.fromisoformat(published)
    except ValueError as error:
        raise QueryError(f"published={published!r}: write a day as 2025-02-27") from error


def _is_of_database(origin: str | None, db: Path) -> bool:
    # The database, its log and its lock may lie in the folder that is read.
    path = Path(origin or "")
    return path.name.startswith(db.name) and path.absolute().parent == db.absolute().parent
