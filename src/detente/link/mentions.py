"""Actor phrases in a document: states, persons, bodies, roles and pronouns.

Found over a gazetteer and word classes; a parse, where there is one, only helps to tell whether
a role noun is an actor or a modifier ("military equipment").
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from detente.entities.registry import Registry, load_registry
from detente.entities.tenure import load_tenures
from detente.link.mentions_checks import NameCheck
from detente.link.mentions_lines import Known, Line
from detente.link.mentions_names import LeadingNames
from detente.link.mentions_units import Tagger, WordClasses, load_word_classes
from detente.link.words import sentence_words
from detente.model import Document, Mention, Sentence, Word
from detente.settings import Settings

# Share of longer words with a capital from which on a capital tells nothing.
_TITLED_HEADLINE, _TITLED_SENTENCE = 0.6, 0.8
_SHORT_WORD = 3
_STOPS = frozenset(".!?")


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``mentions``, in the order of the text, without overlap."""
    registry, classes = load_registry(settings.actors), load_word_classes()
    tenures = load_tenures(settings.actors, registry)
    leading = LeadingNames(registry, tenures, classes.ambiguous_names)
    finder = Finder(registry, classes, leading)

    def add_mentions(batch: Sequence[Document]) -> list[Document]:
        return [replace(one, mentions=tuple(finder.mentions(one))) for one in batch]

    return add_mentions


class Finder:
    """Finds mentions with one registry."""

    def __init__(self, registry: Registry, classes: WordClasses, leading: LeadingNames) -> None:
        self._registry = registry
        self._classes = classes
        self._leading = leading
        self._tagger = Tagger(registry, classes)
        self._check = NameCheck(classes.tags, classes.particles)

    def mentions(self, document: Document) -> Iterator[Mention]:
        """Yield the mentions of a document in the order of its text."""
        sentences = document.sentences or ()
        words = sentence_words(document)
        titled = [_is_titled(*pair) for pair in zip(sentences, words, strict=True)]
        nothing: frozenset[str] = frozenset()
        lines = [
            self._line(document, number, words[number], nothing if is_titled else None)
            for number, is_titled in enumerate(titled)
        ]
        known = self._known(document, lines, words)
        for number, line in enumerate(lines):
            if titled[number]:
                line = self._line(document, number, words[number], known.names)  # noqa: PLW2901 - read again with names
            yield from line.mentions(known)

    def _known(
        self, document: Document, lines: Sequence[Line], words: Sequence[Sequence[Word]]
    ) -> Known:
        leaders = self._leading.on(document.article.published)
        names = frozenset(name for line in lines for name in line.full_names(self._check))
        persons = leaders.persons if document.article.published else None
        small = frozenset([one.folded for line in words for one in line if one.text.islower()])
        things = (name for line in lines for name in line.names_of_things(self._check))
        called = names | leaders.names
        found = Known(called, persons, self._classes, self._check, small, frozenset(things))
        return found._replace(small=small - leaders.names)

    def _line(
        self,
        document: Document,
        number: int,
        words: Sequence[Word],
        names: frozenset[str] | None,
    ) -> Line:
        parse = document.parses[number] if document.parses else None
        hits = self._registry.lexicon.matches(words)
        return Line(number, words, self._tagger.units(words, hits, names), parse)


def _is_titled(sentence: Sentence, words: Sequence[Word]) -> bool:
    """Say whether a sentence is written with capitals on most words."""
    if not sentence.is_headline and words[-1].text in _STOPS:
        return False
    texts = [word.text for word in words if len(word.text) > _SHORT_WORD and word.text.isalpha()]
    capitals = sum(text[0].isupper() for text in texts)
    least = _TITLED_HEADLINE if sentence.is_headline else _TITLED_SENTENCE
    return bool(texts) and capitals >= least * len(texts)
