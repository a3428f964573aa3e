"""The stage "text": from an article as it came to its clean text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean import boilerplate, page
from detente.clean.characters import normalise_characters
from detente.clean.headline import byline_of, headline_of
from detente.clean.markup import plain_lines
from detente.clean.paragraphs import split_paragraphs
from detente.model import Article, Document
from detente.settings import Intake, Settings

PROSE = "The foreign ministers of Norway and Chile met in Oslo on Tuesday to discuss fisheries."
TITLE = "Oslo and Santiago Talk Fish"
QUOTE = '"Talks are planned on fish and salt." – NTB (Norwegian news agency)'


def clean(body, *, media="text", settings=None, **fields):
    article = Article(id="a", body=body, media=media, **fields)
    return boilerplate.build(settings or Settings())([Document(article=article)])[0]


def test_a_plain_article_keeps_title_prose_and_quotations_and_loses_its_furniture():
    body = f"{TITLE}\n0\n\n{TITLE.lower()}\n\n{PROSE}\n\n{QUOTE}\n\nTags\n\nLeave a Reply"
    document = clean(body)
    assert document.text == f"{TITLE}\n\n{PROSE}\n\n{QUOTE}"
    assert [piece.reason for piece in document.removed] == [
        "share count",
        "title repeated",
        "tags",
        "comment form",
    ]


def test_a_title_that_came_with_the_article_stands_first():
    assert clean(PROSE, title="Fish  talks").text == f"Fish talks\n\n{PROSE}"


def test_an_article_of_prose_alone_has_no_title():
    assert clean(f"{PROSE}\n\n{PROSE}").text == f"{PROSE}\n\n{PROSE}"


def test_a_page_gives_its_main_text_below_its_title():
    article = f"<article><h1>Talks</h1><p>{PROSE}</p><p>{PROSE * 3}</p></article>"
    body = f"<html><body><nav>Home</nav>{article}</body></html>"
    document = clean(body, media="html", title="Talks")
    assert document.text.startswith(f"Talks\n\n{PROSE}\n\n")
    assert "Home" not in document.text


def test_a_page_without_text_is_a_problem_of_its_own():
    document = clean("<html><body><nav>Home</nav></body></html>", media="html")
    assert document.problems[0].reason == "no article text found in it"


def test_too_much_text_is_refused():
    settings = Settings(intake=Intake(max_text_bytes=50))
    assert clean(PROSE, settings=settings).problems[0].reason.startswith("too large")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li"])
def test_a_page_nested_too_deeply_still_gives_its_text(tag):
    body = f"<{tag}>" * 3000 + PROSE
    assert page.parse_page(body) is None or PROSE in " ".join(page.page_paragraphs(body, None))
    assert PROSE in clean(body, media="html").text


def test_plain_lines_leave_out_scripts_menus_and_comments():
    body = f"<p>One<script>x</script> <b>two</b><!-- no --></p><nav>Menu</nav><form>{PROSE}"
    assert plain_lines(body) == ["One two", PROSE]


def test_lines_broken_at_a_column_are_joined():
    wrapped = (
        "The foreign ministers of Norway and Chile met in Oslo on\n"
        "Tuesday to discuss fisheries, seabed minerals and a treaty\n"
        "on the rescue of crews.\n"
        "\nThey meet again in May.\nSantiago will be host."
    )
    assert split_paragraphs(wrapped) == [
        f"{PROSE[:-1]}, seabed minerals and a treaty on the rescue of crews.",
        "They meet again in May.",
        "Santiago will be host.",
    ]


def test_lines_that_end_with_their_sentences_stay_apart():
    lines = [
        "The foreign ministers of Norway and Chile met in Oslo on Tuesday.",
        "They talked of fisheries and minerals for four hours and a half.",
        "No accord was signed, and the talks go on in Santiago in the spring.",
    ]
    assert split_paragraphs("\n".join(lines)) == lines


def test_character_references_are_resolved():
    body = f"Marks &amp; Spencer&#8217;s envoy\n\n{PROSE}&nbsp;&#8203;&#10;&#10;AT&T; R&D"
    assert clean(body).text == f"Marks & Spencer’s envoy\n\n{PROSE}\n\nAT&T; R&D"


def test_a_page_laid_out_in_a_table_has_paragraphs():
    row = "<td>Menu</td><td><h1>Talks</h1>" + f"<p>{PROSE}</p>" * 3 + "</td>"
    body = f"<html><body><table><tr>{row}</tr></table></body></html>"
    assert clean(body, media="html", title="Talks").text.split("\n\n")[-2:] == [PROSE, PROSE]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Oslo hosts talks\n\n{PROSE}", "Oslo hosts talks"),
        (f"Will Chile sign?\n{PROSE}", "Will Chile sign?"),
        (f"Chile signs accord with U.S.\n{PROSE}", "Chile signs accord with U.S."),
        (f"{PROSE}\n\n{PROSE}", None),
        ("Oslo hosts talks", None),
        (f"2025\n\n{PROSE}", None),
        (f"By Kari Nordmann\n\n{PROSE}", None),
    ],
)
def test_a_headline_is_a_short_first_line_without_a_stop(text, title):
    assert headline_of(text) == title


def test_a_byline_names_the_author():
    assert byline_of(f"Oslo hosts talks\nBy Kari Nordmann and Juan Rojas\n\n{PROSE}") == (
        "Kari Nordmann and Juan Rojas"
    )
    assert byline_of(f"By Monday the talks had failed\n\n{PROSE}") is None


@given(st.text())
def test_normalising_twice_changes_nothing(text):
    once = normalise_characters(text)
    assert normalise_characters(once) == once


def test_invisible_characters_go_and_joiners_of_arabic_stay():
    assert (
        normalise_characters("\ufeffOs\u00adlo\u202e \u00a0met\u200b\x00\r\nA\u030a")
        == "Oslo met\n\u00c5"
    )
    assert normalise_characters("می\u200cخواهد a\u200cb") == "می\u200cخواهد ab"


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Oslo  met", "Oslo met"),
        ("Oslo \u2601\ufe0f met", "Oslo \u2601 met"),
        ("A\u030a", "\u00c5"),
        ("Oslo" + "\u0330" * 7, "Oslo" + "\u0330" * 4),
        ("Oslo\u3000met", "Oslo met"),
    ],
)
def test_what_is_printed_is_made_normal_too(text, normal):
    assert normalise_characters(text) == normal


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from([PROSE, "Tags", "0", "Oslo hosts"])).map("\n\n".join)
)
def test_every_paragraph_of_a_text_is_one_line_and_not_empty(body):
    text = clean(body).text
    assert text == normalise_characters(text)
    assert not text or all(part.strip() for part in text.split("\n\n"))
