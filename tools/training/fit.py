"""Fitting of the network: seeded, on the CPU, the same weights for the same corpus and machine."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from tools.training.examples import Example, padded
from tools.training.labels import contexts, types
from tools.training.network import Network, Outputs

_BATCH = 24
_RATE, _HEAD_RATE, _DECAY, _WARM = 1.5e-4, 2e-3, 0.01, 0.1
_WEIGHTS = {
    "types": 3.0,
    "modes": 0.5,
    "modalities": 0.5,
    "cameo": 0.5,
    "contexts": 2.0,
    "sentence": 5.0,
    "roles": 8.0,
}
# Labels that are not asked.
_UNASKED = -1
_BY_PIECE = ("types", "modes", "modalities", "cameo")


class Plan(NamedTuple):
    """How a network is fitted: how often over the corpus, how fast, in which order."""

    epochs: int
    pace: float
    seed: int


class Batch(NamedTuple):
    """Examples side by side; shapes as in Outputs, labels instead of scores."""

    pieces: Tensor
    mask: Tensor
    types: Tensor
    modes: Tensor
    modalities: Tensor
    cameo: Tensor
    contexts: Tensor
    sentence: Tensor
    roles: Tensor
    asked: Tensor


def fit(
    network: Network,
    examples: Sequence[Example],
    plan: Plan,
    tell: Callable[[str], None],
) -> Network:
    """Fit a network on examples in place and return it; ``tell`` gets a line an epoch."""
    torch.manual_seed(plan.seed)
    order = random.Random(plan.seed)  # noqa: S311  (shuffling, not secrets)
    steps = plan.epochs * ((len(examples) + _BATCH - 1) // _BATCH)
    optimiser = torch.optim.AdamW(_groups(network, plan.pace), weight_decay=_DECAY, fused=True)
    paces = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step, steps))
    for epoch in range(plan.epochs):
        network.train()
        losses = [_step(network, batch, optimiser, paces) for batch in _shuffled(examples, order)]
        tell(f"epoch {epoch + 1} of {plan.epochs}: loss {sum(losses) / len(losses):.3f}")
    return network.eval()


def _groups(network: Network, pace: float) -> list[dict[str, object]]:
    """Return what is fitted, and how fast: layers slowly, heads fast.

    The vectors of the pieces stay as published: words that the corpus lacks keep their places
    beside those it has.
    """
    body, heads = [], []
    for name, weight in network.named_parameters():
        if name.startswith(("words", "places")):
            weight.requires_grad_(requires_grad=False)
        else:
            (body if name.startswith(("norm", "layers")) else heads).append(weight)
    return [
        {"params": body, "lr": _RATE * pace},
        {"params": heads, "lr": _HEAD_RATE * pace},
    ]


def _pace(step: int, steps: int) -> float:
    warm = max(1, int(steps * _WARM))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


def _step(
    network: Network,
    batch: Batch,
    optimiser: torch.optim.Optimizer,
    paces: torch.optim.lr_scheduler.LambdaLR,
) -> float:
    with torch.autocast("cpu", torch.bfloat16, enabled=_is_short_fast()):
        outputs = network(batch.pieces, batch.mask)
    loss = loss_of(Outputs._make(one.float() for one in outputs), batch)
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    paces.step()
    return float(loss.detach())


def _is_short_fast() -> bool:
    """Whether the processor multiplies numbers of 16 bits itself: five times faster, as good."""
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001  (no other way)


def loss_of(outputs: Outputs, batch: Batch) -> Tensor:
    """Return the weighted sum of the losses of all heads."""
    total = torch.zeros(())
    for name in _BY_PIECE:
        scores, wanted = getattr(outputs, name), getattr(batch, name)
        if bool((wanted != _UNASKED).any()):
            found = nn.functional.cross_entropy(
                scores.flatten(0, 1), wanted.flatten(), ignore_index=_UNASKED
            )
            total = total + _WEIGHTS[name] * found
    for name in ("contexts", "sentence"):
        scores, wanted = getattr(outputs, name), getattr(batch, name)
        found = nn.functional.binary_cross_entropy_with_logits(scores, wanted)
        total = total + _WEIGHTS[name] * found
    if bool(batch.asked.any()):
        pairs = nn.functional.binary_cross_entropy_with_logits(
            outputs.roles, batch.roles, weight=batch.asked, reduction="sum"
        )
        total = total + _WEIGHTS["roles"] * pairs / batch.asked.sum()
    return total


def _shuffled(examples: Sequence[Example], order: random.Random) -> Iterator[Batch]:
    shuffled = list(examples)
    order.shuffle(shuffled)
    # Batches of like length waste less; their order is random.
    chunks = [
        sorted(shuffled[at : at + _BATCH * 16], key=lambda one: len(one.pieces))
        for at in range(0, len(shuffled), _BATCH * 16)
    ]
    batches = [chunk[at : at + _BATCH] for chunk in chunks for at in range(0, len(chunk), _BATCH)]
    order.shuffle(batches)
    yield from map(collate, batches)


def collate(examples: Sequence[Example]) -> Batch:
    """Return examples as one batch of tensors."""
    pieces = padded([one.pieces for one in examples], 0)
    width = pieces.shape[1]
    mask = padded([[1] * len(one.pieces) for one in examples], 0)
    asked, roles = _pairs(examples, width)
    by_piece = {
        name: torch.from_numpy(padded([getattr(one, name) for one in examples], _UNASKED))
        for name in _BY_PIECE
    }
    return Batch(
        pieces=torch.from_numpy(pieces),
        mask=torch.from_numpy(mask),
        **by_piece,
        contexts=torch.from_numpy(_flags([one.contexts for one in examples], len(contexts()))),
        sentence=torch.from_numpy(_flags(list(map(_told, examples)), len(types()))),
        roles=torch.from_numpy(roles),
        asked=torch.from_numpy(asked),
    )


def _told(example: Example) -> list[int]:
    """Return which types a sentence tells of; only 0 if of none."""
    return sorted({one for one in example.types if one > 0}) or [0]


def _flags(found: Sequence[Sequence[int]], width: int) -> np.ndarray:
    made = np.zeros((len(found), width), dtype=np.float32)
    for number, labels in enumerate(found):
        made[number, labels] = 1.0
    return made


def _pairs(examples: Sequence[Example], width: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which (role, deed, party) triples are asked, and which of them hold."""
    kinds = 3
    asked = np.zeros((len(examples), kinds, width, width), dtype=np.float32)
    roles = np.zeros_like(asked)
    for number, one in enumerate(examples):
        asked[number, :, one.deeds, 1 : len(one.pieces) - 1] = 1.0
        for role, deed, party in one.roles:
            roles[number, role, deed, party] = 1.0
    return asked, roles
