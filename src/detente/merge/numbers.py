"""Counts that a sentence gives ("23 agreements", "at least 12 dead"), for comparing reports."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from detente.merge.stems import stem
from detente.merge.tables import NumberWords

# "About 100" and 105 agree.
_ABOUT = 0.1
# "A thousand", "one million".
_ONES = frozenset({"a", "an", "one"})
_MONTHS = "jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec"
# How the table calls people of any sort.
PERSONS = "persons"
# How far back the words are looked for that make a number one of a part.
_BEFORE = 16
# What ends the words for what is counted: "the number of police officers who landed".
_AFTER_UNIT = "who|that|which|in|from|on|at|to|was|were|is|are|has|had|have|rose|fell|stood|reached"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what. ``bound``: exactly, least, most, about; not: the number is denied.

    ``unit`` is the stem of what is counted, the same for words of one thing ("police", "officer"),
    ``name`` the word itself. ``start`` and ``end`` are code points in the sentence.
    ``is_of_each``: each side has so many; ``is_people``: of a people ("Ukrainians").
    """

    value: float
    unit: str
    bound: str
    text: str
    start: int
    end: int
    name: str = ""
    is_of_each: bool = False
    is_people: bool = False


class CountFinder:
    """Finds counts in sentences; built once from the table of number words."""

    def __init__(self, words: NumberWords) -> None:
        self._words = words
        self._patterns = _patterns(words)
        self._denied = _denied(words)
        self._kinds = {stem(word): kind for kind, some in words.kinds.items() for word in some}
        self._each = re.compile(
            rf"\W+(?:[\w-]+\W+){{0,3}}?(?:{_any_of(words.each)})\b", re.IGNORECASE
        )
        self._growing = frozenset(map(stem, words.growing))
        self._labels = {stem(name): name for name in words.same}
        self._same = {stem(word): stem(name) for name, some in words.same.items() for word in some}
        back = _any_of(words.look_back)
        self._back = re.compile(rf"\b(?:{back})\b", re.IGNORECASE)
        self._elsewhere = re.compile(
            rf"\b(?:{_any_of(words.elsewhere)})\b|;(?=[^;]*\b(?:{back})\b)", re.IGNORECASE
        )
        self._before_part = re.compile(rf"\b(?:{_any_of(words.part_of)})\s+$", re.IGNORECASE)
        self._behind_part = re.compile(rf"\W+(?:{_any_of(words.parts)})\b", re.IGNORECASE)

    def counts_in(self, sentence: str) -> Iterator[Count]:
        """Yield the counts of a sentence, in order; ages, shares, dates and times are left out.

        Told are "23 agreements", "killed at least 12", "the number of officers was 200", "the toll
        rose to 15"; and of "200 officers, not 400" that it is not 400.
        """
        found: dict[int, Count] = {}
        matches = [match for pattern in self._patterns for match in pattern.finditer(sentence)]
        for match in matches:
            if (count := self._count(match)) is not None:
                found.setdefault(match.start("number"), count)
        ordered = [found[start] for start in sorted(found)]
        yield from ordered
        if ordered:
            yield from self._denials(sentence, ordered[0], found)

    def kind_of(self, count: Count) -> str | None:
        """Return what sort of thing is counted by whatever name: persons, papers or firms."""
        return self._kinds.get(count.unit, PERSONS if count.is_people else None)

    def may_grow(self, count: Count) -> bool:
        """Whether what is counted can only become more, as the dead of an attack."""
        return count.unit in self._growing

    def is_of(self, count: Count, sentence: str, deed: tuple[int, int]) -> bool:
        """Whether a count of a sentence is told of a deed of it, from one offset to another.

        Beyond "weeks after", or a semicolon where what stands there looks back, another deed is
        told; the dead may be its own.
        """
        if self.may_grow(count):
            return True
        first, last = min(count.end, deed[1]), max(count.start, deed[0])
        return not any(
            first <= match.start() < last for match in self._elsewhere.finditer(sentence)
        )

    def looks_back(self, sentence: str) -> bool:
        """Whether a sentence tells of an earlier time than those before it."""
        return self._back.search(sentence) is not None

    def _count(self, match: re.Match[str]) -> Count | None:
        groups = match.groupdict()
        told = groups.get("unit") or groups.get("deed") or "dead"
        name = told.casefold()
        unit = self._same.get(stem(name), stem(name))
        name = name if groups.get("unit") else self._labels[unit]
        value = self._value(match)
        if unit in self._words.no_units or self._is_few(unit, value) or self._is_part(match):
            return None
        return Count(
            value=value,
            unit=f"{groups.get('money') or ''}{unit}",
            bound=self._words.bounds.get((match["bound"] or "").casefold(), "exactly"),
            text=match.group(),
            start=match.start(),
            end=match.end(),
            name=name,
            is_of_each=self._each.match(match.string, match.end()) is not None,
            is_people=self._is_people(told),
        )

    def _denials(self, sentence: str, told: Count, found: Mapping[int, Count]) -> Iterator[Count]:
        """Yield the numbers that a sentence denies; they are of what it counts."""
        for match in self._denied.finditer(sentence):
            if match.start("number") not in found:
                yield replace(
                    told, value=self._value(match), bound="not", text=match.group(),
                    start=match.start(), end=match.end(),
                )  # fmt: skip

    def _in_words(self, number: str) -> float | None:
        """Return the value of number words, "twenty-six" being both; None for digits."""
        if number in _ONES:
            return 1.0
        parts = [self._words.numbers.get(part) for part in number.split("-")]
        return sum(part for part in parts if part) if all(parts) else None

    def _is_part(self, match: re.Match[str]) -> bool:
        """Whether a number is that of some of those counted: "six Syrians among them"."""
        before = match.string[: match.start()]
        return bool(self._before_part.search(before[-_BEFORE:])) or bool(
            self._behind_part.match(match.string, match.end())
        )

    def _is_people(self, word: str) -> bool:
        return word in self._words.peoples or (
            word[:1].isupper() and word.endswith(self._words.peoples_end)
        )

    def _is_few(self, unit: str, value: float) -> bool:
        return unit in self._words.units_of_many and value < self._words.fewest_of_many

    def _value(self, match: re.Match[str]) -> float:
        number = match["number"].casefold().replace(",", "")
        value = self._in_words(number)
        scale = self._words.scales.get((match["scale"] or "").casefold(), 1.0)
        return (float(number) if value is None else value) * scale


