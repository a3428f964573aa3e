"""Parties that only say where a deed is done, or where somebody comes from."""

from collections.abc import Sequence

from detente.coding.homes import state_of
from detente.coding.scene import Scene
from detente.model import Parse
from detente.ontology.lexicon import word_sets

_WHEN = frozenset({"before", "after", "during", "until", "since"})
# What else is called after the town where it was agreed.
_FORMATS = frozenset({"format", "process", "formula", "framework", "round", "track"})
# What may be one's own mission in another state.
_MISSIONS = frozenset({"embassy", "consulate", "mission", "legation"})
# Deeds whose recipients are told apart from where somebody comes from, or is to leave.
_FROM_ELSEWHERE = frozenset({"CONSULT", "REQUEST"})


def without_origins(
    scene: Scene, event_type: str, recipients: Sequence[int], actors: Sequence[int]
) -> tuple[int, ...]:
    """Return who receives, without who only stands where a deed or its doer comes from.

    "Landed in Oslo *from Lima*", "demands Chad's exit *from Mali*", "ordered raids *by police*".
    Who comes home has visited the place he comes from, and one may demand pay *from Chad* alone.
    """
    if event_type == "MOBILIZE":
        return tuple(one for one in recipients if not is_behind(scene, one, "by"))
    if event_type not in _FROM_ELSEWHERE:
        return tuple(recipients)
    own = {scene.country(number) for number in actors}
    hosts = [one for one in recipients if not is_behind(scene, one, "from")]
    are_abroad = any(scene.is_known(one) and scene.country(one) not in own for one in hosts)
    return tuple(hosts if are_abroad else recipients)


def hosts_of_missions(
    scene: Scene, recipients: Sequence[int], actors: Sequence[int]
) -> tuple[int, ...]:
    """Return who receives, one's own mission as its host: "reopened *its embassy in Oslo*"."""
    return tuple(
        _host_of(scene, one) if scene.is_owned_by(one, actors) else one for one in recipients
    )


def _host_of(scene: Scene, mission: int) -> int:
    tree = scene.tree
    heads = scene.tokens_of(scene.mention(mission).head)
    if not any(tree.parse.lemmas[token] in _MISSIONS for token in heads):
        return mission
    span = scene.tokens_of(scene.mention(mission).span)
    after = (*span, span.stop, span.stop + 1)
    places = (scene.place_at(token) for token in after if token < tree.size)
    place = next((one for one in places if one is not None and one.country), None)
    return mission if place is None else state_of(scene, place)


def is_left(scene: Scene, number: int) -> bool:
    """Whether a party is only where somebody comes from: "*from Lima* he flew on to Quito"."""
    return _is_put_by_verb(scene, number, "from")


def is_venue(scene: Scene, number: int) -> bool:
    """Whether a party is only where something is done: "the pact was signed *in Lima*"."""
    return _is_put_by_verb(scene, number, "in")


def _is_put_by_verb(scene: Scene, number: int, preposition: str) -> bool:
    """Whether a preposition that hangs on a verb itself governs a party."""
    parse = scene.tree.parse
    heads = [parse.heads[token] for token in scene.tokens_of(scene.mention(number).head)]
    found = (one for one in heads if parse.lemmas[one] == preposition and parse.pos[one] == "ADP")
    return any(parse.pos[parse.heads[one]] == "VERB" for one in found)


def without_venues(scene: Scene, recipients: Sequence[int], *, is_joint: bool) -> tuple[int, ...]:
    """Return who receives, without where it happens: "met Orban *in Brussels*".

    Nor does the town receive that talks or an accord are named after ("the *Dayton* accord").
    ``is_joint``: several states act together, whose deed is on nobody.
    """
    inside = {one for one in recipients if is_behind(scene, one, "in") or _names_paper(scene, one)}
    others = tuple(one for one in recipients if one not in inside)
    return others if is_joint or any(map(scene.is_known, others)) else tuple(recipients)


def _names_paper(scene: Scene, number: int) -> bool:
    """Whether a town only names talks or a paper: "suspended the *Kuala Lumpur* accord"."""
    parse, party = scene.tree.parse, scene.participant(number)
    last = scene.tokens_of(party.span)[-1]
    lemma = parse.lemmas[parse.heads[last]]
    sets = word_sets()
    is_named = lemma in sets["agreement"] | sets["talks"] | _FORMATS
    is_before = parse.deps[last] in {"compound", "nmod", "npadvmod"} and is_named
    is_state = party.name is not None and party.text.casefold() == party.name.casefold()
    return is_before and parse.tags[last] == "NNP" and not is_state and not party.text.isupper()


def is_behind(scene: Scene, number: int, preposition: str) -> bool:
    """Whether a party stands behind a preposition: "ordered patrols *by police*"."""
    parse, party = scene.tree.parse, scene.mention(number)
    tokens = [_first_joined(parse, token) for token in scene.tokens_of(party.head)]
    heads = (parse.heads[token] for token in tokens)
    return any(parse.lemmas[head] == preposition and parse.pos[head] == "ADP" for head in heads)


def is_time(scene: Scene, number: int) -> bool:
    """Whether a party only tells when something is done: "tested a missile days before *APEC*"."""
    parse = scene.tree.parse
    tokens = scene.tokens_of(scene.mention(number).head)
    return any(parse.lemmas[parse.heads[_first_joined(parse, one)]] in _WHEN for one in tokens)


def _first_joined(parse: Parse, token: int) -> int:
    """Return the first of words joined by "and", of several in one name the head."""
    while (parse.deps[token] == "conj" and parse.heads[token] < token) or (
        parse.deps[token] == "compound" and parse.pos[parse.heads[token]] == "PROPN"
    ):
        token = parse.heads[token]
    return token
