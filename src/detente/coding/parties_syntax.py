"""Where syntax knows better than the encoder who acts and who receives."""

from collections.abc import Collection, Sequence
from typing import Final

from detente.coding.attribution_layout import sources_of_layout
from detente.coding.clauses import with_conjuncts
from detente.coding.roles import BY_CALLER, Roles
from detente.coding.scene import Scene

# How the rules tell that the owner of a noun acts.
BY_OWNER: Final = "possessor"


def is_settled_by_syntax(
    scene: Scene, roles: Roles, actors: Collection[int], recipients: Collection[int]
) -> bool:
    """Say whether rules name both sides, and the encoder only puts all of them on one.

    Syntax knows who hosts whom, and whom a pronoun means.
    """
    both = any(map(scene.is_known, roles.actors)) and any(map(scene.is_known, roles.recipients))
    if both and roles.reason.startswith((BY_OWNER, BY_CALLER)):
        return True  # "Russia's invasion of Ukraine"
    is_one_sided = all(number in actors for number in recipients)
    return both and is_one_sided and any(number in actors for number in roles.recipients)


def is_turned(
    scene: Scene, deed: Sequence[int], roles: Roles, sensed: tuple[Collection[int], Collection[int]]
) -> bool:
    """Say whether the encoder lets all act on whom somebody else acts by syntax, and on nobody.

    "The forum said that *Lima* must pay"; "the country signed a pact with *Chile*".
    """
    actors, recipients = sensed
    told = [number for number in roles.recipients if scene.is_known(number)]
    subjects = (kid for token in deed for kid in scene.tree.kids(token, {"nsubj"}))
    has_other = bool(roles.actors) or any(scene.mention_at[one] not in told for one in subjects)
    is_left = not any(scene.is_known(one) for one in recipients if one not in actors)
    return has_other and is_left and bool(told) and all(one in actors for one in told)


def with_joined(
    scene: Scene, told: Sequence[int], others: Collection[int], sensed: Collection[int]
) -> tuple[int, ...]:
    """Return who has a role by syntax, and whom the encoder adds that "and" joins to one of them.

    ``others`` have the other role.
    """
    heads = [token for n in told if n >= 0 for token in scene.tokens_of(scene.mention(n).head)]
    joined = {scene.mention_at[one] for head in heads for one in with_conjuncts(scene.tree, head)}
    added = (n for n in sensed if n in joined and n not in others)
    return tuple(dict.fromkeys((*told, *added)))


def without_sources(
    scene: Scene, deed: Sequence[int], recipients: Sequence[int]
) -> tuple[int, ...]:
    """Return who receives, without who only tells of it: "Lima open to talks - *ministry*"."""
    sources = [one.at for one in sources_of_layout(scene, min(deed))]
    told = {scene.mention_at[at] for at in sources if at > max(deed)}
    return tuple(number for number in recipients if number not in told)


def without_tellers(scene: Scene, deed: Sequence[int], roles: Roles) -> Roles:
    """Return roles without who only tells of the deed, but with whom a parser hangs on him.

    "Oman ready for talks with *Tehran* - foreign ministry".
    """
    kept = without_sources(scene, deed, roles.recipients)
    tellers = [one for one in roles.recipients if one not in kept and one >= 0]
    heads = {token for one in tellers for token in scene.tokens_of(scene.mention(one).head)}
    below = {token for head in heads for token in scene.tree.subtree(head) if token < min(heads)}
    hung = dict.fromkeys(scene.mention_at[token] for token in sorted(below))
    meant = (one for one in hung if one is not None and scene.is_known(one))
    others = [one for one in meant if one not in {*tellers, *roles.actors}]
    return roles._replace(recipients=(*kept, *others)) if tellers else roles
