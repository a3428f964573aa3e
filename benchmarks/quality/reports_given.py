"""Task "reports_given": merging by itself, on the mentions of gold instead of coded events.

As the task "reports", but each mention of gold stands as an event with gold's type, states, day,
place and modality, as if a coder had found all of them and no others. Where gold has no day, the
time that the product reads in the mention's words or for its deed ("last month") stands. Persons
are not in gold, so parties are states alone. What is scored is what merging does with good coding.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec.structs import replace

from benchmarks.quality import reports
from benchmarks.quality.options import Options
from detente.link.places_gazetteer import as_place
from detente.link.places_names import key_of
from detente.link.places_tables import load_tables
from detente.merge.corpus import merge_corpus
from detente.merge.ids import digest
from detente.model import Document, Event, Modality, Participant, Place, Precision, Span, When
from detente.ontology.plover import quad_class
from detente.settings import Settings

SCORER = reports.SCORER
GOLD = reports.GOLD
figures, report = reports.figures, reports.report

Row = Mapping[str, Any]
_MONTHS = 12
_LARGE = 50_000  # people


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:
    """Yield the rows that the task "reports" yields."""
    documents = reports.read_all(gold)
    told = {row["id"]: row["events"] for row in gold}
    atlas = read_atlas(documents)
    given = [with_mentions(one, told[one.article.id], atlas) for one in documents]
    yield from reports.rows_of(given, merge_corpus(given, Settings()))
    yield from reports.events_of(options)


def read_atlas(documents: Sequence[Document]) -> Mapping[str, Place]:
    """Return all places that the product found in any report, by name."""
    found = (place for document in documents for place in document.places or ())
    return {folded(place.name): place for place in found if place.country}


def folded(name: str) -> str:
    """Return a name without accents, as gold writes it."""
    bare = unicodedata.normalize("NFKD", name.replace("ü", "ue"))
    return bare.encode("ascii", "ignore").decode().casefold()


def with_mentions(
    document: Document, mentions: Sequence[Row], atlas: Mapping[str, Place]
) -> Document:
    """Return a document whose events are gold's mentions, and whose claims are none."""
    events = tuple(_event(document, mention, atlas) for mention in mentions)
    return replace(document, events=events, claims=())


def _event(document: Document, mention: Row, atlas: Mapping[str, Place]) -> Event:
    start = (document.text or "").rindex(mention["words"])
    span = Span(start, start + len(mention["words"]))
    words = mention["words"]
    when, when_span = _when_told(document, mention, span)
    return Event(
        id=digest("given", document.article.id, mention["event"]),
        article_id=document.article.id,
        sentence=_sentence(document, span),
        event_type=mention["type"],
        quad_class=quad_class(mention["type"]),
        modality=Modality(mention["modality"]),
        actors=tuple(_state(code, span) for code in mention["actors"]),
        recipients=tuple(_state(code, span) for code in mention["recipients"]),
        action=span,
        action_text=words,
        when=when,
        when_span=when_span,
        place=_place(mention, span, atlas) if mention["place"] else None,
        confidence=0.9,
        coder="gold",
    )


def _sentence(document: Document, span: Span) -> int:
    starts = [sentence.span.start for sentence in document.sentences or ()]
    return max((number for number, start in enumerate(starts) if start <= span.start), default=0)


def _state(code: str, span: Span) -> Participant:
    return Participant(span=span, text=code, entity=code, name=code, country=code, confidence=0.9)


def _when(text: str) -> When:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == len(("year", "month", "day")):
        return When(dt.date(*parts), dt.date(*parts))
    if len(parts) == 1:
        return When(dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31), Precision.YEAR)
    year, month = parts
    after = dt.date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return When(dt.date(year, month, 1), after - dt.timedelta(days=1), Precision.MONTH)


def _when_told(document: Document, mention: Row, span: Span) -> tuple[When | None, Span | None]:
    """Return gold's day, else the time that the product reads, and the words that tell it.

    Gold can write no part of a month; where it has no day, a day in the words is of something else.
    """
    if mention["date"]:
        return _when(mention["date"]), span
    # "Since 2019" tells how long it lasted, or what went before, and no day.
    inside = (
        (when, day.span if when.precision is Precision.RANGE else None)
        for day in document.days or ()
        if (when := day.interval or day.when) and when.latest is not None
        if day.when and span.start <= day.span.start and day.span.end <= span.end
    )
    coded = (
        (event.when, None)
        for event in document.events or ()
        if event.when and event.event_type == mention["type"] and _touch(event.action, span)
    )
    return next(chain(inside, coded), (None, None))


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _place(mention: Row, span: Span, atlas: Mapping[str, Place]) -> Place:
    """Return the place that the product knows by that name, else one without a country.

    Gold has no coordinates: a good coder has found the place, though this one may not have. Of
    large places of one name that no text told, that in a party's country is meant, the largest.
    """
    name, parties = mention["place"], {*mention["actors"], *mention["recipients"]}
    known = atlas.get(folded(name))
    if known is None:
        named = load_tables().places(key_of(name))
        large = [one for one in named if one.kind == "country" or one.population >= _LARGE]
        ranked = sorted(large, key=lambda one: (one.country in parties, one.population))
        bare = Place(span=span, name=name, kind="city", country=None)
        known = as_place(ranked[-1], span) if ranked else bare
    return replace(known, span=span, name=name, is_dateline=False)
