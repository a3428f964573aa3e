"""Things that an article speaks of, as gathered so far, and whether two can be one."""

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import field

from detente.link.coref_known import Known
from detente.link.coref_phrases import NAME, NOUN, Phrase
from detente.link.coref_words import MANY, ORG, PEOPLE, PERSON, STATE, kinds_agree


class Referent(msgspec.Struct, eq=False):
    """A thing spoken of: its phrases in order of the text, and what is known of it."""

    number: int
    phrases: list[Phrase] = field(default_factory=list)
    names: set[tuple[str, ...]] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    kinds: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    gender: str = ""
    amount: str = ""
    entities: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    modifiers: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, number: int, phrase: Phrase) -> "Referent":
        """Return what one phrase tells of a thing."""
        one = cls(
            number,
            phrases=[phrase],
            kinds=phrase.kinds,
            groups=phrase.groups,
            gender=phrase.gender,
            amount=phrase.number,
        )
        if phrase.form == NAME and phrase.name:
            one.names.add(phrase.name)
        elif phrase.form == NOUN:
            one.nouns.add(phrase.word)
            one.modifiers.update(phrase.modifiers)
        if phrase.known:
            one._know(phrase.known)
        return one

    def _know(self, known: Known) -> None:
        if known.entity:
            self.entities.add(known.title or known.entity)
        if known.country:
            self.countries.add(known.country)
        self.groups |= known.groups

    def _learn(
        self, kinds: frozenset[str], groups: frozenset[str], gender: str, amount: str
    ) -> None:
        if kinds is not self.kinds:
            self.kinds = (self.kinds & kinds) or self.kinds or kinds
        if groups:
            self.groups |= groups
        self.gender = self.gender or gender
        self.amount = self.amount or amount

    def absorb(self, other: "Referent") -> None:
        """Take in all that another referent has."""
        # Mostly one goes on where the other ends; sorting each time would cost too much.
        in_order = place_of(self.phrases[-1]) <= place_of(other.phrases[0])
        self.phrases.extend(other.phrases)
        if not in_order:
            self.phrases.sort(key=place_of)
        self.names |= other.names
        self.nouns |= other.nouns
        self.entities |= other.entities
        self.countries |= other.countries
        self.modifiers |= other.modifiers
        self._learn(other.kinds, other.groups, other.gender, other.amount)


def place_of(phrase: Phrase) -> tuple[int, int, int]:
    """Return where a phrase stands: for the order of the text, wider ones first."""
    return (phrase.line, phrase.head, -phrase.last + phrase.first)


class Page:
    """The referents of one article."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._of: dict[int, Referent] = {}
        for number, phrase in enumerate(phrases):
            self._of[id(phrase)] = Referent.of(number, phrase)

    def of(self, phrase: Phrase) -> Referent:
        """Return the referent of a phrase."""
        return self._of[id(phrase)]

    def referents(self) -> list[Referent]:
        """Return all referents, in the order of their first phrases."""
        return list({one.number: one for one in self._of.values()}.values())

    def join(self, one: Referent, other: Referent) -> Referent:
        """Make one referent of two."""
        if one is other:
            return one
        one, other = (one, other) if len(one.phrases) >= len(other.phrases) else (other, one)
        for phrase in other.phrases:
            self._of[id(phrase)] = one
        one.absorb(other)
        return one


def clash(one: Referent, other: Referent) -> bool:
    """Say whether two referents are known to be different things."""
    if one.entities and other.entities and not one.entities & other.entities:
        return True
    return not kinds_agree(one.kinds, other.kinds) or not genders_agree(one.gender, other.gender)


def genders_agree(one: str, other: str) -> bool:
    """Say whether genders are the same, or one is unknown."""
    return not one or not other or one == other


def is_many(referent: Referent) -> bool:
    """Say whether "they" may mean a referent: several, or a body of people."""
    return referent.amount == MANY or bool(referent.kinds & {ORG, PEOPLE, STATE})


def is_person(referent: Referent) -> bool:
    """Say whether a referent is one person, as far as is known."""
    return PERSON in referent.kinds and referent.amount != MANY


def heads_inside(phrases: Sequence[Phrase], phrase: Phrase) -> bool:
    """Say whether one of some phrases holds another or lies in it (i within i)."""
    return any(
        one.line == phrase.line
        and one.span.start <= phrase.span.start
        and phrase.span.end <= one.span.end
        for one in phrases
    )
