"""Made-up reports merged in any order and batches, and with kills: the same records each time."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.merged import digests, n_merged

SEED = 20250227
# How long a run lives from when it holds its database, and how long that may take.
_LONGEST_LIFE_S, _LONGEST_START_S = 8.0, 120.0


def merged_alike(folder: Path, n_reports: int, n_batches: int, n_kills: int) -> bool:
    """Merge reports in one batch, in several, and with kills; print digests and whether alike."""
    once, often, killed = (folder / f"{name}.duckdb" for name in ("once", "often", "killed"))
    _run(once, n_reports, 1, seed=1).wait()
    _run(often, n_reports, n_batches, seed=2).wait()
    n_killed = _killed(killed, n_reports, n_batches, n_kills)
    names = ("1 batch", f"{n_batches} batches", f"{n_killed} kills")
    found = [digests(path) for path in (once, often, killed)]
    for name, made in zip(names, found, strict=True):
        print(f"merging, {n_reports:,} reports in random order, {name}:", end=" ")
        print(", ".join(f"{table} {digest}" for table, digest in made.items()))
    is_same = all(made == found[0] for made in found)
    print("merging: identical" if is_same else "merging: NOT identical")
    return is_same


def _run(db: Path, n_reports: int, n_batches: int, seed: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "benchmarks.merge_runs", str(db), "--n", str(n_reports)]
    return subprocess.Popen([*command, "--batches", str(n_batches), "--seed", str(seed)])


def _killed(db: Path, n_reports: int, n_batches: int, n_kills: int) -> int:
    """Start runs and kill them at random moments, then let one come to its end."""
    chance = random.Random(SEED)  # noqa: S311 - the same moments each time
    n_killed = 0
    merged: list[int] = []
    for seed in range(3, 3 + n_kills):
        process = _run(db, n_reports, n_batches, seed)
        _wait_for(process.pid, db.with_name(f"{db.name}.lock"))
        time.sleep(chance.uniform(0, _LONGEST_LIFE_S))
        process.send_signal(signal.SIGKILL)
        n_killed += process.wait() == -signal.SIGKILL
        merged.append(n_merged(db))
    print(f"merging: killed with {', '.join(map(str, merged))} articles merged")
    _run(db, n_reports, n_batches, seed=2).wait()
    return n_killed


def _wait_for(pid: int, lock: Path) -> None:
    """Wait until a process holds the lock of its database, or has taken too long."""
    end = time.monotonic() + _LONGEST_START_S
    while time.monotonic() < end and not (lock.exists() and lock.read_text() == f"{pid}\n"):
        time.sleep(0.05)
