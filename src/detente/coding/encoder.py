"""The encoder: what a small network says of each word of a sentence.

A BERT of a few layers, fitted on the project's own corpus by ``make train`` and shipped as an ONNX
file of whole numbers. One sentence at a time: its answer never depends on its neighbours.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import as_file
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.coding.encoder_pieces import Pieces
from detente.ontology.languages import LANGUAGE, language_file

Scores = NDArray[np.float32]

# Longer sentences are cut; what lies behind is left to the rules.
LONGEST: Final = 160
_OUTPUTS: Final = (
    "types",
    "modes",
    "modalities",
    "cameo",
    "contexts",
    "sentence",
    "roles",
)


class Sensed(NamedTuple):
    """What the encoder says of one sentence, in probabilities.

    ``starts`` and ``ends`` are where the pieces lie in the sentence's text. Shapes: types, modes,
    modalities, cameo (pieces, labels); contexts and sentence (labels,); roles (roles, pieces of the
    deed, pieces of the party).
    """

    starts: Sequence[int]
    ends: Sequence[int]
    types: Scores
    modes: Scores
    modalities: Scores
    cameo: Scores
    contexts: Scores
    sentence: Scores
    roles: Scores

    def rows(self, output: str, pieces: Sequence[int]) -> Scores:
        """Return what an output that has a row a piece says of some pieces."""
        found: Scores = getattr(self, output)[pieces]
        return found

    def cast(self, role: int, deed: Sequence[int]) -> Scores:
        """Return how likely each piece has a role in the deed of some pieces: a row for each."""
        found: Scores = self.roles[role][deed]
        return found


class Answer:
    """What the encoder says of one sentence, as :class:`Sensed` has it; worked out when asked.

    Of most sentences little is asked: they tell of nothing.
    """

    def __init__(
        self, starts: Sequence[int], ends: Sequence[int], scores: Mapping[str, Scores]
    ) -> None:
        self.starts = starts
        self.ends = ends
        self._scores = scores

    @cached_property
    def types(self) -> Scores:
        """Return the shares of types, a row a piece."""
        return _shares(self._scores["types"])

    def rows(self, output: str, pieces: Sequence[int]) -> Scores:
        """Return what an output that has a row a piece says of some pieces, worked out for them."""
        return _shares(self._scores[output][pieces])

    def cast(self, role: int, deed: Sequence[int]) -> Scores:
        """Return how likely each piece has a role in the deed of some pieces: a row for each."""
        return _chances(self._scores["roles"][role][deed])

    @cached_property
    def modes(self) -> Scores:
        """Return the shares of modes, a row a piece."""
        return _shares(self._scores["modes"])

    @cached_property
    def modalities(self) -> Scores:
        """Return the shares of modalities, a row a piece."""
        return _shares(self._scores["modalities"])

    @cached_property
    def cameo(self) -> Scores:
        """Return the shares of CAMEO codes, a row a piece."""
        return _shares(self._scores["cameo"])

    @cached_property
    def contexts(self) -> Scores:
        """Return the chance of each context."""
        return _chances(self._scores["contexts"])

    @cached_property
    def sentence(self) -> Scores:
        """Return the chance of each type, and of none."""
        return _chances(self._scores["sentence"])

    @cached_property
    def roles(self) -> Scores:
        """Return the chance of each role of pairs of pieces."""
        return _chances(self._scores["roles"])

    def whole(self) -> Sensed:
        """Return all of it at once."""
        return Sensed(self.starts, self.ends, *(getattr(self, name) for name in _OUTPUTS))


class Encoder(Protocol):
    """Anything that senses events in a sentence."""

    labels: Mapping[str, Sequence[str]]

    def sense(self, text: str) -> Sensed | Answer:
        """Return what the words of a sentence tell of."""
        ...


class OnnxEncoder:
    """The shipped encoder. Loads onnxruntime and the tokenizer when made."""

    def __init__(self, model: bytes, vocabulary: str, labels: Mapping[str, Sequence[str]]) -> None:
        import onnxruntime as ort  # noqa: PLC0415  (heavy: only a worker that codes pays for it)
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.labels = labels
        self._session: Any = ort.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        self._pieces = Pieces(Tokenizer.from_str(vocabulary), LONGEST)

    def sense(self, text: str) -> Answer:
        """Return what the words of a sentence tell of."""
        numbers, starts, ends = self._pieces.of(text)
        pieces = np.array([numbers], dtype=np.int64)
        found = self._session.run(_OUTPUTS, {"pieces": pieces})
        scores = (one[0] for one in found)
        return Answer(starts, ends, dict(zip(_OUTPUTS, scores, strict=True)))


def _shares(scores: Scores) -> Scores:
    """Return scores as probabilities that add up to one along the last axis (softmax)."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Scores = raised / raised.sum(-1, keepdims=True)
    return shares


def _chances(scores: Scores) -> Scores:
    """Return scores as probabilities each of its own (logistic function)."""
    return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)


@cache
def load_encoder(language: str = LANGUAGE) -> OnnxEncoder | None:
    """Return the encoder of a language, or None where none is shipped."""
    model = language_file("detente.coding", "encoder.onnx", language)
    if not model.is_file():
        return None
    labels = language_file("detente.coding", "labels.json", language)
    vocabulary = language_file("detente.coding", "tokenizer.json", language)
    with as_file(model) as path:
        return OnnxEncoder(
            path.read_bytes(),
            vocabulary.read_text(encoding="utf-8"),
            json.loads(labels.read_text(encoding="utf-8")),
        )
