"""Whether somebody of whom no end is known is still in office: successors, and how long they stay.

The naive rule ("former six years after the last word") is right for 63 of 100 holders over the
next twelve years; the rule here, learned on half of the states and tried on the other half, for
73, and for 84 of 100 foreign ministers (``tools/build_tenure_evidence.py --check``). Most of that
is one thing: ministers seldom outlast a head of government.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from detente.entities.tables import rows
from detente.entities.tenure_records import Tenure, last_word, stretched

ANY, SAME, OTHER = "any", "same", "other"
# Kinds of office with one holder at a time; of others a successor must hold the same office.
_SINGLE = frozenset({"HOS", "HOG", "LEADER", "FM", "DM", "NSC", "INT", "FIN", "CDS", "HOIO"})
# Kinds of office that several hold side by side: nobody there is a successor.
_SHARED = frozenset(
    {"ACT", "BUSL", "DEP", "IGO_OFF", "JRNL", "JUDG", "MIL", "MP", "OPPL", "REBL", "RELL", "ROY"}
    | {"SPOX"}
)
# Kinds whose holders come and go with the head of government.
_OF_A_GOVERNMENT = frozenset(
    {"FM", "DM", "INT", "FIN", "TRADE", "JUS", "ENERGY", "ENV", "OTHER", "DEP", "DHOG", "DHOG2"}
    | {"NSC", "DEPNSC", "COS", "COORD", "SPY", "PRESSOFF"}
)
_POOL = "minister"
_LIKELY = 0.5
# Sources that confirm two holders within a quarter of each other may both be right.
_LATE = 0.25
_YEAR = 365.25


class Share(NamedTuple):
    """Of ``cases`` holders in office on a day, the share that still was ``years`` later."""

    years: int
    share: float
    cases: int


class Staying:
    """How long holders stay, by kind of office and whether the government changed."""

    def __init__(self, shares: Mapping[tuple[str, str], Sequence[Share]]) -> None:
        self._shares = shares
        self._lasts = {key: _years_likely(some) for key, some in shares.items()}

    def lasts(self, kind: str, government: str) -> float:
        """Return the years after the last word for which a holder is likelier there than not."""
        return self._lasts[self._key(kind, government)]

    def share(self, kind: str, government: str, years: float) -> Share | None:
        """Return the share nearest to so many years, or None where none was counted."""
        some = self._shares[self._key(kind, government)]
        near = min(some, key=lambda one: abs(one.years - years))
        return near if abs(near.years - years) <= 1 else None

    def is_of_a_government(self, kind: str) -> bool:
        """Say whether holders of this kind come and go with the head of government."""
        return kind in _OF_A_GOVERNMENT and (kind, ANY) not in self._shares

    def _key(self, kind: str, government: str) -> tuple[str, str]:
        if (kind, ANY) in self._shares:
            return (kind, ANY)
        known = kind if (kind, SAME) in self._shares else _POOL
        return (known, OTHER if government == OTHER else SAME)


def load_staying() -> Staying:
    """Return the packaged shares, counted in the packaged table of tenures."""
    shares: dict[tuple[str, str], list[Share]] = defaultdict(list)
    for kind, government, years, share, cases, *_ in rows("staying.csv"):
        shares[kind, government].append(Share(int(years), float(share), int(cases)))
    return Staying(shares)


def with_evidence(tenures: Sequence[Tenure], staying: Staying) -> Iterator[Tenure]:
    """Yield the tenures in their order; those without an end with what tells whether it came."""
    others: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tenures:
        others[tenure.kind, tenure.state].append(tenure)
    for given in tenures:
        tenure = _without_mere_absence(given, others[given.kind, given.state])
        if tenure.end:
            yield tenure
            continue
        heads = others.get(("HOG", tenure.state)) or others.get(("HOS", tenure.state), [])
        yield _judged(tenure, others[tenure.kind, tenure.state], heads, staying)


def _without_mere_absence(tenure: Tenure, others: Iterable[Tenure]) -> Tenure:
    """Return a tenure without an end that only says that a list no longer had the name.

    Where nobody followed, the list most likely changed the spelling; where somebody did, the end
    is the day on which that was.
    """
    if tenure.end_prec != "le":
        return tenure
    followers = [
        one.start for one in others if one.person != tenure.person and one.start > tenure.start
    ]
    if not followers:
        return tenure._replace(end="", end_prec="", asof=max(tenure.asof, tenure.end))
    start = _first_day(min(followers))
    return tenure._replace(end=start, end_prec="inferred") if start < tenure.end else tenure


def _judged(
    tenure: Tenure, others: Iterable[Tenure], heads: Sequence[Tenure], staying: Staying
) -> Tenure:
    word = stretched(last_word(tenure))
    succeeded = _successor(tenure, others, word)
    government = _new_government(heads, word) if staying.is_of_a_government(tenure.kind) else ""
    lapses = _later(word, staying.lasts(tenure.kind, SAME))
    if government:
        changed = _later(word, staying.lasts(tenure.kind, OTHER))
        lapses = min(lapses, max(government, changed))
    if not tenure.start and _is_held_by_another(tenure, others, word):
        # One list alone shows the name, others somebody else before and after it.
        lapses = word
    if succeeded:
        lapses = min(lapses, max(succeeded, word))
    return tenure._replace(succeeded=succeeded, government=government, lapses=lapses)


def _successor(tenure: Tenure, others: Iterable[Tenure], word: str) -> str:
    """Return the day on which somebody else took the office, "" if nobody is known to have.

    That is after the last word; or before it, where the other is confirmed long after it: then the
    source of the last word was late.
    """
    starts = [
        one.start
        for one in others
        if one.person != tenure.person
        and (one.start > word or _is_later(one, tenure, word))
        and (tenure.kind in _SINGLE or (one.office == tenure.office and tenure.kind not in _SHARED))
    ]
    return _first_day(min(starts, default=""))


def _is_later(one: Tenure, tenure: Tenure, word: str) -> bool:
    is_after = bool(tenure.start) and one.start > tenure.start
    return is_after and tenure.kind in _SINGLE and one.asof > _later(word, _LATE)


def _is_held_by_another(tenure: Tenure, others: Iterable[Tenure], word: str) -> bool:
    return tenure.kind in _SINGLE and any(
        one.person != tenure.person and one.start and one.start <= word < (one.end or one.asof)
        for one in others
    )


def _new_government(heads: Sequence[Tenure], word: str) -> str:
    before = [one for one in heads if one.start and one.start <= word]
    head = max(before, key=lambda one: one.start).person if before else ""
    starts = [one.start for one in heads if one.start > word and one.person != head]
    return _first_day(min(starts, default="")) if head else ""


def _first_day(iso: str) -> str:
    return iso + "0000-01-01"[len(iso) :] if iso else ""


def _later(iso: str, years: float) -> str:
    # A stretched month ends on a 31st, which it may not have; the far future leaves the calendar.
    near = min(iso, "9000-01-01")
    day = dt.date.fromisoformat(near[:8] + min(near[8:], "28"))
    return (day + dt.timedelta(days=_YEAR * years)).isoformat()


def _years_likely(shares: Sequence[Share]) -> float:
    """Return where the share falls below one half, between the years counted."""
    before = Share(0, 1.0, 0)
    for one in shares:
        if one.share < _LIKELY:
            return before.years + (before.share - _LIKELY) / (before.share - one.share)
        before = one
    return float(before.years)
