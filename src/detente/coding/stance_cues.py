"""What the cue of a statement shows: "condemned", "did not rule out", "expressed optimism"."""

from collections.abc import Iterator
from typing import Final

from detente.coding.stance_evidence import Evidence
from detente.coding.stance_tables import CueClass, cue_classes, cue_list
from detente.coding.stance_view import Part, View
from detente.coding.tree import Tree
from detente.model import Statement

FIRM: Final = 90.0
LEANING: Final = 46.0
_PARTICLES: Final = frozenset({"prt", "prep", "advmod", "npadvmod", "dobj", "acomp"})
_COMPLEMENTS: Final = frozenset({"acomp", "attr", "oprd", "dobj"})
_QUESTIONS: Final = frozenset({"whether", "if", "why", "what", "who", "how", "when", "where"})
_TAGS: Final = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "ADJ": "adjectives"}


def cue_evidence(view: View, statement: Statement, parts: list[Part]) -> Iterator[Evidence]:
    """Yield the stance that a statement's cue shows, if it shows one."""
    tree = view.tree(statement.sentence)
    tokens = view.cue_tokens(statement)
    if tree is None or not tokens:
        return
    head = _head(tree, tokens)
    found = cue_at(tree, head, frozenset())
    if _is_bidding(tree, head, parts):
        yield Evidence("demands", tree.span([head]), FIRM, "told to do something")
    elif found is not None:
        yield _evidence(tree, head, *found)


def _evidence(tree: Tree, head: int, cue: CueClass, words: list[int]) -> Evidence:
    is_negated = is_denied(tree, head)
    stance = (cue.negated or cue.stance) if is_negated else cue.stance
    rank = FIRM if cue.is_firm else LEANING
    return Evidence(stance, tree.span(words), rank, f"cue: {cue.name}")


def cue_at(tree: Tree, token: int, without: frozenset[int]) -> tuple[CueClass, list[int]] | None:
    """Return the class of a word with its particle or noun, and the words that show it."""
    parse = tree.parse
    lemma, kind = parse.lemmas[token], _TAGS.get(parse.pos[token])
    for kid in tree.kids(token, _PARTICLES):
        found = cue_classes("verbs").get(f"{lemma} {parse.lemmas[kid]}")
        if found and kid not in without:
            return found, [token, kid]
    if lemma in cue_list("light") or lemma == "be":
        carried = _carried(tree, token)
        if carried:
            return carried
    found = cue_classes(kind).get(lemma) if kind else None
    return (found, [token]) if found else None


def _carried(tree: Tree, token: int) -> tuple[CueClass, list[int]] | None:
    for kid in tree.kids(token, _COMPLEMENTS):
        kind = _TAGS.get(tree.parse.pos[kid])
        found = (
            cue_classes(kind).get(tree.parse.lemmas[kid])
            if kind in {"nouns", "adjectives"}
            else None
        )
        if found:
            return found, [kid]
    return None


def is_denied(tree: Tree, token: int) -> bool:
    """Whether a word is negated: "did not say", "no support", "never agreed"."""
    parse = tree.parse
    kids = tree.children[token]
    if any(parse.deps[kid] == "neg" or parse.lemmas[kid] in {"never", "no"} for kid in kids):
        return True
    head = parse.heads[token]
    return parse.deps[token] in {"acomp", "attr", "xcomp", "oprd"} and any(
        parse.deps[kid] == "neg" for kid in tree.children[head]
    )


def _head(tree: Tree, tokens: range) -> int:
    """Return the main word of a cue: its last verb, else the word that hangs outside."""
    verbs = [token for token in tokens if tree.parse.tags[token].startswith("V")]
    if verbs:
        return verbs[-1]
    heads = [token for token in tokens if tree.parse.heads[token] not in tokens]
    return heads[0] if heads else tokens[0]


def _is_bidding(tree: Tree, head: int, parts: list[Part]) -> bool:
    """Whether the cue tells somebody to do what the content says."""
    parse = tree.parse
    if parse.lemmas[head] not in cue_list("bidding"):
        return False
    inside = next((part for part in parts if part.tree is tree), None)
    if inside is None:
        return False
    tops = inside.heads()
    if parse.lemmas[head] == "ask":
        return not _asks(inside)
    return any(_is_infinitive(tree, top) for top in tops)


def _asks(part: Part) -> bool:
    first = part.tree.parse.lemmas[min(part.tokens)]
    return first in _QUESTIONS or "?" in {part.tree.parse.words[token] for token in part.tokens}


def _is_infinitive(tree: Tree, token: int) -> bool:
    return any(tree.parse.tags[kid] == "TO" for kid in tree.kids(token, {"aux"}))
