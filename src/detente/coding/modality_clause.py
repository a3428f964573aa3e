"""What a clause, or a noun with its qualifiers, tells by itself of how real its event is."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from detente.coding.modality_climb import VERBS, step_up
from detente.coding.modality_tables import effects, modality_words
from detente.coding.scene import Scene
from detente.coding.tree import Tree

_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_AROUND: Final = frozenset({"amod", "compound", "nmod", "poss", "npadvmod"})


class Cue(NamedTuple):
    """A word that tells how real an event is.

    ``name`` is an effect of data/modality_words.toml, or "supposed" for what a condition or
    question leaves open, denied or not. ``token`` is where it stands.
    """

    name: str
    certainty: str
    token: int
    word: str
    is_future: bool = False


def clause_cues(tree: Tree, verb: int) -> Iterator[Cue]:
    """Yield what the auxiliaries, negations, marks and adverbs of a verb's clause tell."""
    yield from _negations(tree, verb)
    yield from _marks(tree, verb)
    for kid in tree.kids(verb, {"aux", "auxpass"}):
        yield from _auxiliary(tree, verb, kid)
    yield from _adverbs(tree, verb)


def shared_cues(tree: Tree, verb: int, first: int) -> Iterator[Cue]:
    """Yield what a verb has in common with one it is joined to: "will meet and *sign*"."""
    if tree.kids(verb, _SUBJECTS | {"aux", "auxpass"}) or tree.parse.pos[verb] not in VERBS:
        return
    if tree.parse.pos[first] not in VERBS:
        return
    for kid in tree.kids(first, {"aux"}):
        yield from _auxiliary(tree, first, kid)
    yield from _marks(tree, first)


def noun_cues(scene: Scene, noun: int) -> Iterator[Cue]:
    """Yield what the words that qualify a noun or adjective tell: "no talks", "a planned visit"."""
    tree = scene.tree
    for kid in tree.kids(noun, {"neg", "det", "preconj"}):
        is_neg = tree.parse.deps[kid] == "neg" and not _is_raised(tree, kid)
        if is_neg or _lemma(tree, kid) in modality_words("negating"):
            yield Cue("denied", "certain", kid, tree.parse.words[kid])
    after = tree.kids(noun, {"acl", "relcl"})
    late = [kid for kid in after if tree.parse.tags[kid] in {"VBN", "JJ"}]
    for kid in (*scene.modifiers(noun), *late, *_times_before(tree, noun)):
        yield from _qualifier(tree, kid)
    for kid in after:
        if is_blaming(tree, kid):
            yield Cue("doubted", "certain", kid, tree.parse.words[kid])


def is_blaming(tree: Tree, verb: int) -> bool:
    """Say whether a clause lays a deed at somebody's door: "an attack *blamed on* Iran"."""
    preps = {_lemma(tree, kid) for kid in tree.kids(verb, {"prep"})}
    return (_lemma(tree, verb) in modality_words("blaming")) and bool(preps & {"on", "to"})


def _times_before(tree: Tree, noun: int) -> list[int]:
    """Return the words that place a noun in time: "*next* week's summit"."""
    owners = tree.kids(noun, {"poss", "compound", "nmod"})
    inner = [kid for owner in owners for kid in tree.kids(owner, {"amod"})]
    return [kid for kid in inner if _lemma(tree, kid) in modality_words("to_come")]


def _qualifier(tree: Tree, token: int) -> Iterator[Cue]:
    table = effects()
    word = tree.parse.words[token].casefold()
    keys = ((word, "own"), (tree.parse.lemmas[token], "own"))
    effect = next((table[key] for key in keys if key in table), None)
    if effect is not None:
        is_future = effect.name in {"planned", "open"}
        yield Cue(effect.name, effect.certainty, token, word, is_future=is_future)


def _lemma(tree: Tree, token: int) -> str:
    return tree.parse.lemmas[token].casefold()


def _negations(tree: Tree, verb: int) -> Iterator[Cue]:
    for kid in _negators(tree, verb):
        yield Cue("denied", "certain", kid, tree.parse.words[kid])
        return  # "no one did nothing" is past reading twice


