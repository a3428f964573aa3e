"""A small corpus made by hand, with something in every table."""

import datetime as dt

from detente.model import (
    Alternative,
    Article,
    Claim,
    Conflict,
    Document,
    Event,
    EventRecord,
    Language,
    Link,
    Mention,
    Modality,
    NearDuplicate,
    Parse,
    Participant,
    Place,
    Precision,
    Problem,
    Reading,
    Removed,
    Sentence,
    Span,
    Statement,
    TimeExpression,
    Topic,
    When,
)

HEADLINE = "Envoy visits Putrajaya"
FIRST = "Sergei Shoigu met Anwar Ibrahim in Putrajaya on Thursday."
SECOND = "Shoigu, defence minister until May 2023, said ties were warm."
TEXT = f"{HEADLINE}\n\n{FIRST} {SECOND}"
THURSDAY = dt.date(2025, 2, 27)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


SHOIGU = Participant(
    span=span("Sergei Shoigu"),
    text="Sergei Shoigu",
    entity="P-shoigu",
    name="Sergei Shoigu",
    kind="person",
    country="RUS",
    sector="GOV",
    other_sectors=("MIL",),
    office="Secretary of the Security Council",
    office_type="NSC",
    confidence=0.9,
)
ANWAR = Participant(
    span=span("Anwar Ibrahim"),
    text="Anwar Ibrahim",
    entity="P-anwar",
    name="Anwar Ibrahim",
    kind="person",
    country="MYS",
    sector="GOV",
    confidence=0.9,
)
PUTRAJAYA = Place(
    span=Span(TEXT.rindex("Putrajaya"), TEXT.rindex("Putrajaya") + len("Putrajaya")),
    name="Putrajaya",
    kind="city",
    country="MYS",
    latitude=2.9,
    longitude=101.7,
    geonameid=6697380,
)
VISIT = Event(
    id="e00001",
    article_id="a00001",
    sentence=1,
    event_type="CONSULT",
    mode="visit",
    contexts=("diplomatic", "military"),
    cameo_code="042",
    quad_class=1,
    plover_score=4.0,
    goldstein=1.9,
    modality=Modality.DONE,
    actors=(SHOIGU,),
    recipients=(ANWAR,),
    action=span("met"),
    action_text="met",
    when=When(THURSDAY, THURSDAY),
    when_span=span("on Thursday"),
    place=PUTRAJAYA,
    claimed_by=ANWAR,
    claimed_through=(SHOIGU,),
    certainty="probable",
    own_types=("envoy-visit",),
    topics=("defence",),
    confidence=0.8,
    alternatives=(Alternative(event_type="AGREE", probability=0.15),),
    coder="rules",
    trace=("met -> CONSULT", "visitor is the actor"),
)
SAID = Statement(
    id="s00001",
    article_id="a00001",
    sentence=2,
    kind="indirect",
    content=(span("ties were warm"),),
    content_text="ties were warm",
    cue=span("said"),
    speaker=SHOIGU,
    addressee=ANWAR,
    channel="X",
    channel_span=span("said"),
    relayed_by=None,
    topics=("defence",),
    confidence=0.7,
    trace=("said -> indirect",),
)
OFFICE = Claim(
    id="c00001",
    article_id="a00001",
    sentence=2,
    kind="held_office",
    subject=SHOIGU,
    object_text="defence minister",
    object_span=span("defence minister"),
    object_entity="RUS-DM",
    end=When(None, dt.date(2023, 5, 31), Precision.MONTH),
    end_span=span("until May 2023"),
    span=span("defence minister until May 2023"),
)


def _sentences() -> tuple[Sentence, ...]:
    return (
        Sentence(span=span(HEADLINE), paragraph=0, is_headline=True),
        Sentence(span=span(FIRST), paragraph=1),
        Sentence(span=span(SECOND), paragraph=1),
    )


def document(article_id: str = "a00001", outlet: str = "The Sample Post") -> Document:
    """Return a document with every layer, its findings' ids ending like the article's."""
    number = article_id.removeprefix("a")
    here = {"article_id": article_id}
    return Document(
        article=Article(
            id=article_id,
            body=TEXT,
            url=f"https://example.org/{number}",
            outlet=outlet,
            outlet_from="input",
            published=THURSDAY,
            published_from="input",
            title=HEADLINE,
            author="A. Writer",
            language="en",
            origin="samples.jsonl:1",
        ),
        text=TEXT,
        removed=(Removed(text="Share", reason="share bar"),),
        language=Language(code="en", probability=0.99, is_read=True),
        fingerprint=(1, 2**64 - 1),
        sentences=_sentences(),
        parses=(
            None,
            Parse(starts=(), ends=(), words=(), lemmas=(), tags=(), pos=(), heads=(), deps=()),
            None,
        ),
        days=(
            TimeExpression(span=span("Thursday"), kind="DATE", value="2025-02-27", when=VISIT.when),
        ),
        mentions=(
            Mention(
                span=span("Sergei Shoigu"), head=span("Sergei Shoigu"), sentence=1, kind="person"
            ),
        ),
        links=(
            Link(
                mention=0,
                entity="P-shoigu",
                name="Sergei Shoigu",
                kind="person",
                country="RUS",
                office="Secretary",
            ),
        ),
        places=(PUTRAJAYA,),
        topics=(Topic(name="defence", sentence=2, span=span("defence minister")),),
        events=(VISIT.__replace__(id=f"e{number}", **here),),
        statements=(SAID.__replace__(id=f"s{number}", **here),),
        claims=(OFFICE.__replace__(id=f"c{number}", **here),),
    )


def record(*event_ids: str, **changes: object) -> EventRecord:
    """Return the record of the visit with these reports."""
    values = {
        "id": "feedbeef",
        "event_ids": event_ids or ("e00001",),
        "article_ids": ("a00001",),
        "event_type": "CONSULT",
        "mode": "visit",
        "contexts": ("diplomatic",),
        "cameo_code": "042",
        "quad_class": 1,
        "plover_score": 4.0,
        "goldstein": 1.9,
        "modality": Modality.DONE,
        "historical": False,
        "actors": (SHOIGU,),
        "recipients": (ANWAR,),
        "when": VISIT.when,
        "place": PUTRAJAYA,
        "topics": ("defence",),
        "own_types": ("envoy-visit",),
        "n_reports": len(event_ids) or 1,
        "n_articles": 1,
        "n_origins": 1,
        "chosen_by": (("when", "narrowest"),),
        "confidence": 0.8,
    }
    return EventRecord(**{**values, **changes})


CONFLICT = Conflict(
    id="x1",
    record_id="feedbeef",
    kind="with_known_fact",
    field="end",
    grade="contradictory",
    readings=(
        Reading(
            value="2023-05",
            source="The Sample Post",
            article_id="a00001",
            claim_id="c00001",
            sentence=2,
            span=span("until May 2023"),
        ),
        Reading(value="2024-05-12", source="office table"),
    ),
    explanation="The article says until May 2023; the office table says 12 May 2024.",
)
COPY = NearDuplicate(article_id="a00002", original_id="a00001", similarity=0.97, reason="same text")
LOST = Problem(stage="intake", reason="no text in it", origin="empty.txt")
