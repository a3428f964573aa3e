"""Names that stand as examples of several: "allies, including *Britain* and *France*"."""

from typing import Final

from detente.coding.clauses import with_conjuncts
from detente.coding.tree import Tree, once

_SEVERAL: Final = "NNS"
_PREPOSITIONS: Final = frozenset({"include", "like"})


@once
def examples(tree: Tree, token: int) -> list[int]:
    """Return the heads of what follows a plural noun as its examples, in order.

    That is after "such as", "like", "including" and "among them". Other words have none.
    """
    if tree.parse.tags[token] != _SEVERAL:
        return []
    leading = [kid for kid in tree.kids(token, {"prep"}) if _leads(tree, kid)] + _among(tree, token)
    objects = [item for prep in leading for item in tree.kids(prep, {"pobj"})]
    named = [item for item in objects if tree.parse.lemmas[item] != "they"]
    return [item for one in named for item in with_conjuncts(tree, one)]


def _leads(tree: Tree, prep: int) -> bool:
    lemmas = tree.parse.lemmas
    is_such = lemmas[prep] == "as" and prep > 0 and lemmas[prep - 1] == "such"
    return is_such or lemmas[prep] in _PREPOSITIONS


def _among(tree: Tree, token: int) -> list[int]:
    """Return the "among" of "countries, *among* them Japan", wherever the parser hangs it."""
    at, lemmas = token + 2, tree.parse.lemmas
    return [at] if lemmas[token + 1 : token + 4] == (",", "among", "they") else []
