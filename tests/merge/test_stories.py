"""Articles that tell one story."""

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.merge import stories_ties
from detente.merge.stories import StoryText, make_stories, story_id, story_numbers, tied_in
from detente.merge.stories_terms import TermReader
from detente.merge.stories_ties import Ties, pieces, stretches
from detente.merge.stories_vectors import Vectors, likeness, nearness
from detente.model import NearDuplicate

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
@settings(max_examples=40, deadline=None)
def test_every_text_has_a_story_numbered_in_order(texts):
    numbers = story_numbers(texts)
    assert len(numbers) == len(texts)
    assert list(dict.fromkeys(numbers)) == list(range(len(set(numbers))))


# Two quakes: alike in their common words, apart in names and numbers, as such reports are.
LOMBOK = """
A quake of magnitude 6.4 shook Lombok on Sunday; houses fell in Mataram and Sembalun and people fled to the hills of Rinjani.
Rescuers looked for survivors in Mataram and Sembalun after the quake of 6.4; hikers were stuck on Rinjani, the highest hill of Lombok.
People of Mataram slept in tents after the quake on Lombok, and aftershocks went on in Sembalun and on Rinjani.
""".strip().splitlines()  # noqa: E501 - a line is an article
PALU = """
The ground under Palu turned to mud when a quake of magnitude 7.5 hit Sulawesi on Friday, and a wave took the Ponulele bridge.
A wave six metres high ran up the bay of Palu after the quake; in Donggala houses fell, and the Ponulele bridge is gone.
Sulawesi counts its dead: aftershocks shake Palu and Donggala, where the wave took the Ponulele bridge and the mud took Petobo.
""".strip().splitlines()  # noqa: E501
DAY = dt.date(2025, 2, 27)


def article(id_, text, after=0):
    day = None if after is None else DAY + dt.timedelta(days=after)
    return StoryText(id_, text, day)


def members(stories):
    return sorted(sorted(one.article_id for one in story.articles) for story in stories)


def test_two_quakes_with_the_same_words_are_two_stories():
    assert story_numbers([*LOMBOK, *PALU]) == [0, 0, 0, 1, 1, 1]


MIXED = [
    article("v1", VISIT[0]), article("v2", VISIT[1], 1), article("q1", QUAKE[0], 3),
    article("q2", QUAKE[1], None), *(article(f"l{n}", text, n) for n, text in enumerate(LOMBOK)),
    *(article(f"p{n}", text, 2 * n) for n, text in enumerate(PALU)),
]  # fmt: skip


@given(order=st.permutations(MIXED))
@settings(max_examples=12, deadline=None)
def test_stories_do_not_depend_on_the_order_of_arrival(order):
    assert make_stories(order) == make_stories(MIXED)


def test_a_story_keeps_its_id_as_it_grows_and_answers_to_what_an_earlier_article_takes_over():
    young = make_stories([article("a", VISIT[0]), article("x", QUAKE[0])])
    grown = make_stories(
        [article("a", VISIT[0]), article("b", VISIT[1], 2), article("x", QUAKE[0])]
    )
    known = {story.id for story in young}
    assert {story.id for story in grown} == known
    late = make_stories(
        [article("a", VISIT[0]), article("c", VISIT[1], -1), article("x", QUAKE[0])]
    )
    (visit,) = (story for story in late if len(story.articles) > 1)
    assert visit.id == story_id("c")
    assert story_id("a") in known
    assert "a" in {one.article_id for one in visit.articles}


def test_a_copy_goes_with_its_original_unless_it_comes_months_later():
    copies = [
        NearDuplicate(article_id=id_, original_id="a", similarity=0.9, reason="made up")
        for id_ in ("b", "c")
    ]
    told = [article("a", VISIT[0]), article("b", "Talks.", 1), article("c", "Talks.", 200)]
    assert members(make_stories([*told, article("x", QUAKE[0])], copies)) == [
        ["a", "b"], ["c"], ["x"],
    ]  # fmt: skip


def test_a_story_is_told_by_time_with_its_days_and_telling_words():
    told = [one for one in MIXED if one.id[0] != "q"]
    story = next(one for one in make_stories(told) if one.articles[0].article_id == "l0")
    assert [one.article_id for one in story.articles] == ["l0", "l1", "l2"]
    assert (story.first_published, story.last_published) == (DAY, DAY + dt.timedelta(days=2))
    assert "Lombok" in story.label
    assert all("Mataram" in one.shared or "Lombok" in one.shared for one in story.articles)
    assert story.central_id in {"l0", "l1", "l2"}


