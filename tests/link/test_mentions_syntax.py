"""Mentions that only a parse tells: who does what follows his name."""

import datetime as dt

import pytest

from detente.clean import segment
from detente.link import mentions, parse
from detente.link.mentions_syntax import is_empty, is_subject, token_at
from detente.model import Article, Document, Language
from detente.settings import Coding, Settings

DAY = dt.date(2025, 2, 27)
CASES = (
    # A family name begins a sentence, of whom the text named in full.
    ("President Gustavo Petro rejected it. Petro answered in kind.", "Petro", True),
    ("President Gustavo Petro rejected it. Petro has not answered.", "Petro", True),
    ("Condoleezza Rice landed in Hanoi. Rice prices fell.", "Rice", False),
    # A state behind a city does something, or only tells where the city is.
    ("In Rome, Iran met the United States.", "Iran", True),
    # Words before a role that belong to something else.
    ("At least 21 Russian drones crossed into Poland.", "21 Russian drones", True),
    ("The most senior U.S. general met officers.", "The most senior U.S. general", True),
    ("Before the summit European leaders had agreed on it.", "European leaders", True),
    ("In Athens, Georgia, police met protesters.", "Georgia", False),
)


@pytest.fixture(scope="module")
def read():
    settings = Settings(coding=Coding(gate=False))
    stages = [room.build(settings) for room in (segment, parse, mentions)]

    def of(text):
        language = Language(code="en", probability=1.0, is_read=True)
        article = Article(id="a", body=text, published=DAY)
        documents = [Document(article=article, text=text, language=language)]
        for stage in stages:
            documents = stage(documents)
        return documents[0]

    return of


@pytest.mark.parametrize(("text", "name", "is_named"), CASES)
def test_a_name_is_a_mention_where_it_does_what_follows(read, text, name, is_named):
    found = read(text)
    named = [found.text[one.span.start : one.span.end] for one in found.mentions]
    assert (name in named) == is_named


def test_without_a_parse_nothing_is_known_of_syntax():
    assert not is_subject(None, 0)
    assert is_empty(None, 0)


def test_a_word_is_found_where_it_begins(read):
    tree = read(CASES[0][0]).parses[1]
    assert token_at(tree, tree.starts[2]) == 2
    assert token_at(tree, tree.starts[2] + 1) is None
    assert is_subject(tree, tree.starts[0])
