"""Phrases that the syntax of one sentence makes one thing: appositions, relatives, predicates."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from detente.link.coref_lines import Line
from detente.link.coref_phrases import NAME, NOUN, PRONOUN, Phrase
from detente.link.coref_referents import Page, clash
from detente.link.coref_words import MANY, ONE, PERSON, PLACE, STATE
from detente.model import Parse, Span

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_CLIMB: Final = 4
_DEPTH: Final = 12
_COPULAS: Final = frozenset({"be", "become", "remain"})
RELATIVES: Final = frozenset({"who", "which", "that", "whose", "whom"})
_VAGUE: Final = frozenset(
    {"one", "part", "number", "kind", "sort", "way", "thing", "time", "member"}
)
_GOING_ON: Final = frozenset(
    {".", ";", "-", "--", "–", "—", "for", "in", "at", "who", "with", "to"}
)
_WHERE: Final = frozenset({PLACE, STATE})


def join_by_syntax(page: Page, lines: Sequence[Line], phrases: Sequence[Phrase]) -> None:
    """Join what stands in apposition, relative pronouns with their nouns, and predicates."""
    of_line: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        if phrase.tie is None and phrase.inside is None:
            of_line.setdefault(phrase.line, []).append(phrase)
    for number, own in of_line.items():
        line = lines[number]
        _widen_places(line, own)
        at_head = {one.head: one for one in own}
        pairs = (*_acronyms(line, own), *_appositions(line, own, at_head), *_commas(line, own))
        for one, other in (pair for pair in pairs if _join(page, *pair)):
            one.wider = Span(one.span.start, other.span.end)
        for one, other in (*_relatives(line, own, at_head), *_predicates(line, at_head)):
            _join(page, one, other)


def _join(page: Page, one: Phrase, other: Phrase) -> bool:
    """Make two phrases one thing unless they are known to be different."""
    if clash(page.of(one), page.of(other)):
        return False
    page.join(page.of(one), page.of(other))
    return True


def _widen_places(line: Line, own: Sequence[Phrase]) -> None:
    """Let "Mobile, Alabama" be one phrase for the town; the state stays one of its own."""
    for one, other in pairwise(own):
        are_places = one.form == other.form == NAME and one.kinds & _WHERE and other.kinds & _WHERE
        if are_places and line.letters[one.last : other.first] == "," and PLACE in one.kinds:
            one.wider = Span(one.span.start, other.span.end)


def _acronyms(line: Line, own: Sequence[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield "European Aeronautic Defence & Space" with "EADS" in brackets after it."""
    for one, other in pairwise(own):
        between = line.letters[one.last : other.first]
        closed = line.letters[other.last : other.last + 1] == ")"
        if (
            between == "("
            and closed
            and one.form == other.form == NAME
            and _abbreviates(one, other)
        ):
            yield one, other


def _abbreviates(one: Phrase, other: Phrase) -> bool:
    letters = "".join(part for part in other.name)
    initials = {word[0] for word in one.name}
    return (
        bool(letters)
        and letters[0] == one.name[0][0]
        and set(letters) <= initials | set("".join(one.name))
    )


def _appositions(
    line: Line, own: Sequence[Phrase], at_head: Mapping[int, Phrase]
) -> Iterator[tuple[Phrase, Phrase]]:
    parse = line.parse
    for phrase in own:
        head = at_head.get(parse.heads[phrase.head])
        if parse.deps[phrase.head] == "appos" and head and _may_stand_beside(line, head, phrase):
            yield head, phrase


