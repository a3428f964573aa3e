"""Reports made ready for comparison: an event, its article, and what is asked of them often."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.merge.stems import root
from detente.merge.tables import Deeds
from detente.model import Article, Document, Event, Modality, Participant, Precision, When
from detente.ontology.plover import OWN

_WORD = re.compile(r"[^\W\d_]{3,}")
# PLOVER's country field for those that are no state: there the entity itself tells who it is.
_NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"})
_NAMED_KINDS = frozenset({"person", "role", "pronoun"})
_AHEAD = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Report:
    """One event as one article tells it, with what comparisons need.

    ``deed``: stay (a visit as a whole), call, meeting, talk (either of the two), other.
    ``parties`` are the keys of all participants, see :func:`party_key`; where only one is told
    to have gone to a place, the place's country is the other. ``words`` are roots of the
    sentence's telling words; ``sentence_start`` is the sentence's place in the text. ``span`` is
    the event's days; where the text gives none, those that publication allows. ``rank`` orders
    reports by publication, then ids: the first is the founding report.
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

    @property
    def published(self) -> dt.date | None:
        """The day the article was published, if known."""
        return self.article.published


@dataclass(frozen=True, slots=True)
class Rules:
    """What reports are read with: the tables, and ``Merging.window_days``."""

    deeds: Deeds
    stopwords: frozenset[str]
    window_days: int


def make_reports(documents: Iterable[Document], rules: Rules) -> list[Report]:
    """Return all reports of the documents, ordered by ``rank``; equal events once."""
    reports = {
        event.id: _report(document, event, rules)
        for document in documents
        for event in document.events or ()
    }
    return sorted(reports.values(), key=lambda report: report.rank)


def party_key(participant: Participant) -> str:
    """Return what a participant is compared under: a state's code, else an entity, else words."""
    country = participant.country
    if country and country not in _NO_STATE:
        return country
    return participant.entity or participant.name or participant.text.casefold()


def known_parties(participants: Sequence[Participant]) -> Sequence[Participant]:
    """Return the participants with a country or entity; all of them if none has either."""
    known = [one for one in participants if one.country or one.entity]
    return known or participants


def is_individual(participant: Participant) -> bool:
    """Whether a participant is a person or an office, not a state or body."""
    return participant.kind in _NAMED_KINDS


def telling_words(text: str, stopwords: frozenset[str]) -> frozenset[str]:
    """Return the roots of a text's words, without those every text has."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in stopwords)
    return frozenset(map(root, words))


def _report(document: Document, event: Event, rules: Rules) -> Report:
    deeds = rules.deeds
    participants = (*event.actors, *event.recipients)
    sentence, start, is_headline = _sentence(document, event)
    action = event.action_text.casefold()
    family = _family(event, action, deeds)
    published = document.article.published
    return Report(
        event=event,
        article=document.article,
        family=family,
        deed=_deed(event, family, action, deeds),
        is_vague=_is_vague(document, event, deeds.vague),
        is_headline=is_headline,
        parties=_parties(event, participants, family),
        words=telling_words(sentence, rules.stopwords) - _name_words(participants),
        sentence=sentence,
        sentence_start=start,
        rank=(
            published.isoformat() if published else "9999-99-99",
            event.article_id,
            event.sentence,
            event.action.start,
            event.id,
        ),
        span=event.when or _undated(event, published, rules.window_days),
    )


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
    if family == "contact" and len(parties) == 1 and place and not place.is_dateline:
        return parties | ({place.country} if place.country else set())
    return parties


def _name_words(participants: Iterable[Participant]) -> frozenset[str]:
    texts = (participant.text.casefold() for participant in participants)
    return frozenset(root(word) for text in texts for word in _WORD.findall(text))


def _sentence(document: Document, event: Event) -> tuple[str, int, bool]:
    sentences = document.sentences or ()
    if document.text is None or event.sentence >= len(sentences):
        return event.action_text, event.action.start, False
    sentence = sentences[event.sentence]
    start, end = sentence.span.start, sentence.span.end
    return document.text[start:end], start, sentence.is_headline


def _family(event: Event, action: str, deeds: Deeds) -> str:
    if event.event_type == OWN:
        return f"{OWN} {event.mode}"  # two types of the user's own are never one event
    family = deeds.families.get(event.event_type, event.event_type)
    if event.event_type == "AGREE" and _begins(action, deeds.meet):
        return "contact"
    return family


def _deed(event: Event, family: str, action: str, deeds: Deeds) -> str:
    if family != "contact":
        return "other"
    if event.mode == "phone" or _begins(action, deeds.call):
        return "call"
    if _begins(action, deeds.stay):
        return "stay"
    return "meeting" if _begins(action, deeds.meeting) else "talk"


def _begins(action: str, beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in _WORD.findall(action))


def _is_vague(document: Document, event: Event, phrases: tuple[str, ...]) -> bool:
    if document.text is None:
        return False
    before = document.text[max(0, event.action.start - 12) : event.action.end].casefold()
    return any(phrase in before for phrase in phrases)
