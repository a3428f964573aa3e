"""What a party is by its words: nobody if it is given away, and no envoy to one's own state."""

from collections.abc import Sequence
from typing import Final

from detente.coding.scene import Scene
from detente.ontology.lexicon import word_sets

_OF_GIFTS: Final = frozenset({"AID", "AGREE", "CONSULT"})
_OBJECTS: Final = frozenset({"dobj", "obj"})


def without_gifts(scene: Scene, event_type: str, recipients: Sequence[int]) -> tuple[int, ...]:
    """Return who receives, without what is given away: "contributed *fighter jets*"."""
    if event_type not in _OF_GIFTS:
        return tuple(recipients)
    return tuple(one for one in recipients if scene.is_known(one) or not _is_given(scene, one))


def _is_given(scene: Scene, number: int) -> bool:
    parse, giving = scene.tree.parse, word_sets()["giving"]
    tokens = scene.tokens_of(scene.mention(number).head)
    verbs = (parse.heads[token] for token in tokens if parse.deps[token] in _OBJECTS)
    return any(parse.lemmas[verb] in giving for verb in verbs)


def is_envoy(scene: Scene, number: int) -> bool:
    """Say whether a party is posted abroad: whom a state expels or summons so is another's."""
    tokens = scene.tokens_of(scene.mention(number).head)
    return any(scene.tree.parse.lemmas[token] in word_sets()["envoys"] for token in tokens)


def without_victims_own(
    scene: Scene, event_type: str, actors: Sequence[int], recipients: Sequence[int]
) -> tuple[int, ...]:
    """Return who strikes, without the state whose own people are struck.

    For deeds that name nobody who does them: "Rome told *Lima* that a Peruvian guard was killed".
    Of other deeds a state is the victim's by the words that name him: "*Oman*'s Toth charged".
    """
    if event_type != "ASSAULT":
        return tuple(one for one in actors if not _owns(scene, one, recipients))
    struck = {scene.country(number) for number in recipients} - {None}
    return tuple(
        one
        for one in actors
        if one < 0 or scene.mention(one).kind != "state" or scene.country(one) not in struck
    )


def is_of_many(scene: Scene, number: int) -> bool:
    """Say whether words tell that people are of several states or of no named one.

    "*Western* leaders", "*foreign* troops".
    """
    words = scene.mention(number).span
    text = (scene.document.text or "")[words.start : words.end].casefold()
    return not word_sets()["outside"].isdisjoint(text.split())


def _owns(scene: Scene, number: int, others: Sequence[int]) -> bool:
    """Whether a state only says whose another party is: "*Peru*'s former president"."""
    if number < 0 or scene.mention(number).kind != "state":
        return False
    parse, at = scene.tree.parse, scene.mention_at
    tokens = scene.tokens_of(scene.mention(number).head)
    owned = {at[parse.heads[token]] for token in tokens if parse.deps[token] == "poss"}
    return not owned.isdisjoint(others)
