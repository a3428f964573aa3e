"""Reports made ready for comparison: an event, its article, and what is asked of them often."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from detente.merge.deed_kinds import (
    adds_to_deed,
    calls_off,
    deed_kind,
    ends_stay,
    family_of,
    has_moved,
    holds_any,
    instruments_in,
    is_next,
    looks_back,
    number_in_series,
)
from detente.merge.stems import root
from detente.merge.tables import Deeds
from detente.model import Article, Document, Event, Modality, Participant, Precision, When

_WORD = re.compile(r"[^\W\d_]{3,}")
# PLOVER's country field for those that are no state: there the entity itself tells who it is.
_NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"})
_NAMED_KINDS = frozenset({"person", "role", "pronoun"})
# How far before the deed the words stand that make a mention point back ("the ... meeting").
_BEFORE = 12
# How near the words stand that tell which of a series a deed is ("led the third round of talks").
_NEAR = 24
_DAY = dt.timedelta(days=1)
_FEW_DAYS = 4
# What was put off takes place within some weeks, or is told of anew.
_MOVED = dt.timedelta(days=100)
# How far off what is told without a day may lie: as far ahead as the narrowest blocks hold, for
# plans are many, and further back, for few words look back.
_AHEAD_FAR, _BACK_FAR = dt.timedelta(days=44), dt.timedelta(days=400)
# Families in which who acts alone acts on the country of the place: a visit, an envoy called home.
_PLACED = frozenset({"contact", "pressure"})
# A visit that is told to end may have begun so long before.
_LONG_STAY = dt.timedelta(days=10)
_FALLEN = frozenset({Modality.PLANNED, Modality.DENIED, Modality.HYPOTHETICAL})
_AHEAD = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Report:
    """One event as one article tells it, with what comparisons need.

    ``event`` is the event as stored, but where it calls a visit or talks off, it is their step.
    ``deed``: see :func:`detente.merge.deed_kinds.deed_kind`.
    ``parties`` are the keys of all participants, see :func:`party_key`; where only one is told
    to have gone to a place, or to have recalled somebody from it, its country is the other.
    ``words`` are roots of the sentence's telling words; ``sentence_start`` is the sentence's place
    in the text. ``span`` is the event's days; where the text gives none, those that publication
    allows. ``rank`` orders reports by publication, then ids: the first is the founding report.
    ``has_moved``: it says that a plan was put off, or what was done planned for another day, so
    that its span holds the weeks to come.
    ``number`` is which of a series it is, if the words of the deed or those just around them say
    so, else, of what is told first, the title. ``is_next``: they say that it is one more of a
    kind. ``instruments`` are the sorts of document that they name. ``reach``: the days that it may
    mean if nothing nearer fits, wider than ``span`` where no day is told and the words look back,
    or far ahead, and where the day is that of a plan, or of an end.
    """

    event: Event
    article: Article
    family: str
    deed: str
    is_vague: bool
    is_headline: bool
    parties: frozenset[str]
    words: frozenset[str]
    sentence: str
    sentence_start: int
    rank: tuple[str, str, int, int, str]
    span: When
    has_moved: bool = False
    number: int | None = None
    is_next: bool = False
    instruments: frozenset[str] = frozenset()
    reach: When | None = None
    after: str = ""
    after_start: int = 0

    @property
    def published(self) -> dt.date | None:
        """The day the article was published, if known."""
        return self.article.published


@dataclass(frozen=True, slots=True)
class Told:
    """The sentence that tells an event, where it starts in the text, and whether it is a title.

    ``after`` is the sentence that follows it, from ``after_start``; "" if none does, or of a title.
    """

    sentence: str
    start: int
    is_headline: bool
    after: str = ""
    after_start: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """What reports are read with: the tables, and ``Merging.window_days``."""

    deeds: Deeds
    stopwords: frozenset[str]
    window_days: int


def make_reports(documents: Iterable[Document], rules: Rules) -> list[Report]:
    """Return all reports of the documents, ordered by ``rank``; equal events once."""
    reports = {
        event.id: make_report(event, document.article, told_in(document, event), rules)
        for document in documents
        for event in document.events or ()
    }
    return sorted(reports.values(), key=lambda report: report.rank)


def party_key(participant: Participant) -> str:
    """Return what a participant is compared under: a state's code, else a body's, else words."""
    country = participant.country
    if country and country not in _NO_STATE:
        return country
    if participant.entity and is_individual(participant):
        # Who speaks for a body is that body, as a minister is a state.
        return participant.entity.partition(":")[0]
    return participant.entity or participant.name or participant.text.casefold()


def known_parties(participants: Sequence[Participant]) -> Sequence[Participant]:
    """Return the participants with a country or entity; all of them if none has either."""
    known = [one for one in participants if one.country or one.entity]
    return known or participants


def is_individual(participant: Participant) -> bool:
    """Whether a participant is a person or an office, not a state or body."""
    return participant.kind in _NAMED_KINDS


def certain_days(report: Report) -> tuple[dt.date, ...]:
    """Return the days told, if few; else the day of publication and the one before."""
    when = report.event.when
    if when is None or when.earliest is None or when.latest is None:
        return (report.published - _DAY, report.published) if report.published else ()
    n_days = (when.latest - when.earliest).days + 1
    return tuple(when.earliest + n * _DAY for n in range(n_days)) if n_days <= _FEW_DAYS else ()


def telling_words(text: str, stopwords: frozenset[str]) -> frozenset[str]:
    """Return the roots of a text's words, without those every text has."""
    return frozenset(map(root, {*_WORD.findall(text.casefold())} - stopwords))


