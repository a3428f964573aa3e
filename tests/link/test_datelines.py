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
        ("New Delhi, Aug 14 (AGENCY) The chief", ("New Delhi", None, "Aug 14")),
        ("GAZA CITY, Gaza Strip, Oct. 3 (Agency) - Cars", ("GAZA CITY", "Gaza Strip", "Oct. 3")),
        ("MOSCOW/KYIV, March 3 - Both", ("MOSCOW/KYIV", None, "March 3")),
        ("ANKARA (aa) - The minister", ("ANKARA", None, None)),
    ],
)
def test_a_dateline_is_read(text, expected):
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    "text", ["EXCLUSIVE: Minister resigns", "He left - and came back.", "Live: the vote", ""]
)
def test_other_openings_are_no_datelines(text):
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ISLAMABAD: The army", ["ISLAMABAD"]),
        ("Khartoum, Sudan — Shells fell", ["Khartoum"]),
        ("EXCLUSIVE: Minister resigns", ["EXCLUSIVE"]),
        ("PARIS, May 5 (Agency) - Six", []),
    ],
)
def test_what_is_shaped_like_a_dateline_is_told_apart(text, expected):
    assert [text[line.place.start : line.place.end] for line in FINDER.likely(text)] == expected


def test_only_the_head_of_a_text_is_read():
    assert _read("One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nPARIS, May 5 (Agency) - Six.") == []


@settings(deadline=None)
@given(st.text())
def test_spans_lie_in_the_text(text):
    for line in FINDER.find(text):
        assert all(span.end <= len(text) for span in (line.place, line.region, line.date) if span)
