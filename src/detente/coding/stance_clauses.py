"""The clauses of a statement, each with whose deed it tells and what negates it."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from detente.coding.clauses import is_passive
from detente.coding.stance_cues import shown_span
from detente.coding.stance_evidence import Evidence
from detente.coding.stance_negation import Negation, negation_of
from detente.coding.stance_side import Side, Whose
from detente.coding.stance_tables import cue_classes, word_list
from detente.coding.stance_view import Part
from detente.coding.tree import VERBAL, Tree
from detente.model import Span

PER_CLAUSE: Final = 3.0  # what a later clause counts less
_MOST: Final = 12
_JOINED: Final = frozenset({"conj", "parataxis", "dep"})
_ANYBODY: Final = frozenset({"it", "that", "this", "he", "she", "everybody", "everyone", "one"})
_GOVERNED: Final = frozenset({"ccomp"})


class Clause(NamedTuple):
    """A predicate of a statement: its main word, who it is said of, and its auxiliaries."""

    part: Part
    word: int
    subject: int | None
    whose: Whose
    negation: Negation | None
    is_passive: bool

    @property
    def tree(self) -> Tree:
        """The tree of its sentence."""
        return self.part.tree

    @property
    def lemma(self) -> str:
        """The main word's lemma."""
        return self.tree.parse.lemmas[self.word]

    @property
    def is_verbal(self) -> bool:
        """Whether the main word is a verb."""
        return self.tree.parse.pos[self.word] in VERBAL

    @property
    def is_question(self) -> bool:
        """Whether the sentence ends with a question mark."""
        return "?" in self.tree.parse.words[-3:]

    def auxiliaries(self) -> list[int]:
        """Return the auxiliary verbs."""
        return self.tree.kids(self.word, {"aux"})

    def is_perfect(self) -> bool:
        """Whether it tells what has or had happened."""
        return any(self.tree.parse.lemmas[kid] == "have" for kid in self.auxiliaries())

    def modal(self) -> int | None:
        """Return the modal verb, if there is one."""
        tags = self.tree.parse.tags
        return next((kid for kid in self.auxiliaries() if tags[kid] == "MD"), None)

    def evidence(self, stance: str, tokens: Sequence[int], rank: float, reason: str) -> Evidence:
        """Return evidence of a stance by some of the clause's words."""
        return Evidence(stance, self._span(tokens), rank, reason)

    def denial(self, rank: float, reason: str) -> Evidence:
        """Return evidence of a denial by what negates the clause."""
        words = [self.negation.word, self.word] if self.negation else [self.word]
        return self.evidence("denies", words, rank, reason)

    def _span(self, tokens: Sequence[int]) -> Span:
        return shown_span(self.tree, tokens)


def clauses_of(parts: Sequence[Part], side: Side) -> Iterator[tuple[float, Clause]]:
    """Yield the clauses of a statement, each with what it counts less; the outermost first."""
    words = ((part, word) for part in parts for word in _predicates(part))
    for depth, (part, word) in enumerate(words):
        yield PER_CLAUSE * min(depth, _MOST), _clause(part, word, side)


def _predicates(part: Part) -> list[int]:
    found: list[int] = []
    waiting = part.heads()
    while waiting:
        token = waiting.pop(0)
        found.append(token)
        waiting += [kid for kid in part.tree.kids(token, _JOINED) if _is_clause(part, kid)]
        waiting += [kid for kid in part.tree.kids(token, _GOVERNED) if _is_told(part, token, kid)]
    return found


def _is_told(part: Part, verb: int, clause: int) -> bool:
    """Whether a governed clause holds the point, or is a sentence of its own before the verb."""
    is_opinion = part.tree.parse.lemmas[verb] in word_list("opinion", "verbs")
    is_point = clause < verb or (is_opinion and _is_felt_here(part, verb))
    return is_point and _is_clause(part, clause)


def _is_felt_here(part: Part, verb: int) -> bool:
    """Whether an opinion is the speaker's, or anybody's: not "they think that"."""
    subject = part.tree.subject(verb)
    word = "it" if subject is None else part.tree.parse.words[subject].lower()
    return word in word_list("own", "words") or word in _ANYBODY


def _is_clause(part: Part, token: int) -> bool:
    return token in part.tokens and part.tree.parse.pos[token] in VERBAL


def _clause(part: Part, word: int, side: Side) -> Clause:
    tree = part.tree
    subject = tree.subject(word)
    passive = is_passive(tree, word)
    # "is alarmed by" tells what its subject feels, not what is done to it.
    is_felt = tree.parse.words[word].lower() in cue_classes("adjectives")
    doer = _agent(tree, word) if passive and not is_felt else subject
    negation = negation_of(tree, word, subject)
    if negation is not None and negation.word not in part.tokens:
        negation = None
    return Clause(part, word, subject, side.of(part, doer), negation, passive)


def _agent(tree: Tree, word: int) -> int | None:
    by = tree.kid(word, {"agent"})
    return None if by is None else tree.kid(by, {"pobj"})
