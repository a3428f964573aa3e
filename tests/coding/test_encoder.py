"""The encoder: what it says of a sentence, whatever the sentence is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.encoder import LONGEST, load_encoder

SENTENCE = "Norway bankrolled a new hospital in Malawi."
OTHERS = (
    "Thousands marched in Quito.",
    "NORWAY BANKROLLED A NEW HOSPITAL IN MALAWI.",
    "Президент Казахстана прилетел в Astana, 阿斯塔纳.",
    "",
)
ODD = {
    "empty": "",
    "blank": "  \n\t ",
    "one mark": ".",
    "all capitals": "IRAN RELEASES BRITISH TOURIST, SAYS MINISTRY",
    "mixed scripts": "Путин met 习近平 في الرياض on Monday — «да».",
    "no known sign": "\U0001f54a\ufe0f\u200b\u0301\x07",
    "one long word": "a" * 5000,
    "line ends": "Iran\r\nreleased\u2028a tourist.",
}


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def test_a_sentence_is_read_alike_alone_and_after_others(encoder):
    alone = encoder.sense(SENTENCE).whole()
    for other in OTHERS:
        encoder.sense(other)
        again = encoder.sense(SENTENCE).whole()
        assert all(np.array_equal(*pair) for pair in zip(alone, again, strict=True))


def test_two_encoders_say_the_same(encoder):
    load_encoder.cache_clear()
    other = load_encoder()
    assert other is not encoder
    pairs = zip(encoder.sense(SENTENCE).whole(), other.sense(SENTENCE).whole(), strict=True)
    assert all(np.array_equal(*pair) for pair in pairs)


def test_a_sentence_of_2000_words_is_cut_where_the_limit_is(encoder):
    sensed = encoder.sense("Iran released a tourist and " * 400 + "wept.")
    assert len(sensed.starts) == len(sensed.types) == LONGEST
    assert sensed.roles.shape[1:] == (LONGEST, LONGEST)


def test_what_lies_behind_the_limit_changes_nothing(encoder):
    text = "Iran released a tourist and " * 100
    one, other = encoder.sense(text), encoder.sense(f"{text}then bombed Kabul.")
    assert all(np.array_equal(*pair) for pair in zip(one.whole(), other.whole(), strict=True))


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_read_without_fail(encoder, text):
    _check(encoder.sense(text), text, encoder.labels)


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=120))
def test_any_text_gives_probabilities_of_each_piece(text):
    shipped = load_encoder()
    _check(shipped.sense(text), text, shipped.labels)


def test_pieces_lie_in_the_text_in_its_order(encoder):
    sensed = encoder.sense(SENTENCE)
    inner = list(zip(sensed.starts, sensed.ends, strict=True))[1:-1]
    assert inner == sorted(inner)
    covered = {place for start, end in inner for place in range(start, end)}
    assert covered == {place for place, sign in enumerate(SENTENCE) if sign != " "}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (SENTENCE, "AID"),
        ("Estonia booted out a Russian consul.", "SANCTION"),
        ("The hens of the village lay fewer eggs in winter.", "-"),
    ],
)
def test_a_plain_sentence_tells_of_its_type(encoder, text, label):
    sensed = encoder.sense(text)
    assert encoder.labels["types"][int(sensed.sentence.argmax())] == label


def test_case_matters_little(encoder):
    rows = [encoder.sense(text).sentence for text in (SENTENCE, SENTENCE.upper())]
    assert rows[0].argmax() == rows[1].argmax()


def test_where_none_is_shipped_there_is_none():
    assert load_encoder("xx") is None


def test_the_label_sets_fit_the_outputs(encoder):
    sensed = encoder.sense(SENTENCE)
    for name in ("types", "modes", "modalities", "cameo"):
        assert getattr(sensed, name).shape[1] == len(encoder.labels[name])
    assert len(sensed.contexts) == len(encoder.labels["contexts"])
    assert len(sensed.sentence) == len(encoder.labels["types"])
    assert len(sensed.roles) == len(encoder.labels["roles"])


def _check(sensed, text, labels):
    count = len(sensed.starts)
    assert 0 < count <= LONGEST
    assert len(sensed.ends) == count
    assert all(0 <= one <= len(text) for one in (*sensed.starts, *sensed.ends))
    for name in ("types", "modes", "modalities", "cameo"):
        rows = getattr(sensed, name)
        assert rows.shape == (count, len(labels[name]))
        assert np.allclose(rows.sum(-1), 1.0, atol=1e-4)
    for chances in (sensed.contexts, sensed.sentence, sensed.roles):
        assert ((chances >= 0) & (chances <= 1)).all()
