from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detente.entities.lexicon import ANY_CASE, EXACT, Entry, Lexicon, phrase_key, words_of

LEXICON = Lexicon(
    [
        ("Korea", Entry("S", "KOR")),
        ("North Korea", Entry("S", "PRK")),
        ("Kim Jong-un", Entry("P", "kim")),
        ("US", Entry("S", "USA", EXACT, "US")),
        ("U.S.", Entry("S", "USA")),
        ("foreign minister", Entry("R", "foreign minister", ANY_CASE)),
    ]
)


def found(text):
    words = words_of(text)
    hits = LEXICON.matches(words)
    return [(text[words[h.first].start : words[h.last - 1].end], h.entries[0].id) for h in hits]


def test_the_longest_phrase_wins():
    assert found("North Korea and Korea") == [("North Korea", "PRK"), ("Korea", "KOR")]


def test_hyphens_in_names_may_be_written_or_not():
    assert found("Kim Jong Un, Kim Jong-un") == [("Kim Jong Un", "kim"), ("Kim Jong-un", "kim")]


def test_a_dash_between_words_keeps_them_apart():
    assert found("Kim – Jong-un") == []


def test_an_acronym_needs_its_capitals():
    assert found("They told us that the US and the U.S. agree") == [("US", "USA"), ("U.S.", "USA")]


def test_names_need_a_capital_and_roles_do_not():
    assert found("korea's Foreign Minister, a foreign minister") == [
        ("Foreign Minister", "foreign minister"),
        ("foreign minister", "foreign minister"),
    ]


def test_keys_know_no_case_accent_hyphen_or_article():
    assert phrase_key("the Élysée") == phrase_key("ELYSEE")
    assert phrase_key("Commander-in-Chief") == "commander in chief"


@given(text=st.text(alphabet="abcXYZ theéÉ-.'’19", max_size=30))
def test_the_key_of_plain_words_is_that_of_any_others(text):
    words = [word.folded for word in words_of(text) if word.text not in "-–‑"]
    assert phrase_key(text) == " ".join(words).removeprefix("the ")


@given(text=st.text(max_size=200), offset=st.integers(0, 1000))
def test_words_lie_in_the_text_in_order(text, offset):
    words = words_of(text, offset)
    assert all(text[w.start - offset : w.end - offset] == w.text for w in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


@given(text=st.text(alphabet="KoreaNth US.-korea m", max_size=80))
def test_hits_do_not_overlap(text):
    hits = LEXICON.matches(words_of(text))
    assert all(a.last <= b.first for a, b in pairwise(hits))
