"""Who tells of a word by the syntax: "X said", "according to X", "X quoted Y as saying"."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from detente.coding.attribution_words import attribution_words, is_press
from detente.coding.clauses import actors_of_verb, is_passive, prepositions
from detente.coding.modality_clause import is_blaming
from detente.coding.modality_tables import modality_words
from detente.coding.scene import Scene
from detente.coding.tree import Tree
from detente.ontology.lexicon import word_sets

_CONTENT: Final = frozenset({"ccomp", "acl", "pcomp"})
_BARE: Final = frozenset({"xcomp", "dobj", "advcl"})
_AROUND: Final = frozenset({"ccomp", "parataxis", "dep", "conj"})
_LONGEST: Final = 12
# What sets off a clause that only tells who spoke.
_EDGES: Final = frozenset({",", '"', "”", "''", "’"})


class Tellers(NamedTuple):
    """Nouns for those who tell of an event at one place of the sentence.

    ``nouns``: the speaker, then who passes the words on. ``cited``: whom the speaker cites.
    ``at`` is the place of the speaker.
    """

    at: int
    nouns: tuple[int, ...]
    cited: tuple[int, ...] = ()


def tellers_above(scene: Scene, token: int) -> Iterator[Tellers]:
    """Yield who tells of the event at a token, from its own clause to the outermost."""
    tree = scene.tree
    yield from _beside(scene, token, token)
    word = token
    for head, _ in zip(tree.ancestors(token), range(_LONGEST), strict=False):
        yield from _governing(scene, head, word)
        yield from _beside(scene, head, token)
        word = head


def _governing(scene: Scene, head: int, word: int) -> Iterator[Tellers]:
    """Yield who tells by a verb or noun over a word: "X *says* that", "X's *claim* that"."""
    tree, parse = scene.tree, scene.tree.parse
    label, lemma = parse.deps[word], parse.lemmas[head]
    if parse.pos[head] == "NOUN":
        if lemma in attribution_words("nouns") and label in {"acl", "ccomp", "prep"}:
            yield from _group(scene, _owners(tree, head, word))
        return
    is_content = _is_told(tree, word)
    is_bare = label in _BARE and lemma in attribution_words("bare")
    is_apart = word < head and bool(tree.kids(head, {"dobj"}))
    if is_apart and lemma in attribution_words("answering"):
        return  # two sentences side by side: "A did X, B denies Y"
    is_answer = parse.lemmas[word] in attribution_words("nouns") and label == "dobj"
    if (is_content or is_bare) and lemma in attribution_words("verbs"):
        yield from _speech(scene, head)
    elif (is_answer or _is_brushed_aside(tree, word)) and lemma in attribution_words("answering"):
        yield from _group(scene, actors_of_verb(tree, head), head)
    elif label == "prep" and _is_led_to(tree, head, word):
        yield from _group(scene, actors_of_verb(tree, head))


def _is_told(tree: Tree, word: int) -> bool:
    """Whether a clause is what somebody tells, rather than wishes ("suggested that he *go*")."""
    parse = tree.parse
    if parse.deps[word] not in _CONTENT:
        return _is_clause_beside(tree, word)
    return parse.tags[word] != "VB" or bool(tree.kids(word, {"aux"}))


def _is_brushed_aside(tree: Tree, word: int) -> bool:
    """Whether a word is the "as" of "dismissed as baseless reports that"."""
    nouns = (tree.parse.lemmas[kid] for kid in tree.kids(word, {"pobj"}))
    is_as = tree.parse.lemmas[word] == "as"
    return is_as and any(noun in attribution_words("nouns") for noun in nouns)


def _is_clause_beside(tree: Tree, word: int) -> bool:
    """Whether parsers took what is told for a clause beside: no mark, a subject of its own."""
    parse = tree.parse
    is_beside = parse.deps[word] == "advcl" and not tree.kids(word, {"mark", "advmod"})
    return is_beside and bool(tree.kids(word, {"nsubj", "nsubjpass"}))


def _is_led_to(tree: Tree, verb: int, prep: int) -> bool:
    """Whether a preposition leads to what is told: "accused X of", "hope for", "quoted as"."""
    lemma, name = tree.parse.lemmas[verb], tree.parse.lemmas[prep]
    if lemma in attribution_words("leading"):
        return name in {"for", "of"}
    if lemma in attribution_words("accusing"):
        return name in attribution_words("accusing_prepositions")
    return lemma in attribution_words("quoting") and name == "as"


def _speech(scene: Scene, verb: int) -> Iterator[Tellers]:
    tree = scene.tree
    quoting = _quoting_above(tree, verb)
    if quoting is not None:
        yield from _group(scene, _quoted(tree, quoting))
        return
    if tree.parse.lemmas[verb] in attribution_words("quoting"):
        yield from _quotation(scene, verb)
        return
    yield from _group(scene, _subjects(tree, verb), verb)


def _subjects(tree: Tree, verb: int) -> list[int]:
    """Return who speaks; of "Rwanda, *officials* said, has sent ..." the nearer to the verb."""
    beside = [kid for kid in tree.kids(verb, {"nsubj"}) if kid < verb]
    return beside[-1:] if len(beside) > 1 else actors_of_verb(tree, verb)


def _quotation(scene: Scene, verb: int) -> Iterator[Tellers]:
    """Yield who is quoted, then who quotes: "TASS *quoted* the envoy as saying"."""
    inside = [obj for _, saying in prepositions(scene.tree, verb) for obj in _by(scene, saying)]
    quoting = [*actors_of_verb(scene.tree, verb), *inside]
    found = [*_quoted(scene.tree, verb)[:1], *quoting[:1]]
    if found:
        yield Tellers(max(found), tuple(found))


def _quoting_above(tree: Tree, verb: int) -> int | None:
    """Return the verb over "as saying" in "quoted the ministry as saying"."""
    parse = tree.parse
    if parse.deps[verb] not in {"pcomp", "advcl"}:
        return None
    above = next((item for item in tree.ancestors(verb) if parse.pos[item] == "VERB"), None)
    if above is None or parse.lemmas[above] not in attribution_words("quoting"):
        return None
    return above


def _quoted(tree: Tree, verb: int) -> list[int]:
    return tree.kids(verb, {"nsubjpass"} if is_passive(tree, verb) else {"dobj"})


def _group(scene: Scene, speakers: list[int], verb: int | None = None) -> Iterator[Tellers]:
    """Yield a speaker with those who pass the words on, and whom it cites."""
    tree = scene.tree
    if not speakers or tree.parse.tags[speakers[0]] in {"WP", "WDT", "EX"}:
        return
    if tree.parse.lemmas[speakers[0]].casefold() in modality_words("nobody"):
        return
    speaker = speakers[0]
    relays = [*_carriers(tree, speaker)]
    cited: list[int] = []
    if verb is not None:
        relays += _hearers(scene, verb)
        relays += [item for _, obj in prepositions(tree, verb) for item in _carriers(tree, obj)]
        citing = [*_citing(tree, verb), *_citing(tree, speaker)]
        cited = [obj for kid in citing for obj in _sources_cited(scene, kid)]
    yield Tellers(speaker, (speaker, *relays), tuple(cited[:1]))


def _by(scene: Scene, verb: int) -> list[int]:
    return [obj for name, obj in prepositions(scene.tree, verb) if name == "by"]


def _carriers(tree: Tree, noun: int) -> Iterator[int]:
    """Yield who passes a noun's words on: "a statement *carried by TASS*"."""
    for clause in tree.kids(noun, {"acl", "relcl"}):
        if tree.parse.lemmas[clause] in attribution_words("carrying") and is_passive(tree, clause):
            yield from actors_of_verb(tree, clause)[:1]


