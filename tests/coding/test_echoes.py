import datetime as dt

import pytest

DAY = dt.date(2025, 2, 27)


def _told(read, code, text):
    document = code(read([text], DAY))[0]
    return [
        (
            event.event_type,
            document.text[event.action.start : event.action.end],
            [one.country for one in (*event.actors, *event.recipients)],
        )
        for event in document.events
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Oman's foreign minister called his Indian counterpart by phone on Monday.",
            [("CONSULT", "called", ["OMN", "IND"])],
        ),
        (
            "Jordan repeated its offer to mediate between Chad and Sudan.",
            [("AGREE", "repeated its offer", ["JOR", "TCD", "SDN"])],
        ),
    ],
)
def test_a_deed_told_twice_in_a_sentence_is_one_event(read, code, text, told):
    assert _told(read, code, text) == told


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "Kenya's president met Ghana's leader in Accra before he called Togo's president.",
            ["CONSULT", "CONSULT"],
        ),
        ("Peru accused Chile of arming rebels and expelled its envoy.", ["ACCUSE", "SANCTION"]),
    ],
)
def test_different_deeds_of_a_sentence_stay(read, code, text, types):
    found = [event_type for event_type, *_ in _told(read, code, text)]
    assert [one for one in found if one in types] == types
