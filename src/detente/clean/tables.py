"""Read the tables of this package."""

import tomllib
from importlib.resources import files
from typing import Any


def read_table(name: str) -> dict[str, Any]:
    """Return the TOML table ``data/name`` of this package."""
    return tomllib.loads(files("detente.clean").joinpath("data", name).read_text(encoding="utf-8"))
