"""Records with reports for tests of promises and of the life of claims."""

import datetime as dt
import hashlib

from detente.analyze.views import ArticleHead, EventView, Quotation, Report
from detente.model import Event, EventRecord, Modality, Span
from tests.merge.merge_factories import day, who


def told(  # noqa: PLR0913 - a factory names the fields a case may vary
    modality="planned",
    published="2025-03-01",
    *,
    when=None,
    outlet="Kestrel Post",
    event_type="CONSULT",
    mode=None,
    code=None,
    by=None,
    historical=False,
    actors=("Shoigu",),
    recipients=("Anwar",),
):
    """Return one report as one article tells it."""
    id_ = hashlib.blake2b(
        f"{modality}{published}{outlet}{event_type}{actors}".encode(), digest_size=4
    ).hexdigest()
    event = Event(
        id=id_, article_id=f"a{id_}", sentence=0, event_type=event_type, mode=mode, cameo_code=code,
        quad_class=1, modality=Modality(modality), historical=historical,
        actors=tuple(map(who, actors)), recipients=tuple(map(who, recipients)), action=Span(0, 3),
        action_text="met", when=day(when) if when else None, claimed_by=who(by) if by else None,
        confidence=0.8, coder="rules",
    )  # fmt: skip
    head = ArticleHead(
        id=event.article_id,
        outlet=outlet,
        published=dt.date.fromisoformat(published) if published else None,
        title=None,
        url=None,
    )
    quotation = Quotation(article=head, sentence=0, span=Span(0, 9), text="They met.")
    return Report(event=event, quotation=quotation)


def record(id_, *reports, place=None):
    """Return a record with these reports; type, parties and days are those of the first."""
    first = reports[0].event
    made = EventRecord(
        id=id_, event_ids=tuple(one.event.id for one in reports),
        article_ids=tuple(one.event.article_id for one in reports), event_type=first.event_type,
        mode=first.mode, contexts=(), cameo_code=first.cameo_code, quad_class=1, plover_score=None,
        goldstein=None, modality=reports[-1].event.modality, historical=False, actors=first.actors,
        recipients=first.recipients, when=first.when, place=place, topics=(),
        n_reports=len(reports), n_articles=len(reports), n_origins=len(reports), confidence=0.8,
    )  # fmt: skip
    return EventView(record=made, reports=reports, conflicts=(), part_of=None, parts=())
