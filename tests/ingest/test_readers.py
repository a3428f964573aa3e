"""Every reader: articles out of what is good, a problem for what is not, in order."""

import datetime as dt
import json

import pytest

from detente.ingest import html, jsonl, text
from detente.ingest.source import ReadOptions, Source
from detente.model import Article, Problem
from detente.plugins import installed_plugins, load_plugin

PROSE = "The foreign ministers of Norway and Chile met in Oslo on Tuesday to discuss fisheries."
OPTIONS = ReadOptions(published=dt.date(2025, 2, 27), publisher="The Fjord Courier")
PAGE = f"""<html lang="en-GB"><head><title>Oslo hosts talks on fish - The Fjord Courier</title>
<meta property="og:site_name" content="The Fjord Courier">
<meta property="article:published_time" content="2025-02-18T09:30:00+01:00">
<meta name="author" content="Kari Nordmann"><link rel="canonical" href="https://example.org/fish">
</head><body><article><h1>Oslo hosts talks on fish</h1>
<p>{PROSE}</p><p>{PROSE * 3}</p></article></body></html>"""


def read(reader, data, options=ReadOptions()):  # noqa: B008 - frozen
    return list(reader.read(Source(name="input", data=data), options))


def only(items):
    assert len(items) == 1
    return items[0]


@pytest.mark.parametrize("name", installed_plugins("readers"))
@pytest.mark.parametrize(
    "data", [b"", b" \n", b"\x00\x01", b"%PDF-1.7", b"\x81\x82\x83\x84", b"x" * 30_000_000]
)
def test_every_reader_turns_what_it_cannot_read_into_a_problem(name, data):
    found = list(load_plugin("readers", name)(Source(name="bad", data=data), ReadOptions()))
    assert found
    assert all(
        isinstance(item, Problem) and item.reason and item.stage == "intake" for item in found
    )


def test_plain_text_has_a_title_a_byline_and_nothing_that_it_does_not_say():
    article = only(read(text, f"Oslo hosts talks\nBy Kari Nordmann\n\n{PROSE}".encode()))
    assert (article.title, article.author) == ("Oslo hosts talks", "Kari Nordmann")
    assert (article.published, article.outlet, article.url) == (None, None, None)


def test_options_fill_what_the_input_leaves_open():
    article = only(read(text, PROSE.encode(), OPTIONS))
    assert (article.published, article.published_from) == (OPTIONS.published, "option")
    assert (article.outlet, article.outlet_from) == ("The Fjord Courier", "option")


def test_a_page_says_who_when_and_where():
    article = only(read(html, PAGE.encode(), OPTIONS))
    assert article.title == "Oslo hosts talks on fish"
    assert (article.published, article.published_from) == (dt.date(2025, 2, 18), "page")
    assert (article.outlet, article.outlet_from) == ("The Fjord Courier", "page")
    assert (article.author, article.language) == ("Kari Nordmann", "en-GB")
    assert article.url == "https://example.org/fish"


def test_a_page_that_says_nothing_leaves_it_unknown():
    article = only(read(html, f"<html><body><p>{PROSE}</p></body></html>".encode()))
    known = (article.title, article.published, article.outlet, article.author, article.language)
    assert known == (None,) * 5


def test_a_row_of_json_outranks_page_and_options():
    row = {
        "id": 7,
        "url": "https://example.org/7",
        "publisher": "Wire",
        "published_at": "2025-02-19T23:30:00-05:00",
        "title": "Fish  talks",
        "html": PAGE,
        "other": [1, {"a": None}],
    }
    article = only(read(jsonl, json.dumps(row).encode(), OPTIONS))
    assert (article.title, article.outlet, article.outlet_from) == ("Fish talks", "Wire", "input")
    assert (article.published, article.published_from) == (dt.date(2025, 2, 19), "input")
    assert (article.media, article.url) == ("html", "https://example.org/7")


@pytest.mark.parametrize("wrong", ["soon", "2025", "2025-02-30", "", None])
def test_a_day_that_is_none_stays_unknown(wrong):
    row = {"text": PROSE, "published_at": wrong}
    assert only(read(jsonl, json.dumps(row).encode())).published is None


def test_a_broken_line_costs_itself_only():
    lines = [{"text": PROSE}, {"id": "no text"}, {"text": ["wrong"]}, {"text": PROSE + "!"}]
    data = "\n".join(map(json.dumps, lines)) + '\n{"text": "cut\n\n[]\n'
    found = read(jsonl, data.encode())
    assert [type(item) for item in found] == [Article, Problem, Problem, Article, Problem, Problem]
    assert found[1].reason == "neither text nor html in it"
    assert found[4].origin == "input:5"
    assert found[4].reason.startswith("broken JSON")


def test_keys_that_the_format_does_not_promise_cost_nothing():
    row = {"text": PROSE, "author": ["Kari", "Juan"], "language": 7, "tags": {"a": [1]}}
    article = only(read(jsonl, json.dumps(row).encode()))
    assert (article.author, article.language) == (None, None)


def test_a_line_too_long_costs_itself_only():
    options = ReadOptions(max_text_bytes=100)
    rows = [{"text": "a" * 120}, {"text": "b " * 3000}, {"text": "short and good"}]
    found = read(jsonl, "\n".join(map(json.dumps, rows)).encode(), options)
    assert [type(item) for item in found] == [Problem, Problem, Article]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_and_a_single_object_are_read_too(indent):
    rows = [{"id": "1", "text": PROSE}, {"id": "2", "text": PROSE}]
    assert len(read(jsonl, json.dumps(rows, indent=indent).encode())) == 2
    assert len(read(jsonl, json.dumps(rows[0], indent=indent).encode())) == 1


def test_halves_of_surrogate_pairs_and_nul_do_not_reach_the_store():
    article = only(
        read(jsonl, b'{"id": "\\ud800", "text": "Oslo \\udc00 met\\u0000. \\ud83d\\ude00"}')
    )
    assert article.body == "Oslo \ufffd met. \U0001f600"
    assert article.body.encode()


def test_the_id_depends_on_key_and_body_alone():
    same = [
        only(read(jsonl, json.dumps(row).encode())).id
        for row in (
            {"id": "a", "text": PROSE},
            {"id": "a", "text": PROSE, "title": "Talks", "published_at": "2025-01-02"},
            {"id": "b", "text": PROSE},
            {"id": "a", "text": PROSE + "!"},
        )
    ]
    assert same[0] == same[1]
    assert len(set(same)) == 3
