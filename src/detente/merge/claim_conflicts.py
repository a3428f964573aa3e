"""Where claims of standing facts differ from each other: one fact, different values."""

import datetime as dt
import math
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations, product

from detente.merge.conflict import CONTRADICTORY, DIFFERENT, conflict_id, source_in_words
from detente.merge.days import days_exclude, in_words
from detente.merge.fact_keys import fact_id, fact_key, fact_parties
from detente.model import Article, Claim, Conflict, Document, Reading, Span, When

BETWEEN_CLAIMS = "between_claims"
_FEW = 100  # below it every digit of a whole number counts
_ROUNDING = 1 + 1e-9  # what floating point adds
_MOST_TOLD = 100  # every two claims of a fact are compared, so one told very often is cut


@dataclass(frozen=True, slots=True)
class Told:
    """A claim and the article that tells it."""

    claim: Claim
    article: Article


@dataclass(frozen=True, slots=True)
class Rules:
    """Kinds that follow one another, and how far apart claims may be published to be compared."""

    steps: tuple[tuple[str, str], ...]
    window_days: int


Side = tuple[Told, str, Span | None]


def read_rules() -> Rules:
    """Return the packaged rules."""
    path = files("detente.merge").joinpath("data/fact_conflicts.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return Rules(tuple((one, other) for one, other in found["steps"]), found["window_days"])


def conflicts_between_claims(
    documents: Iterable[Document], rules: Rules | None = None
) -> list[Conflict]:
    """Return where claims of the documents give one fact different values, each once.

    Amounts that are equal when rounded alike do not differ; neither do days of which one holds the
    other, nor steps told in their order ("wants to join", then "is a member").
    """
    chosen = rules or read_rules()
    told = [
        Told(claim, document.article) for document in documents for claim in document.claims or ()
    ]
    told.sort(key=_order)
    facts = _grouped(told, lambda one: fact_key(one.claim))
    found = [conflict for group in facts for conflict in _conflicts(group, chosen)]
    found += _out_of_step(told, chosen)
    return list({conflict.id: conflict for conflict in found}.values())


def _order(told: Told) -> tuple[str, str, int, str]:
    published = str(told.article.published or dt.date.max)
    return published, told.article.id, told.claim.sentence, told.claim.id


def _grouped(
    told: Iterable[Told], key: Callable[[Told], tuple[str, ...]]
) -> Iterator[Sequence[Told]]:
    groups: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for one in told:
        groups[key(one)].append(one)
    yield from (group[:_MOST_TOLD] for group in groups.values() if len(group) > 1)


def _conflicts(group: Sequence[Told], rules: Rules) -> Iterator[Conflict]:
    fields: tuple[tuple[str, str, Callable[[Told, Told], tuple[Side, Side] | None]], ...] = (
        ("amount", DIFFERENT, lambda one, other: _amounts(one, other, rules)),
        ("start", DIFFERENT, lambda one, other: _days(one, other, "start")),
        ("end", DIFFERENT, lambda one, other: _days(one, other, "end")),
        ("holds", CONTRADICTORY, lambda one, other: _denial(one, other, rules)),
    )
    for field, grade, differ in fields:
        pairs = (differ(one, other) for one, other in combinations(group, 2))
        if sides := next(filter(None, pairs), None):
            yield _conflict(field, grade, sides)


def _amounts(one: Told, other: Told, rules: Rules) -> tuple[Side, Side] | None:
    a, b = one.claim, other.claim
    if a.amount is None or b.amount is None or a.is_negated or b.is_negated:
        return None
    if _periods_exclude(a, b) or not _is_near(one, other, rules):
        return None
    if is_same_amount(a.amount, b.amount):
        return None
    return _amount_side(one), _amount_side(other)


def is_same_amount(one: float, other: float) -> bool:
    """Whether two numbers are equal when the finer is rounded to the digits of the coarser."""
    return abs(one - other) <= max(_half_a_digit(one), _half_a_digit(other)) * _ROUNDING


def _half_a_digit(number: float) -> float:
    """Return half of the last digit that a number was probably written with: 0.5 for 35."""
    if not number:
        return 0.0
    magnitude = math.floor(math.log10(abs(number)))
    return 0.5 * 10.0 ** (magnitude - _digits(number) + 1)


def _digits(number: float) -> int:
    """Return the significant digits a number was probably written with: 35 two, 5e9 one."""
    if abs(number) < _FEW and number == int(number):
        return len(str(abs(int(number))))
    mantissa = f"{abs(number):.12e}".partition("e")[0]
    return len(mantissa.replace(".", "").rstrip("0")) or 1


def _periods_exclude(one: Claim, other: Claim) -> bool:
    a, b = _period(one), _period(other)
    return a is not None and b is not None and days_exclude(a, b)


def _period(claim: Claim) -> When | None:
    start = claim.start.earliest if claim.start else None
    end = claim.end.latest if claim.end else None
    return When(start, end) if (start or end) and not (start and end and start > end) else None


def _amount_side(told: Told) -> Side:
    claim = told.claim
    value = claim.value_text or " ".join(filter(None, (f"{claim.amount:g}", claim.unit)))
    return told, value, claim.value_span


def _days(one: Told, other: Told, edge: str) -> tuple[Side, Side] | None:
    a, b = (getattr(told.claim, edge) for told in (one, other))
    if one.claim.amount is not None:
        return None  # the days of an amount are the period it was counted in
    if a is None or b is None or one.claim.is_negated or other.claim.is_negated:
        return None
    return (_day_side(one, edge), _day_side(other, edge)) if _edges_exclude(a, b) else None


def _edges_exclude(one: When, other: When) -> bool:
    # A half-open edge ("since 2019") names one day, month or year: its known end is compared.
    a, b = (When(w.earliest or w.latest, w.latest or w.earliest, w.precision) for w in (one, other))
    shared = min(_length(a), _length(b))
    days = [
        day.isoformat()[:shared] for when in (a, b) for day in (when.earliest, when.latest) if day
    ]
    return days[1] < days[2] or days[3] < days[0]


_LENGTHS = {"year": 4, "decade": 4, "month": 7, "quarter": 7}


def _length(when: When) -> int:
    return _LENGTHS.get(when.precision.value, 10)


def _day_side(told: Told, edge: str) -> Side:
    when = getattr(told.claim, edge)
    word = "from" if edge == "start" else "until"
    return told, f"{word} {in_words(_closed(when))}", getattr(told.claim, f"{edge}_span")


def _closed(when: When) -> When:
    return When(when.earliest or when.latest, when.latest or when.earliest, when.precision)


def _denial(one: Told, other: Told, rules: Rules) -> tuple[Side, Side] | None:
    if one.claim.is_negated == other.claim.is_negated or not _is_near(one, other, rules):
        return None
    return _standing_side(one), _standing_side(other)


def _standing_side(told: Told) -> Side:
    claim = told.claim
    words = claim.kind.replace("_", " ")
    denial = "not: " if claim.is_negated else ""
    return told, f"{denial}{words} {claim.object_text}", claim.span


def _out_of_step(told: Sequence[Told], rules: Rules) -> Iterator[Conflict]:
    kinds = {kind for pair in rules.steps for kind in pair}
    stepping = [one for one in told if one.claim.kind in kinds and not one.claim.is_negated]
    for group in _grouped(stepping, lambda one: fact_parties(one.claim)):
        yield from _steps_apart(group, rules)


def _steps_apart(group: Sequence[Told], rules: Rules) -> Iterator[Conflict]:
    for earlier, later in rules.steps:
        before = [one for one in group if one.claim.kind == earlier]
        after = [one for one in group if one.claim.kind == later]
        apart = (pair for pair in product(after, before) if _is_after(*pair, rules))
        if pair := next(apart, None):
            yield _conflict("standing", DIFFERENT, (*map(_standing_side, pair),))


def _is_after(later: Told, earlier: Told, rules: Rules) -> bool:
    """Whether the earlier step is told on the day of the later one, or after it."""
    if not _is_near(later, earlier, rules):
        return False
    one, other = later.article.published, earlier.article.published
    return one is None or other is None or one <= other


def _is_near(one: Told, other: Told, rules: Rules) -> bool:
    a, b = one.article.published, other.article.published
    return a is None or b is None or abs((a - b).days) <= rules.window_days


def _conflict(field: str, grade: str, sides: Sequence[Side]) -> Conflict:
    readings = tuple(_reading(side) for side in sides)
    claim = sides[0][0].claim
    about = claim.subject.name or claim.subject.text
    said = ", but ".join(f"{one.source} says {one.value}" for one in readings)
    matter = f"{about}, {claim.kind.replace('_', ' ')} {claim.object_text}"
    return Conflict(
        id=conflict_id(fact_id(claim), field, readings),
        kind=BETWEEN_CLAIMS,
        field=field,
        grade=grade,
        readings=readings,
        explanation=f"{matter}: {said}.",
    )


def _reading(side: Side) -> Reading:
    told, value, span = side
    claim = told.claim
    outlet = source_in_words(told.article)
    named = (claim.source.name or claim.source.text) if claim.source else None
    return Reading(
        value=value,
        source=f"{named}, by {outlet}" if named else outlet,
        article_id=told.article.id,
        claim_id=claim.id,
        sentence=claim.sentence,
        span=span or claim.span,
    )
