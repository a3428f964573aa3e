"""What questions are answered with: frozen records, made of the records of ``detente.model``."""

import datetime as dt

from detente.model import (
    Article,
    Claim,
    Conflict,
    Event,
    EventRecord,
    Language,
    NearDuplicate,
    Problem,
    Record,
    Removed,
    Sentence,
    Span,
    Statement,
)


class EventFilter(Record, frozen=True, kw_only=True):
    """Which records are asked for. A field of None, or an empty one, does not narrow.

    ``dyad`` is two countries (ISO3 or names), order without meaning; ``actor`` a country or entity
    id that acts, ``recipient`` one that is acted on, ``party`` one that takes part at all;
    ``person`` an id, a name or part of one, ``also`` a second person in the same record;
    ``since``/``until`` days, both included, on which the record may fall; ``text`` words of a
    report's sentence. ``event_type`` is a PLOVER type, type/mode, or a type of the user's own; what
    only such a type names is found by that name alone, or ``with_own``. ``news_only`` leaves out
    background (``historical``); ``disputed`` leaves out what no two accounts differ on. ``order``
    is "newest", "oldest" (undated records come last) or "origins" (most independent ones first).
    """

    dyad: tuple[str, str] | None = None
    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    person: str | None = None
    also: str | None = None
    event_type: str | None = None
    modality: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    text: str | None = None
    topic: str | None = None
    quad_class: int | None = None
    news_only: bool = False
    disputed: bool = False
    with_own: bool = False
    order: str = "newest"
    limit: int | None = None
    offset: int = 0


class ArticleHead(Record, frozen=True, kw_only=True):
    """Where a finding comes from. ``near_duplicate_of`` is the article this one repeats."""

    id: str
    outlet: str | None
    published: dt.date | None
    title: str | None
    url: str | None
    near_duplicate_of: str | None = None


class Quotation(Record, frozen=True, kw_only=True):
    """The sentence a finding rests on. ``span`` is its place in the document's text.

    A finding's own spans are offsets in the document; subtract ``span.start`` to mark ``text``.
    """

    article: ArticleHead
    sentence: int
    span: Span
    text: str
    is_headline: bool = False


class EventLine(Record, frozen=True, kw_only=True):
    """A record with its first report: a line of a list.

    ``quotation`` is the sentence of the earliest report that agrees with the record on type and
    modality, ``action_text`` its words of the deed; ``also`` a sentence of each further article,
    copies left out; ``outlets`` all outlets known by name.
    """

    record: EventRecord
    quotation: Quotation
    also: tuple[Quotation, ...] = ()
    action_text: str
    outlets: tuple[str, ...]
    n_conflicts: int


class Report(Record, frozen=True, kw_only=True):
    """One report of a record: the event as coded, and the sentence that proves it."""

    event: Event
    quotation: Quotation


class EventView(Record, frozen=True, kw_only=True):
    """A record with all its reports (earliest published first), conflicts, whole and parts."""

    record: EventRecord
    reports: tuple[Report, ...]
    conflicts: tuple[Conflict, ...]
    part_of: EventLine | None
    parts: tuple[EventLine, ...]


class StatementLine(Record, frozen=True, kw_only=True):
    """A statement and the sentence it stands in."""

    statement: Statement
    quotation: Quotation


class ClaimLine(Record, frozen=True, kw_only=True):
    """A claim and the sentence it stands in."""

    claim: Claim
    quotation: Quotation


class ConflictLine(Record, frozen=True, kw_only=True):
    """A conflict, and the sentence behind each reading (None where a table is the source)."""

    conflict: Conflict
    quotations: tuple[Quotation | None, ...]


class ProblemLine(Record, frozen=True, kw_only=True):
    """A problem. ``kind``: "failure" (an input was lost) or "note" (worth knowing)."""

    kind: str
    problem: Problem


class Month(Record, frozen=True, kw_only=True):
    """A month of a dyad: records by quad class (1 to 4), those done and those not yet or denied."""

    month: dt.date
    quad_classes: tuple[int, int, int, int]
    done: int
    other: int


class Counts(Record, frozen=True, kw_only=True):
    """Events are not reports: how many of each, in how many articles, of how many origins."""

    events: int
    reports: int
    articles: int
    origins: int


class DyadView(Record, frozen=True, kw_only=True):
    """What happened between two countries (ISO3), and what is to come.

    ``counts`` and the tallies leave out background (``historical``); ``lines`` holds all, newest
    first. ``first_contact`` and ``last_contact`` are the earliest and latest done CONSULT with a
    date, background included. ``upcoming`` are planned records without a done one in their place.
    """

    first: str
    second: str
    first_name: str
    second_name: str
    counts: Counts
    by_quad_class: tuple[tuple[int, int], ...]
    by_event_type: tuple[tuple[str, int], ...]
    by_modality: tuple[tuple[str, int], ...]
    by_topic: tuple[tuple[str, int], ...]
    first_contact: EventLine | None
    last_contact: EventLine | None
    upcoming: tuple[EventLine, ...]
    months: tuple[Month, ...]
    lines: tuple[EventLine, ...]
    statements: tuple[StatementLine, ...]
    conflicts: tuple[ConflictLine, ...]


class Office(Record, frozen=True, kw_only=True):
    """An office as linked in articles: in how many mentions, published from when to when."""

    office: str
    n_mentions: int
    first_published: dt.date | None
    last_published: dt.date | None


class PersonView(Record, frozen=True, kw_only=True):
    """What the store holds on a person. ``names`` are the ways articles write the name."""

    entity: str | None
    name: str
    country: str | None
    names: tuple[str, ...]
    offices: tuple[Office, ...]
    lines: tuple[EventLine, ...]
    statements: tuple[StatementLine, ...]
    claims: tuple[ClaimLine, ...]
    conflicts: tuple[ConflictLine, ...]
    n_articles: int


class ArticleView(Record, frozen=True, kw_only=True):
    """An article: its clean text, what was taken out, and all that was found in it."""

    article: Article
    text: str | None
    language: Language | None
    removed: tuple[Removed, ...]
    sentences: tuple[Sentence, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    near_duplicate: NearDuplicate | None
    problems: tuple[ProblemLine, ...]
    record_ids: tuple[tuple[str, str], ...]
    """Pairs of event id and the id of the record it is a report of."""


class Info(Record, frozen=True, kw_only=True):
    """What the database holds. ``tables`` counts rows; ``versions`` are those of the last run."""

    path: str
    size_bytes: int
    schema: int
    tables: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    not_read: int
    first_published: dt.date | None
    last_published: dt.date | None
    last_run: str | None
    last_finished: dt.datetime | None
    settings: str
    versions: str
