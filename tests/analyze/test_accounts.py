"""Values of a field and who says them; numbers as ranges over time."""

import datetime as dt

import pytest

from detente.analyze.accounts import Teller, field_accounts
from detente.analyze.told_numbers import number_accounts, range_words
from detente.analyze.views import ArticleHead, Quotation, Report
from detente.merge.corpus import merge_corpus
from detente.merge.numbers import CountFinder
from detente.merge.tables import read_number_words
from detente.model import Span
from detente.settings import Settings
from tests.merge.merge_factories import report


def _told(document):
    article, text = document.article, document.text
    head = ArticleHead(
        id=article.id, outlet=article.outlet, published=article.published, title=None, url=None
    )
    quotation = Quotation(article=head, sentence=0, span=Span(0, len(text)), text=text)
    return Report(event=document.events[0], quotation=quotation)


CHOSEN = report(article="a0", when="2025-02-27", where="Putrajaya", mode="visit")
RECORD = merge_corpus([CHOSEN], Settings()).records[0]

OTHERS = [
    ("date", {"when": "2025-02-27"}, None),
    ("date", {"when": "2025-02"}, "finer"),
    ("date", {"when": "2025-02-26..2025-02-28"}, "finer"),
    ("date", {"when": "2025-02-26"}, "contradictory"),
    ("place", {"where": "Malaysia"}, "finer"),
    ("place", {"where": "Kuala Lumpur"}, "different"),
    ("place", {"where": "Jakarta"}, "different"),
    ("status", {"modality": "planned"}, "compatible"),
    ("status", {"modality": "denied"}, "contradictory"),
    ("type", {"mode": None}, "finer"),
    ("type", {"event_type": "AGREE"}, "different"),
    ("parties", {"actors": ("Russia",)}, "finer"),
    ("parties", {"recipients": ()}, "compatible"),
    ("parties", {"recipients": ("Prabowo",)}, "different"),
]


@pytest.mark.parametrize(("field", "changes", "grade"), OTHERS)
def test_a_value_is_graded_against_the_chosen_one(field, changes, grade):
    fields = {"when": "2025-02-27", "where": "Putrajaya", "mode": "visit", **changes}
    other = report(article="a1", outlet="Harbour News", text="Anwar saw him.", **fields)
    reports = [_told(CHOSEN), _told(other)]
    (found,) = (one for one in field_accounts(RECORD, reports, {}, {}) if one.field == field)
    assert found.grade == grade
    assert found.values[0].is_chosen
    assert (len(found.values) == 1) == (grade is None)


def test_a_grade_of_the_merge_comes_before_our_own():
    other = report(article="a1", text="Anwar saw him.", when="2025-02-27", where="Jakarta")
    graded = {"place": {other.events[0].id: "contradictory"}}
    fields = field_accounts(RECORD, [_told(CHOSEN), _told(other)], {}, graded)
    assert [one.grade for one in fields if one.field == "place"] == ["contradictory"]


def test_a_value_tells_who_says_it_since_when_and_from_how_many_origins():
    later = report(article="a2", outlet="Lantern", published="2025-03-01", when="2025-02-26")
    first = report(article="a1", outlet="Harbour", published="2025-02-28", when="2025-02-26")
    reports = [_told(CHOSEN), _told(first), _told(later)]
    origins = {one.event.id: "TASS" for one in reports[1:]}
    (dates,) = (one for one in field_accounts(RECORD, reports, origins, {}) if one.field == "date")
    other = dates.values[1]
    assert (other.text, other.since, other.n_origins) == (
        "26 February 2025", dt.date(2025, 2, 28), 1,
    )  # fmt: skip
    assert [one.article.outlet for one in other.told_by] == ["Harbour", "Lantern"]


def test_what_no_report_tells_is_no_field():
    bare = report(article="a9", text="They met.", action="met")
    record = merge_corpus([bare], Settings()).records[0]
    names = [one.field for one in field_accounts(record, [_told(bare)], {}, {})]
    assert names == ["type", "status", "parties"]


def _numbers(*told):
    reports = [
        _told(report(article=f"n{number}", text=text, action="died", published=published))
        for number, (published, text) in enumerate(told)
    ]
    tellers = [
        Teller(
            event_id=one.event.id,
            article=one.quotation.article,
            sentence=0,
            origin=one.quotation.article.id,
        )
        for one in reports
    ]
    return number_accounts(reports, tellers, CountFinder(read_number_words()))


def test_numbers_are_ranges_by_day_of_publication():
    (dead,) = _numbers(
        ("2025-02-28", "At least 20 soldiers died."),
        ("2025-02-27", "Twelve soldiers died."),
        ("2025-02-28", "25 soldiers died."),
    )
    assert (dead.unit, range_words(dead.low, dead.high)) == ("dead", "12 to 25")
    assert [(str(one.day), range_words(one.low, one.high)) for one in dead.days] == [
        ("2025-02-27", "12"),
        ("2025-02-28", "20 to 25"),
    ]


RANGES = [
    ((12.0, 12.0), "12"), ((None, 15.0), "at most 15"), ((1200.0, None), "at least 1,200"),
    ((None, None), ""), ((9.0, 11.5), "9 to 11.5"),
]  # fmt: skip


@pytest.mark.parametrize(("bounds", "words"), RANGES)
def test_a_range_is_told_in_few_characters(bounds, words):
    assert range_words(*bounds) == words
