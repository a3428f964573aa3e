"""Training of the encoder, from the corpus to the file that is shipped."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import torch
from tokenizers import Tokenizer

from tools.corpus.rows import Row, parts_of, read_part
from tools.training.examples import Example, Maker, fold_of
from tools.training.export import export
from tools.training.fit import Plan, fit
from tools.training.network import Network, pretrained

_CORES = 2
# A network learns from these parts of the corpus first. It goes on at this share of the pace, with
# the parts that are in the commonest phrasing twice an epoch; of the parts with rarer words, which
# it knows by then, each of the networks whose mean is taken sees a share.
_FIRST = frozenset(f"sentences-{number}.jsonl" for number in (1, 2, 3, 4, 5))
_RARE = frozenset(f"sentences-{number}.jsonl" for number in (1, 2, 3))
_GOING_ON = 0.4


def train_encoder(options: Namespace, base: Path, tell: Callable[[str], None]) -> None:
    """Train an encoder on all folds but the first and write it to ``options.out``.

    It learns from the first parts of the corpus, or starts as the network ``options.start``, and
    goes on from there with all parts, once for each of ``options.seeds``: the mean of the weights
    is written. Both networks are also left, as torch keeps them, in ``build``.
    """
    torch.set_num_threads(_CORES)
    torch.use_deterministic_algorithms(mode=True)
    Path("build").mkdir(exist_ok=True)
    maker = Maker(Tokenizer.from_file(str(base / "tokenizer.json")))
    begun = _begun(options, base, maker, tell)
    network = mean_of(
        [
            fit(deepcopy(begun), examples, Plan(options.more, _GOING_ON, seed), tell)
            for seed, examples in zip(options.seeds, _shares(options, maker), strict=True)
        ]
    )
    torch.save(network.state_dict(), "build/encoder.pt")
    export(network, options.out, base / "tokenizer.json")
    tell(f"encoder written to {options.out}")


def _begun(options: Namespace, base: Path, maker: Maker, tell: Callable[[str], None]) -> Network:
    network = pretrained(base / "model.safetensors", options.layers)
    if options.start:
        network.load_state_dict(torch.load(options.start))
        return network
    examples = list(maker.make(_rows(options, lambda name: name in _FIRST)))
    fit(network, examples, Plan(options.epochs, 1.0, options.seeds[0]), tell)
    torch.save(network.state_dict(), "build/encoder-begun.pt")
    return network


def _shares(options: Namespace, maker: Maker) -> Iterator[list[Example]]:
    rare = _rows(options, lambda name: name in _RARE)
    common = _rows(options, lambda name: name not in _RARE)
    for number in range(len(options.seeds)):
        yield list(maker.make([*rare[number :: len(options.seeds)], *common, *common]))


def _rows(options: Namespace, is_wanted: Callable[[str], bool]) -> list[Row]:
    """Return the rows of some files that the encoder may learn from, in the order of their ids."""
    parts = (path for path in parts_of(options.corpus) if is_wanted(path.name))
    rows = (row for path in parts for row in read_part(path))
    kept = (row for row in rows if fold_of(row["id"], options.folds))
    return sorted(kept, key=lambda row: str(row["id"]))


def mean_of(networks: Sequence[Network]) -> Network:
    """Return the first of some networks with the mean of the weights of all.

    Fitted from the same start in another order each, they lie in one valley of the loss, and their
    mean is as good as all of them asked together (Wortsman et al. 2022, "Model soups").
    """
    states = [network.state_dict() for network in networks]
    means = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    networks[0].load_state_dict(means)
    return networks[0]
