"""Reads a name into the words that matter, its legal form, and its numbers."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from detente.entities.romanise import Letters, romanise, script_of
from detente.entities.tables import words

_MARKS = "'’`ʿʾʼ‘\"“”„״׳"
# A Hebrew letter before an apostrophe is another letter.
_QUOTES = re.compile(rf"(?<![\u05d0-\u05ea])[{_MARKS}]|(?<=[\u05d0-\u05ea])[\"“”„״]")
_WORD = re.compile(r"(?:[^\W_]|['׳]|[\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e\u0610-\u0670])+")
_DOTTED = re.compile(r"(?<![^\W_])((?:[^\W\d_]\.){2,}[^\W\d_]?)(?![^\W_])")
_HUMP = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_SLASHED = re.compile(r"(?<![^\W_])([a-zA-Z])/([a-zA-Z])(?![^\W_])")
_MISREAD = re.compile(r"(?<=[a-z])[0134579](?=[a-z])")
_READ = str.maketrans("0134579", "oieastg")
_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_SHORT_FORM = 2
# No name is longer; what is costs no more time.
_MOST_WORDS, _LONGEST_WORD = 24, 40
# Within a name they are initials.
_ROMAN_LETTERS = {"i": "1", "v": "5", "x": "10"}
_MOST_REMEMBERED = 16_384
_TEN = 10
# Words of forms from this length on are known with a letter wrong.
_LONG_WORD = 5


class Word(NamedTuple):
    """A word of a name: case-folded, in the letters a to z, its script, and whether in capitals."""

    native: str
    plain: str
    script: str = "latin"
    is_loud: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared.

    ``words`` are all but titles, forms and numbers, in order; ``particles`` those of them that
    neither match nor miss; ``forms`` the kinds of legal form; ``whole`` the words with numbers, in
    Latin letters.
    """

    words: tuple[Word, ...]
    particles: frozenset[str]
    forms: frozenset[str]
    numbers: tuple[str, ...]
    whole: tuple[str, ...]
    is_company: bool


@dataclass(frozen=True, slots=True)
class NameWords:
    """The table of words that say little of who is meant."""

    forms: Mapping[tuple[str, ...], str]
    titles: frozenset[str]
    particles: frozenset[str]
    leading: frozenset[str]
    meanings: Mapping[str, str]
    weak: frozenset[str]
    trades: frozenset[str]
    longest: Mapping[str, int]
    form_slips: Mapping[str, str]
    numbers: Mapping[str, str]
    tens: Mapping[str, int]


def read_name_words() -> NameWords:
    """Return the packaged table of name words."""
    table = words("names_words.toml")
    numbers, said = table["numbers"], table["words"]
    digits = dict(_ranked(numbers["words"], 1))
    digits |= dict(pair.split("=") for pair in numbers["romans"].split())
    forms = dict(_forms(table["forms"]))
    return NameWords(
        forms=forms,
        titles=frozenset(said["titles"].split()),
        particles=frozenset(said["particles"].split()),
        leading=frozenset(said["leading"].split()),
        meanings=dict(_meanings(table["meanings"]["groups"])),
        weak=frozenset(f"{said['honours']} {said['trades']}".split()),
        trades=frozenset(said["trades"].split()),
        longest=_longest(forms),
        form_slips=dict(_slips(table["forms"])),
        numbers=digits,
        tens={word: int(ten) for word, ten in _ranked(numbers["tens"], _TEN, 2)},
    )


def _ranked(lines: str, step: int, first: int = 0) -> Iterator[tuple[str, str]]:
    for rank, line in enumerate(lines.strip().splitlines(), first):
        yield from ((word, str(rank * step)) for word in line.split())


def _forms(table: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str]]:
    for kind, phrases in table.items():
        yield from ((tuple(phrase.split()), kind) for phrase in phrases.split(","))


