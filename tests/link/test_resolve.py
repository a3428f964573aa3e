import datetime as dt
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.link import mentions
from detente.link.participants import participant
from detente.link.resolve import links_of, load_tables, resolve_phrase
from detente.model import Article, Document, Sentence, Span
from detente.settings import Settings

CASES = tomllib.loads((Path(__file__).parent / "cases/actors.toml").read_text(encoding="utf-8"))[
    "case"
]
DAY = dt.date(2025, 2, 27)


@pytest.fixture(scope="module")
def tables():
    return load_tables()


@pytest.fixture(scope="module")
def find():
    return mentions.build(Settings())


def document(text, day=DAY):
    spans = [match.span() for match in re.finditer(r"\S.*?(?:\.(?=\s|$)|$)", text, re.DOTALL)]
    sentences = tuple(Sentence(span=Span(*span), paragraph=0) for span in spans)
    article = Article(id="a", body=text, published=day)
    return Document(article=article, text=text, sentences=sentences)


def read(text, day, find, tables):
    found = find([document(text, day)])[0]
    return found, links_of(found, tables)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_actor_phrases_are_found_and_linked(case, find, tables):
    found, links = read(case["text"], case.get("day"), find, tables)
    rows = [
        [
            case["text"][one.span.start : one.span.end],
            one.kind,
            link.entity or "",
            link.country or "",
            link.sector or "",
        ]
        for one, link in zip(found.mentions, links, strict=True)
    ]
    assert rows == case["mentions"]


@pytest.mark.parametrize(
    ("phrase", "day", "country", "sector", "name"),
    [
        ("Malaysian Defence Minister", "2025-02-27", "MYS", "GOV", "Mohamed Khaled Nordin"),
        (
            "Secretary of Iran's Supreme National Security Council",
            "2022-06-01",
            "IRN",
            "GOV",
            "Ali Shamkhani",
        ),
        ("President Bush", "2002-05-01", "USA", "GOV", "George W. Bush"),
        ("the NATO chief", "2025-03-01", "IGO", "IGO", "Mark Rutte"),
        ("Soviet foreign minister", "1990-06-01", "RUS", "GOV", "Eduard Shevardnadze"),
        ("a former Russian minister", "2025-03-01", "RUS", "ELI", None),
        ("a senior diplomat", "2025-03-01", None, "GOV", None),
        ("the Pentagon", "2025-03-01", "USA", "MIL", "Pentagon"),
        (
            "Ukrainian President Volodymyr Zelenskiy",
            "2025-03-01",
            "UKR",
            "GOV",
            "Volodymyr Zelenskyy",
        ),
    ],
)
def test_bare_phrases_mean_somebody_on_a_day(phrase, day, country, sector, name, tables):
    link = resolve_phrase(phrase, dt.date.fromisoformat(day), tables)
    assert (link.country, link.sector, link.name) == (country, sector, name)


def test_a_wrong_former_is_told_in_the_reason(tables):
    link = resolve_phrase("former President Donald Trump", DAY, tables)
    assert link.office_type == "HOS"
    assert link.reason.startswith("the text says former")


def test_without_a_day_the_office_is_undated_and_less_certain(tables):
    dated = resolve_phrase("Sergei Shoigu", DAY, tables)
    undated = resolve_phrase("Sergei Shoigu", None, tables)
    assert (dated.office_state, undated.office_state) == ("confirmed", "undated")
    assert undated.confidence < dated.confidence


def test_a_defence_minister_is_government_with_the_military_beside(tables):
    link = resolve_phrase("the Malaysian defence minister", DAY, tables)
    assert (link.sector, link.other_sectors, link.office_type) == ("GOV", ("MIL",), "DM")


def test_a_participant_carries_the_words_and_the_link(find, tables):
    text = "Russian security chief Sergei Shoigu spoke."
    found = find([document(text)])[0]
    bare = participant(found, 0)
    linked = participant(
        Document(
            article=found.article, text=text, mentions=found.mentions, links=links_of(found, tables)
        ),
        0,
    )
    assert bare.text == linked.text == "Russian security chief Sergei Shoigu"
    assert (bare.country, linked.country, linked.office_type) == (None, "RUS", "NSC")


VOCABULARY = """
Russia Russian Moscow the minister President Putin met , and 's of in Anwar Ibrahim he said two
officials UN ( ) - Georgia former Shoigu foreign Jordan Smith Institute . U.S. Dr. élan
"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=30))
def test_mentions_lie_in_order_inside_their_sentences_and_each_has_a_link(words, find, tables):
    text = " ".join(words)
    found, links = read(text, DAY, find, tables)
    spans = [one.span for one in found.mentions]
    assert [link.mention for link in links] == list(range(len(spans)))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for one in found.mentions:
        sentence = found.sentences[one.sentence].span
        assert sentence.start <= one.span.start <= one.head.start < one.head.end <= one.span.end
        assert one.span.end <= sentence.end
    assert all(0 <= link.confidence <= 1 for link in links)
