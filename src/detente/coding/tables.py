"""The tables of the language's folder, read once."""

import tomllib
from functools import cache
from typing import Any

from detente.ontology.languages import language_file


@cache
def read(name: str) -> dict[str, Any]:
    """Return a TOML table of the coder by its file name; it is never changed."""
    return tomllib.loads(language_file("detente.coding", name).read_text("utf-8"))
