"""The country-dyad task: its files as a series, its keys as questions, its scorer."""

import dataclasses
import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from detente.forecast.dyads import Dyads
from detente.forecast.dyads_features import Subject
from detente.forecast.questions import day_number
from detente.forecast.relations import relation_of_name
from detente.forecast.series import Entity, EventSeries, from_quadruples
from detente.ingest.tables_actors import ActorTables

_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")


@dataclasses.dataclass(frozen=True)
class Gold:
    """A folder of quadruples, the split to forecast, where its test split lies, the horizon."""

    folder: Path
    split: str
    split_file: Path | None
    within: int
    python: str = sys.executable

    @property
    def scorer(self) -> Path:
        """The task's own scorer."""
        return self.folder.parent / "dyad_task.py"

    def scored_file(self) -> Path:
        """The file of the split that is forecast."""
        return self.split_file or self.folder / f"{self.split}.parquet"


def series_of(gold: Gold) -> EventSeries:
    """Return the quadruples up to the end of the scored split, countries as the task has them."""
    files = [gold.folder / "train.parquet"]
    files += [gold.folder / "valid.parquet"] if gold.split == "test" else []
    tables = [pq.read_table(file) for file in (*files, gold.scored_file())]
    columns = ("s", "r", "o", "t")
    codes = codes_of(gold)
    quadruples = np.concatenate(
        [np.stack([table[name].to_numpy() for name in columns], axis=1) for table in tables]
    )
    entities = pq.read_table(gold.folder / "entities.parquet")["name"].to_pylist()
    relations = pq.read_table(gold.folder / "relations.parquet")["name"].to_pylist()
    quadruples[:, 3] += first_day(gold)
    return from_quadruples(
        quadruples.astype(np.int64),
        [_entity(name, codes) for name in entities],
        [relation_of_name(name) for name in relations],
        source=gold.folder.name,
    )


def first_day(gold: Gold) -> int:
    """Return the day that the folder counts from: 1 January of the year in its name."""
    year = int(re.findall(r"\d\d", gold.folder.name)[0])
    return day_number(dt.date(2000 + year, 1, 1))


@cache
def codes_of(gold: Gold) -> dict[str, str]:
    """Return the ISO3 codes of the task's countries by name; a name without one stays."""
    tables = _tables()
    names = (gold.folder.parent / "dyad_countries.txt").read_text("utf-8").split("\n")[:-1]
    codes: dict[str, str] = {}
    for name in names:
        code = tables.country(name) or name
        codes[name] = name if code in codes.values() else code
    return codes


def _entity(name: str, codes: dict[str, str]) -> Entity:
    found = _IN_BRACKETS.search(name)
    if not found:
        return Entity(name=name, country=codes.get(name))
    sector = _tables().sector(name[: found.start()].strip())
    return Entity(name=name, country=codes.get(found.group(1).strip()), sector=sector)


@cache
def _tables() -> ActorTables:
    return ActorTables()


def labels(gold: Gold, path: Path) -> dict[str, npt.NDArray[Any]]:
    """Return the keys and outcomes that the task's own program makes: cls, a, b, origin, y."""
    _run(gold, "labels", *_where(gold), "--h", str(gold.within), "--out", str(path))
    table = pq.read_table(path)
    return {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}


def places_of(keys: dict[str, npt.NDArray[Any]], class_: str, origin: int) -> npt.NDArray[np.intp]:
    """Return where the keys of a class and an origin stand."""
    return np.flatnonzero((keys["origin"] == origin) & (keys["cls"] == class_))


def subject_at(
    model: Dyads, keys: dict[str, npt.NDArray[Any]], place: npt.NDArray[np.intp], gold: Gold
) -> Subject:
    """Return the pairs of some keys of one class as the model wants them."""
    codes = codes_of(gold)
    names = zip(keys["a"][place], keys["b"][place], strict=True)
    pairs = [(codes[first], codes[second]) for first, second in names]
    return model.subject(str(keys["cls"][place[0]]), pairs)


def score(gold: Gold, labels_file: Path, probability: npt.NDArray[np.float64]) -> dict[str, Any]:
    """Return what the task's own scorer says of probabilities in the order of the labels."""
    keys = pq.read_table(labels_file).drop_columns(["y"])
    forecasts = labels_file.with_name("forecasts.parquet")
    pq.write_table(keys.append_column("p", pa.array(probability)), forecasts)
    shown = _run(gold, "score", "--labels", str(labels_file), "--pred", str(forecasts))
    figures: dict[str, Any] = json.loads(shown)
    return figures


def _where(gold: Gold) -> Sequence[str]:
    where = ["--data", str(gold.folder), "--split", gold.split]
    return where if gold.split_file is None else [*where, "--split-file", str(gold.split_file)]


def _run(gold: Gold, *arguments: str) -> str:
    command = [gold.python, str(gold.scorer), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{gold.scorer.name} failed: {done.stderr.strip()}")
    return done.stdout


def scored_begin(gold: Gold) -> int:
    """Return the first day of the scored split."""
    begin = int(pq.read_table(gold.scored_file(), columns=["t"])["t"].to_numpy().min())
    return begin + first_day(gold)
