from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detente.link.mentions_patterns import phrases


def found(tags):
    return [(one.pattern, tags[one.first : one.last]) for one in phrases(tags)]


def test_a_state_a_role_and_a_name_are_one_phrase():
    assert found("ARPvARP") == [("titled", "ARP"), ("titled", "ARP")]


def test_an_apposition_belongs_to_the_name_before_it():
    assert found("WW,dmxR,v") == [("apposition", "WW,dmxR")]


def test_a_body_gives_no_title_to_a_name():
    assert found("dGWW")[0] == ("role", "dG")


@given(tags=st.text(alphabet="SADECKXLOBPURGWITFMmdh'otijf&,-HQvpxyN.()", max_size=60))
def test_phrases_are_in_order_without_overlap_and_never_empty(tags):
    some = list(phrases(tags))
    assert all(one.first < one.last <= len(tags) for one in some)
    assert all(a.last <= b.first for a, b in pairwise(some))
    assert all(
        one.first <= part[0] < part[1] <= one.last
        for one in some
        for part in (one.name, one.role)
        if part
    )
