import pytest

from detente.clean import segment
from detente.entities.registry import load_registry
from detente.link.gate import build_gate
from detente.model import Article, Document, Language
from detente.settings import Settings


@pytest.fixture(scope="module")
def gate():
    return build_gate(load_registry())


def _document(text):
    language = Language(code="en", probability=1.0, is_read=True)
    document = Document(article=Article(id="a", body=text), text=text, language=language)
    return segment.build(Settings())([document])[0]


def test_a_sentence_with_a_state_and_a_deed_passes(gate):
    assert gate(_document("Brazil signed a treaty with Peru.")) == [True]


def test_a_sentence_without_a_state_is_held_back(gate):
    assert gate(_document("The council met on Monday to discuss parking.")) == [False]


def test_a_state_without_a_deed_is_held_back(gate):
    assert gate(_document("The weather in Chile.")) == [False]


def test_words_that_are_names_only_with_a_capital_are_no_states(gate):
    assert gate(_document("They told us that turkey is cheap.")) == [False]


def test_in_an_article_between_states_a_pronoun_does_for_a_name(gate):
    text = "Brazil and Peru signed a treaty. He also promised to visit in May."
    assert gate(_document(text)) == [True, True]
    assert gate(_document("A mayor signed a book. He also promised to visit in May."))[1] is False


def test_accents_do_not_hide_a_name(gate):
    assert gate(_document("Türkiye condemned the attack.")) == [True]


def test_in_an_article_between_states_words_for_several_stand_for_names(gate):
    text = "Brazil and Peru signed a treaty. The two countries promised to consult each other."
    assert gate(_document(text)) == [True, True]
    assert gate(_document("A mayor signed a book. Both parties met on Monday."))[1] is False


def test_a_deed_of_rule_passes_where_the_beginning_names_a_state(gate):
    text = "Nepal's leader quit. Police fired tear gas at a crowd. The government lifted the ban."
    assert gate(_document(text)) == [True, True, True]
    nowhere = "Its leader quit. Police fired tear gas at a crowd. The government lifted the ban."
    assert gate(_document(nowhere))[1:] == [False, False]


def test_plain_crime_is_held_back_where_a_state_is_named(gate):
    text = "A farmer in Chile lost a horse. Police arrested a neighbour who had shot it."
    assert gate(_document(text))[1] is False


def test_in_an_article_between_states_a_paper_told_before_does_for_a_name(gate):
    text = "Brazil and Peru agreed on a treaty. The treaty was signed on Monday."
    assert gate(_document(text)) == [True, True]
    assert gate(_document("A mayor wrote a book. The treaty was signed on Monday."))[1] is False


def test_states_in_an_article_on_sport_are_no_reason_to_parse(gate):
    sport = (
        "France beat Italy 3-1 on Sunday to reach the final of the cup. The striker scored twice in"
        " the second half. France's keeper was injured in a clash with a defender. Italy's coach"
        " rejected calls to drop the captain, who missed a penalty. The match with Spain is on"
        " Friday."
    )
    assert gate(_document(sport)) == [False] * 5


def test_own_words_may_be_about_anything():
    own = build_gate(load_registry(), ["goalkeep"])
    assert own(_document("The goalkeeper of France was injured in the match against Italy."))[0]
