"""Bytes to text: byte order marks, UTF-8, declared charsets, and windows-1252 if plausible."""

import codecs
import re
import tomllib
from functools import cache
from importlib.resources import files

from detente.errors import IntakeError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages say and what they mean, after the WHATWG encoding standard's table of labels.
MEANT_CHARSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
}
REPLACEMENT = "\ufffd"
# Share of replacement characters up to which a text still reads: a few broken bytes in a page.
MAX_BROKEN_SHARE = 0.005
# West European text has some 15 % accented letters at most; Cyrillic read as windows-1252 has 80.
MAX_ACCENTED_SHARE = 0.3
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w:.-]+)""", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f]")
_ACCENTED = re.compile(r"[^\W\d_\x00-\x7f]")
_LETTERS = re.compile(r"[^\W\d_]")


def decode(data: bytes) -> str:
    """Return the text that bytes hold.

    Raises:
        IntakeError: binary data, or an encoding that cannot be told.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strip_mark(_decode_as(data, encoding))
    _refuse_binary(data)
    for attempt in (_decode_utf8, _decode_declared):
        text = attempt(data)
        if text is not None:
            return text
    return _decode_western(data)


def storable(text: str) -> str:
    """Return text that every store can hold: no NUL, no half of a surrogate pair."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _strip_mark(text: str) -> str:
    return text.removeprefix("\ufeff")


def _refuse_binary(data: bytes) -> None:
    for kind, signatures in _signatures().items():
        if data.startswith(signatures):
            raise IntakeError(f"binary data: {kind}")
    if b"\x00" in data:
        raise IntakeError("binary data: NUL bytes")


@cache
def _signatures() -> dict[str, tuple[bytes, ...]]:
    table = tomllib.loads(
        files("detente.ingest").joinpath("data/signatures.toml").read_text(encoding="utf-8")
    )
    return {kind: tuple(map(bytes.fromhex, codes)) for kind, codes in table["signatures"].items()}


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        text = data.decode(encoding, "replace")
        if _is_broken(text):
            raise IntakeError(f"undecodable: not {encoding}, as its first bytes say") from error
    return text


def _is_broken(text: str) -> bool:
    n_broken = text.count(REPLACEMENT)
    return n_broken > 1 and n_broken > MAX_BROKEN_SHARE * len(text)


def _decode_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # A few broken bytes among many good sequences is damaged UTF-8; few good ones are chance.
    n_broken = text.count(REPLACEMENT)
    n_good = len(_ACCENTED.findall(text))
    return text if n_good > 10 * n_broken and not _is_broken(text) else None


def _decode_declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:8192])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        text = data.decode(MEANT_CHARSETS.get(name, name), "replace")
    except (LookupError, UnicodeError):
        return None
    return None if _is_broken(text) or name == "utf-16" else text


def _decode_western(data: bytes) -> str:
    text = data.decode("cp1252", "replace")
    if not _is_plausible(text):
        raise IntakeError("undecodable: not UTF-8, no declared charset that fits, not windows-1252")
    return text


def _is_plausible(text: str) -> bool:
    n_letters = len(_LETTERS.findall(text))
    n_strange = len(_CONTROLS.findall(text)) + text.count(REPLACEMENT)
    return (
        n_letters > 0.4 * len(text.strip())
        and n_strange <= 0.002 * len(text)
        and len(_ACCENTED.findall(text)) <= MAX_ACCENTED_SHARE * n_letters
    )
