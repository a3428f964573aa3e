"""What many articles say together: records, conflicts and near-duplicates."""

import datetime as dt

from detente.model.base import Record, Span, When
from detente.model.findings import Modality, Participant
from detente.model.links import Place


class Reading(Record, frozen=True, kw_only=True):
    """One side of a conflict: a value, and where it stands.

    ``source`` is an outlet and article, or the table a known fact comes from.
    """

    value: str
    source: str
    article_id: str | None = None
    event_id: str | None = None
    claim_id: str | None = None
    sentence: int | None = None
    span: Span | None = None


class Conflict(Record, frozen=True, kw_only=True):
    """A field on which reports differ from each other, or from a known fact.

    ``grade``: finer, different, contradictory. A side has a reading of each article that tells it.
    ``kind``: between_reports, with_known_fact.
    """

    id: str
    record_id: str | None = None
    kind: str
    field: str
    grade: str
    readings: tuple[Reading, ...]
    explanation: str


class EventRecord(Record, frozen=True, kw_only=True):
    """One event in the world, with all its reports.

    ``n_reports`` counts events (reports), ``n_articles`` articles, ``n_origins`` independent
    origins (near-duplicates and agency copies folded). ``chosen_by`` tells for each chosen field
    the rule that chose it. ``part_of`` is the record this one is part of (a meeting in a visit),
    ``follows`` the one before it in a series (a stop of a tour, a round of talks).
    ``own_types`` are the names of all types of the user's own that its reports have.
    """

    id: str
    event_ids: tuple[str, ...]
    article_ids: tuple[str, ...]
    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo_code: str | None
    quad_class: int
    plover_score: float | None
    goldstein: float | None
    modality: Modality
    historical: bool
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    when: When | None
    place: Place | None
    topics: tuple[str, ...]
    own_types: tuple[str, ...] = ()
    n_reports: int
    n_articles: int
    n_origins: int
    part_of: str | None = None
    follows: str | None = None
    chosen_by: tuple[tuple[str, str], ...] = ()
    confidence: float


class NearDuplicate(Record, frozen=True, kw_only=True):
    """An article that repeats another: the original, and the share of text they have in common."""

    article_id: str
    original_id: str
    similarity: float
    reason: str


class StoryArticle(Record, frozen=True, kw_only=True):
    """An article in its story: how like the story's middle it is, 0..1, and by which words."""

    article_id: str
    likeness: float
    shared: tuple[str, ...]


class Story(Record, frozen=True, kw_only=True):
    """Articles on one happening, earliest first; the first is the founding article.

    ``label`` are a few telling words; ``central_id`` is the article most like all others. Days are
    those of publication, None where no article has one.
    """

    id: str
    label: str
    central_id: str
    first_published: dt.date | None
    last_published: dt.date | None
    articles: tuple[StoryArticle, ...]