def _negators(tree: Tree, verb: int) -> Iterator[int]:
    yield from (kid for kid in tree.kids(verb, {"neg"}) if not _is_raised(tree, kid))
    for noun in tree.kids(verb, _SUBJECTS | {"dobj", "attr", "expl"}):
        if _lemma(tree, noun) in modality_words("nobody"):
            yield noun
        denied = tree.kids(noun, {"det", "preconj", "neg"})
        yield from (kid for kid in denied if _lemma(tree, kid) in modality_words("negating"))
    for adverb in tree.kids(verb, {"advmod"}):
        if tree.parse.words[adverb].casefold() in {"longer", "more"}:
            yield from tree.kids(adverb, {"neg", "det"})


def _is_raised(tree: Tree, token: int) -> bool:
    """Whether "not" is about the word behind it alone: "not only", "not all", "not just"."""
    inside = any(_lemma(tree, kid) == "only" for kid in tree.children[token])
    after = _lemma(tree, token + 1) if token + 1 < tree.size else ""
    return inside or after in modality_words("singled")


def _marks(tree: Tree, verb: int) -> Iterator[Cue]:
    is_now = tree.parse.tags[verb] in {"VB", "VBP", "VBZ"}
    mark = next(_supposing(tree, verb), None)
    if mark is not None:
        yield Cue("supposed", "possible", mark, tree.parse.words[mark], is_future=is_now)
        return
    near = [mark for kid in _beside(tree, verb) for mark in _supposing(tree, kid)]
    near += [kid for kid in tree.kids(verb, {"prep", "advcl"}) if _is_given(tree, kid)]
    condition = next(iter(near), None)
    if condition is not None and not _is_past_habit(tree, verb):
        # "Will go if" is a promise on a condition, which PLOVER counts among plans.
        auxiliaries = {_lemma(tree, kid) for kid in tree.kids(verb, {"aux"})}
        is_promised = bool(auxiliaries & (modality_words("future") | {"to"}))
        name = "planned" if is_promised else "open"
        word = tree.parse.words[condition]
        yield Cue(name, "possible", condition, word, is_future=is_now)


def _beside(tree: Tree, verb: int) -> list[int]:
    """Return the clauses beside a verb's: those before it are often taken for complements."""
    clauses = tree.kids(verb, {"advcl"})
    return clauses + [kid for kid in tree.kids(verb, {"ccomp"}) if kid < verb]


def _is_past_habit(tree: Tree, verb: int) -> bool:
    """Whether what hangs on a condition happened: "whenever", "as if"; a plain past tense."""
    parse = tree.parse
    modals = {"would", "will", "could", "may", "might", "shall", "'ll", "can"}
    has_modal = any(_lemma(tree, kid) in modals for kid in tree.kids(verb, {"aux"}))
    return parse.tags[verb] in {"VBD", "VBN"} and not has_modal


def _supposing(tree: Tree, verb: int) -> Iterator[int]:
    """Yield "if", "unless", "whether" before a clause, or an auxiliary that stands for one."""
    words = modality_words("supposing")
    for kid in tree.kids(verb, {"mark", "advmod"}):
        is_as_if = kid > 0 and _lemma(tree, kid - 1) == "as"
        if _lemma(tree, kid) in words and not is_as_if:
            yield kid
    if tree.parse.deps[verb] in {"advcl", "ccomp"}:
        yield from _inverted(tree, verb)
    # Parsers take "provided that" for a verb with a clause of its own.
    if _is_given(tree, tree.parse.heads[verb]):
        yield tree.parse.heads[verb]
    prep = tree.parse.heads[verb]
    nouns = tree.kids(prep, {"pobj"}) if _lemma(tree, prep) == "in" else []
    yield from (noun for noun in nouns if _lemma(tree, noun) in {"case", "event"} and noun != verb)


def _is_given(tree: Tree, token: int) -> bool:
    is_beside = tree.parse.deps[token] in {"prep", "advcl"}
    return is_beside and tree.parse.words[token].casefold() in {"provided", "assuming"}


def _inverted(tree: Tree, verb: int) -> Iterator[int]:
    """Yield the auxiliary of "Had Rome sent ...", "Should talks fail ..."."""
    aux = next(iter(tree.kids(verb, {"aux"})), None)
    subject = next(iter(tree.kids(verb, _SUBJECTS | {"dobj"})), None)
    if aux is None or subject is None or aux > subject or tree.kids(verb, {"mark"}):
        return
    if tree.parse.words[aux].casefold() in {"had", "should", "were"} and aux == min(
        tree.subtree(verb)
    ):
        yield aux


