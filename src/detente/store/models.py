"""Fitted models as directories: complete or not there.

``<folder>/<model id>/`` holds the files of a model and ``about.json``; ``<folder>/current`` names
the one in force. A model is written beside the others under another name, moved into place, and
then named by replacing ``current``: a kill at any moment leaves the old model in force.
"""

import os
import shutil
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from detente.errors import ForecastError
from detente.forecast.questions import FitSettings, Tried
from detente.model import Record

FORMAT: Final = 1
ABOUT: Final = "about.json"
CURRENT: Final = "current"
_UNFINISHED: Final = ".unfinished-"


class About(Record, frozen=True, kw_only=True):
    """What a fitted model is: kind, data, settings, and the digests of its files.

    ``format`` is the version of this layout, ``version`` that of detente. ``data_until`` is the
    last day it learned from, in the count of the store's series.
    """

    format: int
    kind: str
    name: str
    version: str
    data_digest: str
    data_until: int
    n_events: int
    settings: FitSettings
    tried: tuple[Tried, ...]
    files: dict[str, str]

    @property
    def model_id(self) -> str:
        """Its id: 16 hex digits, the same for the same data, settings and files."""
        return blake2b(msgspec.json.encode(self), digest_size=8).hexdigest()


def model_folder(db: Path) -> Path:
    """Return the folder beside a database in which its models of dyads lie."""
    return db.with_name(f"{db.name}.models")


def ranking_folder(db: Path) -> Path:
    """Return the folder beside a database in which its rankings lie."""
    return db.with_name(f"{db.name}.rankings")


def save_model(folder: Path, about: About, files: Mapping[str, bytes]) -> About:
    """Write a model and put it in force; the one before it is kept, older ones are removed.

    Raises:
        ForecastError: the folder cannot be written.
    """
    digests = {name: _digest(data) for name, data in sorted(files.items())}
    done = msgspec.structs.replace(about, files=digests)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder, done, files)
        former = _current(folder)
        _name_current(folder, done.model_id)
        _clear(folder, keep={done.model_id, former or ""})
    except OSError as error:
        raise ForecastError(f"cannot write a model to {folder}: {error}") from error
    return done


def load_about(folder: Path) -> About | None:
    """Return what the model in force is, or None if none was fitted.

    Raises:
        ForecastError: it cannot be read, or is of another version of detente's format.
    """
    model_id = _current(folder)
    if model_id is None:
        return None
    path = folder / model_id / ABOUT
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ForecastError(f"{_unusable(path)}: {error.strerror}") from error
    return _read_about(path, data)


def load_files(folder: Path, about: About) -> dict[str, bytes]:
    """Return the files of a model.

    Raises:
        ForecastError: one is missing, or is not what was written.
    """
    found = {}
    for name, digest in about.files.items():
        path = folder / about.model_id / name
        try:
            found[name] = path.read_bytes()
        except OSError as error:
            raise ForecastError(f"{_unusable(path)}: {error.strerror}") from error
        if _digest(found[name]) != digest:
            raise ForecastError(f"{_unusable(path)}: it is not the file that was written")
    return found


def _read_about(path: Path, data: bytes) -> About:
    try:
        version = msgspec.json.decode(data, type=_Version).format
        if version != FORMAT:
            raise ForecastError(
                f"{_unusable(path)}: it has format {version}, this version reads {FORMAT}"
            )
        about = msgspec.json.decode(data, type=About)
    except msgspec.DecodeError as error:
        raise ForecastError(f"{_unusable(path)}: {error}") from error
    if about.model_id != path.parent.name:
        raise ForecastError(f"{_unusable(path)}: it is not what was written")
    return about


class _Version(Record, frozen=True, kw_only=True):
    format: int


def _unusable(path: Path) -> str:
    return f"the model at {path} cannot be used (fit it again with: detente forecast fit)"


def _write(folder: Path, about: About, files: Mapping[str, bytes]) -> None:
    place = folder / about.model_id
    unfinished = folder / f"{_UNFINISHED}{about.model_id}-{os.getpid()}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for name, data in {**files, ABOUT: msgspec.json.encode(about)}.items():
        _write_through(unfinished / name, data)
    if _is_whole(folder, about):  # the same model, fitted again
        shutil.rmtree(unfinished)
        return
    shutil.rmtree(place, ignore_errors=True)
    unfinished.replace(place)


def _is_whole(folder: Path, about: About) -> bool:
    try:
        load_files(folder, about)
        return (folder / about.model_id / ABOUT).is_file()
    except ForecastError:
        return False


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _current(folder: Path) -> str | None:
    try:
        return (folder / CURRENT).read_text("utf-8").strip() or None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ForecastError(f"cannot read {folder / CURRENT}: {error}") from error


def _name_current(folder: Path, model_id: str) -> None:
    unfinished = folder / f"{_UNFINISHED}{CURRENT}-{os.getpid()}"
    _write_through(unfinished, f"{model_id}\n".encode())
    unfinished.replace(folder / CURRENT)


def _clear(folder: Path, keep: set[str]) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in keep:
            shutil.rmtree(entry, ignore_errors=True)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
