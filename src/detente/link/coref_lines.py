"""Sentences as coreference reads them: words, tags and heads, with or without a parse."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from detente.entities.lexicon import fold
from detente.kept import Kept
from detente.link.coref_words import Words
from detente.link.words import sentence_words
from detente.model import Document, Parse, Span, Word

# One letter a token: what noun phrases are made of.
_LETTERS = {
    "DT": "D", "PDT": "D", "PRP": "p", "PRP$": "P", "WP": "w", "WP$": "w", "WDT": "w", "JJ": "J",
    "JJR": "J", "JJS": "J", "CD": "C", "$": "$", "#": "$", "NN": "N", "NNS": "N", "NNP": "M",
    "NNPS": "M", "POS": "'", "HYPH": "H", "RB": "R", "RBS": "R", "RBR": "R", "``": "Q", "''": "Q",
    "-LRB-": "(", "-RRB-": ")", ",": ",",
}  # fmt: skip
_SIGNS = {"of": "o", "&": "&", '"': "Q", "“": "Q", "”": "Q"}
_MODIFYING = frozenset({"amod", "compound", "nummod", "nmod"})
_PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_STOPS = frozenset(".!?\"'”")
_QUOTES = re.compile(r"[\"“”]|``|''")
_OPENING, _CLOSING = frozenset({"“", "``"}), frozenset({"”", "''"})
_GUESSES = {
    "PRP": "he she it they we i you him her them us me himself herself itself",
    "PRP$": "his its their our my your",
    "DT": "the a an this that these those",
    "WP": "who whom",
    "POS": "'s ’s",
    "IN": "of in for by with from to and or at on",
}
_GUESSED = {word: tag for tag, words in _GUESSES.items() for word in words.split()}


class Line(NamedTuple):
    """One sentence: its parse (a guessed one if the gate spared it), and a letter a token.

    ``quoted`` says which tokens stand inside quotation marks.
    """

    number: int
    parse: Parse
    letters: str
    quoted: tuple[bool, ...]
    is_parsed: bool
    is_headline: bool

    def span(self, first: int, last: int) -> Span:
        """Return the code points of tokens ``first`` to ``last`` (excluded)."""
        return Span(self.parse.starts[first], self.parse.ends[last - 1])


class LineReader:
    """Reads the sentences of documents as lines with one set of tables."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._guesser = _Guesser(words)

    def lines(self, document: Document) -> list[Line]:
        """Return the sentences of a document as lines, in order."""
        parses: Sequence[Parse | None] = document.parses or ()
        cut = sentence_words(document)
        dates = {
            at for day in document.days or () if day.kind in {"DATE", "TIME"}
            for at in range(day.span.start, day.span.end)
        }  # fmt: skip
        inside = _Quoted(document.text or "")
        found = []
        for number, sentence in enumerate(document.sentences or ()):
            parse = parses[number] if number < len(parses) else None
            read, letters = (parse, _letters(parse)) if parse else self._guesser.read(cut[number])
            if dates and not dates.isdisjoint(read.starts):
                letters = _with_dates(read, letters, dates)
            is_headline = sentence.is_headline or (number == 0 and read.words[-1] not in _STOPS)
            if is_headline and parse:
                letters = _with_noun(read, _with_verb(read, letters), self._words)
            quoted = inside.of(read.starts)
            found.append(Line(number, read, letters, quoted, parse is not None, is_headline))
        return found


def _with_verb(parse: Parse, letters: str) -> str:
    """Return the letters of a headline in which the parser saw no verb, with a likely one.

    "Accountability Office *requests* rerun": a noun in -s after a name.
    """
    if any(tag in _FINITE for tag in parse.tags):
        return letters
    found = next((at for at in range(1, len(letters)) if _is_likely_verb(parse, letters, at)), 0)
    return letters[:found] + "." + letters[found + 1 :] if found else letters


def _with_noun(parse: Parse, letters: str, words: Words) -> str:
    """Return the letters of a headline whose first word is a noun, whatever the parser saw.

    "*Automaker* GM to cut jobs".
    """
    is_noun = parse.words[0].casefold() in words.nouns and letters[1:2] == "M"
    return "N" + letters[1:] if is_noun and letters[0] == "." else letters


