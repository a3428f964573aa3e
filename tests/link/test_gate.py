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
    assert gate(_document("The choir met on Monday to discuss the concert.")) == [False]


def test_a_state_without_a_deed_is_held_back(gate):
    assert gate(_document("The weather in Chile.")) == [False]


def test_words_that_are_names_only_with_a_capital_are_no_states(gate):
    assert gate(_document("The chef told us that turkey is cheap.")) == [False]
    assert gate(_document("The chef told us that Turkey is cheap.")) == [True]


def test_in_an_article_between_states_a_pronoun_does_for_a_name(gate):
    text = "Brazil and Peru signed a treaty. He also promised to visit in May."
    assert gate(_document(text)) == [True, True]
    assert (
        gate(_document("A chef signed a cookbook. He arrived on Friday to taste it."))[1] is False
    )


def test_accents_do_not_hide_a_name(gate):
    assert gate(_document("Türkiye condemned the attack.")) == [True]


def test_in_an_article_between_states_words_for_several_stand_for_names(gate):
    text = "Brazil and Peru signed a treaty. The two countries promised to consult each other."
    assert gate(_document(text)) == [True, True]
    assert gate(_document("A chef signed a cookbook. Both sisters met at the fair."))[1] is False


def test_deeds_of_force_and_rule_pass_without_a_name(gate):
    text = "Nepal's leader quit. Police fired tear gas at a crowd. The government lifted the ban."
    assert gate(_document(text)) == [True, True, True]


def test_leaders_known_by_their_surnames_pass_without_a_state(gate):
    assert gate(_document("Guterres condemns killing of peacekeepers in drone attack")) == [True]


def test_plain_crime_is_held_back_where_a_state_is_named(gate):
    text = "A farmer in Chile lost a horse. Police arrested a neighbour who had shot it."
    assert gate(_document(text))[1] is False


def test_in_an_article_between_states_a_paper_told_before_does_for_a_name(gate):
    text = (
        "Brazil and Peru agreed on a treaty. Troops are to leave the border, the two governments"
        " said. The treaty was signed on Monday."
    )
    assert gate(_document(text)) == [True, True, True]
    assert gate(_document("A chef wrote a cookbook. The copy was signed on Monday."))[1] is False


def test_states_in_an_article_on_sport_are_no_reason_to_parse(gate):
    sport = (
        "France beat Italy 3-1 on Sunday to reach the final of the cup. The striker scored twice in"
        " the second half. France's keeper was injured in a clash with a defender. Italy's coach"
        " rejected calls to drop the captain, who missed a penalty. The match with Spain is on"
        " Friday."
    )
    assert gate(_document(sport)) == [False] * 5


def test_two_states_and_politics_need_no_deed(gate):
    assert gate(_document("Jordan's foreign minister in Doha with a message")) == [True]
    assert gate(_document("Jordan's striker in Doha for the cup")) == [False]


def test_own_words_may_be_about_anything():
    own = build_gate(load_registry(), ["goalkeep"])
    assert own(_document("The goalkeeper of France was injured in the match against Italy."))[0]
