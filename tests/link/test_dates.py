import datetime as dt
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_factories import document, words

from detente.link import dates
from detente.link.date_patterns import load_patterns
from detente.model import Precision
from detente.settings import Settings

FOLDER = Path(__file__).with_name("cases")
CASES = tomllib.loads((FOLDER / "dates.toml").read_text("utf-8"))["case"]
ADD_DAYS = dates.build(Settings())
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
PIECES = st.sampled_from(
    ["on ", "May", " 5", "th", ", ", "2024", "last ", "week", "Thursday", " ago", "two ", "days",
     " until ", "from ", "-", "31/12/", "the ", "end of ", "Q3 ", "1990s", " 9999", "century",
     "next ", "decade", "hundred ", "years ", "later", ".", "\n\n", "Feb. 29", "'82", "12:60", "é"]
)  # fmt: skip


def _days(text, published=dt.date(2025, 2, 27)):
    doc = ADD_DAYS([document(text, published)])[0]
    return doc, doc.days


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_expressions_are_found_and_resolved(case):
    published = case.get("published", "2025-02-27")
    doc, days = _days(case["text"], dt.date.fromisoformat(published) if published else None)
    found = [[words(doc, day.span), day.kind, day.value] for day in days]
    assert found == case["days"]
    if "ranges" in case:
        assert _ranges(doc) == {tuple(row) for row in case["ranges"]}


def _ranges(doc):
    return {
        (
            words(doc, day.interval_span),
            str(day.interval.earliest or ""),
            str(day.interval.latest or ""),
        )
        for day in doc.days
        if day.interval
    }


def test_a_piece_of_a_period_is_narrower_than_the_period():
    _, days = _days("Talks in early March 2024 failed.")
    assert (days[0].mod, days[0].when.precision) == ("START", Precision.RANGE)
    assert days[0].when.earliest == dt.date(2024, 3, 1)
    assert days[0].when.latest < dt.date(2024, 3, 15)


def test_later_this_year_begins_on_the_day_of_publication():
    _, days = _days("They will meet later this year.")
    assert (days[0].when.earliest, days[0].when.latest) == (
        dt.date(2025, 2, 27),
        dt.date(2025, 12, 31),
    )


def test_an_anchor_tells_what_an_expression_was_resolved_against():
    _, days = _days("On 3 May 2024 he left. The next day she came. They met on Thursday.")
    assert [day.anchor for day in days] == ["absolute", "text", "document"]


def test_durations_and_sets_have_no_days():
    _, days = _days("They talk for two days every month.")
    assert [day.when for day in days] == [None, None]


def test_a_dateline_is_marked():
    _, days = _days("MOSCOW, 26 February. /AGENCY/ The minister left on Wednesday.")
    assert [day.is_dateline for day in days] == [True, False]


def test_a_document_without_sentences_has_no_days():
    _, days = _days("")
    assert days == ()


@settings(deadline=None)
@given(
    text=st.lists(PIECES | st.text(max_size=8), max_size=14).map("".join),
    published=DAYS | st.none(),
)
def test_any_text_gives_ordered_spans_inside_it(text, published):
    doc, days = _days(text, published)
    spans = [day.span for day in days]
    assert all(span.end <= len(doc.text) and words(doc, span).strip() for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


@settings(deadline=None)
@given(text=st.lists(PIECES, max_size=14).map("".join), published=DAYS)
def test_an_interval_holds_its_words_and_its_ends(text, published):
    doc, days = _days(text, published)
    for day in days:
        if day.interval:
            assert day.interval_span.start <= day.span.start <= day.span.end
            assert day.span.end <= day.interval_span.end <= len(doc.text)


@settings(deadline=None)
@given(
    texts=st.lists(st.sampled_from([case["text"] for case in CASES]), min_size=1, max_size=2),
    published=st.sampled_from([dt.date.min, dt.date(1, 3, 1), dt.date(9999, 1, 1), dt.date.max]),
)
def test_the_ends_of_the_calendar_break_nothing(texts, published):
    doc, days = _days(" ".join(texts), published)
    assert all(words(doc, day.span).strip() for day in days)


@settings(deadline=None)
@given(day=DAYS, published=DAYS)
def test_a_full_date_means_itself_whatever_the_day_of_publication(day, published):
    texts = (f"{day.isoformat()}", f"{day:%d %B %Y}", f"{day:%B} {day.day}, {day.year}")
    for text in texts:
        _, found = _days(f"It was signed on {text}, they said.", published)
        assert [one.when.earliest for one in found if one.when][:1] == [day]


@settings(deadline=None)
@given(published=DAYS, number=st.integers(0, 6))
def test_a_past_weekday_lies_in_the_week_up_to_publication(published, number):
    name = f"{published + dt.timedelta(days=number):%A}"
    _, days = _days(f"They met on {name}.", published)
    assert 0 <= (published - days[0].when.earliest).days < 7
    assert f"{days[0].when.earliest:%A}" == name


def test_every_rule_names_a_reader_that_exists():
    patterns = load_patterns()
    assert {rule.read for rule in patterns.rules} == set(dates.READERS)
