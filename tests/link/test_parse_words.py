"""Lemmas and universal tags from memory are those that the pipeline's own rules give."""

from types import SimpleNamespace

import pytest

from detente.link.parse import Parser, load_model
from detente.link.parse_words import forms_named

SENTENCES = (
    "There are talks in Geneva, and there's hope.",
    "Let's say that the ministers haven't met, and ain't gonna meet.",
    "Y'all gotta see what she'd have done.",
    "Mexico had signed it; Peru's envoys will sign it, too.",
    "That treaty is one that they doubted.",
    "There he was told of it when she was secretary, as there was hope.",
)


@pytest.fixture(scope="module")
def nlp():
    return load_model()


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_word_has_what_the_whole_pipeline_tells_of_it(nlp, sentence):
    whole = nlp(sentence)
    parser = Parser(nlp)
    for parse in parser.parse([(sentence, 7), (sentence, 7)]):  # asked, then from memory
        assert list(parse.words) == [one.text for one in whole]
        assert list(parse.lemmas) == [one.lemma_.lower() for one in whole]
        assert list(parse.pos) == [one.pos_ for one in whole]
        assert list(parse.tags) == [one.tag_ for one in whole]
        assert list(parse.heads) == [one.head.i for one in whole]
        assert list(parse.starts) == [one.idx + 7 for one in whole]


NEW_WORDS = (
    "Bulgaria bought frigates from Danish yards.",
    "Croatia sold tankers to Swedish owners.",
    "Being once there, ministers here got what they had; nothin' was then signed.",
    "The weightier treaties were renegotiated by wearied envoys in Ἀθῆναι and Łódź.",
)


def test_new_words_of_a_known_class_are_told_as_the_whole_pipeline_does(nlp):
    parser = Parser(nlp)
    parses = parser.parse((sentence, 0) for sentence in (*SENTENCES, *NEW_WORDS))
    for sentence, parse in zip((*SENTENCES, *NEW_WORDS), parses, strict=True):
        whole = nlp(sentence)
        assert list(parse.lemmas) == [one.lemma_.lower() for one in whole]
        assert list(parse.pos) == [one.pos_ for one in whole]


def test_without_rules_that_name_forms_each_word_is_asked(nlp):
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    assert forms_named(ruler, lemmatizer) is not None
    assert forms_named(None, lemmatizer) is None
    asking = SimpleNamespace(patterns=[{"patterns": [[{"SHAPE": "Xx"}]], "attrs": {"POS": "X"}}])
    assert forms_named(asking, lemmatizer) is None
    odd = {"patterns": [[{"LOWER": {"FUZZY": "pact"}}]], "attrs": {"LEMMA": "pact"}}
    assert forms_named(SimpleNamespace(patterns=[odd]), lemmatizer) is None
    telling = {"patterns": [[{"TAG": "NN"}]], "attrs": {"LEMMA": "pact"}}
    assert forms_named(SimpleNamespace(patterns=[telling]), lemmatizer) is None
