"""Run document stages over gold texts, which are clean text already.

The gate is off: it judges a sentence by its article, and gold sentences often stand alone.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from detente.model import Article, Document, Language
from detente.pipeline.stages import STEPS, Stage
from detente.settings import Coding, Settings

BATCH = 64
_REMEMBERED = 8  # batches
# Gold texts are taken as they stand: nothing is cleaned away, and all are English.
GIVEN = frozenset({"text", "language", "fingerprint"})

UNGATED = Settings(coding=Coding(gate=False))

Row = tuple[str, str, dt.date | None]


def documents(
    rows: Iterable[Row], until: str, settings: Settings | None = None
) -> Iterator[Document]:
    """Yield the document of each (id, text, publication day) with all layers up to ``until``.

    Stages are built once for all tasks, and texts that the task before has read are not read again.
    """
    reader = _reader(settings or UNGATED)
    waiting = iter(rows)
    while batch := tuple(islice(waiting, BATCH)):
        yield from reader.read(batch, until)


@cache
def _reader(settings: Settings) -> "_Reader":
    return _Reader(settings)


class _Reader:
    """Reads rows as far as asked, and remembers the last ones with the layers they have."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._steps = [step for step in STEPS if step.name not in GIVEN]
        self._stages: list[Stage] = []
        self._known: dict[tuple[Row, ...], tuple[int, list[Document]]] = {}

    def read(self, rows: tuple[Row, ...], until: str) -> list[Document]:
        end = [step.name for step in self._steps].index(until) + 1
        begin, read = self._known.pop(rows, (0, []))
        read = read or [_given(*row) for row in rows]
        for stage in self._built(end)[begin:]:
            read = stage(read)
        self._known[rows] = max(begin, end), read
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]
        return read

    def _built(self, end: int) -> list[Stage]:
        missing = self._steps[len(self._stages) : end]
        self._stages += [step.build(self._settings) for step in missing]
        return self._stages[:end]


def _given(key: str, text: str, published: dt.date | None) -> Document:
    article = Article(id=key, body=text, published=published)
    language = Language(code="en", probability=1.0, is_read=True)
    return Document(article=article, text=text, language=language)