def make_report(event: Event, article: Article, told: Told, rules: Rules) -> Report:
    """Return one event as an article tells it, made ready; it depends on these alone."""
    deeds = rules.deeds
    participants = (*event.actors, *event.recipients)
    action = event.action_text.casefold()
    family = family_of(event, action, _around(told, event), deeds)
    event = _as_step(event, action, family, deeds)
    published = article.published
    # Words of another deed in the sentence count only where this one is not told as done.
    words = told.sentence.casefold() if event.modality in _FALLEN else action
    moved = has_moved(words, deeds) or _is_off_plan(told, event, deeds)
    adds = not told.is_headline and adds_to_deed(told.after, deeds)
    span = _span(event, published, rules.window_days, has_moved=moved)
    return Report(
        event=event,
        article=article,
        family=family,
        deed=deed_kind(event, family, _with_next_word(told, event), deeds),
        is_vague=_is_vague(told, event, deeds.vague),
        is_headline=told.is_headline,
        parties=_parties(event, participants, family),
        words=telling_words(told.sentence, rules.stopwords) - _name_words(participants),
        sentence=told.sentence,
        sentence_start=told.start,
        rank=(
            published.isoformat() if published else "9999-99-99",
            event.article_id,
            event.sentence,
            event.action.start,
            event.id,
        ),
        span=span,
        has_moved=moved,
        number=_number(told, event, article, deeds),
        is_next=is_next(_beside(told, event), deeds),
        reach=span if moved else _reach(event, published, _beside(told, event), deeds) or span,
        instruments=instruments_in(_around(told, event), deeds),
        after=told.after if adds else "",
        after_start=told.after_start if adds else 0,
    )


def _is_off_plan(told: Told, event: Event, deeds: Deeds) -> bool:
    """Whether what was done is told to have come on another day than was planned."""
    return event.modality is Modality.DONE and holds_any(told.sentence.casefold(), deeds.off_plan)


def _as_step(event: Event, action: str, family: str, deeds: Deeds) -> Event:
    """Return an event as a step of the visit or talks that it calls off, if it does."""
    if not calls_off(event, family):
        return event
    is_put_off = has_moved(action, deeds)
    return replace(event, modality=Modality.PLANNED if is_put_off else Modality.DENIED)


def _number(told: Told, event: Event, article: Article, deeds: Deeds) -> int | None:
    found = number_in_series(_around(told, event), deeds)
    if found is None and event.sentence <= 1 and article.title:
        return number_in_series(article.title.casefold(), deeds)
    return found