def _hearers(scene: Scene, verb: int) -> Iterator[int]:
    """Yield the outlet that is told: "told *Reuters*", "said in an interview with *Bild*"."""
    tree = scene.tree
    heard = tree.kids(verb, {"dobj", "dative"})
    heard += [obj for name, obj in prepositions(tree, verb) if name == "to"]
    speaking = [kid for kid in tree.kids(verb, {"advcl"}) if tree.parse.tags[kid] == "VBG"]
    for noun in (*(obj for _, obj in prepositions(tree, verb)), *speaking):
        heard += [inner for name, inner in prepositions(tree, noun) if name in {"with", "to"}]
    yield from (noun for noun in heard if _is_outlet(scene, noun))


def _is_outlet(scene: Scene, noun: int) -> bool:
    lemma = scene.tree.parse.lemmas[noun].casefold()
    return lemma not in attribution_words("hearers") and is_press(scene, noun)


def _citing(tree: Tree, verb: int) -> list[int]:
    found = tree.children[verb]  # parsers hang such a clause up in many ways
    return [
        kid
        for kid in found
        if tree.parse.lemmas[kid] in attribution_words("quoting") and tree.parse.tags[kid] == "VBG"
    ]


def _sources_cited(scene: Scene, verb: int) -> list[int]:
    """Return whom a verb of citing cites: those who can tell, not reasons ("citing *storms*")."""
    return [obj for obj in scene.tree.kids(verb, {"dobj", "pobj"}) if _can_tell(scene, obj)]


