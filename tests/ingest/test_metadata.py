"""Titles and days of pages."""

import pytest

from detente.ingest.metadata import best_title, page_facts


@pytest.mark.parametrize(
    ("title", "headings", "outlet", "best"),
    [
        ("Oslo hosts talks - The Courier", [], "The Courier", "Oslo hosts talks"),
        ("Oslo hosts talks | courier.example", [], "Courier", "Oslo hosts talks"),
        ("Oslo hosts talks - day two", [], "The Courier", "Oslo hosts talks - day two"),
        ("Oslo hosts talks on fish", ["The Courier", "Oslo hosts talks"], None, "Oslo hosts talks"),
        ("Oslo hosts talks", ["Most read"], None, "Oslo hosts talks"),
        (None, ["Oslo hosts talks"], None, "Oslo hosts talks"),
        (None, ["Oslo", "Santiago"], None, None),
        (None, [], "The Courier", None),
    ],
)
def test_the_title_is_the_headline_without_the_outlet(title, headings, outlet, best):
    assert best_title(title, headings, outlet) == best


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<p>Copyright 2019 The Courier</p>", None),
        ("<p>Published 1 January 2019</p>", "2019-01-01"),
        ('<time datetime="2019-03-02T10:00:00Z" class="published">2 March</time>', "2019-03-02"),
    ],
)
def test_a_year_alone_is_no_day(line, day):
    published = page_facts(
        f"<html><head></head><body><p>Oslo</p>{line}</body></html>", None
    ).published
    assert str(published) == str(day)


def test_a_language_that_is_none_is_unknown():
    assert (
        page_facts("<html lang='" + "x" * 300 + "'><body><p>Oslo</p></body></html>", None).language
        is None
    )
