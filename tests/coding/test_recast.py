"""Readings that the clause around a deed changes: peacekeepers, threats, refusals, papers."""

import pytest


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Togo deployed 300 soldiers to Mali on a peacekeeping mission.", "AID"),
        ("Togo deployed 300 soldiers to the border with Ghana.", "MOBILIZE"),
        (
            "Iran said it will close the strait unless the United States lifts its sanctions.",
            "THREATEN",
        ),
        ("Israel said withdrawing its troops from Lebanon was out of the question.", "REJECT"),
        ("Moscow: No talks with Chisinau on gas debt", "REJECT"),
        ("The Italian parliament passed a motion condemning Hungary's media law.", "ACCUSE"),
        ("The Italian parliament ratified the defence pact with Malta.", "SUPPORT"),
        ("Netanyahu promised that Israel would not attack Qatar again.", "AGREE"),
        ("Iran and Oman agreed on Thursday not to threaten each other.", "AGREE"),
        ("North Korea pledged not to test missiles.", "AGREE"),
        ("Turkey vowed not to attack Syrian forces.", "AGREE"),
        ("Turkey vowed to attack Syrian forces.", "THREATEN"),
        ("Uruguay offered to send troops to Haiti.", "AGREE"),
    ],
)
def test_the_clause_makes_another_event_of_a_deed(code, read, text, event_type):
    found = next(iter(code(read([text])))).events or ()
    assert [event.event_type for event in found[:1]] == [event_type]


CAMPAIGN = (
    "Ecuador votes on Sunday. The square was full. The senate sat late. Nobody answered. "
    "The buses came. Rain fell. The list was long. The candidate {} his rival on stage."
)


@pytest.mark.parametrize("verb", ["took on", "hugged", "courted"])
def test_what_the_encoder_alone_reads_between_people_of_one_state_is_no_event(code, read, verb):
    assert not next(iter(code(read([CAMPAIGN.format(verb)])))).events
