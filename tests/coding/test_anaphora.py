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