def _beside(told: Told, event: Event) -> str:
    """Return the words of the deed with those just before and the one after."""
    start, end = event.action.start - told.start, event.action.end - told.start
    following = told.sentence[max(end, 0) :].split(maxsplit=1)[:1]
    return " ".join((told.sentence[max(start - _BEFORE, 0) : max(end, 0)], *following)).casefold()


def _around(told: Told, event: Event) -> str:
    start, end = event.action.start - told.start, event.action.end - told.start
    return told.sentence[max(start - _NEAR, 0) : max(end + _NEAR, 0)].casefold()


def _with_next_word(told: Told, event: Event) -> str:
    """Return the words of the deed and the one after them: "call" may go on as "call off"."""
    start, end = event.action.start - told.start, event.action.end - told.start
    following = told.sentence[max(end, 0) :].split(maxsplit=1)[:1]
    words = told.sentence[max(start, 0) : max(end, 0)] or event.action_text
    return " ".join((words, *following)).casefold()


def told_in(document: Document, event: Event) -> Told:
    """Return the sentence that tells an event; the words of the deed if the text is not there."""
    sentences = document.sentences or ()
    if document.text is None or event.sentence >= len(sentences):
        return Told(event.action_text, event.action.start, is_headline=False)
    sentence = sentences[event.sentence]
    start, end = sentence.span.start, sentence.span.end
    following = sentences[event.sentence + 1 : event.sentence + 2]
    told = Told(document.text[start:end], start, is_headline=sentence.is_headline)
    if not following:
        return told
    after = following[0].span
    words = document.text[after.start : after.end]
    return dataclasses.replace(told, after=words, after_start=after.start)


def _span(event: Event, published: dt.date | None, window_days: int, *, has_moved: bool) -> When:
    span = event.when or _undated(event, published, window_days)
    if not has_moved or published is None:
        return span
    # It was to be soon after, and may yet be on any of the days that follow.
    last = max(span.latest or published, published + _MOVED)
    return When(min(span.earliest or published, published), last, Precision.RANGE)


def _reach(event: Event, published: dt.date | None, words: str, deeds: Deeds) -> When | None:
    if event.historical or published is None:
        return None
    if event.when:
        return _reach_of_day(event, event.when, words)
    if event.modality in _FALLEN:
        return When(published - dt.timedelta(days=1), published + _AHEAD_FAR, Precision.RANGE)
    if not looks_back(words, deeds):
        return None
    return When(published - _BACK_FAR, published, Precision.RANGE)


def _reach_of_day(event: Event, when: When, words: str) -> When | None:
    """Return the days that a plan may mean should its day pass, or the end of what began before."""
    first, last = when.earliest, when.latest
    if first is None or last is None or (last - first).days >= _FEW_DAYS:
        return None
    if event.modality is Modality.PLANNED:
        return When(first, last + _AHEAD_FAR, Precision.RANGE)
    return When(first - _LONG_STAY, last, Precision.RANGE) if ends_stay(words) else None


def _undated(event: Event, published: dt.date | None, window_days: int) -> When:
    # What is told as done lies before the day of publication, what is planned after it; a
    # "was to meet" may look back a day.
    if published is None:
        return When(None, None, Precision.RANGE)
    if event.historical:
        return When(None, published, Precision.RANGE)
    window = dt.timedelta(days=window_days)
    if event.modality in _AHEAD:
        return When(published - dt.timedelta(days=1), published + window, Precision.RANGE)
    return When(published - window, published, Precision.RANGE)


def _parties(event: Event, participants: Sequence[Participant], family: str) -> frozenset[str]:
    parties = frozenset(map(party_key, known_parties(participants)))
    place = event.place
    if family in _PLACED and len(parties) == 1 and place and not place.is_dateline:
        return parties | ({place.country} if place.country else set())
    return parties


def _name_words(participants: Iterable[Participant]) -> frozenset[str]:
    texts = (participant.text.casefold() for participant in participants)
    return frozenset(root(word) for text in texts for word in _WORD.findall(text))


def _is_vague(told: Told, event: Event, phrases: tuple[str, ...]) -> bool:
    start, end = event.action.start - told.start, event.action.end - told.start
    before = told.sentence[max(0, start - _BEFORE) : max(0, end)].casefold()
    return holds_any(before, phrases)
