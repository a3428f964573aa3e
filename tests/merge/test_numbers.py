"""Counts in sentences: of what, how many, and which are denied."""

import pytest

from detente.merge.numbers import CountFinder
from detente.merge.tables import read_number_words

FINDER = CountFinder(read_number_words())

TOLD = [
    ("They signed 23 agreements.", [(23, "agreements", "exactly")]),
    ("At least 1.5 million refugees came.", [(1.5e6, "refugees", "least")]),
    ("As many as 300 soldiers left.", [(300, "soldiers", "most")]),
    ("A thousand prisoners were let go.", [(1000, "prisoners", "exactly")]),
    ("Twelve people were killed and 30 others were hurt.",
     [(12, "dead", "exactly"), (30, "injured", "exactly")]),
    ("A blast killed at least 15 people.", [(15, "dead", "least")]),
    ("The death toll rose to 21 on Friday.", [(21, "dead", "exactly")]),
    ("The number of police officers who came was 200.", [(200, "officers", "exactly")]),
    ("200 officers, not 400, came.", [(200, "officers", "exactly"), (400, "officers", "not")]),
    ("A thousand for a thousand, they said.", []),
    ("He is 70 years old and spoke for two hours.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), TOLD)
def test_a_sentence_tells_its_counts(sentence, expected):
    found = [(one.value, one.name, one.bound) for one in FINDER.counts_in(sentence)]
    assert found == expected


def test_words_of_one_thing_have_one_unit():
    (police,), (officers,) = (
        list(FINDER.counts_in(text)) for text in ("400 police came.", "200 officers came.")
    )
    assert police.unit == officers.unit


def test_peoples_and_parts_are_known_as_such():
    (sixteen,) = FINDER.counts_in("Sixteen prisoners, eight of them Germans, were freed.")
    assert (sixteen.value, sixteen.name) == (16, "prisoners")
    (freed,) = FINDER.counts_in("They freed 78 Palestinians.")
    assert freed.is_people
    assert FINDER.kind_of(freed) == "persons"


def test_what_a_sentence_counts_weeks_before_is_of_another_deed():
    sentence = "They swapped 185 soldiers, six weeks after the exchange of August."
    (count,) = FINDER.counts_in(sentence)
    start = sentence.index("exchange")
    assert FINDER.is_of(count, sentence, (5, 12))
    assert not FINDER.is_of(count, sentence, (start, start + 8))
