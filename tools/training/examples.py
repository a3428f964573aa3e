"""The corpus as the encoder learns from it: pieces of words, and a label each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from tokenizers import Tokenizer

from tools.training import labels

# Sentences of more pieces are cut; no sentence of the corpus is.
LONGEST = 160


class Example(NamedTuple):
    """One sentence in pieces, with what is known of each piece.

    ``types``, ``modes``, ``modalities``, ``cameo``: a label a piece, -1 where it is not asked.
    ``roles``: (role, piece of the deed, piece of the party) triples.
    """

    id: str
    pieces: list[int]
    types: list[int]
    modes: list[int]
    modalities: list[int]
    cameo: list[int]
    contexts: list[int]
    roles: list[tuple[int, int, int]]
    deeds: list[int]


def fold_of(identity: str, folds: int) -> int:
    """Return which of so many folds a sentence belongs to, by its id alone."""
    return int(identity, 16) % folds


class Maker:
    """Makes examples of corpus rows with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        self._tokenizer = tokenizer
        self._numbers = {
            name: {label: number for number, label in enumerate(found)}
            for name, found in labels.label_sets().items()
        }

    def make(self, rows: Iterable[dict[str, Any]]) -> Iterator[Example]:
        """Yield an example for each row."""
        for row in rows:
            yield self._example(row)

    def _example(self, row: dict[str, Any]) -> Example:
        encoded = self._tokenizer.encode(row["text"])
        made = _blank(row["id"], encoded.ids, encoded.special_tokens_mask)
        for event in row["events"]:
            self._enter(made, event, encoded.offsets)
        return made

    def _enter(
        self, made: Example, event: dict[str, Any], offsets: Sequence[tuple[int, int]]
    ) -> None:
        number = self._numbers
        deed = _pieces(event["action"], offsets)
        mode = f"{event['event']}.{event['mode']}" if event["mode"] else labels.NOTHING
        for piece in deed:
            made.types[piece] = number["types"][event["event"]]
            made.modes[piece] = number["modes"][mode]
            made.modalities[piece] = number["modalities"][event["modality"]]
            made.cameo[piece] = number["cameo"].get(event["cameo"], -1)
        made.contexts.extend(number["contexts"][name] for name in event["contexts"])
        made.deeds.extend(deed)
        for role, found in enumerate(labels.ROLES):
            for party in _parties(event, found):
                taken = _pieces((party["start"], party["end"]), offsets)
                made.roles.extend((role, one, other) for one in deed for other in taken)


def _blank(identity: str, pieces: list[int], special: Sequence[int]) -> Example:
    types = [-1 if one else 0 for one in special]
    unknown = [-1] * len(pieces)
    return Example(identity, pieces, types, unknown, [*unknown], [*unknown], [], [], [])


def _parties(event: dict[str, Any], role: str) -> list[dict[str, Any]]:
    if role == "claimant":
        return [event["claimed_by"]] if event["claimed_by"] else []
    found: list[dict[str, Any]] = event[f"{role}s"]
    return found


def _pieces(span: Sequence[int], offsets: Sequence[tuple[int, int]]) -> list[int]:
    start, end = span
    return [
        number for number, (low, high) in enumerate(offsets) if low < end and high > start < high
    ]


def padded(rows: Sequence[Sequence[int]], filling: int) -> np.ndarray:
    """Return rows of numbers as one array, (rows, longest), the short ones filled up."""
    width = max(map(len, rows))
    made = np.full((len(rows), width), filling, dtype=np.int64)
    for number, row in enumerate(rows):
        made[number, : len(row)] = row
    return made
