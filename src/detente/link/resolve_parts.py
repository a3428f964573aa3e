"""An actor phrase taken apart: whose, which role, what name, former or not."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.entities.lexicon import phrase_key, words_of
from detente.entities.registry import Registry, Role
from detente.kept import Kept
from detente.link.mentions_patterns import BEHALF
from detente.link.mentions_units import Tagger, Unit, tags_of
from detente.model import Word

STATE_TAGS = frozenset("SACKXELDc")
_RELATIONS = {"o": "of", "t": "to", "i": "in", "f": "in"}


# "the Bush administration", "Netanyahu's government"
_LED = re.compile(r"^d?[FMm]?[PUW]'?m?G")


# The same few phrases come again and again in a corpus.
_PHRASES_KEPT = 20_000
_ELECT = frozenset(("elect", "designate"))


# "Erdogan's spokesman": the one who is owned is meant.
_OWNED = re.compile(r"^[^,(]*[PUW]'[FMm-]{0,3}R$")


class Reference(NamedTuple):
    """A state, body or organisation in a phrase.

    ``relation``: own ("Malaysia's minister"), of ("minister of Malaysia"), to ("ambassador to
    Poland"), in ("police in Nairobi"), about ("Russia expert"). ``ids`` are registry ids, several
    where a name is ambiguous.
    """

    tag: str
    ids: tuple[str, ...]
    relation: str
    words: str


class Parts(NamedTuple):
    """What an actor phrase says. ``persons`` are ids; ``name`` the words of a personal name.

    ``leader`` is the name in "the Bush administration" or "an aide to Bush", who is not meant.
    """

    references: tuple[Reference, ...]
    roles: tuple[Role, ...]
    persons: tuple[str, ...]
    name: str
    is_former: bool
    is_elect: bool
    is_acting: bool
    is_deputy: bool
    description: str
    leader: str
    titles: tuple[str, ...]
    tags: str
    words: tuple[str, ...]


class Reader:
    """Takes phrases apart with one registry."""

    def __init__(self, registry: Registry, tagger: Tagger) -> None:
        self._registry = registry
        self._tagger = tagger
        self._known = Kept(self._parts, _PHRASES_KEPT)
        self._roles: Mapping[str, Role] = {
            _without_articles(phrase_key(term).split()): role
            for term, role in reversed(list(registry.roles.items()))
        }

    def parts(self, text: str) -> Parts:
        """Return the parts of one actor phrase."""
        return self._known[text]

    def _parts(self, text: str) -> Parts:
        words = words_of(text)
        hits = self._registry.lexicon.matches(words)
        units = self._tagger.units(words, hits)
        tags = tags_of(units)
        led = _LED.search(tags) or BEHALF.fullmatch(tags) or _OWNED.search(tags)
        passing = {words[unit.first].folded for unit in units if unit.tag == "M"}
        modifiers = {words[unit.first].folded for unit in units if unit.tag == "m"}
        return Parts(
            references=tuple(self._references(words, units)),
            roles=tuple(self._roles_of(words, units)),
            persons=() if led else _persons(units),
            name="" if led else _name(text, words, units),
            is_former=any(unit.tag == "F" for unit in units),
            is_elect=any(word.folded in _ELECT for word in words),
            is_acting=bool(passing & {"acting", "interim", "caretaker"}),
            is_deputy=bool(modifiers & {"deputy", "vice", "assistant"}),
            description="" if led else _description(text, words, units),
            leader=_name(text, words, units) if led else "",
            titles=tuple(words[unit.first].folded for unit in units if unit.tag == "T"),
            tags=tags,
            words=tuple(word.folded for word in words),
        )

    def _references(self, words: Sequence[Word], units: Sequence[Unit]) -> list[Reference]:
        found: list[Reference] = []
        relation = "own"
        found_role = ""
        for index, unit in enumerate(units):
            if unit.tag in "RG":
                term = _term(unit)
                found_role = "mission" if "peacekeep" in term else term.split()[-1]
            relation = _RELATIONS.get(unit.tag, relation)
            if unit.tag in "RG,(":
                relation = "own"
            wanted = STATE_TAGS if unit.tag in STATE_TAGS else {unit.tag}
            entries = [entry for entry in unit.entries if entry.tag in wanted]
            if relation in {"in", "to"} and found_role in _POSTED:
                relation = "host"
            if unit.tag in STATE_TAGS | {"O", "B"} and entries:
                ids = tuple(dict.fromkeys(entry.id for entry in entries))
                kind = "about" if _is_topic(units[index:]) else relation
                kind = "own" if relation != "own" and _is_mission(units[index:]) else kind
                found.append(Reference(unit.tag, ids, kind, _text(words, unit)))
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
        """Return the roles of a phrase, the one that decides what it is first.

        That is the longest known wording, else the last before "of", "in" or a comma.
        """
        at = [index for index, unit in enumerate(units) if unit.tag in "RG"]
        if not at:
            return []
        head = next((i for i in range(at[0], len(units)) if units[i].tag in _TAIL), len(units))
        order = [i for i in reversed(at) if i < head] + [i for i in at if i > head]
        single = [self._registry.roles[_term(units[index])] for index in order]
        whole = self._longest_role(words, units, at)
        return [whole, *(role for role in single if role != whole)] if whole else single

    def _longest_role(
        self, words: Sequence[Word], units: Sequence[Unit], at: Sequence[int]
    ) -> Role | None:
        for last in reversed(at):
            kept = _role_words(words, units[max(0, at[0] - 3) : last + 1])
            longer = range(len(kept) - _length(words, units[last]))
            known = (self._roles.get(_without_articles(kept[first:])) for first in longer)
            role = next((role for role in known if role), None)
            if role:
                return role
        return None


# What these are in is not whose they are.
_POSTED = frozenset(
    (
        "embassy",
        "embassies",
        "consulate",
        "ambassador",
        "envoy",
        "diplomat",
        "diplomats",
        "negotiators",
        "mission",
        "delegation",
        "alliance",
        "bloc",
    )
)
# What begins the part of a phrase that only describes its head.
_TAIL = "oift,("


# A state's name, not its adjective, before one of these is what they work on.
_TOPICAL = frozenset(
    (
        "expert",
        "experts",
        "analyst",
        "analysts",
        "specialist",
        "specialists",
        "scholar",
        "scholars",
        "watcher",
        "watchers",
        "researcher",
        "researchers",
        "adviser",
        "advisor",
        "advisers",
        "correspondent",
        "envoy",
    )
)


def _is_topic(units: Sequence[Unit]) -> bool:
    """Whether a unit is what the role right after it is about: "Russia expert", "Iran envoy"."""
    is_name = units[0].tag in "SCL"
    role = units[1] if len(units) > 1 and units[1].tag in "RG" else None
    return is_name and role is not None and _term(role).split()[-1] in _TOPICAL


_MISSIONS = frozenset(("embassy", "consulate", "mission", "commission"))


def _is_mission(units: Sequence[Unit]) -> bool:
    """Whether a unit is whose embassy the role right after it is: "at the *Omani* Embassy"."""
    role = units[1] if len(units) > 1 and units[1].tag in "RG" else None
    return role is not None and _term(role).split()[-1] in _MISSIONS


def _length(words: Sequence[Word], unit: Unit) -> int:
    return sum(word.text.isalnum() for word in words[unit.first : unit.last])


def _role_words(words: Sequence[Word], units: Sequence[Unit]) -> list[str]:
    kept = [unit for unit in units if unit.tag not in "d'-SACKX"]
    found = [word.folded for unit in kept for word in words[unit.first : unit.last]]
    return [word for word in found if word[0].isalnum()]


def _without_articles(words: Sequence[str]) -> str:
    return " ".join(word for word in words if word not in {"the", "-", "'s"})


def _term(unit: Unit) -> str:
    return next(entry.id for entry in unit.entries if entry.tag == "R")


def _text(words: Sequence[Word], unit: Unit) -> str:
    return " ".join(word.text for word in words[unit.first : unit.last])


def _description(text: str, words: Sequence[Word], units: Sequence[Unit]) -> str:
    """Return what a phrase says about a name beside the name itself and titles."""
    run = _name_units(units)
    if not run:
        return ""
    before = text[: words[run[0].first].start]
    after = text[words[run[-1].last - 1].end :]
    titles = [words[unit.first].text for unit in units if unit.tag == "T"]
    for title in titles:
        before = before.replace(title, " ")
    return " ".join(f"{before} {after}".strip(" ,.()").split())


def _name_units(units: Sequence[Unit]) -> list[Unit]:
    """Return the first run of name units."""
    run: list[Unit] = []
    for unit in units:
        if unit.tag in "PUW":
            run.append(unit)
        elif run and unit.tag != "-":
            break
    return run


def _persons(units: Sequence[Unit]) -> tuple[str, ...]:
    """Return the persons that the whole name is known to mean."""
    run = _name_units(units)
    if len(run) != 1:
        return ()
    return tuple(dict.fromkeys(entry.id for entry in run[0].entries if entry.tag in "PU"))


def _name(text: str, words: Sequence[Word], units: Sequence[Unit]) -> str:
    """Return the words of the first run of name units, "" without one."""
    run = _name_units(units)
    return text[words[run[0].first].start : words[run[-1].last - 1].end] if run else ""
