"""The pieces of a text are those of the tokenizer, however they are come by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from detente.coding.encoder_pieces import Pieces
from detente.ontology.languages import language_file

LONGEST = 24
TEXTS = {
    "names with accents": "Erdoğan received São Tomé’s Élysée envoy",
    "signs": "“No,” she said – the [envoy]… left_at 5:30/6 {sic} \\ ^ `now` ~ #2",
    "the tokenizer's own words": "The [MASK] talks [CLS] ended [SEP] here",
    "other blanks": "Chad\u00a0and\tNiger\nsigned\u2009it",
    "other scripts": "Путин met 习近平 in Riyadh",
    "money": "€5m and £3m of aid",
    "a word too long for it": "a" * 120,
    "more than is read": "Iran freed a tourist and " * 20,
    "nothing": "",
}
# What sentences are made of, and what looks like it and is not.
SIGNS = st.characters(min_codepoint=32, max_codepoint=0x17F) | st.sampled_from("“”‘’–—…€\u0301習")


@pytest.fixture(scope="module")
def both():
    """The pieces that are remembered, and those of the tokenizer itself."""
    vocabulary = language_file("detente.coding", "tokenizer.json", "en").read_text(encoding="utf-8")
    plain = Tokenizer.from_str(vocabulary)
    plain.no_padding()
    plain.enable_truncation(LONGEST)
    return Pieces(Tokenizer.from_str(vocabulary), LONGEST), plain


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_pieces_are_those_of_the_tokenizer(both, text):
    assert _remembered(both, text) == _plain(both, text)


@settings(max_examples=300, deadline=None)
@given(text=st.text(SIGNS, max_size=80))
def test_so_they_are_of_any_signs(both, text):
    assert _remembered(both, text) == _plain(both, text)


def test_words_seen_before_are_cut_as_they_were(both):
    first = _remembered(both, "Envoys of Nauru met")
    _remembered(both, "Nauru met envoys of Palau")
    assert _remembered(both, "Envoys of Nauru met") == first


def _remembered(both, text):
    return [list(part) for part in both[0].of(text)]


def _plain(both, text):
    encoded = both[1].encode(text)
    starts, ends = zip(*encoded.offsets, strict=True)
    return [encoded.ids, list(starts), list(ends)]
