"""Counts that a sentence gives ("23 agreements", "at least 12 dead"), for comparing reports."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.merge.stems import stem
from detente.merge.tables import NumberWords

# "About 100" and 105 agree.
_ABOUT = 0.1


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what. ``bound``: exactly, least, most, about.

    ``unit`` is the stem of what is counted. ``start`` and ``end`` are code points in the sentence.
    """

    value: float
    unit: str
    bound: str
    text: str
    start: int
    end: int


class CountFinder:
    """Finds counts in sentences; built once from the table of number words."""

    def __init__(self, words: NumberWords) -> None:
        self._words = words
        self._pattern = _pattern(words)

    def counts_in(self, sentence: str) -> Iterator[Count]:
        """Yield the counts of a sentence, in order; ages, shares, dates and times are left out."""
        for match in self._pattern.finditer(sentence):
            unit = stem(match["unit"].casefold())
            if unit in self._words.no_units or self._is_few(unit, self._value(match)):
                continue
            bound = (match["bound"] or "").casefold()
            yield Count(
                value=self._value(match),
                unit=f"{match['money'] or ''}{unit}",
                bound=self._words.bounds.get(bound, "exactly"),
                text=match.group(),
                start=match.start(),
                end=match.end(),
            )

    def _in_words(self, number: str) -> float | None:
        """Return the value of number words, "twenty-six" being both; None for digits."""
        parts = [self._words.numbers.get(part) for part in number.split("-")]
        return sum(part for part in parts if part) if all(parts) else None

    def _is_few(self, unit: str, value: float) -> bool:
        return unit in self._words.units_of_many and value < self._words.fewest_of_many

    def _value(self, match: re.Match[str]) -> float:
        number = match["number"].casefold().replace(",", "")
        value = self._in_words(number)
        scale = self._words.scales.get((match["scale"] or "").casefold(), 1.0)
        return (float(number) if value is None else value) * scale


def counts_exclude(one: Count, other: Count) -> bool:
    """Whether two counts of one unit cannot both be right."""
    if one.unit != other.unit or one.value == other.value:
        return False
    return not (_allows(one, other.value) or _allows(other, one.value))


def _allows(count: Count, value: float) -> bool:
    if count.bound == "least":
        return value >= count.value
    if count.bound == "most":
        return value <= count.value
    return count.bound == "about" and abs(value - count.value) <= _ABOUT * count.value


def _pattern(words: NumberWords) -> re.Pattern[str]:
    bounds, numbers, scales = map(_any_of, (words.bounds, words.numbers, words.scales))
    return re.compile(
        rf"(?:\b(?P<bound>{bounds})\s+)?"
        rf"(?:(?P<money>[$€£¥])|(?<![\w.,:/$€£¥-]))"
        rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|\b(?:{numbers})(?:-(?:{numbers}))?\b)"
        rf"(?:\s+(?P<scale>{scales})\b)?"
        # "400 Kenyan police": police are counted.
        rf"\s+(?:(?:{_any_of(words.between)})\s+)*(?-i:[A-Z][a-z]+(?:an|ese|ish|i|ch)\s+(?=[a-z]))?"
        rf"(?P<unit>[^\W\d_]{{3,}})",
        re.IGNORECASE,
    )


def _any_of(words: Iterable[str]) -> str:
    # Longest first: "no fewer than" before "fewer than".
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
