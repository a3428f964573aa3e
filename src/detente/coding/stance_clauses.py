"""What the words of a statement show, clause by clause: "will", "must", "unacceptable", "not"."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from detente.coding.stance_cues import cue_at, is_denied
from detente.coding.stance_evidence import Evidence
from detente.coding.stance_side import Side, Whose
from detente.coding.stance_tables import judgements, word_list
from detente.coding.stance_view import Part
from detente.coding.tree import VERBAL

PER_CLAUSE: Final = 3.0  # what a later clause counts less
_MOST: Final = 12
_JOINED: Final = frozenset({"conj", "parataxis", "ccomp", "dep", "advcl"})
_SAID_OF: Final = frozenset({"acomp", "attr", "oprd"})


class Clause(NamedTuple):
    """A predicate of a statement: its main word, who it is said of, and its auxiliaries."""

    part: Part
    word: int
    subject: int | None
    whose: Whose
    is_negated: bool

    @property
    def lemma(self) -> str:
        """The main word's lemma."""
        return self.part.tree.parse.lemmas[self.word]

    def evidence(self, stance: str, tokens: list[int], rank: float, reason: str) -> Evidence:
        """Return evidence of a stance by some of the clause's words."""
        return Evidence(stance, self.part.tree.span(tokens), rank, reason)


def content_evidence(parts: list[Part], side: Side) -> Iterator[Evidence]:
    """Yield the stances that the words of a statement show; earlier clauses count more."""
    clauses = (_clause(part, word, side) for part in parts for word in _predicates(part))
    for depth, clause in enumerate(clauses):
        for found in _evidence(clause, side):
            yield found._replace(rank=found.rank - PER_CLAUSE * min(depth, _MOST))


def _predicates(part: Part) -> list[int]:
    """Return the main words of the clauses, the outermost first."""
    found: list[int] = []
    waiting = part.heads()
    while waiting:
        token = waiting.pop(0)
        found.append(token)
        waiting += [
            kid
            for kid in part.tree.kids(token, _JOINED)
            if kid in part.tokens and part.tree.parse.pos[kid] in VERBAL
        ]
    return found


def _clause(part: Part, word: int, side: Side) -> Clause:
    subject = part.tree.subject(word)
    return Clause(part, word, subject, side.of(part, subject), _is_negated(part, word, subject))


def _is_negated(part: Part, word: int, subject: int | None) -> bool:
    parse, negation = part.tree.parse, word_list("negation", "words")
    if is_denied(part.tree, word):
        return True
    near = [*part.tree.kids(word, {"nsubj", "nsubjpass", "attr", "dobj", "advmod", "acomp"})]
    if subject is not None and parse.lemmas[subject] in negation:
        return True
    for one in near:
        if parse.lemmas[one] in negation:
            return True
        if any(parse.lemmas[kid] in negation for kid in part.tree.kids(one, {"det", "neg"})):
            return True
    return False


def _evidence(clause: Clause, side: Side) -> Iterator[Evidence]:
    yield from _performed(clause)
    yield from _bidden(clause)
    yield from _modal(clause, side)
    yield from _judged(clause)
    yield from _likely(clause)
    if clause.is_negated:
        yield clause.evidence("denies", _negation(clause), 55, "denied")


def _negation(clause: Clause) -> list[int]:
    parse, negation = clause.part.tree.parse, word_list("negation", "words")
    near = clause.part.tree.subtree(clause.word)
    found = [
        token for token in near if parse.lemmas[token] in negation or parse.deps[token] == "neg"
    ]
    inside = [token for token in found if token in clause.part.tokens]
    return [inside[0]] if inside else [clause.word]


def _performed(clause: Clause) -> Iterator[Evidence]:
    """Find what the speaker does by saying so: "we condemn", "his country regretted"."""
    if clause.whose is not Whose.OWN or _has_modal(clause):
        return
    found = cue_at(clause.part.tree, clause.word, frozenset())
    if found is None or not found[0].is_own:
        return
    cue, words = found
    stance = (cue.negated or cue.stance) if clause.is_negated else cue.stance
    yield clause.evidence(
        stance, words, 80 if cue.is_firm else 60, f"the speaker's side: {cue.name}"
    )


def _auxiliaries(clause: Clause) -> list[int]:
    return clause.part.tree.kids(clause.word, {"aux"})


def _has_modal(clause: Clause) -> bool:
    return any(clause.part.tree.parse.tags[kid] == "MD" for kid in _auxiliaries(clause))


def _bidden(clause: Clause) -> Iterator[Evidence]:
    """Find an imperative: "stop the shelling"."""
    parse = clause.part.tree.parse
    is_bare = parse.tags[clause.word] == "VB" and not _auxiliaries(clause)
    if is_bare and clause.subject is None and parse.heads[clause.word] == clause.word:
        yield clause.evidence("demands", [clause.word], 62, "imperative")


