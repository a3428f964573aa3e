"""Who stands where around a verb or an action noun: subjects, objects, complements."""

from collections.abc import Iterator, Sequence
from typing import Final

from detente.coding.tree import SUBJECTS, Tree, once
from detente.ontology.lexicon import word_sets

_DIRECT: Final = frozenset({"dobj", "obj", "dative"})
OBJECTS: Final = frozenset({"dobj", "obj", "attr", "oprd"})
PASSIVE_SUBJECTS: Final = frozenset({"nsubjpass", "csubjpass"})
COMPLEMENTS: Final = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "oprd"})
MODIFIERS: Final = frozenset({"amod", "compound", "nmod", "advmod", "npadvmod", "nummod"})
NAMES: Final = frozenset({"NNP", "NNPS"})
# Who does this to a paper has no part in what it says: "vetoed a resolution that *demands* it".
_BLOCKING: Final = frozenset({"veto", "block", "reject", "oppose", "dismiss", "receive", "get"})
_IF: Final = frozenset({"if", "unless"})
_SUPPOSITIONS: Final = frozenset({"suspicion", "fear", "ground", "concern", "belief", "hope"})
_WHILE: Final = frozenset({"while", "whereas", "whilst"})
_CLAUSES_OF_NOUNS: Final = frozenset({"acl", "relcl"})


def objects(tree: Tree, verb: int) -> list[int]:
    """Return what a verb acts on: direct objects, passive subjects, the noun of a reduced relative.

    Conjuncts ("tanks and jets") are included, in order.
    """
    return list(_objects_at(tree, verb))


def is_only_object(tree: Tree, token: int) -> bool:
    """Say whether a parser takes a name for what an object is called: "called *Wang Yi*"."""
    parse = tree.parse
    verb = parse.heads[token]
    is_name = parse.deps[token] == "oprd" and parse.tags[token] == "NNP"
    return is_name and not tree.kids(verb, _DIRECT) and not is_passive(tree, verb)


@once
def _objects_at(tree: Tree, verb: int) -> list[int]:
    found = tree.kids(verb, OBJECTS)
    if is_passive(tree, verb):
        found = found + tree.kids(verb, PASSIVE_SUBJECTS)
    if _is_clipped_passive(tree, verb):
        found = tree.kids(verb, {"nsubj"})
    head = tree.parse.heads[verb]
    if not found and tree.parse.deps[verb] in _CLAUSES_OF_NOUNS and _lacks_object(tree, verb):
        found = [head]
    if not found and tree.parse.deps[verb] == "conj" and is_passive(tree, verb):
        found = objects(tree, head)[:1]
    return [item for token in found for item in with_conjuncts(tree, _meant(tree, verb, token))]


def _meant(tree: Tree, verb: int, token: int) -> int:
    """Return the noun that a relative pronoun stands for, else the word itself."""
    is_pronoun = tree.parse.tags[token] in {"WDT", "WP"} or tree.parse.words[token] == "that"
    is_relative = is_pronoun and tree.parse.deps[verb] == "relcl"
    return tree.parse.heads[verb] if is_relative else token


def _lacks_object(tree: Tree, verb: int) -> bool:
    """Whether a clause on a noun leaves its object open: "sanctions imposed", "whom they met"."""
    if tree.parse.deps[verb] == "acl":
        return tree.parse.tags[verb] == "VBN"
    subject = tree.kid(verb, SUBJECTS)
    return subject is not None and tree.parse.tags[subject] not in {"WP", "WDT"}


