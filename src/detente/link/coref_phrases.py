"""Noun phrases of a sentence: names, descriptions and pronouns, with what each can mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from detente.link.coref_known import Known
from detente.link.coref_lines import Line
from detente.link.coref_words import (
    MANY,
    ONE,
    ORG,
    OTHER,
    PERSON,
    PLACE,
    PRODUCT,
    STATE,
    Noun,
    Words,
    kinds_agree,
)
from detente.model import Span

NAME, NOUN, PRONOUN = "name", "noun", "pronoun"
_CHUNK = re.compile(r"D{0,2}(?:[JC$NMH&]|R(?=[JRC])|Q(?=[NMC]))*[NMC]|[pPw]")
_NAME_RUN = re.compile(r"[M](?:[MCH&Q]*[MC])?")
_GOVERNMENT = "government"
_UNTAGGED = frozenset(".t")
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_THE = frozenset({"the", "this", "that", "these", "those", "both"})
_ORG, _PLACE, _PERSON = frozenset([ORG]), frozenset([PLACE]), frozenset([PERSON])
_UNKNOWN: frozenset[str] = frozenset()
_NUMBERED = frozenset([PRODUCT, OTHER])
_NOTHING = Noun(frozenset(), frozenset(), "")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss"})


class Phrase(msgspec.Struct, eq=False):
    """A noun phrase: tokens ``first`` to ``last`` (excluded) of a line, with its head token.

    ``extent`` is the span with owner and "of ..."; ``name`` the folded words of a name; ``tie``
    the phrase it certainly means the same as; ``owner`` the phrase whose it is; ``wider`` the
    span with what is in apposition to it.
    """

    line: int
    first: int
    last: int
    head: int
    span: Span
    form: str
    word: str = ""
    name: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    number: str = ""
    gender: str = ""
    article: str = ""
    is_subject: bool = False
    is_quoted: bool = False
    is_headline: bool = False
    is_capitals: bool = False
    modifiers: frozenset[str] = frozenset()
    known: Known | None = None
    tie: "Phrase | None" = None
    owner: "Phrase | None" = None
    inside: "Phrase | None" = None
    wider: Span | None = None
    names: "list[Phrase]" = msgspec.field(default_factory=list)
    beside: "list[Phrase]" = msgspec.field(default_factory=list)


class PhraseFinder:
    """Finds the noun phrases of lines with one set of tables."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._organisation_ends = words.company_endings | words.organisation_heads

    def phrases(self, line: Line, known: Sequence[Known]) -> list[Phrase]:
        """Return the phrases of a line: main ones in order, each followed by those inside it."""
        line = _with_names(line, known)
        found: list[Phrase] = []
        mains: dict[int, Phrase] = {}
        chunks = [match.span() for match in _CHUNK.finditer(line.letters)]
        for phrase in [one for chunk in chunks for one in self._of_chunk(line, *chunk, known)]:
            if phrase.tie is None and phrase.inside is None:
                phrase.owner = _owner(line, phrase, found)
                mains[phrase.first] = phrase
            found.append(phrase)
        _widen(line, list(mains.values()))
        return found

    def _of_chunk(
        self, line: Line, first: int, last: int, known: Sequence[Known]
    ) -> Iterable[Phrase]:
        if line.letters[first] in "pPw":
            return self._pronoun(line, first)
        names = self._names(line, first, last, known)
        if names and names[-1].last == last:
            return self._named(line, first, names)
        if self._is_measure(line, last - 1):
            return names
        return self._described(line, first, last, names)

    def _is_measure(self, line: Line, head: int) -> bool:
        return line.letters[head] == "C" or line.parse.lemmas[head] in self._words.measures

    def _pronoun(self, line: Line, at: int) -> Sequence[Phrase]:
        dep = line.parse.deps[at]
        if dep == "expl" or (line.letters[at] == "w" and dep not in _RELATIVE):
            return ()
        phrase = self._phrase(line, at, at + 1, PRONOUN)
        phrase.word = line.parse.words[at].casefold()
        return (phrase,)

    def _named(self, line: Line, first: int, names: Sequence[Phrase]) -> Iterator[Phrase]:
        """Yield a phrase that ends in a name: the whole, the name, and the words before it."""
        name = names[-1]
        start = first + (line.letters[first] == "D")
        if name.first <= start:
            if name.first != first:
                name = self._wider(line, name, first)
            yield name
            name.beside = list(names[:-1])
            yield from _nested(names[:-1], name)
            return
        whole = self._wider(line, name, first)
        whole.names = [name]
        name.tie = whole
        yield whole
        yield name
        yield from self._before_name(line, first, name, whole)
        whole.beside = list(names[:-1])
        yield from _nested(names[:-1], whole)

    def _wider(self, line: Line, name: Phrase, first: int) -> Phrase:
        whole = self._phrase(line, first, name.last, NAME)
        whole.word, whole.name, whole.known = name.word, name.name, name.known
        whole.kinds, whole.number, whole.gender = name.kinds, name.number, name.gender
        whole.groups = name.groups
        return whole

    def _before_name(self, line: Line, first: int, name: Phrase, whole: Phrase) -> Iterator[Phrase]:
        """Yield "aircraft maker" of "aircraft maker Boeing"."""
        at = name.first - 1
        if line.letters[at] == "Q":
            at -= 1
        noun = self._words.nouns.get(line.parse.lemmas[at]) if at >= first else None
        if noun is None or line.letters[at] not in "NM" or not kinds_agree(noun.kinds, name.kinds):
            return
        phrase = self._noun(line, first, at + 1)
        phrase.tie = whole
        whole.kinds = whole.kinds or phrase.kinds
        whole.groups |= phrase.groups
        whole.gender = whole.gender or phrase.gender
        yield phrase

    def _described(
        self, line: Line, first: int, last: int, names: Sequence[Phrase]
    ) -> Iterator[Phrase]:
        phrase = self._noun(line, first, last)
        yield phrase
        if not names:
            return
        phrase.names = list(names)
        yield from self._governments(line, first, last - 1, names)
        for name in _nested(names, phrase):
            if name.last == last - 1 or line.letters[name.last : last].strip("JN") == "":
                _tie_to_name(phrase, name)
            yield name

    def _governments(
        self, line: Line, first: int, last: int, names: Sequence[Phrase]
    ) -> Iterator[Phrase]:
        """Yield "US government" of "a US government plan", tied to the state's name."""
        for name in names:
            at = name.last
            if STATE in name.kinds and at < last and line.parse.lemmas[at] == _GOVERNMENT:
                phrase = self._noun(line, max(first, name.first), at + 1)
                phrase.tie = name
                yield phrase

    def _noun(self, line: Line, first: int, last: int) -> Phrase:
        phrase = self._phrase(line, first, last, NOUN)
        head = last - 1
        noun = self._words.nouns.get(line.parse.lemmas[head], _NOTHING)
        many = line.parse.tags[head] in _PLURAL_TAGS
        phrase.word = line.parse.lemmas[head]
        phrase.kinds, phrase.groups, phrase.gender = noun.kinds, noun.groups, noun.gender
        phrase.number = MANY if many else ONE
        if head > first:
            phrase.modifiers = frozenset([
                word.casefold() for at, word in enumerate(line.parse.words[first:head], first)
                if line.letters[at] in "JNMC"
            ])  # fmt: skip
        return phrase

    def _phrase(self, line: Line, first: int, last: int, form: str) -> Phrase:
        head = last - 1
        article = line.parse.words[first].casefold() if line.letters[first] == "D" else ""
        return Phrase(
            line=line.number,
            first=first,
            last=last,
            head=head,
            span=line.span(first, last),
            form=form,
            article=article,
            is_subject=line.parse.deps[head] in _SUBJECTS,
            is_quoted=line.quoted[head],
            is_headline=line.is_headline,
        )

    def _names(self, line: Line, first: int, last: int, known: Sequence[Known]) -> list[Phrase]:
        """Return the names in a chunk in order, inner ones too; the last is the widest there."""
        inside = [one for one in known if first <= one.first and one.last <= last]
        found = [self._name(line, one.first, one.last, one) for one in inside]
        if line.letters.find("M", first, last) < 0:  # no run of proper nouns
            return sorted(found, key=_by_end) if found else found
        covered = {at for one in found if _cuts(line, one) for at in range(one.first, one.last)}
        spans = {(one.first, one.last) for one in found}
        for match in _NAME_RUN.finditer(line.letters, first, last):
            runs = self._of_run(line, match.start(), match.end(), covered)
            found.extend(one for one in runs if (one.first, one.last) not in spans)
        return sorted(found, key=_by_end)

    def _of_run(self, line: Line, first: int, last: int, covered: set[int]) -> Iterator[Phrase]:
        """Yield the unknown names of a run of proper nouns, titles apart."""
        words = line.parse.lemmas[first:last]
        if self._words.measures.issuperset(words):
            return  # "Friday", "May"
        cuts = [at for at in range(first, last) if at in covered or self._is_title(line, at, last)]
        for start, end in pairwise((first - 1, *cuts, last)):
            if start + 1 < end:
                yield self._name(line, start + 1, end, None)

    def _is_title(self, line: Line, at: int, last: int) -> bool:
        folded = line.parse.words[at].casefold()
        noun = self._words.nouns.get(folded, _NOTHING)
        if at == last - 1:
            return PERSON in noun.kinds or folded == _GOVERNMENT
        return folded in self._words.titles or PERSON in noun.kinds

    def _name(self, line: Line, first: int, last: int, known: Known | None) -> Phrase:
        phrase = self._phrase(line, first, last, NAME)
        folded = [word.casefold() for word in line.parse.words[first:last]]
        phrase.name = tuple(word for word in folded if word[0].isalnum() and word != "the")
        phrase.word = phrase.name[-1] if phrase.name else ""
        phrase.known = known
        phrase.is_capitals = last == first + 1 and line.parse.words[first].isupper()
        phrase.number = ONE if line.parse.tags[last - 1] != "NNPS" else ""
        phrase.kinds = known.kinds if known else self._kinds_of(phrase.name)
        phrase.groups = known.groups if known else phrase.groups
        title = line.parse.words[first - 1].casefold() if first else ""
        phrase.gender = self._words.titles.get(title, "") or self._gender_of(phrase)
        if title in self._words.titles and not phrase.kinds:
            phrase.kinds = frozenset([PERSON])
        return phrase

    def _gender_of(self, phrase: Phrase) -> str:
        if phrase.kinds and PERSON not in phrase.kinds:
            return ""
        return self._words.genders.get(phrase.name[0], "") if len(phrase.name) > 1 else ""

    def _kinds_of(self, name: Sequence[str]) -> frozenset[str]:
        """Return what the words of an unknown name tell of its kind."""
        if not name:
            return _UNKNOWN
        words, first, last = self._words, name[0], name[-1]
        if last in self._organisation_ends or (first in words.organisation_heads and "of" in name):
            return _ORG
        if last in words.place_heads:
            return _PLACE
        if len(name) > 1 and last in words.organisation_words:
            return _ORG
        if len(name) > 1 and first in words.genders:
            return _PERSON
        return _UNKNOWN if last.isalpha() or not any(map(str.isdigit, last)) else _NUMBERED


