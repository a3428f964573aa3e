"""Parties that a sentence leaves to the one before: "Kyiv condemned *the raid*", "*both* agreed".

Short reports name the two sides once. Where a later sentence tells of a deed by one of them and
names no other state, the deed is on the other side of the event before. The words that say so
stand in the earlier sentence; such a party is less sure than one that a sentence names.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from detente.coding.assemble import Found
from detente.coding.both_sides import Sides
from detente.coding.clauses import actors_of_verb, objects, prepositions
from detente.coding.homes import BLOCS
from detente.coding.scene import Scene
from detente.model import Event, Participant
from detente.ontology.lexicon import triggers, word_sets

# The event carried on stands at most so many sentences before.
_REACH: Final = 2
_LESS_SURE: Final = 0.7
# Deeds on somebody: who it is, if nobody is named, is the other side of the event before.
_DIRECTED: Final = frozenset(
    {"THREATEN", "ACCUSE", "REJECT", "SANCTION", "REQUEST", "AGREE", "CONCEDE", "SUPPORT", "AID"}
)
# Deeds of words, which may be about an event that the speaker has no part in.
_COMMENTS: Final = frozenset({"ACCUSE", "SUPPORT", "REJECT", "THREATEN"})
# Of these, what several say about a third is no deed between them; so is praise (CAMEO).
_SAID_ALONE: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
_PRAISE: Final = frozenset({"051", "052"})
# What papers do: their words are those of who put them out.
_OF_PAPERS: Final = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "AGREE"})
# Deeds on one's own people, or on nobody.
_INWARD_MODES: Final = frozenset({"convict", "investigate", "resign"})
_BORDERS: Final = "191"
_SEVERAL: Final = 2
# So many letters tell that a noun names the deed of a verb ("veto", "expulsion" does not).
_STEM: Final = 4
_SHORT: Final = 3
# Deeds that several do with each other: nobody is missing.
_JOINT: Final = frozenset({"SUPPORT", "AGREE"})


def carried_on(scene: Scene, found: Found, event: Event, earlier: Sequence[Event]) -> Event:
    """Return an event with the party that its sentence leaves to an earlier one, if there is one.

    ``earlier`` are the events of the sentences before, in order.
    """
    near = [one for one in earlier if 0 < scene.index - one.sentence <= _REACH]
    if not near or scene.is_domestic or _is_joint(event):
        return event
    near.sort(key=lambda one: -one.sentence)
    if event.historical:
        own = _countries(event.actors) if _is_of_ties(event) else set[str]()
        near = [one for one in near if own & _states(one)]
    return _on_the_other(scene, found, _by_its_authors(scene, found, event, near), near)


def _by_its_authors(scene: Scene, found: Found, event: Event, near: Sequence[Event]) -> Event:
    """Return what a paper told before asks or says as the word of who put it out.

    "The assembly condemned the raid. *The text* demands a truce."
    """
    subjects = actors_of_verb(scene.tree, found.reading.token)
    is_by_paper = event.event_type in _OF_PAPERS and not event.actors and bool(subjects)
    if not is_by_paper or not all(_is_paper_told(scene, one) for one in subjects):
        return event
    before = near[0] if near and near[0].event_type in _OF_PAPERS else None
    actors = tuple(one for one in before.actors if one.country) if before else ()
    return _carried(event, "actors", _sure(actors), before) if before and actors else event


def _is_paper_told(scene: Scene, token: int) -> bool:
    tree = scene.tree
    is_paper = tree.parse.lemmas[token] in word_sets()["papers"] | {"text"}
    is_alone = not tree.kids(token, {"prep", "poss", "amod", "compound", "acl", "relcl"})
    articles = (tree.parse.lemmas[kid] for kid in tree.kids(token, {"det"}))
    return is_paper and is_alone and not {"the", "this"}.isdisjoint(articles)


def sides_told(index: int, earlier: Sequence[Event]) -> Sides:
    """Return whom words for all sides mean in a sentence, by the events of those before it."""
    visits = (one for one in reversed(earlier) if one.event_type == "CONSULT" and one.recipients)
    visit = next((one for one in visits if len(_states(one)) >= _SEVERAL), None)
    guest, host = (visit.actors, visit.recipients) if visit else ((), ())
    return Sides(sides_before(index, earlier), sides_of_opening(earlier), guest, host)


def sides_before(index: int, earlier: Sequence[Event]) -> tuple[Participant, ...]:
    """Return the parties of the joint event told last before a sentence, one a state, or nobody."""
    near = (one for one in reversed(earlier) if 0 < index - one.sentence <= _REACH)
    joint = next((one for one in near if _is_between_states(one)), None)
    return () if joint is None else _one_a_state(joint)


def sides_of_opening(earlier: Sequence[Event]) -> tuple[Participant, ...]:
    """Return the two states that the first event of an article is between, or nobody.

    The event stands in its title or in the sentence below that.
    """
    first = [one for one in earlier if one.sentence < _REACH and _is_between_states(one)]
    pairs = (one for one in first if len(_states(one)) == _SEVERAL)
    return next(map(_one_a_state, pairs), ())


def _is_between_states(event: Event) -> bool:
    """Whether an event is between states: several that praise a third do nothing together."""
    is_comment = not event.recipients and (
        event.event_type in _SAID_ALONE or event.cameo_code in _PRAISE
    )
    return not is_comment and len(_states(event)) >= _SEVERAL


def _one_a_state(event: Event) -> tuple[Participant, ...]:
    first = {one.country: one for one in reversed(_parties(event))}
    return tuple(sorted(first.values(), key=lambda one: one.span))


def _on_the_other(scene: Scene, found: Found, event: Event, near: Sequence[Event]) -> Event:
    own = _countries(event.actors)
    if not own or not all(_is_unnamed(one, own) for one in event.recipients):
        return event
    if not _is_open(scene, found, event, own):
        return event
    if _is_of_ties(event) and (opposed := _on_the_opponent(scene, event, own)) is not event:
        return opposed
    for one in (*_named_again(scene, found.reading.token, near), *near):
        others = _other_side(scene, found, one, own)
        if others:
            return _carried(event, "recipients", _sure(others), one)
    return _on_the_opponent(scene, event, own)


def _is_of_ties(event: Event) -> bool:
    return event.event_type == "SANCTION" and event.mode == "withdraw"


def _on_the_opponent(scene: Scene, event: Event, own: set[str]) -> Event:
    """Return a deed by one of the two states that an article opens with as one on the other."""
    pair = scene.sides.opening
    others = tuple(one for one in pair if one.country not in own)
    if len(others) != 1 or not own < _countries(pair):
        return event
    note = f"recipients carried on from those whom the article opens with: {others[0].text!r}"
    return replace(event, recipients=_sure(others), trace=(*event.trace, note))


def _named_again(scene: Scene, token: int, near: Sequence[Event]) -> list[Event]:
    """Return earlier events whose own word a deed's object repeats: "vetoed" in "*the veto*"."""
    tree = scene.tree
    named = [*objects(tree, token), *(obj for _, obj in prepositions(tree, token))]
    stems = {tree.parse.lemmas[one].casefold()[:_STEM] for one in named}
    stems = {stem for stem in stems if len(stem) >= _SHORT}
    return [one for one in near if one.action_text.casefold()[:_STEM] in stems]


