"""Small valid records for the tests of merging; vary one field with ``replace``."""

import datetime as dt
import hashlib

from msgspec.structs import replace

from detente.merge.reports import Report, Rules, make_reports
from detente.merge.tables import read_deeds, read_stopwords
from detente.model import (
    Article,
    Document,
    Event,
    Modality,
    Participant,
    Place,
    Precision,
    Sentence,
    Span,
    When,
)

RULES = Rules(read_deeds(), read_stopwords(), 7)
QUADS = {"CONSULT": 1, "AGREE": 1, "SUPPORT": 1, "ASSAULT": 4, "SANCTION": 4, "ACCUSE": 3}

# name, entity, country, office type
PEOPLE = {
    "Shoigu": ("Sergei Shoigu", "RUS:sergei-shoigu", "RUS", "NSC"),
    "Lavrov": ("Sergei Lavrov", "RUS:sergei-lavrov", "RUS", "FM"),
    "Putin": ("Vladimir Putin", "RUS:vladimir-putin", "RUS", "HOS"),
    "Anwar": ("Anwar Ibrahim", "MYS:anwar-ibrahim", "MYS", "HOG"),
    "Khaled": ("Mohamed Khaled Nordin", "MYS:mohamed-khaled-nordin", "MYS", "DM"),
    "Prabowo": ("Prabowo Subianto", "IDN:prabowo-subianto", "IDN", "HOS"),
    "Rubio": ("Marco Rubio", "USA:marco-rubio", "USA", "FM"),
    "Fidan": ("Hakan Fidan", "TUR:hakan-fidan", "TUR", "FM"),
}
STATES = {
    "Russia": "RUS", "Malaysia": "MYS", "Indonesia": "IDN", "Ukraine": "UKR", "Turkey": "TUR",
    "United States": "USA", "China": "CHN", "Thailand": "THA", "France": "FRA", "Germany": "DEU",
    "United Kingdom": "GBR",
}  # fmt: skip
# text, country, office type
ROLES = {
    "security chief": ("Russian security chief", "RUS", "NSC"),
    "foreign minister": ("Russian foreign minister", "RUS", "FM"),
    "diplomat": ("a senior Russian diplomat", "RUS", None),
}
CITIES = {
    "Kuala Lumpur": "MYS", "Putrajaya": "MYS", "Jakarta": "IDN", "Geneva": "CHE", "Vienna": "AUT",
    "Kyiv": "UKR", "Kharkiv": "UKR", "Istanbul": "TUR", "Ankara": "TUR",
}  # fmt: skip


def who(word: str) -> Participant:
    """Return a person, state or role by its short name."""
    span = Span(0, len(word))
    if word in PEOPLE:
        name, entity, country, office = PEOPLE[word]
        return Participant(
            span=span, text=word, entity=entity, name=name, kind="person", country=country,
            sector="GOV", office_type=office, confidence=0.9,
        )  # fmt: skip
    if word in ROLES:
        text, country, office = ROLES[word]
        return Participant(
            span=span, text=text, kind="role", country=country, sector="GOV", office_type=office
        )
    code = STATES[word]
    return Participant(span=span, text=word, entity=code, name=word, country=code, confidence=0.9)


def day(text: str) -> When:
    """Return the days of "2025-02-27", "2025-02-24..2025-02-28", "2025-02" or "2025"."""
    if ".." in text:
        first, last = text.split("..")
        return When(dt.date.fromisoformat(first), dt.date.fromisoformat(last), Precision.RANGE)
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return When(dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31), Precision.YEAR)
    if len(parts) == 2:
        year, month = parts
        after = dt.date(year + month // 12, month % 12 + 1, 1)
        return When(dt.date(year, month, 1), after - dt.timedelta(days=1), Precision.MONTH)
    return When(dt.date(*parts), dt.date(*parts))


def place(name: str) -> Place:
    """Return a city, or a state as a country."""
    if name in CITIES:
        return Place(span=Span(0, 1), name=name, kind="city", country=CITIES[name])
    return Place(span=Span(0, 1), name=name, kind="country", country=STATES[name])


def report(  # noqa: PLR0913 - a factory names the fields a case may vary
    actors=("Shoigu",),
    recipients=("Anwar",),
    *,
    text="Shoigu met Anwar in the capital.",
    action="met",
    event_type="CONSULT",
    mode=None,
    modality="done",
    when=None,
    where=None,
    historical=False,
    headline=False,
    article="a1",
    outlet="Kestrel Post",
    published="2025-02-27",
    topics=(),
    confidence=0.7,
):
    """Return a document of one sentence with one event."""
    start = max(text.casefold().find(action.casefold()), 0)
    event = Event(
        id=hashlib.blake2b(f"{article}{text}{action}".encode(), digest_size=8).hexdigest(),
        article_id=article,
        sentence=0,
        event_type=event_type,
        mode=mode,
        quad_class=QUADS.get(event_type, 1),
        modality=Modality(modality),
        historical=historical,
        actors=tuple(map(who, actors)),
        recipients=tuple(map(who, recipients)),
        action=Span(start, start + len(action)),
        action_text=action,
        when=day(when) if when else None,
        when_span=Span(start, start + len(action)) if when else None,
        place=place(where) if where else None,
        topics=tuple(topics),
        confidence=confidence,
        coder="test",
    )
    return Document(
        article=Article(
            id=article,
            body=text,
            outlet=outlet,
            published=dt.date.fromisoformat(published) if published else None,
        ),
        text=text,
        sentences=(Sentence(span=Span(0, len(text)), paragraph=0, is_headline=headline),),
        events=(event,),
        claims=(),
    )


def together(*documents: Document) -> Document:
    """Return one document with the texts and events of several; the first one's article."""
    text, sentences, events = "", [], []
    for number, document in enumerate(documents):
        shift = len(text)
        sentence = document.sentences[0]
        span = Span(shift, shift + len(document.text))
        sentences.append(replace(sentence, span=span, paragraph=number))
        for event in document.events:
            action = Span(event.action.start + shift, event.action.end + shift)
            events.append(
                replace(event, article_id=documents[0].article.id, sentence=number, action=action)
            )
        text += document.text + "\n\n"
    return replace(
        documents[0], text=text.strip(), sentences=tuple(sentences), events=tuple(events)
    )


def ready(*documents: Document) -> list[Report]:
    """Return the documents' reports, ready for comparison."""
    return make_reports(documents, RULES)
