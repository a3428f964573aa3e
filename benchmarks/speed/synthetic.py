"""Made-up news in any amount: stories with names and words of their own, and copies of articles.

Words are made of syllables and drawn by Zipf's law, so that lists of words are as uneven as in
real text. A third of an article's words are its story's; a third of the articles are copies, cut
short and with some words changed. The same number gives the same articles.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_FIRST_DAY = dt.date(2024, 1, 1)
_N_WORDS, _N_NAMES = 30_000, 4_000
_SYLLABLES = [a + b + c for a in "bdfgklmnprstvz" for b in "aeiou" for c in ("", "n", "r", "s")]
_STORY_WORDS, _STORY_NAMES = 30, 8
_ARTICLES_A_STORY = 8
_SENTENCE = 18
_CHANGED = 0.04

Strings = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up article; ``copy_of`` is the number of the article it repeats."""

    number: int
    text: str
    published: dt.date
    copy_of: int | None


def made_articles(n_articles: int, *, words: int = 250, copied: float = 0.33) -> Iterator[Made]:
    """Yield articles of about so many words, of which a share are copies of earlier ones."""
    random = np.random.default_rng(20_250_227)
    vocabulary = _vocabulary(random)
    names = np.array([word.capitalize() for word in vocabulary[-_N_NAMES:]], dtype=object)
    open_stories: list[_StoryWords] = []
    for number in range(n_articles):
        day = _FIRST_DAY + dt.timedelta(days=number // 300)
        if not open_stories or random.random() < 1 / _ARTICLES_A_STORY:
            open_stories.append(_StoryWords(random, vocabulary, names))
            open_stories = open_stories[-200:]
        story = open_stories[int(random.integers(len(open_stories)))]
        if story.told and random.random() < copied:
            of, tokens = story.told[int(random.integers(len(story.told)))]
            tokens = _edited(random, tokens, vocabulary)
        else:
            of, tokens = None, story.tokens(random, vocabulary, words)
            story.told.append((number, tokens))
        yield Made(number, _written(tokens), day, of)


class _StoryWords:
    def __init__(self, random: np.random.Generator, vocabulary: Strings, names: Strings) -> None:
        own = vocabulary[_zipf(random, len(vocabulary), _STORY_WORDS)]
        self._words = np.concatenate([own, names[_zipf(random, len(names), _STORY_NAMES)]])
        self.told: list[tuple[int, Strings]] = []

    def tokens(self, random: np.random.Generator, vocabulary: Strings, words: int) -> Strings:
        length = int(words * (0.4 + 1.2 * random.random()))
        tokens = vocabulary[_zipf(random, len(vocabulary), length)]
        places = random.random(length) < 1 / 3
        tokens[places] = self._words[random.integers(len(self._words), size=int(places.sum()))]
        return tokens


def _vocabulary(random: np.random.Generator) -> Strings:
    found: dict[str, None] = {}
    while len(found) < _N_WORDS:
        parts = random.integers(len(_SYLLABLES), size=int(random.integers(1, 4)))
        found["".join(_SYLLABLES[part] for part in parts)] = None
    return np.array(list(found), dtype=object)


def _zipf(random: np.random.Generator, size: int, n_drawn: int) -> npt.NDArray[np.int64]:
    # The inverse of the distribution function of 1/rank.
    drawn = np.floor(np.exp(random.random(n_drawn) * np.log(size + 1))).astype(np.int64)
    return np.minimum(drawn, size) - 1


def _edited(random: np.random.Generator, tokens: Strings, vocabulary: Strings) -> Strings:
    kept = tokens[: max(30, int(len(tokens) * (0.6 + 0.4 * random.random())))].copy()
    changed = random.random(len(kept)) < _CHANGED
    kept[changed] = vocabulary[_zipf(random, len(vocabulary), int(changed.sum()))]
    return kept


def _written(tokens: Strings) -> str:
    lines = (" ".join(tokens[at : at + _SENTENCE]) + "." for at in range(0, len(tokens), _SENTENCE))
    return "\n".join(lines)
