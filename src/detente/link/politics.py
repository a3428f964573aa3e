"""How likely a sentence is about politics, by its words and those of its article.

A score for each word, learned from the project's corpus (``tools.training.politics``): sentences
that tell of an event against those on sport, markets, crime, accidents and the like. Words that
the corpus lacks have the score that their published vector gives them. A sum of scores costs next
to nothing, so that sport and accidents need no parse.
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Final, NamedTuple

# How much the mean of its article weighs beside the sentence itself; and so many sentences more
# than it has, with this score, which articles between states have on average: a short text tells
# little of what it is about. Set by hand.
_WEIGHT_OF_ARTICLE: Final = 3.0
_MORE_SENTENCES: Final = 3
_SCORE_OF_MORE: Final = 2.0

_WORD: Final = re.compile("[a-z]+")
_BIAS: Final = ""


class Politics(NamedTuple):
    """Log odds of politics: of no words, and what each word adds."""

    bias: float
    scores: Mapping[str, float]

    def score(self, text: str) -> float:
        """Return the log odds that a folded text is about politics."""
        words = words_of(text)
        total = sum(map(self.scores.get, words, [0.0] * len(words)))
        return self.bias + total / sqrt(len(words) or 1)

    def of(self, sentences: Sequence[str]) -> list[float]:
        """Return the log odds of each sentence of an article, folded, beside that article."""
        own = [self.score(sentence) for sentence in sentences]
        total = sum(own) + _MORE_SENTENCES * _SCORE_OF_MORE
        of_article = _WEIGHT_OF_ARTICLE * total / (len(own) + _MORE_SENTENCES)
        return [score + of_article for score in own]


def words_of(text: str) -> list[str]:
    """Return the words of a folded text that can have a score."""
    return _WORD.findall(text)


def politics_of(rows: Iterable[tuple[str, float]]) -> Politics:
    """Return what words and their scores, the empty one for the bias, say together."""
    scores = dict(rows)
    return Politics(scores.pop(_BIAS), scores)


@cache
def load_politics() -> Politics:
    """Return the scores that come with the package (``data/politics.csv``, CC BY 4.0)."""
    text = files("detente.link").joinpath("data", "politics.csv").read_text("utf-8")
    rows = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    return politics_of((word, float(score)) for word, score in rows)
