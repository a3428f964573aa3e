"""Articles that tell one story: TF-IDF vectors joined by average linkage.

Names and the first lines weigh more, for they tell two quakes or two arrests apart. Where
publication days are known, articles far apart in time are never compared. Memory grows with the
square of the number of texts: give a few thousand at a time.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.merge.stems import stem
from detente.merge.tables import read_stopwords

# Mean similarity from which two groups are one story, and the weights of names and of the lead.
# Read on the dev half of ECB+ (427 articles): B-cubed F1 .91 at 0.22, .94 at 0.24, .92 at 0.26;
# weights of 2 to 3 for names and for the lead lie within .01 of each other.
STORY_FROM = 0.24
_NAME_WEIGHT = 3.0
_LEAD_WEIGHT = 2.0
_LEAD_CHARACTERS = 300
_WORD = re.compile(r"[^\W_]{2,}")
_APART = -1.0

Floats = npt.NDArray[np.float32]


def story_numbers(
    texts: Sequence[str],
    published: Sequence[dt.date | None] | None = None,
    *,
    window_days: int = 14,
) -> list[int]:
    """Return the number of each text's story; stories are numbered in the order of first texts.

    Args:
        texts: clean texts of articles.
        published: their publication days; None where unknown.
        window_days: texts published further apart than this are never compared.
    """
    if not texts:
        return []
    vectors = _vectors(texts)
    similar: Floats = vectors @ vectors.T
    similar[_are_distant(published or [None] * len(texts), window_days)] = _APART
    np.fill_diagonal(similar, _APART)
    return _numbered(_joined(similar))


def _vectors(texts: Sequence[str]) -> Floats:
    """Return unit TF-IDF vectors, (n_texts, n_terms); a term of one text only is left out."""
    stopwords = read_stopwords()
    counts = [_terms(text, stopwords) for text in texts]
    holders = Counter(term for terms in counts for term in terms)
    shared = sorted(term for term, n_holders in holders.items() if n_holders > 1)
    columns = {term: column for column, term in enumerate(shared)}
    vectors = np.zeros((len(texts), max(len(columns), 1)), dtype=np.float32)
    for row, terms in enumerate(counts):
        known = [term for term in terms if term in columns]
        weights = np.array([terms[term] for term in known], dtype=np.float32)
        rarity = np.array([len(texts) / holders[term] for term in known], dtype=np.float32)
        vectors[row, [columns[term] for term in known]] = (1 + np.log(weights)) * np.log(rarity)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, np.float32(1e-9))
    return unit


def _terms(text: str, stopwords: frozenset[str]) -> Counter[str]:
    terms: Counter[str] = Counter()
    for match in _WORD.finditer(text):
        word = match.group()
        if word.casefold() in stopwords:
            continue
        is_name = word[0].isupper() or word[0].isdigit()
        lead = _LEAD_WEIGHT if match.start() < _LEAD_CHARACTERS else 1.0
        terms[stem(word.casefold())] += lead * (_NAME_WEIGHT if is_name else 1.0)  # type: ignore[assignment]
    return terms


def _are_distant(published: Sequence[dt.date | None], window_days: int) -> npt.NDArray[np.bool_]:
    days = np.array([day.toordinal() if day else np.nan for day in published], dtype=np.float64)
    distant: npt.NDArray[np.bool_] = np.abs(days[:, None] - days[None, :]) > window_days
    return distant


def _joined(similar: Floats) -> list[int]:
    """Return a group's index for each row, joining the most alike groups first."""
    sizes = np.ones(len(similar), dtype=np.float32)
    group = np.arange(len(similar))
    nearest = similar.argmax(axis=1)
    best = similar.max(axis=1)
    while best.max() >= STORY_FROM:
        one, other = sorted((int(best.argmax()), int(nearest[best.argmax()])))
        _join(similar, sizes, one, other)
        group[group == other] = one
        stale = np.flatnonzero((nearest == one) | (nearest == other)).tolist()
        for row in {one, other, *stale}:
            nearest[row] = similar[row].argmax()
            best[row] = similar[row, nearest[row]]
        risen = similar[:, one] > best
        nearest[risen], best[risen] = one, similar[risen, one]
    return [int(number) for number in group]


def _join(similar: Floats, sizes: Floats, one: int, other: int) -> None:
    """Make ``one`` the mean of both groups and take ``other`` out."""
    mean = (similar[one] * sizes[one] + similar[other] * sizes[other]) / (sizes[one] + sizes[other])
    sizes[one] += sizes[other]
    similar[one], similar[:, one] = mean, mean
    similar[other], similar[:, other] = _APART, _APART
    similar[one, one] = _APART


def _numbered(groups: Sequence[int]) -> list[int]:
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
    return [numbers[group] for group in groups]
