"""The page Review: merges to judge, and the decisions that were made."""

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from detente.analyze.decision_views import DecisionView, ReportWords
from detente.model import Record
from detente.store.decided import decision_views
from detente.store.loading import Connection
from detente.store.uncertain import UncertainPair, uncertain_pairs
from detente.web.highlight import event_marks, highlighted

_PAIRS: Final = 20
_DECISIONS: Final = 100


class Asked(Record, frozen=True, kw_only=True):
    """A pair to judge: its two sentences with their evidence marked."""

    pair: UncertainPair
    sentences: tuple[Markup, Markup]


def review_page(connection: Connection) -> Mapping[str, Any]:
    """Return what the template of the review shows."""
    made = decision_views(connection)
    return {
        "pairs": [_asked(pair) for pair in uncertain_pairs(connection, _PAIRS)],
        "decisions": made[:_DECISIONS],
        "n_decisions": len(made),
        "n_in_force": sum(view.status == "in force" for view in made),
    }


def review(connection: Connection) -> Mapping[str, Any]:
    """Return the pairs and all decisions, for machines."""
    return {
        "pairs": uncertain_pairs(connection, _PAIRS),
        "decisions": decision_views(connection),
    }


def can_be_undone(view: DecisionView) -> bool:
    """Whether a decision still says something that an undo would take back."""
    return view.undone_by is None


def _asked(pair: UncertainPair) -> Asked:
    return Asked(pair=pair, sentences=(_sentence(pair.one), _sentence(pair.other)))


def _sentence(told: ReportWords) -> Markup:
    quotation, event = told.quotation, told.event
    if quotation is None or event is None:
        return Markup("")
    return highlighted(quotation.text, quotation.span.start, event_marks(event))
