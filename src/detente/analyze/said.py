"""What a question about statements asks, and what it is answered with."""

import datetime as dt
from typing import Final

from detente.analyze.claim_life import Life
from detente.analyze.views import EventLine, StatementLine
from detente.model import Record

STANCES: Final = (
    "supports", "criticises", "predicts", "denies", "demands", "promises", "describes",
)  # fmt: skip


SURE: Final = 0.6


class StatementFilter(Record, frozen=True, kw_only=True):
    """Which statements are asked for. A field of None does not narrow.

    ``speaker`` is a person, a country (all its people) or words ("an expert at"); those who speak
    jointly or pass the words on count. ``about`` is a state or organisation, or two of them
    ("RUS-MYS"): then both are spoken of, or one by a speaker of the other. ``channel`` is a kind of
    channel ("social_media") or its words ("RIA"). ``kind``: direct, indirect, mixed.
    ``since``/``until`` are days of publication, both included. ``least_sure``: paraphrases that
    are less sure than this are left out, unless the text names a channel; below SURE words are
    rather aimed at, held or felt than said. 0 lets all through.
    """

    speaker: str | None = None
    addressee: str | None = None
    about: str | None = None
    stance: str | None = None
    channel: str | None = None
    kind: str | None = None
    topic: str | None = None
    text: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    least_sure: float = SURE
    limit: int | None = None
    offset: int = 0


class StatementView(StatementLine, frozen=True, kw_only=True):
    """A statement with its sentence, the event that it is, and those it reports.

    ``lives`` are what became of the claim that each of ``reports`` took place, in their order.
    """

    event: EventLine | None = None
    reports: tuple[EventLine, ...] = ()
    lives: tuple[Life, ...] = ()
