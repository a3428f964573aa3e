"""What questions are answered with: the records of ``detente.analyze.views``."""

from detente.analyze.claim_life import Life, Step, Telling
from detente.analyze.facts import FactFilter, FactLine
from detente.analyze.promises import Promise, PromiseFilter
from detente.analyze.said import StatementFilter, StatementView
from detente.analyze.views import (
    ArticleHead,
    ArticleView,
    ClaimLine,
    ConflictLine,
    Counts,
    DyadView,
    EventFilter,
    EventLine,
    EventView,
    Info,
    Month,
    Office,
    PersonView,
    ProblemLine,
    Quotation,
    Report,
    StatementLine,
)
from detente.merge.fact_checks import Check

__all__ = [
    "ArticleHead",
    "ArticleView",
    "Check",
    "ClaimLine",
    "ConflictLine",
    "Counts",
    "DyadView",
    "EventFilter",
    "EventLine",
    "EventView",
    "FactFilter",
    "FactLine",
    "Info",
    "Life",
    "Month",
    "Office",
    "PersonView",
    "ProblemLine",
    "Promise",
    "PromiseFilter",
    "Quotation",
    "Report",
    "StatementFilter",
    "StatementLine",
    "StatementView",
    "Step",
    "Telling",
]
