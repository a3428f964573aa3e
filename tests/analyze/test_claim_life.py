"""The life of a claim: made, repeated, confirmed, denied, withdrawn."""

import datetime as dt

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from detente.analyze.claim_life import Telling, claim_life, of_report
from detente.analyze.views import ArticleHead, Quotation
from detente.model import Span
from tests.analyze.promise_factories import told


def telling(day, by, *, named=True, holds=True, origin=None):
    head = ArticleHead(
        id=f"a{day}{by}{origin}", outlet="Post", published=dt.date(2025, 3, day), title=None,
        url=None,
    )  # fmt: skip
    return Telling(
        by=by,
        key=by,
        is_named=named,
        origin=origin or f"paper {day}",
        holds=holds,
        finding_id=f"{day}{by}",
        quotation=Quotation(article=head, sentence=0, span=Span(0, 1), text="x"),
    )


def kinds(*tellings):
    return [step.kind for step in claim_life(tellings).steps]


CLAIM = telling(1, "Moscow")


def test_the_same_claimant_in_another_paper_repeats_the_claim():
    life = claim_life([CLAIM, telling(2, "Moscow")])
    assert [step.kind for step in life.steps] == ["made", "repeated"]
    assert (life.state, life.n_origins, life.n_denying) == ("repeated", 2, 0)


def test_another_voice_of_another_origin_confirms_it():
    assert kinds(CLAIM, telling(2, "Ankara")) == ["made", "confirmed"]
    assert kinds(CLAIM, telling(2, "The Post", named=False)) == ["made", "confirmed"]


def test_another_voice_of_the_same_origin_only_repeats_it():
    copy = telling(2, "Ankara", origin="paper 1")
    life = claim_life([CLAIM, copy])
    assert ([step.kind for step in life.steps], life.n_origins) == (["made", "repeated"], 1)


def test_what_an_outlet_told_itself_is_repeated_not_confirmed():
    own = telling(1, "The Post", named=False)
    assert kinds(own, telling(2, "Herald", named=False)) == ["made", "repeated"]


def test_another_denies_it_and_the_claimant_withdraws_it():
    denial = telling(2, "Kyiv", holds=False)
    assert claim_life([CLAIM, denial]).state == "denied"
    assert kinds(CLAIM, telling(3, "Moscow", holds=False)) == ["made", "withdrawn"]
    assert claim_life([CLAIM, telling(3, "Moscow", holds=False)]).state == "withdrawn"


def test_both_last_words_are_told_and_none_is_chosen():
    life = claim_life([CLAIM, telling(2, "Ankara"), telling(3, "Kyiv", holds=False)])
    assert (life.state, life.n_origins, life.n_denying) == ("confirmed and denied", 2, 1)


def test_what_is_taken_up_again_is_not_withdrawn():
    withdrawn = telling(3, "Moscow", holds=False)
    assert claim_life([CLAIM, withdrawn, telling(4, "Moscow")]).state == "repeated"


def test_what_one_article_says_twice_counts_once():
    again = telling(1, "Moscow")
    again = msgspec.structs.replace(again, finding_id="other")
    assert kinds(CLAIM, again) == ["made"]
    assert kinds(CLAIM, msgspec.structs.replace(again, holds=False)) == ["made", "withdrawn"]


def test_a_plan_claims_nothing():
    assert of_report(told("planned"), "o") is None
    made = of_report(told("claimed", by="Russia"), "o")
    assert made is not None
    assert (made.by, made.is_named, made.holds) == ("Russia", True, True)
    denied = of_report(told("denied"), "o")
    assert denied is not None
    assert (denied.by, denied.holds) == ("Kestrel Post", False)


TELLINGS = st.builds(
    telling,
    st.integers(1, 28),
    st.sampled_from(["Moscow", "Kyiv", "Ankara"]),
    named=st.booleans(),
    holds=st.booleans(),
    origin=st.none() | st.sampled_from(["wire", "paper"]),
)


@given(tellings=st.lists(TELLINGS, max_size=8), random=st.randoms())
def test_a_life_does_not_depend_on_the_order_in_which_it_is_found(tellings, random):
    unique = list({one.finding_id + one.origin: one for one in tellings}.values())
    life = claim_life(unique)
    assert claim_life(random.sample(unique, len(unique))) == life
    voices = {(one.quotation.article.id, one.key, one.holds) for one in unique}
    assert len(life.steps) == len(voices)
    assert life.n_origins <= sum(one.holds for one in unique)
    first_day = min((one.quotation.article.published for one in unique), default=None)
    assert all(step.telling.quotation.article.published >= first_day for step in life.steps)


def test_nobody_told_an_empty_claim():
    assert claim_life([]).state == "not told"
