"""Parties of talks and papers that a sentence only names again: "*the deal* was signed".

Who deals with whom is told by the clause around, or by an event before.
"""

from typing import Final

from detente.coding.clauses import PASSIVE_SUBJECTS, objects
from detente.coding.nominal import actors_around
from detente.coding.participation import Roles
from detente.coding.scene import Scene
from detente.ontology.lexicon import Trigger, word_sets

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


def sides_of_paper(scene: Scene, token: int) -> list[int]:
    """Return who agreed on what a passive's subject points back at: "*the deal* was signed"."""
    tree = scene.tree
    subjects = tree.kids(token, PASSIVE_SUBJECTS)
    if not subjects and tree.parse.deps[token] == "xcomp":  # "the deal *is* to be signed"
        subjects = tree.kids(tree.parse.heads[token], _SUBJECTS)
    papers = word_sets()["agreement"] | {"contract"}
    told = [
        one
        for one in subjects
        if tree.parse.lemmas[one] == "it"
        or (tree.parse.lemmas[one] in papers and not scene.who([one], steps=1))
    ]
    return scene.both_sides(told[0]) if told else []


def with_sides_brought(scene: Scene, token: int, trigger: Trigger, roles: Roles) -> Roles:
    """Return the roles of a go-between with those whose talks or accord its object names.

    "Oman mediated *the talks*", "signed a pact in *talks* chaired by Canada".
    """
    is_known = any(map(scene.is_known, roles.recipients))
    if trigger.mode != "third-party" or trigger.kind != "v" or not roles.actors or is_known:
        return roles
    lemmas, sets = scene.tree.parse.lemmas, word_sets()
    names = sets["talks"] | sets["agreement"] | sets["truces"]
    told = [one for one in objects(scene.tree, token) if lemmas[one] in names]
    if not told:
        return roles
    around = scene.who(actors_around(scene, told[0]))
    found = around if scene.are_several(around) else scene.both_sides(told[0])
    own = {scene.country(one) for one in roles.actors}
    sides = tuple(one for one in found if scene.country(one) not in own)
    if len(sides) < len(found):
        return roles._replace(actors=())  # who chairs a meeting of his own side is no third
    reason = f"{roles.reason}; those whose talks they are receive"
    return roles._replace(recipients=sides, reason=reason) if sides else roles
