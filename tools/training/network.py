"""The encoder: the first layers of a small BERT, and a head for each thing it tells."""

from itertools import product
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from tools.training import labels

WIDTH, HEADS, INNER, PIECES, PLACES = 384, 12, 1536, 30522, 512
_EPSILON = 1e-12
_ROLE_WIDTH = 64


class Outputs(NamedTuple):
    """Scores before softmax (types, modes, modalities, cameo) or sigmoid (contexts, roles).

    Shapes: (batch, pieces, labels); contexts and sentence (batch, labels); roles (batch, roles,
    deed, party). ``sentence`` is which types the sentence tells of at all, label 0 that of none.
    """

    types: Tensor
    modes: Tensor
    modalities: Tensor
    cameo: Tensor
    contexts: Tensor
    sentence: Tensor
    roles: Tensor


class Layer(nn.Module):
    """One layer of a BERT (Devlin et al. 2019), post-norm, with exact GELU."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.norm_after_attention = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.widened = nn.Linear(WIDTH, INNER)
        self.narrowed = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, barred: Tensor) -> Tensor:
        """Return hidden states, (batch, pieces, width); ``barred`` is added to attention scores."""
        query, key, value = (self._split(one(hidden)) for one in (self.query, self.key, self.value))
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + barred
        attended = self.dropout(scores.softmax(-1)) @ value
        attended = attended.transpose(1, 2).reshape(hidden.shape)
        hidden = self.norm_after_attention(hidden + self.dropout(self.joined(attended)))
        inner = self.narrowed(nn.functional.gelu(self.widened(hidden)))
        found: Tensor = self.norm(hidden + self.dropout(inner))
        return found

    def _split(self, states: Tensor) -> Tensor:
        batch, pieces, _ = states.shape
        return states.view(batch, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)


class Network(nn.Module):
    """Pieces of words in, scores out (see :class:`Outputs`)."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        sizes = {name: len(found) for name, found in labels.label_sets().items()}
        self.types = nn.Linear(WIDTH, sizes["types"])
        self.modes = nn.Linear(WIDTH, sizes["modes"])
        self.modalities = nn.Linear(WIDTH, sizes["modalities"])
        self.cameo = nn.Linear(WIDTH, sizes["cameo"])
        self.contexts = nn.Linear(WIDTH, sizes["contexts"])
        self.sentence = nn.Linear(WIDTH, sizes["types"])
        self.deed = nn.Linear(WIDTH, sizes["roles"] * _ROLE_WIDTH)
        self.party = nn.Linear(WIDTH, sizes["roles"] * _ROLE_WIDTH)
        self.roles = sizes["roles"]
        self.bias = nn.Parameter(torch.full((1, self.roles, 1, 1), -2.0))

    def forward(self, pieces: Tensor, mask: Tensor) -> Outputs:
        """Return the scores for pieces (batch, pieces) where mask is 1."""
        where = torch.arange(pieces.shape[1], device=pieces.device)
        hidden = self.dropout(self.norm(self.words(pieces) + self.places(where)))
        barred = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -10000.0
        for layer in self.layers:
            hidden = layer(hidden, barred)
        hidden = self.dropout(hidden)
        weights = mask[:, :, None].to(hidden.dtype)
        mean = (hidden * weights).sum(1) / weights.sum(1)
        return Outputs(
            self.types(hidden),
            self.modes(hidden),
            self.modalities(hidden),
            self.cameo(hidden),
            self.contexts(mean),
            self.sentence(mean),
            self._pairs(hidden),
        )

    def _pairs(self, hidden: Tensor) -> Tensor:
        deed, party = (self._by_role(one(hidden)) for one in (self.deed, self.party))
        return deed @ party.transpose(-1, -2) / _ROLE_WIDTH**0.5 + self.bias

    def _by_role(self, states: Tensor) -> Tensor:
        batch, pieces, _ = states.shape
        return states.view(batch, pieces, self.roles, _ROLE_WIDTH).transpose(1, 2)


_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "joined",
    "attention.output.LayerNorm": "norm_after_attention",
    "intermediate.dense": "widened",
    "output.dense": "narrowed",
    "output.LayerNorm": "norm",
}


def pretrained(path: Path, layers: int) -> Network:
    """Return a network whose words and layers are those of a published BERT of 384 units.

    Raises:
        KeyError: the file lacks a weight.
    """
    weights = load_file(path)
    network = Network(layers)
    state = network.state_dict()
    kinds = weights["embeddings.token_type_embeddings.weight"][0]
    state["words.weight"] = weights["embeddings.word_embeddings.weight"] + kinds
    state["places.weight"] = weights["embeddings.position_embeddings.weight"]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
        for number, (theirs, ours) in product(range(layers), _NAMES.items()):
            found = weights[f"encoder.layer.{number}.{theirs}.{part}"]
            state[f"layers.{number}.{ours}.{part}"] = found
    network.load_state_dict(state)
    return network
