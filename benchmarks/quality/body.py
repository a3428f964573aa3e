"""Task "body": the text of an article on its page."""

from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.pages import body_of, clean_page, read_pages

SCORER = ("extract", "body")


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Yield ``{"id", "body"}`` for each page that could be read."""
    urls = {row["id"]: row.get("url") for row in gold}
    for row_id, data in read_pages(gold, options):
        found = clean_page(row_id, data, urls[row_id])
        if found:
            yield {"id": row_id, "body": body_of(found[1])}