def _can_tell(scene: Scene, noun: int) -> bool:
    parse = scene.tree.parse
    lemma = parse.lemmas[noun].casefold()
    if scene.mention_at[noun] is not None or parse.tags[noun] in {"NNP", "NNPS", "PRP"}:
        return True
    told = ("nouns", "press", "groups", "cited")
    is_teller = any(lemma in attribution_words(name) for name in told)
    return is_teller or any(lemma in word_sets()[name] for name in ("killed", "citizens", "people"))


def _owners(tree: Tree, noun: int, content: int | None = None) -> list[int]:
    """Return whose claim a noun is: "*Tehran's* claim", "a report *by the UN*".

    ``content`` is what is claimed, which belongs to nobody ("reports *of a coup*").
    """
    found = tree.kids(noun, {"poss"})
    own = [kid for kid in tree.kids(noun, {"prep"}) if kid != content]
    names = {"by", "from", "of"}
    found += [
        obj for kid in own if tree.parse.lemmas[kid] in names for obj in tree.kids(kid, {"pobj"})
    ]
    before = tree.kids(noun, {"compound", "amod"})
    return found or [kid for kid in before if tree.parse.tags[kid].startswith("NNP")]


def _beside(scene: Scene, verb: int, token: int) -> Iterator[Tellers]:
    """Yield who tells of a clause from beside it: "according to X", "as X said", "X reported"."""
    way = {token, *scene.tree.ancestors(token)}
    for kid in scene.tree.children[verb]:
        if kid in way:
            continue
        yield from _phrase(scene, kid)
        yield from _clause(scene, kid, token)
        if is_blaming(scene.tree, kid) and scene.tree.parse.deps[kid] == "relcl":
            yield from _group(scene, scene.tree.kids(kid, {"nsubj"}))
    for kid in _citing(scene.tree, verb):
        cited = tuple(_sources_cited(scene, kid)[:1])
        if cited:
            yield Tellers(kid, (), cited)


def _phrase(scene: Scene, kid: int) -> Iterator[Tellers]:
    """Yield the source of "according to X", "per X", "in the words of X"."""
    tree = scene.tree
    lemma = tree.parse.lemmas[kid].casefold()
    if lemma in attribution_words("according"):
        direct = tree.kids(kid, {"pobj"})
        inner = [obj for name, obj in prepositions(tree, kid) if name == "to"]
        yield from _named(scene, direct or inner, kid)
    elif lemma == "in" and tree.parse.deps[kid] == "prep":
        nouns = tree.kids(kid, {"pobj"})
        named = [noun for noun in nouns if tree.parse.lemmas[noun] in attribution_words("phrases")]
        for noun in named:
            yield from _group(scene, _owners(tree, noun))


def _named(scene: Scene, nouns: list[int], kid: int) -> Iterator[Tellers]:
    """Yield a source; a report or statement stands for those whose it is."""
    tree = scene.tree
    found = [noun for noun in nouns if tree.parse.lemmas[noun] in attribution_words("nouns")]
    owners = [owner for noun in found for owner in _owners(tree, noun)]
    for group in _group(scene, owners or nouns):
        cited = [obj for item in _citing(tree, kid) for obj in _sources_cited(scene, item)]
        yield group._replace(cited=tuple(cited[:1]))


def _clause(scene: Scene, kid: int, token: int) -> Iterator[Tellers]:
    """Yield who speaks in a clause that only tells who spoke: "as X said", "..., X reported"."""
    tree, parse = scene.tree, scene.tree.parse
    lemma, label = parse.lemmas[kid], parse.deps[kid]
    marks = {parse.lemmas[mark] for mark in tree.kids(kid, {"mark", "advmod"})}
    is_as = label == "advcl" and "as" in marks and lemma in attribution_words("beside")
    is_tag = label in _AROUND and (kid > token or label == "parataxis") and _is_tag(tree, kid)
    if not (is_as or is_tag):
        return
    if lemma in attribution_words("quoting"):
        yield from _quotation(scene, kid)
    else:
        own = actors_of_verb(tree, kid) if is_passive(tree, kid) else tree.kids(kid, {"nsubj"})
        yield from _group(scene, own, kid)
        yield from _beside(scene, kid, token)


def _is_tag(tree: Tree, verb: int) -> bool:
    """Whether a clause only tells who spoke: a verb of telling with nothing told after it."""
    parse = tree.parse
    if parse.lemmas[verb] not in attribution_words("verbs") | attribution_words("quoting"):
        return False
    is_quoting = parse.lemmas[verb] in attribution_words("quoting")
    told = tree.kids(verb, {"ccomp", "xcomp"} | (set() if is_quoting else {"dobj"}))
    first = min(tree.subtree(verb))
    edges = {parse.words[first], parse.words[max(first - 1, 0)]}
    return not told and bool(edges & _EDGES)
