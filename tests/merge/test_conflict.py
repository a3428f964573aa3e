"""Where reports of one record disagree."""

import pytest
from merge_factories import ready, report, together
from msgspec.structs import replace

from detente.merge.corpus import merge_corpus
from detente.model import Place, Span
from detente.settings import Settings

LATER = {"published": "2025-03-06", "actors": ["Lavrov"], "recipients": ["Fidan"]}
A = report(**LATER, when="2025-03-04", where="Ankara", text="Lavrov met Fidan over grain exports.")
B = report(
    **LATER, when="2025-03-05", where="Istanbul", text="Lavrov met Fidan over grain exports.",
    article="b1", outlet="Strait Courier",
)  # fmt: skip


def merged(*documents):
    return merge_corpus(documents, Settings())


def test_two_days_are_a_contradiction_with_both_sides():
    (conflict,) = [one for one in merged(A, B).conflicts if one.field == "when"]
    assert conflict.grade == "contradictory"
    assert [side.value for side in conflict.readings] == ["4 March 2025", "5 March 2025"]
    assert [side.article_id for side in conflict.readings] == ["a1", "b1"]
    assert conflict.explanation == (
        "Kestrel Post (6 March 2025) gives the day as 4 March 2025, "
        "but Strait Courier (6 March 2025) gives the day as 5 March 2025."
    )


def test_two_cities_contradict_each_other():
    (conflict,) = [one for one in merged(A, B).conflicts if one.field == "place"]
    assert conflict.grade == "contradictory"
    assert [side.value for side in conflict.readings] == ["Ankara", "Istanbul"]


def test_a_state_and_its_city_are_told_more_and_less_finely():
    state = report(when="2025-02-27", where="Malaysia")
    city = report(when="2025-02-27", where="Kuala Lumpur", article="b1", outlet="Other")
    (conflict,) = merged(state, city).conflicts
    assert (conflict.field, conflict.grade) == ("place", "finer")
    assert [side.value for side in conflict.readings] == ["Malaysia", "Kuala Lumpur"]


def test_every_article_that_tells_a_side_is_named():
    third = report(
        **LATER, when="2025-03-05", where="Istanbul", article="c1", outlet="Third",
        text="Fidan met Lavrov on grain.",
    )  # fmt: skip
    (conflict,) = [one for one in merged(A, B, third).conflicts if one.field == "place"]
    assert [side.article_id for side in conflict.readings] == ["a1", "b1", "c1"]


def test_another_day_than_planned_was_true_in_its_time():
    plan = report(
        **LATER | {"published": "2025-03-02"}, modality="planned", when="2025-03-04",
        text="Lavrov will meet Fidan.", action="meet",
    )  # fmt: skip
    (conflict,) = merged(plan, B).conflicts
    assert (conflict.field, conflict.grade) == ("when", "different")


STEPS = [
    (("planned", "2025-02-20"), ("denied", "2025-02-23"), "different"),
    (("denied", "2025-02-20"), ("planned", "2025-02-23"), "contradictory"),
    (("done", "2025-02-27"), ("denied", "2025-02-28"), "contradictory"),
    (("denied", "2025-02-23"), ("done", "2025-02-27"), "different"),
    (("claimed", "2025-02-27"), ("denied", "2025-02-27"), "contradictory"),
]


@pytest.mark.parametrize(("first", "second", "grade"), STEPS)
def test_what_is_denied_contradicts_only_what_is_told_beside_it(first, second, grade):
    told = [
        report(
            modality=modality, published=day, when="2025-02-27", article=article, outlet=article,
            text="Shoigu and Anwar: the meeting.", action="meeting",
        )
        for (modality, day), article in ((first, "a1"), (second, "b1"))
    ]  # fmt: skip
    (conflict,) = merged(*told).conflicts
    assert (conflict.field, conflict.grade) == ("modality", grade)


def test_both_reports_stay_in_the_record():
    corpus = merged(A, B)
    (record,) = corpus.records
    assert record.n_reports == 2
    assert {conflict.record_id for conflict in corpus.conflicts} == {record.id}


def test_a_month_and_a_day_in_it_are_told_more_and_less_finely():
    coarse = report(when="2025-02", historical=True)
    fine = report(when="2025-02-27", historical=True, article="b1", outlet="Other")
    (conflict,) = merged(coarse, fine).conflicts
    assert (conflict.field, conflict.grade) == ("when", "finer")
    assert [side.value for side in conflict.readings] == ["February 2025", "27 February 2025"]


def test_planned_then_done_is_progress():
    planned = report(modality="planned", when="2025-02-27", published="2025-02-25")
    done = report(when="2025-02-27", published="2025-02-28", article="b1")
    corpus = merged(planned, done)
    assert corpus.conflicts == ()
    (record,) = corpus.records
    assert record.modality == "done"
    assert ("modality", "done outdoes planned") in record.chosen_by


