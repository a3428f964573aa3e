"""Training of the encoder, from the corpus to the file that is shipped."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from tools.corpus.rows import read, read_part
from tools.training.examples import Example, Maker, fold_of
from tools.training.export import export
from tools.training.fit import Plan, fit
from tools.training.network import Network, pretrained

_CORES = 2
# A network that goes on from an earlier one goes at this share of the pace.
_GOING_ON = 0.4
# The parts of the corpus in the commonest phrasing are read twice an epoch by one that goes on.
_COMMONEST = tuple(f"sentences-{part}.jsonl" for part in (4, 5, 6, 7))


def train_encoder(options: Namespace, base: Path, tell: Callable[[str], None]) -> None:
    """Train an encoder on all folds but the first and write it to ``options.out``.

    With ``options.start`` it goes on from an earlier network; with several ``options.seeds`` the
    mean of the weights of one network each is written. The network is also left, as torch keeps
    it, in ``build/encoder.pt``.
    """
    torch.set_num_threads(_CORES)
    torch.use_deterministic_algorithms(mode=True)
    examples = _examples(options, Maker(Tokenizer.from_file(str(base / "tokenizer.json"))))
    tell(f"{len(examples)} sentences, {options.layers} layers, {options.epochs} epochs")
    pace = _GOING_ON if options.start else 1.0
    network = mean_of(
        [
            fit(_begun(options, base), examples, Plan(options.epochs, pace, seed), tell)
            for seed in options.seeds
        ]
    )
    Path("build").mkdir(exist_ok=True)
    torch.save(network.state_dict(), "build/encoder.pt")
    export(network, options.out, base / "tokenizer.json")
    tell(f"encoder written to {options.out}")


def _examples(options: Namespace, maker: Maker) -> list[Example]:
    rows = [row for row in read(options.corpus) if fold_of(row["id"], options.folds)]
    if options.start:
        rows += [
            row
            for name in _COMMONEST
            for row in read_part(options.corpus / name)
            if fold_of(row["id"], options.folds)
        ]
    return list(maker.make(rows))


def _begun(options: Namespace, base: Path) -> Network:
    network = pretrained(base / "model.safetensors", options.layers)
    if options.start:
        network.load_state_dict(torch.load(options.start))
    return network


def mean_of(networks: Sequence[Network]) -> Network:
    """Return the first of some networks with the mean of the weights of all.

    Fitted from the same start in another order each, they lie in one valley of the loss, and their
    mean is as good as all of them asked together (Wortsman et al. 2022, "Model soups").
    """
    states = [network.state_dict() for network in networks]
    means = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    networks[0].load_state_dict(means)
    return networks[0]
