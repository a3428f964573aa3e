"""Page titles of states, persons, organisations and towns that are not their plain names."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from detente.entities.lexicon import fold
from detente.entities.tables import rows

# States whose towns carry the name of their province or state in the title, unless listed.
_WITH_PROVINCE = frozenset({"USA", "AUS", "CAN"})


class Titles(NamedTuple):
    """Titles by entity id, of towns by (folded name, ISO3), of persons by folded name."""

    entities: Mapping[str, str]
    towns: Mapping[tuple[str, str], str]
    persons: Mapping[str, str]

    def person(self, name: str) -> str:
        """Return the title of a person, "" if the name is not listed."""
        return self.persons.get(fold(name), "")

    def plain(self, name: str) -> str:
        """Return a name as a title: underscores, a capital first.

        >>> Titles({}, {}, {}).plain("iPhone 4")
        'IPhone_4'
        """
        return (name[:1].upper() + name[1:]).replace(" ", "_").replace("’", "'")

    def place(self, name: str, admin: str, country: str) -> str:
        """Return the title of a town in a state or province of a country (ISO3).

        >>> titles = Titles({}, {("seattle", "USA"): "Seattle"}, {})
        >>> titles.place("Everett", "Washington", "USA")
        'Everett,_Washington'
        """
        listed = self.towns.get((fold(name), country))
        if listed:
            return listed
        province = f", {admin}" if admin and country in _WITH_PROVINCE else ""
        return self.plain(name + province)


def load_titles() -> Titles:
    """Return the packaged titles."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for scope, key, title, *_ in rows("own_things_titles.csv"):
        found[scope][key] = title
    towns = {_town(key): title for key, title in found["town"].items()}
    persons = {fold(key): title for key, title in found["person"].items()}
    return Titles(found["entity"], towns, persons)


def _town(key: str) -> tuple[str, str]:
    country, _, name = key.partition(":")
    return fold(name), country
