"""Deeds that several do together."""

import datetime as dt

import pytest

DAY = dt.date(2025, 10, 6)


@pytest.fixture(scope="module")
def sides(read, code):
    def told(text, event_type):
        events = code(read([text], DAY))[0].events
        found = next(event for event in events if event.event_type == event_type)
        return _countries(found.actors), _countries(found.recipients)

    return told


def _countries(parties):
    return sorted(party.country for party in parties if party.country)


@pytest.mark.parametrize(
    ("text", "event_type", "together"),
    [
        ("Vietnam signs border accord with Laos", "SUPPORT", ["LAO", "VNM"]),
        ("Egypt drills with Turkey in Mediterranean", "COOPERATE", ["EGY", "TUR"]),
        ("India, Oman, Qatar hold naval drill off Goa", "COOPERATE", ["IND", "OMN", "QAT"]),
        ("Carney speaks to Sheinbaum by phone", "CONSULT", ["CAN", "MEX"]),
    ],
)
def test_who_signs_or_drills_with_somebody_acts_with_him(sides, text, event_type, together):
    assert sides(text, event_type) == (together, [])


@pytest.mark.parametrize(
    ("text", "visitor", "host"),
    [
        ("Fidan, Gerapetritis discuss Aegean in Athens", ["TUR"], ["GRC"]),
        ("Lula holds talks with Indian prime minister in Brasilia", ["IND"], ["BRA"]),
        ("Xi meets visiting Cuban president", ["CUB"], ["CHN"]),
    ],
)
def test_who_meets_somebody_in_his_country_is_the_visitor(sides, text, visitor, host):
    assert sides(text, "CONSULT") == (visitor, host)


@pytest.mark.parametrize(
    "text",
    [
        "Aoun and Barrack discuss the war in Lebanon",
        "South Korea and Japan held talks in Tokyo on Monday.",
    ],
)
def test_a_topic_and_a_meeting_of_states_have_no_host(sides, text):
    actors, recipients = sides(text, "CONSULT")
    assert (len(actors), recipients) == (2, [])


def test_papers_signed_with_several_are_with_each(sides):
    text = "Beijing signed accords with Kenya and Niger."
    assert sides(text, "SUPPORT") == (["CHN"], ["KEN", "NER"])


def test_a_witness_signs_nothing(sides):
    actors, _ = sides("Peru and Chile signed a water treaty with Brazil as witness.", "SUPPORT")
    assert actors == ["CHL", "PER"]
