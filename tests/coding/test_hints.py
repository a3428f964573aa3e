"""What the encoder says, by the tokens of a parse: made answers for made parses."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.encoder import Sensed
from detente.coding.hints import NOTHING, Guess, Hints
from detente.model import Parse

LABELS = {
    "types": [NOTHING, "AID", "COERCE"],
    "modes": [NOTHING, "COERCE.seize", "COERCE.arrest"],
    "modalities": ["done", "planned"],
    "cameo": [NOTHING, "070", "171", "173"],
    "contexts": ["military", "legal"],
    "roles": ["actor", "recipient", "claimant"],
}
# "Iran seized tankers": begin mark, Iran, seize, ##d, tanker, ##s, end mark
TEXT = "Iran seized tankers"
PIECES = [(0, 0), (0, 4), (5, 10), (10, 11), (12, 18), (18, 19), (0, 0)]
WORDS = [(0, 4), (5, 11), (12, 19)]


class Made(NamedTuple):
    """Rows of one answer, that a test may change before it asks."""

    pieces: list
    types: np.ndarray
    modes: np.ndarray
    cameo: np.ndarray
    roles: np.ndarray


def _made(pieces=PIECES):
    rows = {name: np.zeros((len(pieces), len(LABELS[name])), np.float32) for name in _BY_PIECE}
    for table in rows.values():
        table[:, 0] = 1.0
    roles = np.zeros((3, len(pieces), len(pieces)), np.float32)
    return Made(pieces, rows["types"], rows["modes"], rows["cameo"], roles)


_BY_PIECE = ("types", "modes", "cameo")


def _hints(made, words=WORDS, offset=0):
    starts, ends = zip(*made.pieces, strict=True)
    modalities = np.tile(np.array([0.7, 0.3], np.float32), (len(starts), 1))
    contexts, sentence = np.array([0.2, 0.9]), np.array([0.1, 0.05, 0.8])
    sensed = Sensed(
        starts, ends, made.types, made.modes, modalities, made.cameo, contexts, sentence, made.roles
    )
    return Hints(sensed, _parse(words, offset), offset, LABELS)


def _owners(made, words=WORDS, offset=0):
    """Return for each piece the words that tell of something where it alone does."""
    found = []
    for piece in range(len(made.pieces)):
        alone = _telling(_made(made.pieces), {piece: (0, 1, 0)})
        found.append(np.flatnonzero(_hints(alone, words, offset).telling).tolist())
    return found


def _parse(words, offset=0):
    count = len(words)
    blank = ("x",) * count
    return Parse(
        starts=tuple(start + offset for start, _ in words),
        ends=tuple(end + offset for _, end in words),
        words=blank,
        lemmas=blank,
        tags=blank,
        pos=blank,
        heads=tuple(range(count)),
        deps=blank,
    )


def _telling(made, rows):
    """Set what pieces tell of: ``{piece: (nothing, aid, coerce)}``."""
    for piece, row in rows.items():
        made.types[piece] = row
    return made


def test_words_that_have_a_role_are_told_in_order():
    made = _made()
    made.roles[0, 2, [1, 4, 5]] = 0.9, 0.9, 0.3
    hints = _hints(made)
    assert hints.having("actor", [1], 0.5) == [0, 2]
    assert hints.having("actor", [1], 0.7) == [0]
    assert hints.having("recipient", [1], 0.5) == hints.having("actor", [], 0.5) == []


@pytest.mark.parametrize("offset", [0, 7, 1000])
def test_a_word_has_all_its_pieces_wherever_the_sentence_stands(offset):
    assert _owners(_made(), offset=offset) == [[], [0], [1], [1], [2], [2], []]


def test_a_piece_that_covers_two_words_belongs_to_the_first():
    made = _made([(0, 0), (0, 11), (12, 19), (0, 0)])
    assert _owners(made) == [[], [0], [2], []]


def test_words_behind_the_cut_have_no_piece_and_tell_of_nothing():
    hints = _hints(_telling(_made(PIECES[:2]), {1: (0.1, 0.9, 0)}))
    assert hints.telling == pytest.approx([0.9, 0, 0])
    assert hints.types([1, 2]) == [Guess(NOTHING, 1.0)]
    assert hints.mode([2], "COERCE") is None
    assert hints.cameo_code([2], {"171"}) is None
    assert hints.role("actor", [1], [0]) == 0.0


def test_a_word_tells_as_much_as_the_piece_of_it_that_tells_most():
    made = _telling(_made(), {2: (0.6, 0, 0.4), 3: (0.2, 0, 0.8)})
    assert _hints(made).telling == pytest.approx([0, 0.8, 0])


def test_types_are_those_of_the_word_that_tells_most_the_likeliest_first():
    made = _telling(_made(), {1: (0.5, 0.5, 0), 3: (0.1, 0.2, 0.7)})
    found = _hints(made).types([0, 1])
    assert [one.label for one in found] == ["COERCE", "AID", NOTHING]
    assert [one.probability for one in found] == pytest.approx([0.7, 0.2, 0.1])


def test_a_mode_is_one_of_the_type_asked_for():
    made = _telling(_made(), {2: (0, 0, 1)})
    made.modes[2] = (0.1, 0.6, 0.3)
    hints = _hints(made)
    assert hints.mode([1], "COERCE") == ("seize", pytest.approx(0.6))
    assert hints.mode([1], "AID") is None


def test_no_mode_is_given_where_none_is_likelier():
    made = _telling(_made(), {2: (0, 0, 1)})
    made.modes[2] = (0.5, 0.4, 0.1)
    assert _hints(made).mode([1], "COERCE") is None


def test_a_code_is_one_of_those_allowed_even_if_others_are_likelier():
    made = _telling(_made(), {2: (0, 0, 1)})
    made.cameo[2] = (0.1, 0.5, 0.1, 0.3)
    hints = _hints(made)
    assert hints.cameo_code([1], {"171", "173"}) == "173"
    assert hints.cameo_code([1], set()) is None


def test_a_role_is_the_mean_over_the_party_of_its_likeliest_deed():
    made = _made()
    made.roles[1, 2, 4], made.roles[1, 3, 4], made.roles[1, 3, 5] = 0.2, 0.8, 0.6
    hints = _hints(made)
    assert hints.role("recipient", [1], [2]) == pytest.approx(0.7)
    assert hints.role("actor", [1], [2]) == 0.0
    with pytest.raises(ValueError, match="owner"):
        hints.role("owner", [1], [2])


def test_the_sentence_and_its_contexts_are_told_by_name():
    hints = _hints(_made())
    assert hints.sentence == pytest.approx({NOTHING: 0.1, "AID": 0.05, "COERCE": 0.8})
    assert hints.contexts == pytest.approx({"military": 0.2, "legal": 0.9})
    assert [one.label for one in hints.modalities([1])] == ["done", "planned"]


# Words and pieces as lengths, with gaps: both run over the same text in their own way.
LENGTHS = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 6)), min_size=1, max_size=12)


def _laid(lengths):
    place, found = 0, []
    for gap, length in lengths:
        found.append((place + gap, place + gap + length))
        place += gap + length
    return found


@given(words=LENGTHS.map(_laid), pieces=LENGTHS.map(_laid), offset=st.integers(0, 50))
def test_a_piece_is_of_the_first_word_it_overlaps_and_of_no_other(words, pieces, offset):
    found = _owners(_made(pieces), words, offset)
    for (start, end), owners in zip(pieces, found, strict=True):
        touched = [n for n, (low, high) in enumerate(words) if low < end and high > start]
        assert owners == touched[:1]


@given(words=LENGTHS.map(_laid), pieces=LENGTHS.map(_laid), data=st.data())
def test_where_the_sentence_stands_changes_no_answer(words, pieces, data):
    made = _made(pieces)
    for row in made.types:
        share = data.draw(st.floats(0, 1, width=32))
        row[:] = (share, 1 - share, 0)
    here, there = _hints(made, words), _hints(made, words, offset=31)
    tokens = range(len(words))
    assert here.telling == there.telling
    assert here.types(tokens) == there.types(tokens)
    assert all(0 <= one <= 1 for one in here.telling)
