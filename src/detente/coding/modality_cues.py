"""The words that tell how real an event is: its own qualifiers, and what governs its clause."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from detente.coding.modality_clause import Cue, clause_cues, noun_cues, shared_cues
from detente.coding.modality_climb import VERBS, Step, climb, has_to
from detente.coding.modality_tables import Effect, effects, modality_words
from detente.coding.scene import Scene
from detente.coding.tree import Tree
from detente.ontology.lexicon import word_sets

# Clauses whose events are facts of their own, whatever becomes of what they hang on.
_APART: Final = frozenset({"relative", "participle", "agent", "other"})
_BEFORE: Final = "before"
_BESIDE: Final = frozenset({"adverbial", "by", "in", "on", _BEFORE})
_ANNOUNCED: Final = Effect("planned", "certain")
_LENT: Final = frozenset({"planned", "open", "supposed"})


class _Found(NamedTuple):
    """What a step adds, and whether the event is as real as what it hangs on."""

    cues: tuple[Cue, ...] = ()
    goes_on: bool = False


_STOP: Final = _Found()
_ON: Final = _Found(goes_on=True)


def cues_of(scene: Scene, token: int) -> list[Cue]:
    """Return the words that tell how real the event at a token is, the nearest first."""
    found = [*_own_cues(scene, token), *_governing_cues(scene, token)]
    # "No talks were held": the word counts once, for noun and verb.
    return list({cue.token: cue for cue in reversed(found)}.values())[::-1]


def _own_cues(scene: Scene, token: int) -> Iterator[Cue]:
    if scene.tree.parse.pos[token] in VERBS:
        yield from clause_cues(scene.tree, token)
    else:
        yield from noun_cues(scene, token)


def _governing_cues(scene: Scene, token: int) -> Iterator[Cue]:
    last = token
    for step in climb(scene.tree, token):
        if _is_set_apart(scene.tree, step):
            return
        if step.relation == "conj":
            yield from shared_cues(scene.tree, step.word, step.governor)
            last = step.governor
            continue
        found = _found(scene, step, is_event=step.word == token)
        yield from found.cues
        if not found.goes_on:
            return
        last = step.governor
        yield from _own_cues(scene, last)
    yield from _headline_cues(scene.tree, last)


def _is_set_apart(tree: Tree, step: Step) -> bool:
    """Whether a colon or semicolon parts a clause from what follows it, a sentence of its own."""
    between = tree.parse.words[step.word : step.governor]
    return not {":", ";"}.isdisjoint(between)


def _headline_cues(tree: Tree, root: int) -> Iterator[Cue]:
    """Yield what the form of a sentence tells: "X to visit Y", "Will X visit Y?"."""
    parse = tree.parse
    if parse.words[-1] == "?":
        yield Cue("supposed", "possible", tree.size - 1, "?", is_future=True)
    if parse.pos[root] in VERBS and has_to(tree, root):
        yield Cue("planned", "certain", root, "to", is_future=True)


def _found(scene: Scene, step: Step, *, is_event: bool) -> _Found:
    tree, relation = scene.tree, step.relation
    if relation in modality_words("denying"):
        return _Found((Cue("denied", "certain", step.word, relation.replace("_", " ")),))
    effect = _ANNOUNCED if _is_announced(tree, step) else _effect(tree, step)
    if effect is None:
        return _unlisted(scene, step)
    if _is_side_by_side(tree, step) or (is_event and _is_only_said(tree, step, effect)):
        return _STOP
    return _with_effect(tree, step, effect)


def _unlisted(scene: Scene, step: Step) -> _Found:
    """Return what becomes of an event under a word that the table does not list."""
    tree, relation = scene.tree, step.relation
    if relation in _APART:
        return _seen(tree, step)
    if relation in {"inf", "passive-inf"}:
        return _infinitive(tree, step)
    if tree.parse.pos[step.word] in VERBS:
        return _clause(scene, step)
    return _ON if _shares_fate(tree, step) else _STOP


def _is_announced(tree: Tree, step: Step) -> bool:
    """Whether what a noun names is only announced: "announced 500 job *cuts*"."""
    lemmas = tree.parse.lemmas
    is_matter = step.relation == "obj" and lemmas[step.word] in modality_words("announced")
    return is_matter and lemmas[step.governor] in modality_words("announcing")


def _asks(tree: Tree, verb: int) -> bool:
    """Whether a clause asks for more of what is known: "did not say *where* the cuts would be"."""
    inside = [verb, *tree.children[verb]]
    return any(tree.parse.tags[item] in {"WRB", "WP", "WDT"} for item in inside)


def _unsaid(scene: Scene, step: Step) -> _Found:
    """Return what a denied verb of telling makes of its clause: who did not say so left it open."""
    tree, verb = scene.tree, step.governor
    telling = word_sets()["saying"] - modality_words("revealing")
    is_telling = tree.parse.lemmas[verb] in telling | modality_words("attesting")
    is_denied = any(cue.name == "denied" for cue in _own_cues(scene, verb))
    if not (is_telling and is_denied) or _asks(tree, step.word):
        return _STOP
    return _Found((Cue("supposed", "possible", verb, tree.parse.words[verb]),))


def _is_side_by_side(tree: Tree, step: Step) -> bool:
    """Whether parsers took one of two sentences for what the other tells: "A did X, B denies Y"."""
    is_before = step.relation == "that" and step.word < step.governor
    is_denying = tree.parse.lemmas[step.governor] in {"deny", "reject", "dismiss"}
    return is_before and is_denying and bool(tree.kids(step.governor, {"dobj"}))


def _is_only_said(tree: Tree, step: Step, effect: Effect) -> bool:
    """Whether it is words that are denied: a rejected offer was made all the same."""
    is_said = tree.parse.lemmas[step.word] in modality_words("said")
    is_denied = effect.name in {"denied", "unruled"}
    is_offered = tree.parse.lemmas[step.governor] == "offer"
    return is_said and step.relation == "obj" and (is_denied or is_offered)


def _is_others(tree: Tree, step: Step) -> bool:
    """Whether somebody only opposes what is not theirs to give up: "rejected the decision to"."""
    opposes = tree.parse.lemmas[step.governor] in {"reject", "dismiss", "rebuff", "refute"}
    return opposes and tree.parse.lemmas[step.word] in modality_words("standing")


def _effect(tree: Tree, step: Step) -> Effect | None:
    """Return what the table says of a governor, by its particle, its lemma or its form."""
    parse, table = tree.parse, effects()
    lemma = parse.lemmas[step.governor]
    keys = [f"{lemma}_{parse.lemmas[kid]}" for kid in tree.kids(step.governor, {"prt"})]
    keys += [lemma, parse.words[step.governor].casefold()]
    if step.relation in {"subj", "that"}:
        keys += _said_of_subject(tree, step.governor)
    relations = _relations(tree, step)
    return next((table[key, rel] for rel in relations for key in keys if (key, rel) in table), None)


def _relations(tree: Tree, step: Step) -> list[str]:
    """Return the relations to look up, the closest first."""
    if step.relation == "passive-inf":
        return ["passive-inf", "inf"]
    is_noun = tree.parse.pos[step.governor] in {"NOUN", "PROPN"}
    if is_noun and _is_in_order(tree, step.governor):
        return ["purpose"]
    if step.relation == "inf" and tree.kids(step.word, {"nsubj"}):
        return ["inf-other", *["noun-inf"] * is_noun, "inf"]
    arising = modality_words("arising")
    infinitives = (tree.parse.lemmas[kid] for kid in _infinitives(tree, step.governor))
    if step.relation == "subj" and any(lemma in arising for lemma in infinitives):
        return ["subj", "inf"]
    own = ["wish"] if step.relation == "that" and _is_bare(tree, step.word) else []
    return [*own, *[f"noun-{step.relation}"] * is_noun, step.relation]


def _is_in_order(tree: Tree, noun: int) -> bool:
    """Whether a noun is that of "in order to", which tells a purpose and no command."""
    lemmas, prep = tree.parse.lemmas, tree.parse.heads[noun]
    return (lemmas[prep], lemmas[noun]) == ("in", "order")


def _is_bare(tree: Tree, verb: int) -> bool:
    """Whether a clause has a bare verb: "demanded that he *leave*"."""
    is_base = tree.parse.tags[verb] in {"VB", "VBP"}
    return is_base and not tree.kids(verb, {"aux"}) and bool(tree.kids(verb, {"mark"}))


def _said_of_subject(tree: Tree, verb: int) -> list[str]:
    """Return what a verb like "be" says of its subject: "turned out to be *false*"."""
    if tree.parse.lemmas[verb] not in {"be", "turn", "prove", "remain", "seem", "appear", "look"}:
        return []
    verbs = [verb, *_infinitives(tree, verb)]
    labels = {"acomp", "attr", "prep", "oprd"}
    return [tree.parse.lemmas[kid] for item in verbs for kid in tree.kids(item, labels)]


def _infinitives(tree: Tree, verb: int) -> list[int]:
    return [kid for kid in tree.kids(verb, {"xcomp"}) if has_to(tree, kid)]


def _with_effect(tree: Tree, step: Step, effect: Effect) -> _Found:
    if effect.name == "through":
        return _moving(tree, step)
    if effect.name == "presupposed" or _is_polite(tree, step) or _is_others(tree, step):
        return _STOP
    is_future = effect.name in {"planned", "open"} and not _is_perfect(tree, step.word)
    word = tree.parse.words[step.governor]
    cue = Cue(effect.name, effect.certainty, step.governor, word, is_future=is_future)
    return _Found((cue,), goes_on=True)


def _is_polite(tree: Tree, step: Step) -> bool:
    """Whether a wish is what it wishes to do: "would like to thank"."""
    is_wish = tree.parse.lemmas[step.governor] in {"like", "want", "wish"}
    return is_wish and tree.parse.lemmas[step.word] in modality_words("polite")


def _moving(tree: Tree, step: Step) -> _Found:
    """Return what "is going to" makes of its verb; "went on to" tells of a deed."""
    parse = tree.parse
    is_progressive = parse.tags[step.governor] == "VBG" and bool(tree.kids(step.governor, {"aux"}))
    if parse.lemmas[step.governor] == "go" and is_progressive and step.relation == "inf":
        return _Found(
            (Cue("planned", "certain", step.governor, "going to", is_future=True),), goes_on=True
        )
    return _ON


def _infinitive(tree: Tree, step: Step) -> _Found:
    """Return what an infinitive tells that no listed word governs: a purpose, a plan, a duty."""
    parse, governor = tree.parse, step.governor
    lemma = parse.lemmas[governor]
    if _is_perfect(tree, step.word) and lemma == "be":
        return _Found((Cue("planned", "certain", governor, "was to have"),), goes_on=True)
    if _is_perfect(tree, step.word) or _is_one_of_several(tree, governor):
        return _ON
    if _is_outcome(tree, step):
        return _ON
    if lemma == "have" and parse.pos[governor] in VERBS:
        return _duty(tree, governor)
    certainty = "certain"
    word = f"{parse.words[governor]} to" if lemma == "be" else "to"
    cue = Cue("planned", certainty, _to(tree, step.word), word, is_future=True)
    return _Found((cue,), goes_on=True)


def _to(tree: Tree, verb: int) -> int:
    return next(kid for kid in tree.kids(verb, {"aux"}) if tree.parse.lemmas[kid] == "to")


def _duty(tree: Tree, governor: int) -> _Found:
    """Return what "has to" and "has yet to" make of their verb."""
    lemmas = tree.parse.lemmas
    yet = next((kid for kid in tree.kids(governor, {"advmod"}) if lemmas[kid] == "yet"), None)
    if yet is not None:
        return _Found((Cue("denied", "certain", yet, "has yet to"),))
    is_past = tree.parse.tags[governor] in {"VBD", "VBN"}
    if is_past or tree.kids(governor, {"aux"}):
        return _ON
    return _Found((Cue("open", "possible", governor, "has to", is_future=True),), goes_on=True)


def _is_one_of_several(tree: Tree, noun: int) -> bool:
    """Whether an infinitive tells who did it: "the first to recognise", "the only ones to"."""
    words = {"first", "last", "only", "second", "third", "latest", "next", "few", "one"}
    nouns = [noun, *tree.kids(noun, {"attr"})]
    before = [kid for item in nouns for kid in tree.kids(item, {"amod", "nummod"})]
    return any(tree.parse.lemmas[item] in words for item in (*nouns, *before))


def _is_outcome(tree: Tree, step: Step) -> bool:
    """Whether what an infinitive tells came about: "rose to become", "called in to protest"."""
    lemmas, governor = tree.parse.lemmas, step.governor
    if tree.parse.tags[governor] not in {"VBD", "VBN", "VBG"}:
        return False
    is_voiced = lemmas[governor] in modality_words("calling")
    words = modality_words("outcomes") | (modality_words("voicing") if is_voiced else frozenset())
    return lemmas[step.word] in words


def _is_perfect(tree: Tree, verb: int) -> bool:
    return has_to(tree, verb) and any(
        tree.parse.lemmas[kid] == "have" for kid in tree.kids(verb, {"aux"})
    )


def _clause(scene: Scene, step: Step) -> _Found:
    """Return what becomes of a clause that no listed word governs."""
    tree = scene.tree
    if step.relation == "that":
        return _ON if _is_seen(tree, step) else _unsaid(scene, step)
    if step.relation in {"ing", "subj", "obj"}:
        return _ON
    if tree.parse.tags[step.word] != "VBG" and step.relation != "adverbial":
        return _STOP
    than = [kid for kid in tree.kids(step.word, {"mark"}) if tree.parse.lemmas[kid] == "than"]
    rather = {tree.parse.lemmas[kid] for kid in tree.kids(step.word, {"advmod"})} & {"rather"}
    if than and rather and step.relation == "adverbial":
        return _Found((Cue("denied", "certain", than[0], "rather than"),))
    if step.relation in _BESIDE and _follows_its_verb(tree, step):
        lent = [cue for cue in clause_cues(tree, step.governor) if cue.name in _LENT]
        # "Is due to meet Rome's envoy *before* flying on": one is as planned as the other.
        return _Found(tuple(lent), goes_on=step.relation == _BEFORE)
    return _STOP


def _seen(tree: Tree, step: Step) -> _Found:
    """Return what "will see prisoners *freed*" lends what its object suffers, or nothing."""
    parse, noun = tree.parse, step.governor
    verb = parse.heads[noun]
    is_object = parse.deps[noun] == "dobj" and parse.lemmas[verb] == "see"
    if step.relation != "participle" or parse.tags[step.word] != "VBN" or not is_object:
        return _STOP
    return _Found(tuple(cue for cue in clause_cues(tree, verb) if cue.name in _LENT))


def _is_seen(tree: Tree, step: Step) -> bool:
    """Whether a clause without a finite verb tells what its verb brings: "will see it signed"."""
    is_seeing = tree.parse.lemmas[step.governor] in modality_words("seeing")
    has_verb = bool(tree.kids(step.word, {"aux", "auxpass", "mark"}))
    return is_seeing and tree.parse.tags[step.word] in {"VBN", "VBG", "VB"} and not has_verb


def _follows_its_verb(tree: Tree, step: Step) -> bool:
    """Whether a clause beside a verb is as near as that: "will go, ending ...", "until it ends"."""
    parse = tree.parse
    marks = {parse.lemmas[kid] for kid in tree.kids(step.word, {"mark", "advmod"})}
    if marks & modality_words("awaited"):
        would = any(parse.lemmas[kid] == "would" for kid in tree.kids(step.governor, {"aux"}))
        return parse.tags[step.word] in ({"VBD"} if would else {"VBZ", "VBP", "VBG"})
    return parse.tags[step.word] == "VBG" and not marks


def _shares_fate(tree: Tree, step: Step) -> bool:
    """Whether an event told by a noun comes about with what the noun hangs on."""
    parse, relation = tree.parse, step.relation
    lemma = parse.lemmas[step.governor]
    if parse.pos[step.governor] not in VERBS:
        is_part = lemma in modality_words("parts") and relation in {"of", "in"}
        return is_part or relation == "attr"
    if relation == "attr":
        return True
    if relation == "subj":
        return lemma in word_sets()["happening"] or _is_indefinite(tree, step.word)
    if relation == "obj":
        is_light = lemma in word_sets()["light"] - modality_words("handling")
        return is_light or _is_indefinite(tree, step.word)
    if relation == "with" and _is_indefinite(tree, step.word):
        return True
    is_light = relation in word_sets()["engaging"] and lemma in word_sets()["light"]
    return is_light and not _is_definite(tree, step.word)


def _is_indefinite(tree: Tree, noun: int) -> bool:
    words = modality_words("indefinite")
    return any(tree.parse.lemmas[kid] in words for kid in tree.kids(noun, {"det", "amod"}))


def _is_definite(tree: Tree, noun: int) -> bool:
    words = modality_words("definite")
    return any(tree.parse.lemmas[kid] in words for kid in tree.kids(noun, {"det", "poss"}))
