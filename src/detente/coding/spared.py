"""The second gate: sentences that the encoder need not read.

In an article that hardly looks abroad, a sentence in which no rule sees a deed and which names no
two states is left unread. What the encoder alone finds in such sentences is domestic politics told
in the words of conflict: of eleven findings in 8,000 sentences of general news one or two were
right, and a fifth of its work went into them.
"""

from typing import Final

from detente.coding.assemble import Found
from detente.coding.events import Find
from detente.coding.scene import Scene
from detente.coding.triggers import find_triggers

_SEVERAL: Final = 2


def sparing(find: Find) -> Find:
    """Return a way of finding that leaves the spared sentences unread."""

    def found(scene: Scene) -> list[Found]:
        return [] if is_spared(scene) else find(scene)

    return found


def is_spared(scene: Scene) -> bool:
    """Say whether a sentence of news from home tells of nothing that a rule knows.

    A title is always read, and so is a sentence that names two states or their people.
    """
    if not scene.is_domestic or scene.is_headline or find_triggers(scene):
        return False
    return len({scene.country(number) for number in scene.mentions} - {None}) < _SEVERAL
