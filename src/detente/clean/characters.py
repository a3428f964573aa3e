"""Characters that are not text: marks of direction, soft hyphens, controls, odd spaces."""

import html
import re
import unicodedata

# Zero-width joiners spell words in Arabic and Indic scripts, so they stay there.
_JOINERS = re.compile("[\u200c\u200d](?<![\u0600-\u0dff][\u200c\u200d])")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_REFERENCE = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What is no single space already.
_SPACES = re.compile("[^\\S\n]{2,}|[^\\S\n ]")
# What is printed and yet not normal, or may not be: marks on letters, and signs that choose a form.
_MARKS = re.compile("[\u0300-\u036f\ufe00-\ufe0f]")
# More combining marks on one letter than any orthography has; they are stacked as decoration.
_STACKED = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")


def normalise_plain_text(text: str) -> str:
    """Return plain text with normal characters and without references ("&amp;") a scraper left."""
    return normalise_characters(html.unescape(text) if _REFERENCE.search(text) else text)


def normalise_characters(text: str) -> str:
    """Return text in NFC, without invisible characters; its only spaces are " " and line feeds.

    Idempotent. Halves of surrogate pairs become U+FFFD.
    """
    if _is_normal(text):
        return text
    if text.isascii():  # nothing to compose, no joiners
        return _SPACES.sub(" ", _INVISIBLE.sub("", _BREAKS.sub("\n", text)))
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", _JOINERS.sub("", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", _STACKED.sub(r"\1", text))


def _is_normal(text: str) -> bool:
    """Whether a text is normal at first sight, as most are: only printed characters and breaks."""
    if "  " in text or not text.replace("\n", "").isprintable():
        return False
    is_plain = text.isascii() or not _MARKS.search(text)
    return is_plain and unicodedata.is_normalized("NFC", text)
