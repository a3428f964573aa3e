import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.entities.lexicon import words_of
from detente.link.words import Splitter, build, sentence_words
from detente.model import Article, Document, Sentence, Span
from detente.settings import Settings

PIECES = st.sampled_from(
    [
        "J.",
        "U.S.",
        "Kim's",
        "d'Orsay",
        "1,000",
        "-",
        "–",
        "(AP)",
        "Élysée",
        "\n",
        "\u00a0",
        "x.",
        "A",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join))


@given(text=TEXTS, offset=st.integers(0, 1000))
@example(text="Donald J. Trump", offset=0)
@example(text="Plan J. is off, plan K.", offset=3)
@example(text="J.\u2028Smith", offset=0)
def test_words_are_cut_as_without_a_memory(text, offset):
    splitter = Splitter()
    cut = tuple(words_of(text, offset))
    assert splitter.words(text, offset) == cut
    assert splitter.words(text, offset) == cut  # from memory


@pytest.mark.parametrize("with_layer", [True, False])
def test_the_words_of_sentences_are_the_same_with_and_without_the_layer(with_layer):
    text = "Donald J. Trump spoke. Kim's aides listened."
    sentences = (
        Sentence(span=Span(0, 22), paragraph=0),
        Sentence(span=Span(23, len(text)), paragraph=0),
    )
    document = Document(article=Article(id="a", body=text), text=text, sentences=sentences)
    if with_layer:
        (document,) = build(Settings())([document])
        assert document.words is not None
    words = sentence_words(document)
    assert [[word.text for word in line] for line in words] == [
        ["Donald", "J.", "Trump", "spoke", "."],
        ["Kim", "'s", "aides", "listened", "."],
    ]
    assert all(text[word.start : word.end] == word.text for line in words for word in line)
