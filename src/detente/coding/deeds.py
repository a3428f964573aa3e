"""The words of a deed: a verb with its particle, a noun with its light verb."""

from typing import Final

from detente.coding.clauses import objects
from detente.coding.roles import governing_verb
from detente.coding.scene import Scene
from detente.model import Span
from detente.ontology.lexicon import word_sets

# A noun and the verb that carries it stand at most so many words apart.
_APART: Final = 4


def deed_tokens(scene: Scene, token: int) -> list[int]:
    """Return the words that tell of the deed of a word, itself first."""
    tree = scene.tree
    tokens = [token, *tree.kids(token, {"prt"})]
    verb = None if tree.parse.pos[token] == "VERB" else governing_verb(scene, token)
    if verb is not None and abs(verb - token) <= _APART:
        tokens.append(verb)
    return tokens


def words_of_deed(scene: Scene, token: int) -> list[int]:
    """Return the words of a deed, with the object of a light verb ("paid a *visit*").

    A verb that tells of a deed itself is not among those of a noun beside it: "*imposed* in
    response to the invasion".
    """
    tokens = deed_tokens(scene, token)
    found = [one for one in tokens if one == token or not scene.tells_of_deed(one)]
    if scene.tree.parse.lemmas[token] in word_sets()["light"]:
        found += [one for one in objects(scene.tree, token) if scene.mention_at[one] is None][:1]
    return found


def deed_span(scene: Scene, token: int) -> Span:
    """Return the stretch of text that the words of a deed take."""
    return scene.span(deed_tokens(scene, token))