def _longest(forms: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """Return by first word how many words the longest form has."""
    found: dict[str, int] = {}
    for phrase in forms:
        found[phrase[0]] = max(len(phrase), found.get(phrase[0], 0))
    return found


def _slips(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (a long word of forms with or without one letter, the word)."""
    for word in sorted({word for phrase in _forms(table) for word in phrase[0]}):
        if len(word) >= _LONG_WORD:
            yield word, word
            yield from ((cut, word) for cut in _cuts(word))


def _cuts(word: str) -> Iterator[str]:
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _meanings(groups: Sequence[str]) -> Iterator[tuple[str, str]]:
    for group in groups:
        first, *others = group.split()
        yield from ((other, first) for other in others)


class NameReader:
    """Reads names; built once from the tables."""

    def __init__(self, letters: Letters, name_words: NameWords) -> None:
        self._letters = letters
        self._known = name_words
        self._word = lru_cache(_MOST_REMEMBERED)(self._read_word)

    def read(self, text: str) -> Name:
        """Return a name as it is compared; a name of titles alone keeps them."""
        found = list(self.words(text))
        untitled = [word for word in found if word.plain not in self._known.titles] or found
        bare, forms = self._without_forms(untitled)
        counted = list(self._numbers(bare))
        numbers = tuple(sorted(item for item in counted if isinstance(item, str)))
        main = [item for item in counted if isinstance(item, Word)]
        small = {word.plain for word in main[:-1]} & self._known.particles
        # "A." is an initial, "a" an article; "To Lam" is no "to".
        small -= {word.plain for word in main if word.is_loud and len(word.plain) == 1}
        small -= {word.plain for word in main[:1]} - self._known.leading
        has_others = any(word.plain not in small for word in main)
        return Name(
            words=tuple(map(self._same_meaning, main)),
            particles=frozenset(small if has_others else ()),
            forms=forms,
            numbers=numbers,
            whole=tuple(word.plain for word in bare),
            is_company=bool(forms) or any(word.plain in self._known.trades for word in main),
        )

    def words(self, text: str) -> Iterator[Word]:
        """Yield all words of a name, titles and forms too: the first 24 words of a longer text."""
        tidy = _QUOTES.sub("", unicodedata.normalize("NFKC", text).replace("&", " and "))
        tidy = _SLASHED.sub(r"\1\2", _DOTTED.sub(_undotted, tidy))
        found = map(self._word, _WORD.findall(_HUMP.sub(" ", tidy)))
        yield from islice((word for word in found if word.plain), _MOST_WORDS)

    def _read_word(self, written: str) -> Word:
        native = _MISREAD.sub(_misread, written[:_LONGEST_WORD].casefold())
        plain = "".join(_PARTS.findall(romanise(native, self._letters)))
        return Word(native, plain, script_of(native, self._letters), written.isupper())

    def _without_forms(self, found: Sequence[Word]) -> tuple[list[Word], frozenset[str]]:
        kept: list[Word] = []
        forms: set[str] = set()
        place = 0
        mended = [self._mended(word.plain) for word in found]
        while place < len(found):
            size, kind = self._form_at(mended, place, is_loud=found[place].is_loud)
            if size:
                forms.add(kind)
            else:
                kept.append(found[place])
            place += size or 1
        return (kept, frozenset(forms)) if kept else (list(found), frozenset())

    def _form_at(self, words_: Sequence[str], place: int, *, is_loud: bool) -> tuple[int, str]:
        longest = self._known.longest.get(words_[place], 0)
        for size in range(min(longest, len(words_) - place), 0, -1):
            phrase = tuple(words_[place : place + size])
            is_form = phrase in self._known.forms
            if is_form and (size > 1 or is_loud or len(phrase[0]) > _SHORT_FORM):
                return size, self._known.forms[phrase]
        return 0, ""

    def _mended(self, plain: str) -> str:
        slips = self._known.form_slips
        if len(plain) < _LONG_WORD or plain in slips:
            return slips.get(plain, plain)
        return next((slips[cut] for cut in _cuts(plain) if cut in slips), plain)

    def _numbers(self, found: Sequence[Word]) -> Iterator[Word | str]:
        ten = 0
        for place, word in enumerate(found):
            number = self._number(word, place, is_last=place == len(found) - 1)
            if word.plain in self._known.tens:
                ten = self._known.tens[word.plain]
            elif number:
                yield str(ten + int(number)) if len(number) == 1 else number
                ten = 0
            else:
                yield from self._mixed(word)
        if ten:
            yield str(ten)

    def _number(self, word: Word, place: int, *, is_last: bool) -> str:
        plain = word.plain
        if plain.isdecimal():
            return str(int(plain))
        if plain in _ROMAN_LETTERS:
            return _ROMAN_LETTERS[plain] if place and is_last and word.is_loud else ""
        return self._known.numbers.get(plain, "") if place or len(plain) > _SHORT_FORM else ""

    def _mixed(self, word: Word) -> Iterator[Word | str]:
        digits = _DIGITS.findall(word.plain)
        yield from digits
        if not digits:
            yield word
        elif bare := _DIGITS.sub("", word.plain):
            yield Word(bare, bare)

    def _same_meaning(self, word: Word) -> Word:
        first = self._known.meanings.get(word.plain)
        return Word(first, first) if first else word


def _undotted(found: re.Match[str]) -> str:
    return found.group().replace(".", "")


def _misread(found: re.Match[str]) -> str:
    return found.group().translate(_READ)
