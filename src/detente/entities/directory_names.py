"""What a country, office or person is called in a question or a corrections file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from detente.entities.lexicon import Entry, fold, phrase_key
from detente.entities.records import Registry
from detente.entities.tables import rows
from detente.errors import QueryError

# Names before adjectives and nationals, those before organisations, capitals and palaces last.
_COUNTRY_TAGS = (("S",), ("A", "D", "E"), ("O",), ("C", "K"))
_NEAR = 60  # of 100; below it a suggestion is noise
_SUGGESTED = 3
_CODE_LENGTH = 3


class OfficeNames(NamedTuple):
    """What a type of office and those who hold it are called."""

    name: str
    plural: str


def office_names() -> dict[str, OfficeNames]:
    """Return the names of office types by code: FM, "foreign minister", "foreign ministers"."""
    return {row[0]: OfficeNames(row[1], row[2]) for row in rows("own_office_types.csv")}


class Names:
    """Reads codes and names; what nobody goes by is an error that lists what comes near."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._offices = office_names()
        self._office_names = {code: names.name for code, names in self._offices.items()}

    def country(self, asked: str) -> str:
        """Return the ISO3 code or organisation id of a code, name or demonym.

        Raises:
            QueryError: nobody goes by it, or several do.
        """
        code = asked.strip().upper()
        if code in self._registry.states or code in self._registry.organisations:
            return code
        for tags in _COUNTRY_TAGS:
            found = self._named(asked, tags)
            if len(found) == 1:
                return found[0]
            if found:
                listed = " or ".join(f"{one} ({self.country_name(one)})" for one in found)
                raise QueryError(f"{asked!r} may mean {listed}; give the code")
        raise QueryError(f"no country or organisation {asked!r}{self._near_country(asked)}")

    def country_name(self, code: str) -> str:
        """Return the name of a state or organisation, or the code if there is none."""
        organisation = self._registry.organisations.get(code)
        state = self._registry.states.get(code)
        return organisation.name if organisation else state.name if state else code

    def office_types(self, asked: str) -> tuple[str, ...]:
        """Return the codes of the office types that a code or role noun may mean, likeliest first.

        Raises:
            QueryError: nothing is called so.
        """
        if asked.strip().upper() in self._office_names:
            return (asked.strip().upper(),)
        key = phrase_key(asked)
        named = [code for code, name in self._office_names.items() if phrase_key(name) == key]
        roles = [self._registry.roles[one.id] for one in self._entries(asked) if one.tag == "R"]
        types = named[:1] or [kind for role in roles[:1] for kind in role.office_types]
        if types:
            return tuple(types)
        choices = {
            **{code: f"{code} ({name})" for code, name in self._office_names.items()},
            **{name: f"{code} ({name})" for code, name in self._office_names.items()},
            **{term: term for term, one in self._registry.roles.items() if one.office_types},
        }
        near = suggestion(asked, choices) or f"; codes: {', '.join(self._office_names)}"
        raise QueryError(f"no office {asked!r}{near}")

    def office_name(self, code: str) -> str:
        """Return the name of an office type: FM gives "foreign minister"."""
        return self._office_names.get(code, code)

    def office_plural(self, code: str) -> str:
        """Return the name of those who hold an office type: FM gives "foreign ministers"."""
        return self._offices[code].plural if code in self._offices else "such holders"

    def person(self, asked: str, state: str | None = None) -> str:
        """Return the id of a person, by id or by one of the names.

        Raises:
            QueryError: nobody goes by it, or several do.
        """
        if asked in self._registry.persons:
            return asked
        found = self.persons(asked)
        if state and len(found) > 1:
            found = [one for one in found if self._registry.persons[one].state == state] or found
        if len(found) == 1:
            return found[0]
        if found:
            raise QueryError(f"{asked!r} may mean {' or '.join(found)}; give the id")
        known = {one.name: f"{one.name} ({one.id})" for one in self._registry.persons.values()}
        raise QueryError(f"nobody named {asked!r}{suggestion(asked, known)}")

    def persons(self, asked: str) -> list[str]:
        """Return the ids of all who go by a name, or by a single name ("Shoigu")."""
        entries = self._entries(asked)
        exact = [one.id for one in entries if one.tag in {"P", "U"}]
        return exact or list(self._registry.surnames.get(fold(asked.strip()), ()))

    def _named(self, asked: str, tags: Sequence[str]) -> list[str]:
        entries = self._entries(asked)
        found = dict.fromkeys(one.id for one in entries if one.tag in tags)
        states = self._registry.states
        lasting = [one for one in found if one not in states or not states[one].ended]
        full = [one for one in lasting if one not in states or states[one].is_state]
        return full or lasting or list(found)

    def _entries(self, asked: str) -> tuple[Entry, ...]:
        return self._registry.lexicon.entries(asked)

    def _near_country(self, asked: str) -> str:
        names = self._registry.lexicon.keys({"S", "A", "O"})
        choices = {name: self._labelled(code) for name, code in names}
        codes = {code: self._labelled(code) for code in self._registry.states}
        is_code = len(asked) == _CODE_LENGTH and asked.isupper()
        return suggestion(asked, codes if is_code else choices)

    def _labelled(self, code: str) -> str:
        return f"{code} ({self.country_name(code)})"


def suggestion(asked: str, choices: Mapping[str, str]) -> str:
    """Return "; did you mean A, B?" with the labels of the names nearest to ``asked``, or ""."""
    labels = dict.fromkeys(label for label, _ in nearest(asked, choices))
    return f"; did you mean {', '.join([*labels][:_SUGGESTED])}?" if labels else ""


def nearest(asked: str, choices: Mapping[str, str]) -> Iterable[tuple[str, float]]:
    """Yield (label, score of 100) of the choices whose key is spelled most like ``asked``."""
    keys = {key: fold(key) for key in choices}
    found = process.extract(
        fold(asked), keys, scorer=fuzz.ratio, limit=2 * _SUGGESTED, score_cutoff=_NEAR
    )
    for _, score, key in found:
        yield choices[key], score
