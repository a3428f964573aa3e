"""Hostile inputs and killed runs at full number: ``python -m benchmarks.robust``.

Three checks of which the tests do shorter versions. Hostile: generated inputs (random bytes, cut
UTF-8, deep HTML, null bytes, wrong JSON ...) go through ``detente run``; each must end as an
article or a listed problem, without a traceback. Kills: runs over the sample articles are killed
at random moments; the database they leave must equal one that was never killed.
Merging: made-up reports come in random order in one batch, in a hundred, and with kills; the
records must be the same, byte for byte. Exit status: 0 if all hold, else 1.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from benchmarks.merge_robust import merged_alike
from detente.samples import sample_folder
from tests.hostile import hostile_inputs

SEED = 20250227
TABLES = ("articles", "documents", "sentences", "events", "statements", "claims", "records")
LONGEST_LIFE_S = 9.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks and print what was found; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=2000, help="hostile inputs")
    parser.add_argument(
        "--scale", type=float, default=0.01, help="size of the large ones, 1: 50 MB"
    )
    parser.add_argument("--kills", type=int, default=20, help="killed runs")
    parser.add_argument("--reports", type=int, default=10_000, help="reports merged in any order")
    parser.add_argument("--batches", type=int, default=100, help="of the reports")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        holds = [
            not asked.inputs or _hostile(Path(folder), asked.inputs, asked.scale),
            not asked.kills or _kills(Path(folder), asked.kills),
            not asked.reports
            or merged_alike(Path(folder), asked.reports, asked.batches, asked.kills),
        ]
    return 0 if all(holds) else 1


def _run(source: Path, db: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "detente", "run", str(source), "--db", str(db)]
    command += ["--set", "running.batch_size=8"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _hostile(folder: Path, n: int, scale: float) -> bool:
    source, db = folder / "hostile", folder / "hostile.duckdb"
    source.mkdir()
    for name, data in hostile_inputs(n, SEED, scale):
        (source / name).write_bytes(data)
    size = sum(path.stat().st_size for path in source.iterdir())
    begun = time.monotonic()
    process = _run(source, db)
    shown, _ = process.communicate()
    is_clean = "Traceback" not in shown and process.returncode in {0, 1}
    print(f"hostile: {n} inputs, {size / 1e6:.0f} MB, {time.monotonic() - begun:.0f} s;", end=" ")
    print(f"exit status {process.returncode}; {_counts(db, ('articles', 'problems'))};", end=" ")
    print("no traceback" if is_clean else shown[-2000:])
    return is_clean


def _kills(folder: Path, n: int) -> bool:
    source = Path(str(sample_folder()))
    whole, killed = folder / "whole.duckdb", folder / "stopped.duckdb"
    _run(source, whole).communicate()
    chance = random.Random(SEED)  # noqa: S311 - the same moments each time
    n_killed = n_whole = 0
    is_same = True
    while n_killed < n:
        was_running = _killed(source, killed, chance)
        n_killed += was_running
        if not was_running:  # it came to its end: compare, and begin anew
            n_whole, is_same = n_whole + 1, is_same and _rows(whole) == _rows(killed)
            killed.unlink()
    _run(source, killed).communicate()
    is_same = is_same and _rows(whole) == _rows(killed)
    print(
        f"kills: {n_killed} runs killed at work, {n_whole + 1} databases finished after;", end=" "
    )
    print(f"{_counts(killed, TABLES)};", "all as never killed" if is_same else "NOT the same")
    return is_same


def _killed(source: Path, db: Path, chance: random.Random) -> bool:
    """Start a run and kill it; return whether it was still at work. The database must open."""
    process = _run(source, db)
    time.sleep(chance.uniform(0.5, LONGEST_LIFE_S))
    was_running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if db.exists():
        _counts(db, TABLES)
    return was_running


def _counts(db: Path, tables: Sequence[str]) -> str:
    with duckdb.connect(str(db)) as connection:
        found = [connection.execute(f"SELECT count(*) FROM {name}").fetchall() for name in tables]  # noqa: S608 - our own names
    return ", ".join(f"{rows[0][0]} {name}" for rows, name in zip(found, tables, strict=True))


def _rows(db: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(db), read_only=True) as connection:
        events = connection.execute(
            "SELECT event_id, article_id, event_type, modality FROM events ORDER BY ALL"
        ).fetchall()
        records = connection.execute(
            "SELECT record_id, n_reports, n_origins FROM records ORDER BY ALL"
        ).fetchall()
        return [*events, *records]


if __name__ == "__main__":
    sys.exit(main())
