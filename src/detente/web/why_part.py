"""How a report was coded, for the page of its event."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from detente.analyze.views import Report
from detente.analyze.why import Evidence, Why
from detente.model import Record
from detente.store.loading import Connection
from detente.store.why import whys
from detente.web import labels
from detente.web.highlight import ALL_ROLES, Mark, highlighted


class Guessed(Record, frozen=True, kw_only=True):
    """A type that the words may tell of, and how likely; the first is what was chosen."""

    event_type: str
    probability: float
    is_chosen: bool


class WhyPart(Record, frozen=True, kw_only=True):
    """A report with its sentence marked, and the facts of its coding as pairs of name and words.

    ``letters`` are those of the marks, with what each stands for.
    """

    why: Why
    sentence: Markup
    letters: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    guesses: tuple[Guessed, ...]


def why_parts(connection: Connection, reports: Sequence[Report]) -> list[WhyPart]:
    """Return how each of some reports was coded, in their order."""
    return [_part(one) for one in whys(connection, reports)]


def _part(one: Why) -> WhyPart:
    quotation = one.quotation
    marks = [Mark(item.span, item.letter) for item in one.evidence]
    own = Guessed(event_type=one.event.event_type, probability=one.event.confidence, is_chosen=True)
    others = (
        Guessed(event_type=other.event_type, probability=other.probability, is_chosen=False)
        for other in one.runners_up
    )
    return WhyPart(
        why=one,
        sentence=highlighted(quotation.text, quotation.span.start, marks),
        letters=tuple(_letters(one.evidence)),
        facts=tuple((name, words) for name, words in _facts(one) if words),
        guesses=(own, *others),
    )


def _letters(evidence: Iterable[Evidence]) -> Iterable[tuple[str, str]]:
    seen = {item.letter for item in evidence}
    return ((letter, role) for letter, role in ALL_ROLES.items() if letter in seen)


def _facts(one: Why) -> list[tuple[str, str]]:
    event = one.event
    kind = ", ".join(filter(None, (event.event_type, event.mode)))
    score = "" if event.plover_score is None else f"; PLOVER score {event.plover_score:+g}"
    mark = labels.MODALITIES[event.modality.value] + ", background" * event.historical
    status = ": ".join(filter(None, (mark, one.modality_reason)))
    return [
        ("type", kind),
        ("class", f"{one.quad_name}{score}"),
        ("CAMEO", _code(one)),
        ("own types", ", ".join(event.own_types)),
        ("status", f"{status}; {one.certainty}"),
        ("claimed by", one.chain),
    ]


def _code(one: Why) -> str:
    event = one.event
    if event.cameo_code is None:
        return ""
    value = "" if event.goldstein is None else f"; Goldstein {event.goldstein:+g}"
    return f"{event.cameo_code}, {one.code_label}{value}"
