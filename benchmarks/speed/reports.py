"""Coded articles made up for measuring the merge: many events, each told in one to many reports.

The spread is that of the news: few pairs of states make most of it, most events are told once or
twice and few very often, an article tells of one to five events, one in twelve articles is a copy,
and a third of the reports gives no day. All of it follows from a seed.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate

from detente.clean.fingerprint import signature
from detente.model import (
    Article,
    Claim,
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

SEED = 20_250_227
_STATES = (
    "STA", "TES", "RUS", "UKR", "USA", "CHN", "ISR", "PSE", "IRN", "IND", "PAK", "TUR", "FRA",
    "DEU", "GBR", "SYR", "TWN", "JPN", "KOR", "PRK", "POL", "SAU", "EGY", "BRA", "ZAF", "IDN",
    "MYS", "VNM", "PHL", "AUS", "CAN", "MEX", "ITA", "ESP", "GRC", "ARM", "AZE", "GEO", "KAZ",
    "UZB", "IRQ", "LBN", "YEM", "QAT", "ARE", "ETH", "KEN", "SDN", "NGA", "MLI", "NER", "COD",
    "RWA", "SRB", "XKX", "HUN", "ROU", "MDA", "BLR", "LTU", "LVA", "EST",
)  # fmt: skip
_HEAVY = (("RUS", "UKR"), ("ISR", "PSE"), ("USA", "CHN"), ("USA", "RUS"), ("ISR", "IRN"))
_HEAVY_SHARE = 0.3
_TYPES = (
    ("CONSULT", "met", 1), ("CONSULT", "visited", 1), ("CONSULT", "telephoned", 1),
    ("ASSAULT", "struck", 4), ("ASSAULT", "shelled", 4), ("SANCTION", "sanctioned", 4),
    ("ACCUSE", "accused", 3), ("THREATEN", "threatened", 3), ("AGREE", "agreed with", 1),
    ("SUPPORT", "signed with", 1), ("AID", "aided", 2), ("REQUEST", "urged", 3),
    ("REJECT", "rejected", 3), ("MOBILIZE", "deployed against", 4),
)  # fmt: skip
_N_WORDS = 6_000
_N_OUTLETS = 400
_DAYS = 730
_FIRST = dt.date(2024, 1, 1)
_COPIES = 1 / 12
_UNDATED = 0.3
_PERSON = 0.6
_KNOWN = 0.55
_CLAIMING = 0.1
_KEPT = 0.7
_PLACED = 0.5


@dataclass(frozen=True, slots=True)
class _Happening:
    """An event in the world, before anybody tells it."""

    deed: tuple[str, str, int]
    sides: tuple[str, str]
    day: dt.date
    city: str
    people: tuple[str, str]
    words: tuple[str, ...]


class _Maker:
    def __init__(self, seed: int, days: int) -> None:
        self._days = days
        self._chance = random.Random(seed)  # noqa: S311 - the same articles each time
        letters = "bcdfgklmnprstv"
        self._words = [
            "".join(self._chance.choice(letters) + self._chance.choice("aeiou") for _ in range(n))
            for n in (2 + number % 3 for number in range(_N_WORDS))
        ]
        # Words are as frequent as in any text: the n-th has one n-th of the first one's share.
        self._shares = list(accumulate(1 / (rank + 20) for rank in range(_N_WORDS)))

    def happening(self, day: dt.date) -> _Happening:
        chance = self._chance
        heavy = chance.random() < _HEAVY_SHARE
        first, second = chance.choice(_HEAVY) if heavy else tuple(chance.sample(_STATES, 2))
        return _Happening(
            deed=chance.choice(_TYPES),
            sides=(first, second),
            day=day,
            city=f"City{second}{chance.randrange(12)}",
            people=(f"Person{first}{chance.randrange(8)}", f"Person{second}{chance.randrange(8)}"),
            words=tuple(self.words(9)),
        )

    def words(self, n: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._shares, k=n)

    def documents(self, n_reports: int, first: int) -> Iterator[Document]:
        """Yield articles of days in no order, with ``n_reports`` reports in all."""
        told = 0
        today: dict[dt.date, list[_Happening]] = {}
        while told < n_reports:
            day = _FIRST + dt.timedelta(days=self._chance.randrange(self._days))
            known = today.setdefault(day, [])
            fresh = 1 + self._chance.randrange(4)
            picked = [self._pick(known, day) for _ in range(min(fresh, n_reports - told))]
            made = self._document(f"s{first:07}", picked, day)
            yield made
            first, told = first + 1, told + len(made.events or ())
            if self._chance.random() < _COPIES and told + len(picked) <= n_reports:
                yield self._copy(made, f"s{first:07}")
                first, told = first + 1, told + len(picked)

    def _pick(self, known: list[_Happening], day: dt.date) -> _Happening:
        # Whoever has been told of is told of again, which gives few events very many reports.
        if known and self._chance.random() < _KNOWN:
            return known[int(len(known) * self._chance.random() ** 2)]
        known.append(self.happening(day))
        return known[-1]

    def _document(self, id_: str, told: list[_Happening], day: dt.date) -> Document:
        text, sentences, events = "", [], []
        published = day + dt.timedelta(days=self._chance.choice((0, 0, 0, 1, 1, 2)))
        for number, one in enumerate(told):
            sentence, event = self._report(id_, number, len(text), one)
            sentences.append(Sentence(span=Span(len(text), len(text) + len(sentence)), paragraph=0))
            events.append(event)
            text += sentence + " "
        body = text + " ".join(self.words(60)) + "."
        sentences.append(Sentence(span=Span(len(text), len(body)), paragraph=1))
        article = Article(
            id=id_,
            body=body,
            outlet=f"The Outlet Number {self._chance.randrange(_N_OUTLETS)}",
            published=published,
        )
        return Document(
            article=article,
            text=body,
            fingerprint=signature(body),
            sentences=tuple(sentences),
            events=tuple(events),
            claims=self._claims(id_, told[0]) if self._chance.random() < _CLAIMING else (),
        )

    def _report(self, id_: str, number: int, start: int, one: _Happening) -> tuple[str, Event]:
        chance = self._chance
        kind, deed, quad = one.deed
        who = [
            person if chance.random() < _PERSON else side
            for person, side in zip(one.people, one.sides, strict=True)
        ]
        kept = [word for word in one.words if chance.random() < _KEPT]
        sentence = f"{who[0]} {deed} {who[1]} in {one.city} "
        sentence += " ".join([*kept, *self.words(4)]) + "."
        at = start + len(who[0]) + 1
        spans = (
            Span(start, start + len(who[0])),
            Span(at + len(deed) + 1, at + len(deed) + 1 + len(who[1])),
        )
        dated = chance.random() >= _UNDATED
        return sentence, Event(
            id=_digest(id_, str(number)),
            article_id=id_,
            sentence=number,
            event_type=kind,
            quad_class=quad,
            modality=chance.choice((Modality.DONE,) * 8 + (Modality.PLANNED, Modality.DENIED)),
            actors=(_party(who[0], one.sides[0], spans[0]),),
            recipients=(_party(who[1], one.sides[1], spans[1]),),
            action=Span(at, at + len(deed)),
            action_text=deed,
            when=When(one.day, one.day, Precision.DAY) if dated else None,
            place=Place(span=spans[1], name=one.city, kind="city", country=one.sides[1])
            if chance.random() < _PLACED
            else None,
            confidence=round(0.5 + chance.random() / 2, 3),
            coder="made",
            trace=("made up",),
        )

    def _claims(self, id_: str, one: _Happening) -> tuple[Claim, ...]:
        start = Span(0, 1)
        return (
            Claim(
                id=_digest(id_, "claim"),
                article_id=id_,
                sentence=0,
                kind="supplies",
                subject=_party(one.sides[0], one.sides[0], start),
                object_text=one.sides[1],
                object_span=start,
                object_country=one.sides[1],
                amount=float(self._chance.randrange(1, 9)),
                unit="USD",
                span=start,
            ),
        )

    def _copy(self, made: Document, id_: str) -> Document:
        outlet = f"The Outlet Number {self._chance.randrange(_N_OUTLETS)}"
        events = tuple(
            event.__replace__(id=_digest(id_, str(number)), article_id=id_)
            for number, event in enumerate(made.events or ())
        )
        return made.__replace__(
            article=made.article.__replace__(id=id_, outlet=outlet), events=events, claims=()
        )


def _party(text: str, country: str, span: Span) -> Participant:
    is_person = text.startswith("Person")
    return Participant(
        span=span,
        text=text,
        entity=f"{country}:{text.casefold()}" if is_person else country,
        name=text,
        kind="person" if is_person else "state",
        country=country,
        confidence=0.9,
    )


def _digest(*parts: str) -> str:
    return blake2b(" ".join(parts).encode(), digest_size=8).hexdigest()


def made_up(
    n_reports: int, *, seed: int = SEED, first: int = 0, days: int = _DAYS
) -> Iterator[Document]:
    """Yield coded articles of some days with ``n_reports`` reports; ids count from ``first``."""
    return _Maker(seed, days).documents(n_reports, first)
