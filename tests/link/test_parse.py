import pytest

from detente.clean import segment
from detente.link import parse
from detente.model import Article, Document, Language
from detente.settings import Coding, Settings

TEXTS = (
    "Malaysia\u2019s foreign minister met his Thai counterpart. They did not sign anything.",
    "KUALA LUMPUR, Feb 27 (Agency) - Thailand and Laos agreed to talk.",
    "The striker scored twice.",
)


@pytest.fixture(scope="module")
def parsed():
    language = Language(code="en", probability=1.0, is_read=True)
    documents = [
        Document(article=Article(id=str(number), body=text), text=text, language=language)
        for number, text in enumerate(TEXTS)
    ]
    documents = segment.build(Settings())(documents)
    return parse.build(Settings(coding=Coding(gate=False)))(documents)


def test_parses_stand_beside_sentences(parsed):
    for document in parsed:
        assert len(document.parses) == len(document.sentences)


def test_words_are_the_words_of_the_text(parsed):
    for document in parsed:
        for one in document.parses:
            spans = zip(one.starts, one.ends, strict=True)
            assert [document.text[a:b] for a, b in spans] == list(one.words)


def test_heads_are_tokens_of_the_sentence(parsed):
    for document in parsed:
        for one in document.parses:
            assert all(0 <= head < len(one.words) for head in one.heads)
            assert any(head == token for token, head in enumerate(one.heads))


def test_a_dateline_is_no_part_of_the_syntax(parsed):
    assert parsed[1].parses[0].words[0] == "Thailand"


def test_what_the_gate_holds_back_is_not_parsed():
    language = Language(code="en", probability=1.0, is_read=True)
    document = Document(article=Article(id="a", body="x"), text=TEXTS[2], language=language)
    (found,) = parse.build(Settings())(segment.build(Settings())([document]))
    assert found.parses == (None,)
