import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.link.datelines import DatelineFinder

FINDER = DatelineFinder()


def _read(text):
    return [
        tuple(
            text[span.start : span.end] if span else None
            for span in (line.place, line.region, line.date)
        )
        for line in FINDER.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KUALA LUMPUR, Feb 27 (Agency) - The minister", ("KUALA LUMPUR", None, "Feb 27")),
        ("MOSCOW, 26 February. /AGENCY/ The minister", ("MOSCOW", None, "26 February")),
        ("JAKARTA — The minister", ("JAKARTA", None, None)),
        ("Davos, Switzerland (Agency) - Leaders", ("Davos", "Switzerland", None)),
        ("March 27, 2008\nA tanker", (None, None, "March 27, 2008")),
        ("29 March 2025 | World | 3 shares", (None, None, "29 March 2025")),
    ],
)
def test_a_dateline_is_read(text, expected):
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    "text", ["EXCLUSIVE: Minister resigns", "He left - and came back.", "Live: the vote", ""]
)
def test_other_openings_are_no_datelines(text):
    assert _read(text) == []


def test_only_the_head_of_a_text_is_read():
    assert _read("One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nPARIS, May 5 (Agency) - Six.") == []


@settings(deadline=None)
@given(st.text())
def test_spans_lie_in_the_text(text):
    for line in FINDER.find(text):
        assert all(span.end <= len(text) for span in (line.place, line.region, line.date) if span)
