"""Actor phrases in a document: states, persons, bodies, roles and pronouns.

Found over a gazetteer and word classes; a parse, where there is one, only helps to tell whether
a role noun is an actor or a modifier ("military equipment").
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from detente.entities.lexicon import Word, words_of
from detente.entities.registry import Registry, load_registry
from detente.entities.tenure import load_tenures
from detente.link.mentions_names import LeadingNames
from detente.link.mentions_patterns import Phrase, phrases
from detente.link.mentions_units import Tagger, Unit, WordClasses, load_word_classes, tags_of
from detente.model import Document, Mention, Parse, Sentence, Span
from detente.settings import Settings


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``mentions``, in the order of the text, without overlap."""
    del settings
    registry = load_registry()
    classes = load_word_classes()
    leading = LeadingNames(registry, load_tenures(), classes.ambiguous_names)
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

    def mentions(self, document: Document) -> Iterator[Mention]:
        """Yield the mentions of a document in the order of its text."""
        titled, lines = [], []
        for number, sentence in enumerate(document.sentences or ()):
            words = self._words(document, sentence)
            is_titled = _is_titled(sentence, words)
            titled.append(is_titled)
            lines.append(self._line(document, number, words, frozenset() if is_titled else None))
        names = _full_names(lines)
        known = names | self._leading.names(document.article.published)
        for number, line in enumerate(lines):
            again = self._line(document, number, line.words, known) if titled[number] else line
            yield from again.mentions(known, self._classes)

    def _words(self, document: Document, sentence: Sentence) -> list[Word]:
        text = (document.text or "")[sentence.span.start : sentence.span.end]
        return words_of(text, sentence.span.start)

    def _line(
        self,
        document: Document,
        number: int,
        words: Sequence[Word],
        names: frozenset[str] | None,
    ) -> "_Line":
        parse = document.parses[number] if document.parses else None
        hits = self._registry.lexicon.matches(words)
        return _Line(number, words, self._tagger.units(words, hits, names), parse)


def _is_titled(sentence: Sentence, words: Sequence[Word]) -> bool:
    long_words = [
        word.text for word in words if len(word.text) > _SHORT_WORD and word.text.isalpha()
    ]
    capitals = sum(word[0].isupper() for word in long_words)
    return bool(long_words) and capitals >= len(long_words) * (0.6 if sentence.is_headline else 0.8)


_SHORT_WORD = 3


