"""What the encoder says, by the tokens of a parse."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.coding.encoder import Answer, Scores, Sensed
from detente.model import Parse

NOTHING: Final = "-"


class Guess(NamedTuple):
    """One label and its probability."""

    label: str
    probability: float


class Hints:
    """The encoder's answer for one sentence. Tokens are indices into its parse."""

    def __init__(
        self,
        sensed: Sensed | Answer,
        parse: Parse,
        offset: int,
        labels: Mapping[str, Sequence[str]],
    ) -> None:
        """Take an answer; ``offset`` is where the sensed text begins in the document."""
        self._sensed = sensed
        self._parse = parse
        self._offset = offset
        self._labels = labels
        self._casts: dict[tuple[str, tuple[int, ...]], list[float]] = {}
        self._told: dict[tuple[int, ...], list[Guess]] = {}

    @cached_property
    def _pieces(self) -> list[list[int]]:
        """The pieces of each token."""
        sensed, offset = self._sensed, self._offset
        found: list[list[int]] = [[] for _ in self._parse.words]
        token = 0
        for piece, (start, end) in enumerate(zip(sensed.starts, sensed.ends, strict=True)):
            while token < len(found) and self._parse.ends[token] <= start + offset:
                token += 1
            if token < len(found) and end > start and end + offset > self._parse.starts[token]:
                found[token].append(piece)
        return found

    @cached_property
    def telling(self) -> list[float]:
        """Return for each token the probability that it tells of some event."""
        chances = (1.0 - self._sensed.types[:, 0]).tolist()
        return [max((chances[piece] for piece in pieces), default=0.0) for pieces in self._pieces]

    def types(self, tokens: Iterable[int]) -> list[Guess]:
        """Return the types that words tell of, the likeliest first; NOTHING is one of them.

        Of several words the one that tells most counts.
        """
        pieces = tuple(self._of(tokens))
        if not pieces:
            return [Guess(NOTHING, 1.0)]
        if pieces not in self._told:
            row = min((self._sensed.types[piece] for piece in pieces), key=lambda one: one[0])
            self._told[pieces] = _ranked(self._labels["types"], row)
        return self._told[pieces]

    def mode(self, tokens: Iterable[int], event_type: str) -> Guess | None:
        """Return the likeliest mode of a type that words tell of; None if none is likelier."""
        wanted = _modes_of(tuple(self._labels["modes"]), event_type)
        found = self._best("modes", tokens, wanted)
        if found is None or found.label == NOTHING:
            return None
        return Guess(found.label.partition(".")[2], found.probability)

    def cameo_code(self, tokens: Iterable[int], allowed: Collection[str]) -> str | None:
        """Return the likeliest of the allowed CAMEO codes for the deed of some words."""
        labels = self._labels["cameo"]
        wanted = [number for number, label in enumerate(labels) if label in allowed]
        found = self._best("cameo", tokens, wanted)
        return found and found.label

    def modalities(self, tokens: Iterable[int]) -> list[Guess]:
        """Return how real the deed of some words is, the likeliest first."""
        row = self._row("modalities", tokens)
        return [] if row is None else _ranked(self._labels["modalities"], row)

    @cached_property
    def contexts(self) -> dict[str, float]:
        """Return the probability of each context of the sentence."""
        return dict(zip(self._labels["contexts"], map(float, self._sensed.contexts), strict=True))

    @cached_property
    def sentence(self) -> dict[str, float]:
        """Return the probability that the sentence tells of each type; NOTHING: of none."""
        return dict(zip(self._labels["types"], map(float, self._sensed.sentence), strict=True))

    def role(self, name: str, deed: Sequence[int], party: Iterable[int]) -> float:
        """Return the probability that a party has a role ("actor", ...) in the deed of words."""
        tokens = list(party)
        cast, held = self._cast(name, tuple(deed)), sum(len(self._pieces[one]) for one in tokens)
        return sum(cast[one] for one in tokens) / held if held else 0.0

    def having(self, name: str, deed: Sequence[int], sure: float) -> list[int]:
        """Return the tokens that have a role with at least some probability, in order."""
        rows = enumerate(zip(self._cast(name, tuple(deed)), self._pieces, strict=True))
        return [token for token, (one, held) in rows if held and one >= sure * len(held)]

    @cached_property
    def _flat(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """All pieces, token by token, and the token of each."""
        pairs = [(piece, token) for token, pieces in enumerate(self._pieces) for piece in pieces]
        flat, owners = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        return flat, owners

    def _cast(self, name: str, deed: tuple[int, ...]) -> list[float]:
        """Return, for each token, the sum of its pieces' probabilities."""
        found = self._casts.get((name, deed))
        if found is None:
            found = self._casts[name, deed] = self._summed(name, deed)
        return found

    def _summed(self, name: str, deed: tuple[int, ...]) -> list[float]:
        role, rows = self._labels["roles"].index(name), self._of(deed)
        if not rows:
            return [0.0] * len(self._pieces)
        flat, owners = self._flat
        likely = self._sensed.cast(role, rows).max(0)[flat]
        sums: list[float] = np.bincount(owners, likely, len(self._pieces)).tolist()
        return sums

    def _of(self, tokens: Iterable[int]) -> list[int]:
        return [piece for token in tokens for piece in self._pieces[token]]

    def _best(self, output: str, tokens: Iterable[int], wanted: Sequence[int]) -> Guess | None:
        """Return the likeliest of some labels, the first of equals; None for no words."""
        row = self._row(output, tokens)
        if row is None or not wanted:
            return None
        number = wanted[int(row[wanted].argmax())]
        return Guess(self._labels[output][number], float(row[number]))

    def _row(self, output: str, tokens: Iterable[int]) -> Scores | None:
        """Return an output for words, each counting as much as it tells of some event."""
        pieces = self._of(tokens)
        if not pieces:
            return None
        telling = 1.0 - self._sensed.types[pieces, 0] + 1e-6
        scores = self._sensed.rows(output, pieces)
        found: Scores = (scores * telling[:, None]).sum(0) / telling.sum()
        return found


def _ranked(labels: Sequence[str], row: Scores) -> list[Guess]:
    chances = row.tolist()
    order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
    return [Guess(labels[number], chances[number]) for number in order]


@cache
def _modes_of(labels: tuple[str, ...], event_type: str) -> list[int]:
    """Return the numbers of the labels that are modes of a type, or none."""
    return [n for n, one in enumerate(labels) if one.partition(".")[0] in {NOTHING, event_type}]
