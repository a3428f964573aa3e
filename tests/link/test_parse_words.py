"""Lemmas and universal tags from memory are those that the pipeline's own rules give."""

import pytest

from detente.link.parse import Parser, load_model

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
