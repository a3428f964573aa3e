"""Articles that tell one story."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from detente.merge.stories import story_numbers

VISIT = [
    "Sergei Shoigu of Russia met Anwar Ibrahim of Malaysia in Putrajaya on security and schools.",
    "In Putrajaya Anwar Ibrahim of Malaysia received Sergei Shoigu of Russia to speak of security.",
]
QUAKE = [
    "A quake of magnitude six shook Lombok; houses fell in Mataram and people fled to the hills.",
    "People fled to the hills in Lombok when a quake of magnitude six brought down houses.",
]


def test_articles_on_one_happening_are_one_story():
    assert story_numbers([VISIT[0], QUAKE[0], VISIT[1], QUAKE[1]]) == [0, 1, 0, 1]


def test_articles_far_apart_in_time_are_two_stories():
    days = [dt.date(2025, 2, 27), dt.date(2025, 2, 27), dt.date(2025, 6, 1), dt.date(2025, 2, 28)]
    assert story_numbers([VISIT[0], QUAKE[0], VISIT[1], QUAKE[1]], days) == [0, 1, 2, 1]


def test_no_texts_and_empty_texts_are_answered():
    assert story_numbers([]) == []
    assert story_numbers(["", ""]) == [0, 1]


@given(texts=st.lists(st.sampled_from([*VISIT, *QUAKE, "", "Nothing else."]), max_size=8))
def test_every_text_has_a_story_numbered_in_order(texts):
    numbers = story_numbers(texts)
    assert len(numbers) == len(texts)
    assert list(dict.fromkeys(numbers)) == list(range(len(set(numbers))))
