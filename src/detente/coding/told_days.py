"""Days that a sentence tells only by others: shared between verbs, or counted from another deed.

"Recalled its envoy on Monday and *barred* theirs"; "struck back on Thursday, two days *after*
missiles hit a village"; "a few hours *later* Rome did the same". What is counted from is the day
of the clause above, else the last day that the text told before.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from detente.coding.scene import Scene
from detente.link.event_dates import date_of_clause
from detente.model import Precision, Span, TimeExpression, When

_SHARED: Final = frozenset({"VBD", "VBN", "VB", "VBG", "VBZ", "VBP"})
_AFTER: Final = re.compile(r"\s(?:after|since)\b")
_BEFORE: Final = re.compile(r"\s(?:before|prior to|ahead of)\b")
_LATER: Final = re.compile(r"\s(?:later|after|afterwards|thereafter)\b")
_EARLIER: Final = re.compile(r"\s(?:earlier|before|previously|beforehand)\b")
_LENGTH: Final = re.compile(r"P(\d{1,3})([DW])|PT(?:\d{1,2}|X)[HM]")
# Words for a part of the day told last.
_SAME_DAY: Final = re.compile(
    r"\b(?:(?:just |only |a few |some |several |two |three |four |five |six )?"
    r"(?:hours|minutes) (?:later|earlier|before|afterwards)\b"
    r"|(?:late |early |later )?in the (?:morning|afternoon|evening|night)\b"
    r"|(?:later |late |early )?(?:that|the same) (?:day|morning|afternoon|evening|night)\b"
    r"|within hours\b)",
    re.IGNORECASE,
)
# Verbs that tell only that one deed came after another.
_COMING: Final = frozenset({"come", "follow", "be", "happen", "take"})
# What begins on a day goes on after it, elsewhere: "began on Friday and led to Doha".
_BEGINNING: Final = frozenset({"begin", "start", "open"})
# Participles that give a deed's object its name: "launched an operation *named* ... on Friday".
_NAMING: Final = frozenset({"name", "call", "dub", "codename", "code-name", "christen", "title"})
# How many sentences back the day told last may stand, and how many days a count of weeks leaves.
_BACK, _WEEK, _LOOSE = 2, 7, 3

Dated = tuple[When, Span]


def told_day(scene: Scene, token: int, verb: int) -> Dated | None:
    """Return the days that others tell for a deed, and the words that say so, or None.

    Args:
        scene: the sentence.
        token: the word of the deed.
        verb: the verb of its clause, the same word if it is one.
    """
    found = _counted(scene, token, verb) or _same_day(scene, verb) or _shared(scene, verb)
    return found or _behind_name(scene, verb)


def _own(scene: Scene, verb: int) -> Dated | None:
    """Return the days that hang on a verb itself."""
    sentence = (scene.document.sentences or ())[scene.index].span
    place = scene.tree.parse.starts[verb]
    return date_of_clause(scene.document, scene.index, sentence.start, sentence.end, place)


def _behind_name(scene: Scene, verb: int) -> Dated | None:
    """Return the days behind the name of what a verb is about, which are those of the verb."""
    tree = scene.tree
    about = tree.kids(verb, {"dobj", "nsubjpass"})
    clauses = [kid for one in about for kid in tree.kids(one, {"acl"})]
    naming = (kid for kid in clauses if tree.parse.lemmas[kid] in _NAMING)
    return next((found for kid in naming if (found := _own(scene, kid))), None)


def _shared(scene: Scene, verb: int) -> Dated | None:
    """Return the days of a verb that is joined to this one and has the same subject."""
    tree = scene.tree
    head = tree.parse.heads[verb]
    if tree.parse.deps[verb] == "conj" and _go_together(scene, verb, head):
        return _own(scene, head)
    last = [kid for kid in tree.kids(verb, {"conj"}) if _go_together(scene, kid, verb)][-1:]
    found = _own(scene, last[0]) if last else None
    # "Went to Lima and met on Friday": a day at the end is that of both.
    is_behind = found is not None and found[1].start > tree.parse.starts[last[0]]
    return found if is_behind else None


def _go_together(scene: Scene, second: int, first: int) -> bool:
    """Whether a verb goes on with the subject and the tense of another."""
    tree = scene.tree
    if tree.kids(second, {"nsubj", "nsubjpass", "csubj", "expl", "neg"}):
        return False
    if tree.parse.lemmas[first] in _BEGINNING:
        return False
    tenses = _tense(scene, first), _tense(scene, second)
    return tenses[0] is not None and tenses[0] == tenses[1]


def _tense(scene: Scene, verb: int) -> str | None:
    parse = scene.tree.parse
    tag = parse.tags[verb]
    if parse.pos[verb] not in {"VERB", "AUX"} or tag not in _SHARED:
        return None
    return "past" if tag in {"VBD", "VBN"} else tag


def _counted(scene: Scene, token: int, verb: int) -> Dated | None:
    """Return the days told as so many days before or after another deed."""
    for length in _lengths(scene):
        found = _from_above(scene, length, token, verb) or _from_before(scene, length, verb)
        if found is not None:
            return found, length.span
    return None


def _lengths(scene: Scene) -> Iterator[TimeExpression]:
    sentence = (scene.document.sentences or ())[scene.index].span
    for one in scene.document.days or ():
        is_inside = sentence.start <= one.span.start < sentence.end
        if is_inside and one.kind == "DURATION" and one.interval is None:
            yield one


def _from_above(scene: Scene, length: TimeExpression, token: int, verb: int) -> When | None:
    """Return the days of what stands under "two days after", by those of the clause above."""
    text = scene.document.text or ""
    is_after = _AFTER.match(text, length.span.end)
    if not is_after and not _BEFORE.match(text, length.span.end):
        return None
    tree = scene.tree
    link = _token_at(scene, length.span.end + 1)
    under = tree.parse.heads[link] if tree.parse.deps[link] == "mark" else tree.kid(link, {"pobj"})
    if under is None or under not in {token, verb}:
        return None
    above = _verb_above(scene, under if tree.parse.deps[link] == "mark" else link)
    home = None if above is None else _day_of(scene, above)
    return None if home is None else _moved(length.value, home, -1 if is_after else 1)


def _day_of(scene: Scene, verb: int) -> dt.date | None:
    """Return the one day of a verb; of "came", "followed" the day told last."""
    dated = _own(scene, verb)
    if dated is not None:
        return _single(dated[0])
    return _last_day(scene) if scene.tree.parse.lemmas[verb] in _COMING else None


def _from_before(scene: Scene, length: TimeExpression, verb: int) -> When | None:
    """Return the days of "had come three days before", by the day told last."""
    text = scene.document.text or ""
    later = _LATER.match(text, length.span.end)
    word = later or _EARLIER.match(text, length.span.end)
    if word is None or _verb_above(scene, _token_at(scene, length.span.start)) != verb:
        return None
    link = _token_at(scene, length.span.end + 1)
    deps, kids = scene.tree.parse.deps, scene.tree.children[link]
    if deps[link] == "mark" or any(deps[kid] in {"pobj", "pcomp"} for kid in kids):
        return None
    home = _last_day(scene, length.span.start)
    return None if home is None else _moved(length.value, home, 1 if later else -1)


def _same_day(scene: Scene, verb: int) -> Dated | None:
    """Return the day told last, for what came "a few hours later" or "in the evening"."""
    sentence = (scene.document.sentences or ())[scene.index].span
    text = scene.document.text or ""
    for match in _SAME_DAY.finditer(text, sentence.start, sentence.end):
        home = _last_day(scene, match.start())
        if home and _verb_above(scene, _token_at(scene, match.start())) == verb:
            return When(home, home, Precision.DAY), Span(match.start(), match.end())
    return None


def _last_day(scene: Scene, place: int = 0) -> dt.date | None:
    """Return the last single day told before a place of the sentence, or in the two before it.

    Days to come are left out, and of two days in another sentence the later is taken.
    """
    sentences = scene.document.sentences or ()
    if told := list(_past_days(scene, sentences[scene.index].span.start, place)):
        return told[-1]
    for index in range(scene.index - 1, max(-1, scene.index - 1 - _BACK), -1):
        span = sentences[index].span
        if told := list(_past_days(scene, span.start, span.end)):
            return max(told)
    return None


def _past_days(scene: Scene, start: int, end: int) -> Iterator[dt.date]:
    published = scene.document.article.published
    for one in scene.document.days or ():
        if not start <= one.span.start < end or one.is_dateline or one.when is None:
            continue
        day = _single(one.when) if one.kind in {"DATE", "TIME"} else None
        if day is not None and (published is None or day <= published):
            yield day


def _single(when: When) -> dt.date | None:
    return when.earliest if when.earliest == when.latest else None


def _moved(value: str | None, home: dt.date, side: int) -> When | None:
    """Return the day so far from another; a count of weeks leaves three days on either side."""
    match = _LENGTH.fullmatch(value or "")
    if match is None:
        return None
    if match[2] is None:
        return When(home, home, Precision.DAY)
    is_weeks = match[2] == "W"
    there = home + side * dt.timedelta(days=int(match[1]) * (_WEEK if is_weeks else 1))
    if not is_weeks:
        return When(there, there, Precision.DAY)
    slack = dt.timedelta(days=_LOOSE)
    return When(there - slack, there + slack, Precision.RANGE)


def _token_at(scene: Scene, place: int) -> int:
    return scene.tokens_of(Span(place, place + 1)).start


def _verb_above(scene: Scene, token: int) -> int | None:
    pos = scene.tree.parse.pos
    return next(
        (head for head in scene.tree.ancestors(token) if pos[head] in {"VERB", "AUX"}), None
    )
