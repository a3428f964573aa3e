"""Task "segments": passages that belong to an article or do not, title, author and day."""

from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.pages import clean_page, read_pages

SCORER = ("extract", "segments")


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "body", "title", "author", "date"}`` for each page that could be read."""
    urls = {row["id"]: row.get("url") for row in gold}
    for row_id, data in read_pages(gold, options):
        found = clean_page(row_id, data, urls[row_id])
        if not found:
            continue
        article, document = found
        yield {
            "id": row_id,
            "body": document.text,
            "title": article.title,
            "author": article.author,
            "date": article.published and article.published.isoformat(),
        }