@once
def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb is in the passive, full or reduced ("the man arrested by police")."""
    if tree.parse.lemmas[verb] in word_sets()["stative"] and not tree.kids(verb, {"agent"}):
        return False
    if tree.kids(verb, {"auxpass", "nsubjpass", "agent"}):
        return True
    if _is_clipped_passive(tree, verb):
        return True
    parse = tree.parse
    if _is_perfect(tree, verb):
        return False
    if parse.tags[verb] == "VBN" and parse.deps[verb] in {"acl", "advcl", "amod"}:
        return True
    return (
        parse.deps[verb] == "conj"
        and parse.tags[verb] == "VBN"
        and _conjunct_is_passive(tree, verb)
    )


def _is_perfect(tree: Tree, verb: int) -> bool:
    """Whether a participle is that of "had stormed", which is no passive."""
    return any(tree.parse.lemmas[kid] == "have" for kid in tree.kids(verb, {"aux"}))


def _is_clipped_passive(tree: Tree, verb: int) -> bool:
    """Whether a headline leaves out "was": "Two soldiers killed in Mali", "Envoy expelled"."""
    parse = tree.parse
    is_past = parse.tags[verb] in {"VBD", "VBN"}
    if not is_past or parse.lemmas[verb] not in word_sets()["transitive"]:
        return False
    has_object = bool(tree.kids(verb, OBJECTS | {"ccomp", "xcomp", "nsubjpass"}))
    return not has_object and not tree.kids(verb, {"aux", "auxpass"})


def _conjunct_is_passive(tree: Tree, verb: int) -> bool:
    has_own = bool(tree.kids(verb, {"nsubj", "aux", "dobj"}))
    return not has_own and bool(tree.kids(tree.parse.heads[verb], {"auxpass"}))


def with_conjuncts(tree: Tree, token: int) -> list[int]:
    """Return a token and what is joined to it by "and", "or" and commas, in order."""
    found = [token]
    for kid in tree.kids(token, {"conj", "appos"}):
        if tree.parse.deps[kid] == "conj" or _is_listed(tree, token, kid):
            found.extend(with_conjuncts(tree, kid))
    return found


def _is_listed(tree: Tree, first: int, second: int) -> bool:
    """Whether an apposition is the next of a list of names: "*Peru, Chile* and Cuba call on"."""
    parse = tree.parse
    if parse.tags[first] not in NAMES or parse.tags[second] not in NAMES:
        return False
    start = min(tree.subtree(second, tree.kids(second, {"conj", "appos", "punct"})))
    if tree.kids(second, {"det", "poss"}) or parse.words[start - 1] != ",":
        return False
    last = second + 1 == tree.size or parse.words[second + 1] != ","
    return last or bool(tree.kids(second, {"conj", "appos"}))


def _listed_before(tree: Tree, verb: int, subject: int) -> list[int]:
    """Return what a headline names before a subject, set off by a comma: "*Oman*, Iran sign"."""
    parse, found = tree.parse, list[int]()
    start = min(tree.subtree(subject))
    for kid in reversed(tree.children[verb]):
        is_name = parse.tags[kid] in NAMES or parse.pos[kid] == "ADJ"
        if kid < start - 1 and is_name and parse.words[kid + 1] == "," and kid + 2 == start:
            found.insert(0, kid)
            start = min(tree.subtree(kid, tree.kids(kid, {"appos", "punct"})))
    return found if start == 0 or parse.words[start - 1] in {":", "—", "-"} else []


def actors_of_verb(tree: Tree, verb: int) -> list[int]:
    """Return who does what a verb says, as noun heads: the subject, or the agent of a passive."""
    return list(_actors_at(tree, verb))


@once
def _actors_at(tree: Tree, verb: int) -> list[int]:
    if is_passive(tree, verb):
        agents = [obj for prep in tree.kids(verb, {"agent"}) for obj in tree.kids(prep, {"pobj"})]
        return [item for token in agents for item in with_conjuncts(tree, token)]
    if tree.parse.deps[verb] in {"acomp", "oprd"} and tree.parse.pos[verb] == "ADJ":
        return actors_of_verb(tree, tree.parse.heads[verb])  # "Laos is *willing* to ..."
    told = _object_above(tree, verb) or _told_to(tree, verb) or _clefted(tree, verb)
    if told is not None:
        return with_conjuncts(tree, told)
    subject = tree.subject(verb)
    if subject is not None and _is_paper(tree, subject):
        return actors_of_verb(tree, tree.parse.heads[subject])
    return _whole_subject(tree, verb, subject) if subject is not None else []


def _whole_subject(tree: Tree, verb: int, subject: int) -> list[int]:
    """Return a subject with all that is joined to it, commas of headlines included."""
    last = tree.kids(verb, {"nsubj"})[-1:] or [subject]
    if tree.parse.words[last[0] - 1] == ":":  # "Minister: Oman backs ..." names a speaker first
        return with_conjuncts(tree, last[0])
    before = _listed_before(tree, verb, last[0])
    heads = [*before, subject, *last]
    return list(dict.fromkeys(item for one in heads for item in with_conjuncts(tree, one)))


def _object_above(tree: Tree, verb: int) -> int | None:
    """Return who does a gerund's deed after an object: "accused *Mali* of arming rebels"."""
    parse = tree.parse
    prep = parse.heads[verb]
    if parse.deps[verb] != "pcomp" or parse.lemmas[prep] not in {"of", "for", "from"}:
        return None
    return tree.kid(parse.heads[prep], {"dobj"})


def _told_to(tree: Tree, verb: int) -> int | None:
    """Return who does what an object is to do: "prompted *troops* to fire"."""
    parse, head = tree.parse, tree.parse.heads[verb]
    has_to = any(parse.lemmas[kid] == "to" for kid in tree.kids(verb, {"aux"}))
    if not has_to or parse.deps[verb] not in {"xcomp", "advcl", "ccomp"} or is_passive(tree, head):
        return None
    if tree.kids(verb, SUBJECTS):
        return None
    if parse.lemmas[head] in word_sets()["controlling"]:
        return tree.kid(head, {"dobj", "dative"})
    bare = [kid for kid in tree.kids(head, {"dative"}) if parse.pos[kid] != "ADP"]
    return bare[0] if bare and parse.lemmas[head] not in word_sets()["saying"] else None


def _clefted(tree: Tree, verb: int) -> int | None:
    """Return who does a deed that a cleft sets off: "it was *Turkey* that shot down the jet"."""
    parse, head = tree.parse, tree.parse.heads[verb]
    subject = tree.kid(verb, {"nsubj"})
    if subject is None or parse.tags[subject] not in {"WDT", "WP"} or parse.lemmas[head] != "be":
        return None
    return tree.kid(head, {"attr"})