def counts_exclude(one: Count, other: Count) -> bool:
    """Whether two counts of one unit cannot both be right."""
    if "not" in {one.bound, other.bound}:
        return False
    if one.unit != other.unit or one.value == other.value:
        return False
    return not (_allows(one, other.value) or _allows(other, one.value))


def _allows(count: Count, value: float) -> bool:
    if count.bound == "least":
        return value >= count.value
    if count.bound == "most":
        return value <= count.value
    return count.bound == "about" and abs(value - count.value) <= _ABOUT * count.value


def _number(words: NumberWords) -> str:
    """Return the pattern of a number with its bound and scale: "at least 1.5 million"."""
    bounds, numbers, scales = map(_any_of, (words.bounds, words.numbers, words.scales))
    return (
        rf"(?:\b(?P<bound>{bounds})\s+)?"
        rf"(?:(?P<money>[$€£¥])|(?<![\w.,:/$€£¥-]))"
        rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|\b(?:{numbers})(?:-(?:{numbers}))?\b"
        rf"|\b(?:an?|one)(?=\s+(?:{scales})\b))"
        rf"(?:\s+(?P<scale>{scales})\b)?"
    )


def _patterns(words: NumberWords) -> tuple[re.Pattern[str], ...]:
    """Return the ways to tell a count; where two tell one number, the earlier one is right."""
    number, hurt, toll = _number(words), _any_of(words.hurt), _any_of(words.toll)
    # "400 Kenyan police": police are counted.
    of = rf"(?:(?:{_any_of(words.between)})\s+)*(?-i:[A-Z][a-z]+(?:an|ese|ish|i|ch)\s+(?=[a-z]))?"
    became = rf"[^.;]{{0,80}}?\b(?:{_any_of(words.became)})\s+{number}"
    # "3 January killed 100": a date counts nobody.
    were = r"(?:(?:were|was|are|have been|had been)\s+)?"
    befell = rf"(?!(?:{_MONTHS})[a-z]*\b)(?:[^\W\d_]+\s+){{0,2}}?{were}(?P<deed>{hurt})"
    unit = r"(?P<unit>[^\W\d_]{3,})"
    told = (
        rf"{number}\s+{befell}\b",
        rf"\b(?P<deed>{_any_of(words.hurting)})\s+{number}(?:\s+(?:people|persons))?\b",
        rf"\b(?:{toll})\b{became}(?!\s+\w+ (?:ago|later))",
        rf"\bnumber of (?:[\w-]+ ){{0,3}}?(?P<deed>{hurt})\b{became}",
        rf"\bnumber of (?:[\w-]+ ){{0,3}}?{unit}(?= (?:{_AFTER_UNIT})\b){became}",
        rf"{number}\s+{of}{unit}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in told)


def _denied(words: NumberWords) -> re.Pattern[str]:
    return re.compile(rf"\b(?:not|instead of|rather than)\s+{_number(words)}", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    # Longest first: "no fewer than" before "fewer than".
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
