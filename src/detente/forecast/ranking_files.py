"""A fitted ranking as named files, and back: weights as arrays, the rest as JSON.

``save_ranker`` puts a model into a folder so that a kill leaves the old one in force: the arrays
go into a file named by their digest, and only then ``ranking.json``, which names it, is replaced.
"""

import dataclasses
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from detente.errors import ForecastError
from detente.forecast.ranking import VERSION, Ranker, RankingSettings
from detente.forecast.ranking_features import feature_names
from detente.forecast.ranking_lesson import LessonSettings, Scale
from detente.forecast.ranking_net import Net, NetSettings
from detente.forecast.ranking_trees import Forest, TreeSettings
from detente.forecast.ranking_votes import VoteWeights

HEADER: Final = "ranking.json"
ARRAYS: Final = "ranking.npz"
_VOTES: Final = ("coarse", "fine", "popular")


def files_of(ranker: Ranker) -> dict[str, bytes]:
    """Return all that a ranker has learned as named files; the same ranker, the same bytes."""
    arrays: dict[str, Any] = {name: getattr(ranker.votes, name) for name in _VOTES}
    arrays |= {"mean": ranker.scale.mean, "spread": ranker.scale.spread}
    for number, net in enumerate(ranker.nets):
        arrays |= {f"net{number}.{name}": value for name, value in net.weights.items()}
    # Text as bytes: one file for all that was learned, so that it is replaced in one step.
    arrays["trees"] = np.frombuffer(ranker.forest.text.encode(), np.uint8)
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)
    header = {
        "version": VERSION,
        "facts": ranker.digest,
        "settings": dataclasses.asdict(ranker.settings),
        "names": ranker.names,
    }
    text = json.dumps(header, indent=1, sort_keys=True)
    return {HEADER: text.encode(), ARRAYS: packed.getvalue()}


def ranker_of(files: Mapping[str, bytes]) -> Ranker:
    """Return the ranker that some files hold.

    Raises:
        ForecastError: a file is missing or unreadable, or of another version of the ranking, or
            made for other features than those of this program.
    """
    try:
        header = json.loads(files[HEADER])
        with np.load(io.BytesIO(files[ARRAYS]), allow_pickle=False) as packed:
            arrays = {name: packed[name] for name in packed.files}
        _check_version(header)
        return _checked(_ranker(header, arrays))
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise ForecastError(f"this is no ranking that can be read: {error}") from error


def save_ranker(ranker: Ranker, folder: Path) -> None:
    """Put a ranker into a folder, in place of the one there; all or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    files = files_of(ranker)
    arrays = f"ranking-{hashlib.sha256(files[ARRAYS]).hexdigest()[:16]}.npz"
    header = json.loads(files[HEADER]) | {"arrays": arrays}
    _replace(folder / arrays, files[ARRAYS])
    _replace(folder / HEADER, json.dumps(header, indent=1, sort_keys=True).encode())
    for path in folder.glob("ranking-*.npz"):
        if path.name != arrays:
            path.unlink()


def load_ranker(folder: Path) -> Ranker:
    """Return the ranker of a folder.

    Raises:
        ForecastError: there is none, or it cannot be read, or is of another version.
    """
    try:
        header = (folder / HEADER).read_bytes()
        arrays = (folder / json.loads(header)["arrays"]).read_bytes()
    except (OSError, ValueError, KeyError) as error:
        raise ForecastError(f"no ranking in {folder} that can be read: {error}") from error
    return ranker_of({HEADER: header, ARRAYS: arrays})


def _replace(path: Path, content: bytes) -> None:
    aside = path.with_name(path.name + ".new")
    aside.write_bytes(content)
    os.replace(aside, path)  # noqa: PTH105 - one step, on every system


def _check_version(header: Mapping[str, Any]) -> None:
    if header["version"] != VERSION:
        raise ForecastError(
            f"this ranking is of version {header['version']!r}; this program reads {VERSION!r}: "
            "fit it again"
        )


def _ranker(header: Mapping[str, Any], arrays: Mapping[str, Any]) -> Ranker:
    settings = dict(header["settings"])
    net = settings.pop("net")
    kept = RankingSettings(
        lesson=LessonSettings(**settings.pop("lesson")),
        net=NetSettings(**(net | {"hidden": tuple(net["hidden"])})),
        trees=TreeSettings(**settings.pop("trees")),
        **settings,
    )
    nets = tuple(_net(arrays, f"net{number}.") for number in range(kept.nets))
    votes = VoteWeights(*(arrays[name] for name in _VOTES))
    scale = Scale(arrays["mean"], arrays["spread"])
    forest = Forest(arrays["trees"].tobytes().decode())
    return Ranker(kept, votes, scale, nets, forest, tuple(header["names"]), header["facts"])


def _checked(ranker: Ranker) -> Ranker:
    """Return the ranker if all its parts are for the features of this program."""
    now = feature_names()
    widths = [len(part) for part in (ranker.names, ranker.scale.mean, ranker.scale.spread)]
    widths += [len(net.weights["one"]) for net in ranker.nets]
    wrong = [width for width in (*widths, ranker.forest.inputs) if width != len(now)]
    if wrong:
        raise ForecastError(
            f"this ranking looks at {wrong[0]} features of a candidate, this program has "
            f"{len(now)}: fit it again"
        )
    if ranker.names != now:
        other = next(old for old, new in zip(ranker.names, now, strict=True) if old != new)
        raise ForecastError(
            f"this ranking looks at {other!r}, which this program has not there: fit it again"
        )
    return ranker


def _net(arrays: Mapping[str, Any], prefix: str) -> Net:
    chosen = {name: value for name, value in arrays.items() if name.startswith(prefix)}
    return Net({name.removeprefix(prefix): value for name, value in chosen.items()})
