"""The floors: figures that each task must keep on the developers' half of its gold data."""

import importlib
import json
from pathlib import Path
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.scoring import score

FLOORS = Path(__file__).parent / "floors.json"
# Gold of the project's own lies in the repository, all other under the evaluation folder.
OWN = ("benchmarks/", "corpus/")


def check_all(folder: Path, *, update: bool) -> int:
    """Score every task of floors.json on a folder of gold data; return the exit status.

    0: all floors hold. 1: one was missed. Where the folder is not there, only the project's own
    gold is scored, which is said. With ``update`` floors are raised to what was measured less
    their margin, and never lowered.
    """
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    chosen = floors if folder.exists() else [row for row in floors if row["gold"].startswith(OWN)]
    if chosen is not floors:
        print(
            f"quality: {len(floors) - len(chosen)} tasks skipped, no gold data at {folder} "
            "(give --eval FOLDER)"
        )
    missed = [row["name"] for row in chosen if not _check(row, folder, update=update)]
    if update:
        _save(floors)
    print(f"{len(chosen) - len(missed)} held, {len(missed)} missed {' '.join(missed)}".rstrip())
    return 1 if missed else 0


def _save(floors: list[dict[str, Any]]) -> None:
    rows = ",\n ".join(json.dumps(row) for row in floors)
    FLOORS.write_text(f"[\n {rows}\n]\n", encoding="utf-8")


def _gold(row: dict[str, Any], folder: Path) -> Path:
    name = row["gold"]
    return Path(name) if name.startswith(OWN) else folder / name


def _check(row: dict[str, Any], folder: Path, *, update: bool) -> bool:
    task = importlib.import_module(f"benchmarks.quality.{row['task']}")
    scored = score(task, Options(_gold(row, folder)))
    holds = True
    for key, floor in row["floors"].items():
        value = _figure(scored.figures or {}, key)
        holds = holds and value >= floor
        print(f"{row['name']:16} {key:24} {value:.3f}  floor {floor:.3f}  {_word(value, floor)}")
        if update:
            row["floors"][key] = max(floor, round(value - row["margin"], 3))
    return holds


def _word(value: float, floor: float) -> str:
    return "ok" if value >= floor else "MISSED"


def _figure(figures: dict[str, Any], key: str) -> float:
    value: Any = figures
    for part in key.split("."):
        value = value[part]
    return float(value)
