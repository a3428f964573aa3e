"""The country of parties that name none, where their sentence names only one."""

from collections.abc import Iterable, Sequence
from typing import Final

from detente.coding.clauses import prepositions
from detente.coding.homes import BLOCS, only_country
from detente.coding.parties_kinds import is_envoy, is_of_many
from detente.coding.roles import BETWEEN_STATES
from detente.coding.scene import Scene
from detente.model import Parse

# Deeds that are done at home where the sentence names one country only.
AT_HOME: Final = frozenset(
    {"COERCE", "SANCTION", "ACCUSE", "CONCEDE", "RETREAT", "ASSAULT", "PROTEST", "MOBILIZE"}
)
"""Types of deeds that anybody may do at home."""

OF_POWERS: Final = frozenset({"SANCTION", "COERCE", "RETREAT", "CONCEDE"})
"""Types of deeds of who rules: the one country named may as well be the other side."""

_WITH_OTHERS: Final = BETWEEN_STATES - AT_HOME
# What a state says to "the military" it says to that of another.
_SPOKEN: Final = frozenset({"REQUEST", "THREATEN"})
_OFFICES: Final = frozenset({"role", "body"})
# Several of one office are of several countries.
_SEVERAL: Final = frozenset({"both", "two", "three"})
_HALVES: Final = {"North": "PRK", "South": "KOR"}
_STATES: Final = frozenset({"country", "nation", "republic", "kingdom", "neighbour"})


def home_of_people(scene: Scene) -> str | None:
    """Return the one country that a sentence names: that of people and offices of no other."""
    home = only_country(scene)
    return None if home in BLOCS else home


def other_half(scene: Scene, words: str) -> str | None:
    """Return the Korea that "the *North*" means where the other is named, Europe, or None."""
    if words.startswith("European "):
        return "EUR"
    half = _HALVES.get(words.removeprefix("the ").removeprefix("The "))
    named = {scene.country(number) for number in scene.mentions}
    return half if half and not named.isdisjoint(_HALVES.values()) else None


def is_state_word(parse: Parse, noun: int) -> bool:
    """Say whether a noun means a state of its own: "*the country* signed a pact with Chad"."""
    return parse.lemmas[noun] in _STATES


def settle_at_home(
    scene: Scene, event_type: str, actors: Sequence[int], recipients: Sequence[int]
) -> None:
    """Note the country of parties that name none, where the sentence names only one.

    What states do with each other is done with that one: "*the ministry* hosted Oman's envoy".
    """
    home = home_of_people(scene)
    # Who acts under a name of his own may be of any country.
    acting = [one for one in actors if one < 0 or scene.mention(one).kind != "person"]
    for numbers, others in ((acting, recipients), (recipients, actors)):
        facing = {scene.country(number) for number in others}
        is_abroad = event_type in _WITH_OTHERS and home in facing
        is_abroad = is_abroad or (event_type in _SPOKEN and _is_by_state(scene, others, home))
        if home and not is_abroad:
            own = [one for one in numbers if home not in facing or not is_envoy(scene, one)]
            _settle(scene, own, home, any_body=event_type in AT_HOME)


def _is_by_state(scene: Scene, numbers: Iterable[int], home: str | None) -> bool:
    """Whether a state itself, by name, faces somebody: "*Japan* urged the military to yield"."""
    named = (one for one in numbers if one >= 0 and scene.mention(one).kind == "state")
    return any(scene.country(one) == home for one in named)


def with_leaders(scene: Scene, numbers: Sequence[int]) -> tuple[int, ...]:
    """Return parties, a group of nobody's known as who leads it: "a delegation *led by X*"."""
    return tuple(one for number in numbers for one in (_leaders(scene, number) or [number]))


def _leaders(scene: Scene, number: int) -> list[int]:
    if scene.is_known(number):
        return []
    tree = scene.tree
    heads = scene.tokens_of(scene.mention(number).head)
    led = (kid for token in heads for kid in tree.kids(token, {"acl"}))
    verbs = (verb for verb in led if tree.parse.lemmas[verb] in {"lead", "head"})
    linked = (pair for verb in verbs for pair in prepositions(tree, verb))
    found = scene.who(obj for name, obj in linked if name == "by")
    return [one for one in found if scene.is_known(one)]


def without_own(
    scene: Scene, event_type: str, actors: Sequence[int], recipients: Sequence[int]
) -> tuple[int, ...]:
    """Return who receives, without the actors' own state where a foreign one is named as well.

    "Modi invited Starmer to visit *India*" is between two.
    """
    own = {scene.country(number) for number in actors} - {None}
    foreign = tuple(number for number in recipients if scene.country(number) not in own)
    is_between = event_type in _WITH_OTHERS and any(map(scene.is_known, foreign))
    return foreign if is_between else tuple(recipients)


def _settle(scene: Scene, numbers: Iterable[int], home: str, *, any_body: bool) -> None:
    for number in numbers:
        is_open = not scene.is_known(number) and not is_of_many(scene, number)
        if is_open and (any_body or _is_office(scene, number)):
            scene.settle(number, home)


def _is_office(scene: Scene, number: int) -> bool:
    """Whether a party is an office or body, but not several: "*both* foreign ministers"."""
    if number < 0:
        return False
    mention = scene.mention(number)
    words = (scene.document.text or "")[mention.span.start : mention.span.end]
    return mention.kind in _OFFICES and words.partition(" ")[0].casefold() not in _SEVERAL
