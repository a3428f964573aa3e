"""Regions of the world, to tell the record of forecasts by. Table: ``data/regions.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def region_of(country: str) -> str | None:
    """Return the region of a country by code, or None for who is in none (a bloc)."""
    return _regions().get(country)


def region_of_pair(first: str, second: str) -> str | None:
    """Return the region of two countries: the one they share, or both in order of name."""
    found = {region_of(first), region_of(second)}
    names = sorted(name for name in found if name)
    return " – ".join(names) if names and None not in found else None


@cache
def _regions() -> Mapping[str, str]:
    text = files("detente.forecast").joinpath("data/regions.toml").read_text("utf-8")
    blocks = tomllib.loads(text)
    return {code: region for region, codes in blocks.items() for code in codes.split()}
