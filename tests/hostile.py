"""Inputs that break readers: a seeded generator, the same on every machine.

Every input is a name (its suffix tells the reader) and bytes. Whatever reads them must end in
articles or listed problems, never in a traceback or a stuck run.
"""

import json
import random
from collections.abc import Callable, Iterator

Made = tuple[str, bytes]
SENTENCE = "The foreign ministers of Norway and Chile met in Oslo on Tuesday to discuss fisheries. "
WORDS = SENTENCE.lower().replace(".", "").split()
UNRULY = (
    "\u202e\u202d\u200f\u200e\u2066\u2069\u200b\u200d\ufeff\u00ad\u0301\u0000\u0007\ufffd\U000e0041"
)
SURROGATES = r"\ud83d \udc00 \ud800\ud800 \uDFFF"


def hostile_inputs(n: int, seed: int, scale: float = 1.0) -> Iterator[Made]:
    """Yield ``n`` inputs, each kind in turn; ``scale`` shrinks the large ones (1.0: 50 MB)."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    for number in range(n):
        make = KINDS[number % len(KINDS)]
        suffix, data = make(rng, scale)
        yield f"{number:05d}-{make.__name__.removeprefix('_')}{suffix}", data


def _random_bytes(rng: random.Random, scale: float) -> Made:
    return rng.choice((".txt", ".html", ".jsonl", ".json", "")), rng.randbytes(rng.randrange(3000))


def _random_bytes_without_nul(rng: random.Random, scale: float) -> Made:
    data = bytes(rng.randrange(1, 256) for _ in range(rng.randrange(1, 600)))
    return rng.choice((".txt", ".html", ".jsonl")), data


def _random_characters(rng: random.Random, scale: float) -> Made:
    points = (
        rng.choice((rng.randrange(1, 0xD800), rng.randrange(0xE000, 0x110000))) for _ in range(900)
    )
    return rng.choice((".txt", ".html", ".jsonl")), "".join(map(chr, points)).encode()


def _cut_utf8(rng: random.Random, scale: float) -> Made:
    data = ("Президент прибыл в Осло. 総理大臣が到着した。 " * 20).encode()
    start = rng.randrange(5)
    return ".txt", data[start : rng.randrange(start, len(data))]


def _mixed_encodings(rng: random.Random, scale: float) -> Made:
    parts = [
        text.encode(code, "replace")
        for text in ("Ångström ", "naïve ", "Łódź ")
        for code in ("utf-8", "cp1250", "utf-16")
    ]
    rng.shuffle(parts)
    return rng.choice((".txt", ".html")), b" ".join(parts)


def _utf16_without_mark(rng: random.Random, scale: float) -> Made:
    return ".txt", (SENTENCE * 5).encode(rng.choice(("utf-16-le", "utf-16-be")))


def _half_a_mark(rng: random.Random, scale: float) -> Made:
    mark = rng.choice((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\x00\x00"))
    return ".txt", mark + rng.randbytes(rng.randrange(40))


def _wrong_charset(rng: random.Random, scale: float) -> Made:
    name = rng.choice(
        ("utf-8", "utf-16", "x-no-such", "rot13", "idna", "hex", "undefined", "unicode_escape")
    )
    page = f'<html><head><meta charset="{name}"></head><body><p>{SENTENCE * 4}</p>'.encode()
    return ".html", page + "é".encode("cp1252") * 30 + b"</body></html>"


def _nested_html(rng: random.Random, scale: float) -> Made:
    depth = max(300, int(10_000 * scale))
    tag = rng.choice(("div", "span", "b", "ul><li", "table><tr><td", "blockquote", "a href=x", "q"))
    return ".html", (f"<{tag}>" * depth + SENTENCE * 3).encode()


def _unclosed_html(rng: random.Random, scale: float) -> Made:
    pieces = (
        "<p",
        "<!--",
        "<script>",
        "<![CDATA[",
        "<a href='",
        "</",
        "<p>",
        "&#",
        "&#x110000;",
        "&amp",
        "<?xml",
        SENTENCE,
    )
    return ".html", "".join(rng.choices(pieces, k=300)).encode()


def _many_elements(rng: random.Random, scale: float) -> Made:
    n = max(500, int(60_000 * scale))
    return ".html", ("<html><body>" + f"<p>{SENTENCE}<br></p>" * n).encode()


def _many_attributes(rng: random.Random, scale: float) -> Made:
    attributes = " ".join(f'a{i}="{rng.random()}"' for i in range(int(20_000 * scale) + 10))
    return ".html", f"<html><body><p {attributes}>{SENTENCE * 3}</p></body></html>".encode()


def _broken_metadata(rng: random.Random, scale: float) -> Made:
    value = rng.choice(
        (
            '{"@type": [[[[',
            '{"@type": "NewsArticle", "headline": null, "author": {"name": [1, {}]}}',
            "[" * 5000,
            '{"datePublished": "9999-99-99"}',
            "null",
            '{"@graph": 3}',
        )
    )
    meta = '<meta property="article:published_time" content="0000-13-45T99:99">'
    script = f'<script type="application/ld+json">{value}</script>'
    page = f'<html lang="{"x" * 300}"><head><title></title>{meta}{script}'
    return (
        ".html",
        f"{page}</head><body><article><p>{SENTENCE * 4}</p></article></body></html>".encode(),
    )


def _markup_pretending_to_be_text(rng: random.Random, scale: float) -> Made:
    return ".txt", (f"<html><p>{SENTENCE}</p>" * 3).encode()


def _long_line(rng: random.Random, scale: float) -> Made:
    size = int(50_000_000 * scale)
    unit = rng.choice(
        (b"a", b"a ", SENTENCE.encode(), b"A.", "é".encode(), b'?" ', b"((((", b"x@y ")
    )
    return rng.choice((".txt", ".jsonl", ".html", "")), (unit * (size // len(unit) + 1))[:size]


def _long_json_line(rng: random.Random, scale: float) -> Made:
    text = SENTENCE * max(10, int(50_000_000 * scale / len(SENTENCE)))
    lines = [
        json.dumps({"id": "long", "text": text}),
        json.dumps({"id": "short", "text": SENTENCE}),
    ]
    return ".jsonl", "\n".join(lines).encode()


def _null_bytes(rng: random.Random, scale: float) -> Made:
    data = bytearray((SENTENCE * 3).encode())
    for _ in range(rng.randrange(1, 9)):
        data.insert(rng.randrange(len(data)), 0)
    return rng.choice((".txt", ".html", ".jsonl")), bytes(data)


def _other_formats(rng: random.Random, scale: float) -> Made:
    starts = (
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"\x1f\x8b\x08",
        b"\x7fELF",
    )
    return rng.choice((".txt", ".html", ".pdf", "")), rng.choice(starts) + rng.randbytes(200)


def _wrong_json(rng: random.Random, scale: float) -> Made:
    good = json.dumps({"id": "1", "title": "Talks", "text": SENTENCE})
    place = rng.randrange(len(good))
    rows = (
        good[:place],
        good[place:],
        good[:place] + rng.choice('{}[]":,\\x') + good[place:],
        "NaN",
        "[]",
        '""',
        "{}",
        good,
    )
    return rng.choice((".jsonl", ".json")), "\n".join(rng.sample(rows, k=len(rows))).encode()


def _wrong_json_types(rng: random.Random, scale: float) -> Made:
    values = (
        None,
        3,
        -1.5e308,
        True,
        [],
        {},
        [SENTENCE],
        {"a": SENTENCE},
        "",
        " ",
        "x" * 400,
        UNRULY,
        SENTENCE,
    )
    keys = ("id", "url", "publisher", "published_at", "title", "text", "html", "other")
    rows = [{key: rng.choice(values) for key in rng.sample(keys, 5)} for _ in range(6)]
    return rng.choice((".jsonl", ".json")), "\n".join(json.dumps(row) for row in rows).encode()


def _nested_json(rng: random.Random, scale: float) -> Made:
    depth = max(2000, int(100_000 * scale))
    opening, closing = rng.choice(
        (("[", "]"), ('{"a":', "}"), ('{"text":', "}"), ('{"other":[', "]}"))
    )
    return rng.choice((".jsonl", ".json")), (opening * depth + "1" + closing * depth).encode()


def _lone_surrogates(rng: random.Random, scale: float) -> Made:
    text = f"{SENTENCE} {SURROGATES} {SENTENCE}"
    row = f'{{"id": "{SURROGATES}", "title": "Talks {SURROGATES}", "text": "{text}"}}'
    nul = f'{{"id": "n\\u0000", "text": "{SENTENCE}\\u0000 \\u0000{SENTENCE}"}}'
    return ".jsonl", f"{row}\n{nul}".encode()


def _directions(rng: random.Random, scale: float) -> Made:
    words = "".join(rng.choice(UNRULY.replace("\0", "")) + word + " " for word in WORDS * 8)
    return rng.choice((".txt", ".html")), f"{words}\n\n{SENTENCE}\u202e{SENTENCE[::-1]}".encode()


def _stacked_marks(rng: random.Random, scale: float) -> Made:
    return ".txt", "".join(letter + "\u0301\u0323\u0336" * 60 for letter in SENTENCE).encode()


def _no_stops(rng: random.Random, scale: float) -> Made:
    n = max(500, int(10_000 * scale)) * len(WORDS)
    return ".txt", " ".join(rng.choices(WORDS, k=n)).encode()


def _only_stops(rng: random.Random, scale: float) -> Made:
    return ".txt", "".join(rng.choices(".!?…\"')]”’ \n\t-–", k=int(200_000 * scale) + 500)).encode()


def _only_breaks(rng: random.Random, scale: float) -> Made:
    breaks = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", " ", "\u3000")
    return rng.choice((".txt", ".jsonl", ".html")), "".join(rng.choices(breaks, k=400)).encode()


def _short_lines(rng: random.Random, scale: float) -> Made:
    lines = [
        rng.choice(("0", "Share", "Tags", "Name *", "·", "U.S.", "By", SENTENCE))
        for _ in range(int(20_000 * scale) + 200)
    ]
    return ".txt", rng.choice(("\n", "\n\n")).join(lines).encode()


def _abbreviations(rng: random.Random, scale: float) -> Made:
    pieces = (
        "U.S. ",
        "Lt. Col. ",
        "No. ",
        "J. ",
        "a.m. ",
        "H.E. ",
        "... ",
        '?" ',
        "Oslo ",
        "v. ",
        ".A",
        "(",
        "“",
    )
    return ".txt", "".join(rng.choices(pieces, k=int(50_000 * scale) + 500)).encode()


def _nothing(rng: random.Random, scale: float) -> Made:
    return rng.choice((".txt", ".html", ".jsonl", ".json", "")), rng.choice(
        (b"", b"\n", b" ", b"\xef\xbb\xbf", b"\x00")
    )


KINDS: tuple[Callable[[random.Random, float], Made], ...] = (
    _random_bytes,
    _random_bytes_without_nul,
    _random_characters,
    _cut_utf8,
    _mixed_encodings,
    _utf16_without_mark,
    _half_a_mark,
    _wrong_charset,
    _nested_html,
    _unclosed_html,
    _many_elements,
    _many_attributes,
    _broken_metadata,
    _markup_pretending_to_be_text,
    _long_line,
    _long_json_line,
    _null_bytes,
    _other_formats,
    _wrong_json,
    _wrong_json_types,
    _nested_json,
    _lone_surrogates,
    _directions,
    _stacked_marks,
    _no_stops,
    _only_stops,
    _only_breaks,
    _short_lines,
    _abbreviations,
    _nothing,
)