def _is_paper(tree: Tree, noun: int) -> bool:
    """Whether a noun is what its verb's subject put out: "issued a *statement* demanding ..."."""
    head = tree.parse.heads[noun]
    is_put_out = tree.parse.deps[noun] == "dobj" and tree.parse.pos[head] == "VERB"
    papers = word_sets()["papers"] | word_sets()["laws"]
    return is_put_out and tree.parse.lemmas[noun] in papers


@once
def prepositions(tree: Tree, head: int) -> Sequence[tuple[str, int]]:
    """Return (preposition, object) for what hangs on a word, conjuncts included, in order."""
    preps = tree.kids(head, {"prep", "agent", "dative", "prt"})
    return [pair for prep in preps for pair in _objects_of(tree, prep)]


def _objects_of(tree: Tree, prep: int) -> Iterator[tuple[str, int]]:
    name = tree.parse.lemmas[prep]
    for obj in tree.kids(prep, {"pobj", "pcomp"}):
        for item in with_conjuncts(tree, _meant(tree, tree.parse.heads[prep], obj)):
            yield name, item
    for inner in tree.kids(prep, {"prep"}):
        yield from _objects_of(tree, inner)


def datives(tree: Tree, verb: int) -> list[int]:
    """Return indirect objects without a preposition ("gave *Kenya* a loan")."""
    found = [kid for kid in tree.kids(verb, {"dative"}) if tree.parse.pos[kid] != "ADP"]
    return [item for token in found for item in with_conjuncts(tree, token)]


def complements(tree: Tree, head: int) -> list[int]:
    """Return the verbs and adjectives that complete a word ("agreed to *meet*")."""
    found = tree.kids(head, COMPLEMENTS)
    found += [obj for prep in tree.kids(head, {"prep"}) for obj in tree.kids(prep, {"pcomp"})]
    joined = (item for token in found for item in _same_form(tree, token))
    return list(joined)


def _same_form(tree: Tree, token: int) -> list[int]:
    """Return a complement with its conjuncts, but not "and *held* talks" after "to build"."""
    tags = tree.parse.tags
    is_bare = tags[token] == "VB" and bool(tree.kids(token, {"aux"}))
    joined = with_conjuncts(tree, token)
    return [item for item in joined if not (is_bare and tags[item] in {"VBD", "VBZ"})]


def particles(tree: Tree, verb: int) -> list[str]:
    """Return particles and adverbs that make a phrasal verb ("called *off*", "pulled *back*")."""
    found = tree.kids(verb, {"prt", "advmod", "prep"})
    lemmas, deps = tree.parse.lemmas, tree.parse.deps
    # "gave in" yields; "gave a speech in May" does not.
    return [lemmas[kid] for kid in found if deps[kid] != "prep" or lemmas[kid] != "in"]


def is_negated(tree: Tree, token: int) -> bool:
    """Whether a word is negated in its own clause: "not", "never", "no talks", "without"."""
    if tree.kids(token, {"neg"}):
        return True
    lemmas = tree.parse.lemmas
    if any(lemmas[kid] in {"no", "neither"} for kid in tree.kids(token, {"det", "preconj"})):
        return True
    head = tree.parse.heads[token]
    return tree.parse.deps[token] in {"pobj", "pcomp"} and lemmas[head] == "without"


@once
def depth(tree: Tree, token: int) -> int:
    """Return how many heads a token has above it; a root has none."""
    return sum(1 for _ in zip(tree.ancestors(token), range(tree.size), strict=False))


def nested(tree: Tree, token: int, label: str) -> list[int]:
    """Return children with a label, and theirs: "*US* drone attacks" has two levels."""
    kids = [*tree.kids(token, {label}), *(_leaders(tree, token) if label == "amod" else ())]
    inner = [item for kid in kids for item in tree.kids(kid, {"compound", "amod", "nmod"})]
    return [*kids, *inner] if label == "compound" else kids


def _leaders(tree: Tree, token: int) -> list[int]:
    """Return who leads a body: "the *Saudi*-led coalition"."""
    led = [kid for kid in tree.kids(token, {"amod"}) if tree.parse.lemmas[kid] == "lead"]
    return [item for kid in led for item in tree.kids(kid, {"npadvmod", "compound"})]


def is_of_other_clause(tree: Tree, token: int) -> bool:
    """Say whether a word heads a contrast or a supposition, or is part of a condition.

    "Condemned the law, *while Oslo blamed* Rome", "on suspicion *that it had cut* a cable to Oslo",
    "if war breaks out *in Chad*".
    """
    parse, head = tree.parse, tree.parse.heads[token]
    marks = {parse.lemmas[kid] for kid in tree.kids(token, {"mark"})}
    if parse.deps[token] == "advcl" and not marks.isdisjoint(_WHILE):
        return True
    is_supposed = parse.deps[token] == "acl" and parse.lemmas[head] in _SUPPOSITIONS
    if is_supposed and tree.kids(token, {"nsubj"}):
        return True
    if parse.deps[head] != "advcl" or parse.deps[token] in SUBJECTS:
        return False
    return any(parse.lemmas[kid] in _IF for kid in tree.kids(head, {"mark"}))
