"""From a weighed finding to an Event record with its evidence and its trace."""

import hashlib
from typing import NamedTuple

from detente.coding.deeds import deed_span
from detente.coding.hints import Guess
from detente.coding.modality import Reality, of_own_office, vouched
from detente.coding.operators import Reading
from detente.coding.roles import Roles, governing_verb
from detente.coding.scene import Scene
from detente.coding.told_days import told_day
from detente.coding.topics import contexts_of, topics_of
from detente.link.event_dates import date_of_clause
from detente.link.places import place_of_clause
from detente.model import Alternative, Event, Modality, Participant, Place, Span, When
from detente.ontology.cameo import codes
from detente.ontology.plover import ontology, plover_score, quad_class

CODER = "rules"
# An event dated more than this many days before publication is background, not news.
_NEWS_DAYS = 45
# Quad classes up to this one are cooperation.
_FRIENDLY = 2
_PRIOR = 0.55
_HOSTED = 0.8
_BONUS = {"actor": 0.12, "recipient": 0.12, "needs": 0.04, "when": 0.05}
_DOUBT = {Modality.CLAIMED: 0.05, Modality.HYPOTHETICAL: 0.15}


class Found(NamedTuple):
    """One finding: what a word tells of, who takes part, and how real it is.

    ``judged`` is how likely it is an event of its type, by the judge, and ``rivals`` the other
    types its words might tell of, by the encoder; None and empty without an encoder. ``veto`` is
    what rules say against it, in words; the rules alone leave such findings out. ``contexts`` are
    those the encoder gives the sentence. ``is_paired``: rules name parties of two countries.
    ``is_answered``: the veto was for want of a party that the encoder has found since.
    """

    reading: Reading
    roles: Roles
    reality: Reality
    judged: float | None = None
    rivals: tuple[Guess, ...] = ()
    is_learned: bool = False
    veto: str = ""
    contexts: tuple[str, ...] = ()
    is_paired: bool = False
    is_answered: bool = False


def make_event(scene: Scene, found: Found) -> Event:
    """Return the event of a finding, with evidence for every field."""
    found = found._replace(reality=_vouched(scene, found))
    reading, roles, reality = found[:3]
    action = deed_span(scene, reading.token)
    dated = date_of(scene, reading.token)
    topics = topics_of(scene.document, scene.index)
    mode = _mode(reading)
    code = codes().get(reading.cameo_code or "")
    actors = _in_order(scene, roles.actors) or _unnamed(scene, roles)
    recipients = _in_order(scene, roles.recipients) or _host(roles.destination)
    return Event(
        id=_event_id(scene, reading, action),
        article_id=scene.document.article.id,
        sentence=scene.index,
        event_type=reading.event_type,
        mode=mode,
        contexts=_contexts((*(code.contexts if code else ()), *found.contexts), topics),
        cameo_code=reading.cameo_code,
        quad_class=quad_class(reading.event_type),
        plover_score=plover_score(reading.event_type, mode),
        goldstein=code.goldstein if code else None,
        modality=reality.modality,
        historical=_is_historical(scene, reading.token, dated),
        actors=actors,
        recipients=recipients,
        action=action,
        action_text=(scene.document.text or "")[action.start : action.end],
        when=dated[0] if dated else None,
        when_span=dated[1] if dated else None,
        place=place_of(scene, reading.token),
        claimed_by=reality.claimant,
        claimed_through=reality.through,
        certainty=reality.certainty,
        topics=topics,
        confidence=_confidence(found, actors, recipients, has_date=dated is not None),
        alternatives=tuple(map(_alternative, found.rivals)),
        coder="encoder" if found.is_learned else CODER,
        trace=_trace(found),
    )


def _vouched(scene: Scene, found: Found) -> Reality:
    """Return how real a finding is, now that its parties are known, who may tell of their own."""
    reality = vouched(scene, found.reality, _tellers(found))
    if quad_class(found.reading.event_type) > _FRIENDLY:
        return reality
    return of_own_office(scene, reality, (*found.roles.actors, *found.roles.recipients))


def _tellers(found: Found) -> tuple[int, ...]:
    """Return whose word makes a deed done: its actors, and of a friendly one both sides."""
    is_friendly = quad_class(found.reading.event_type) <= _FRIENDLY
    return (*found.roles.actors, *(found.roles.recipients if is_friendly else ()))


