"""Scenarios as files: what is assumed, and of whom it is asked.

::

    says = "If the United States and Russia hold talks in the next month"
    within = 30

    [[assume]]
    class = "TALKS"
    first = "USA"
    second = "RUS"

    [[ask]]          # may be left out: then of all who deal with one of the two
    class = "MATERIAL_CONFLICT"
    first = "RUS"
    second = "UKR"
"""

import tomllib
from typing import Any

import msgspec

from detente.errors import ForecastError
from detente.model import Record


class Assumed(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event of a class between two countries that is assumed, or asked for."""

    class_: str = msgspec.field(name="class")
    first: str
    second: str


class Scenario(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is assumed to happen, and what is asked; see the head of the module.

    ``within`` is the length of the windows in days: the assumed events in one, what is asked in
    the one behind it.
    """

    says: str
    assume: tuple[Assumed, ...]
    ask: tuple[Assumed, ...] = ()
    within: int = 30


def read_scenario(text: str, origin: str) -> Scenario:
    """Return the scenario of a TOML file; ``origin`` is what to call it in an error.

    Raises:
        ForecastError: not TOML, a missing or unknown key, nothing assumed, a window of no days.
    """
    try:
        values: dict[str, Any] = tomllib.loads(text)
        made = msgspec.convert(values, Scenario)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ForecastError(f"scenario {origin}: {error}") from error
    if not made.assume or made.within < 1:
        expected = "at least one [[assume]]" if not made.assume else "within of 1 day or more"
        raise ForecastError(f"scenario {origin}: {expected} expected")
    return made
