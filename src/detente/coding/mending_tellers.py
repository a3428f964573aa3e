"""Parses mended where who tells of something was read as part of it.

"..., an analyst in Cairo said" comes back as an apposition of the noun before, and of "..., a step
critics called blackmail" the critics become those who say all of the sentence.
"""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from detente.coding.tree import Tree
from detente.model import Parse
from detente.ontology.lexicon import word_sets

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_ONE: Final = frozenset({"a", "an", "one"})


def with_tellers(parse: Parse) -> Parse:
    """Return a parse whose verbs of saying have the subjects that stand beside them."""
    return _without_false_tellers(_with_trailing_tellers(parse))


def _with_trailing_tellers(parse: Parse) -> Parse:
    found = dict(_trailing_tellers(parse))
    if not found:
        return parse
    heads, deps = list(parse.heads), list(parse.deps)
    for teller, verb in found.items():
        heads[teller], deps[teller] = verb, "nsubj"
    return replace(parse, heads=tuple(heads), deps=tuple(deps))


def _trailing_tellers(parse: Parse) -> Iterator[tuple[int, int]]:
    """Yield (noun, verb) where an apposition ends right before a verb of saying without subject."""
    nouns = [at for at, dep in enumerate(parse.deps) if dep == "appos"]
    verbs = [verb for verb in range(2, len(parse.words)) if _is_subjectless(parse, verb)]
    for verb in verbs:
        found = (noun for noun in nouns if noun < verb and _ends_before(parse, noun, verb))
        yield from ((noun, verb) for noun in list(found)[:1])


def _ends_before(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a noun phrase lies between a comma and a verb."""
    below = Tree(parse).subtree(noun)
    return below[-1] == verb - 1 and parse.words[below[0] - 1] == ","


def _is_subjectless(parse: Parse, verb: int) -> bool:
    is_saying = parse.lemmas[verb] in word_sets()["saying"] and parse.tags[verb] in _FINITE
    return is_saying and parse.pos[verb] == "VERB" and not _subjects(parse, verb)


def _without_false_tellers(parse: Parse) -> Parse:
    verb = next((at for at, dep in enumerate(parse.deps) if dep == "ROOT"), None)
    found = None if verb is None else _remark(parse, verb)
    if verb is None or found is None:
        return parse
    told, noun, determiner = found
    heads, deps = list(parse.heads), list(parse.deps)
    heads[told], deps[told] = told, "ROOT"
    heads[noun], deps[noun] = told, "dep"
    heads[determiner], heads[verb], deps[verb] = noun, noun, "relcl"
    return replace(parse, heads=tuple(heads), deps=tuple(deps))


def _remark(parse: Parse, verb: int) -> tuple[int, int, int] | None:
    """Return (deed, noun, article) of "..., *a step* critics called ...", or None.

    An article of one before a plural shows that the noun between them is one of its own.
    """
    told = next((at for at in range(verb) if _hangs(parse, at, verb, "ccomp")), None)
    for subject in _subjects(parse, verb) if told is not None else ():
        one = [at for at in range(subject) if _hangs(parse, at, subject, "det")]
        nouns = [at for at in range(subject) if _hangs(parse, at, subject, "compound")]
        is_one = bool(one) and parse.lemmas[one[0]] in _ONE and parse.words[one[0] - 1] == ","
        if is_one and nouns and parse.tags[subject] == "NNS" and told is not None:
            return told, nouns[-1], one[0]
    return None


def _hangs(parse: Parse, token: int, head: int, dep: str) -> bool:
    return parse.heads[token] == head and parse.deps[token] == dep


def _subjects(parse: Parse, verb: int) -> list[int]:
    rows = enumerate(zip(parse.heads, parse.deps, strict=True))
    return [at for at, (head, dep) in rows if head == verb and dep in _SUBJECTS]
