"""How far the words of a clause reach: where its speaker ends and the text goes on by itself."""

from collections.abc import Sequence

from detente.coding.statements_tables import verbs
from detente.coding.tree import Tree


def reached(tree: Tree, verb: int, clause: int, tokens: Sequence[int]) -> list[int]:
    """Return the tokens of a clause that a verb of speech governs, without what is not said.

    Words behind the verb end where its subject speaks on with another verb ("and asked ...");
    words before it begin behind the last semicolon.
    """
    if not tokens:
        return []
    if tokens[0] > verb:
        return _until(tokens, min(_ends(tree, verb, clause, tokens), default=None))
    return _since(tree, verb, tokens)


def is_spoken_on(tree: Tree, verb: int) -> bool:
    """Is this verb, in the parse a part of what was said, the speaker's second verb of speech?

    "He wrote that the road was shut and *asked* drivers to wait": parsers join "asked" to "was
    shut". It has no subject of its own, and the tense of the verb that governs them.
    """
    outer = _outer(tree, verb)
    if outer is None:
        return False
    parse = tree.parse
    is_inner_speech = parse.lemmas[parse.heads[verb]] in verbs()
    return parse.tags[outer] == parse.tags[verb] and not is_inner_speech


def outer_verb(tree: Tree, verb: int) -> int:
    """Return the verb whose subject speaks where :func:`is_spoken_on`, else the verb itself."""
    outer = _outer(tree, verb)
    return verb if outer is None or not is_spoken_on(tree, verb) else outer


def _outer(tree: Tree, verb: int) -> int | None:
    parse = tree.parse
    head = parse.heads[verb]
    if parse.deps[verb] != "conj" or parse.deps[head] not in {"ccomp", "xcomp"}:
        return None
    has_own = tree.kid(verb, {"nsubj", "nsubjpass", "aux"}) is not None
    if has_own or parse.lemmas[verb] not in verbs():
        return None
    outer = parse.heads[head]
    return outer if parse.lemmas[outer] in verbs() and outer < head else None


def _ends(tree: Tree, verb: int, clause: int, tokens: Sequence[int]) -> list[int]:
    """Return the places where the speaker's next verb of speech begins."""
    inside = set(tokens)
    heads = [clause, *(t for t in tree.kids(clause, {"conj"}) if t in inside)]
    kids = [kid for head in heads for kid in tree.children[head] if kid in inside and kid > clause]
    spoken = (min(tree.subtree(kid)) for kid in kids if is_spoken_on(tree, kid))
    return [place for place in spoken if place > verb]


def _until(tokens: Sequence[int], end: int | None) -> list[int]:
    return [token for token in tokens if end is None or token < end] or list(tokens)


def _since(tree: Tree, verb: int, tokens: Sequence[int]) -> list[int]:
    """Return tokens without what a semicolon parts from the verb."""
    stops = [token for token in tokens if tree.parse.words[token] == ";"]
    before = max((stop for stop in stops if stop < verb), default=-1)
    after = min((stop for stop in stops if stop > verb), default=tree.size)
    return [token for token in tokens if before < token < after] or list(tokens)
