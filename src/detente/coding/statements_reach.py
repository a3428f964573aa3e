"""How far the words of a clause reach: where its speaker ends and the text goes on by itself."""

from collections.abc import Sequence
from typing import Final

from detente.coding.statements_draft import can_speak
from detente.coding.statements_tables import speaking_verbs, words
from detente.coding.tree import Tree

NEAR: Final = 6  # words behind a verb among which its speaker begins
BEFORE: Final = frozenset({"amod", "compound", "nummod", "det"})
BETWEEN: Final = frozenset({",", "RB", "MD", "``", "''"})  # tags between a speaker and the verb


def reached(tree: Tree, verb: int, clause: int, tokens: Sequence[int]) -> list[int]:
    """Return the tokens of a clause that a verb of speech governs, without what is not said.

    Words behind the verb end where its subject speaks on with another verb ("and asked ...");
    words before it begin behind the last semicolon.
    """
    if not tokens:
        return []
    near = _near(tree, verb, tokens)
    if near and near[0] > verb:
        return _until(_listed(tree, near), min(_ends(tree, verb, clause, near), default=None))
    return near or list(tokens)


def outermost(tree: Tree, according: int, clause: int) -> int:
    """Return the clause that ", according to ..." vouches for: where it is set off, all of it."""
    if according == 0 or tree.parse.words[according - 1] != ",":
        return clause
    for above in tree.ancestors(clause):
        if above < according and tree.parse.lemmas[above] in speaking_verbs():
            clause = above
    return clause


def is_spoken_on(tree: Tree, verb: int) -> bool:
    """Is this verb, in the parse a part of what was said, the speaker's second verb of speech?

    "He wrote that the road was shut and *asked* drivers to wait": parsers join "asked" to "was
    shut". It has no subject of its own, and the tense of the verb that governs them.
    """
    outer = _outer(tree, verb)
    if outer is None:
        return False
    parse = tree.parse
    is_inner_speech = parse.lemmas[parse.heads[verb]] in speaking_verbs()
    return parse.tags[outer] == parse.tags[verb] and not is_inner_speech


def outer_verb(tree: Tree, verb: int) -> int:
    """Return the verb whose subject speaks where :func:`is_spoken_on`, else the verb itself."""
    outer = _outer(tree, verb)
    return verb if outer is None or not is_spoken_on(tree, verb) else outer


def speaker_beside(tree: Tree, verb: int) -> int | None:
    """Return who stands right beside a verb of speech whose subject the parse does not tell.

    Before it ("Kim, the envoy, *said*"), or behind it ("*said* the envoy").
    """
    before = verb - 1
    while before >= 0 and tree.parse.tags[before] in BETWEEN:
        before -= 1
    found = _top_noun(tree, before, verb) if before >= 0 else None
    may_follow = tree.parse.lemmas[verb] in words().inverted or _ends_quotation(tree, verb)
    if found is not None or not may_follow:
        return found
    behind = _noun_behind(tree, verb)
    return None if behind is None else _top_noun(tree, behind, verb)


def _ends_quotation(tree: Tree, verb: int) -> bool:
    """Does a verb stand right behind a quotation, so that any may have its subject after it?"""
    return verb > 0 and tree.parse.tags[verb - 1] == "''"


def _noun_behind(tree: Tree, verb: int) -> int | None:
    """Return the noun that a verb stands right before: "said *the* retired *envoy*"."""
    for at in range(verb + 1, min(verb + NEAR, tree.size)):
        is_before = tree.parse.pos[at] in {"DET", "ADJ", "NUM"} or tree.parse.deps[at] in BEFORE
        if _is_noun(tree, at) and tree.parse.deps[at] not in BEFORE:
            return at
        if not is_before:
            return None
    return None


def _top_noun(tree: Tree, token: int, verb: int) -> int | None:
    """Return the head of the noun phrase that a token is in, if it can speak."""
    if not (_is_noun(tree, token) or tree.parse.tags[token] == "PRP"):
        return None
    found = token if can_speak(tree, token) else None
    for above in tree.ancestors(token):
        is_same_side = (above < verb) == (token < verb) and above != verb
        is_nominal = _is_noun(tree, above) or tree.parse.pos[above] == "ADP"
        if not is_same_side or not is_nominal or _is_place_before(tree, token, above):
            break
        token = above
        found = token if can_speak(tree, token) else found
    return found


def _is_place_before(tree: Tree, token: int, above: int) -> bool:
    """Did the parser hang a speaker on a place: "At a meeting in Bonn, *the envoy* denied"?"""
    parse = tree.parse
    is_inside = parse.deps[token] == "appos" and parse.deps[above] == "pobj"
    return is_inside and parse.lemmas[parse.heads[above]] in {"in", "at", "near", "on", "outside"}


def _is_noun(tree: Tree, token: int) -> bool:
    return tree.parse.pos[token] in {"NOUN", "PROPN"}


def _outer(tree: Tree, verb: int) -> int | None:
    parse = tree.parse
    head = parse.heads[verb]
    if parse.deps[verb] != "conj" or parse.deps[head] not in {"ccomp", "xcomp"}:
        return None
    has_own = tree.kid(verb, {"nsubj", "nsubjpass", "aux"}) is not None
    if has_own or parse.lemmas[verb] not in speaking_verbs():
        return None
    outer = parse.heads[head]
    return outer if parse.lemmas[outer] in speaking_verbs() and outer < head else None


def _ends(tree: Tree, verb: int, clause: int, tokens: Sequence[int]) -> list[int]:
    """Return the places where the speaker's next verb of speech begins."""
    inside = set(tokens)
    heads = [clause, *(t for t in tree.kids(clause, {"conj"}) if t in inside)]
    kids = [kid for head in heads for kid in tree.children[head] if kid in inside and kid > clause]
    spoken = [min(tree.subtree(kid)) for kid in kids if is_spoken_on(tree, kid)]
    other = [token - 1 for token in tokens if _is_according(tree, token)]
    return [place for place in (*spoken, *other) if place > verb]


def _is_according(tree: Tree, token: int) -> bool:
    is_apart = token > 0 and tree.parse.words[token - 1] == ","
    return is_apart and tree.parse.words[token] == "according"


def _listed(tree: Tree, tokens: list[int]) -> list[int]:
    """Return tokens with what a colon right behind them lists, to the sentence's end."""
    end = tokens[-1] + 1
    if end < tree.size and tree.parse.words[end] == ":":
        return list(range(tokens[0], tree.size))
    return tokens


def _until(tokens: Sequence[int], end: int | None) -> list[int]:
    return [token for token in tokens if end is None or token < end] or list(tokens)


def _near(tree: Tree, verb: int, tokens: Sequence[int]) -> list[int]:
    """Return tokens without what a semicolon parts from the verb.

    If that is all of them, the parse took the next sentence for the words; they stand before.
    """
    words_of = tree.parse.words
    stops = [at for at, word in enumerate(words_of) if word == ";" and not _that(tree, at + 1)]
    before = max((stop for stop in stops if stop < verb), default=-1)
    after = min((stop for stop in stops if stop > verb), default=tree.size)
    near = [token for token in tokens if before < token < after]
    subject = tree.kid(verb, {"nsubj"})
    if near or subject is None:
        return near
    return list(range(before + 1, max(min(tree.subtree(subject)), before + 1)))


def _that(tree: Tree, token: int) -> bool:
    return token < tree.size and tree.parse.words[token].lower() in {"that", "and"}
