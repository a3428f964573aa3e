"""Run document stages over gold texts, which are clean text already.

The gate is off: it judges a sentence by its article, and gold sentences often stand alone.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from detente.model import Article, Document, Language
from detente.pipeline.stages import STEPS, BuiltStep
from detente.settings import Coding, Settings

BATCH = 64
# Gold texts are taken as they stand: nothing is cleaned away, and all are English.
GIVEN = frozenset({"text", "language", "fingerprint"})

UNGATED = Settings(coding=Coding(gate=False))

Row = tuple[str, str, dt.date | None]


def documents(
    rows: Iterable[Row], until: str, settings: Settings | None = None
) -> Iterator[Document]:
    """Yield the document of each (id, text, publication day) with all layers up to ``until``."""
    built = _built(until, settings or UNGATED)
    waiting = (_given(*row) for row in rows)
    while batch := list(islice(waiting, BATCH)):
        yield from _through(built, batch)


def _built(until: str, settings: Settings) -> Sequence[BuiltStep]:
    names = [step.name for step in STEPS]
    wanted = STEPS[: names.index(until) + 1]
    chosen = [step for step in wanted if step.name not in GIVEN]
    return [BuiltStep(step=step, stage=step.build(settings)) for step in chosen]


def _given(key: str, text: str, published: dt.date | None) -> Document:
    article = Article(id=key, body=text, published=published)
    language = Language(code="en", probability=1.0, is_read=True)
    return Document(article=article, text=text, language=language)


def _through(built: Sequence[BuiltStep], batch: list[Document]) -> list[Document]:
    for step in built:
        batch = step.stage(batch)
    return batch
