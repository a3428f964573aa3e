"""Classes of events that probabilities are given for: the four of the product, and one's own.

Table: ``data/classes.toml``, whose head tells what the fields mean. A file of classes of one's own
has the same form; a class of the name of one of the four takes its place.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from detente.errors import ForecastError
from detente.forecast.series import Mask, Relation
from detente.model import Record


class EventClass(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of events: by CAMEO codes, or by PLOVER types where an event has no code.

    ``is_directed``: the first country acts on the second; otherwise either direction counts.
    """

    name: str
    says: str
    is_directed: bool
    cameo: tuple[str, ...] = ()
    plover: tuple[str, ...] = ()
    own_types: tuple[str, ...] = ()

    def holds(self, relation: Relation) -> bool:
        """Say whether events of a relation are in the class."""
        if set(self.own_types) & set(relation.own_types):
            return True
        if relation.cameo_code is not None:
            return any(_matches(pattern, relation.cameo_code) for pattern in self.cameo)
        type_ = relation.event_type
        return type_ in self.plover or f"{type_}/{relation.mode}" in self.plover

    def mask(self, relations: Sequence[Relation]) -> Mask:
        """Return which relations of a series are in the class; shape (n_relations,)."""
        return np.array([self.holds(relation) for relation in relations], dtype=np.bool_)


@cache
def shipped_classes() -> tuple[EventClass, ...]:
    """Return the classes of the packaged table, in its order."""
    text = files("detente.forecast").joinpath("data/classes.toml").read_text("utf-8")
    return read_classes(text, "classes.toml")


def read_classes(text: str, origin: str) -> tuple[EventClass, ...]:
    """Return the classes of a TOML file; ``origin`` is what to call it in an error.

    Raises:
        ForecastError: not TOML, no class in it, an unknown key, a class that nothing is in.
    """
    try:
        found = tomllib.loads(text).get("classes", {})
        blocks = msgspec.convert(found, dict[str, dict[str, object]])
        made = tuple(_read(name, block) for name, block in blocks.items())
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ForecastError(f"classes of events in {origin}: {error}") from error
    empty = [one.name for one in made if not (one.cameo or one.plover or one.own_types)]
    if empty or not made:
        missing = f"[classes.{empty[0]}] has no" if empty else "no [classes.NAME] with"
        raise ForecastError(f"classes of events in {origin}: {missing} cameo, plover or own_types")
    return made


def with_own_classes(own: Sequence[EventClass]) -> tuple[EventClass, ...]:
    """Return the packaged classes with one's own over them, in the order of both."""
    return tuple({one.name: one for one in (*shipped_classes(), *own)}.values())


def class_named(name: str, classes: Sequence[EventClass]) -> EventClass:
    """Return a class by its name, in any case; "talks" is TALKS.

    Raises:
        ForecastError: no such class; it names those there are.
    """
    wanted = name.upper().replace("-", "_")
    found = {one.name.upper(): one for one in classes}.get(wanted)
    if found is None:
        known = ", ".join(one.name for one in classes)
        raise ForecastError(f"no class of events {name!r}; there are: {known}")
    return found


def _read(name: str, block: Mapping[str, object]) -> EventClass:
    return msgspec.convert({"name": name, **block}, EventClass)


def _matches(pattern: str, code: str) -> bool:
    return code.startswith(pattern[:-1]) if pattern.endswith("*") else code == pattern
