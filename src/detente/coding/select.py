"""Which of a sentence's findings are events, and which is the main one."""

from collections.abc import Sequence

from detente.coding.assemble import Found
from detente.coding.clauses import depth
from detente.coding.homes import BY_AUTHORITIES
from detente.coding.scene import Scene
from detente.coding.tree import VERBAL, Tree
from detente.model import Modality

# Weights of what makes an event the one its sentence is about: a logistic regression on the choice
# among 350 sets of findings in sentences of the corpus that the encoder does not know, rounded; the
# readers' main event comes first in .87 of them (by text order alone .85, by the weights set by
# hand before .77). How real a deed is was not fitted.
_BOTH_SIDES = 0.4
_ACTOR = 0.6
_VERB = 0.3
_PER_LEVEL = -0.1
_SURE = 1.2
_LATER = -1.8
_ASIDE = -0.3
_LEAST_SURE = 0.85
_NOT_ABSURD = 0.1
# Behind these stands what was before the news, or beside it.
_BEHIND = frozenset(
    {"after", "follow", "following", "amid", "amidst", "despite", "since", "during", "over", "when"}
    | {"as", "while", "before", "until", "because"}
)
_UNREAL = {Modality.HYPOTHETICAL: -0.5, Modality.DENIED: -0.25, Modality.CLAIMED: -0.1}
_CLAUSES_OF_NOUNS = frozenset({"relcl", "acl"})
_OF_NOUNS = frozenset({"amod", "compound", "nmod"})
_MARKS = frozenset({"mark", "advmod"})
_OBJECTS_OF_PREPOSITIONS = frozenset({"pobj", "pcomp"})


def ranked(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """Return findings, the main one first, without repeats of one event by other words.

    What is told first is the news ("rejected the plan and warned Chad"), unless it is told aside.
    """
    own = [item.reading.token for item in found if not _is_aside(scene, item.reading.token)]
    first = min(own, default=0)

    def place(item: Found) -> float:
        return -weight(scene, item) - _LATER * (item.reading.token > first)

    kept: dict[tuple[object, ...], Found] = {}
    for item in sorted(found, key=place):
        kept.setdefault(_identity(scene, item), item)
    return list(kept.values())


def weight(scene: Scene, item: Found) -> float:
    """Return how much a finding is what its sentence is about, whatever else the sentence tells."""
    reading = item.reading
    actors = any(scene.is_known(number) for number in item.roles.actors)
    actors = actors and BY_AUTHORITIES not in item.roles.reason
    others = any(scene.is_known(number) for number in item.roles.recipients)
    sides = others or scene.are_several(item.roles.actors)
    return (
        _BOTH_SIDES * (actors and sides)
        + _ACTOR * actors
        + _VERB * (reading.trigger.kind == "v")
        + _PER_LEVEL * min(depth(scene.tree, reading.token), 6)
        + _ASIDE * _is_aside(scene, reading.token)
        + _UNREAL.get(item.reality.modality, 0.0)
        + _SURE * _sureness(item)
    )


def _is_aside(scene: Scene, token: int) -> bool:
    """Whether a deed only says when or why the news came about, or who or what is meant in it.

    "Held talks after *protests*", "*speaking* in Rome, he rejected it", "the *captured* leader".
    """
    tree = scene.tree
    if tree.parse.deps[token] in _OF_NOUNS:
        return True
    return any(_opens_aside(tree, one) for one in (token, *tree.ancestors(token)))


def _opens_aside(tree: Tree, token: int) -> bool:
    """Whether all that hangs on a word is told aside."""
    parse = tree.parse
    label, head = parse.deps[token], parse.heads[token]
    if label in _OBJECTS_OF_PREPOSITIONS:
        return parse.lemmas[head] in _BEHIND
    is_fronted = token < head
    if label == "prep":
        return is_fronted and parse.pos[head] in VERBAL
    marks = (parse.lemmas[kid] for kid in tree.kids(token, _MARKS))
    is_beside = label == "advcl" and (is_fronted or not _BEHIND.isdisjoint(marks))
    return is_beside or label in _CLAUSES_OF_NOUNS


def _sureness(item: Found) -> float:
    """Return how sure a finding is, at least so much where its words leave no doubt."""
    is_whole = (item.judged or 0.0) >= _NOT_ABSURD and any(n >= 0 for n in item.roles.actors)
    least = _LEAST_SURE if item.reading.is_settled and is_whole else 0.0
    return max(item.judged or 0.0, least)


def _identity(scene: Scene, item: Found) -> tuple[object, ...]:
    actors = tuple(sorted(map(str, (_who(scene, number) for number in item.roles.actors))))
    others = tuple(sorted(map(str, (_who(scene, number) for number in item.roles.recipients))))
    return (item.reading.event_type, item.reality.modality, actors, others)


def _who(scene: Scene, number: int) -> str | int:
    link = scene.link(number)
    return link.entity if link and link.entity else number
