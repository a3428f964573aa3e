"""Mentions of events that mean one event, in texts of one story."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.merge.coref import Mention, groups_of, likeness, read_texts
from detente.merge.predicates import (
    KIN,
    SAME_DEED,
    SAME_WORD,
    is_deed,
    predicate,
    predicate_table,
    tie,
)

TABLE = predicate_table()


def mention(text, action, around=""):
    words = frozenset(map(TABLE.base, around.split()))
    return Mention(text=text, told=action, predicate=TABLE.read(action), near=words, around=words)


def texts_of(*bodies):
    return read_texts([Counter(map(TABLE.base, body.split())) for body in bodies])


TEXTS = texts_of(
    "ferry sank off Cebu divers search wreck", "ferry sinking Cebu harbour divers",
    "minister resigned over budget vote",
)  # fmt: skip

TIES = [
    ("signed", "the signing", SAME_WORD),
    ("met", "meeting", SAME_WORD),
    ("expulsions", "expelled", SAME_WORD),
    ("negotiations", "negotiated", SAME_WORD),
    ("destruction", "destroyed", SAME_WORD),
    ("delay", "delayed", SAME_WORD),
    ("landed", "arrival", SAME_DEED),
    ("passed away", "died", SAME_DEED),
    ("called off", "cancelled", SAME_DEED),
    ("denied", "deny", SAME_WORD),
    ("agreement", "agreed", SAME_WORD),
    ("stopped", "stop", SAME_WORD),
    ("put their names to", "signed", SAME_DEED),
    ("shot", "killed", KIN),
    ("signed", "visited", 0.0),
]


@pytest.mark.parametrize(("one", "other", "worth"), TIES)
def test_words_of_one_deed_are_tied(one, other, worth):
    assert tie(predicate(one), predicate(other)) == worth
    assert tie(predicate(other), predicate(one)) == worth


def test_a_phrase_may_end_behind_the_words_of_the_deed():
    alone, followed = TABLE.read("found"), TABLE.read("found", after="him guilty of")
    assert tie(alone, predicate("convicted")) < SAME_DEED
    assert tie(followed, predicate("convicted")) == SAME_DEED


def test_landing_is_arriving_and_leaving_is_not():
    assert is_deed("touched down", "arrive")
    assert not is_deed("left", "arrive")


def test_one_deed_in_two_texts_of_one_story_is_one_event():
    told = [mention(0, "sank", "ferry Cebu"), mention(1, "sinking", "ferry Cebu harbour")]
    assert groups_of(told, TEXTS) == [0, 0]


def test_other_deeds_are_two_events_whatever_stands_around():
    told = [mention(0, "sank", "ferry Cebu"), mention(1, "search", "ferry Cebu")]
    assert groups_of(told, TEXTS) == [0, 1]
    assert likeness(*told, TEXTS).reasons == ("other deeds",)


def test_words_of_saying_need_more_around_them():
    said = [mention(0, "said", "divers"), mention(2, "said", "minister")]
    assert groups_of(said, TEXTS) == [0, 1]


def test_a_likeness_tells_its_reasons():
    told = likeness(mention(0, "sank", "Cebu"), mention(1, "sinking", "Cebu"), TEXTS)
    assert told.reasons[0] == "one deed (+1.00)"


def test_no_mentions_are_no_groups():
    assert groups_of([], TEXTS) == []


ACTIONS = st.sampled_from(["sank", "sinking", "died", "killed", "said", "took", "met", "talks"])
MENTIONS = st.builds(
    mention, st.integers(0, 2), ACTIONS, st.sampled_from(["", "ferry Cebu", "minister vote"])
)


@given(st.lists(MENTIONS, max_size=6))
def test_every_mention_is_in_a_group_and_numbers_have_no_holes(mentions):
    groups = groups_of(mentions, TEXTS)
    assert len(groups) == len(mentions)
    assert sorted(set(groups)) == list(range(len(set(groups))))


@given(MENTIONS, MENTIONS)
def test_the_order_of_two_mentions_changes_nothing(one, other):
    assert likeness(one, other, TEXTS).points == likeness(other, one, TEXTS).points


def test_one_sentence_that_tells_a_deed_twice_tells_two():
    one, other = mention(0, "sank", "ferry Cebu"), mention(0, "sank", "ferry Cebu")
    apart = replace(other, sentence=3)
    assert likeness(one, apart, TEXTS).points > likeness(one, other, TEXTS).points


def test_what_was_not_done_is_less_alike_to_what_was():
    one, other = mention(0, "sank", "ferry Cebu"), mention(1, "sank", "ferry Cebu")
    denied = likeness(one, replace(other, is_negated=True), TEXTS)
    assert denied.points < likeness(one, other, TEXTS).points
    assert any("was not" in reason for reason in denied.reasons)
