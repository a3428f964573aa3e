"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import IntakeError
from detente.ingest.decode import decode, storable

FRENCH = "Le président norvégien a été reçu à Montréal où l’accord fut signé — après un délai. " * 3
RUSSIAN = "Министры иностранных дел встретились в Осло во вторник. " * 3


@given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_utf8_is_read_as_it_was_written(text):
    data = text.encode()
    if not data.startswith(
        (b"\xef\xbb\xbf", b"%PDF", b"ID3", b"BZh9", b"RIFF", b"PAR1", b"OggS", b"{\\rt")
    ):
        assert decode(data) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8", "cp1252"])
def test_marks_and_windows_1252_are_understood(encoding):
    assert decode(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1251", "cp1251"),
        ("KOI8-R", "koi8-r"),
        ("ISO-8859-5", "iso8859-5"),
        ("utf-8", "utf-8"),
    ],
)
def test_a_page_is_read_in_the_charset_it_declares(declared, encoding):
    page = f'<HTML><HEAD><META CONTENT="text/html; charset={declared}"></HEAD><p>{RUSSIAN}</p>'
    assert RUSSIAN in decode(page.encode(encoding))


def test_text_cut_inside_a_character_is_still_read():
    assert decode(RUSSIAN.encode()[:-40]).startswith(RUSSIAN[:80])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (RUSSIAN.encode("cp1251"), "undecodable"),
        (b"Oslo\x00met", "NUL"),
        (b"%PDF-1.4 x", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\nrest", "PNG"),
        (bytes(range(128, 256)) * 3, "undecodable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data, reason):
    with pytest.raises(IntakeError, match=reason):
        decode(data)


@given(st.text(alphabet=st.characters()))
def test_what_is_storable_has_no_nul_and_can_be_encoded(text):
    kept = storable(text)
    assert "\x00" not in kept
    assert kept.encode().decode() == kept