class _Line:
    """One sentence cut into units."""

    def __init__(
        self, number: int, words: Sequence[Word], units: Sequence[Unit], parse: Parse | None
    ) -> None:
        self.number = number
        self.words = words
        self.units = units
        self._parse = parse
        self.phrases = list(phrases(tags_of(units)))

    def mentions(self, known: frozenset[str], classes: WordClasses) -> Iterator[Mention]:
        for phrase in self.phrases:
            for kept, kind in self._kept(phrase, known, classes):
                yield self._mention(kept, kind)

    def _kept(
        self, phrase: Phrase, known: frozenset[str], classes: WordClasses
    ) -> Iterator[tuple[Phrase, str]]:
        """Yield what is left of a phrase after checks: itself, or the states named in it."""
        checked = self._checked(phrase, known, classes)
        if checked:
            yield checked
        elif phrase.pattern == "role":
            units = range(phrase.first, phrase.last)
            named = [Phrase("entity", at, at + 1, (at, at + 1), None) for at in units]
            named = [one for one in named if self.tag(one.first) in _KINDS]
            acting = [one for one in named if self._acts(one, classes)]
            yield from ((one, _KINDS[self.tag(one.first)]) for one in acting)

    def word(self, unit: int) -> Word:
        return self.words[self.units[unit].first]

    def tag(self, unit: int) -> str:
        return self.units[unit].tag if 0 <= unit < len(self.units) else ""

    def folded(self, unit: int) -> str:
        return self.word(unit).folded if 0 <= unit < len(self.units) else ""

    def last_folded(self, unit: int) -> str:
        return self.words[self.units[unit].last - 1].folded

    def _checked(
        self, phrase: Phrase, known: frozenset[str], classes: WordClasses
    ) -> tuple[Phrase, str] | None:
        if phrase.pattern in {"new name", "single name"}:
            return (phrase, "person") if self._is_a_person(phrase, known) else None
        if phrase.pattern == "entity":
            kind = _KINDS[self.tag(phrase.last - 1)]
            return (phrase, kind) if self._acts(phrase, classes) else None
        if phrase.pattern == "role":
            return (phrase, self._role_kind(phrase)) if self._is_actor(phrase, classes) else None
        return phrase, _kind(phrase, self)

    def _is_a_person(self, phrase: Phrase, known: frozenset[str]) -> bool:
        """Say whether an unknown name is a person's: known from before, or one who speaks."""
        first, last = phrase.name or (phrase.first, phrase.last)
        speaks = self.tag(last) == "v" or (self.tag(first - 1) == "v" and self.tag(last) in ".,")
        if any(self.folded(unit) in known for unit in (first, last - 1)):
            return first > 0 or speaks or self.tag(last) in "'ym,v" or phrase.pattern == "new name"
        return speaks and not (phrase.pattern == "single name" and first == 0)

    def _acts(self, phrase: Phrase, classes: WordClasses) -> bool:
        """Say whether a state's name stands for its government here, and not for a place."""
        tag, before, after = self.tag(phrase.last - 1), phrase.first - 1, phrase.last
        if tag == "A":
            return self.folded(after) not in classes.not_actors
        if tag != "C" or self.tag(after) == "'":
            return True
        if self.tag(before) in set("ij") or (self.tag(after) == "(" and phrase.first == 0):
            return False
        if self.tag(before) in "tfo" and self.folded(before - 1) in classes.movement:
            return False
        return not (
            self.tag(after) == "," and self.tag(after + 1) in "SCL" and self.tag(before) != "&"
        )

    def _is_actor(self, phrase: Phrase, classes: WordClasses) -> bool:
        """Say whether a role noun is somebody here: no modifier, and no everyday word."""
        first, last = phrase.role or (phrase.first, phrase.last)
        if self._modifies(phrase, last):
            return False
        if self._is_bare(phrase, first, last, classes):
            return False
        term = " ".join(self.folded(unit) for unit in range(first, last))
        if term not in classes.shy or self.word(first).text[0].isupper():
            return True
        owned = any(self.tag(unit) in "ASCKXOBLDRG" for unit in range(phrase.first, first))
        described = any(self.tag(unit) in "ASCKXOBLRG" for unit in range(last, phrase.last))
        return owned or described or self._stands_alone(phrase, last)

    def _is_bare(self, phrase: Phrase, first: int, last: int, classes: WordClasses) -> bool:
        """Say whether a role in small letters stands without article, owner or plural."""
        if phrase.first != first or self.word(first).text[0].isupper():
            return False
        if self.folded(first - 1) in classes.predicating:
            return True
        ends_so = self.last_folded(last - 1).endswith(tuple(classes.plural_endings))
        return self.tag(last - 1) == "R" and not ends_so and phrase.last == last

    def _role_kind(self, phrase: Phrase) -> str:
        return "body" if self.tag((phrase.role or (0, phrase.last))[1] - 1) == "G" else "role"

    def _stands_alone(self, phrase: Phrase, last: int) -> bool:
        """Say whether "a man", "the leader" is an actor; "the group" may be anything."""
        has_article = self.tag(phrase.first) == "d"
        return has_article and self.tag(last) != "x" and self.tag(last - 1) == "R"

    def _modifies(self, phrase: Phrase, last: int) -> bool:
        """Say whether the last role word modifies a noun to its right."""
        if phrase.last != last or self._parse is None:
            return self._parse is None and self.tag(last) == "-"
        word = self.words[self.units[last - 1].last - 1]
        token = _token_at(self._parse, word.start)
        if token is None or self._parse.deps[token] not in _MODIFIERS:
            return self._parse.pos[token] in {"ADJ", "VERB"} if token is not None else False
        return self._parse.heads[token] > token

    def _mention(self, phrase: Phrase, kind: str) -> Mention:
        head = phrase.name or phrase.role or (phrase.first, phrase.last)
        return Mention(
            span=self._span(phrase.first, phrase.last),
            head=self._span(*head),
            sentence=self.number,
            kind=kind,
        )

    def _span(self, first: int, last: int) -> Span:
        return Span(
            self.words[self.units[first].first].start, self.words[self.units[last - 1].last - 1].end
        )


_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_KINDS = {"O": "organisation", "B": "body"}
_KINDS |= dict.fromkeys("SACKX", "state")
_NAMED = {
    "O": "organisation",
    "B": "body",
    "E": "role",
    "D": "role",
    "H": "pronoun",
    "Q": "pronoun",
}


def _kind(phrase: Phrase, line: _Line) -> str:
    if phrase.pattern == "institution":
        return "organisation"
    if phrase.pattern == "led":
        return "body"
    return _NAMED.get(line.tag((phrase.name or (phrase.first, 0))[0]), "person")


def _token_at(parse: Parse, start: int) -> int | None:
    return next((index for index, at in enumerate(parse.starts) if at == start), None)


_PERSON_PATTERNS = frozenset({"apposition", "affiliation", "titled", "named"})


def _full_names(lines: Sequence[_Line]) -> frozenset[str]:
    """Return the folded first and last words of the full names in a document."""
    named = ((line, one) for line in lines for one in line.phrases if one.name)
    names: set[str] = set()
    for line, phrase in named:
        if phrase.name and phrase.pattern in _PERSON_PATTERNS:
            names |= {line.folded(phrase.name[0]), line.last_folded(phrase.name[1] - 1)}
    return frozenset(names)
