import datetime as dt

import pytest

DAY = dt.date(2025, 3, 14)


def _countries(parties):
    return sorted({one.country for one in parties if one.country})


@pytest.mark.parametrize(
    ("text", "action", "actors", "recipients"),
    [
        ("Peru will not take in more people if war starts in Chad.", "take", ["PER"], []),
        ("Peru threatened a strike unless Chad freed them.", "threat", ["PER"], ["TCD"]),
        ("Oman ready for talks with Tehran - foreign ministry", "talks", ["OMN"], ["IRN"]),
        ("Oslo, Lima coast guards hold drill", "hold", ["NOR", "PER"], []),
        ("Danish envoy called in by Ankara over caricatures", "called", ["TUR"], ["DNK"]),
    ],
)  # fmt: skip
def test_syntax_says_who_acts_on_whom(read, code, text, action, actors, recipients):
    document = code(read([text], DAY))[0]
    found = [one for one in document.events if one.action_text.startswith(action)]
    assert [(_countries(one.actors), _countries(one.recipients)) for one in found] == [
        (actors, recipients)
    ]


def test_drills_of_two_states_are_cooperation(read, code):
    event = code(read(["Oslo, Lima coast guards hold drill"], DAY))[0].events[0]
    assert event.event_type == "COOPERATE"


def test_a_day_behind_a_name_is_that_of_the_deed(read, code):
    text = "Kenya launched an offensive named Night Watch on Friday against rebels in Somalia."
    event = code(read([text], dt.date(2025, 3, 16)))[0].events[0]
    assert event.when.earliest == DAY


def test_what_was_before_is_not_the_news(read, code):
    text = "The government of Kenya has ordered patrols by police after protests by teachers."
    events = code(read([text], DAY))[0].events
    assert events[0].action_text.startswith("ordered")
