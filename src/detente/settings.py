"""The one typed settings object, read from ``detente.toml``."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from detente.errors import SettingsError
from detente.model import Record


class Intake(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is read. ``max_text_bytes`` is the size over which an input is refused."""

    max_text_bytes: int = 5_000_000
    languages: tuple[str, ...] = ("en",)


class Coding(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sentences are coded.

    ``gate`` spares sentences without names and triggers the parse, and some of news from home the
    encoder. ``own_types`` is a TOML file of event types of your own (docs/event-types.md); a
    relative path starts at the working directory.
    ``own_facts`` is one of kinds of standing facts of your own.
    """

    coder: str = "hybrid"
    linker: str = "tables"
    gate: bool = True
    own_types: str | None = None
    own_facts: str | None = None


class Merging(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When reports are one event. ``window_days`` is how far apart undated reports may lie."""

    window_days: int = 7


class Running(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How work is cut up: articles a batch, and worker processes (0: as many as cores)."""

    batch_size: int = 32
    workers: int = 1


class Actors(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What lies over the shipped actor tables.

    ``updates`` is the folder that ``detente actors update`` writes to, ``corrections`` a TOML or
    CSV file of your own; None: only the shipped tables. Relative paths start at the working
    directory. ``stale_after_days`` is how old the last word of a table may be before the command
    line warns.
    """

    updates: str | None = None
    corrections: str | None = None
    stale_after_days: int = 365


class Settings(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings. Unknown keys and wrong types are errors that name the key."""

    intake: Intake = Intake()
    coding: Coding = Coding()
    merging: Merging = Merging()
    running: Running = Running()
    actors: Actors = Actors()


def read_settings(path: Path | None = None, overrides: Sequence[str] = ()) -> Settings:
    """Return the settings of a TOML file, with ``section.key=value`` overrides on top.

    Without a path, ``detente.toml`` in the working directory is read if it is there.

    Raises:
        SettingsError: no such file, not TOML, an unknown key, or a wrong type.
    """
    values = _read_toml(path)
    for override in overrides:
        _apply_override(values, override)
    try:
        return msgspec.convert(values, Settings, strict=True)
    except msgspec.ValidationError as error:
        raise SettingsError(f"settings: {error}") from error


def _read_toml(path: Path | None) -> dict[str, Any]:
    chosen = path or Path("detente.toml")
    if path is None and not chosen.exists():
        return {}
    try:
        return tomllib.loads(chosen.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"settings file {chosen}: {error}") from error


def _apply_override(values: dict[str, Any], override: str) -> None:
    name, found, text = override.partition("=")
    section, dot, key = name.partition(".")
    if not (found and dot):
        raise SettingsError(f"--set {override!r}: write section.key=value, as coding.gate=false")
    values.setdefault(section, {})[key] = _toml_value(text)


def _toml_value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
