"""Whether a sentence says that a fact stands: it does, not, no more, or is wished for."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from detente.coding.clauses import is_negated
from detente.coding.facts_tables import fact_words
from detente.coding.modality import told_of
from detente.coding.scene import Scene
from detente.coding.tree import SUBJECTS, Tree
from detente.model import Modality

_VERBAL: Final = frozenset({"VERB", "AUX"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "ADJ"})
# From a noun to the verb that says what becomes of it.
_UP: Final = frozenset(
    {"dobj", "nsubj", "nsubjpass", "attr", "acomp", "oprd", "pobj", "prep", "conj", "agent"}
)
_WISHED: Final = frozenset(
    {
        "xcomp",
        "ccomp",
        "advcl",
        "acl",
        "pcomp",
        "prep",
        "pobj",
        "dobj",
        "conj",
        "oprd",
        "acomp",
        "attr",
    }
)
_HOPS: Final = 5


class Standing(StrEnum):
    """How a sentence tells of a fact."""

    HOLDS = "holds"
    DENIED = "denied"
    CEASED = "ceased"
    WISHED = "wished"
    UNWISHED = "unwished"
    PAST = "past"
    OPEN = "open"


def standing_of(scene: Scene, token: int, *, is_wish: bool = False) -> Standing:
    """Return how a sentence tells of the fact that a word of it tells of.

    ``is_wish``: the fact is a wish, so that it stands under words of wishing and asking too.
    """
    tree = scene.tree
    if _is_asked(tree) or (not is_wish and _is_open(tree, token)):
        return Standing.OPEN
    if _has_ceased(tree, token):
        return Standing.CEASED
    return _as_told(scene, token)


def _is_asked(tree: Tree) -> bool:
    """Whether a sentence asks or supposes: a mark, or a verb before its subject in front."""
    words = tree.parse.words
    is_turned = words[0].casefold() in fact_words("turned") and tree.parse.pos[0] in _VERBAL
    return words[-1] == "?" or is_turned


def _as_told(scene: Scene, token: int) -> Standing:
    tree = scene.tree
    told = told_of(scene, token)
    if _is_wished(tree, token):
        return Standing.UNWISHED if told.modality is Modality.DENIED else Standing.WISHED
    if told.modality is Modality.DENIED and _is_near(tree, told.cue):
        return Standing.PAST if _is_past(tree, token) else Standing.HOLDS
    if told.modality is Modality.PLANNED and _goes_on(tree, token):
        return Standing.HOLDS
    if told.modality in _BY_MODALITY:
        return _BY_MODALITY[told.modality]
    return Standing.PAST if _is_past(tree, token) else Standing.HOLDS


def _is_near(tree: Tree, cue: int | None) -> bool:
    """Whether a word that seems to deny only measures: "*almost* wholly dependent"."""
    return cue is not None and tree.parse.lemmas[cue].casefold() in fact_words("nearly")


def _goes_on(tree: Tree, token: int) -> bool:
    """Whether what is to come is so already: "will *remain* neutral"."""
    deed = deed_of(tree, token)
    return deed is not None and tree.parse.lemmas[deed] in fact_words("going_on")


_BY_MODALITY: Final = {
    Modality.HYPOTHETICAL: Standing.OPEN,
    Modality.DENIED: Standing.DENIED,
    Modality.PLANNED: Standing.WISHED,
}


def deed_of(tree: Tree, token: int) -> int | None:
    """Return the verb that says a noun or adjective of its holder, or what becomes of it."""
    at = token
    for _ in range(_HOPS):
        if tree.parse.pos[at] in _VERBAL:
            return at
        if tree.parse.deps[at] not in _UP:
            return None
        at = tree.parse.heads[at]
    return None


def _above(tree: Tree, token: int) -> Iterator[tuple[int, str]]:
    """Yield the words over a word, each with the label that leads to it."""
    for _ in range(_HOPS):
        label, head = tree.parse.deps[token], tree.parse.heads[token]
        if head == token:
            return
        yield head, label
        token = head


def _is_open(tree: Tree, token: int) -> bool:
    """Whether a noun hangs on a verb or noun under which nothing is said to be so."""
    if tree.parse.pos[token] in _VERBAL:
        return False
    unreal = fact_words("unreal_verbs")
    for head, label in _above(tree, token):
        if label not in _UP or label == "nsubj":
            return False
        if tree.parse.lemmas[head] in unreal:
            return True
        if tree.parse.pos[head] in _VERBAL:
            return False
    return False


def _has_ceased(tree: Tree, token: int) -> bool:
    deed = deed_of(tree, token)
    clauses = tree.kids(token, {"relcl"})
    if any(tree.parse.lemmas[one] in fact_words("lapsing") for one in clauses):
        return True
    if deed is None:
        return False
    longer = [kid for one in {deed, token} for kid in tree.kids(one, {"advmod", "neg"})]
    if any(tree.parse.words[kid].casefold() in fact_words("ceasing") for kid in longer):
        return True
    is_ended = tree.parse.lemmas[deed] in fact_words("ending_verbs")
    return deed != token and is_ended and _is_acted_on(tree, token)


def _is_acted_on(tree: Tree, noun: int) -> bool:
    """Whether a noun is what its verb is done to, or who does it, not beside: "by a treaty"."""
    while tree.parse.deps[noun] == "conj":
        noun = tree.parse.heads[noun]
    return tree.parse.deps[noun] in {"dobj", "nsubj", "nsubjpass"}


def _is_wished(tree: Tree, token: int) -> bool:
    below = token
    for head, label in _above(tree, token):
        # What a clause with a subject of its own tells is wished for by the verb over it alone.
        is_apart = bool(tree.kids(below, SUBJECTS))
        if label not in _WISHED or (is_apart and label != "ccomp"):
            return False
        lemma, pos, below = tree.parse.lemmas[head], tree.parse.pos[head], head
        is_wish = (
            pos in _VERBAL
            and lemma in fact_words("wishing")
            and label in {"xcomp", "prep", "dobj", "ccomp"}
        ) or (
            pos in {"NOUN", "PROPN"}
            and lemma in fact_words("wish_nouns")
            and label in {"acl", "prep"}
        )
        if is_wish or (pos == "ADJ" and lemma in fact_words("wish_adjectives")):
            return True
    return False


def _is_past(tree: Tree, token: int) -> bool:
    """Whether a state is told in the past: "was an ally", but not "said that it was an ally"."""
    deed = deed_of(tree, token)
    if deed is None or not (tree.parse.tags[deed] == "VBD" or _was(tree, deed)):
        return False
    if tree.parse.lemmas[deed] in fact_words("beginning"):
        return False
    if deed != token and tree.parse.lemmas[deed] not in fact_words("stative"):
        return False  # "its embassy was hit" does not put the embassy into the past
    if tree.parse.lemmas[deed] in fact_words("having") - {"have", "hold", "keep", "maintain"}:
        return False
    return not _is_told(tree, deed)


def _was(tree: Tree, verb: int) -> bool:
    return any(
        tree.parse.words[kid].casefold() in {"was", "were", "had"}
        for kid in tree.kids(verb, {"aux", "auxpass"})
    )


def _is_told(tree: Tree, verb: int) -> bool:
    """Whether a past tense may only follow that of a verb of saying."""
    for head, label in _above(tree, verb):
        if label in {"ccomp", "parataxis"} and tree.parse.lemmas[head] in fact_words("saying"):
            return True
    return any(
        tree.parse.lemmas[kid] in fact_words("saying")
        for kid in tree.kids(verb, {"parataxis", "ccomp"})
    )


def is_denied(tree: Tree, token: int) -> bool:
    """Say whether a word or the verb that says it is negated."""
    deed = deed_of(tree, token)
    return is_negated(tree, token) or (deed is not None and is_negated(tree, deed))
