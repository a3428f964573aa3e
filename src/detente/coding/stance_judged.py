"""Judgements in the words of a statement: "unacceptable", "a milestone", "undermines"."""

from collections.abc import Iterator, Sequence
from typing import Final

from detente.coding.stance_clauses import Clause
from detente.coding.stance_evidence import Evidence, Rank
from detente.coding.stance_side import Whose
from detente.coding.stance_tables import judgements, word_list

_SAID_OF: Final = frozenset({"acomp", "attr", "oprd"})
_BESIDE: Final = frozenset({"amod", "compound", "conj"})


def judged(clause: Clause) -> Iterator[Evidence]:
    """Yield the judgements of a clause: said of its subject, by its verb, or by an adverb."""
    tree, parse = clause.tree, clause.tree.parse
    labels = _SAID_OF | {"dobj"} if clause.lemma in word_list("asserting", "verbs") else _SAID_OF
    said = [kid for kid in tree.kids(clause.word, labels) if kid in clause.part.tokens]
    if not clause.is_verbal:
        said.append(clause.word)
    for one in said:
        yield from said_of(clause, one)
    for words in judgements():
        if clause.lemma in words.verbs and _is_deed_of_other(clause):
            yield _turned(clause, words.sign, [clause.word], Rank.DEED_JUDGED)
        adverbs = tree.kids(clause.word, {"advmod"})
        found = [kid for kid in adverbs if parse.lemmas[kid] in words.adverbs]
        if found:
            yield _turned(clause, words.sign, found[:1], Rank.MANNER)


def _is_deed_of_other(clause: Clause) -> bool:
    """Whether a verb tells what another does; a passive without a doer blames nobody."""
    is_blaming = clause.whose is Whose.OTHER if clause.is_passive else clause.whose is not Whose.OWN
    return clause.is_verbal and is_blaming


def said_of(clause: Clause, said: int) -> Iterator[Evidence]:
    """Yield the judgements of a noun or adjective that is said of something."""
    for one in (said, *clause.tree.kids(said, _BESIDE)):
        yield from _judging(clause, one)


def _judging(clause: Clause, one: int) -> Iterator[Evidence]:
    # A participle judges by its form ("fabricated", "justified"), other words by their lemma.
    forms = {clause.tree.parse.lemmas[one], clause.tree.parse.words[one].lower()}
    if forms & (word_list("untrue", "adjectives") | word_list("untrue", "nouns")):
        yield clause.evidence("denies", [one], Rank.UNTRUE, "said to be untrue")
    for words in judgements():
        if forms & words.adjectives or forms & words.nouns:
            is_bad = words.sign == "criticises"
            rank = Rank.JUDGED_BAD if is_bad else Rank.JUDGED_GOOD
            yield _turned(clause, words.sign, [one], rank)


def _turned(clause: Clause, sign: str, tokens: Sequence[int], rank: float) -> Evidence:
    if clause.negation is None:
        return clause.evidence(sign, tokens, rank, "judged")
    return clause.denial(rank, "judged not to be so")
