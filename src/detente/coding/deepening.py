"""Makes an event's CAMEO code as deep as the words around the deed allow, and finds its mode."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from detente.coding.clauses import complements, depth, prepositions
from detente.coding.nominal import clause_head
from detente.coding.scene import Scene
from detente.model import Event
from detente.ontology.cameo import codes
from detente.ontology.deeper import Deeper, deeper_rows
from detente.ontology.plover import plover_score

_TOPICAL: Final = frozenset({"for", "over", "against", "about", "at", "to"})
_MEETING: Final = "040"
_THIRD_PLACE: Final = "044"
_THIRD: Final = "third-party"


def deepened(scene: Scene, event: Event) -> Event:
    """Return an event with a deeper code or a mode, where words around its deed give one.

    The trace says which word did.
    """
    if event.cameo_code == _MEETING:
        return _in_third_place(event)
    rows = deeper_rows().get(event.event_type, ())
    fitting = [row for row in rows if _may_deepen(row, event)]
    return next(_fitted(scene, event, fitting), event) if fitting else event


def _may_deepen(row: Deeper, event: Event) -> bool:
    code = event.cameo_code or ""
    found = row.code_from(code) if code.startswith(row.code) else None
    # A code that is as deep already says more than a word nearby.
    is_new = found is not None and (found != code or row.mode not in {None, event.mode})
    return is_new and (len(code) <= len(row.gives or code[:3]) or row.ends is not None)


def _fitted(scene: Scene, event: Event, rows: list[Deeper]) -> Iterator[Event]:
    """Yield the event by each row that has a word in its place, in the order of the table."""
    head = min(scene.tokens_of(event.action), key=lambda item: depth(scene.tree, item))
    words = {
        "clause": dict(_lemmas(scene, scene.tree.subtree(clause_head(scene, head)))),
        "topic": dict(_lemmas(scene, _topic(scene, head))),
    }
    for row in rows:
        for word in sorted(row.words & words[row.where].keys()):
            yield _deepened_by(event, row, word)


def _lemmas(scene: Scene, tokens: list[int]) -> Iterator[tuple[str, int]]:
    """Yield the lemmas of words that are no part of a party's name."""
    lemmas = scene.tree.parse.lemmas
    yield from ((lemmas[item].casefold(), item) for item in tokens if _is_free(scene, item))


def _is_free(scene: Scene, token: int) -> bool:
    number = scene.mention_at[token]
    return number is None or scene.mention(number).kind not in {"state", "person", "organisation"}


def _topic(scene: Scene, head: int) -> list[int]:
    """Return the words of what a deed is about: "marched *against the law*"."""
    tree = scene.tree
    heads = dict.fromkeys((head, clause_head(scene, head)))
    found = [obj for one in heads for name, obj in prepositions(tree, one) if name in _TOPICAL]
    found += [item for one in heads for item in complements(tree, one) if item > head]
    return [item for one in found for item in tree.subtree(one)]


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
    is_third = place is not None and place.country is not None and not place.is_dateline
    if place is None or not is_third or len(countries) < 2 or place.country in countries:  # noqa: PLR2004 - two sides
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
