"""An actor phrase taken apart: whose, which role, what name, former or not."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.entities.lexicon import Word, phrase_key, words_of
from detente.entities.registry import Registry, Role
from detente.link.mentions_units import Tagger, Unit

STATE_TAGS = frozenset("SACKXELD")
_RELATIONS = {"o": "of", "t": "to", "i": "in", "f": "in"}


class Reference(NamedTuple):
    """A state, body or organisation in a phrase.

    ``relation``: own ("Malaysia's minister"), of ("minister of Malaysia"), to ("ambassador to
    Poland"), in ("police in Nairobi"). ``ids`` are registry ids, several where a name is
    ambiguous.
    """

    tag: str
    ids: tuple[str, ...]
    relation: str
    words: str


class Parts(NamedTuple):
    """What an actor phrase says. ``persons`` are ids; ``name`` the words of a personal name."""

    references: tuple[Reference, ...]
    roles: tuple[Role, ...]
    persons: tuple[str, ...]
    name: str
    is_former: bool
    is_elect: bool
    is_acting: bool
    is_deputy: bool
    tags: str
    words: tuple[str, ...]


class Reader:
    """Takes phrases apart with one registry."""

    def __init__(self, registry: Registry, tagger: Tagger) -> None:
        self._registry = registry
        self._tagger = tagger
        self._roles: Mapping[str, Role] = {
            phrase_key(term): role for term, role in registry.roles.items()
        }

    def parts(self, text: str) -> Parts:
        """Return the parts of one actor phrase."""
        words = words_of(text)
        hits = self._registry.lexicon.matches(words)
        units = self._tagger.units(words, hits, titled=False)
        passing = {words[unit.first].folded for unit in units if unit.tag == "M"}
        modifiers = {words[unit.first].folded for unit in units if unit.tag == "m"}
        return Parts(
            references=tuple(self._references(words, units)),
            roles=tuple(self._roles_of(words, units)),
            persons=_persons(units),
            name=_name(text, words, units),
            is_former=any(unit.tag == "F" for unit in units),
            is_elect=bool(passing & {"elect", "designate"}),
            is_acting=bool(passing & {"acting", "interim", "caretaker"}),
            is_deputy=bool(modifiers & {"deputy", "vice", "assistant"}),
            tags="".join(unit.tag for unit in units),
            words=tuple(word.folded for word in words),
        )

    def _references(self, words: Sequence[Word], units: Sequence[Unit]) -> list[Reference]:
        found: list[Reference] = []
        relation = "own"
        for unit in units:
            relation = _RELATIONS.get(unit.tag, relation)
            if unit.tag in "RG,(":
                relation = "own"
            entries = [entry for entry in unit.entries if entry.tag == unit.tag]
            if unit.tag in STATE_TAGS | {"O", "B"} and entries:
                ids = tuple(dict.fromkeys(entry.id for entry in entries))
                found.append(Reference(unit.tag, ids, relation, _text(words, unit)))
            if unit.tag == "G":
                found.extend(self._bodies_named_like_roles(words, unit))
        return found

    def _bodies_named_like_roles(self, words: Sequence[Word], unit: Unit) -> list[Reference]:
        """Return what "Security Council" means where no state owns it."""
        entries = [entry for entry in unit.entries if entry.tag in "OB"]
        if not entries or words[unit.first].text[0].islower():
            return []
        return [Reference(entries[0].tag, (entries[0].id,), "default", _text(words, unit))]

    def _roles_of(self, words: Sequence[Word], units: Sequence[Unit]) -> list[Role]:
        """Return the roles of a phrase, that of its longest known wording first."""
        at = [index for index, unit in enumerate(units) if unit.tag in "RG"]
        if not at:
            return []
        single = [self._registry.roles[_term(units[index])] for index in at]
        whole = self._longest_role(words, units, at)
        return [whole, *(role for role in single if role != whole)] if whole else single

    def _longest_role(
        self, words: Sequence[Word], units: Sequence[Unit], at: Sequence[int]
    ) -> Role | None:
        for last in reversed(at):
            for first in range(max(0, at[0] - 3), last):
                key = _role_key(words, units[first : last + 1])
                if key in self._roles and units[first].tag in "RGmxFM":
                    return self._roles[key]
        return None


def _role_key(words: Sequence[Word], units: Sequence[Unit]) -> str:
    kept = [unit for unit in units if unit.tag not in "d'-SACKX"]
    return " ".join(word.folded for unit in kept for word in words[unit.first : unit.last])


def _term(unit: Unit) -> str:
    return next(entry.id for entry in unit.entries if entry.tag == "R")


def _text(words: Sequence[Word], unit: Unit) -> str:
    return " ".join(word.text for word in words[unit.first : unit.last])


def _persons(units: Sequence[Unit]) -> tuple[str, ...]:
    for unit in units:
        if unit.tag in "PU":
            return tuple(entry.id for entry in unit.entries if entry.tag in "PU")
    return ()


def _name(text: str, words: Sequence[Word], units: Sequence[Unit]) -> str:
    """Return the words of the first run of name units, "" without one."""
    run: list[Unit] = []
    for unit in units:
        if unit.tag in "PUW":
            run.append(unit)
        elif run and unit.tag != "-":
            break
    if not run:
        return ""
    return text[words[run[0].first].start : words[run[-1].last - 1].end]
