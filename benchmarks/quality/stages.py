"""Run the document stages over texts that stand for one sentence or one article."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from detente.model import Article, Document
from detente.pipeline.stages import DOCUMENT_STEPS, build_stages
from detente.settings import Settings

BATCH = 64


def documents(
    rows: Iterable[tuple[str, str, dt.date | None]], until: str, settings: Settings | None = None
) -> Iterator[Document]:
    """Yield the document of each (id, text, publication day) with all layers up to ``until``."""
    names = [step.name for step in DOCUMENT_STEPS]
    stages = build_stages(settings or Settings())[: names.index(until) + 1]
    articles = (
        Article(id=key, body=text, published=published, language="en")
        for key, text, published in rows
    )
    while batch := list(islice(articles, BATCH)):
        yield from _through(stages, [Document(article=article) for article in batch])


def _through(stages: Sequence[object], batch: list[Document]) -> list[Document]:
    for stage in stages:
        batch = stage(batch)  # type: ignore[operator]
    return batch
