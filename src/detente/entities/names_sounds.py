"""How well a word of one script fits a Latin spelling: costs learned letter by letter.

A word of another script is read as *units*: its letters, or the first and last part of a pinyin
syllable, or the parts of a hangul one. Each unit is written with none to three Latin letters; the
tables give the logarithm of how likely. The best division of the Latin word over the units is found
by dynamic programming. Latin spellings of different languages are compared the same way.

The tables are learned by tools/train_sounds.py from names of cities (GeoNames, CC BY 4.0).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.entities.romanise import Letters, romanise
from detente.entities.tables import rows

Costs = Mapping[str, float]
Rules = Mapping[str, Costs]
Units = tuple[str, ...]

# Letters that a unit is written with, at most: Latin units are letters that sound as one ("sch").
LONGEST_CHUNK, LONGEST_LATIN_CHUNK = 3, 4
# The logarithm of a way of writing that was never seen (-6 to -9 tried, flat).
UNSEEN = -7.5
_NEVER = -1e9
_INSERTED = ""
_ENDS = "^$"
_LATIN_UNIT = re.compile(r"t?sch|shch|tch|dzh|sh|ch|zh|dj|cz|sz|kh|gh|ck|ph|th|dh|t[zs]|ou|oo|ee|.")
_SYLLABLE = re.compile(r"^(zh|ch|sh|[bcdfghjklmnpqrstwxyz]?)(.*)$")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u200c\u200d]")
_HEBREW_MARKS = re.compile('[\u0591-\u05c7"״]')
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_APART = str.maketrans("", "", "'’`ʿʾʼ‘")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well two spellings fit, by letter: ``likelihood`` is the mean logarithm of the chances.

    ``gain`` is by how much that beats the chance of meeting such a Latin word at all.
    """

    likelihood: float
    gain: float


class Sounds:
    """Compares words of different scripts, or Latin spellings; built once from the tables."""

    def __init__(self, rules: Mapping[str, Rules], follows: Rules, letters: Letters) -> None:
        self._rules = rules
        self._follows = follows
        self._letters = letters

    def knows(self, script: str) -> bool:
        """Return whether there is a table for the script."""
        return script in self._rules

    def fit(self, units: Units, script: str, latin: str) -> Fit:
        """Return how well a Latin word writes the units; ``latin`` is lower-case a to z."""
        chance = best_division(units, latin, self._rules[script])
        size = len(units) + len(latin)
        return Fit(chance / size, (chance - self._surprise(latin)) / size)

    def fit_latin(self, one: str, other: str) -> Fit:
        """Return how well two Latin words write one name; their order does not matter."""
        # The better way round tells more than both or one: average precision .93, .93, .91 on Latin
        # spellings of one-word names.
        rules = self._rules["latin"]
        chance = max(
            best_division(latin_units(one), other, rules, LONGEST_LATIN_CHUNK),
            best_division(latin_units(other), one, rules, LONGEST_LATIN_CHUNK),
        )
        size = len(one) + len(other)
        surprise = (self._surprise(one) + self._surprise(other)) / 2
        return Fit(chance / size, (chance - surprise) / size)

    def units(self, word: str, script: str) -> Units:
        """Return the units that a word of a script is read as."""
        return units_of(word, script, self._letters)

    def _surprise(self, latin: str) -> float:
        return log_chance(latin, self._follows)


def read_sounds(letters: Letters) -> Sounds:
    """Return the packaged tables."""
    rules: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for script, unit, chunk, cost in rows("names_sounds.csv.gz"):
        rules[script][unit][chunk] = float(cost)
    follows = rules.pop(_ENDS)
    return Sounds(rules, follows, letters)


def units_of(word: str, script: str, letters: Letters) -> Units:
    """Return the units that a word of a script is read as; the word is case-folded."""
    if script == "han":
        return tuple(unit for letter in word for unit in _parts(romanise(letter, letters)))
    return tuple(_PLAIN.get(script, _plain)(word))


def latin_units(word: str) -> Units:
    """Return the letters of a Latin word, those that sound as one together.

    >>> latin_units("choigou")
    ('ch', 'o', 'i', 'g', 'ou')
    """
    return tuple(_LATIN_UNIT.findall(word))


def best_division(
    units: Sequence[str], latin: str, rules: Rules, longest: int = LONGEST_CHUNK
) -> float:
    """Return the best logarithm of writing the units with just this Latin word."""
    longer = [
        (start, start + size, latin[start : start + size])
        for size in range(2, longest + 1)
        for start in range(len(latin) + 1 - size)
    ]
    extra = rules[_INSERTED]
    skips = [extra.get(letter, UNSEEN) for letter in latin]
    row = [0.0, *([_NEVER] * len(latin))]
    _insert(row, skips)
    for unit in units:
        row = _emit(row, latin, longer, rules.get(unit, {}))
        _insert(row, skips)
    return row[-1]


# In the two innermost loops max() costs three times as much as a comparison.
def _emit(
    row: Sequence[float], latin: str, longer: Iterable[tuple[int, int, str]], costs: Costs
) -> list[float]:
    silent = costs.get("", UNSEEN)
    after = [reached + silent for reached in row]
    for j, letter in enumerate(latin):
        reached = row[j] + costs.get(letter, UNSEEN)
        if reached > after[j + 1]:  # noqa: PLR1730 - see above
            after[j + 1] = reached
    for start, end, chunk in [one for one in longer if one[2] in costs]:
        reached = row[start] + costs[chunk]
        if reached > after[end]:  # noqa: PLR1730 - see above
            after[end] = reached
    return after


def _insert(row: list[float], skips: Sequence[float]) -> None:
    for j, cost in enumerate(skips):
        reached = row[j] + cost
        if reached > row[j + 1]:  # noqa: PLR1730 - see above
            row[j + 1] = reached


def log_chance(latin: str, follows: Rules) -> float:
    """Return the logarithm of meeting a Latin word, letter after letter."""
    word = f"^{latin}$"
    return sum(follows.get(first, {}).get(second, UNSEEN) for first, second in pairwise(word))


def _parts(syllable: str) -> tuple[str, ...]:
    found = _SYLLABLE.match(syllable)
    first, rest = found.groups() if found else ("", syllable)
    return tuple(filter(None, (first, rest and f"-{rest}")))


def _plain(word: str) -> str:
    return word.translate(_APART)


def _arabic(word: str) -> str:
    return _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", word))


def _hebrew(word: str) -> str:
    return _HEBREW_MARKS.sub("", word.replace("׳", "'"))


def _greek(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _kana(word: str) -> str:
    return word.translate(_HIRAGANA)


def _hangul(word: str) -> str:
    return unicodedata.normalize("NFD", word)


_PLAIN: Mapping[str, Callable[[str], str]] = {
    "arabic": _arabic,
    "hebrew": _hebrew,
    "greek": _greek,
    "kana": _kana,
    "hangul": _hangul,
}
