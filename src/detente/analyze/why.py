"""Why a report was coded as it was: its words, who they mean, what decided, how sure that is."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from detente.analyze.linked import LinkedMention, WhoWhenWhere
from detente.analyze.views import Quotation, Report
from detente.coding.topics import contexts_of
from detente.model import (
    Alternative,
    Event,
    EventRecord,
    Modality,
    Participant,
    Record,
    Span,
    TimeExpression,
)
from detente.ontology.cameo import codes
from detente.ontology.plover import QUAD_NAMES

# Least probability, and what it is called.
_GLOSSES: Final = (
    (0.95, "almost certainly right"),
    (0.85, "very likely right"),
    (0.70, "likely right"),
    (0.50, "rather right than wrong"),
    (0.00, "doubtful"),
)
# Coders whose confidence is a count of what is known, no probability, unless the judge gave one.
_COUNTING: Final = frozenset({"rules", "own types"})
_JUDGE: Final = "judge: "
# What a step says where the encoder gave another type than the rule.
_READ_BY_ENCODER: Final = "the encoder reads the words"
_METHODS: Final = {
    "encoder": "the encoder",
    "own type": "a type of your own",
    "word": "a rule of the lexicon",
}
_OWN, _ADDS = "own type ", "; adds contexts "
_MODALITY: Final = "modality"
_ANCHORS: Final = {
    "absolute": "as written",
    "document": "counted from the day of publication",
    "text": "counted from a day in the text",
}


class Evidence(Record, frozen=True, kw_only=True):
    """Words of the sentence, what part they play, what they mean, and how that is known.

    ``letter`` is that of the marks: A actor, V deed, R recipient, D date, P place, C claimant, T
    who passes the claim on. ``confidence`` is that of the link, None where it has none.
    """

    role: str
    letter: str
    span: Span
    text: str
    means: str
    reason: str
    confidence: float | None = None
    runner_up: str | None = None
    layer: str | None = None


class Step(Record, frozen=True, kw_only=True):
    """One step of the coding: what it is about, and what it came to."""

    label: str
    text: str


class Why(Record, frozen=True, kw_only=True):
    """Why a report was coded as it was.

    ``method`` is what told of the deed: a rule of the lexicon, the encoder, a type of your own.
    ``gloss`` puts the confidence into words, ``basis`` says what it rests on; ``runners_up`` are
    other types, the likeliest first. ``chain`` tells who claims it and who passes that on, ""
    where the outlet tells it itself. ``contexts`` are pairs of a context and the level at which
    it was assigned.
    """

    event: Event
    quotation: Quotation
    evidence: tuple[Evidence, ...]
    method: str
    steps: tuple[Step, ...]
    gloss: str
    basis: str
    runners_up: tuple[Alternative, ...]
    modality_reason: str
    certainty: str
    chain: str
    code_label: str
    quad_name: str
    contexts: tuple[tuple[str, str], ...]


class WhyView(Record, frozen=True, kw_only=True):
    """A record, and why each of its reports was coded as it was, the earliest first."""

    record: EventRecord
    reports: tuple[Why, ...]


def why(report: Report, links: WhoWhenWhere) -> Why:
    """Return why a report was coded as it was.

    Args:
        report: the event as coded, and its sentence.
        links: what the words of its article were linked to.
    """
    event, quotation = report.event, report.quotation
    steps = tuple(_step(line) for line in event.trace)
    code = codes().get(event.cameo_code or "")
    return Why(
        event=event,
        quotation=quotation,
        evidence=tuple(_evidence(event, quotation, links)),
        method=_method(event, steps),
        steps=tuple(step for step in steps if not step.label.startswith(_MODALITY)),
        gloss=_gloss(event),
        basis=_basis(event),
        runners_up=event.alternatives,
        modality_reason=next((s.text for s in steps if s.label.startswith(_MODALITY)), ""),
        certainty=_certainty(event),
        chain=_chain(event),
        code_label=code.label if code else "",
        quad_name=QUAD_NAMES.get(event.quad_class, "no quad class"),
        contexts=tuple((name, _level(event, name)) for name in event.contexts),
    )


def _step(line: str) -> Step:
    label, found, text = line.partition(": ")
    return Step(label=label, text=text) if found else Step(label="", text=line)


def _method(event: Event, steps: Iterable[Step]) -> str:
    labels = [step.label for step in steps]
    if event.coder == "own types":
        return _METHODS["own type"]
    if any(_READ_BY_ENCODER in line for line in event.trace):
        return _METHODS["encoder"]
    known = (words for start, words in _METHODS.items() if _any_begins(labels, start))
    return next(known, f"the coder {event.coder}")


def _any_begins(labels: Iterable[str], start: str) -> bool:
    return any(label.startswith(start) for label in labels)


def _is_count(event: Event) -> bool:
    is_judged = any(line.startswith(_JUDGE) for line in event.trace)
    return event.coder in _COUNTING and not is_judged


def _gloss(event: Event) -> str:
    if _is_count(event):
        return "not calibrated"
    return next(words for least, words in _GLOSSES if event.confidence >= least)


def _basis(event: Event) -> str:
    if _is_count(event):
        return "a count of what is known of the event, no probability"
    share = round(100 * event.confidence)
    return f"calibrated: of a hundred events this sure, about {share} are right"


def _certainty(event: Event) -> str:
    if event.certainty is None:
        return "the words do not say how sure it is"
    known = {Modality.DENIED: "that it was not", Modality.PLANNED: "that it will be"}
    return f"told as {event.certainty} {known.get(event.modality, 'that it is so')}"


def _chain(event: Event) -> str:
    if event.claimed_by is None:
        return ""
    through = [f"passed on by {_name(one)}" for one in event.claimed_through]
    return ", ".join([f"{_name(event.claimed_by)} says so", *through])


def _level(event: Event, context: str) -> str:
    """Return at which level a context was assigned: code, own type, sentence."""
    code = codes().get(event.cameo_code or "")
    if code and context in code.contexts:
        return f"CAMEO code {code.cameo_code}"
    own = _own_with(event, context)
    if own:
        return f"own type {own}"
    topics = [topic for topic in event.topics if context in contexts_of([topic])]
    if topics:
        return f"words of the sentence ({', '.join(dict.fromkeys(topics))})"
    return "not told" if _is_count(event) else "the encoder, on the sentence"


def _own_with(event: Event, context: str) -> str | None:
    for line in event.trace:
        head, found, added = line.partition(_ADDS)
        if found and head.startswith(_OWN) and context in added.split(", "):
            return head.removeprefix(_OWN).partition(":")[0]
    return None


def _evidence(event: Event, quotation: Quotation, links: WhoWhenWhere) -> Iterator[Evidence]:
    """Yield the words that an event rests on, in the order in which one asks for them."""
    mentions = {one.mention.span: one for one in links.mentions}
    yield Evidence(
        role="action",
        letter="V",
        span=event.action,
        text=event.action_text,
        means="/".join(filter(None, (event.event_type, event.mode))),
        reason="",
    )
    for role, letter, people in (
        ("actor", "A", event.actors),
        ("recipient", "R", event.recipients),
        ("claimant", "C", (event.claimed_by,) if event.claimed_by else ()),
        ("passes it on", "T", event.claimed_through),
    ):
        yield from (_of_person(role, letter, one, mentions) for one in people)
    yield from _of_day(event, quotation, links)
    yield from _of_place(event, quotation, links)


def _of_person(
    role: str, letter: str, person: Participant, mentions: Mapping[Span, LinkedMention]
) -> Evidence:
    linked = mentions.get(person.span)
    link = linked.link if linked else None
    return Evidence(
        role=role,
        letter=letter,
        span=person.span,
        text=person.text,
        means=_meaning(person),
        reason=link.reason if link else "",
        confidence=person.confidence,
        runner_up=link.runner_up if link else None,
        layer=link.layer if link else None,
    )


def _meaning(person: Participant) -> str:
    if not (person.entity or person.country):
        return "nobody known"
    place = person.country if person.country != person.entity else None
    details = (person.office, place, person.sector)
    return ", ".join(filter(None, (person.name or person.text, *details)))


def _name(person: Participant) -> str:
    name = person.text if person.kind == "role" else person.name or person.text
    is_told = person.kind == "state" or not person.country
    return name if is_told else f"{name} ({person.country})"


def _of_day(event: Event, quotation: Quotation, links: WhoWhenWhere) -> Iterator[Evidence]:
    if event.when_span is None or event.when is None:
        return
    span = event.when_span
    told = next((one.expression for one in links.days if one.expression.span == span), None)
    days = dict.fromkeys((str(event.when.earliest or "..."), str(event.when.latest or "...")))
    yield Evidence(
        role="date",
        letter="D",
        span=span,
        text=_words(quotation, span),
        means=" to ".join(days),
        reason=_anchored(told),
    )


def _anchored(told: TimeExpression | None) -> str:
    return _ANCHORS.get(told.anchor or "", "") if told else ""


def _of_place(event: Event, quotation: Quotation, links: WhoWhenWhere) -> Iterator[Evidence]:
    place = event.place
    if place is None:
        return
    told = next((one.place for one in links.places if one.place.span == place.span), None)
    country = place.country if place.kind != "country" else None
    yield Evidence(
        role="place",
        letter="P",
        span=place.span,
        text=_words(quotation, place.span) or place.name,
        means=", ".join(filter(None, (place.name, place.kind, country))),
        reason="from the dateline" if place.is_dateline else (told.reason if told else ""),
        confidence=told.confidence if told else None,
    )


def _words(quotation: Quotation, span: Span) -> str:
    """Return the words of a span; "" where they stand in another sentence, as in a dateline."""
    start = span.start - quotation.span.start
    return quotation.text[start : span.end - quotation.span.start] if start >= 0 else ""
