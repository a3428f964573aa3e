"""Through whom words come: who quotes, who passes on, who speaks along; "X quoted Y as saying"."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from detente.coding.statements_draft import Phrase, can_speak, phrase
from detente.coding.statements_tables import words
from detente.coding.tree import Tree

CITING: Final = frozenset({"cite", "cit", "quote"})  # "cit" is the parser's lemma of "citing"


class Voices(NamedTuple):
    """Who speaks in one attribution (a token), and who with, for and through whom."""

    source: int | None
    joint: tuple[Phrase, ...] = ()
    relayer: Phrase | None = None
    through: tuple[Phrase, ...] = ()


def voices_of(tree: Tree, verb: int, source: int | None) -> Voices:
    """Return all that have a part in the words of a verb whose own subject is ``source``."""
    quoting = quoting_verb(tree, verb)
    if quoting is not None:
        return _quoted(tree, quoting)
    cited = _cited(tree, verb, source)
    if cited is not None and source is not None:
        return Voices(cited, _joint(tree, cited), None, _phrases(tree, [source]))
    through = _phrases(tree, _quoters(tree, source, verb))
    return Voices(source, _joint(tree, source), _passing(tree, verb), through)


def quoting_verb(tree: Tree, verb: int) -> int | None:
    """Return "quoted" for the "saying" of "quoted the ministry as saying", else None."""
    parse = tree.parse
    above = parse.heads[verb]
    if parse.deps[verb] not in {"pcomp", "advcl", "xcomp", "ccomp"} or parse.tags[verb] != "VBG":
        return None
    if parse.lemmas[above] == "as":
        above = parse.heads[above]
    elif verb == 0 or parse.lemmas[verb - 1] != "as":
        return None
    return _nearest_quoting(tree, above)


def _nearest_quoting(tree: Tree, token: int) -> int | None:
    """Return a verb of quoting at a token or above it: parsers hang "as" up in many places."""
    for one in (token, *tree.ancestors(token)):
        if tree.parse.lemmas[one] in words().quoting and tree.parse.pos[one] in {"VERB", "AUX"}:
            return one
    return None


def is_only_quoting(tree: Tree, verb: int) -> bool:
    """Does this verb only lead to somebody else's: "*quoted* the ministry as saying"?"""
    parse = tree.parse
    if parse.lemmas[verb] not in words().quoting:
        return False
    later = range(verb + 1, min(tree.size - 1, verb + 40))
    return any(
        parse.lemmas[at] == "as" and quoting_verb(tree, at + 1) == verb for at in later
    ) or _is_citing(tree, verb)


def _is_citing(tree: Tree, verb: int) -> bool:
    """Is this "Reuters, *citing* two diplomats, reported"?"""
    found = tree.kid(verb, {"dobj"})
    if tree.parse.tags[verb] != "VBG" or tree.parse.lemmas[verb] not in CITING:
        return False
    return found is not None and can_speak(tree, found)


def _quoted(tree: Tree, quoting: int) -> Voices:
    passive = tree.kid(quoting, {"nsubjpass"})
    if passive is not None or tree.parse.deps[quoting] == "acl":
        agents = [tree.kid(agent, {"pobj"}) for agent in tree.kids(quoting, {"agent", "prep"})]
        source: int | None = passive if passive is not None else tree.parse.heads[quoting]
        named = [one for one in agents if one is not None and one > quoting]
        by = [one for one in named if tree.parse.lemmas[tree.parse.heads[one]] in {"by", "in"}]
        return Voices(source, _joint(tree, source), None, _phrases(tree, by))
    source = tree.kid(quoting, {"dobj"})
    quoter = tree.subject(quoting)
    return Voices(source, _joint(tree, source), None, _phrases(tree, [quoter]))


def _cited(tree: Tree, verb: int, source: int | None) -> int | None:
    """Return whom the subject of a verb cites: "Reuters, citing *two diplomats*, reported"."""
    near = [*tree.kids(verb, {"advcl", "prep", "acl"})]
    near += [] if source is None else tree.kids(source, {"acl", "advcl", "prep"})
    for kid in near:
        found = tree.kid(kid, {"dobj", "pobj"})
        if found is not None and _is_citing(tree, kid):
            return found
    return None


def _quoters(tree: Tree, source: int | None, verb: int) -> list[int | None]:
    """Return who quotes a speaker beside the cue: "the minister, quoted by *TASS*, said"."""
    near = [] if source is None else tree.kids(source, {"acl", "advcl", "relcl", "appos"})
    near += tree.kids(verb, {"advcl"})
    quoted = [one for one in near if tree.parse.lemmas[one] in words().quoting]
    agents = [kid for one in quoted for kid in tree.kids(one, {"agent"})]
    return [tree.kid(agent, {"pobj"}) for agent in agents]


def _passing(tree: Tree, verb: int) -> Phrase | None:
    """Return through whom one speaks: "said through *a spokeswoman*", "via his ambassador"."""
    first = tree.parse.heads[0]  # parsers take a first "Via" for a name
    if tree.parse.words[0].lower() in words().passing and first < verb and can_speak(tree, first):
        return phrase(tree, first)
    for kid in tree.kids(verb, {"prep"}):
        found = tree.kid(kid, {"pobj"}) if tree.parse.lemmas[kid] in words().passing else None
        if found is not None and can_speak(tree, found):
            return phrase(tree, found)
    return None


def _joint(tree: Tree, source: int | None) -> tuple[Phrase, ...]:
    if source is None:
        return ()
    found: list[int] = []
    waiting = [source]
    while waiting:
        others = [kid for kid in tree.kids(waiting.pop(), {"conj"}) if can_speak(tree, kid)]
        found += others
        waiting += others
    return _phrases(tree, found)


def _phrases(tree: Tree, tokens: Sequence[int | None]) -> tuple[Phrase, ...]:
    made = [phrase(tree, token) for token in tokens]
    return tuple(one for one in made if one is not None)
