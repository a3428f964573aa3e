"""The country of parties that name none, where their sentence names only one."""

from collections.abc import Iterable, Sequence
from typing import Final

from detente.coding.homes import BLOCS, only_country
from detente.coding.roles import BETWEEN_STATES
from detente.coding.scene import Scene
from detente.model import Parse

# Deeds that are done at home where the sentence names one country only.
AT_HOME: Final = frozenset(
    {"COERCE", "SANCTION", "ACCUSE", "CONCEDE", "RETREAT", "ASSAULT", "PROTEST", "MOBILIZE"}
)
"""Types of deeds that anybody may do at home."""

_WITH_OTHERS: Final = BETWEEN_STATES - AT_HOME
_OFFICES: Final = frozenset({"role", "body"})
# Several of one office are of several countries.
_SEVERAL: Final = frozenset({"both", "two", "three"})
_STATES: Final = frozenset({"country", "nation", "republic", "kingdom", "neighbour"})


def home_of_people(scene: Scene) -> str | None:
    """Return the one country that a sentence names: that of people and offices of no other."""
    home = only_country(scene)
    return None if home in BLOCS else home


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
    for numbers, others in ((actors, recipients), (recipients, actors)):
        facing = {scene.country(number) for number in others}
        if home and not (event_type in _WITH_OTHERS and home in facing):
            _settle(scene, numbers, home, any_body=event_type in AT_HOME)


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
        if (any_body or _is_office(scene, number)) and not scene.is_known(number):
            scene.settle(number, home)


def _is_office(scene: Scene, number: int) -> bool:
    """Whether a party is an office or body, but not several: "*both* foreign ministers"."""
    if number < 0:
        return False
    mention = scene.mention(number)
    words = (scene.document.text or "")[mention.span.start : mention.span.end]
    return mention.kind in _OFFICES and words.partition(" ")[0].casefold() not in _SEVERAL
