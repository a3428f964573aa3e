"""What a sentence says: topics, events, statements and claims."""

from enum import StrEnum

from detente.model.base import Record, Span, When
from detente.model.links import Place


class Topic(Record, frozen=True, kw_only=True):
    """What a sentence is about, and the word that says so."""

    name: str
    sentence: int
    span: Span


class Modality(StrEnum):
    """Whether an event is reported as having happened."""

    DONE = "done"
    PLANNED = "planned"
    CLAIMED = "claimed"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Participant(Record, frozen=True, kw_only=True):
    """Somebody in an event or statement: the words, and what they mean (see :class:`Link`)."""

    span: Span
    text: str
    entity: str | None = None
    name: str | None = None
    kind: str = "state"
    country: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    office_type: str | None = None
    confidence: float = 0.0


class Alternative(Record, frozen=True, kw_only=True):
    """Another type that the words of an event might tell of, and how likely the coder finds it."""

    event_type: str
    probability: float


class Event(Record, frozen=True, kw_only=True):
    """One *report* of an event: what one sentence of one article says.

    A visitor is the actor and the host the recipient; where parties act together all are actors
    and ``recipients`` is empty. ``historical`` is PLOVER's auxiliary mode: background, not news.
    ``action`` is the words of the deed. ``when`` comes from ``when_span`` in the event's own
    clause; None if the text gives no date. ``claimed_by`` is who vouches for it, if not the
    outlet; ``claimed_through`` is who passed that on, the one nearest to the claimant first ("RIA
    quoted *the ministry*": the ministry claims, RIA passes on). ``certainty`` is how sure the
    source says it is: certain, probable, possible, or None where it does not say. ``own_types``
    are the names of types that the user defined. ``alternatives`` are the types that came second.
    ``trace`` tells a person how it was coded, a line a step.
    """

    id: str
    article_id: str
    sentence: int
    event_type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo_code: str | None = None
    quad_class: int
    plover_score: float | None = None
    goldstein: float | None = None
    modality: Modality
    historical: bool = False
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...] = ()
    action: Span
    action_text: str
    when: When | None = None
    when_span: Span | None = None
    place: Place | None = None
    claimed_by: Participant | None = None
    claimed_through: tuple[Participant, ...] = ()
    certainty: str | None = None
    own_types: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    confidence: float
    alternatives: tuple[Alternative, ...] = ()
    coder: str
    trace: tuple[str, ...] = ()


class About(Record, frozen=True, kw_only=True):
    """A state or body (ISO3, or a code such as UNO) that a statement speaks of, and the words."""

    country: str
    span: Span


class Statement(Record, frozen=True, kw_only=True):
    """Words attributed to a speaker.

    ``content`` is the words themselves (several spans when a cue breaks them up). ``kind``:
    direct, indirect, mixed. ``joint`` are those who speak together with the speaker. ``channel`` is
    the medium in words ("X", "RIA", "press conference"), ``channel_kind`` what sort it is (see
    coding/data/en/statements_channels.toml). ``relayed_by`` passed the words on for the speaker
    ("Shoigu conveyed Putin's greetings"); ``through`` are those who quote the speaker, the one
    nearest to the speaker first ("RIA quoted *the ministry* as saying": RIA). ``stance`` is what
    the statement does (supports, criticises, predicts, denies, demands, promises, describes), None
    if its words do not show it. ``event_id`` is the event that the statement is (a threat, a
    demand); ``reports`` are the events that it tells of.
    """

    id: str
    article_id: str
    sentence: int
    kind: str
    content: tuple[Span, ...]
    content_text: str
    cue: Span | None = None
    speaker: Participant | None = None
    addressee: Participant | None = None
    joint: tuple[Participant, ...] = ()
    channel: str | None = None
    channel_kind: str | None = None
    channel_span: Span | None = None
    relayed_by: Participant | None = None
    through: tuple[Participant, ...] = ()
    about: tuple[About, ...] = ()
    stance: str | None = None
    stance_span: Span | None = None
    event_id: str | None = None
    reports: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    confidence: float
    trace: tuple[str, ...] = ()


class Claim(Record, frozen=True, kw_only=True):
    """A standing fact as its source tells it, kept as a claim.

    ``kind`` is one of the inventory in coding/data/fact_kinds.toml. ``object_text`` is the words
    (an office, a bloc, a state); ``object_entity`` the office id or organisation id they mean,
    ``object_country`` the state (ISO3). ``value_text`` is the words of a share, an amount or a
    good, ``amount`` its number and ``unit`` what it counts ("%", "USD"). ``is_negated``: the text
    says that it does not hold. ``source`` is who says so, if not the outlet.
    """

    id: str
    article_id: str
    sentence: int
    kind: str
    subject: Participant
    object_text: str
    object_span: Span
    object_entity: str | None = None
    object_country: str | None = None
    value_text: str | None = None
    value_span: Span | None = None
    amount: float | None = None
    unit: str | None = None
    is_negated: bool = False
    source: Participant | None = None
    confidence: float | None = None
    trace: tuple[str, ...] = ()
    start: When | None = None
    start_span: Span | None = None
    end: When | None = None
    end_span: Span | None = None
    span: Span
