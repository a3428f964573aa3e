"""Known names that a given one may be a spelling of, found by the skeletons of their words.

A skeleton keeps the consonants of a word as classes of sound, so that "Shoigu", "Choigou" and
"Шойгу" meet in one; letters that stand for several sounds give a word several skeletons. What
shares skeletons is sorted by letters, and the best few are compared in full.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice, product
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import Indel, JaroWinkler

from detente.entities.names import NameMatcher, even
from detente.entities.names_fits import LATIN, SYLLABLES
from detente.entities.names_read import Name, Word
from detente.entities.tables import rows

# A name of one word is looked for in longer ones, where it counts a little less.
_PART = 0.95
_MOST_SKELETONS = 8
_MOST_WORDS, _MOST_COMPARED = 5, 6
# How much less a word says that many names have.
_COMMONNESS = 0.05
_MOST_OF_OTHERS, _MOST_OF_SYLLABLES = 24, 120
_WITHOUT_VOWELS = frozenset({"arabic", "hebrew", "syriac"})
_VOWELS = str.maketrans("", "", "aeiouyhw")
_LEAST_ALIKE = 0.6
_LEAST_SURE = 0.7
_MOST_REMEMBERED = 4096
_LEAST_WHOLE = 2
_DOUBLED = re.compile(r"(.)\1+")
_CLUSTER = re.compile(r"t?sch|tch|dzh|sh|ch|zh|dj|cz|sz|kh|gh|ck|ph|th|dh|t[zs]|ng|.")
# Classes of sound by letters; what is not here is silent. Several letters say several sounds.
_SOUNDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("b", "p", "f", "v", "ph"), ("P",)),
    **dict.fromkeys(("t", "d", "th", "dh"), ("T",)),
    **dict.fromkeys(("k", "q", "ck"), ("K",)),
    **dict.fromkeys(("s", "z", "tz", "ts"), ("S",)),
    **dict.fromkeys(("sh", "sch", "tch", "tsch", "dzh", "zh", "dj", "cz", "sz"), ("C",)),
    "l": ("L",),
    "r": ("R",),
    "m": ("M",),
    "ng": ("N", "NK", "NC"),
    "n": ("N",),
    "ch": ("C", "K", ""),
    "kh": ("", "K"),
    "gh": ("K", ""),
    "g": ("K", "C"),
    "j": ("C", ""),
    "c": ("K", "S"),
    "x": ("S", "C", "KS"),
    "w": ("", "P"),
}
_SILENT = ("",)
# Chinese tells few sounds apart: stops and hisses are one, l and r come and go.
_COARSE = str.maketrans("KSCM", "TTTN", "LR")


class NameIndex:
    """Finds known names across spellings, scripts and orders; built once.

    ``names`` are (id, name): an id may have several names, and is found by any of them.
    """

    def __init__(self, names: Iterable[tuple[str, str]], matcher: NameMatcher) -> None:
        self._matcher = matcher
        self._names = list(names)
        self._places: dict[str, list[int]] = defaultdict(list)
        single: set[str] = set()
        for place, (_, name) in enumerate(self._names):
            plains = [word.plain for word in matcher.words(name)]
            single.update(plains)
            for plain in {*plains, "".join(plains)} - {""}:
                self._places[plain].append(place)
        self._vocabulary = sorted(single)
        self._words: dict[str, list[str]] = defaultdict(list)
        for plain in sorted(self._places):
            for skeleton in skeletons(plain):
                self._words[skeleton].append(plain)
        self._read = lru_cache(_MOST_REMEMBERED)(matcher.read)

    def candidates(self, name: str, limit: int = 5) -> list[tuple[str, float]]:
        """Return (id, likeness) of known names like the given one, best first.

        A name of one word is also looked for in longer ones. Likeness is that of
        :class:`~detente.entities.names.NameMatcher`: 0.7 is an even chance.
        """
        asked = self._matcher.read(name)
        found = self._scored(asked, self._near_by_sound(asked))
        if max(found.values(), default=0.0) < _LEAST_SURE:
            more = self._scored(asked, self._near_by_letters(asked))
            found = {one: max(found.get(one, 0.0), more.get(one, 0.0)) for one in found | more}
        ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        return [(identity, round(likeness, 4)) for identity, likeness in ranked[:limit]]

    @cached_property
    def _coarse(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for skeleton, words in self._words.items():
            found[skeleton.translate(_COARSE)].extend(words)
        return found

    def _scored(self, asked: Name, places: Iterable[int]) -> dict[str, float]:
        best: dict[str, float] = {}
        for place in places:
            identity, known = self._names[place]
            likeness = self._likeness(asked, self._read(known))
            best[identity] = max(likeness, best.get(identity, 0.0))
        return best

    def _likeness(self, asked: Name, known: Name) -> float:
        whole = self._matcher.likeness_of(asked, known)
        if len(asked.words) > 1 or len(known.words) <= 1:
            return whole
        fits = self._matcher.fits
        parts = [fits.fit_alone(asked.words[0], word) for word in known.words]
        return max(whole, _PART * even(max(parts)))

    def _near_by_sound(self, asked: Name) -> Iterable[int]:
        found = {word.plain: dict(self._alike(word)) for word in _with_whole(asked.words)}
        return self._best_places(found.values())

    def _alike(self, word: Word) -> Iterator[tuple[str, float]]:
        """Yield (known word, how alike its letters are), best first."""
        if word.script != LATIN:
            yield from self._alike_across(word)
            return
        pool = _pool(self._words, skeletons(word.plain))
        near = process.extract(word.plain, pool, scorer=JaroWinkler.similarity, limit=_MOST_WORDS)
        yield from ((known, alike) for known, alike, _ in near)

    def _alike_across(self, word: Word) -> Iterator[tuple[str, float]]:
        keys = skeletons(word.plain)
        if word.script in SYLLABLES:
            pool = _pool(self._coarse, [skeleton.translate(_COARSE) for skeleton in keys])
        else:
            pool = _pool(self._words, keys)
        near = process.extract(
            word.plain,
            pool,
            scorer=Indel.normalized_similarity,
            processor=_bones if word.script in _WITHOUT_VOWELS else None,
            limit=_MOST_OF_SYLLABLES if word.script in SYLLABLES else _MOST_OF_OTHERS,
        )
        fits = self._matcher.fits
        scored = [(-fits.by_sound(word, Word(known, known)), known) for known, _, _ in near]
        yield from ((known, -fit) for fit, known in sorted(scored)[:_MOST_WORDS])

    def _near_by_letters(self, asked: Name) -> Iterable[int]:
        found = (
            process.extract(
                word.plain,
                self._vocabulary,
                scorer=JaroWinkler.normalized_similarity,
                score_cutoff=_LEAST_ALIKE,
                limit=_MOST_WORDS,
            )
            for word in asked.words
            if word.script == LATIN
        )
        return self._best_places({known: alike for known, alike, _ in near} for near in found)

    def _best_places(self, found: Iterable[Mapping[str, float]]) -> Sequence[int]:
        """Return the names whose words are likest in sum; shorter names first among equals."""
        scores: Counter[int] = Counter()
        for near in found:
            scores.update(self._best_by_place(near))
        ranked = sorted(scores, key=lambda one: (-scores[one], len(self._names[one][1]), one))
        return ranked[:_MOST_COMPARED]

    def _best_by_place(self, near: Mapping[str, float]) -> dict[int, float]:
        best: dict[int, float] = {}
        for known, alike in sorted(near.items(), key=itemgetter(1)):
            places = self._places[known]
            best |= dict.fromkeys(places, alike / (1 + len(places)) ** _COMMONNESS)
        return best


def packaged_names() -> Iterator[tuple[str, str]]:
    """Yield (id, name) of the packaged persons and organisations, each with all its spellings."""
    for identity, name, variants, *_ in rows("persons.csv.gz"):
        yield from ((identity, one) for one in (name, *variants.split("; ")) if one)
    yield from ((identity, variant) for identity, variant, *_ in rows("own_persons.csv"))
    for identity, name, variants, *_ in rows("organisations.csv"):
        yield from ((identity, one) for one in (name, *variants.split("; ")) if one)


def _pool(buckets: Mapping[str, Sequence[str]], keys: Iterable[str]) -> list[str]:
    found = (buckets[key] for key in keys if key in buckets)
    return list(dict.fromkeys(chain.from_iterable(found)))


def _bones(plain: str) -> str:
    return plain.translate(_VOWELS)


def _with_whole(words: Sequence[Word]) -> Iterator[Word]:
    yield from words
    if len(words) >= _LEAST_WHOLE:
        plain = "".join(word.plain for word in words)
        yield Word("".join(word.native for word in words), plain, words[0].script)


def skeletons(plain: str) -> list[str]:
    """Return the skeletons of a word in the letters a to z, the likeliest first.

    >>> set(skeletons("shoigu")) & set(skeletons("choigou")) != set()
    True
    """
    parts = [_SOUNDS.get(part, _SILENT) for part in _CLUSTER.findall(plain)]
    found = (_DOUBLED.sub(r"\1", "".join(choice)) for choice in product(*parts))
    return list(dict.fromkeys(islice(found, _MOST_SKELETONS))) if any(parts) else []
