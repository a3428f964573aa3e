"""Who held which office on which day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from detente.entities.tables import rows

# How a tenure stands to a day; the first that fits is the better known.
CONFIRMED, OPEN, FORMER, FUTURE = "confirmed", "open", "former", "future"
IN_OFFICE = frozenset({CONFIRMED, OPEN})
# A person in two offices is called by the weightier one.
_BY_WEIGHT = (
    *("HOS", "HOG", "LEADER", "CROWN", "HOIO", "FM", "DM", "NSC", "HOIO2", "DHOG", "DHOG2", "DHOS"),
    *("INT", "FIN", "CDS", "SPY", "SPY2", "TRADE", "ENERGY", "JUS", "ENV", "COS", "CBANK"),
    *("SPEAKER", "SPEAKER2", "SPOX", "SPOX2", "PRESSOFF", "DEP", "FSEC", "AMB", "COORD"),
    *("IGO_OFF", "OTHER", "GOVGEN"),
)
WEIGHT = {kind: weight for weight, kind in enumerate(_BY_WEIGHT)}


# Who holds one of these is called by surname alone.
LEADING = ("HOS", "HOG", "LEADER", "FM", "DM", "NSC", "HOIO", "HOIO2", "DHOS", "CROWN")


class Tenure(NamedTuple):
    """One person's time in one office, days inclusive; "" where the table is silent.

    ``start``, ``end`` and ``asof`` are ISO dates cut to what is known (YYYY, YYYY-MM). Without an
    ``end``, ``asof`` is the day until which a source confirmed it; ``observed`` the month of a
    list that shows it, without start or end. ``row`` is the line of the table, for reference.
    """

    person: str
    state: str
    office: str
    kind: str
    start: str
    end: str
    asof: str
    observed: str
    sources: str
    row: int


class Office(NamedTuple):
    """An office: its type, title, PLOVER sector and further sectors."""

    id: str
    state: str
    kind: str
    title: str
    sector: str
    other_sector: str


class Held(NamedTuple):
    """A tenure as it stands on a day: confirmed, open, former or future."""

    tenure: Tenure
    state: str


class Tenures:
    """The table of tenures, by office and by person."""

    def __init__(self, tenures: Iterable[Tenure], offices: Iterable[Office]) -> None:
        self.offices = {office.id: office for office in offices}
        self._by_office: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
        self._by_person: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in tenures:
            self._by_office[tenure.kind, tenure.state].append(tenure)
            self._by_person[tenure.person].append(tenure)

    def holders(self, office_type: str, state: str, day: dt.date) -> list[Held]:
        """Return who holds an office of a state or organisation on a day, best known first.

        ``office_type`` is a code of the table (HOS, HOG, FM, DM, ...). Of several, a confirmed
        holder comes before an open one, a later start before an earlier.
        """
        held = [Held(tenure, standing(tenure, day)) for tenure in self._of(office_type, state)]
        return sorted((one for one in held if one.state in IN_OFFICE), key=_order)

    def latest_holder(self, office_type: str, state: str) -> Tenure | None:
        """Return the tenure with the latest known start, or None if the table has none."""
        return max(self._of(office_type, state), key=_last_known, default=None)

    def offices_of(self, person: str, day: dt.date) -> list[Held]:
        """Return all tenures of a person as they stand on a day, the one to name first.

        Offices held that day come first, weightier before lighter; then the latest former, then
        future ones. A person out of every tenure has only former or future ones.
        """
        held = [Held(one, standing(one, day)) for one in self._by_person.get(person, ())]
        return sorted(held, key=_naming_order)

    def tenures_of(self, person: str) -> list[Tenure]:
        """Return all tenures of a person in the order of the table."""
        return self._by_person.get(person, [])

    def of_kind(self, office_type: str) -> list[Tenure]:
        """Return all tenures of one office type, of every state."""
        return [
            one
            for (kind, _), some in self._by_office.items()
            if kind == office_type
            for one in some
        ]

    def _of(self, office_type: str, state: str) -> list[Tenure]:
        return self._by_office.get((office_type, state), [])


def load_tenures() -> Tenures:
    """Return the packaged table of tenures."""
    return Tenures(_tenures(), _offices())


def standing(tenure: Tenure, day: dt.date) -> str:
    """Return how a tenure stands on a day: confirmed, open, former or future.

    Open means that no end is known and no source has confirmed it up to that day. Six years after
    the last word about it, it counts as former.
    """
    # ISO dates sort as text, and a shortened one before every day inside it, which is right
    # for a start; an end is stretched to the last day it may mean.
    iso = day.isoformat()
    if not tenure.start and not tenure.end and tenure.observed:
        return _observed_standing(tenure.observed, iso)
    if tenure.start > iso:
        return FUTURE
    if tenure.end:
        return CONFIRMED if iso <= _stretched(tenure.end) else FORMER
    known = max(tenure.asof, tenure.observed, tenure.start)
    if iso <= _stretched(tenure.asof or tenure.start):
        return CONFIRMED
    return OPEN if int(iso[:4]) - int(known[:4]) <= _OPEN_YEARS else FORMER


# How long a holder of whom no end is known is believed to stay: ministers serve shorter.
_OPEN_YEARS = 6
# Seen in one dated list only: trusted for a year on either side of it.
_OBSERVED_YEARS = 1


def _observed_standing(observed: str, iso: str) -> str:
    year, seen = int(iso[:4]), int(observed[:4])
    if abs(year - seen) <= _OBSERVED_YEARS:
        return OPEN
    return FORMER if year > seen else FUTURE


def _stretched(shortened: str) -> str:
    return (
        shortened + "-12-31"[len(shortened) - 10 :]
        if len(shortened) < len("YYYY-MM-DD")
        else shortened
    )


def _order(held: Held) -> tuple[bool, str]:
    return (held.state != CONFIRMED, _inverted(held.tenure.start))


def _naming_order(held: Held) -> tuple[int, int, str]:
    rank = 0 if held.state in IN_OFFICE else 1 if held.state == FORMER else 2
    weight = WEIGHT.get(held.tenure.kind, len(WEIGHT)) if rank == 0 else 0
    return (rank, weight, _inverted(held.tenure.end or held.tenure.start))


def _inverted(text: str) -> str:
    """Return a key that sorts ISO dates in descending order."""
    return "".join(chr(0x7F - ord(letter)) for letter in text) + "\x7f"


def _last_known(tenure: Tenure) -> str:
    return tenure.start or tenure.observed


def _tenures() -> Iterator[Tenure]:
    for number, row in enumerate(rows("tenures.csv.gz"), 2):
        person, state, office, kind, start, end, _, _, asof, observed, sources, _ = row
        yield Tenure(person, state, office, kind, start, end, asof, observed, sources, number)


def _offices() -> Iterator[Office]:
    for office, state, kind, title, sector, other, _ in rows("offices.csv.gz"):
        yield Office(office, state, kind, title, sector, other)
