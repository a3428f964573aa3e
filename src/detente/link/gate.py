"""The gate: which sentences are worth a parse.

A sentence is, if it has a word that tells of an event or of somebody's words, and the name of a
state or body of states, or of office holders of two states. In an article about relations between
states a person, a role, a pronoun or a quotation mark does for the name. So does, where the
beginning of an article names a state, who marches, governs or polices there with a deed of force
or of rule: "police shot dead ten". And it must be able to be about politics, by its words and its
article's. The parse is most of the work, and most sentences of general news have none of this.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

import ahocorasick

from detente.entities.lexicon import fold
from detente.entities.registry import Registry
from detente.link.abroad import count_looking_abroad
from detente.link.politics import Politics, load_politics
from detente.model import Document
from detente.ontology.lexicon import trigger_forms, word_sets

Gate = Callable[[Document], list[bool]]

# Lexicon tags (see entities.registry): states and bodies of states; others who can act.
_STATES = frozenset("SADECKXO")
_OTHERS = frozenset("BPUR")
_PERSONS = frozenset("P")
_PERSON: Final = "@"  # before the country of an office holder, where a key means one
_PAIR: Final = 2
_QUOTES = frozenset('"“”«»„')
# Stems stand at the beginning of a word; names and references are whole words.
_EDGE = " "
# An article is about relations between states if at least this share of its sentences names one,
# and it names two; or if that share names another state, or one of its people, than the article's
# own. Set by hand; other shares were not tried.
_SHARE = 0.25
# An article is about a state that one of so many first sentences names, its title among them.
_OPENING: Final = 3
# Sets of words for who acts at home, and for what is done there.
_POLITICAL: Final = "home_politics"
_KEEPING_ORDER: Final = frozenset({"home_police", "home_order"})
_WHOLE: Final = (_POLITICAL, "home_police")
_BEGINNINGS: Final = ("home_deeds", "home_order")


class Seen(NamedTuple):
    """What a sentence has: states, by id; persons, by key, each with a country; a trigger.

    ``spaced`` is its text as it was searched, ``cased`` that with its capitals.
    """

    text: str
    spaced: str
    cased: str
    states: frozenset[str]
    persons: Mapping[str, str]
    has_trigger: bool

    @property
    def names_states(self) -> bool:
        """Whether it names a state, or people of two."""
        return bool(self.states) or len(set(self.persons.values())) >= _PAIR

    @property
    def names_two(self) -> bool:
        """Whether it names two states, or people of them."""
        return len(self.states.union(self.persons.values())) >= _PAIR


def build_gate(registry: Registry, forms: Iterable[str] = ()) -> Gate:
    """Return a function that says, for each sentence of a document, whether to parse it.

    ``forms`` are further words, or their beginnings, that tell of events: of whatever their user
    wishes, so that no sentence has to be about politics then.
    """
    own = tuple(forms)
    reader = _Reader(registry, own)
    politics = None if own else load_politics()

    def wanted(document: Document) -> list[bool]:
        text = document.text or ""
        spans = (sentence.span for sentence in document.sentences or ())
        seen = _with_surnames([reader.look(text[span.start : span.end]) for span in spans])
        is_between = _is_between_states(seen)
        is_of_state = any(one.states for one in seen[:_OPENING])

        def is_of_known(one: Seen) -> bool:
            if one.names_states or (is_between and reader.refers(one)):
                return True
            return is_of_state and reader.acts_at_home(one)

        known = [one.has_trigger and is_of_known(one) for one in seen]
        return known if politics is None else _political(politics, seen, known)

    return wanted


def _political(politics: Politics, seen: Sequence[Seen], known: Sequence[bool]) -> list[bool]:
    """Return which of the sentences with a known party can be about politics."""
    if not any(known):
        return list(known)
    can_be = politics.of([one.spaced for one in seen], [one.names_two for one in seen])
    return [is_known and is_so for is_known, is_so in zip(known, can_be, strict=True)]


def _is_between_states(seen: Sequence[Seen]) -> bool:
    states = frozenset[str]().union(*(item.states for item in seen))
    naming = sum(bool(item.states) for item in seen)
    is_so = len(states) > 1 and naming >= _SHARE * len(seen)
    return is_so or _looks_abroad(seen)


def _looks_abroad(seen: Sequence[Seen]) -> bool:
    named = [item.states | set(item.persons.values()) for item in seen]
    return count_looking_abroad(named) >= max(1, _SHARE * len(seen))


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
        self._registry = registry
        # Of a state and a trigger with one key the state wins.
        self._telling = dict.fromkeys((*trigger_forms(), *forms), "")
        self._telling.update(
            (key, f"{_PERSON}{identity.partition(':')[0]}")
            for key, identity in registry.lexicon.keys(_PERSONS)
            if " " in key and key not in self._telling
        )
        self._telling.update(registry.lexicon.keys(_STATES))
        self._tells = _automaton((key, (key, id_)) for key, id_ in self._telling.items())

    @cached_property
    def _references(self) -> Any:
        """Names of persons, roles and bodies, pronouns, stand-ins: asked for few sentences."""
        names = {key for key, _ in self._registry.lexicon.keys(_OTHERS)}
        keys = {*names, *word_sets()["pronouns"], *word_sets()["standins"]}
        telling = {key for key, identity in self._telling.items() if not identity.startswith("@")}
        return _automaton((key, key) for key in sorted(keys) if key not in telling)

    @cached_property
    def _home(self) -> Any:
        """Who acts at home, as whole words, and the beginnings of what is done there."""
        sets = word_sets()
        words = ((key, kind) for kind in _WHOLE for key in sets[kind])
        stems = ((key.replace("_", _EDGE), kind) for kind in _BEGINNINGS for key in sets[kind])
        return _automaton((*words, *stems))

    def acts_at_home(self, seen: Seen) -> bool:
        """Say whether a sentence has a deed of force or rule and people it is political by.

        What police and courts do is plain crime unless it is to keep order, or on such people.
        """
        hits = self._home.iter(seen.spaced)
        kinds = {kind for end, kind in hits if kind in _BEGINNINGS or _is_whole(seen.cased, end)}
        has_deed = not kinds.isdisjoint(_BEGINNINGS)
        return (has_deed and _POLITICAL in kinds) or kinds >= _KEEPING_ORDER

    def look(self, text: str) -> Seen:
        """Return what a sentence has."""
        spaced = _spaced(text)
        # Folding may change lengths; only then can capitals not be checked.
        cased = _EDGE + text + _EDGE if len(spaced) == len(text) + 2 else spaced.upper()
        has_trigger = False
        states: set[str] = set()
        persons: dict[str, str] = {}
        for end, (key, identity) in self._tells.iter(spaced):
            if not identity:
                has_trigger = True
            elif not (_is_whole(cased, end) and cased[end - len(key) + 1].isupper()):
                continue
            elif identity.startswith(_PERSON):
                persons[key] = identity[1:]
            else:
                states.add(identity)
        return Seen(text, spaced, cased, frozenset(states), persons, has_trigger)

    def refers(self, seen: Seen) -> bool:
        """Say whether a sentence has a person, a role, a pronoun or a quotation mark."""
        if not _QUOTES.isdisjoint(seen.text):
            return True
        return any(_is_whole(seen.cased, end) for end, _ in self._references.iter(seen.spaced))


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
