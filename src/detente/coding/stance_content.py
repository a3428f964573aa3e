"""What the words of a statement show, clause by clause: "will", "must", "we condemn", "not"."""

from collections.abc import Iterator, Sequence
from typing import Final

from detente.coding.stance_clauses import Clause, clauses_of
from detente.coding.stance_cues import cue_at
from detente.coding.stance_evidence import Evidence, Rank
from detente.coding.stance_judged import judged
from detente.coding.stance_naming import named
from detente.coding.stance_negation import contrast
from detente.coding.stance_side import Side, Whose
from detente.coding.stance_tables import cue_classes, cue_list, judgements, word_list
from detente.coding.stance_view import Part

_SAID_OF: Final = frozenset({"acomp", "attr", "oprd"})
_NOW: Final = frozenset({"VBZ", "VBP", "VB"})
_HELD_OUT: Final = frozenset({"remain", "stay", "go", "help", "pay", "take", "work", "serve"})


def loose_evidence(parts: Sequence[Part]) -> Iterator[Evidence]:
    """Yield the first words of a statement that judge well or badly, wherever they stand."""
    words = ((part.tree, token) for part in parts for token in sorted(part.tokens))
    for tree, token in words:
        sign = _sign(tree.parse.lemmas[token], tree.parse.pos[token])
        if sign:
            yield Evidence(sign, tree.span([token]), Rank.LOOSE, "a word that judges")


def _sign(lemma: str, kind: str) -> str | None:
    for words in judgements():
        known = {"ADJ": words.adjectives, "NOUN": words.nouns}.get(kind, frozenset[str]())
        if lemma in known and lemma not in words.mild:
            return words.sign
    return None


def content_evidence(parts: Sequence[Part], side: Side) -> Iterator[Evidence]:
    """Yield the stances that the words of a statement show; earlier clauses count more."""
    for less, clause in clauses_of(parts, side):
        for found in _evidence(clause, side):
            yield found._replace(rank=found.rank - less)


def _evidence(clause: Clause, side: Side) -> Iterator[Evidence]:
    yield from _performed(clause, side)
    if clause.whose is Whose.OWN:
        yield from (one._replace(rank=Rank.PERFORMED) for one in named(clause.part, clause.word))
    if side.is_quoted:
        yield from _bidden(clause)
    if not clause.is_question:
        yield from _modal(clause, side)
        yield from _asked(clause)
    yield from judged(clause)
    yield from _likely(clause)
    # "No date has been set" tells the state of things; "they have not signed" denies it.
    is_news = clause.is_perfect() and clause.is_passive and clause.whose is not Whose.OWN
    if clause.negation is not None and not is_news:
        yield clause.denial(Rank.NOT_SO, "denied")
    apart = contrast(clause.tree, _near(clause), clause.negation)
    if apart is not None:
        yield clause.evidence("denies", [apart], Rank.CONTRAST, "this and not that")


def _near(clause: Clause) -> list[int]:
    """Return the words of a clause without the clauses in it."""
    inner = clause.tree.kids(clause.word, {"advcl", "conj", "ccomp", "parataxis"})
    verbal = [kid for kid in inner if clause.tree.parse.pos[kid] in {"VERB", "AUX"}]
    return [one for one in clause.tree.subtree(clause.word, verbal) if one in clause.part.tokens]


def _performed(clause: Clause, side: Side) -> Iterator[Evidence]:
    """Find what the speaker does by saying so: "we condemn", "his country regretted"."""
    word = _courtesy(clause)
    found = cue_at(clause.tree, word) if clause.is_verbal else None
    is_told = clause.modal() is None and _is_now(clause, side)
    if found is None or not (is_told or word != clause.word) or not found[0].is_own:
        return
    cue, words = found
    if clause.is_passive and word == clause.word and not _is_felt(clause):
        return
    negation = clause.negation
    is_object = negation is not None and clause.tree.parse.heads[negation.word] not in words
    if negation is not None and negation.of_object and is_object:
        negation = None  # "wants no further cuts" asks for something
    stance = (cue.negated or cue.stance) if negation else cue.stance
    stance = _with_clause(clause, side, stance)
    rank = _rank(clause, side, stance) - (20 if negation else 0 if cue.is_firm else 15)
    shown = [*words, negation.word] if negation else words
    if rank > 0:
        yield clause.evidence(stance, shown, rank, f"an attitude: {cue.name}")


def _rank(clause: Clause, side: Side, stance: str) -> float:
    if clause.whose is Whose.OWN:
        return Rank.PERFORMED
    is_lent = not side.is_placed and clause.whose is Whose.OTHER
    is_plan = stance == "promises" and clause.whose is Whose.UNKNOWN and side.acts
    return Rank.ATTITUDE if is_lent or is_plan or stance == "predicts" else 0


