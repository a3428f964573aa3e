"""The frozen records that pass between stages and into the store. No behaviour.

Spans are Unicode code points into ``Document.text``, end exclusive. Days are calendar days.
Fields named ``span`` are the evidence a value rests on. None means unknown, never a default.
"""

from detente.model.base import Precision, Record, Span, When
from detente.model.corpus import (
    Conflict,
    EventRecord,
    NearDuplicate,
    Reading,
    Story,
    StoryArticle,
)
from detente.model.decisions import Decision, DecisionKind, Overruled, Party
from detente.model.document import Document
from detente.model.findings import (
    About,
    Alternative,
    Claim,
    Event,
    Modality,
    Participant,
    Statement,
    Topic,
)
from detente.model.links import Chain, Link, Mention, Place, TimeExpression
from detente.model.text import Article, Language, Name, Parse, Problem, Removed, Sentence, Word

__all__ = [
    "About",
    "Alternative",
    "Article",
    "Chain",
    "Claim",
    "Conflict",
    "Decision",
    "DecisionKind",
    "Document",
    "Event",
    "EventRecord",
    "Language",
    "Link",
    "Mention",
    "Modality",
    "Name",
    "NearDuplicate",
    "Overruled",
    "Parse",
    "Participant",
    "Party",
    "Place",
    "Precision",
    "Problem",
    "Reading",
    "Record",
    "Removed",
    "Sentence",
    "Span",
    "Statement",
    "Story",
    "StoryArticle",
    "TimeExpression",
    "Topic",
    "When",
    "Word",
]
