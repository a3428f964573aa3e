"""Made-up reports added to a database in some order and batches, each batch merged.

``python -m benchmarks.merge_runs DB --n N --batches B --seed S`` goes on where it was stopped:
articles that are there already are left out. :mod:`benchmarks.robust` runs and kills it.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.reports import made_up
from detente.model import Document
from detente.pipeline.merge_basis import merge_basis
from detente.pipeline.merging import merge_pending
from detente.settings import Settings
from detente.store.write import Writer


def add_and_merge(db: Path, n_reports: int, n_batches: int, seed: int) -> None:
    """Add made-up reports in an order that follows from ``seed``, and merge after each batch."""
    documents = list(made_up(n_reports))
    random.Random(seed).shuffle(documents)  # noqa: S311 - the same order each time
    size = -(-len(documents) // n_batches)
    with Writer(db) as writer:
        for start in range(0, len(documents), size):
            _add(writer, db, documents[start : start + size])


def _add(writer: Writer, db: Path, documents: Sequence[Document]) -> None:
    settings = Settings()
    # What is there already, and merged, costs nothing; what a kill left is merged.
    if writer.add(documents) or writer.needs_merge():
        merge_pending(writer, db, settings, merge_basis(settings))


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("db", type=Path)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--batches", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    add_and_merge(asked.db, asked.n, asked.batches, asked.seed)


if __name__ == "__main__":
    main()