def _courtesy(clause: Clause) -> int:
    """Return the word that tells what is done: of "we would like to thank" the last."""
    tree, wish = clause.tree, clause.tree.kid(clause.word, {"xcomp"})
    is_wish = clause.lemma in cue_list("wishing") or clause.lemma in {"have", "need", "be"}
    found = cue_at(tree, wish) if wish is not None and is_wish else None
    is_act = found is not None and found[0].stance in {"supports", "criticises", "denies"}
    return wish if wish is not None and is_act else clause.word


def _is_felt(clause: Clause) -> bool:
    """Whether a passive tells a feeling: "is alarmed by"."""
    return clause.tree.parse.words[clause.word].lower() in cue_classes("adjectives")


def _is_now(clause: Clause, side: Side) -> bool:
    """Whether a verb tells of the time of the words: present, or moved to the past by the cue."""
    tag = clause.tree.parse.tags[clause.word]
    if clause.is_perfect():
        return clause.lemma in cue_list("settled")
    return tag != "VBD" or side.is_told_in_past


def _with_clause(clause: Clause, side: Side, stance: str) -> str:
    """Return the stance of a wish or expectation with what is wished for."""
    if _is_own_wish(clause, stance):
        return "promises"
    other = clause.tree.kid(clause.word, {"ccomp"})
    if clause.lemma not in cue_list("expecting") or other is None or clause.whose is not Whose.OWN:
        return stance
    doer = clause.tree.kid(other, {"nsubj"})
    return "demands" if side.of(clause.part, doer) is Whose.OTHER else stance


def _is_own_wish(clause: Clause, stance: str) -> bool:
    """Whether "wants to join" tells what the subject itself will do."""
    wish = clause.tree.kid(clause.word, {"xcomp"})
    if stance not in {"demands", "predicts"} or wish is None:
        return False
    verb = clause.tree.parse.lemmas[wish]
    is_wish = clause.lemma in cue_list("wishing") and clause.whose is Whose.OWN
    # "I want to be clear" only leads to what follows.
    is_deed = not (word_list("happening", "verbs") | word_list("opinion", "verbs")) & {verb}
    return is_wish and is_deed and clause.tree.kid(wish, {"nsubj"}) is None


def _bidden(clause: Clause) -> Iterator[Evidence]:
    """Find an imperative: "stop the shelling"."""
    parse = clause.tree.parse
    is_bare = parse.tags[clause.word] in {"VB", "VBP"} and not clause.auxiliaries()
    is_main = parse.deps[clause.word] in {"ROOT", "ccomp", "parataxis"}
    if is_bare and is_main and clause.subject is None:
        yield clause.evidence("demands", [clause.word], Rank.IMPERATIVE, "imperative")


def _modal(clause: Clause, side: Side) -> Iterator[Evidence]:
    modal, parse = clause.modal(), clause.tree.parse
    word = "" if modal is None else parse.words[modal].lower()
    if modal is not None and word in word_list("modal", "asking"):
        yield clause.evidence("demands", [modal, clause.word], Rank.MUST, "what must be")
    elif modal is not None and word in word_list("modal", "coming"):
        yield _coming(clause, modal, side)
    elif modal is not None and word in word_list("modal", "possible"):
        yield from _possible(clause, modal)
    if parse.tags[clause.word] == "MD" and clause.lemma in word_list("modal", "asking"):
        yield clause.evidence("demands", [clause.word], Rank.MUST, "what must be")
    to = _headline_infinitive(clause)
    if to is not None:
        yield _coming(clause, to, side)
    if clause.lemma in {"have", "need", "ought", "go", "be"} and parse.tags[clause.word] in _NOW:
        yield from _with_infinitive(clause, side)
    if clause.lemma in word_list("planned", "verbs"):
        yield from _planned(clause)


def _headline_infinitive(clause: Clause) -> int | None:
    """Return the "to" of "Manila to withdraw troops"."""
    tree = clause.tree
    has_own_subject = tree.kid(clause.word, {"nsubj", "nsubjpass"}) is not None
    tos = [kid for kid in clause.auxiliaries() if tree.parse.tags[kid] == "TO"]
    is_main = clause.word in clause.part.heads()
    return tos[0] if tos and has_own_subject and is_main else None


def _is_doer(clause: Clause) -> bool:
    """Whether the subject is somebody: "the envoy is to meet", not "the goal is to end"."""
    if clause.whose is not Whose.UNKNOWN or clause.subject is None:
        return True
    return clause.tree.parse.lemmas[clause.subject] in word_list("doers", "nouns")


def _planned(clause: Clause) -> Iterator[Evidence]:
    """Find "talks are planned"."""
    be = clause.tree.kid(clause.word, {"auxpass"})
    is_now = be is not None and clause.tree.parse.tags[be] in _NOW
    if is_now and clause.negation is None and clause.modal() is None:
        yield clause.evidence("promises", [clause.word], Rank.LIKELY, "planned")


