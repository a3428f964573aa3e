"""The gate: which sentences are worth a parse.

A sentence is, if it has a word that tells of an event or of somebody's words, and its words and
those of its article can be about politics: hardly so will do where it names two states, a little
where it names a state or a body of states, or office holders of two; where it names none, they must
be clearly so ("police shot dead ten demonstrators"). Two states and clear politics need no such
word ("Iran's foreign minister in Islamabad"). The parse is most of the work, and most
sentences of general news have none of this.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import ahocorasick

from detente.entities.lexicon import fold
from detente.entities.registry import Registry
from detente.link.politics import load_politics
from detente.model import Document
from detente.ontology.lexicon import trigger_forms

Gate = Callable[[Document], list[bool]]

# Lexicon tags (see entities.registry): states and bodies of states; persons.
_STATES = frozenset("SADECKXO")
_PERSONS = frozenset("P")
_PERSON: Final = "@"  # before the country of an office holder, where a key means one
_TRIGGER: Final = ""
_OWN: Final = "*"
_PAIR: Final = 2
# Stems stand at the beginning of a word; names are whole words.
_EDGE = " "
# Log odds of politics that a sentence needs: with two states, with one, with none. Set by hand: of
# 1,521 events in the project's gold articles and headlines eight are lost.
_LEAST_WITH_TWO: Final = -4.0
_LEAST_WITH_ONE: Final = 0.0
_LEAST_WITH_NONE: Final = 5.0


class Seen(NamedTuple):
    """What a sentence has: states, by id; persons, by key, each with a country; a trigger.

    ``spaced`` is its text as it was searched. ``is_own``: the trigger is its user's own.
    """

    spaced: str
    states: frozenset[str]
    persons: Mapping[str, str]
    has_trigger: bool
    is_own: bool

    @property
    def names_states(self) -> bool:
        """Whether it names a state, or people of two."""
        return bool(self.states) or len(set(self.persons.values())) >= _PAIR

    @property
    def names_two(self) -> bool:
        """Whether it names two states, or people of them."""
        return len(self.states.union(self.persons.values())) >= _PAIR

    @property
    def least(self) -> float:
        """The log odds of politics that it needs; without a trigger only what names two passes."""
        if not self.names_states or not self.has_trigger:
            return _LEAST_WITH_NONE
        return _LEAST_WITH_TWO if self.names_two else _LEAST_WITH_ONE


def build_gate(registry: Registry, forms: Iterable[str] = ()) -> Gate:
    """Return a function that says, for each sentence of a document, whether to parse it.

    ``forms`` are further words, or their beginnings, that tell of events: of whatever their user
    wishes, so that a sentence that has one and names a state need not be about politics.
    """
    reader = _Reader(registry, forms)
    politics = load_politics()

    def wanted(document: Document) -> list[bool]:
        text = document.text or ""
        spans = (sentence.span for sentence in document.sentences or ())
        seen = _with_surnames([reader.look(text[span.start : span.end]) for span in spans])
        if not any(one.has_trigger or one.names_two for one in seen):
            return [False] * len(seen)
        odds = politics.of([one.spaced for one in seen])
        return [_passes(*pair) for pair in zip(seen, odds, strict=True)]

    return wanted


def _passes(seen: Seen, odds: float) -> bool:
    if seen.is_own and seen.names_states:
        return True
    return (seen.has_trigger or seen.names_two) and odds >= seen.least


def _with_surnames(seen: Sequence[Seen]) -> Sequence[Seen]:
    """Return what sentences have, with those whom another names in full: "Trump meets Putin"."""
    persons = {key: country for item in seen for key, country in item.persons.items()}
    last = {
        f" {key.rsplit(' ', 1)[-1]} ": country for key, country in persons.items() if " " in key
    }
    if len(set(last.values())) < _PAIR:
        return seen
    return [
        item._replace(
            persons={**item.persons, **{k: c for k, c in last.items() if k in item.spaced}}
        )
        for item in seen
    ]


class _Reader:
    """Looks for what sentences have, with one registry."""

    def __init__(self, registry: Registry, forms: Iterable[str]) -> None:
        # Of a state and a trigger with one key the state wins.
        telling = {**dict.fromkeys(trigger_forms(), _TRIGGER), **dict.fromkeys(forms, _OWN)}
        telling.update(
            (key, f"{_PERSON}{identity.partition(':')[0]}")
            for key, identity in registry.lexicon.keys(_PERSONS)
            if " " in key and key not in telling
        )
        telling.update(registry.lexicon.keys(_STATES))
        self._tells = _automaton((key, (key, id_)) for key, id_ in telling.items())

    def look(self, text: str) -> Seen:
        """Return what a sentence has."""
        spaced = _spaced(text)
        # Folding may change lengths; only then can capitals not be checked.
        cased = _EDGE + text + _EDGE if len(spaced) == len(text) + 2 else spaced.upper()
        triggers: set[str] = set()
        states: set[str] = set()
        persons: dict[str, str] = {}
        for end, (key, identity) in self._tells.iter(spaced):
            if identity in {_TRIGGER, _OWN}:
                triggers.add(identity)
            elif not (_is_whole(cased, end) and cased[end - len(key) + 1].isupper()):
                continue
            elif identity.startswith(_PERSON):
                persons[key] = identity[1:]
            else:
                states.add(identity)
        return Seen(spaced, frozenset(states), persons, bool(triggers), _OWN in triggers)


def _is_whole(text: str, end: int) -> bool:
    """Say whether a hit that ends at a letter ends a word."""
    return not text[end + 1 : end + 2].isalnum()


def _spaced(text: str) -> str:
    """Return folded text in which every word has a space before it."""
    plain = text if text.isascii() else text.translate(_TYPOGRAPHIC)
    if plain.isascii():
        return f" {plain.casefold().translate(_ASCII)} "
    return _EDGE + "".join(map(_letter, fold(plain))) + _EDGE


def _letter(sign: str) -> str:
    return sign if sign.isalnum() or sign in "'." else _EDGE


# Signs of most texts that are not ASCII, as folding and spacing them out would make them.
_TYPOGRAPHIC: Final = str.maketrans("“”‘’–—", "   '  ")
_ASCII: Final = {number: _letter(chr(number)) for number in range(128)}


def _automaton(keys: Iterable[tuple[str, Any]]) -> Any:
    """Return what finds keys at the beginning of words, each with its value."""
    made = ahocorasick.Automaton()
    for key, value in keys:
        made.add_word(_EDGE + key, value)
    made.make_automaton()
    return made
