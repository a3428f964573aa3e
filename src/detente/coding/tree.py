"""A parse with its children and the reach of each subtree at hand."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any, Final, TypeVar

from detente.link.parse import children
from detente.model import Parse, Span

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
VERBAL: Final = frozenset({"VERB", "AUX"})
# Chains of shared subjects are short ("*is* due to meet ... before *going*"); a bad parse may loop.
_CHAIN: Final = 6
# A verb with one of these labels has its subject on the verb it hangs on.
SHARING: Final = frozenset({"conj", "xcomp", "advcl", "dep", "pcomp", "prep"})
_Told = TypeVar("_Told")


class Tree:
    """One sentence's syntax. Tokens are indices into the parse."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.children = children(parse)
        self.size = len(parse.words)
        # What was worked out for a word, by what works it out.
        self.told: dict[tuple[Callable[..., Any], int], Any] = {}

    def kids(self, token: int, labels: Collection[str]) -> list[int]:
        """Return the children with one of the labels, in order."""
        deps = self.parse.deps
        found: list[int] = []
        for kid in self.children[token]:  # asked for all the time: sooner than a comprehension
            if deps[kid] in labels:
                found.append(kid)  # noqa: PERF401
        return found

    def kid(self, token: int, labels: Collection[str]) -> int | None:
        """Return the first child with one of the labels."""
        deps = self.parse.deps
        for kid in self.children[token]:
            if deps[kid] in labels:
                return kid
        return None

    def subtree(self, token: int, without: Collection[int] = ()) -> list[int]:
        """Return a token and all below it, sorted, without the subtrees of ``without``."""
        found = [token]
        for current in found:  # grows on the way
            kids = self.children[current]
            found += [kid for kid in kids if kid not in without] if without else kids
        return sorted(found)

    def ancestors(self, token: int) -> Iterator[int]:
        """Yield the heads above a token, nearest first."""
        head = self.parse.heads[token]
        while head != token:
            yield head
            token, head = head, self.parse.heads[head]

    def spans(self, tokens: Iterable[int]) -> list[Span]:
        """Return the runs of neighbouring tokens as spans of the document."""
        starts, ends = self.parse.starts, self.parse.ends
        runs: list[tuple[int, int]] = []
        for token in sorted(tokens):
            if runs and token == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], token)
            else:
                runs.append((token, token))
        return [Span(starts[first], ends[last]) for first, last in runs]

    def span(self, tokens: Sequence[int]) -> Span:
        """Return the span from the first to the last of some tokens."""
        return Span(self.parse.starts[min(tokens)], self.parse.ends[max(tokens)])

    def subject(self, verb: int) -> int | None:
        """Return who does what ``verb`` says: its subject, or that of the verb it shares it with.

        A participle that modifies a noun ("a report saying ...") has the noun for subject.
        """
        for _ in range(_CHAIN):
            found = self.kid(verb, SUBJECTS)
            if found is not None:
                return self._antecedent(verb, found)
            label, head = self.parse.deps[verb], self.parse.heads[verb]
            if label in {"acl", "relcl"} and self.parse.pos[head] not in VERBAL:
                return head
            # "was *due* to meet": the adjective shares the subject of its verb.
            is_said_of = label in {"acomp", "oprd"} and self.parse.pos[verb] == "ADJ"
            if not (label in SHARING or is_said_of) or head == verb:
                return None
            verb = head
        return None

    def addressed(self, verb: int) -> int | None:
        """Return a name right before a verb that the parser took for a call ("Oh noted that")."""
        found = self.kid(verb, {"intj", "npadvmod"})
        if found is None or found > verb or not self.parse.words[found].istitle():
            return None
        return found

    def _antecedent(self, verb: int, subject: int) -> int:
        label, head = self.parse.deps[verb], self.parse.heads[verb]
        is_relative = self.parse.tags[subject] in {"WP", "WDT"}
        return head if is_relative and label in {"relcl", "acl"} else subject

    def noun_phrase(self, head: int) -> list[int]:
        """Return the tokens of a noun phrase without its relative and other clauses."""
        clauses = self.kids(
            head, {"relcl", "acl", "advcl", "conj", "cc", "punct", "dep", "parataxis"}
        )
        tokens = self.subtree(head, clauses)
        # An apposition is part of who speaks; what stands apart from the head is not.
        run = _run_around(tokens, head)
        # The parser takes a short family name for a call: "Oh Ei Sun said".
        first = run[0]
        is_called = first > 0 and self.parse.deps[first - 1] == "intj"
        if is_called and self.parse.words[first - 1].istitle() and self.parse.pos[head] == "PROPN":
            return [first - 1, *run]
        return run


def once(work: Callable[[Tree, int], _Told]) -> Callable[[Tree, int], _Told]:
    """Return a way to tell something of a word that works it out once: a tree does not change.

    Whoever asks gets the same object, and leaves it as it is.
    """

    @wraps(work)
    def told(tree: Tree, token: int) -> _Told:
        known, key = tree.told, (work, token)
        found: _Told = known[key] if key in known else known.setdefault(key, work(tree, token))
        return found

    return told


def _run_around(tokens: Sequence[int], head: int) -> list[int]:
    at = tokens.index(head)
    first = last = at
    while first and tokens[first - 1] >= tokens[first] - 2:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1] <= tokens[last] + 2:
        last += 1
    return list(tokens[first : last + 1])
