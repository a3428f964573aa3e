"""Which states "these nations" are: those listed together last, in this sentence or before."""

from typing import Final

from detente.coding.scene import Scene

_NATIONS: Final = frozenset({"nation", "country", "state"})
_POINTING: Final = frozenset({"these", "both", "two", "those"})
_JOINTS: Final = frozenset({"and", ",", "and the", "as well as", ", and"})


def states_pointed_at(scene: Scene, token: int) -> list[int]:
    """Return the mentions that "these nations", or "their" of such nations, stands for.

    Empty for other words, and where no states were listed before.
    """
    lemma = scene.tree.parse.lemmas[token].casefold()
    if lemma == "their":
        before = (one for one in range(token - 1, -1, -1) if _is_pointing(scene, one))
        noun = next(before, None)
    else:
        noun = token if _is_pointing(scene, token) else None
    return _listed_before(scene, noun) if noun is not None else []


def _is_pointing(scene: Scene, token: int) -> bool:
    tree = scene.tree
    if tree.parse.lemmas[token] not in _NATIONS or tree.parse.tags[token] != "NNS":
        return False
    kids = tree.kids(token, {"det", "nummod", "amod"})
    return any(tree.parse.words[kid].casefold() in _POINTING for kid in kids)


def _listed_before(scene: Scene, token: int) -> list[int]:
    """Return the last two or more states before a word that are joined by "and" or commas."""
    mentions, text = scene.document.mentions or (), scene.document.text or ""
    start = scene.tree.parse.starts[token]
    states = [n for n, one in enumerate(mentions) if one.kind == "state" and one.span.end <= start]
    run = states[-1:]
    for number in reversed(states[:-1]):
        gap = text[mentions[number].span.end : mentions[run[0]].span.start].strip()
        if gap in _JOINTS:
            run.insert(0, number)
        elif len(run) > 1:
            break
        else:
            run = [number]
    return run if len(run) > 1 else []
