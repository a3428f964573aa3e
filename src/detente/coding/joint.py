"""Deeds that several do together: exercises, papers signed with somebody, meetings at home."""

from collections.abc import Iterator
from typing import Final

from detente.coding.nominal import governing_verb
from detente.coding.operators import Reading
from detente.coding.participation import Roles
from detente.coding.scene import Scene
from detente.model import Parse

_EXERCISE: Final = "150"
_JOINT_EXERCISE: Final = "062"
_PAIR: Final = 2
# What is done to a paper by all whose paper it is.
_SIGNING: Final = frozenset({"sign", "ink", "initial", "clinch", "conclude", "seal", "strike"})
_PAPERS: Final = frozenset({"SUPPORT", "AGREE"})
_AT: Final = frozenset({"in", "at"})
_LISTED: Final = frozenset({"conj", "appos"})
_VISITING: Final = "visiting"


def joint(scene: Scene, reading: Reading, roles: Roles) -> Reading:
    """Return an exercise of several states as the COOPERATE it is; one state's is a MOBILIZE."""
    countries = {scene.country(number) for number in roles.actors} - {None}
    if reading.cameo_code != _EXERCISE or len(countries) < _PAIR:
        return reading
    reason = "an exercise of several states is COOPERATE"
    return reading._replace(
        event_type="COOPERATE",
        mode=None,
        cameo_code=_JOINT_EXERCISE,
        reason=reason,
        is_settled=True,
    )


def acting_together(scene: Scene, reading: Reading, roles: Roles) -> Roles:
    """Return roles in which all act who do a deed with each other.

    Those who talk on the telephone, whoever rings; those who sign a paper, or drill, *with*
    somebody.
    """
    partners = tuple(_partners(scene, reading, roles))
    if not partners or not any(map(scene.is_known, roles.actors)):
        return roles
    several = tuple(dict.fromkeys((*roles.actors, *partners)))
    others = tuple(number for number in roles.recipients if number not in partners)
    return roles._replace(actors=several, recipients=others)


def _partners(scene: Scene, reading: Reading, roles: Roles) -> Iterator[int]:
    if reading.mode == "phone":
        yield from roles.recipients
        return
    beside = [one for one in roles.recipients if _stands_with(scene, one)]
    # What is signed "with Chad and Mali" may be a paper with each.
    countries = {scene.country(number) for one in beside for number in scene.meant(one)}
    # Who already sign together may have a witness: "with Oman as witness".
    is_alone = len({scene.country(number) for number in roles.actors} - {None}) == 1
    is_pact = is_alone and _is_of_paper(scene, reading) and len(countries) == 1
    if is_pact or _is_exercise(reading):
        yield from beside


def _is_of_paper(scene: Scene, reading: Reading) -> bool:
    verb = governing_verb(scene, reading.token)
    tokens = (reading.token,) if verb is None else (reading.token, verb)
    words = {scene.tree.parse.lemmas[token] for token in tokens}
    return reading.event_type in _PAPERS and not words.isdisjoint(_SIGNING)


def _is_exercise(reading: Reading) -> bool:
    return reading.event_type == "COOPERATE" and reading.cameo_code == _JOINT_EXERCISE


def _stands_with(scene: Scene, number: int) -> bool:
    """Whether a party is listed behind "with": "drills with Oman, *Iran*"."""
    if number < 0 or not scene.is_known(number):
        return False
    parse = scene.tree.parse
    heads = (_first_listed(parse, one) for one in scene.tokens_of(scene.mention(number).head))
    return any(parse.lemmas[parse.heads[head]] == "with" for head in heads)


def _first_listed(parse: Parse, token: int) -> int:
    while parse.deps[token] in _LISTED and parse.heads[token] < token:
        token = parse.heads[token]
    return token


def hosted(scene: Scene, reading: Reading, roles: Roles) -> Roles:
    """Return the roles of a meeting of two in the country of one: the visitor acts on the host.

    "Fidan and Gerapetritis met *in Athens*", "Xi met the *visiting* Cuban president".
    """
    sides = (*roles.actors, *roles.recipients)
    countries = {scene.country(number) for number in sides}
    is_meeting = reading.event_type == "CONSULT" and reading.mode != "phone"
    if not is_meeting or len(countries) != _PAIR or None in countries:
        return roles
    home = _home_of_meeting(scene, reading.token, sides)
    if home is None:
        return roles
    hosts = tuple(number for number in sides if scene.country(number) == home)
    visitors = tuple(number for number in sides if scene.country(number) != home)
    if not visitors or not hosts:
        return roles
    return roles._replace(actors=visitors, recipients=hosts)


def _home_of_meeting(scene: Scene, token: int, sides: tuple[int, ...]) -> str | None:
    """Return the country of the side in whose country a meeting is, or None."""
    guests = {scene.country(number) for number in sides if _is_visiting(scene, number)}
    homes = {scene.country(number) for number in sides} - guests
    if guests and len(homes) == 1:
        return next(iter(homes))
    venue = _venue(scene, token)
    return venue if venue in homes and _are_people(scene, sides) else None


def _are_people(scene: Scene, numbers: tuple[int, ...]) -> bool:
    """Whether parties are people who may travel, and not states: those have no guests."""
    return all(number >= 0 and _is_of_people(scene, number) for number in numbers)


def _is_of_people(scene: Scene, number: int) -> bool:
    """Whether a mention means somebody's people: "*Oman*, Qatar envoys" is short for an envoy."""
    link = scene.link(number)
    return scene.mention(number).kind != "state" or (link is not None and link.sector is not None)


def _is_visiting(scene: Scene, number: int) -> bool:
    """Whether a party is called a visitor: "the *visiting* premier"."""
    if number < 0:
        return False
    words = scene.tree.parse.words
    span = scene.tokens_of(scene.mention(number).span)
    near = range(max(0, span.start - 1), span.stop)
    return any(words[token].casefold() == _VISITING for token in near)


def _venue(scene: Scene, token: int) -> str | None:
    """Return the country of what stands behind "in" or "at", where a meeting is."""
    tree = scene.tree
    verb = governing_verb(scene, token)
    deed = {token, token if verb is None else verb}
    preps = (one for one in range(token + 1, tree.size) if tree.parse.lemmas[one] in _AT)
    own = (one for one in preps if _tells_where(scene, tree.parse.heads[one], deed))
    found = (_country_at(scene, kid) for one in own for kid in tree.kids(one, {"pobj"}))
    return next((country for country in found if country), None)


def _country_at(scene: Scene, token: int) -> str | None:
    """Return the country of a place or seat: "in *Algiers*", "at the *Kremlin*"."""
    place, number = scene.place_at(token), scene.mention_at[token]
    if place is not None and place.country:
        return place.country
    return None if number is None else scene.country(number)


def _tells_where(scene: Scene, head: int, deed: set[int]) -> bool:
    """Whether what stands behind a word is a deed's own: "discussed *Gaza* in Cairo", not "war"."""
    is_name = scene.tree.parse.pos[head] == "PROPN" or scene.mention_at[head] is not None
    return head in deed or (is_name and not deed.isdisjoint(scene.tree.ancestors(head)))
