"""Lines that tell when a plain text was published."""

import datetime as dt

import pytest

from detente.clean.dayline import is_day_line, published_of

DAY = dt.date(2025, 2, 7)


@pytest.mark.parametrize(
    "line",
    [
        "7 February 2025",
        "February 7, 2025",
        "Feb. 7, 2025",
        "Friday, 7th February 2025",
        "Published: 7 Feb 2025, 10:30 GMT",
        "Posted on February 7, 2025 at 9:05 am",
        "2025-02-07",
        "07.02.2025",
        "World | 7 February 2025 | Oslo desk",
    ],
)
def test_a_line_that_is_a_date_tells_the_day_of_publication(line):
    assert published_of(f"Oslo hosts talks\n{line}\n\nThe ministers met.") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "On 7 February 2025 the ministers met.",
        "The ministers met on 7 February 2025",
        "February 2025",
        "31 February 2025",
        "7 Foobar 2025",
        "07/02/2025",
        "7 February",
    ],
)
def test_other_lines_do_not(line):
    assert not is_day_line(line)


def test_a_day_of_updating_is_a_day_line_and_not_the_day_of_publication():
    assert is_day_line("Last updated 7 February 2025")
    assert published_of("Oslo hosts talks\nLast updated 7 February 2025\n\nThey met.") is None


def test_a_date_far_down_is_a_date_of_the_news():
    assert published_of("Line\n" * 9 + "7 February 2025") is None
