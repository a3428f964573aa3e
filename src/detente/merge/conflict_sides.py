"""The sides of a disagreement: a value, and who tells it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from detente.merge.reports import Report
from detente.model import Modality, Span

FINER, DIFFERENT, CONTRADICTORY = "finer", "different", "contradictory"


@dataclass(frozen=True, slots=True)
class Telling:
    """A report that tells a value, and the words."""

    report: Report
    span: Span | None


@dataclass(frozen=True, slots=True)
class Side:
    """A value in words, and those who tell it, ordered by rank; at least one."""

    value: str
    told: tuple[Telling, ...]

    @property
    def is_plan(self) -> bool:
        """Whether all who tell it tell what was planned, or that it fell."""
        return all(telling.report.event.modality in _AHEAD for telling in self.told)

    @property
    def is_in_words(self) -> bool:
        """Whether words of a report tell it; else it was worked out."""
        return any(telling.span for telling in self.told)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field with two sides or more, and how far they are apart."""

    field: str
    grade: str
    sides: tuple[Side, ...]


_AHEAD = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL, Modality.DENIED})


def sides_of(
    reports: Iterable[Report],
    value: Callable[[Report], str | None],
    span: Callable[[Report], Span | None],
) -> list[Side]:
    """Return a side for each value that reports tell, in the order of those who tell it first."""
    told: dict[str, list[Telling]] = {}
    for report in reports:
        if (text := value(report)) is not None:
            told.setdefault(text, []).append(Telling(report, span(report)))
    return [Side(text, tuple(tellings)) for text, tellings in told.items()]


def grade_of_rivals(sides: Sequence[Side]) -> str:
    """Return how far apart sides are that exclude each other.

    What was planned and what came of it were true in their time; what is told as done was not.
    """
    n_firm = sum(not side.is_plan for side in sides)
    return DIFFERENT if n_firm <= 1 < len(sides) else CONTRADICTORY


def finer_sides(sides: Sequence[Side], holds: Callable[[Side, Side], bool]) -> tuple[Side, ...]:
    """Return values that hold another, and the most told of those they hold; none if none does."""
    wide = [side for side in sides if any(holds(side, other) for other in sides)]
    held = [side for side in sides if side not in wide and any(holds(one, side) for one in wide)]
    if not held:
        return ()
    best = max(held, key=lambda side: (side.is_in_words, _n_articles(side), -sides.index(side)))
    around = [side for side in wide if holds(side, best)]
    return tuple(side for side in sides if side in around or side is best)


def are_of_one_article(reports: Iterable[Report]) -> bool:
    """Say whether reports are all told by one article."""
    return len({report.article.id for report in reports}) == 1


def _n_articles(side: Side) -> int:
    return len({telling.report.article.id for telling in side.told})