def _by_end(name: Phrase) -> tuple[int, int]:
    return (name.last, name.last - name.first)


def _with_names(line: Line, known: Sequence[Known]) -> Line:
    """Return a line in which what is known by name is a proper noun, whatever its tag."""
    missed = [
        at
        for one in known
        for at in range(one.first, one.last)
        # The "'s" of "Standard & Poor's 500" belongs to the name.
        if line.letters[at] in _UNTAGGED or (line.letters[at] == "'" and at < one.last - 1)
    ]
    if not missed:
        return line
    letters = list(line.letters)
    for at in missed:
        letters[at] = "M"
    return line._replace(letters="".join(letters))


def _cuts(line: Line, name: Phrase) -> bool:
    """Say whether a known name ends a run of proper nouns.

    That of a state or company may begin a longer name ("Ford Australia"); a person's does not.
    """
    known = name.known
    is_state = known is not None and STATE in known.kinds
    is_person = known is not None and PERSON in known.kinds
    return is_person or (not is_state and line.letters[name.last : name.last + 1] != "M")


def _nested(names: Sequence[Phrase], whole: Phrase) -> Iterator[Phrase]:
    for name in names:
        name.inside = whole
        yield name


def _tie_to_name(phrase: Phrase, name: Phrase) -> None:
    """Tie "the iPhone device" to the name in it: both are of one kind."""
    is_government = "government" in phrase.groups and STATE in name.kinds
    agree = (phrase.kinds & name.kinds) - _PERSON
    is_one = phrase.number == ONE or PRODUCT in agree
    if is_one and (is_government or agree):
        name.tie, name.inside = phrase, None


