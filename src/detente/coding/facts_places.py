"""Where around a word those stand whom a fact is about: its holder, its owner, who has it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, takewhile
from typing import Final

from detente.coding.clauses import actors_of_verb, is_passive, objects, prepositions, with_conjuncts
from detente.coding.facts_tables import fact_words
from detente.coding.facts_ties import imposer, sufferer, tied
from detente.coding.scene import Scene
from detente.coding.tree import Tree

_VERBAL: Final = frozenset({"VERB", "AUX"})
_BEFORE: Final = frozenset({"amod", "compound", "nmod"})
_SAID_OF: Final = frozenset({"attr", "oprd", "acomp"})
_LIGHT: Final = frozenset({"be", "remain", "stay", "exist", "stand", "lie"})
_GROUPS: Final = frozenset({"coalition", "bloc", "club", "group", "alliance", "grouping"})
_ENABLING: Final = frozenset({"enable", "allow", "let", "permit", "help"})
_MOVING: Final = frozenset({"move", "relocate", "shift", "transfer"})
_HOPS: Final = 5


def fillers(scene: Scene, token: int, path: str) -> list[int]:
    """Return the words at a place of data/en/facts_frames.toml, seen from a word, in order."""
    tokens = [token]
    for step in path.split("."):
        tokens = list(dict.fromkeys(item for one in tokens for item in _step(scene, one, step)))
    return tokens


def _step(scene: Scene, token: int, step: str) -> list[int]:
    place = _PLACES.get(step)
    return place(scene.tree, token) if place else _linked(scene.tree, token, step)


def _linked(tree: Tree, token: int, name: str) -> list[int]:
    """Return what stands after a preposition of a word, of its objects or of its light verb."""
    own = _after(tree, [token], name)
    if own:
        joined = [
            one for kid in tree.kids(token, {"dobj"}) for one in with_conjuncts(tree, kid)[1:]
        ]
        joined += tree.kids(token, {"conj"}) if tree.parse.pos[token] in _VERBAL else []
        nouns = [one for one in joined if tree.parse.pos[one] == "NOUN"]
        return [*own, *_after(tree, nouns, name)]
    lemmas = tree.parse.lemmas
    if tree.parse.pos[token] in _VERBAL:
        near = [*objects(tree, token), *tree.kids(token, {"xcomp", "acomp", "advmod", "prt"})]
        near = [one for one in near if one > token or tree.parse.deps[token] != "relcl"]
        return _after(tree, [*near, *_of_chain(tree, near)], name)
    verb = _light_verb(tree, token)
    if verb is None:
        return []
    if lemmas[verb] in fact_words("submitting"):
        return _after(tree, [verb], name)
    if name == "to" and lemmas[verb] not in _MOVING:
        return []
    return _after(tree, [verb, *tree.kids(verb, {"acomp", "xcomp"})], name)


def _joined(tree: Tree, token: int) -> list[tuple[str, int]]:
    """Return what stands after a preposition joined to another: "in Peru and *in Chile*"."""
    preps = [one for kid in tree.kids(token, {"prep"}) for one in tree.kids(kid, {"conj"})]
    return [(tree.parse.lemmas[one], obj) for one in preps for obj in tree.kids(one, {"pobj"})]


def _after(tree: Tree, heads: Iterable[int], name: str) -> list[int]:
    found = [
        obj
        for head in heads
        for prep, obj in (*prepositions(tree, head), *_joined(tree, head))
        if prep == name
    ]
    return list(dict.fromkeys(found))


def _of_chain(tree: Tree, nouns: Sequence[int]) -> list[int]:
    return [obj for noun in nouns for prep, obj in prepositions(tree, noun) if prep == "of"]


def _light_verb(tree: Tree, noun: int) -> int | None:
    """Return the verb that only says of a noun that it is there, or who has it."""
    verb, label = tree.parse.heads[noun], tree.parse.deps[noun]
    if tree.parse.pos[verb] not in _VERBAL:
        return None
    lemma = tree.parse.lemmas[verb]
    carrying = fact_words("carrying") | fact_words("having") | fact_words("hosting")
    if label in {"dobj", "nsubjpass"} and lemma in carrying:
        return verb
    if label in {"acomp", "oprd"} or (label == "dobj" and lemma in _MOVING):
        return verb
    is_subject = label in {"nsubj", "nsubjpass", "attr"}
    light = _LIGHT | _MOVING | fact_words("stationed")
    return verb if is_subject and lemma in light else None


def _actor(tree: Tree, token: int) -> list[int]:
    found = actors_of_verb(tree, token) if tree.parse.pos[token] in _VERBAL else []
    # "Peru is one of ten states that joined": the states are said of Peru.
    general = [one for one in found if tree.parse.lemmas[one] in fact_words("countries")]
    return [*found, *(item for one in general for item in _holder(tree, one))]


def _patient(tree: Tree, token: int) -> list[int]:
    return objects(tree, token) if tree.parse.pos[token] in _VERBAL else []


def _dative(tree: Tree, token: int) -> list[int]:
    kids = [kid for kid in tree.kids(token, {"dative"}) if tree.parse.pos[kid] != "ADP"]
    after = [obj for kid in tree.kids(token, {"dative"}) for obj in tree.kids(kid, {"pobj"})]
    return [item for kid in (*kids, *after) for item in with_conjuncts(tree, kid)]


def _owner(tree: Tree, token: int) -> list[int]:
    kids = [kid for one in _hyphened(tree, token) for kid in tree.kids(one, {"poss"})]
    if not kids and tree.parse.deps[token] in {"conj", "appos"}:
        head = tree.parse.heads[token]
        kids = tree.kids(head, {"poss"}) if tree.parse.pos[head] == "NOUN" else []
    return [item for kid in kids for item in with_conjuncts(tree, kid)]


def _mod(tree: Tree, token: int) -> list[int]:
    """Return what qualifies a noun from before it, two levels deep, conjuncts included."""
    kids = [kid for one in _hyphened(tree, token) for kid in tree.kids(one, _BEFORE) if kid < token]
    inner = [item for kid in kids for item in tree.kids(kid, _BEFORE | {"npadvmod"})]
    return [item for kid in (*kids, *inner) for item in with_conjuncts(tree, kid)]


def _hyphened(tree: Tree, token: int) -> list[int]:
    """Return a word with the one that a hyphen joins it to: "counter-*embargo*"."""
    is_joined = token > 1 and tree.parse.words[token - 1] == "-"
    return [token, token - 2] if is_joined else [token]


def _acomp(tree: Tree, token: int) -> list[int]:
    kids = tree.kids(token, {"acomp", "attr"})
    return [item for kid in kids for item in with_conjuncts(tree, kid)]


def _adverb(tree: Tree, token: int) -> list[int]:
    return tree.kids(token, {"advmod", "acomp", "prt", "prep", "oprd"})


def _enabled(tree: Tree, token: int) -> list[int]:
    """Return whom a thing of theirs lets do something: "this neutrality allows *Peru* to"."""
    head = tree.parse.heads[token]
    is_cause = tree.parse.deps[token] == "nsubj" and tree.parse.lemmas[head] in _ENABLING
    return objects(tree, head) if is_cause else []


def _pobj(tree: Tree, token: int) -> list[int]:
    return [item for kid in tree.kids(token, {"pobj"}) for item in with_conjuncts(tree, kid)]


def _apposed(tree: Tree, token: int) -> list[int]:
    return tree.kids(token, {"appos"})


def _self(tree: Tree, token: int) -> list[int]:
    del tree
    return [token]


def _first_of(tree: Tree, token: int) -> int:
    """Return the noun that a word is joined to or one of: "a friend and *ally*", "one of them"."""
    for _ in range(_HOPS):
        label, head = tree.parse.deps[token], tree.parse.heads[token]
        if label == "conj" and tree.parse.pos[head] == tree.parse.pos[token]:
            token = head
        elif label == "pobj" and _is_one_of(tree, head):
            token = tree.parse.heads[head]
        else:
            break
    return token


def _is_one_of(tree: Tree, prep: int) -> bool:
    noun = tree.parse.heads[prep]
    is_number = tree.parse.pos[noun] in {"NUM", "PRON", "ADJ"} or tree.parse.lemmas[noun] in _SOME
    return tree.parse.lemmas[prep] == "of" and is_number


_SOME: Final = frozenset(
    {
        "coalition",
        "bloc",
        "club",
        "one",
        "group",
        "number",
        "handful",
        "most",
        "some",
        "all",
        "half",
        "list",
        "pair",
    }
)


def _holder(tree: Tree, token: int) -> list[int]:
    """Return who is said to be what a noun or adjective says.

    Of nouns side by side ("Peru is a friend, an *ally*") the holder of each is that of the other.
    """
    beside = [_first_of(tree, token)]
    for _ in range(_HOPS):
        head = tree.parse.heads[beside[-1]]
        if tree.parse.deps[beside[-1]] != "appos" or tree.parse.pos[head] != "NOUN":
            break
        beside.append(_first_of(tree, head))
    found = [item for one in beside for item in _held_by(tree, one)]
    named = [item for one in found for item in _named_beside(tree, one)]
    return list(dict.fromkeys([*found, *named]))


def _held_by(tree: Tree, token: int) -> list[int]:
    label, head = tree.parse.deps[token], tree.parse.heads[token]
    found = _named_beside(tree, token)
    if label in {"prep", "advmod"}:
        is_verb = tree.parse.pos[head] in _VERBAL
        is_so = is_verb and tree.parse.lemmas[head] in _LIGHT
        said = actors_of_verb(tree, head) if is_so and label == "advmod" else []
        said = said or _set_off_before(tree, token, head)
        return said if is_verb else with_conjuncts(tree, head)
    if label in _SAID_OF and tree.parse.pos[head] in _VERBAL:
        found += _subject_of(tree, head, token)
    elif label in {"appos", *_BEFORE} or (label == "advcl" and tree.parse.pos[head] == "PROPN"):
        found += _named_right_before(tree, token) + with_conjuncts(tree, _first_of(tree, head))
    elif label in {"nsubj", "nsubjpass"} and tree.parse.pos[head] in _VERBAL:
        found += [item for kid in tree.kids(head, {"attr"}) for item in with_conjuncts(tree, kid)]
    elif label == "pobj" and tree.parse.lemmas[head] in {"as", "among"}:
        found += _regarded(tree, head)
    elif label in {"advcl", "ccomp", "xcomp", "npadvmod", "dep"}:
        found += actors_of_verb(tree, head) if tree.parse.pos[head] in _VERBAL else []
    return found


def _named_right_before(tree: Tree, token: int) -> list[int]:
    """Return the noun before the comma of "the group, a *coalition* of", wherever that hangs."""
    start = min(tree.subtree(token))
    is_group = tree.parse.lemmas[token] in _GROUPS and start > 1
    return [start - 2] if is_group and tree.parse.words[start - 1] == "," else []


def _set_off_before(tree: Tree, token: int, verb: int) -> list[int]:
    """Return the subject that a phrase between commas follows: "*Peru*, in the bloc since ..."."""
    subjects = tree.kids(verb, {"nsubj", "nsubjpass"})
    is_after = token > 1 and tree.parse.words[token - 1] == "," and token - 2 in subjects
    return with_conjuncts(tree, token - 2) if is_after else []


def _subject_of(tree: Tree, verb: int, token: int) -> list[int]:
    if tree.parse.deps[token] == "oprd" and tree.kids(verb, {"dobj"}):
        if _are_each_other(tree, tree.kids(verb, {"dobj"})):
            return actors_of_verb(tree, verb)
        return [item for kid in tree.kids(verb, {"dobj"}) for item in with_conjuncts(tree, kid)]
    if is_passive(tree, verb):
        return objects(tree, verb)
    inner = tree.kids(verb, {"nsubj"})
    if tree.parse.deps[verb] == "ccomp" and inner:
        return [item for kid in inner for item in with_conjuncts(tree, kid)]
    return actors_of_verb(tree, verb)


def _are_each_other(tree: Tree, nouns: Iterable[int]) -> bool:
    """Whether words turn a deed back on those who do it: "itself", "each other", "one another"."""
    words = [tree.parse.words[one].casefold() for one in nouns]
    return any(word.endswith(("self", "selves")) or word in {"other", "another"} for word in words)


def _named_beside(tree: Tree, noun: int) -> list[int]:
    """Return names in apposition or as examples: "its ally, *Japan*", "members such as *Peru*"."""
    beside = [kid for kid in tree.kids(noun, {"appos"}) if tree.parse.pos[kid] == "PROPN"]
    beside += [obj for name, obj in prepositions(tree, noun) if name in {"as", "like", "including"}]
    return [item for kid in beside for item in with_conjuncts(tree, kid)]


def _regarded(tree: Tree, prep: int) -> list[int]:
    """Return whom "as" is about: "as a member, *Peru* ...", "regards *Peru* as an ally"."""
    verb = tree.parse.heads[prep]
    if tree.parse.pos[verb] not in _VERBAL:
        return [verb]
    lemma = tree.parse.lemmas[verb]
    if _are_each_other(tree, objects(tree, verb)) or lemma in fact_words("overtaking"):
        return actors_of_verb(tree, verb)
    if lemma in {"look", "refer", "point"}:
        return [obj for name, obj in prepositions(tree, verb) if name in {"on", "upon", "to"}]
    return (
        objects(tree, verb) if prep > verb and objects(tree, verb) else actors_of_verb(tree, verb)
    )


def _haver(tree: Tree, token: int) -> list[int]:
    """Return who has, keeps, signed or runs a thing: "*Peru* keeps an embassy"."""
    token = _policy(tree, _first_of(tree, token))
    having = fact_words("having")
    verb = tree.parse.heads[token]
    found = []
    if tree.parse.deps[token] in {"dobj", "nsubjpass"} and tree.parse.lemmas[verb] in having:
        found = _actor(tree, verb)
    for clause in tree.kids(token, {"acl", "relcl"}):
        if tree.parse.lemmas[clause] in having and tree.parse.tags[clause] != "VBG":
            found += [one for one in actors_of_verb(tree, clause) if one != token]
    return found


def _policy(tree: Tree, token: int) -> int:
    """Return the noun of "a *policy* of neutrality", else the word itself."""
    above = tree.parse.heads[tree.parse.heads[token]]
    is_of = tree.parse.deps[token] == "pobj" and tree.parse.lemmas[tree.parse.heads[token]] == "of"
    return above if is_of and tree.parse.lemmas[above] in fact_words("policies") else token


def _host(tree: Tree, token: int) -> list[int]:
    verb = tree.parse.heads[token]
    is_host = tree.parse.lemmas[verb] in fact_words("hosting") | {"have"}
    return actors_of_verb(tree, verb) if tree.parse.deps[token] == "dobj" and is_host else []


def _out_of(tree: Tree, token: int) -> list[int]:
    kids = [
        kid
        for kid in tree.kids(token, {"prep", "advmod", "prt"})
        if tree.parse.lemmas[kid] == "out"
    ]
    own = [obj for name, obj in prepositions(tree, token) if name == "of"] if kids else []
    return [*own, *(obj for kid in kids for name, obj in prepositions(tree, kid) if name == "of")]


def _away_from(tree: Tree, token: int) -> list[int]:
    kids = [kid for kid in tree.kids(token, {"advmod", "prt"}) if tree.parse.lemmas[kid] == "away"]
    return [obj for kid in kids for name, obj in prepositions(tree, kid) if name == "from"]


def _made_in(tree: Tree, token: int) -> list[int]:
    made = [
        kid
        for kid in tree.kids(token, {"acl"})
        if tree.parse.lemmas[kid] in {"make", "build", "buy", "produce"}
    ]
    return [
        obj for kid in made for name, obj in prepositions(tree, kid) if name in {"in", "by", "from"}
    ]


def _burner(tree: Tree, token: int) -> list[int]:
    """Return who uses up a good: "the gas that *the EU* burns"."""
    return [one for kid in tree.kids(token, {"relcl"}) for one in actors_of_verb(tree, kid)]


def _wisher(tree: Tree, token: int) -> list[int]:
    """Return who wishes or asks for what a noun says, or has begun to talk of it.

    Who approves of what others wish, or does not, wishes for none of it.
    """
    judging, lemmas = fact_words("judging_verbs"), tree.parse.lemmas
    path = islice(tree.ancestors(token), _HOPS)
    near = takewhile(lambda at: lemmas[at] not in judging, path)
    return next((found for at in near if (found := _wishing(tree, at))), [])


def _wishing(tree: Tree, at: int) -> list[int]:
    """Return who wishes what a verb, adjective or noun of wishing says."""
    lemma, pos = tree.parse.lemmas[at], tree.parse.pos[at]
    if pos in _VERBAL and lemma in fact_words("wish_verbs"):
        return actors_of_verb(tree, at) + (objects(tree, at) if lemma == "invite" else [])
    if pos == "ADJ" and lemma in fact_words("wish_adjectives"):
        return _holder(tree, at)
    if pos == "NOUN" and lemma in fact_words("wish_nouns"):
        return _owner(tree, at) or _mod(tree, at) or _haver(tree, at)
    return []


_PLACES: Final[Mapping[str, Callable[[Tree, int], list[int]]]] = {
    "actor": _actor,
    "patient": _patient,
    "dative": _dative,
    "owner": _owner,
    "appos": _apposed,
    "pobj": _pobj,
    "enabled": _enabled,
    "adverb": _adverb,
    "acomp": _acomp,
    "mod": _mod,
    "self": _self,
    "holder": _holder,
    "haver": _haver,
    "haver_host": _host,
    "imposer": imposer,
    "sufferer": sufferer,
    "linked": tied,
    "out_of": _out_of,
    "away_from": _away_from,
    "made_in": _made_in,
    "burner": _burner,
    "wisher": _wisher,
}