def _is_joint(event: Event) -> bool:
    """Whether several states do together what is done together: "*Rome and Bern* signed"."""
    return event.event_type in _JOINT and len(_countries(event.actors)) >= _SEVERAL


def _is_unnamed(party: Participant, own: set[str]) -> bool:
    """Whether a party is only "the three capitals" or "its neighbour", and no other state."""
    last = party.text.casefold().split()[-1:]
    is_other = not word_sets()["other_states"].isdisjoint(last)
    return is_other and (party.country is None or party.country in own)


def _is_open(scene: Scene, found: Found, event: Event, own: set[str]) -> bool:
    """Whether a deed is on somebody, and its sentence names no state but the actor's."""
    is_directed = event.event_type in _DIRECTED or event.cameo_code == _BORDERS
    if not is_directed or event.mode in _INWARD_MODES or found.reading.trigger.frame == "self":
        return False
    links = (scene.link(number) for number in scene.mentions)
    named = {link.country for link in links if link and link.sector != "JRN"}
    span = (scene.document.sentences or ())[scene.index].span
    places = (one for one in scene.document.places or () if not one.is_dateline)
    named |= {one.country for one in places if span.start <= one.span.start < span.end}
    return named - {None} <= own


def _other_side(
    scene: Scene, found: Found, before: Event, own: set[str]
) -> tuple[Participant, ...]:
    """Return those of an earlier event that a deed by a state is on, or nobody."""
    if own & _countries((*before.actors, *before.recipients)):
        if _is_by_third(before, own) and found.reading.event_type not in _COMMENTS:
            return tuple(one for one in before.recipients if one.country not in own)
        return tuple(one for one in _parties(before) if one.country not in own)
    if found.reading.event_type == before.event_type == "AID":
        return before.recipients  # "France too sent rescuers"
    is_comment = found.reading.event_type in _COMMENTS and (
        _points_back(scene, found.reading.token) or _is_next_threat(scene, found, before)
    )
    actors = tuple(one for one in before.actors if one.country)
    return actors if is_comment else ()


