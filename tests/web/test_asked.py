"""Addresses to filters and back."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analyze.views import EventFilter
from detente.errors import QueryError
from detente.web.asked import as_filter, read_asked

PARAMETERS = st.dictionaries(
    st.sampled_from(["dyad", "actor", "person", "type", "text", "since", "sort", "other"]),
    st.text(max_size=12),
    max_size=6,
)


@given(PARAMETERS)
def test_an_address_read_again_asks_the_same(parameters):
    asked = read_asked(parameters)
    again = read_asked(dict(parse_qsl(urlsplit(asked.address()).query, keep_blank_values=True)))
    assert again == asked


def test_an_address_is_a_filter():
    wanted = as_filter(
        read_asked(
            {
                "dyad": "RUS-MYS",
                "type": "CONSULT",
                "quad": "1",
                "since": "2025-02-01",
                "background": "1",
                "unknown": "x",
                "person": "",
            }
        )
    )
    assert wanted == EventFilter(
        dyad=("RUS", "MYS"), event_type="CONSULT", quad_class=1, since=dt.date(2025, 2, 1)
    )


def test_background_is_left_out_unless_asked_for():
    assert as_filter(read_asked({})).news_only


def test_a_change_goes_back_to_the_first_page():
    asked = read_asked({"page": "3", "actor": "RUS"})
    assert asked.address(modality="done") == "/events?actor=RUS&modality=done"
    assert asked.address(page="4") == "/events?actor=RUS&page=4"


@pytest.mark.parametrize(
    ("parameters", "hint"),
    [
        ({"since": "1 May"}, "2025-02-27"),
        ({"dyad": "RUS"}, "RUS-MYS"),
        ({"quad": "5"}, "4 material conflict"),
    ],
)
def test_what_cannot_be_read_says_what_would_be_right(parameters, hint):
    with pytest.raises(QueryError, match=hint):
        as_filter(read_asked(parameters))