def _is_likely_verb(parse: Parse, letters: str, at: int) -> bool:
    return letters[at - 1 : at + 1] == "MN" and parse.tags[at] == "NNS"


def _letters(parse: Parse) -> str:
    letters = [_LETTERS.get(tag, ".") for tag in parse.tags]
    for at, letter in enumerate(letters):
        if letter == ".":
            letters[at] = _other_letter(parse, at)
    return "".join(letters)


def _with_dates(parse: Parse, letters: str, dates: set[int]) -> str:
    return "".join(
        "t" if start in dates else letter
        for start, letter in zip(parse.starts, letters, strict=True)
    )


def _other_letter(parse: Parse, at: int) -> str:
    if parse.tags[at] in _PARTICIPLES and parse.deps[at] in _MODIFYING:
        return "J"
    return _SIGNS.get(parse.words[at], ".")


class _Guesser:
    """Guesses the tags of words without syntax; what it said of a word inside it remembers."""

    def __init__(self, words: Words) -> None:
        self._nouns = words.nouns
        self._inside = Kept(self._told_inside)

    def read(self, found: Sequence[Word]) -> tuple[Parse, str]:
        """Return a sentence as a parse in which every word is its own head, with its letters."""
        inside = self._inside
        told = [inside[one.text] for one in found]
        told[0] = self._told(found[0].text, found[0].folded, is_first=True)
        tags = tuple([tag for tag, _ in told])
        parse = Parse(
            starts=tuple([one.start for one in found]),
            ends=tuple([one.end for one in found]),
            words=tuple([one.text for one in found]),
            lemmas=tuple([one.folded for one in found]),
            tags=tags,
            pos=tags,
            heads=tuple(range(len(found))),
            deps=("",) * len(found),
        )
        return parse, "".join([letter for _, letter in told])

    def _told_inside(self, text: str) -> tuple[str, str]:
        return self._told(text, fold(text), is_first=False)

    def _told(self, text: str, folded: str, *, is_first: bool) -> tuple[str, str]:
        """Return the tag and the letter of a word; of the first one a capital tells nothing."""
        tag = _GUESSED.get(folded) or self._guess(text[0], folded, is_first=is_first)
        letter = _LETTERS.get(tag)
        return tag, letter or _SIGNS.get(text, ".")

    def _guess(self, first: str, folded: str, *, is_first: bool) -> str:
        if first.isupper() and not is_first:
            return "NNP"
        if first.isdigit():
            return "CD"
        if folded in self._nouns:
            return "NN"
        return "NNS" if folded.endswith("s") and folded[:-1] in self._nouns else "XX"


class _Quoted:
    """Tells which code points of a text are inside quotation marks."""

    def __init__(self, text: str) -> None:
        self._spans = list(_quotations(text))
        self._at = 0

    def of(self, points: Sequence[int]) -> tuple[bool, ...]:
        """Say which of some code points are quoted; points must be asked for in rising order."""
        self._go_on(points[0])
        if self._at == len(self._spans) or self._spans[self._at][0] >= points[-1]:
            return (False,) * len(points)
        return tuple(map(self._is_quoted, points))

    def _is_quoted(self, point: int) -> bool:
        self._go_on(point)
        return self._at < len(self._spans) and self._spans[self._at][0] < point

    def _go_on(self, point: int) -> None:
        while self._at < len(self._spans) and self._spans[self._at][1] <= point:
            self._at += 1


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of quotations. One that was never closed ends with its paragraph."""
    opened = None
    for found in _QUOTES.finditer(text):
        opens = _opens(text, found)
        if opened is not None:
            end = found.start()
            yield opened, _paragraph_end(text, opened, end) if opens else end
        opened = found.start() if opens else None
    if opened is not None:
        yield opened, _paragraph_end(text, opened, len(text))


def _opens(text: str, found: re.Match[str]) -> bool:
    if found[0] in _OPENING or found[0] in _CLOSING:
        return found[0] in _OPENING
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    return (not before or before.isspace() or before in "([—-") and not (
        after.isspace() or not after
    )


def _paragraph_end(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return found if found >= 0 else end
