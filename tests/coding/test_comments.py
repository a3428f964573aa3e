"""Deeds that a mere comment speaks of."""

import pytest

from detente.coding.comments import is_commented_on

# A sentence, the deed in it, and whether it is only commented on.
CASES = [
    (
        "The minister said he hoped that Japan would lift the sanctions imposed on Iran.",
        "lift",
        True,
    ),
    (
        "The minister said he hoped that Japan would lift the sanctions imposed on Iran.",
        "imposed",
        True,
    ),
    ("Oman sent a condolence message to Kabul following the assault.", "assault", True),
    (
        "Chad denied allegations that it refused lawyers to men arrested in the capital.",
        "arrested",
        True,
    ),
    ("Chad denied the charges and expelled the Malian ambassador.", "expelled", False),
    ("Mali mulls pulling its soldiers out and closing the base.", "closing", True),
    ("Oman sent a letter to Kabul and attacked the port.", "attacked", False),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_what_is_hoped_for_mourned_or_denied_is_commented_on(scene_of, text, word, expected):
    scene = scene_of(text)
    token = scene.tree.parse.words.index(word)
    assert is_commented_on(scene, token) is expected
