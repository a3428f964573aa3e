"""Findings of one sentence that tell the same deed twice: "called him *by phone*"."""

from collections.abc import Sequence
from typing import Final

from detente.coding.assemble import Found
from detente.coding.clauses import prepositions
from detente.coding.scene import Scene

# A noun after one of these only tells how or when the verb's deed was done.
_WITHIN: Final = frozenset({"by", "in", "at", "during", "via", "over", "on"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_MEETING: Final = "CONSULT"
_FOR: Final = frozenset({"advcl", "xcomp"})
_PARTNERS: Final = frozenset({"with", "between", "to"})
_BELOW: Final = frozenset({"acl", "xcomp", "ccomp"})


def without_echoes(scene: Scene, kept: Sequence[Found]) -> list[Found]:
    """Return findings without those that say again what another of the sentence tells.

    One echoes another of its type if it names no country that the other lacks, and

    - is a noun that only says how: "rang his counterpart *by phone*", "hosted him *on a visit*";
    - is the noun whose verb is the other: "a *truce* took hold";
    - completes the other: "repeated his offer *to mediate*"; its parties go over to the other;
    - only says what a meeting is for: "meets Aliyev *to negotiate* an end to the war";
    - only says what came of a blow: "two *killed* in Chadian raid on Abeche";
    - had no party by its own words and took those of the other ("*this visit* follows a trip").
    """
    whole = [_completed(scene, found, kept) for found in kept]
    echoes = {
        id(found)
        for found in whole
        for other in whole
        if other is not found and _echoes(scene, found, other)
    }
    return [found for found in whole if id(found) not in echoes]


def _echoes(scene: Scene, found: Found, other: Found) -> bool:
    if found.reading.event_type != other.reading.event_type:
        return False
    if found.reading.event_type == _MEETING and _is_purpose(scene, found, other):
        return True
    if not _countries(scene, found) <= _countries(scene, other):
        return False
    return (
        _is_within(scene, found.reading.token, other.reading.token)
        or _is_of_verb(scene, found.reading.token, other.reading.token)
        or _is_below(scene, found.reading.token, other.reading.token)
        or _is_outcome(scene, found, other)
        or (bool(found.veto) and not other.veto and _parties(found) == _parties(other))
    )


def _is_within(scene: Scene, noun: int, verb: int) -> bool:
    parse = scene.tree.parse
    prep = parse.heads[noun]
    is_noun = parse.pos[noun] in _NOUNS and parse.pos[verb] == "VERB"
    return is_noun and parse.lemmas[prep] in _WITHIN and parse.heads[prep] == verb


def _is_of_verb(scene: Scene, noun: int, verb: int) -> bool:
    """Whether a noun is the subject of the verb that tells its deed: "the *truce* took hold"."""
    parse = scene.tree.parse
    is_noun = parse.pos[noun] in _NOUNS and parse.pos[verb] == "VERB"
    return is_noun and parse.heads[noun] == verb and parse.deps[noun] == "nsubj"


def _is_outcome(scene: Scene, found: Found, other: Found) -> bool:
    """Whether a verb by nobody else tells what came of the blow that a noun below it names."""
    doers = {scene.country(number) for number in other.roles.actors}
    is_by_same = bool(doers) and {scene.country(number) for number in found.roles.actors} <= doers
    is_less = _countries(scene, found) < _countries(scene, other)
    return is_by_same and is_less and _is_within(scene, other.reading.token, found.reading.token)


def _is_below(scene: Scene, token: int, other: int) -> bool:
    parse = scene.tree.parse
    is_offer = parse.pos[other] in _NOUNS and parse.pos[token] == "VERB"
    return is_offer and parse.heads[token] == other and parse.deps[token] in _BELOW


def _is_purpose(scene: Scene, found: Found, other: Found) -> bool:
    """Whether a verb says what for somebody meets, and not with whom else."""
    tree, verb = scene.tree, found.reading.token
    parse = tree.parse
    is_below = parse.heads[verb] == other.reading.token and parse.deps[verb] in _FOR
    is_aim = any(parse.lemmas[kid] == "to" for kid in tree.kids(verb, {"aux"}))
    has_partner = any(name in _PARTNERS for name, _ in prepositions(tree, verb))
    return is_below and is_aim and parse.pos[verb] == "VERB" and not has_partner


def _completed(scene: Scene, found: Found, kept: Sequence[Found]) -> Found:
    """Return a finding with the recipients of what completes it, if that names its own and more."""
    own = set(found.roles.recipients)
    for other in kept:
        is_same = other.reading.event_type == found.reading.event_type
        is_more = own < set(other.roles.recipients)
        if is_same and is_more and _is_below(scene, other.reading.token, found.reading.token):
            roles = found.roles._replace(recipients=other.roles.recipients)
            return found._replace(roles=roles)
    return found


def _countries(scene: Scene, found: Found) -> set[str | None]:
    return {scene.country(number) for number in _parties(found)} - {None}


def _parties(found: Found) -> frozenset[int]:
    return frozenset({*found.roles.actors, *found.roles.recipients})
