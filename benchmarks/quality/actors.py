"""Actor phrases to country, sector and person, in the form the actor scorer reads."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.quality.options import Options
from detente.link.resolve import load_tables, resolve_phrase

SCORER: tuple[str, ...] = ("actors",)
# The gold set's README: a phrase without a date means "about 2022".
UNDATED = dt.date(2022, 1, 1)


def predict(gold: Sequence[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Yield a prediction for each gold row: id, country, sector, person, confidence."""
    del options
    tables = load_tables()
    for row in gold:
        link = resolve_phrase(row.get("mention") or row["phrase"], _day(row.get("date")), tables)
        yield {
            "id": row["id"],
            "country": link.country,
            "sector": link.sector,
            "person": link.name if link.kind == "person" else None,
            "confidence": link.confidence,
        }


def _day(text: str | None) -> dt.date:
    """Return the day a gold row asks about; the set writes "1 july 2021" as well as ISO dates."""
    if not text:
        return UNDATED
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dt.date.fromisoformat(text)
    return dt.datetime.strptime(text.title(), "%d %B %Y").replace(tzinfo=dt.UTC).date()
