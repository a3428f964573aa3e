"""The gate: which sentences are worth a parse.

A sentence is, if it has a word that tells of an event or of somebody's words, and the name of a
state or body of states. In an article about relations between states a person, a role, a pronoun
or a quotation mark does for the name. The parse is most of the work, and most sentences of
general news have neither.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import ahocorasick

from detente.entities.lexicon import fold
from detente.entities.registry import Registry
from detente.model import Document
from detente.ontology.lexicon import trigger_forms, word_sets

Gate = Callable[[Document], list[bool]]

# Lexicon tags (see entities.registry): states and bodies of states; others who can act.
_STATES = frozenset("SADECKXO")
_OTHERS = frozenset("BPUR")
_STATE, _TRIGGER, _REFERENCE = "state", "trigger", "reference"
_QUOTES = frozenset('"“”«»„')
# Stems stand at the beginning of a word; names and references are whole words.
_EDGE = " "
# An article is about relations between states if at least this share of its sentences names one,
# and it names two. Set by hand; other shares were not tried.
_SHARE = 0.25


class Seen(NamedTuple):
    """What a sentence has: states, by id; a trigger; a person, role, pronoun or quotation."""

    states: frozenset[str]
    has_trigger: bool
    has_reference: bool


def build_gate(registry: Registry, forms: Iterable[str] = ()) -> Gate:
    """Return a function that says, for each sentence of a document, whether to parse it.

    ``forms`` are further words, or their beginnings, that tell of events.
    """
    automaton = _automaton(registry, forms)

    def wanted(document: Document) -> list[bool]:
        text = document.text or ""
        spans = (sentence.span for sentence in document.sentences or ())
        seen = [_look(automaton, text[span.start : span.end]) for span in spans]
        is_between = _is_between_states(seen)
        return [_passes(item, is_between=is_between) for item in seen]

    return wanted


def _is_between_states(seen: Sequence[Seen]) -> bool:
    states = frozenset[str]().union(*(item.states for item in seen))
    naming = sum(bool(item.states) for item in seen)
    return len(states) > 1 and naming >= _SHARE * len(seen)


def _passes(seen: Seen, *, is_between: bool) -> bool:
    return seen.has_trigger and (bool(seen.states) or (is_between and seen.has_reference))


def _look(automaton: Any, text: str) -> Seen:
    spaced = _spaced(text)
    # Folding may change lengths; only then can capitals not be checked.
    original = _EDGE + text + _EDGE if len(spaced) == len(text) + 2 else spaced.upper()
    states: set[str] = set()
    kinds: set[str] = set()
    for end, (kind, key, identity) in automaton.iter(spaced):
        if _stands(kind, original, end - len(key) + 1, end + 1):
            kinds.add(kind)
            states.update((identity,) if kind == _STATE else ())
    has_reference = _REFERENCE in kinds or not _QUOTES.isdisjoint(text)
    return Seen(frozenset(states), _TRIGGER in kinds, has_reference)


def _stands(kind: str, text: str, start: int, end: int) -> bool:
    """Whether a hit is a whole word (a trigger: the beginning of one), a state's capitalised."""
    if kind == _TRIGGER:
        return True
    return not text[end : end + 1].isalnum() and (kind != _STATE or text[start].isupper())


def _spaced(text: str) -> str:
    """Return folded text in which every word has a space before it."""
    return _EDGE + "".join(map(_letter, fold(text))) + _EDGE


def _letter(sign: str) -> str:
    return sign if sign.isalnum() or sign in "'." else _EDGE


def _automaton(registry: Registry, forms: Iterable[str]) -> Any:
    made = ahocorasick.Automaton()
    for kind, key, identity in _keys(registry, forms):
        made.add_word(_EDGE + key, (kind, key, identity))
    made.make_automaton()
    return made


def _keys(registry: Registry, forms: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, key, id); of two kinds with one key the later wins."""
    yield from ((_REFERENCE, key, identity) for key, identity in registry.lexicon.keys(_OTHERS))
    yield from ((_REFERENCE, word, "") for word in word_sets()["pronouns"])
    yield from ((_TRIGGER, form, "") for form in {*trigger_forms(), *forms})
    yield from ((_STATE, key, identity) for key, identity in registry.lexicon.keys(_STATES))
