import datetime as dt

import pytest

DAY = dt.date(2025, 2, 27)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        (
            "Moscow supplies arms to several countries, including India and Algeria.",
            "RUS",
            "IND DZA",
        ),
        (
            "Beijing signed accords with African countries such as Kenya and Niger.",
            "CHN",
            "KEN NER",
        ),
        (
            "Western countries, among them Canada and Norway, imposed sanctions on Belarus.",
            "CAN NOR",
            "BLR",
        ),
        ("Countries like Japan and Peru protested against North Korea's launch.", "JPN PER", "PRK"),
    ],
)
def test_several_stand_for_those_that_are_named_as_examples(read, code, text, actors, recipients):
    event = code(read([text], DAY))[0].events[0]
    assert [one.country for one in event.actors] == actors.split()
    assert [one.country for one in event.recipients] == recipients.split()
