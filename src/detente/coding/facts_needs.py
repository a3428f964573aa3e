"""Whether the words around an anchor are what a frame of standing facts needs."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from detente.coding.clauses import is_negated, prepositions
from detente.coding.facts_places import fillers
from detente.coding.facts_tables import Frame, Need, fact_words
from detente.coding.scene import Scene
from detente.coding.tree import Tree

_LONGEST: Final = 60  # words of the longest noun phrase that tells anything
_NEAR: Final = frozenset({"compound", "amod", "nmod", "conj"})
MEASURES: Final = frozenset(
    {
        "most",
        "much",
        "half",
        "third",
        "quarter",
        "fifth",
        "tenth",
        "%",
        "percent",
        "cent",
        "all",
        "some",
        "part",
        "bulk",
    }
    | {
        "share",
        "majority",
        "rest",
        "lot",
        "supply",
        "export",
        "import",
        "shipment",
        "delivery",
        "sale",
        "barrel",
    }
    | {
        "tonne",
        "ton",
        "cubic",
        "metre",
        "meter",
        "volume",
        "batch",
        "amount",
        "need",
        "demand",
        "consumption",
        "dozen",
    }
    | {
        "consignment",
        "cargo",
        "product",
        "plenty",
        "two-third",
        "load",
        "litre",
        "bit",
        "quantity",
        "kind",
        "type",
    }
)


def is_fitting(scene: Scene, token: int, frame: Frame) -> bool:
    """Say whether all that a frame needs is there, and nothing of what it must not have."""
    return all(_holds(scene, token, need) != need.forbidden for need in frame.needs)


def _holds(scene: Scene, token: int, need: Need) -> bool:
    check = _CHECKS.get(need.places[0])
    if check is not None and not need.own:
        return check(scene, token, need.words)
    words = [one for place in need.places for one in fillers(scene, token, place)]
    if need.own:
        lemmas = scene.tree.parse.lemmas
        return any(lemmas[core] in need.own for one in words for core in cores(scene.tree, one))
    return has_words(scene.tree, words, need.words) if need.words else bool(words)


def has_words(tree: Tree, tokens: Iterable[int], name: str) -> bool:
    """Say whether noun phrases are of a set: their heads, or what a measure is of."""
    if name == "arms":
        return any(_is_arms(tree, token) for token in tokens)
    if name == "things":
        return any(_is_thing(tree, one) for token in tokens for one in cores(tree, token))
    if name == "garrison":
        return any(_is_garrison(tree, token) for token in tokens)
    wanted = fact_words(name)
    return any(tree.parse.lemmas[one] in wanted for token in tokens for one in cores(tree, token))


def _is_thing(tree: Tree, token: int) -> bool:
    """Whether a word is a common noun that may be bought and sold."""
    lemma = tree.parse.lemmas[token]
    is_common = tree.parse.tags[token] in {"NN", "NNS"}
    return is_common and lemma not in fact_words("immaterial") | (MEASURES - fact_words("goods"))


def cores(tree: Tree, token: int, hops: int = 3) -> list[int]:
    """Return the nouns that tell what a phrase is of: "most of its *gas*", "*gas* exports"."""
    found = [token]
    if hops and (
        tree.parse.lemmas[token] in MEASURES
        or tree.parse.pos[token] in {"NUM", "ADJ", "PRON", "SYM"}
    ):
        inner = [obj for name, obj in prepositions(tree, token) if name == "of"]
        inner += tree.kids(token, {"compound"})
        found += [one for obj in inner for one in cores(tree, obj, hops - 1)]
    found += [kid for kid in tree.kids(token, {"conj"}) if tree.parse.pos[kid] == "NOUN"]
    return found


def around(
    tree: Tree, token: int, labels: frozenset[str] = _NEAR | {"prep", "poss", "pobj"}
) -> list[int]:
    """Return the words of a noun phrase: what is before its noun, and after its prepositions."""
    found = [token]
    for one in found:
        found += tree.kids(one, labels)
        if len(found) > _LONGEST:
            break
    return found


def _is_arms(tree: Tree, token: int) -> bool:
    return _are_arms(
        tree, [one for core in cores(tree, token) for one in around(tree, core, _NEAR)]
    )


def _are_arms(tree: Tree, tokens: Iterable[int]) -> bool:
    near = [tree.parse.lemmas[one].casefold() for one in tokens]
    if fact_words("harmless") & set(near):
        return False
    plain = fact_words("plain_kit")
    if (fact_words("arms") - plain) & set(near):
        return True
    return bool(plain & set(near)) and bool(fact_words("military") & set(near))


def _is_garrison(tree: Tree, token: int) -> bool:
    lemmas = {tree.parse.lemmas[one].casefold() for one in cores(tree, token)}
    near = {tree.parse.lemmas[one].casefold() for one in around(tree, token)}
    plain = bool(lemmas & fact_words("bases")) and bool(near & (fact_words("base_words")))
    return plain or bool(lemmas & fact_words("forces"))


def _around_has(scene: Scene, token: int, words: str) -> bool:
    near = around(scene.tree, token)
    if words == "arms":
        return _are_arms(scene.tree, near)
    return any(scene.tree.parse.lemmas[one].casefold() in fact_words(words) for one in near)


def _sentence_has(scene: Scene, token: int, words: str) -> bool:
    del token
    return any(lemma in fact_words(words) for lemma in scene.tree.parse.lemmas)


def _mod_has(scene: Scene, token: int, words: str) -> bool:
    kids = scene.tree.kids(token, {"amod", "compound", "nmod"})
    return any(scene.tree.parse.lemmas[kid].casefold() in fact_words(words) for kid in kids)


def _is_denied(scene: Scene, token: int, words: str) -> bool:
    del words
    tree = scene.tree
    objects = fillers(scene, token, "patient")
    no = {"no", "neither", "without", "nobody", "none"}
    near = [*objects, *(kid for one in objects for kid in tree.kids(one, {"poss", "det"}))]
    is_none = any(tree.parse.lemmas[one] in no or is_negated(tree, one) for one in near)
    above = tree.parse.heads[token]
    refuses = tree.parse.lemmas[above] in {"refuse", "decline", "avoid"}
    return is_negated(tree, token) or is_none or refuses


def _is_wished(scene: Scene, token: int, words: str) -> bool:
    del words
    tree = scene.tree
    if tree.parse.lemmas[token] in fact_words("wish_nouns"):
        return True
    return bool(fillers(scene, token, "wisher"))


def _is_loose(scene: Scene, token: int, words: str) -> bool:
    """Whether an agreement is only wished for, or has just been made."""
    del words
    kids = scene.tree.kids(token, {"amod", "compound"})
    return any(scene.tree.parse.lemmas[kid] in fact_words("not_yet") for kid in kids)


def _is_stationed(scene: Scene, token: int, words: str) -> bool:
    """Whether soldiers are said to be somewhere for good: "*stationed* in", "are based in"."""
    del words
    tree = scene.tree
    near = [tree.parse.heads[token], *tree.kids(token, {"acl", "relcl"})]
    return any(tree.parse.lemmas[one] in fact_words("stationed") for one in near)


_CHECKS: Final[Mapping[str, Callable[[Scene, int, str], bool]]] = {
    "around": _around_has,
    "sentence": _sentence_has,
    "mod": _mod_has,
    "denied": _is_denied,
    "wished": _is_wished,
    "loose": _is_loose,
    "stationed": _is_stationed,
}