def _is_by_third(before: Event, own: set[str]) -> bool:
    """Whether an earlier event was on an actor and on another: "urged both to show restraint"."""
    return own < _countries(before.recipients) and own.isdisjoint(_countries(before.actors))


def _is_next_threat(scene: Scene, found: Found, before: Event) -> bool:
    """Whether a threat to nobody named follows an event right before: whose it was is meant."""
    is_threat = found.reading.event_type == "THREATEN" and found.reading.trigger.kind == "v"
    return is_threat and scene.index - before.sentence == 1


def _points_back(scene: Scene, token: int) -> bool:
    """Whether the object of a verb is a deed told before: "condemned *the raid*", "*the step*".

    "The decision to talk" says itself what it is.
    """
    tree = scene.tree
    named = [*objects(tree, token), *(obj for _, obj in prepositions(tree, token))]
    return any(
        _names_deed(scene, one)
        and not tree.kids(one, {"acl", "relcl"})
        and any(tree.parse.lemmas[kid] in {"the", "this", "such", "that"}
                for kid in tree.kids(one, {"det", "amod", "predet"}))
        for one in named
    )  # fmt: skip


def _names_deed(scene: Scene, token: int) -> bool:
    lemma = scene.tree.parse.lemmas[token]
    is_word = lemma in word_sets()["people_thing"] or lemma in word_sets()["deeds"]
    return is_word or ("n", lemma) in triggers()


def _parties(event: Event) -> tuple[Participant, ...]:
    return tuple(one for one in (*event.actors, *event.recipients) if one.country)


def _countries(parties: Iterable[Participant]) -> set[str]:
    return {one.country for one in parties if one.country}


def _states(event: Event) -> set[str]:
    return _countries((*event.actors, *event.recipients)) - BLOCS


def _sure(parties: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return parties, one a country, less sure than where their words stand."""
    first = {one.country: one for one in reversed(parties)}
    kept = [one for one in parties if first[one.country] is one]
    return tuple(replace(one, confidence=round(one.confidence * _LESS_SURE, 3)) for one in kept)


def _carried(event: Event, role: str, parties: tuple[Participant, ...], before: Event) -> Event:
    note = f"{role} carried on from {before.action_text!r} of sentence {before.sentence}"
    changed = {role: parties, "trace": (*event.trace, note)}
    return replace(event, **changed)
