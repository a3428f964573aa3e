"""What descriptions and pronouns mean: the best of the referents spoken of before."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from detente.link.coref_lines import Line
from detente.link.coref_phrases import NOUN, PRONOUN, Phrase
from detente.link.coref_referents import (
    Page,
    Referent,
    genders_agree,
    is_many,
    is_person,
)
from detente.link.coref_syntax import RELATIVES, is_under
from detente.link.coref_words import MAN, MANY, ORG, PLACE, PRODUCT, STATE, WOMAN

_HE: Final = dict.fromkeys(("he", "him", "his", "himself"), MAN)
_SHE: Final = dict.fromkeys(("she", "her", "hers", "herself"), WOMAN)
_IT: Final = frozenset({"it", "its", "itself"})
_THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_I: Final = frozenset({"i", "me", "my", "myself"})
_WE: Final = frozenset({"we", "us", "our", "ours", "ourselves"})
_FIRST_PERSON: Final = _I | _WE
_POSSESSIVE: Final = frozenset({"his", "her", "its", "their", "my", "our"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
# How many phrases back anything may reach; it bounds the work on a long sentence.
_MEMORY: Final = 400
# From so many phrases on a referent is spoken of often.
_OFTEN: Final = 6
# How many sentences back a pronoun and a description may reach.
_REACH_PRONOUN: Final = 3
_REACH_NOUN: Final = 12
_REACH_SAME: Final = 40
_NEVER: Final = float("-inf")


def _line_of(phrase: Phrase) -> int:
    return phrase.line


def is_first_person(phrase: Phrase) -> bool:
    """Say whether a phrase is "I", "we" or a form of them."""
    return phrase.form == PRONOUN and phrase.word in _FIRST_PERSON


class Weights(NamedTuple):
    """What speaks for a referent.

    Set by hand and tried at half and twice these values on the news of MEANTIME and ECB+: the
    mean of the three F1 values of the "chains" task moves by less than 0.002 for any of them.
    """

    distance: float = 1.0
    subject: float = 0.8
    same_clause: float = 0.9
    often: float = 0.15
    headline: float = 0.3
    name: float = 0.4
    kind: float = 0.6
    inside: float = 0.5
    parallel: float = 0.3
    many: float = 4.0
    token: float = 0.01


_WEIGHTS: Final = Weights()


class Searcher:
    """Reads the phrases of a page from left to right and finds what they stand for."""

    def __init__(
        self,
        page: Page,
        lines: Sequence[Line],
        speakers: Mapping[int, Phrase],
        covers: Mapping[str, frozenset[str]],
    ) -> None:
        self._page = page
        self._lines = lines
        self._speakers = speakers
        self._covers = covers
        self._recent: list[Phrase] = []
        self._seen: dict[str, list[Phrase]] = {}

    def read(self, phrase: Phrase) -> None:
        """Join a phrase to what it stands for, if that is found, and remember it."""
        own = self._page.of(phrase)
        if len(own.phrases) == 1 or own.phrases[0] is phrase:
            found = self._meant(phrase, own)
            if found is not None and found is not own:
                self._page.join(found, own)
        if not is_first_person(phrase):
            self._recent.append(phrase)
        if phrase.form == NOUN:
            self._seen.setdefault(phrase.word, []).append(phrase)

    def _meant(self, phrase: Phrase, own: Referent) -> Referent | None:
        if phrase.form == PRONOUN:
            return self._pronoun(phrase) if len(own.phrases) == 1 else None
        if phrase.form == NOUN and phrase.tie is None:
            return self._same_noun(phrase) or self._described(phrase, own)
        return None

    def _pronoun(self, phrase: Phrase) -> Referent | None:
        word = phrase.word
        if word in _FIRST_PERSON:
            return self._speaker(phrase)
        gender = _HE.get(word) or _SHE.get(word)
        if gender:
            return self._best(phrase, _REACH_PRONOUN, lambda one: _may_be_he(one, gender))
        if word in _IT:
            if self._is_empty(phrase):
                return None
            return self._best(phrase, _REACH_PRONOUN, _may_be_it)
        if word in _THEY:
            return self._best(phrase, _REACH_PRONOUN, is_many)
        return None

    def _speaker(self, phrase: Phrase) -> Referent | None:
        speaker = self._speakers.get(phrase.line) if phrase.is_quoted else None
        if speaker is None:
            return None
        referent = self._page.of(speaker)
        if phrase.word in _I or not is_person(referent):
            return referent
        return self._body_of(speaker, referent) or referent

    def _body_of(self, speaker: Phrase, referent: Referent) -> Referent | None:
        """Return whom a person speaks for: what is named with them, else what was spoken of."""
        others = (
            self._page.of(other)
            for phrase in referent.phrases
            for other in (phrase.owner, *phrase.names, *phrase.beside)
            if other
        )
        named = next((one for one in others if one.kinds & {ORG, STATE}), None)
        return named or self._best(speaker, _REACH_PRONOUN, _may_be_we)

    def _is_empty(self, phrase: Phrase) -> bool:
        """Say whether "it" means nothing: "it is clear that", "it seems"."""
        line = self._lines[phrase.line]
        if phrase.word != "it" or not line.is_parsed:
            return False
        parse, verb = line.parse, line.parse.heads[phrase.head]
        if parse.deps[phrase.head] not in {"nsubj", "nsubjpass"}:
            return False
        if parse.lemmas[verb] in {"seem", "appear", "rain", "snow", "turn"}:
            return True
        kids = [at for at, up in enumerate(parse.heads) if up == verb and at > verb]
        clausal = any(parse.deps[at] in {"ccomp", "xcomp", "advcl", "csubj"} for at in kids)
        said = any(parse.deps[at] in {"acomp", "attr"} for at in kids)
        return parse.lemmas[verb] == "be" and said and clausal

    def _same_noun(self, phrase: Phrase) -> Referent | None:
        """Return what the same noun was said of before: "a contract ... the contract"."""
        if phrase.article not in _DEFINITE and not self._is_bare(phrase):
            return None
        for other in reversed(self._seen.get(phrase.word, ())):
            if phrase.line - other.line > _REACH_SAME:
                return None
            if self._is_same(phrase, other):
                return self._page.of(other)
        return None

    def _is_bare(self, phrase: Phrase) -> bool:
        return (not phrase.article and phrase.owner is None) or phrase.owner is not None

    def _is_same(self, phrase: Phrase, other: Phrase) -> bool:
        if phrase.number != other.number or _holds(phrase, other) or _holds(other, phrase):
            return False
        if phrase.owner:
            owners = other.owner and self._page.of(other.owner) is self._page.of(phrase.owner)
            return bool(owners) and phrase.modifiers == other.modifiers
        if phrase.article in _DEFINITE:
            known = self._page.of(other).modifiers
            return phrase.modifiers <= known and self._complements_agree(phrase, other)
        return other.owner is None and phrase.modifiers == other.modifiers and not other.article

    def _complements_agree(self, phrase: Phrase, other: Phrase) -> bool:
        """Say whether what follows two nouns may be one thing: "the price of oil"."""
        one = {self._page.of(beside).number for beside in phrase.beside}
        two = {self._page.of(beside).number for beside in other.beside}
        return not one or not two or bool(one & two)

    def _described(self, phrase: Phrase, own: Referent) -> Referent | None:
        """Return the named or described thing that "the company" stands for."""
        if phrase.article not in _DEFINITE or not phrase.kinds or phrase.number == MANY:
            return None
        if len(own.phrases) > 1 or any(STATE not in one.kinds for one in phrase.names):
            return None  # "the iTunes store" is told by its own name
        return self._best(phrase, _REACH_NOUN, lambda one: self._may_be_called(phrase, one))

    def _may_be_called(self, phrase: Phrase, referent: Referent) -> bool:
        if referent.amount == MANY or not referent.kinds & phrase.kinds:
            return False
        if not genders_agree(referent.gender, phrase.gender):
            return False
        whose = {one.known.country for one in phrase.names if one.known}
        if whose and referent.countries and not whose & referent.countries:
            return False
        wide = phrase.groups | {
            one for group in phrase.groups for one in self._covers.get(group, ())
        }
        if referent.groups:
            return bool(referent.groups & wide)
        return bool(referent.names)

    def _best(
        self, phrase: Phrase, reach: int, fits: Callable[[Referent], bool]
    ) -> Referent | None:
        of = self._page.of
        near = self._before(phrase, 0)
        # Whether a referent may be meant, by its number; those that the syntax forbids may not.
        may_be = {of(one).number: False for one in near if self._is_barred(phrase, one)}
        best: tuple[float, Referent] | None = None
        for other in self._before(phrase, reach):
            referent = of(other)
            fitting = may_be.get(referent.number)
            if fitting is None:
                fitting = may_be[referent.number] = fits(referent)
            score = self._score(phrase, other, referent) if fitting else _NEVER
            if score > _NEVER and (best is None or score > best[0]):
                best = (score, referent)
        return best[1] if best else None

    def _before(self, phrase: Phrase, reach: int) -> Iterator[Phrase]:
        recent, line, first, least = self._recent, phrase.line, phrase.first, phrase.line - reach
        # Only "we", which is read last, has phrases of later lines behind it.
        is_last = not recent or recent[-1].line <= line
        end = len(recent) if is_last else bisect_right(recent, line, key=_line_of)
        for at in range(end - 1, max(-1, end - _MEMORY), -1):
            other = recent[at]
            if other.line < least:
                return
            if other.line < line or (other.line == line and other.first < first):
                yield other

    def _is_barred(self, phrase: Phrase, other: Phrase) -> bool:
        """Say whether the syntax forbids that two phrases of a line mean one thing."""
        if _holds(other, phrase) or _holds(phrase, other):
            return True
        if phrase.form == PRONOUN and phrase.is_quoted != other.is_quoted and other.form == PRONOUN:
            return other.word in _FIRST_PERSON
        if phrase.form != PRONOUN or phrase.word in _POSSESSIVE or "sel" in phrase.word:
            return False
        parse = self._lines[phrase.line].parse
        return _clause(parse.heads, parse.deps, phrase.head) == parse.heads[other.head]

    def _score(self, phrase: Phrase, other: Phrase, referent: Referent) -> float:
        weights = _WEIGHTS
        score = -weights.distance * (phrase.line - other.line)
        # Who a clause beside tells of ("Putin, *who* sees ...") is not whom the sentence is about.
        is_subject = other.is_subject and not (other.word in RELATIVES and other.line < phrase.line)
        score += weights.subject * is_subject
        score += weights.often * min(len(referent.phrases), _OFTEN)
        score += weights.name * bool(referent.names)
        score += weights.headline * other.is_headline
        score += weights.kind * bool(referent.kinds)
        score -= weights.inside * (other.inside is not None)
        score += weights.parallel * (is_subject and phrase.is_subject)
        score += weights.many * (phrase.word in _THEY and referent.amount == MANY)
        if other.line == phrase.line:
            score -= weights.token * (phrase.first - other.first)
            score += weights.same_clause * self._commands(other, phrase)
        return score

    def _commands(self, other: Phrase, phrase: Phrase) -> bool:
        """Say whether one phrase is the subject of the verb that another stands under."""
        parse = self._lines[phrase.line].parse
        return other.is_subject and is_under(parse, phrase.head, parse.heads[other.head])


def _clause(heads: Sequence[int], deps: Sequence[str], at: int) -> int:
    """Return the verb (or other head) that a pronoun is an argument of."""
    up = heads[at]
    return heads[up] if deps[at] == "pobj" else up


def _holds(one: Phrase, other: Phrase) -> bool:
    """Say whether a phrase lies inside another."""
    return (
        one.line == other.line
        and one.span.start <= other.span.start
        and other.span.end <= one.span.end
    )


def _may_be_he(referent: Referent, gender: str) -> bool:
    if referent.kinds and not is_person(referent):
        return False
    if referent.amount == MANY or not genders_agree(referent.gender, gender):
        return False
    return bool(referent.kinds) or any(len(name) > 1 for name in referent.names)


def _may_be_we(referent: Referent) -> bool:
    return ORG in referent.kinds and bool(referent.names)


def _may_be_it(referent: Referent) -> bool:
    if referent.amount == MANY or referent.gender:
        return False
    return not referent.kinds or bool(
        referent.kinds & {ORG, STATE, PRODUCT, PLACE, "index", "other"}
    )