def test_done_and_denied_contradict_each_other():
    denied = report(
        modality="denied", when="2025-02-27", article="b1", outlet="Hill Times",
        text="Officials denied that Shoigu met Anwar.",
    )  # fmt: skip
    corpus = merged(report(when="2025-02-27"), denied)
    (conflict,) = corpus.conflicts
    assert (conflict.field, conflict.grade) == ("modality", "contradictory")
    assert {side.value for side in conflict.readings} == {"done", "denied"}


def test_dateline_cities_are_no_conflict():
    kl = report(when="2025-02-27", where="Kuala Lumpur")
    event = kl.events[0]
    dateline = replace(event, place=replace(event.place, name="Putrajaya", is_dateline=True))
    other = replace(
        kl, events=(replace(dateline, id="x", article_id="b1"),),
        article=replace(kl.article, id="b1", outlet="Other"),
    )  # fmt: skip
    corpus = merged(kl, other)
    assert corpus.conflicts == ()
    assert corpus.records[0].place.name == "Kuala Lumpur"


def test_another_host_in_the_same_words_is_a_conflict_of_participants():
    text = "The Russian guest signed a long accord on grain shipments and port fees with {}."
    one = report(text=text.format("Anwar"), action="signed", when="2025-02-27")
    other = report(
        ("Shoigu",), ("Khaled",), text=text.format("Khaled"), action="signed", when="2025-02-27",
        article="b1", outlet="Other",
    )  # fmt: skip
    (conflict,) = merged(one, other).conflicts
    assert conflict.field == "participants"
    assert {side.value for side in conflict.readings} == {"Anwar Ibrahim", "Mohamed Khaled Nordin"}


def test_counts_that_differ_are_told():
    one = report(text="Shoigu and Anwar met and signed 23 agreements.", when="2025-02-27")
    other = report(
        text="Anwar met Shoigu; 25 agreements were signed.", when="2025-02-27", article="b1",
        outlet="Other",
    )  # fmt: skip
    (conflict,) = merged(one, other).conflicts
    assert conflict.field == "number"
    assert [side.value for side in conflict.readings] == ["23 agreements", "25 agreements"]
    side = conflict.readings[0]
    assert one.text[side.span.start : side.span.end] == "23 agreements"


def test_a_round_number_is_told_less_finely():
    one = report(text="Shoigu and Anwar met over 61 billion dollars.", when="2025-02-27")
    other = report(
        text="Anwar met Shoigu over 60.8 billion dollars.", when="2025-02-27", article="b1",
        outlet="Other",
    )  # fmt: skip
    grades = [one.grade for one in merged(one, other).conflicts if one.field == "number"]
    assert grades == ["finer"]


def test_at_least_twelve_and_fifteen_agree():
    one = report(text="Shoigu met Anwar; at least 12 accords were signed.", when="2025-02-27")
    other = report(
        text="Shoigu met Anwar and signed 15 accords.", when="2025-02-27", article="b1",
        outlet="Other",
    )  # fmt: skip
    assert merged(one, other).conflicts == ()


def test_one_article_alone_makes_no_conflict_with_itself_by_pointing_back():
    article = together(
        report(text="Shoigu held discussions with Anwar.", action="discussions", when="2025-02-27"),
        report(text="The discussions were friendly.", action="discussions"),
    )
    assert merged(article).conflicts == ()
    assert len(ready(article)) == 2


