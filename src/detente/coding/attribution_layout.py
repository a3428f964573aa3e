"""Who tells of a headline by its layout: "Kremlin: ...", "... — Foreign Ministry"."""

from collections.abc import Iterator, Sequence
from typing import Final

from detente.coding.attribution_tellers import Tellers
from detente.coding.attribution_words import is_press
from detente.coding.scene import Scene

_DASHES: Final = frozenset({"-", "--", "–", "—", "―"})
_MOST: Final = 6  # words of a label; more are a clause
_SPEAKING: Final = frozenset({"person", "organisation", "body", "role"})
_STOPS: Final = frozenset({".", "!", "?"})


def sources_of_layout(scene: Scene, token: int) -> Iterator[Tellers]:
    """Yield who is named before a first colon or behind a last dash, if such can speak.

    "Ukraine: what we know" is a heading: a state speaks by another name only ("Kremlin").
    """
    words = scene.tree.parse.words
    colon = next((at for at, word in enumerate(words[: _MOST + 1]) if word == ":"), None)
    if colon and token > colon:
        yield from _label(scene, range(colon))
    if words[-1] in _STOPS:
        return
    last = range(max(len(words) - _MOST, 1), len(words))
    dash = next((at for at in reversed(last) if _is_apart(scene, at)), None)
    if dash is not None and token < dash:
        yield from _label(scene, range(dash + 1, len(words)))


def _is_apart(scene: Scene, at: int) -> bool:
    """Whether a word is a dash with room on both sides, unlike that of "vice-president"."""
    parse = scene.tree.parse
    if parse.words[at] not in _DASHES or at + 1 == scene.tree.size:
        return False
    return parse.starts[at] > parse.ends[at - 1] and parse.starts[at + 1] > parse.ends[at]


def _label(scene: Scene, tokens: Sequence[int]) -> Iterator[Tellers]:
    parse = scene.tree.parse
    if not tokens or any(parse.pos[at] in {"VERB", "AUX"} for at in tokens):
        return
    inside = set(tokens)
    heads = [at for at in tokens if parse.heads[at] not in inside or parse.heads[at] == at]
    speaking = [at for at in (*heads, *reversed(tokens)) if _can_speak(scene, at)]
    if speaking:
        yield Tellers(speaking[0], (speaking[0],))


def _can_speak(scene: Scene, token: int) -> bool:
    number = scene.mention_at[token]
    link = None if number is None else scene.link(number)
    if number is None or link is None:
        return is_press(scene, token)
    return scene.mention(number).kind in _SPEAKING or link.sector is not None
