"""What the encoder says, by the tokens of a parse."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.coding.encoder import Scores, Sensed
from detente.model import Parse

NOTHING: Final = "-"


class Guess(NamedTuple):
    """One label and its probability."""

    label: str
    probability: float


class Hints:
    """The encoder's answer for one sentence. Tokens are indices into its parse."""

    def __init__(
        self, sensed: Sensed, parse: Parse, offset: int, labels: Mapping[str, Sequence[str]]
    ) -> None:
        """Take an answer; ``offset`` is where the sensed text begins in the document."""
        self._sensed = sensed
        self._parse = parse
        self._offset = offset
        self._labels = labels
        self._casts: dict[tuple[str, tuple[int, ...]], tuple[Scores, NDArray[np.int64]]] = {}

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
    def telling(self) -> Scores:
        """Return for each token the probability that it tells of some event, shape (tokens,)."""
        chances = 1.0 - self._sensed.types[:, 0]
        return np.array([chances[p].max() if p else 0.0 for p in self._pieces], dtype=np.float32)

    def types(self, tokens: Iterable[int]) -> list[Guess]:
        """Return the types that words tell of, the likeliest first; NOTHING is one of them.

        Of several words the one that tells most counts.
        """
        pieces = self._of(tokens)
        if not pieces:
            return [Guess(NOTHING, 1.0)]
        row = min((self._sensed.types[piece] for piece in pieces), key=lambda one: one[0])
        return _ranked(self._labels["types"], row)

    def mode(self, tokens: Iterable[int], event_type: str) -> Guess | None:
        """Return the likeliest mode of a type that words tell of; None if none is likelier."""
        found = self._best("modes", tokens)
        wanted = [one for one in found if one.label == NOTHING or _is_of(one.label, event_type)]
        if not wanted or wanted[0].label == NOTHING:
            return None
        return Guess(wanted[0].label.partition(".")[2], wanted[0].probability)

    def cameo_code(self, tokens: Iterable[int], allowed: Collection[str]) -> str | None:
        """Return the likeliest of the allowed CAMEO codes for the deed of some words."""
        found = self._best("cameo", tokens)
        return next((one.label for one in found if one.label in allowed), None)

    def modalities(self, tokens: Iterable[int]) -> list[Guess]:
        """Return how real the deed of some words is, the likeliest first."""
        return self._best("modalities", tokens)

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
        chances, pieces = self._cast(name, tuple(deed))
        tokens = list(party)
        held = int(pieces[tokens].sum())
        return float(chances[tokens].sum()) / held if held else 0.0

    def having(self, name: str, deed: Sequence[int], sure: float) -> list[int]:
        """Return the tokens that have a role with at least some probability, in order."""
        chances, pieces = self._cast(name, tuple(deed))
        found: list[int] = np.flatnonzero((pieces > 0) & (chances >= sure * pieces)).tolist()
        return found

    def _cast(self, name: str, deed: tuple[int, ...]) -> tuple[Scores, NDArray[np.int64]]:
        """Return, for each token, the sum of its pieces' probabilities, and how many they are."""
        found = self._casts.get((name, deed))
        if found is None:
            found = self._casts[name, deed] = self._summed(name, deed)
        return found

    def _summed(self, name: str, deed: tuple[int, ...]) -> tuple[Scores, NDArray[np.int64]]:
        held = np.array([len(pieces) for pieces in self._pieces], dtype=np.int64)
        rows = self._of(deed)
        if not rows:
            return np.zeros(len(held), dtype=np.float32), np.zeros_like(held)
        likely = self._sensed.roles[self._labels["roles"].index(name)][rows].max(0)
        sums = [float(likely[pieces].sum()) for pieces in self._pieces]
        return np.array(sums, dtype=np.float32), held

    def _of(self, tokens: Iterable[int]) -> list[int]:
        return [piece for token in tokens for piece in self._pieces[token]]

    def _best(self, output: str, tokens: Iterable[int]) -> list[Guess]:
        pieces = self._of(tokens)
        if not pieces:
            return []
        telling = 1.0 - self._sensed.types[pieces, 0] + 1e-6
        scores: Scores = getattr(self._sensed, output)[pieces]
        return _ranked(self._labels[output], (scores * telling[:, None]).sum(0) / telling.sum())


def _ranked(labels: Sequence[str], row: Scores) -> list[Guess]:
    order = np.argsort(-row, kind="stable")
    return [Guess(labels[number], float(row[number])) for number in order]


def _is_of(mode: str, event_type: str) -> bool:
    return mode.partition(".")[0] == event_type
