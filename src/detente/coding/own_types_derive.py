"""From a user's examples to triggers: which words, and how they hang together.

The bracketed words of an example are tied to the highest of them by the relations that the lexicon
knows, each tried with the very matcher that will look for them. So what is derived holds of its
example, and of every sentence in which other words stand in the same way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from detente.coding.clauses import depth, prepositions
from detente.coding.scene import Scene
from detente.coding.triggers import holds
from detente.errors import OwnTypesError
from detente.link.parse import Parser
from detente.model import Article, Document, Sentence, Span
from detente.ontology.lexicon import Need, Trigger
from detente.ontology.own_types import Example, OwnType, OwnTypes, Words, whole_set
from detente.ontology.plover import OWN

_KINDS: Final = {"VERB": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}
_CONTENT: Final = frozenset({*_KINDS, "ADP", "ADV", "PART"})
_LINKING: Final = frozenset({"ADP", "PART", "ADV"})
# How a word may stand to the word that tells of a deed, the likelier first (see triggers.csv).
_RELATIONS: Final = ("o", "x", "i", "a", "s", "m")


class OwnTrigger(NamedTuple):
    """A trigger of a type of the user's own, and where it comes from, in words.

    ``is_counter`` is one of a bracketed counter-example: where it holds, the type does not.
    """

    type: OwnType
    trigger: Trigger
    source: str
    is_counter: bool = False


def derived_triggers(own: OwnTypes, parser: Parser) -> Iterator[OwnTrigger]:
    """Yield the triggers of all types, from their rows, phrases, examples, counter-examples.

    Raises:
        OwnTypesError: an example's bracketed words do not hang together.
    """
    for one in own.types:
        yield from _from_words(own, one, parser)
        yield from _from_examples(own, one, parser)


def _from_words(own: OwnTypes, one: OwnType, parser: Parser) -> Iterator[OwnTrigger]:
    for words in one.words:
        if words.kind is None:
            phrase = Example(text=words.text, marks=(Span(0, len(words.text)),), line=words.line)
            source = f"phrase in line {words.line}"
            yield from (each._replace(source=source) for each in _derived(own, one, phrase, parser))
        else:
            yield from _of_row(one, words)


def _of_row(one: OwnType, words: Words) -> Iterator[OwnTrigger]:
    for lemma in words.lemmas:
        made = made_trigger(one, words.kind or "v", lemma, words.needs)
        yield OwnTrigger(one, made, f"words in line {words.line}")


def _from_examples(own: OwnTypes, one: OwnType, parser: Parser) -> Iterator[OwnTrigger]:
    for example in one.examples:
        yield from _derived(own, one, example, parser) if example.marks else ()
    for example in one.counter_examples:
        source = f"counter-example in line {example.line}"
        found = _derived(own, one, example, parser) if example.marks else ()
        yield from (made._replace(is_counter=True, source=source) for made in found)


def _derived(own: OwnTypes, one: OwnType, example: Example, parser: Parser) -> Iterator[OwnTrigger]:
    """Yield the triggers of an example: one, or one for each word of a set that its head is in."""
    scene = scene_of(example.text, parser)
    marked = _marked(scene, example.marks)
    found = _tied(scene, one, marked, own.sets)
    if found is None:
        words = ", ".join(example.text[mark.start : mark.end] for mark in example.marks)
        raise OwnTypesError(
            f"{own.path}, line {example.line}, type {one.name}: no grammar ties the bracketed "
            f"words ({words}) together; bracket the verb and its object, or the noun and what "
            "qualifies it"
        )
    for lemma in sorted(whole_set(found.lemma, own.sets)):
        same = made_trigger(one, found.kind, lemma, found.needs)
        yield OwnTrigger(one, same, f"example in line {example.line}")


def made_trigger(one: OwnType, kind: str, lemma: str, needs: Sequence[Need]) -> Trigger:
    """Return a trigger that tells of a type."""
    return Trigger(
        kind=kind,
        lemma=lemma,
        needs=tuple(needs),
        event_type=one.plover or OWN,
        mode=one.mode,
        cameo_code=one.cameo_code,
        frame=one.frame,
    )


def scene_of(text: str, parser: Parser) -> Scene:
    """Return a text as one sentence in which nobody is known."""
    (parse,) = parser.parse([(text, 0)])
    whole = Sentence(span=Span(0, len(text)), paragraph=0)
    article = Article(id="example", body=text)
    document = Document(article=article, text=text, sentences=(whole,), parses=(parse,))
    return Scene(document, 0, parse)


def _marked(scene: Scene, marks: Iterable[Span]) -> list[int]:
    """Return the bracketed words that count, the highest in the sentence first."""
    tokens = [token for mark in marks for token in scene.tokens_of(mark)]
    pos = scene.tree.parse.pos
    return sorted(
        (token for token in tokens if pos[token] in _CONTENT),
        key=lambda token: (depth(scene.tree, token), token),
    )


def _tied(
    scene: Scene, one: OwnType, marked: Sequence[int], sets: Mapping[str, frozenset[str]]
) -> Trigger | None:
    """Return a trigger at a marked word to which all others are tied.

    A verb above a noun that only carries it ("[signed] an [arms deal]") may be left out.
    """
    parse = scene.tree.parse
    for head in (token for token in marked if parse.pos[token] in _KINDS):
        others = [token for token in marked if token != head and not _carries(scene, token, head)]
        needs = [_need(scene, head, token) for token in others]
        if all(needs):
            known = [_generalised(need, sets) for need in needs if need is not None]
            return made_trigger(one, _KINDS[parse.pos[head]], parse.lemmas[head], known)
    return None


def _carries(scene: Scene, token: int, head: int) -> bool:
    """Whether a word is a verb above a noun, or leads to it."""
    parse = scene.tree.parse
    is_noun = parse.pos[head] in {"NOUN", "PROPN"}
    return is_noun and parse.pos[token] in {"VERB", "ADP"} and token in scene.tree.ancestors(head)


def _need(scene: Scene, head: int, token: int) -> Need | None:
    """Return how a word stands to the one that tells of the deed, or None if not at all."""
    parse = scene.tree.parse
    lemma = parse.lemmas[token]
    for relation, words in _candidates(scene, head, token, lemma):
        need = Need(relations=(relation,), words=words)
        made = Trigger(
            kind=_KINDS[parse.pos[head]], lemma=parse.lemmas[head], needs=(need,),
            event_type=OWN, mode=None, cameo_code=None, frame="svo",
        )  # fmt: skip
        if holds(scene, head, made):
            return need
    return None


def _candidates(
    scene: Scene, head: int, token: int, lemma: str
) -> Iterator[tuple[str, frozenset[str] | None]]:
    own = frozenset({lemma})
    if scene.tree.parse.pos[token] in _LINKING:
        yield lemma, None
        yield "p", own
        yield "m", own
        return
    yield from ((relation, own) for relation in _RELATIONS)
    around = (head, *scene.tree.children[head])
    names = (name for item in around for name, _ in prepositions(scene.tree, item))
    yield from ((name, own) for name in dict.fromkeys(names))


def _generalised(need: Need, sets: Mapping[str, frozenset[str]]) -> Need:
    """Return a need with all words of the user's sets that its word is in."""
    if need.words is None:
        return need
    words = frozenset[str]().union(*(whole_set(word, sets) for word in need.words))
    return Need(relations=need.relations, words=words)