def _commas(line: Line, own: Sequence[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield a name and the description after (or before) it that commas set off.

    "the A380, a large jet, ..." and "the company's vice president, John Smith": for sentences in
    which the parser saw something else.
    """
    for one, other in pairwise(own):
        if line.letters[one.last : _begin(line, other)] != "," or one.inside or other.inside:
            continue
        name, noun = (one, other) if one.form == NAME else (other, one)
        if name.form != NAME or noun.form != NOUN or not _is_set_off(line, other):
            continue
        is_told = bool(name.kinds & noun.kinds) or (not name.kinds and noun is other)
        if is_told and noun.number == ONE and (noun.article or noun.owner or PERSON in noun.kinds):
            yield one, other


def _begin(line: Line, phrase: Phrase) -> int:
    """Return the first token of a phrase with its owner."""
    del line
    while phrase.owner:
        phrase = phrase.owner
    return phrase.first


def _is_set_off(line: Line, phrase: Phrase) -> bool:
    """Say whether a phrase ends at a sign, or at words that go on about it ("that", "of")."""
    after = line.letters[phrase.last : phrase.last + 1]
    return after in {"", ",", "w", "o", ")"} or line.parse.words[phrase.last] in _GOING_ON


def _may_stand_beside(line: Line, one: Phrase, other: Phrase) -> bool:
    """Say whether a name and a description (or two of them) are no list and no address."""
    if PRONOUN in {one.form, other.form} or one.form == other.form == NAME:
        return False
    if one.number and other.number and one.number != other.number:
        return False
    if "," not in line.letters[one.last : other.first + 1] and other.form == NOUN:
        return "(" not in line.letters[one.last : other.first]
    return True


def _relatives(
    line: Line, own: Sequence[Phrase], at_head: Mapping[int, Phrase]
) -> Iterator[tuple[Phrase, Phrase]]:
    parse = line.parse
    for phrase in own:
        if phrase.word not in RELATIVES or line.letters[phrase.first] != "w":
            continue
        verb = _clause_of(parse, phrase.head)
        noun = at_head.get(parse.heads[verb]) if verb is not None else None
        if noun is None or (phrase.word == "which" and PERSON in noun.kinds):
            noun = _just_before(own, phrase)
        if noun is None or noun.form == PRONOUN:
            continue
        _widen_to_clause(line, noun, verb)
        yield noun, phrase


def _widen_to_clause(line: Line, noun: Phrase, verb: int | None) -> None:
    """Let a phrase reach to the end of the relative clause about it, if that has been found."""
    if verb is None:
        return
    last = noun.last
    while last < len(line.parse.heads) and is_under(line.parse, last, verb):
        last += 1
    while last > noun.last and line.letters[last - 1] in ",.Q" and last - 1 != verb:
        last -= 1
    if last > verb:
        noun.wider = Span(noun.span.start, line.parse.ends[last - 1])


def is_under(parse: Parse, at: int, verb: int) -> bool:
    """Say whether a word belongs to a clause, or is the comma before it."""
    for _ in range(_DEPTH):
        if at == verb:
            return True
        if parse.heads[at] == at:
            return False
        at = parse.heads[at]
    return False


def _clause_of(parse: Parse, at: int) -> int | None:
    """Return the verb of the relative clause that a word is in, near above it."""
    for _ in range(_CLIMB):
        if parse.deps[at] == "relcl":
            return at
        at = parse.heads[at]
    return None


def _just_before(own: Sequence[Phrase], phrase: Phrase) -> Phrase | None:
    before = [one for one in own if one.last <= phrase.first]
    last = max(before, key=lambda one: one.last, default=None)
    return last if last and phrase.first - last.last <= 1 else None


def _predicates(line: Line, at_head: Mapping[int, Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Yield "McCain" with "a critic" of "McCain has been a critic"."""
    parse = line.parse
    for head, phrase in at_head.items():
        verb = parse.heads[head]
        if parse.deps[head] != "attr" or parse.lemmas[verb] not in _COPULAS:
            continue
        if phrase.form == PRONOUN or phrase.word in _VAGUE:
            continue
        kids = [at for at, up in enumerate(parse.heads) if up == verb and at != verb]
        subject = next(
            (at_head[at] for at in kids if parse.deps[at] in _SUBJECTS and at in at_head), None
        )
        denied = any(parse.deps[at] == "neg" for at in kids)
        if subject and not denied and _may_be_said(subject, phrase):
            yield subject, phrase


def _may_be_said(subject: Phrase, phrase: Phrase) -> bool:
    if subject.form == PRONOUN and (subject.word in {"there", "it", "that", "this"}):
        return False
    if subject.kinds & _WHERE and not phrase.kinds & _WHERE:
        return False
    return (subject.number == MANY) == (phrase.number == MANY) and bool(phrase.kinds)
