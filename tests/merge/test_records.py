"""Which values a record chooses, and by which rule."""

from merge_factories import day, ready, report, together, who

from detente.merge.corpus import merge_corpus
from detente.merge.records import majority, make_record
from detente.model import Precision
from detente.settings import Settings


def record_of(*documents):
    (record,) = merge_corpus(documents, Settings()).records
    return record


def paper(number, **more):
    return report(article=f"a{number}", outlet=f"Paper {number}", **more)


def rule(record, field):
    return dict(record.chosen_by)[field]


def test_the_most_specific_day_that_all_share_is_chosen():
    record = record_of(
        paper(1, when="2025-02-24..2025-02-28"),
        paper(2, when="2025-02-27"),
        paper(3, when="2025-02"),
    )
    assert record.when == day("2025-02-27")
    assert rule(record, "when") == "the days that all dated reports share"


def test_what_is_left_of_two_ranges_is_a_range():
    record = record_of(
        paper(1, when="2025-02-24..2025-02-27"), paper(2, when="2025-02-26..2025-02-28")
    )
    assert record.when == day("2025-02-26..2025-02-27")
    assert record.when.precision is Precision.RANGE


def test_a_city_beats_a_country():
    record = record_of(
        paper(1, when="2025-02-27", where="Malaysia"),
        paper(2, when="2025-02-27", where="Putrajaya"),
    )
    assert record.place.name == "Putrajaya"
    assert rule(record, "place") == "most precise (city), the only report"


def test_unknown_stays_unknown():
    record = record_of(paper(1))
    assert record.when is None
    assert record.place is None
    assert rule(record, "when") == "no report gives a day"


def test_the_person_stands_for_the_state():
    record = record_of(
        paper(1, when="2025-02-27"),
        paper(2, actors=("Russia", "Malaysia"), recipients=(), when="2025-02-27"),
    )
    assert [one.name for one in record.actors] == ["Sergei Shoigu"]
    assert [one.name for one in record.recipients] == ["Anwar Ibrahim"]


def test_the_visitor_is_the_actor_where_a_report_tells_who_visits():
    record = record_of(
        paper(1, actors=("Anwar",), recipients=("Shoigu",), when="2025-02-27"),
        paper(2, actors=("Anwar",), recipients=("Shoigu",), when="2025-02-27"),
        paper(3, actors=("Shoigu",), recipients=("Anwar",), mode="visit", when="2025-02-27"),
    )
    assert [one.name for one in record.actors] == ["Sergei Shoigu"]
    assert record.mode == "visit"


def test_a_planned_meeting_that_took_place_is_a_consult():
    record = record_of(
        paper(
            1, event_type="AGREE", modality="planned", action="meeting", when="2025-02-27",
            text="Shoigu plans a meeting with Anwar.", published="2025-02-25",
        ),
        paper(2, when="2025-02-27", published="2025-02-28"),
    )  # fmt: skip
    assert (record.event_type, record.modality) == ("CONSULT", "done")


def test_who_was_only_to_be_met_is_no_party_of_the_meeting():
    record = record_of(
        paper(
            1, recipients=("Anwar", "Khaled"), modality="planned", action="meet",
            text="Shoigu will meet Anwar and Khaled.", published="2025-02-25",
        ),
        paper(2, when="2025-02-27", published="2025-02-28"),
    )  # fmt: skip
    assert [one.name for one in record.recipients] == ["Anwar Ibrahim"]


def test_one_outlet_that_says_it_often_is_one_voice():
    reports = ready(
        paper(1, where="Putrajaya"), paper(2, where="Kuala Lumpur"), paper(3, where="Kuala Lumpur")
    )
    origins = dict(zip((one.event.id for one in reports), ["x", "y", "y"], strict=True))
    place, told = majority(reports, lambda one: one.event.place.name, origins)
    assert (place, told) == ("Putrajaya", "1 of 2 origins")


def test_topics_and_contexts_of_all_reports_are_kept():
    one, other = paper(1, topics=("defence",)), paper(2, topics=("trade", "defence"))
    reports = ready(one, other)
    origins = {report_.event.id: "x" for report_ in reports}
    assert make_record(reports, origins).topics == ("defence", "trade")


def test_a_nameless_mention_joins_the_deed_told_just_before():
    article = together(
        report(
            recipients=("Indonesia", "Malaysia"), action="visit",
            text="Shoigu set out on a visit to Indonesia and Malaysia.",
        ),
        report((), (), action="visit", text="This visit lasts from Monday to Friday.",
               when="2025-02-24..2025-02-28"),
    )  # fmt: skip
    record = record_of(article)
    assert record.when == day("2025-02-24..2025-02-28")
    assert record.actors == (who("Shoigu"),)


def test_a_visit_called_off_is_denied_and_not_done():
    plan = report(
        ("Prabowo",), ("China",), mode="visit", action="visit", modality="planned",
        text="Prabowo will visit Beijing on Monday.", when="2025-03-10", published="2025-03-06",
    )  # fmt: skip
    off = report(
        ("Prabowo",), ("China",), event_type="SANCTION", action="cancelled", article="b1",
        text="Prabowo cancelled his visit to Beijing.", outlet="Other", published="2025-03-07",
    )  # fmt: skip
    (found,) = merge_corpus([plan, off], Settings()).conflicts
    assert (found.field, found.grade) == ("modality", "different")
    assert {side.value for side in found.readings} == {"planned", "denied"}
