"""Training of the encoder, from the corpus to the file that is shipped."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import torch
from tokenizers import Tokenizer

from tools.corpus.rows import read
from tools.training.examples import Maker, fold_of
from tools.training.export import export
from tools.training.fit import fit
from tools.training.network import pretrained

_CORES = 2


def train_encoder(options: Namespace, base: Path, tell: Callable[[str], None]) -> None:
    """Train an encoder on all folds but the first and write it to ``options.out``.

    The network is also left, as torch keeps it, in ``build/encoder.pt``.
    """
    torch.set_num_threads(_CORES)
    torch.use_deterministic_algorithms(mode=True)
    maker = Maker(Tokenizer.from_file(str(base / "tokenizer.json")))
    rows = [row for row in read(options.corpus) if fold_of(row["id"], options.folds)]
    tell(f"{len(rows)} sentences, {options.layers} layers, {options.epochs} epochs")
    network = pretrained(base / "model.safetensors", options.layers)
    fit(network, list(maker.make(rows)), options.epochs, tell)
    Path("build").mkdir(exist_ok=True)
    torch.save(network.state_dict(), "build/encoder.pt")
    export(network, options.out, base / "tokenizer.json")
    tell(f"encoder written to {options.out}")
