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
    finder = Finder(registry, load_word_classes(), LeadingNames(registry, load_tenures()))

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
            kept = self._checked(phrase, known, classes)
            if kept:
                yield self._mention(*kept)

    def word(self, unit: int) -> Word:
        return self.words[self.units[unit].first]

    def tag(self, unit: int) -> str:
        return self.units[unit].tag if 0 <= unit < len(self.units) else ""

    def folded(self, unit: int) -> str:
        return self.word(unit).folded if 0 <= unit < len(self.units) else ""

    def _checked(
        self, phrase: Phrase, known: frozenset[str], classes: WordClasses
    ) -> tuple[Phrase, str] | None:
        if phrase.pattern in {"new name", "single name"}:
            return (phrase, "person") if self._is_a_person(phrase, known) else None
        if phrase.pattern == "entity":
            return (
                (phrase, _KINDS[self.tag(phrase.last - 1)]) if self._acts(phrase, classes) else None
            )
        if phrase.pattern == "role":
            return self._checked_role(phrase, classes)
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
        if self.tag(before) == "i" or (self.tag(after) == "(" and phrase.first == 0):
            return False
        if self.tag(before) in "tfo" and self.folded(before - 1) in classes.movement:
            return False
        return not (
            self.tag(after) == "," and self.tag(after + 1) in "SCL" and self.tag(before) != "&"
        )

    def _checked_role(self, phrase: Phrase, classes: WordClasses) -> tuple[Phrase, str] | None:
        first, last = phrase.role or (phrase.first, phrase.last)
        term = " ".join(self.folded(unit) for unit in range(first, last))
        is_shy = term in classes.shy and self.word(first).text[0].islower()
        has_state = any(self.tag(unit) in "ASCKXOBL" for unit in range(phrase.first, first))
        is_modifier = self._modifies(phrase, last)
        if has_state and is_modifier:
            return self._state_only(phrase, first)
        if is_modifier or (is_shy and not has_state and not self._stands_alone(phrase, last)):
            return None
        return phrase, "body" if self.tag(last - 1) == "G" else "role"

    def _state_only(self, phrase: Phrase, first: int) -> tuple[Phrase, str] | None:
        """Return the state of "Russian military equipment", where the role is a modifier."""
        at = max(unit for unit in range(phrase.first, first) if self.tag(unit) in "ASCKXOBL")
        kept = Phrase("entity", at, at + 1, (at, at + 1), None)
        return kept, _KINDS.get(self.tag(at), "state")

    def _stands_alone(self, phrase: Phrase, last: int) -> bool:
        """Say whether "a man", "the leader" is an actor; "the group" may be anything."""
        return self.tag(phrase.first) == "d" and self.tag(last) != "x" and self.tag(last - 1) == "R"

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
    return _NAMED.get(line.tag((phrase.name or (phrase.first, 0))[0]), "person")


def _token_at(parse: Parse, start: int) -> int | None:
    return next((index for index, at in enumerate(parse.starts) if at == start), None)


_PERSON_PATTERNS = frozenset({"apposition", "affiliation", "titled", "named"})


def _full_names(lines: Sequence[_Line]) -> frozenset[str]:
    """Return the folded first and last words of the full names in a document."""
    names: set[str] = set()
    for line in lines:
        for phrase in line.phrases:
            if phrase.name and phrase.pattern in _PERSON_PATTERNS:
                first, last = (line.units[at] for at in (phrase.name[0], phrase.name[1] - 1))
                names |= {line.words[first.first].folded, line.words[last.last - 1].folded}
    return frozenset(names)