def _possible(clause: Clause, modal: int) -> Iterator[Evidence]:
    if clause.negation is None:
        yield clause.evidence("predicts", [modal, clause.word], Rank.POSSIBLE, "what may be")


def _with_infinitive(clause: Clause, side: Side) -> Iterator[Evidence]:
    """Find "have to", "need to", "is going to" and "are to"."""
    tree = clause.tree
    for kid in tree.kids(clause.word, {"xcomp"}):
        if not any(tree.parse.tags[one] == "TO" for one in tree.kids(kid, {"aux"})):
            continue
        if clause.lemma == "go" or (clause.lemma == "be" and _is_doer(clause)):
            yield _coming(clause._replace(word=kid), clause.word, side)
        elif clause.negation is None and clause.lemma != "be":
            yield clause.evidence("demands", [clause.word, kid], Rank.MUST, "what must be")


def _coming(clause: Clause, modal: int, side: Side) -> Evidence:
    """Tell a promise from a prediction, a refusal, and a threat with a condition."""
    words = [modal, clause.word]
    if clause.whose is Whose.OTHER and (side.is_placed or not side.acts):
        return clause.evidence("predicts", words, Rank.FORETOLD, "what another will do")
    if clause.negation is not None:
        return clause.denial(Rank.NOT_TO_COME, "what will not be")
    until = _condition(clause)
    if until is not None and side.acts:
        return clause.evidence("demands", [until], Rank.CONDITION, "what will be until")
    if side.acts or side.is_self(clause.part, clause.subject):
        is_held_out = clause.whose is Whose.OWN and clause.lemma in _HELD_OUT
        if is_held_out or _is_deed(clause):
            return clause.evidence("promises", words, Rank.PROMISED, "what the own side will do")
    return clause.evidence("predicts", words, Rank.FORETOLD, "what will be")


def _is_deed(clause: Clause) -> bool:
    """Whether a clause tells a deed of somebody who can act, or of nobody named."""
    if _deed(clause) in word_list("happening", "verbs"):
        return False
    if clause.is_passive or clause.subject is None or clause.whose is not Whose.UNKNOWN:
        return True
    return clause.tree.parse.lemmas[clause.subject] in word_list("doers", "nouns")


def _deed(clause: Clause) -> str:
    """Return the verb that tells the deed: of "continue to support" the second."""
    inner = clause.tree.kid(clause.word, {"xcomp"})
    if inner is not None and clause.lemma in word_list("asking", "phases"):
        return clause.tree.parse.lemmas[inner]
    return clause.lemma


def _condition(clause: Clause) -> int | None:
    tree = clause.tree
    for kid in tree.kids(clause.word, {"advcl"}):
        marks = [one for one in tree.kids(kid, {"mark"}) if one in clause.part.tokens]
        found = next((one for one in marks if tree.parse.lemmas[one] in {"unless", "until"}), None)
        if found is not None:
            return found
    return None


def _asked(clause: Clause) -> Iterator[Evidence]:
    """Find "it is time to", "it is essential that"."""
    tree, parse = clause.tree, clause.tree.parse
    is_wanting = clause.lemma in word_list("asking", "verbs") and clause.negation is None
    if is_wanting and not _is_let_me(clause):
        yield clause.evidence("demands", [clause.word], Rank.IMPERATIVE, "what is needed")
    for kid in tree.kids(clause.word, _SAID_OF):
        kind = "adjectives" if parse.pos[kid] == "ADJ" else "nouns"
        around = (*tree.kids(kid, {"xcomp", "ccomp", "acl", "relcl"}),)
        around += (*tree.kids(clause.word, {"xcomp", "ccomp", "advcl"}),)
        if parse.lemmas[kid] in word_list("asking", kind) and around and clause.negation is None:
            yield clause.evidence("demands", [kid], Rank.MUST, "what is needed")


def _is_let_me(clause: Clause) -> bool:
    """Whether a clause only leads to what follows: "let me be clear"."""
    parse = clause.tree.parse
    return clause.lemma == "let" and "me" in parse.lemmas[clause.word : clause.word + 2]


def _likely(clause: Clause) -> Iterator[Evidence]:
    tree, parse = clause.tree, clause.tree.parse
    for kid in tree.kids(clause.word, _SAID_OF | {"advmod"}):
        is_open = tree.kid(kid, {"xcomp", "ccomp"}) is not None
        is_said = parse.lemmas[kid] in word_list("likely", "plain")
        if (is_open or is_said) and parse.lemmas[kid] in word_list("likely", "adjectives"):
            yield clause.evidence("predicts", [kid], Rank.LIKELY, "likely")
        elif parse.lemmas[kid] in word_list("likely", "adverbs"):
            yield clause.evidence("predicts", [kid], Rank.JUDGED_GOOD, "likely")
