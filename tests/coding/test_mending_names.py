"""Names joined by "and", and verbs of speech that go on with who spoke."""

import datetime as dt

import pytest

from benchmarks.quality.stages import documents

PUBLISHED = dt.date(2025, 2, 27)


def parties(text: str, deed: str) -> tuple[set[str | None], set[str | None]]:
    (document,) = documents([("a", text, PUBLISHED)], until="events")
    event = next(one for one in document.events or () if deed in one.action_text)
    return {one.country for one in event.actors}, {one.country for one in event.recipients}


@pytest.mark.parametrize(
    "pair", ["Pedro Sánchez and Ursula von der Leyen", "Ursula von der Leyen and Pedro Sánchez"]
)
def test_both_of_two_joined_names_take_part(pair: str):
    assert parties(f"{pair} met the Chinese president in Madrid on Monday.", "met") == (
        {"ESP", "EUR"},
        {"CHN"},
    )


def test_who_said_something_also_calls_for_something():
    text = "Fiji said that two shells fell on its coast and urged Tonga to stop its drills."
    assert parties(text, "urged") == ({"FJI"}, {"TON"})
