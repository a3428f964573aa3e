"""Which record is part of which visit."""

from merge_factories import report, together

from detente.merge.corpus import merge_corpus
from detente.settings import Settings

TOUR = {
    "recipients": ("Indonesia", "Malaysia"),
    "action": "visit",
    "text": "Shoigu set out on a visit to Indonesia and Malaysia.",
    "when": "2025-02-24..2025-02-28",
    "article": "v1",
    "published": "2025-02-24",
}


def part_of_tour(**meeting):
    records = merge_corpus([report(**TOUR), report(**meeting)], Settings()).records
    visit = next(record for record in records if len(record.recipients) == 2)
    (other,) = [record for record in records if record.id != visit.id]
    return other.part_of == visit.id


def test_a_meeting_within_the_days_is_part_of_the_visit():
    assert part_of_tour(when="2025-02-27")


def test_a_meeting_after_the_visit_is_not():
    assert not part_of_tour(when="2025-03-03", published="2025-03-04")


def test_an_undated_meeting_reported_while_the_visit_lasts_is_part_of_it():
    assert part_of_tour(published="2025-02-27")
    assert not part_of_tour(published="2025-03-20")


def test_another_visitor_or_another_host_is_not_part_of_it():
    assert not part_of_tour(actors=("Lavrov",), when="2025-02-27")
    assert not part_of_tour(recipients=("Fidan",), when="2025-02-27")


def test_talks_told_beside_the_visit_without_a_day_or_visitor_are_part_of_it():
    article = together(
        report(**TOUR),
        report((), ("Indonesia", "Malaysia"), action="talks", modality="planned",
               text="His talks with officials there will be on security."),
    )  # fmt: skip
    records = merge_corpus([article], Settings()).records
    assert sorted(record.part_of is None for record in records) == [False, True]


def test_a_trip_of_the_past_holds_its_own_meetings():
    article = together(
        report(("Anwar",), ("Russia",), action="trip", when="2024-09", historical=True,
               text="It follows the trip of Anwar to Russia in September."),
        report(("Anwar",), ("Putin",), action="dialogue", when="2024-09", historical=True,
               text="In September he was in dialogue with Putin there."),
    )  # fmt: skip
    records = merge_corpus([article], Settings()).records
    assert sorted(record.part_of is None for record in records) == [False, True]


def test_a_visitor_meets_a_third_one_at_the_hosts():
    there = {"recipients": ("Fidan",), "when": "2025-02-27", "where": "Jakarta"}
    assert part_of_tour(**there)
    assert not part_of_tour(**{**there, "where": "Geneva"})


def test_what_those_who_met_sign_on_the_day_is_part_of_the_meeting():
    meeting = report(("Lavrov", "Fidan"), (), text="Lavrov and Fidan met.", when="2025-03-04")
    signed = report(
        ("Russia", "Turkey"), (), event_type="SUPPORT", text="Both states signed a protocol.",
        action="signed", when="2025-03-04", article="b1", outlet="Other",
    )  # fmt: skip
    records = {one.event_type: one for one in merge_corpus([meeting, signed], Settings()).records}
    assert records["SUPPORT"].part_of == records["CONSULT"].id


def follows(*documents):
    records = sorted(
        merge_corpus(documents, Settings()).records,
        key=lambda one: str(one.when and one.when.earliest),
    )
    return [
        next((n for n, other in enumerate(records) if other.id == one.follows), None)
        for one in records
    ]


def talks(number, day, article):
    return report(
        ("Russia", "Ukraine"), (), action="talks", when=day, article=article, outlet=article,
        text=f"The {number} round of talks was held.", published=day,
    )  # fmt: skip


def test_rounds_that_are_counted_follow_each_other_though_no_article_tells_both():
    told = [talks("first", "2025-03-04", "r1"), talks("2nd", "2025-03-18", "r2"),
            talks("third", "2025-05-04", "r3")]  # fmt: skip
    assert follows(*told) == [None, 0, 1]
    assert follows(*reversed(told)) == [None, 0, 1]


def test_meetings_far_apart_that_nothing_counts_are_no_series():
    def pair(day):
        first = report(
            ("Lavrov",), ("Fidan",), when=day, text="Lavrov met Fidan.", published="2025-12-01"
        )
        last = report(("Lavrov",), ("Fidan",), when="2025-11-30", published="2025-12-01",
                      text="Lavrov saw Fidan on Sunday.", action="saw")  # fmt: skip
        return together(first, last)

    assert follows(pair("2025-11-20")) == [None, 0]
    assert follows(pair("2025-03-20")) == [None, None]
