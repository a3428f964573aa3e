"""Measure merging alone: ``python -m benchmarks.speed merge [--n 200000] [--more 1000]``.

Made-up coded articles (see :mod:`benchmarks.speed.reports`) are merged from nothing, then some
more are added to them. Printed are seconds of wall time and of the processor (which other work on
the machine disturbs less), and peak memory. Saving the articles is no part of it.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.speed.reports import SEED, made_up
from detente.model import Document
from detente.pipeline.merge_basis import merge_basis
from detente.pipeline.merging import merge_pending
from detente.settings import Settings
from detente.store.write import Writer

_TOGETHER = 4_000  # documents saved in one transaction
_GIB = 1024**2  # of the unit in which Linux tells peak memory


def main(arguments: Sequence[str]) -> None:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed merge", description=__doc__)
    parser.add_argument("--n", type=int, default=200_000, help="reports merged from nothing")
    parser.add_argument("--more", type=int, default=1_000, help="reports added to them")
    parser.add_argument("--db", type=Path, help="keep the database here")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        db = asked.db or Path(folder) / "merge.duckdb"
        _measured(db, f"{asked.n:,} reports from nothing", made_up(asked.n))
        more = made_up(asked.more, seed=SEED + 1, first=10_000_000)
        _measured(db, f"{asked.more:,} reports more", more)


def _measured(db: Path, name: str, documents: Iterable[Document]) -> None:
    settings = Settings()
    with Writer(db) as writer:
        _add(writer, documents)
    with Writer(db) as writer:
        started, cpu = time.perf_counter(), time.process_time()
        n_records, n_conflicts = merge_pending(writer, db, settings, merge_basis(settings), _tell)
    seconds, cpu_s = time.perf_counter() - started, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _GIB
    print(
        f"{name}: {seconds:.1f} s, {cpu_s:.1f} s of the processor, peak {peak:.2f} GiB; "
        f"{n_records:,} records, {n_conflicts:,} conflicts"
    )


def _add(writer: Writer, documents: Iterable[Document]) -> None:
    held: list[Document] = []
    for document in documents:
        held.append(document)
        if len(held) >= _TOGETHER:
            writer.add(held)
            held = []
    writer.add(held)


def _tell(merged: int, waiting: int) -> None:
    print(f"  {merged:,} of {waiting:,} articles merged", file=sys.stderr, flush=True)
