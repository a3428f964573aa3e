"""Who held which office on which day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from detente.entities.people import own_roles_of_people
from detente.entities.tables import rows
from detente.entities.tenure_evidence import load_staying, with_evidence
from detente.entities.tenure_records import (
    CONFIRMED,
    FORMER,
    FUTURE,
    IN_OFFICE,
    LEADING,
    OPEN,
    SHIPPED,
    WEIGHT,
    Held,
    Office,
    Rival,
    Tenure,
    last_word,
    standing,
    stretched,
)

__all__ = [
    "CONFIRMED",
    "FORMER",
    "FUTURE",
    "IN_OFFICE",
    "LEADING",
    "OPEN",
    "SHIPPED",
    "WEIGHT",
    "Held",
    "Office",
    "Rival",
    "Tenure",
    "Tenures",
    "last_word",
    "load_tenures",
    "standing",
    "stretched",
]


class Tenures:
    """The table of tenures, by office and by person.

    What a correction struck out is in ``struck`` and nowhere else; ``rivals`` are claims of other
    sources.
    """

    def __init__(
        self,
        tenures: Iterable[Tenure],
        offices: Iterable[Office],
        *,
        rivals: Sequence[Rival] = (),
        struck: Sequence[Tenure] = (),
    ) -> None:
        self.offices = {office.id: office for office in offices}
        self.rivals = rivals
        self.struck = struck
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
        held = self.all_of(office_type, state, day)
        return sorted((one for one in held if one.state in IN_OFFICE), key=_order)

    def all_of(self, office_type: str, state: str, day: dt.date) -> list[Held]:
        """Return all tenures of an office as they stand on a day, in the order of the table."""
        return [Held(tenure, standing(tenure, day)) for tenure in self._of(office_type, state)]

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
    tenures = list(shipped_tenures())
    return Tenures(with_evidence(tenures, load_staying()), shipped_offices(), rivals=_rivals())


def shipped_tenures() -> Iterator[Tenure]:
    """Yield the rows of the packaged table of tenures."""
    for number, row in enumerate(rows("tenures.csv.gz"), 2):
        (*what, start, end, start_prec, end_prec, asof, observed, sources, licence) = row
        days = (start, end, asof, observed)
        person, state, office, kind = what
        yield Tenure(
            person, state, office, kind, *days, sources, number, start_prec, end_prec, licence
        )
    for one in own_roles_of_people():
        days = (one.start, one.end, one.asof, "")
        yield Tenure(one.person, one.state, one.office, one.kind, *days, "own", one.row)


def shipped_offices() -> Iterator[Office]:
    """Yield the rows of the packaged table of offices."""
    for office, state, kind, title, sector, other, _ in rows("offices.csv.gz"):
        yield Office(office, state, kind, title, sector, other)
    for one in own_roles_of_people():
        yield Office(one.office, one.state, one.kind, one.title, one.sector, one.other_sector)


def _rivals() -> list[Rival]:
    return [Rival(*row) for row in rows("rivals.csv")]


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
