"""Reads the files of the layers, and lays them over the registry."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from detente.entities.layers import Layer
from detente.entities.layers_corrections import corrections_layer
from detente.entities.layers_entries import read_entries
from detente.entities.layers_registry import with_layer
from detente.entities.records import Registry
from detente.entities.tenure_records import SHIPPED, Office
from detente.entities.tenure_rows import shipped_offices
from detente.entities.update_layer import read_update_files, update_layers, update_paths
from detente.errors import LayerError
from detente.settings import Actors

_DIGEST_BYTES = 8


class LaidRegistry(NamedTuple):
    """A registry with layers over it, and the layers, the lowest first."""

    registry: Registry
    layers: tuple[Layer, ...]


def has_layers(actors: Actors) -> bool:
    """Say whether the settings name a layer over the packaged tables."""
    return actors.updates is not None or actors.corrections is not None


def lay_over(actors: Actors, registry: Registry) -> LaidRegistry:
    """Return a registry with the updates and corrections of the settings over it.

    Raises:
        LayerError: a file is broken or not there; names file and line.
    """
    if not has_layers(actors):
        return LaidRegistry(registry, ())
    offices = list(shipped_offices())
    layers: list[Layer] = []
    for layer in _updates(actors, offices):
        registry = with_layer(registry, layer)
        layers.append(layer)
    corrections = _corrections(actors, registry, offices)
    if corrections:
        registry = with_layer(registry, corrections)
        layers.append(corrections)
    return LaidRegistry(registry, tuple(layers))


def read_layers(actors: Actors, registry: Registry) -> tuple[Layer, ...]:
    """Return the layers of the settings, over a registry that has them already.

    Raises:
        LayerError: a file is broken or not there; names file and line.
    """
    offices = list(shipped_offices())
    corrections = _corrections(actors, registry, offices)
    return (*_updates(actors, offices), *([corrections] if corrections else []))


def layers_digest(actors: Actors) -> str:
    """Return a digest of the files of the layers, "shipped" if there is none.

    It changes with every byte of them, and not with where they lie.

    Raises:
        LayerError: a file is not there.
    """
    paths = [*_update_paths(actors), *([Path(actors.corrections)] if actors.corrections else [])]
    if not paths:
        return SHIPPED
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for path in paths:
        content = _bytes(path)
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _updates(actors: Actors, offices: Sequence[Office]) -> list[Layer]:
    if actors.updates is None:
        return []
    _check_folder(Path(actors.updates))
    return list(update_layers(read_update_files(Path(actors.updates)), offices))


def _update_paths(actors: Actors) -> list[Path]:
    return update_paths(Path(actors.updates)) if actors.updates else []


def _check_folder(folder: Path) -> None:
    # A folder that is not there yet holds no update; a file in its place is a mistake.
    if folder.exists() and not folder.is_dir():
        raise LayerError(f"actors.updates = {folder}: not a folder")


def _corrections(actors: Actors, registry: Registry, offices: Sequence[Office]) -> Layer | None:
    if actors.corrections is None:
        return None
    entries = read_entries(read_corrections(actors.corrections), actors.corrections)
    return corrections_layer(entries, registry, offices)


def read_corrections(path: str) -> str:
    """Return the text of a corrections file.

    Raises:
        LayerError: it cannot be read, or is not UTF-8.
    """
    try:
        return _bytes(Path(path)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise LayerError(f"corrections {path}:{line}: not UTF-8 text") from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise LayerError(f"corrections {path}: cannot be read: {reason}") from error
