"""Deeds that a sentence points back at."""

import datetime as dt

from benchmarks.quality.stages import documents


def test_a_deed_pointed_back_at_is_told_once_with_the_parties_known_before():
    text = (
        "Russia's President Vladimir Putin received Malaysia's Prime Minister Anwar Ibrahim. "
        "The conversation took place on September 4, on the margins of a forum which the "
        "Malaysian leader was attending for the first time."
    )
    (document,) = documents([("a", text, dt.date(2024, 9, 5))], until="events")
    events = document.events or ()
    assert len(events) == len({event.id for event in events})
    (told_again,) = (event for event in events if event.action_text == "conversation")
    countries = {one.country for one in (*told_again.actors, *told_again.recipients)}
    assert countries == {"RUS", "MYS"}


def _told(text: str) -> list[tuple[str, str, list[str | None]]]:
    (document,) = documents([("a", text, dt.date(2025, 2, 27))], until="events")
    return [
        (
            event.event_type,
            event.modality.value,
            sorted({one.country for one in (*event.actors, *event.recipients)} - {None}),
        )
        for event in document.events or ()
    ]


def test_a_truce_that_is_to_begin_is_that_of_those_who_agreed_on_it():
    text = "Chad and Libya agreed to a ceasefire on Tuesday. The truce is to take effect on Friday."
    assert _told(text)[1:] == [("RETREAT", "planned", ["LBY", "TCD"])]


def test_what_is_agreed_between_two_is_agreed_by_both():
    assert _told("A ceasefire between Chad and Libya was agreed on Tuesday.") == [
        ("AGREE", "done", ["LBY", "TCD"])
    ]


def test_a_round_of_talks_that_will_not_be_held_is_denied():
    text = "The round of talks between Peru and Chile planned for Sunday will not take place."
    assert _told(text) == [("CONSULT", "denied", ["CHL", "PER"])]
