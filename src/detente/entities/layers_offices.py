"""Which office of the table a layer's row means, or the new one that it adds."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from detente.entities.people import slug
from detente.entities.tenure_records import Office


class _Sectors(NamedTuple):
    sector: str
    other_sector: str


class Offices:
    """The offices known so far; those that rows of layers add are kept in ``added``."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self._known: dict[tuple[str, str], list[Office]] = defaultdict(list)
        self._sectors: dict[str, _Sectors] = {}
        self.added: list[Office] = []
        for office in offices:
            self._known[office.state, office.kind].append(office)
            sectors = _Sectors(office.sector, office.other_sector)
            self._sectors.setdefault(office.kind, sectors)

    def find(self, state: str, kind: str, title: str, default_title: str) -> Office:
        """Return the office of a state by its title; without one the state's first of the kind.

        What is not known is added, under ``title`` or ``default_title``.
        """
        known = self._known[state, kind]
        same = [one for one in known if slug(one.title) == slug(title)] if title else known
        plain = [one for one in same if one.id == f"{state}:{kind}"]
        if same:
            return (plain or same)[0]
        shown = title or default_title
        identity = f"{state}:{kind}:{slug(shown)}"
        office = Office(identity, state, kind, shown, *self._sectors.get(kind, ("GOV", "")))
        known.append(office)
        self.added.append(office)
        return office
