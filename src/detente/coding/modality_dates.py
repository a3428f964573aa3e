"""Deeds that the present tense tells and a date puts in the days to come."""

import datetime as dt
from typing import Final

from detente.coding.modality_clause import Cue
from detente.coding.modality_climb import VERBS
from detente.coding.scene import Scene
from detente.link.event_dates import date_of_clause
from detente.model import When

_NOW: Final = frozenset({"VBZ", "VBP"})
_PRESENT: Final = frozenset({"VBZ", "VBP", "VBG", "VB"})


def date_to_come(scene: Scene, token: int) -> list[Cue]:
    """Return the date of a deed if it is told in the present and is after the publication day.

    "Xi flies to Rome on Monday", read on the Friday before, tells of a plan.
    """
    published = scene.document.article.published
    if published is None or not _is_present(scene, token):
        return []
    span = (scene.document.sentences or ())[scene.index].span
    start = scene.tree.parse.starts[token]
    found = date_of_clause(scene.document, scene.index, span.start, span.end, start)
    first = found and _first_day(scene, token, found[0])
    if found is None or not first or first <= published:
        return []
    words = (scene.document.text or "")[found[1].start : found[1].end]
    at = next(iter(scene.tokens_of(found[1])), token)
    return [Cue("planned", "certain", at, words, is_future=True)]


def _first_day(scene: Scene, token: int, when: When) -> dt.date | None:
    """Return the first day of a deed, for a verb the last: "cutting 500 jobs *by June*"."""
    is_verb = scene.tree.parse.pos[token] in VERBS
    return when.earliest or (when.latest if is_verb else None)


def _is_present(scene: Scene, token: int) -> bool:
    """Whether a word's clause is in the present, or has no verb at all."""
    tree, parse = scene.tree, scene.tree.parse
    verb = next((at for at in (token, *tree.ancestors(token)) if parse.pos[at] in VERBS), None)
    if verb is None:
        return True
    # "They intend to move in May": the date is that of what they intend.
    if tree.kids(verb, {"xcomp", "ccomp"}):
        return False
    if tree.kids(verb, {"auxpass"}):
        # "She is expected in Lima in July."
        return any(parse.tags[kid] in _NOW for kid in tree.kids(verb, {"auxpass"}))
    past = any(parse.tags[kid] in {"VBD", "VBN"} for kid in tree.kids(verb, {"aux", "auxpass"}))
    return parse.tags[verb] in _PRESENT and not past
