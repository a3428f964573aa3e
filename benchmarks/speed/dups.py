"""How long near-duplicates take: ``python -m benchmarks.speed dups [--n 1000,10000,100000]``.

Made-up reports of some 250 words, a third of them copies that are cut and changed. Printed are
seconds of the processor for signatures and for pairs, documents a second over both, the pairs
compared in full, pairs compared over n log n (which must not grow), what was found of the copies,
and the peak memory of the process. Texts lie in a file, as they do in a database.
"""

import json
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, overload

import numpy as np
import numpy.typing as npt

from benchmarks.speed.sizes import measured, peak_bytes
from benchmarks.speed.synthetic import made_articles
from detente.clean import fingerprint


class _FileTexts(Sequence[str]):
    """Texts that lie one after the other in a file, and the articles that copies repeat."""

    def __init__(self, file: BinaryIO, n_texts: int) -> None:
        self._file = file
        self._starts = np.zeros(n_texts + 1, dtype=np.int64)
        self.copy_of = np.full(n_texts, -1, dtype=np.int64)
        for made in made_articles(n_texts):
            self._starts[made.number + 1] = self._starts[made.number] + file.write(
                made.text.encode()
            )
            self.copy_of[made.number] = -1 if made.copy_of is None else made.copy_of

    def __len__(self) -> int:
        return len(self.copy_of)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        self._file.seek(self._starts[place])
        return self._file.read(int(self._starts[place + 1] - self._starts[place])).decode()


def main(arguments: list[str]) -> None:
    """Print a line for each number of documents; each is measured in a process of its own."""
    measurements = measured("benchmarks.speed.dups", __doc__, arguments)
    print("documents  sign s  pair s   docs/s  compared  per n log n   found  wrong  peak MB")
    for told in measurements:
        print(_line(told), flush=True)


def _line(told: dict[str, float]) -> str:
    n, seconds = told["documents"], told["sign_s"] + told["pair_s"]
    return (
        f"{n:9,} {told['sign_s']:7.1f} {told['pair_s']:7.1f} {n / seconds:8.0f} "
        f"{told['compared']:9,} {told['compared'] / (n * math.log2(n)):12.3f} "
        f"{told['found']:7.2%} {told['wrong']:6.2%} {told['peak_bytes'] / 1e6:8.0f}"
    )


def _measure(n_texts: int) -> None:
    with tempfile.TemporaryFile(dir=Path.cwd()) as file:
        print(json.dumps(_figures(_FileTexts(file, n_texts))))


def _figures(texts: _FileTexts) -> dict[str, float]:
    started = time.process_time()
    signed = fingerprint.signed(texts)
    signed_at = time.process_time()
    compared = fingerprint.alike_pairs(signed.places)[0]
    looked = time.process_time()
    pairs = fingerprint.signed_pairs(signed, texts)
    done = time.process_time()
    told = np.array([(pair.first, pair.second) for pair in pairs], dtype=np.int64).reshape(-1, 2)
    return {
        "documents": len(texts),
        "sign_s": signed_at - started,
        "pair_s": done - looked,
        "compared": len(compared),
        **_right(told, texts.copy_of),
        "peak_bytes": peak_bytes(),
    }


def _right(told: npt.NDArray[np.int64], copy_of: npt.NDArray[np.int64]) -> dict[str, float]:
    """Return the share of (original, copy) pairs found, and of found pairs that are no copies."""
    origin = np.where(copy_of < 0, np.arange(len(copy_of)), copy_of)
    is_right = origin[told[:, 0]] == origin[told[:, 1]]
    direct = told[:, 0] == copy_of[told[:, 1]]
    return {
        "found": float(direct.sum() / max((copy_of >= 0).sum(), 1)),
        "wrong": float((~is_right).sum() / max(len(told), 1)),
    }


if __name__ == "__main__":
    _measure(int(sys.argv[1]))
