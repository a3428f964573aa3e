"""Who held which office on which day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from detente.entities.compiled import read_compiled
from detente.entities.layers import Layer
from detente.entities.layers_apply import laid_over
from detente.entities.layers_files import has_layers, read_layers
from detente.entities.records import Registry
from detente.entities.registry import load_registry
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
    OfficeDays,
    Rival,
    Tenure,
    last_word,
    office_days,
    standing,
    stretched,
)
from detente.entities.tenure_rows import shipped_offices, shipped_rivals, shipped_tenures
from detente.settings import Actors

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
    "OfficeDays",
    "Rival",
    "Tenure",
    "TenureRows",
    "Tenures",
    "laid_tenures",
    "last_word",
    "load_tenures",
    "office_days",
    "standing",
    "stretched",
    "tenure_rows",
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

        Each person comes once. ``office_type`` is a code of the table (HOS, HOG, FM, DM, ...). Of
        several, a confirmed holder comes before an open one, a later start before an earlier.
        """
        held = self.all_of(office_type, state, day)
        ranked = sorted((one for one in held if one.state in IN_OFFICE), key=_order)
        first: dict[str, Held] = {}
        for one in ranked:
            first.setdefault(one.tenure.person, one)
        return list(first.values())

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

    def terms_of(self, office_types: Iterable[str]) -> list[tuple[str, str, str]]:
        """Return first day, end and person of every tenure of some office types.

        A day is one of them by its ISO text: first <= day < end.
        """
        held = (one for office_type in office_types for one in self.of_kind(office_type))
        return [(*office_days(one), one.person) for one in held]

    def _of(self, office_type: str, state: str) -> list[Tenure]:
        return self._by_office.get((office_type, state), [])


def load_tenures(actors: Actors | None = None, registry: Registry | None = None) -> Tenures:
    """Return the packaged table of tenures, with the layers of the settings over it.

    Layers name persons by what they are called: ``registry`` is what is known by name with the
    same layers over it; it is loaded if it is not given. The packaged table is read once a process.

    Raises:
        LayerError: an update or corrections file is broken; names file and line.
    """
    if actors is None or not has_layers(actors):
        return _shipped()
    return laid_tenures(read_layers(actors, registry or load_registry(actors)))


class TenureRows(msgspec.Struct, frozen=True, array_like=True):
    """The packaged tenures as they are compiled: judged, with offices and rival claims."""

    tenures: list[Tenure]
    offices: list[Office]
    rivals: list[Rival]


@cache
def _shipped() -> Tenures:
    rows = read_compiled("tenures", TenureRows) or tenure_rows()
    return Tenures(rows.tenures, rows.offices, rivals=rows.rivals)


def tenure_rows() -> TenureRows:
    """Return the tenures as the packaged tables make them."""
    judged = with_evidence(list(shipped_tenures()), load_staying())
    return TenureRows(list(judged), list(shipped_offices()), shipped_rivals())


def laid_tenures(layers: Sequence[Layer]) -> Tenures:
    """Return the packaged table of tenures with layers over it, the lowest first.

    Raises:
        LayerError: a correction ends or strikes out a tenure that is not there.
    """
    laid = laid_over(list(shipped_tenures()), layers)
    offices = [*shipped_offices(), *(office for layer in layers for office in layer.offices)]
    judged = with_evidence(laid.tenures, load_staying())
    return Tenures(judged, offices, rivals=shipped_rivals(), struck=laid.struck)


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
