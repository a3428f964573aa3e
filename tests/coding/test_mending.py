"""Parses of headlines whose verb was read as a noun."""

from hypothesis import given
from hypothesis import strategies as st

from detente.coding.mending import mended
from detente.model import Parse

TAGS = {"NOUN": "NNS", "PROPN": "NNP", "VERB": "VBZ", "ADJ": "JJ", "PUNCT": ",", "ADP": "IN"}
WORDS = ("Chad", "Mali", "vetoes", "strikes", "fires", "army", "-", ",", "in", "signs", "staged")


@st.composite
def parses(draw):
    size = draw(st.integers(2, 9))
    words = tuple(draw(st.sampled_from(WORDS)) for _ in range(size))
    pos = tuple(draw(st.sampled_from(sorted(TAGS))) for _ in range(size))
    # A head before each word makes a tree whose root is the first.
    heads = tuple(draw(st.integers(0, max(item - 1, 0))) for item in range(size))
    labels = st.sampled_from(["compound", "amod", "nsubj", "dobj", "prep", "appos", "nmod"])
    deps = ("ROOT", *(draw(labels) for _ in range(size - 1)))
    return _parse(words, pos, heads, deps)


def _parse(words, pos, heads, deps, tags=None):
    return Parse(
        starts=tuple(range(len(words))),
        ends=tuple(range(1, len(words) + 1)),
        words=words,
        lemmas=tuple(word.casefold() for word in words),
        tags=tags or tuple(TAGS[name] for name in pos),
        pos=pos,
        heads=heads,
        deps=deps,
    )


@given(parse=parses(), ends=st.lists(st.booleans(), min_size=9, max_size=9))
def test_what_is_mended_is_one_tree_over_the_same_words(parse, ends):
    found = mended(parse, ends)
    assert found.words == parse.words
    roots = [item for item, head in enumerate(found.heads) if head == item]
    assert len(roots) == 1
    for item in range(len(found.words)):
        steps = 0
        while found.heads[item] != item:
            item, steps = found.heads[item], steps + 1  # noqa: PLW2901 - climbs to the root
            assert steps <= len(found.words)


def test_a_verb_read_as_part_of_a_noun_phrase_is_the_verb():
    parse = _parse(
        ("Chad", "vetoes", "EU", "statement"),
        ("PROPN", "VERB", "PROPN", "NOUN"),
        (1, 3, 3, 3),
        ("compound", "compound", "compound", "ROOT"),
        ("NNP", "VBZ", "NNP", "NN"),
    )
    found = mended(parse, [True, False, True, False])
    assert (found.heads[1], found.lemmas[1]) == (1, "veto")
    assert (found.heads[0], found.deps[0]) == (1, "nsubj")
    assert (found.heads[3], found.deps[3]) == (1, "dobj")


def test_a_noun_before_another_verb_stays_a_noun():
    parse = _parse(
        ("Chad", "strikes", "kill", "five"),
        ("PROPN", "NOUN", "VERB", "NOUN"),
        (1, 2, 2, 2),
        ("compound", "nsubj", "ROOT", "dobj"),
        ("NNP", "NNS", "VBP", "CD"),
    )
    assert mended(parse, [True, False, False, False]) == parse