def _modal(clause: Clause, side: Side) -> Iterator[Evidence]:
    parse = clause.part.tree.parse
    for kid in _auxiliaries(clause):
        lemma = parse.words[kid].lower()
        if lemma in word_list("modal", "asking"):
            yield clause.evidence("demands", [kid, clause.word], 68, "what must be")
        elif lemma in word_list("modal", "coming"):
            yield _coming(clause, kid, side)
        elif lemma in word_list("modal", "possible") and not clause.is_negated:
            yield clause.evidence("predicts", [kid, clause.word], 45, "what may be")
    if clause.lemma in {"have", "need"}:
        yield from _obliged(clause)
    if clause.lemma in {"go", "be"}:
        yield from _going(clause, side)


def _obliged(clause: Clause) -> Iterator[Evidence]:
    tree = clause.part.tree
    for kid in tree.kids(clause.word, {"xcomp"}):
        if any(tree.parse.tags[one] == "TO" for one in tree.kids(kid, {"aux"})):
            stance = "denies" if clause.is_negated else "demands"
            yield clause.evidence(stance, [clause.word, kid], 66, "what must be")


def _going(clause: Clause, side: Side) -> Iterator[Evidence]:
    tree = clause.part.tree
    for kid in tree.kids(clause.word, {"xcomp"}):
        if any(tree.parse.tags[one] == "TO" for one in tree.kids(kid, {"aux"})):
            yield _coming(clause._replace(word=kid), clause.word, side)


def _coming(clause: Clause, modal: int, side: Side) -> Evidence:
    """Tell a promise from a prediction and from a refusal."""
    words = [modal, clause.word]
    if clause.whose is Whose.OTHER:
        return clause.evidence("predicts", words, 56, "what another will do")
    if clause.is_negated:
        return clause.evidence("denies", words, 64, "what will not be")
    happens = clause.lemma in word_list("happening", "verbs")
    if side.acts and not happens:
        return clause.evidence("promises", words, 62, "what the speaker's side will do")
    if clause.whose is Whose.OWN and clause.lemma in {
        "remain",
        "stay",
        "go",
        "help",
        "pay",
        "take",
    }:
        return clause.evidence("promises", words, 60, "what the speaker's side will do")
    return clause.evidence("predicts", words, 58, "what will be")


def _judged(clause: Clause) -> Iterator[Evidence]:
    """Find judgements: said of the subject, or by the verb itself."""
    tree, parse = clause.part.tree, clause.part.tree.parse
    said = [kid for kid in tree.kids(clause.word, _SAID_OF) if kid in clause.part.tokens]
    if parse.pos[clause.word] not in VERBAL:
        said.append(clause.word)
    for one in said:
        yield from _said_of(clause, one)
    for words in judgements():
        if (
            clause.lemma in words.verbs
            and parse.pos[clause.word] in VERBAL
            and clause.whose is not Whose.OWN
        ):
            yield _turned(clause, words.sign, [clause.word], 48)
        found = [
            kid for kid in tree.kids(clause.word, {"advmod"}) if parse.lemmas[kid] in words.adverbs
        ]
        if found:
            yield _turned(clause, words.sign, found, 42)


def _said_of(clause: Clause, said: int) -> Iterator[Evidence]:
    near = [said, *clause.part.tree.kids(said, {"amod", "compound", "conj"})]
    for one in near:
        yield from _judging(clause, one)


def _judging(clause: Clause, one: int) -> Iterator[Evidence]:
    lemma = clause.part.tree.parse.lemmas[one]
    if lemma in word_list("untrue", "adjectives") or lemma in word_list("untrue", "nouns"):
        yield clause.evidence("denies", [one], 70, "said to be untrue")
    for words in judgements():
        if lemma in words.adjectives or lemma in words.nouns:
            yield _turned(clause, words.sign, [one], 60 if words.sign == "criticises" else 50)


def _turned(clause: Clause, sign: str, tokens: list[int], rank: float) -> Evidence:
    if not clause.is_negated:
        return clause.evidence(sign, tokens, rank, "judged")
    stance = "denies" if sign == "criticises" else "criticises"
    return clause.evidence(stance, tokens, rank, "judged not to be so")


def _likely(clause: Clause) -> Iterator[Evidence]:
    tree, parse = clause.part.tree, clause.part.tree.parse
    for kid in tree.kids(clause.word, _SAID_OF | {"advmod"}):
        if (
            parse.lemmas[kid] in word_list("likely", "adjectives")
            and tree.kid(kid, {"xcomp", "ccomp"}) is not None
        ):
            yield clause.evidence("predicts", [kid], 58, "likely")
        elif parse.lemmas[kid] in word_list("likely", "adverbs"):
            yield clause.evidence("predicts", [kid], 50, "likely")
