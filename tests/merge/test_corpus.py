"""The corpus phase as a whole."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from merge_factories import report, together
from msgspec.structs import replace

from detente.merge.corpus import Corpus, merge_corpus
from detente.settings import Settings

SETTINGS = Settings()
MALAYSIA = together(
    report(
        when="2025-02-27",
        text="Security chief Shoigu held discussions with Anwar on Thursday.",
        action="discussions",
    ),
    report(
        ("Shoigu",),
        ("Khaled",),
        text="He was also due to meet with Khaled.",
        action="meet",
        modality="planned",
    ),
    report(
        ("Shoigu",),
        ("Malaysia",),
        text="The visit of Shoigu to Malaysia shows a turn to Asia.",
        action="visit",
    ),
)
TOUR = together(
    report(
        ("Shoigu",),
        ("Indonesia", "Malaysia"),
        article="b1",
        outlet="Strait Courier",
        when="2025-02-24..2025-02-28",
        text="Shoigu set out on a visit to Indonesia and Malaysia.",
        action="visit",
    ),
    report(
        ("Anwar",),
        ("Russia",),
        when="2024-09",
        text="It follows the trip of Anwar to Russia in September 2024.",
        action="trip",
        historical=True,
    ),
)


def by_recipient(corpus, text):
    return next(
        record
        for record in corpus.records
        if any(text in participant.text for participant in record.recipients)
    )


def test_a_visit_told_by_two_articles_is_one_record():
    visit = by_recipient(merge_corpus([MALAYSIA, TOUR], SETTINGS), "Indonesia")
    assert (visit.n_reports, visit.n_articles, visit.n_origins) == (2, 2, 2)
    assert visit.when.earliest == dt.date(2025, 2, 24)
    assert {participant.country for participant in visit.recipients} == {"IDN", "MYS"}


def test_meetings_in_the_days_of_a_visit_are_part_of_it():
    corpus = merge_corpus([MALAYSIA, TOUR], SETTINGS)
    visit = by_recipient(corpus, "Indonesia")
    assert by_recipient(corpus, "Anwar").part_of == visit.id
    assert by_recipient(corpus, "Khaled").part_of == visit.id
    assert by_recipient(corpus, "Russia").part_of is None


def test_no_documents_give_an_empty_corpus():
    assert merge_corpus([], SETTINGS) == Corpus()


ARTICLES = [
    MALAYSIA,
    TOUR,
    report(article="c1", when="2025-02-26", outlet="Bay Post", published="2025-02-28"),
    report(article="c2", modality="denied", outlet="Hill Times", published="2025-02-28"),
    report(("Russia",), ("Malaysia",), article="c3", action="talks", text="Talks were held."),
    report(("Lavrov",), ("Fidan",), article="c4", when="2025-02-24", where="Ankara"),
    replace(report(article="c5"), events=()),
]


@given(order=st.permutations(ARTICLES))
def test_the_order_of_articles_changes_nothing(order):
    assert merge_corpus(order, SETTINGS) == merge_corpus(ARTICLES, SETTINGS)


def test_an_article_that_comes_twice_counts_once():
    assert merge_corpus(ARTICLES * 2, SETTINGS) == merge_corpus(ARTICLES, SETTINGS)


def test_every_report_stands_in_exactly_one_record():
    corpus = merge_corpus(ARTICLES, SETTINGS)
    told = sorted(event.id for article in ARTICLES for event in article.events)
    assert sorted(id_ for record in corpus.records for id_ in record.event_ids) == told


def test_a_record_keeps_its_id_when_later_reports_arrive():
    first = merge_corpus([MALAYSIA], SETTINGS)
    later = merge_corpus([MALAYSIA, report(article="z9", published="2025-03-01")], SETTINGS)
    assert {record.id for record in first.records} <= {record.id for record in later.records}