def test_words_that_only_a_title_capitalises_are_no_names_of_a_label():
    text = (
        "Kenya Deepens Ugandan Links as Ruto Visits Entebbe\n\n"
        "William Ruto flew to Entebbe on Monday. William Ruto met Yoweri Museveni there."
    )
    label = make_stories([article("a", text)])[0].label
    assert "William Ruto" in label
    assert "Deepens" not in label
    assert "Ugandan" not in label


def vectors(texts):
    reader = TermReader()
    return Vectors.of(reader(text) for text in texts)


def test_a_term_weighs_the_same_whatever_else_is_read():
    alone = TermReader()(VISIT[0], ["RUS", "MYS"])
    reader = TermReader()
    for text in (*LOMBOK, *PALU):
        reader(text)
    among = reader(VISIT[0], ["RUS", "MYS"])
    assert among.terms.tolist() == alone.terms.tolist()
    assert among.weights.tolist() == alone.weights.tolist()


TIE = st.tuples(st.integers(0, 11), st.integers(0, 11), st.integers(140_000, 1_000_000))


def as_ties(told):
    columns = zip(*told, strict=True) if told else ((), (), ())
    return Ties(*(np.array(list(column), dtype=np.int64) for column in columns))


@given(parts=st.lists(st.lists(TIE, max_size=14), max_size=4), largest=st.integers(1, 6))
@settings(max_examples=60, deadline=None)
def test_forests_of_parts_make_the_pieces_that_all_ties_make(parts, largest):
    parts = [
        list(
            {
                (min(a, b), max(a, b)): (min(a, b), max(a, b), n) for a, b, n in told if a != b
            }.values()
        )
        for told in parts
    ]
    forests = [stories_ties.forest(as_ties(told), 12) for told in parts]
    everything = as_ties([one for told in parts for one in told])
    found, of_all = (
        [piece.tolist() for piece in pieces(12, ties, largest)]
        for ties in (Ties.joined(forests), everything)
    )
    assert found == of_all
    assert sorted(row for piece in found for row in piece) == list(range(12))


def test_a_large_piece_is_cut_at_its_weakest_ties():
    chain = [(0, 1, 900_000), (1, 2, 200_000), (2, 3, 900_000), (3, 4, 150_000)]
    assert [piece.tolist() for piece in pieces(5, as_ties(chain), 2)] == [[4], [0, 1], [2, 3]]


def test_texts_within_the_window_share_a_stretch_in_which_the_earlier_leads():
    days = np.array([100.0, 140.0, np.nan])
    assert stretches(days, 45) == [stories_ties.NO_DAY, 1, 2, 3]
    texts = vectors([VISIT[0], VISIT[1], VISIT[0]])
    told = {stretch: tied_in(texts, days, stretch, 45) for stretch in (2, 3)}
    assert sorted(zip(told[2].one.tolist(), told[2].other.tolist(), strict=True)) == [
        (0, 1),
        (0, 2),
    ]
    assert (told[3].one.tolist(), told[3].other.tolist()) == ([1], [2])


def test_articles_beyond_the_window_are_not_alike():
    matrix = vectors((VISIT[0], VISIT[0], QUAKE[0])).matrix()
    alike = likeness(matrix, np.array([0.0, 60.0, np.nan]), 45)
    assert alike[0, 1] == 0
    assert nearness(np.array([21.0]), 45)[0] == 0.5


def test_an_article_without_a_day_bridges_no_gap():
    told = [article("a", VISIT[0]), article("b", VISIT[0], 300), article("u", VISIT[1], None)]
    rest = [article(f"q{n}", text) for n, text in enumerate(LOMBOK + PALU)]
    found = [ids for ids in members(make_stories([*told, *rest])) if ids[0] in {"a", "b"}]
    assert found == [["a", "u"], ["b"]]


def test_articles_that_name_the_same_actors_in_other_words_are_one_story():
    texts = [
        "The king of the north opened a pavilion in the old palace on Friday with his host.",
        "Sultan Ibrahim began a state visit; a banquet was given for him by the Russian leader.",
    ]
    rest = [article(f"q{n}", text) for n, text in enumerate(LOMBOK + PALU)]
    apart = [article(f"k{n}", text) for n, text in enumerate(texts)]
    actors = ("MYS", "MYS:agong", "RUS", "RUS:vladimir-putin")
    named = [StoryText(one.id, one.text, one.published, actors) for one in apart]
    assert ["k0", "k1"] not in members(make_stories([*apart, *rest]))
    assert ["k0", "k1"] in members(make_stories([*named, *rest]))
