"""What the cue of a statement shows: "condemned", "did not rule out", "expressed optimism"."""

from collections.abc import Iterator, Sequence
from typing import Final

from detente.coding.stance_evidence import Evidence, Rank
from detente.coding.stance_negation import negation_of
from detente.coding.stance_tables import CueClass, cue_classes, cue_list
from detente.coding.stance_view import Part, View
from detente.coding.tree import Tree
from detente.model import Span, Statement

NEAR: Final = 4  # words apart that are still shown as one span
_PARTICLES: Final = frozenset({"prt", "prep", "advmod", "npadvmod", "dobj", "acomp"})
_COMPLEMENTS: Final = frozenset({"acomp", "attr", "oprd", "dobj"})
_QUESTIONS: Final = frozenset({"whether", "if", "why", "what", "who", "how", "when", "where"})
_ASKING: Final = frozenset({"ask", "inquire", "enquire"})
_TAGS: Final = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}


def cue_evidence(view: View, statement: Statement, parts: Sequence[Part]) -> Iterator[Evidence]:
    """Yield the stance that a statement's cue shows, if it shows one."""
    tree = view.tree(statement.sentence)
    tokens = view.cue_tokens(statement)
    if tree is None or not tokens:
        return
    head = cue_head(tree, tokens)
    inside = next((part for part in parts if part.tree is tree), None)
    special = _special(tree, head, inside)
    found = cue_at(tree, head)
    if special is not None:
        yield special
    elif found is not None:
        yield _evidence(tree, head, *found)


def _special(tree: Tree, head: int, inside: Part | None) -> Evidence | None:
    """Return what a cue shows together with the form of its content."""
    lemma = tree.parse.lemmas[head]
    if lemma in cue_list("threatening"):
        return _conditional(tree, head)
    if inside is None:
        return None
    if lemma in _ASKING and _asks(inside):
        return Evidence("describes", tree.span([head]), Rank.FIRM, "a question")
    infinitive = next((top for top in inside.heads() if _is_infinitive(tree, top)), None)
    return None if infinitive is None else _with_infinitive(tree, head, infinitive)


def _with_infinitive(tree: Tree, head: int, infinitive: int) -> Evidence | None:
    lemma, verb = tree.parse.lemmas[head], tree.parse.lemmas[infinitive]
    negation = negation_of(tree, infinitive, None)
    if lemma in cue_list("vowing") and negation is not None:
        shown = shown_span(tree, [negation.word, infinitive])
        return Evidence("denies", shown, Rank.FIRM, "vowed not to")
    if lemma in cue_list("wishing") and not _has_other_doer(tree, head, infinitive):
        return Evidence("promises", tree.span([head]), Rank.FIRM, "the own wish")
    if lemma in {"decline", "refuse"} and verb in cue_list("silence"):
        return Evidence("describes", tree.span([head]), Rank.FIRM, "silence")
    if lemma in cue_list("bidding") and not (lemma == "invite" and verb in cue_list("visiting")):
        return Evidence("demands", tree.span([head]), Rank.FIRM, "told to do something")
    return None


def _has_other_doer(tree: Tree, head: int, infinitive: int) -> bool:
    """Whether somebody else is to do what is wished for."""
    return bool(tree.kids(infinitive, {"nsubj", "nsubjpass"}) or tree.kids(head, {"dobj"}))


def _conditional(tree: Tree, head: int) -> Evidence | None:
    """Return a demand for a threat that has a condition: "unless", "until"."""
    marks = [
        token
        for token in tree.subtree(head)
        if tree.parse.lemmas[token] in cue_list("threatening", "conditions")
        and tree.parse.deps[token] in {"mark", "prep"}
    ]
    if not marks:
        return None
    return Evidence("demands", tree.span(marks[:1]), Rank.FIRM, "a threat with a condition")


def _evidence(tree: Tree, head: int, cue: CueClass, words: list[int]) -> Evidence:
    negation = negation_of(tree, head, None)
    shown = words if negation is None else [*words, negation.word]
    stance = (cue.negated or cue.stance) if negation else cue.stance
    return Evidence(stance, shown_span(tree, shown), _rank(cue, stance), f"cue: {cue.name}")


def _rank(cue: CueClass, stance: str) -> Rank:
    if cue.is_firm:
        return Rank.FIRM
    if cue.name in cue_list("tone", "names"):
        return Rank.TONE
    return Rank.WARNED if stance == "predicts" else Rank.LEANING


def shown_span(tree: Tree, words: Sequence[int]) -> Span:
    """Return the span of some words, or that of the first where they stand far apart."""
    is_near = max(words) - min(words) <= NEAR
    return tree.span(words if is_near else words[:1])


def cue_at(tree: Tree, token: int) -> tuple[CueClass, list[int]] | None:
    """Return the class of a word with its particle or noun, and the words that show it."""
    parse = tree.parse
    lemma, kind = parse.lemmas[token], _TAGS.get(parse.pos[token])
    for kid in tree.kids(token, _PARTICLES):
        found = cue_classes("verbs").get(f"{lemma} {parse.lemmas[kid]}")
        if found:
            return found, [token, kid]
    if lemma in cue_list("light") or lemma == "be":
        carried = _carried(tree, token)
        if carried:
            return carried
    found = cue_classes(kind).get(lemma) if kind else None
    if parse.tags[token] == "VBN" and tree.kid(token, {"auxpass", "nsubjpass"}) is not None:
        found = cue_classes("adjectives").get(parse.words[token].lower())  # "is alarmed by"
    return (found, [token]) if found else None


def _carried(tree: Tree, token: int) -> tuple[CueClass, list[int]] | None:
    for kid in tree.kids(token, _COMPLEMENTS):
        kind = _TAGS.get(tree.parse.pos[kid])
        is_named = kind == "adjectives" or (kind == "nouns" and tree.parse.lemmas[token] != "be")
        found = cue_classes(kind).get(tree.parse.lemmas[kid]) if kind and is_named else None
        if found:
            return found, [kid]
    return None


def cue_head(tree: Tree, tokens: range) -> int:
    """Return the main word of a cue: its last verb, else the word that hangs outside."""
    verbs = [token for token in tokens if tree.parse.tags[token].startswith("V")]
    if verbs:
        return verbs[-1]
    heads = [token for token in tokens if tree.parse.heads[token] not in tokens]
    return heads[0] if heads else tokens[0]


def _asks(part: Part) -> bool:
    first = part.tree.parse.lemmas[min(part.tokens)]
    return first in _QUESTIONS or "?" in {part.tree.parse.words[token] for token in part.tokens}


def _is_infinitive(tree: Tree, token: int) -> bool:
    return any(tree.parse.tags[kid] == "TO" for kid in tree.kids(token, {"aux"}))
