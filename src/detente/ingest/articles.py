"""Building articles: ids, and what the options supply where the input is silent."""

import datetime as dt
import hashlib
import re
from typing import Any

from detente.errors import IntakeError
from detente.ingest.decode import storable
from detente.ingest.source import ReadOptions
from detente.model import Article

_DAY = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def article_id(key: str, body: str) -> str:
    """Return the id of an article: a digest of the id or URL the input gave, and the body."""
    content = f"{key}\x00{body}".encode()
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def build_article(body: str, *, key: str, options: ReadOptions, **known: Any) -> Article:
    """Return an article of ``body``, with the ``known`` fields and the defaults of the options.

    ``key`` is the id or URL that the input gave, or "". Known fields may be None.

    Raises:
        IntakeError: the body is empty.
    """
    body = storable(body)
    if not body.strip():
        raise IntakeError("empty: no text in it")
    given = {name: _clean(value) for name, value in known.items()}
    if given.get("published") is None and options.published:
        given |= {"published": options.published, "published_from": "option"}
    if given.get("outlet") is None and options.publisher:
        given |= {"outlet": storable(options.publisher), "outlet_from": "option"}
    return Article(id=article_id(storable(key), body), body=body, **given)


def check_text_size(text: str, options: ReadOptions) -> None:
    """Refuse a text that is larger than the options allow.

    Raises:
        IntakeError: more than ``max_text_bytes`` of UTF-8.
    """
    # A code point takes at most four bytes, so short texts need no encoding to be measured.
    if 4 * len(text) <= options.max_text_bytes:
        return
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > options.max_text_bytes:
        raise IntakeError(f"too large: {size:,} bytes of text, limit {options.max_text_bytes:,}")


def parse_day(text: str | None) -> dt.date | None:
    """Return the day that an ISO 8601 date or time begins with, as written, or None.

    The day is the outlet's own: a time zone in the text does not move it.
    """
    found = _DAY.match(text or "")
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return " ".join(storable(value).split()) or None