NUMBERS = [
    ("a correction contradicts", "contradictory",
     "Shoigu met Anwar and 400 officers.",
     "Shoigu met Anwar; the number of officers was 200, not 400."),
    ("people by other words are people", "contradictory",
     "Shoigu met Anwar and freed 26 prisoners.", "Shoigu met Anwar; 24 people were let go."),
    ("a round number is finer only from a hundred on", "contradictory",
     "Shoigu met Anwar and envoys of 80 countries.", "Shoigu met Anwar; 78 states were there."),
    ("papers are papers by any name", "contradictory",
     "Shoigu met Anwar and signed 12 memoranda.", "Shoigu met Anwar; 14 agreements were signed."),
    ("a share of each side and the sum of both", "finer",
     "Shoigu met Anwar and they freed 40 prisoners each.",
     "Shoigu met Anwar, and 80 prisoners came home."),
    ("what one paper tells later of the same deed contradicts", "contradictory",
     "Shoigu met Anwar and heads of 12 firms.", "Shoigu met Anwar and the owners of 15 companies."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("grade", "one", "other"), [row[1:] for row in NUMBERS], ids=[row[0] for row in NUMBERS]
)
def test_numbers_are_graded(grade, one, other):
    told = (
        report(text=one, when="2025-02-27"),
        report(text=other, when="2025-02-27", article="b1", outlet="Other"),
    )
    assert [(one.field, one.grade) for one in merged(*told).conflicts] == [("number", grade)]


def test_a_number_that_was_planned_was_true_in_its_time():
    told = (
        report(text="Shoigu will meet Anwar and sign 20 accords.", action="meet", when="2025-02-27",
               modality="planned", published="2025-02-25"),
        report(text="Shoigu met Anwar and signed 17 accords.", when="2025-02-27", article="b1",
               outlet="Other"),
    )  # fmt: skip
    assert [(one.field, one.grade) for one in merged(*told).conflicts] == [("number", "different")]


def test_the_dead_become_more():
    told = [
        report(
            text=f"Shoigu told Anwar that {n} people were killed.", action="told",
            when="2025-02-26", article=f"a{n}", outlet=f"Outlet {n}", published=f"2025-02-{day}",
        )
        for n, day in ((12, 26), (15, 27), (21, 28))
    ]  # fmt: skip
    (conflict,) = merged(*told).conflicts
    assert (conflict.field, conflict.grade) == ("number", "different")
    assert len(conflict.readings) == 3


def test_two_stops_of_one_tour_are_no_conflict_of_places():
    tour = {"mode": "visit", "action": "visit", "when": "2025-02-27"}
    one = report(
        recipients=("Indonesia", "Malaysia"), text="Shoigu is to visit Jakarta and Kuala Lumpur.",
        where="Jakarta", modality="planned", published="2025-02-25", **tour,
    )  # fmt: skip
    other = report(
        recipients=("Malaysia",), text="Shoigu began his visit to Kuala Lumpur and Jakarta.",
        where="Kuala Lumpur", article="b1", outlet="Other", **tour,
    )  # fmt: skip
    found = merged(one, other)
    assert len(found.records) == 1
    assert [one.field for one in found.conflicts] == []


def test_who_visits_a_state_tells_its_place_less_finely():
    visit = {"mode": "visit", "when": "2025-02-27", "recipients": ("Malaysia",)}
    one = report(text="Shoigu is to visit Malaysia.", action="visit", **visit)
    other = report(
        text="Shoigu arrived in Putrajaya.", action="arrived", where="Putrajaya", article="b1",
        outlet="Other", **visit,
    )  # fmt: skip
    one, other = (
        replace(
            document,
            events=tuple(
                replace(event, recipients=tuple(replace(r, kind="state") for r in event.recipients))
                for event in document.events
            ),
        )
        for document in (one, other)
    )
    (conflict,) = merged(one, other).conflicts
    assert (conflict.field, conflict.grade) == ("place", "finer")
    assert [side.value for side in conflict.readings] == ["Malaysia", "Putrajaya"]


def test_numbers_told_days_apart_may_have_moved():
    told = (
        report(text="Shoigu met Anwar and 40 students.", when="2025-02-27"),
        report(text="Shoigu met Anwar and 55 students.", when="2025-02-27", article="b1",
               outlet="Other", published="2025-03-04"),
    )  # fmt: skip
    assert [(one.field, one.grade) for one in merged(*told).conflicts] == [("number", "different")]


def test_a_day_that_was_worked_out_contradicts_nobody():
    event = B.events[0]
    other = replace(B, events=(replace(event, when_span=None),))
    assert [one.field for one in merged(A, other).conflicts] == ["place"]


def test_a_part_of_a_month_is_told_less_finely_than_the_day_in_it():
    text = "Shoigu met Anwar in late February."
    wide = report(text=text, when="2025-02-21..2025-02-28", published="2025-03-05")
    (event,) = wide.events
    start = text.index("late")
    told = replace(event, when_span=Span(start, start + len("late February")))
    wide = replace(wide, events=(told,))
    day = report(when="2025-02-27", article="b1", outlet="Other", published="2025-02-28")
    (conflict,) = merged(wide, day).conflicts
    assert (conflict.field, conflict.grade) == ("when", "finer")
    assert {side.value for side in conflict.readings} == {"late February 2025", "27 February 2025"}


def test_a_palace_lies_in_its_town():
    def at(name, feature, **more):
        found = report(when="2025-02-27", **more)
        there = Place(
            span=Span(0, 1), name=name, kind="city", country="RUS", latitude=55.75,
            longitude=37.62, feature=feature,
        )  # fmt: skip
        return replace(found, events=(replace(found.events[0], place=there),))

    town, palace = at("Moscow", "PPLC"), at("Kremlin", "PAL", article="b1", outlet="Other")
    (conflict,) = merged(town, palace).conflicts
    assert (conflict.field, conflict.grade) == ("place", "finer")


def test_at_least_so_many_dead_may_have_become_more_by_the_next_day():
    few = report(
        ("Russia",), ("Ukraine",), event_type="ASSAULT", action="struck", when="2025-02-27",
        text="Russia struck Ukraine, killing at least 40 people.",
    )  # fmt: skip
    many = report(
        ("Russia",), ("Ukraine",), event_type="ASSAULT", action="struck", when="2025-02-27",
        text="Russia struck Ukraine, killing 80 people.", article="b1", outlet="Other",
        published="2025-03-01",
    )  # fmt: skip
    (conflict,) = [one for one in merged(few, many).conflicts if one.field == "number"]
    assert conflict.grade == "different"
