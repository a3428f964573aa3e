"""Which of a sentence's events comes first."""

import pytest

MAIN = [
    # What is told first is the news.
    ("Kenya rejected the ceasefire plan and warned Sudan of new sanctions.", "rejected"),
    ("Qatar denounced the raid and urged Iran to hold its fire.", "denounced"),
    # When and why it came about stands behind or before it.
    ("Peru's interior minister resigned after being accused of graft by Chile.", "resigned"),
    ("After Chad shelled the town, Niger closed the border.", "closed"),
    (
        "Arriving in Ankara for talks with Turks, Kenya's president condemned Russia's attack.",
        "condemned",
    ),
    # So does who or what is meant.
    ("Iran released the sailors whom it had arrested in the Gulf in May.", "released"),
    ("Ukraine returned the tanker that it seized from Russia in March.", "returned"),
]


@pytest.mark.parametrize(("text", "word"), MAIN)
def test_the_event_a_sentence_is_about_comes_first(code, read, text, word):
    (document,) = code(read([text]))
    assert len(document.events) > 1
    assert word in document.events[0].action_text