def _auxiliary(tree: Tree, verb: int, aux: int) -> Iterator[Cue]:
    lemma, word = _lemma(tree, aux), tree.parse.words[aux]
    if lemma in modality_words("future"):
        yield Cue("planned", "certain", aux, word, is_future=True)
    elif lemma in modality_words("conditional"):
        is_dated = any(_times_to_come(tree, verb))
        is_plan = is_dated or _is_reported(tree, verb) or _is_settled(tree, verb)
        is_plan = is_plan and not any(_marks(tree, verb))
        name, certainty = ("planned", "certain") if is_plan else ("open", "possible")
        yield Cue(name, certainty, aux, word, is_future=not _is_perfect(tree, verb))
    elif lemma == "should" and _is_dated_passive(tree, verb):
        yield Cue("planned", "probable", aux, word, is_future=True)
    elif lemma in modality_words("open") and not _is_able_not(tree, verb, aux):
        is_able = lemma in modality_words("able")
        is_future = not (is_able or _is_perfect(tree, verb))
        yield Cue("open", "possible", aux, word, is_future=is_future)


def _is_dated_passive(tree: Tree, verb: int) -> bool:
    """Whether "should" tells when something is due: "should be finished *in October*"."""
    preps = [kid for kid in tree.kids(verb, {"prep"}) if _lemma(tree, kid) in {"in", "by", "on"}]
    times = [kid for prep in preps for kid in tree.kids(prep, {"pobj"})]
    is_dated = any(tree.parse.words[one].casefold() in modality_words("months") for one in times)
    return is_dated and bool(tree.kids(verb, {"auxpass"}))


def _is_able_not(tree: Tree, verb: int, aux: int) -> bool:
    """Whether somebody cannot: what they cannot do they do not do."""
    can = {"can", "ca", "could"}
    return _lemma(tree, aux) in can and next(_negators(tree, verb), None) is not None


def _is_perfect(tree: Tree, verb: int) -> bool:
    return any(_lemma(tree, kid) == "have" for kid in tree.kids(verb, {"aux"}))


def _is_reported(tree: Tree, verb: int) -> bool:
    """Whether "would" only reports a "will": "said it *would* send an envoy"."""
    step = step_up(tree, verb)
    while step is not None and step.relation == "conj":
        step = step_up(tree, step.governor)
    if step is None or step.relation != "that" or _is_perfect(tree, verb):
        return False
    return _lemma(tree, step.governor) not in modality_words("opining")


def _is_settled(tree: Tree, verb: int) -> bool:
    """Whether a deal settles what would be: "*under the accord*, Mali would release"."""
    # A long "under the deal they signed in May" before the verb is often hung elsewhere.
    first = [0] if tree.parse.deps[0] == "prep" and _lemma(tree, verb - 1) == "would" else []
    preps = [kid for kid in (*tree.kids(verb, {"prep"}), *first) if _lemma(tree, kid) == "under"]
    nouns = [_lemma(tree, obj) for kid in preps for obj in tree.kids(kid, {"pobj"})]
    return any(noun in modality_words("settling") for noun in nouns)


def _adverbs(tree: Tree, verb: int) -> Iterator[Cue]:
    for kid in tree.kids(verb, {"advmod", "npadvmod", "acomp", "oprd"}):
        if tree.parse.pos[kid] in {"ADV", "ADJ"} and tree.parse.deps[kid] in {"advmod", "npadvmod"}:
            yield from _qualifier(tree, kid)
    if tree.parse.tags[verb] in {"VBZ", "VBP"}:
        yield from _times_to_come(tree, verb)


def _times_to_come(tree: Tree, verb: int) -> Iterator[Cue]:
    """Yield the time to come of a verb in the present: "flies to Rome *tomorrow*"."""
    words = modality_words("to_come")
    near = tree.kids(verb, {"npadvmod", "advmod"})
    near += [obj for prep in tree.kids(verb, {"prep"}) for obj in tree.kids(prep, {"pobj"})]
    inner = [kid for noun in near for kid in tree.kids(noun, _AROUND)]
    for kid in (*near, *inner):
        if _lemma(tree, kid) in words:
            yield Cue("planned", "certain", kid, tree.parse.words[kid], is_future=True)