def _in_order(scene: Scene, numbers: tuple[int, ...]) -> tuple[Participant, ...]:
    meant = (one for number in sorted(numbers) for one in scene.meant(number))
    return tuple(scene.participant(number) for number in dict.fromkeys(meant))


def _unnamed(scene: Scene, roles: Roles) -> tuple[Participant, ...]:
    if roles.unnamed is None:
        return ()
    span = roles.unnamed
    words = (scene.document.text or "")[span.start : span.end]
    return (Participant(span=span, text=words, kind="unknown"),)


def _host(place: Place | None) -> tuple[Participant, ...]:
    """Return the state visited, which the words for the place stand for."""
    if place is None or place.country is None:
        return ()
    return (
        Participant(
            span=place.span,
            text=place.name,
            entity=place.country,
            country=place.country,
            confidence=_HOSTED,
        ),
    )


def _mode(reading: Reading) -> str | None:
    return reading.mode if reading.mode in ontology().types[reading.event_type].modes else None


def _event_id(scene: Scene, reading: Reading, action: Span) -> str:
    parts = (
        scene.document.article.id,
        str(action.start),
        str(action.end),
        reading.event_type,
        CODER,
    )
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def date_of(scene: Scene, token: int) -> tuple[When, Span] | None:
    """Return the days that belong to the deed of a word, and the words that say so, or None."""
    sentence = (scene.document.sentences or ())[scene.index]
    anchor = scene.tree.parse.starts[token]
    told = date_of_clause(
        scene.document, scene.index, sentence.span.start, sentence.span.end, anchor
    )
    return told or told_day(scene, token, _clause_head(scene, token))


def place_of(scene: Scene, token: int) -> Place | None:
    """Return the place named in the clause of a word, or None."""
    clause = scene.span(scene.tree.subtree(_clause_head(scene, token)))
    anchor = scene.tree.parse.starts[token]
    return place_of_clause(scene.document, scene.index, clause.start, clause.end, anchor)


def _clause_head(scene: Scene, token: int) -> int:
    if scene.tree.parse.pos[token] == "VERB":
        return token
    verb = governing_verb(scene, token)
    return token if verb is None else verb


def _is_historical(scene: Scene, token: int, dated: tuple[When, Span] | None) -> bool:
    published = scene.document.article.published
    if dated and dated[0].latest and published:
        return (published - dated[0].latest).days > _NEWS_DAYS
    return dated is None and _is_presupposed(scene, token)


def _is_presupposed(scene: Scene, token: int) -> bool:
    """Whether a deed only qualifies a noun: "the sanctions *imposed* by the West"."""
    parse = scene.tree.parse
    return parse.deps[token] == "acl" and parse.tags[token] == "VBN"


def _contexts(of_code: tuple[str, ...], topics: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*of_code, *contexts_of(topics)}))


def _alternative(guess: Guess) -> Alternative:
    return Alternative(event_type=guess.label, probability=round(guess.probability, 3))


def _confidence(
    found: Found,
    actors: tuple[Participant, ...],
    recipients: tuple[Participant, ...],
    *,
    has_date: bool,
) -> float:
    if found.judged is not None:
        return round(found.judged, 3)
    score = _PRIOR - _DOUBT.get(found.reality.modality, 0.0)
    score += _BONUS["actor"] * any(item.country for item in actors)
    score += _BONUS["recipient"] * (any(item.country for item in recipients) or len(actors) > 1)
    score += _BONUS["needs"] * min(len(found.reading.trigger.needs), 3)
    score += _BONUS["when"] * has_date
    return round(min(score, 0.97), 3)


def _trace(found: Found) -> tuple[str, ...]:
    reading, roles, reality = found[:3]
    coded = "/".join(filter(None, (reading.event_type, reading.mode, reading.cameo_code)))
    lines = [
        f"{'encoder' if found.is_learned else 'word'}: {reading.trigger.words} tells of {coded}",
        f"roles ({reading.trigger.frame}): {roles.reason}",
        f"modality {reality.modality.value}: {reality.reason}",
    ]
    if reading.reason:
        lines.insert(1, f"composed: {reading.reason}")
    if found.judged is not None:
        lines.append(f"judge: {found.judged:.2f} likely an event of this type")
    if found.veto:
        lines.append(f"against it: {found.veto}")
    return tuple(lines)