def _owner(line: Line, phrase: Phrase, before: Sequence[Phrase]) -> Phrase | None:
    """Return the phrase whose a phrase is: "*Boeing's* newest jet", "*its* fleet"."""
    at = phrase.first - 1
    if at < 0 or line.letters[at] not in "'P":
        return None
    end = at if line.letters[at] == "'" else at + 1
    return next((one for one in reversed(before) if one.last == end and one.tie is None), None)


def _widen(line: Line, mains: Sequence[Phrase]) -> None:
    """Give phrases their owners and what follows "of": "the head of the bank"."""
    follower: dict[int, Phrase] = {one.first: one for one in mains}
    for phrase in reversed(mains):
        start = phrase.span.start
        owner = phrase.owner
        while owner:
            start = min(start, owner.span.start)
            owner = owner.owner
        phrase.span = Span(start, _end(line, phrase, follower))


def _goes_on(line: Line, phrase: Phrase) -> bool:
    """Say whether a preposition after a phrase is about it: "of", or as the parse says."""
    at = phrase.last
    if line.letters[at : at + 1] == "o":
        return True
    parse = line.parse
    is_there = line.is_parsed and at < len(parse.tags) and parse.tags[at] == "IN"
    return is_there and parse.heads[at] == phrase.head


def _end(line: Line, phrase: Phrase, follower: dict[int, Phrase]) -> int:
    if phrase.form != NOUN or not _goes_on(line, phrase):
        return phrase.span.end
    after = follower.get(phrase.last + 1)
    if after:
        phrase.beside.append(after)
    return after.span.end if after else phrase.span.end
