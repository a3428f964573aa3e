"""Makes an event's CAMEO code as deep as the words around the deed allow, and finds its mode."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from detente.coding.clauses import actors_of_verb, complements, depth, objects, prepositions
from detente.coding.nominal import clause_head
from detente.coding.scene import Scene
from detente.model import Event
from detente.ontology.cameo import codes
from detente.ontology.deeper import Deeper, deeper_rows
from detente.ontology.plover import plover_score

_TOPICAL: Final = frozenset({"for", "over", "against", "about", "at", "to"})
_WITH: Final = frozenset({"with", "by", "using", "via"})
# Verbs whose object is what the deed is done with: "fired drones at".
_LAUNCHING: Final = frozenset({"launch", "fire", "use", "drop", "deploy", "send", "detonate"})
# A row may open the way to another: a hunger strike, and then what it is for.
_PASSES: Final = 2
# PLOVER's country field for those that are no state, and have their seats anywhere.
_NO_STATE: Final = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"})
_MEETING: Final = "040"
_THIRD_PLACE: Final = "044"
_THIRD: Final = "third-party"


def deepened(scene: Scene, event: Event) -> Event:
    """Return an event with a deeper code or a mode, where words around its deed give one.

    The trace says which word did.
    """
    if event.cameo_code == _MEETING:
        return _in_third_place(event)
    for _ in range(_PASSES):
        rows = deeper_rows().get(event.event_type, ())
        fitting = [row for row in rows if _may_deepen(row, event)]
        event = next(_fitted(scene, event, fitting), event) if fitting else event
    return event


def _may_deepen(row: Deeper, event: Event) -> bool:
    code = event.cameo_code or ""
    found = row.code_from(code) if code.startswith(row.code) else None
    # A code that is as deep already says more than a word nearby.
    is_new = found is not None and (found != code or row.mode not in {None, event.mode})
    return is_new and (len(code) <= len(row.gives or code[:3]) or row.ends is not None)


def _fitted(scene: Scene, event: Event, rows: list[Deeper]) -> Iterator[Event]:
    """Yield the event by each row that has a word in its place, in the order of the table."""
    head = min(scene.tokens_of(event.action), key=lambda item: depth(scene.tree, item))
    heads = tuple(dict.fromkeys((head, clause_head(scene, head))))
    words = {name: _lemmas(scene, find(scene, heads)) for name, find in _PLACES.items()}
    for row in rows:
        for word in sorted(row.words & words[row.where]):
            yield _deepened_by(event, row, word)


def _lemmas(scene: Scene, tokens: Iterable[int]) -> frozenset[str]:
    """Return the lemmas of words that are no part of a party's name."""
    lemmas = scene.tree.parse.lemmas
    return frozenset(lemmas[item].casefold() for item in tokens if _is_free(scene, item))


def _is_free(scene: Scene, token: int) -> bool:
    number = scene.mention_at[token]
    return number is None or scene.mention(number).kind not in {"state", "person", "organisation"}


def _topic(scene: Scene, heads: Sequence[int]) -> Iterator[int]:
    """Yield the words of what a deed is about: "marched *against the law*"."""
    tree = scene.tree
    for one in heads:
        found = [obj for name, obj in prepositions(tree, one) if name in _TOPICAL]
        found += [item for item in complements(tree, one) if item > heads[0]]
        yield from (item for obj in found for item in tree.subtree(obj))


def _means(scene: Scene, heads: Sequence[int]) -> Iterator[int]:
    """Yield the words of what a deed is done with: "*drones* hit", "hit *with drones*"."""
    tree = scene.tree
    lemmas = tree.parse.lemmas
    for one in heads:
        found = [obj for name, obj in prepositions(tree, one) if name in _WITH]
        found += [*actors_of_verb(tree, one), *scene.modifiers(one)]
        found += [
            item
            for use in tree.kids(one, {"advcl", "xcomp"})
            if lemmas[use] == "use"
            for item in objects(tree, use)
        ]
        found += objects(tree, one) if lemmas[one] in _LAUNCHING else []
        yield from (item for obj in found for item in tree.noun_phrase(obj))


def _objects(scene: Scene, heads: Sequence[int]) -> Iterator[int]:
    """Yield the words of what a deed is done to, and of what follows that."""
    tree = scene.tree
    for one in heads:
        found = [*objects(tree, one), *scene.modifiers(one)]
        found += [obj for name, obj in prepositions(tree, one) if name not in _WITH]
        yield from (item for obj in found for item in tree.noun_phrase(obj))


_PLACES: Final[Mapping[str, Callable[[Scene, Sequence[int]], Iterator[int]]]] = {
    "topic": _topic,
    "means": _means,
    "object": _objects,
}


def _deepened_by(event: Event, row: Deeper, word: str) -> Event:
    code = row.code_from(event.cameo_code or "")
    mode = row.mode or event.mode
    told = "/".join(filter(None, (event.event_type, mode, code)))
    known = codes().get(code or "")
    contexts = known.contexts if known else ()
    return replace(
        event,
        mode=mode,
        cameo_code=code,
        goldstein=known.goldstein if known else event.goldstein,
        plover_score=plover_score(event.event_type, mode),
        contexts=tuple(sorted({*event.contexts, *contexts})),
        trace=(*event.trace, f"deeper: '{word}' makes it {told}"),
    )


def _in_third_place(event: Event) -> Event:
    """Return a meeting of states in a country of neither as one in a third place."""
    place = event.place
    countries = {one.country for one in (*event.actors, *event.recipients)} - {None}
    are_states = len(countries) > 1 and not countries & _NO_STATE
    if place is None or place.is_dateline or not are_states:
        return event
    if place.country is None or place.country in countries:
        return event
    mode = event.mode or _THIRD
    return replace(
        event,
        mode=mode,
        cameo_code=_THIRD_PLACE,
        goldstein=codes()[_THIRD_PLACE].goldstein,
        plover_score=plover_score(event.event_type, mode),
        trace=(*event.trace, f"deeper: {place.name} is in a country of neither side"),
    )
