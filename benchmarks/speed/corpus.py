"""The articles that speed is measured on: the samples and any folders, repeated with changes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from detente.ingest.source import ReadOptions
from detente.ingest.sources import read_paths
from detente.model import Article
from detente.samples import sample_folder


def articles(folders: Sequence[Path], n_articles: int) -> Iterator[Article]:
    """Yield ``n_articles``: those of the samples, or of the folders if any, again and again.

    A repeated article has its paragraphs in another order and another date, so that no two texts
    are equal and nothing can be taken from a cache of whole texts.
    """
    paths = [str(folder) for folder in folders] or [str(sample_folder())]
    options = ReadOptions(published=dt.date(2025, 2, 27))
    originals = [item for item in read_paths(paths, options) if isinstance(item, Article)]
    if not originals:
        raise SystemExit(f"no articles in {', '.join(paths)}")
    for number in range(n_articles or len(originals)):
        turn, index = divmod(number, len(originals))
        yield _changed(originals[index], turn)


def _changed(article: Article, turn: int) -> Article:
    if turn == 0:
        return article
    body = article.body
    if article.media == "text":
        paragraphs = body.split("\n\n")
        at = turn % len(paragraphs)
        body = "\n\n".join([*paragraphs[at:], *paragraphs[:at]])
    published = article.published and article.published + dt.timedelta(days=turn)
    return msgspec.structs.replace(
        article, id=f"{article.id}-{turn}", body=body, published=published
    )
