"""Fitting of the words' scores for politics: see :mod:`detente.link.politics`.

A logistic regression on two views of a sentence: which words it has, and the mean of the
published vectors of their pieces. Both are sums over words, so what is kept is one number a word.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from scipy.special import expit
from tokenizers import Tokenizer

from detente.entities.lexicon import fold
from detente.link.politics import words_of
from tools.corpus.rows import read

# Kinds of sentences without an event that are not about politics at all.
PRIVATE: Final = frozenset(
    [
        "accident",
        "biography",
        "business",
        "crime",
        "culture",
        "data",
        "disaster",
        "figurative",
        "general",
        "health",
        "human_interest",
        "market",
        "obituary",
        "poll",
        "science",
        "sport",
        "weather",
    ]
)
# How much the two views may weigh, by the scale of their columns; chosen on an eighth of the
# corpus.
_OF_VECTORS, _OF_WORDS = 0.1, 4.0
_EMBEDDINGS: Final = "word_embeddings"
_HEAD: Final = "# word, what it adds to the log odds of politics; fitted by tools.training.politics"

_Floats = NDArray[np.float32]


class Words(NamedTuple):
    """Words with a vector each, a row of ``vectors``; of shape (words, units)."""

    numbers: Mapping[str, int]
    vectors: _Floats


def train_politics(corpus: Path, base: Path, file: Path, tell: Callable[[str], None]) -> None:
    """Fit the scores on the corpus, and write them to ``file``."""
    rows = [row for row in read(corpus) if row["events"] or row["negative"] in PRIVATE]
    texts = [words_of(fold(row["text"])) for row in rows]
    words = _words(base, {word for text in texts for word in text})
    bias, scores = fit(words, texts, [bool(row["events"]) for row in rows])
    tell(f"politics: {len(rows)} sentences, {len(scores)} words")
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(_HEAD + "\n")
        lines = [("", bias), *sorted(scores.items())]
        csv.writer(out, lineterminator="\n").writerows((word, f"{v:.2f}") for word, v in lines)


def _words(base: Path, seen: Iterable[str]) -> Words:
    """Return the words seen and those that the published vocabulary has whole."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    table = _published(base)
    table = (table - table.mean(0)) / table.std()
    whole = {word for word in tokenizer.get_vocab() if words_of(word) == [word]}
    names = sorted(whole | set(seen))
    pieces = [tokenizer.encode(name, add_special_tokens=False).ids for name in names]
    vectors = np.array([table[found].mean(0) for found in pieces], dtype=np.float32)
    return Words({name: number for number, name in enumerate(names)}, vectors)


def _published(base: Path) -> _Floats:
    """Return the published vectors, a row a piece."""
    from safetensors.numpy import load_file  # noqa: PLC0415  (not needed to use the scores)

    weights = load_file(base / "model.safetensors")
    return next(found for name, found in weights.items() if _EMBEDDINGS in name)


def fit(
    words: Words, texts: Sequence[Sequence[str]], told: Sequence[bool]
) -> tuple[float, dict[str, float]]:
    """Return the bias, and each word's score."""
    counts = _counts(words.numbers, texts)
    table = hstack([csr_matrix(counts @ words.vectors * _OF_VECTORS), counts * _OF_WORDS]).tocsr()
    bias, weights = _regress(table, np.array(told))
    of_vectors, of_words = np.split(weights, [words.vectors.shape[1]])
    scores = words.vectors @ of_vectors * _OF_VECTORS + of_words * _OF_WORDS
    return bias, dict(zip(words.numbers, scores.tolist(), strict=True))


def _counts(numbers: Mapping[str, int], texts: Sequence[Sequence[str]]) -> Any:
    """Return a row a text: how often it has each word, by the root of its length."""
    cells = [
        (row, numbers[word], len(text) ** -0.5) for row, text in enumerate(texts) for word in text
    ]
    rows, columns, values = zip(*cells, strict=True)
    return csr_matrix((values, (rows, columns)), (len(texts), len(numbers)), dtype=np.float32)


def _regress(table: Any, told: NDArray[np.bool_]) -> tuple[float, NDArray[np.float64]]:
    """Return bias and weights of a logistic regression with a ridge; both classes weigh alike."""
    share = told.mean()
    weight = np.where(told, 0.5 / share, 0.5 / (1 - share))

    def loss(found: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = found[0] + table @ found[1:]
        costs = weight * np.logaddexp(0, np.where(told, -odds, odds))
        slope = weight * (expit(odds) - told)
        slopes = np.concatenate([[slope.sum()], table.T @ slope + found[1:]])
        return float(costs.sum() + found[1:] @ found[1:] / 2), slopes

    found = minimize(loss, np.zeros(table.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return float(found[0]), found[1:]
