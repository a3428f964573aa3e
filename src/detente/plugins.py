"""Look up readers, linkers, coders and exporters by name among installed entry points."""

from importlib.metadata import entry_points
from typing import Any

from detente.errors import PluginError

GROUPS = ("readers", "linkers", "coders", "exporters")


def installed_plugins(group: str) -> tuple[str, ...]:
    """Return the names installed in a group ("coders", ...), sorted."""
    return tuple(sorted({point.name for point in entry_points(group=f"detente.{group}")}))


def load_plugin(group: str, name: str) -> Any:
    """Return the object that the entry point ``name`` of a group stands for.

    Raises:
        PluginError: no such group or name.
    """
    if group not in GROUPS:
        raise PluginError(f"no plug-in group {group!r}; groups: {', '.join(GROUPS)}")
    found = [point for point in entry_points(group=f"detente.{group}") if point.name == name]
    if not found:
        known = ", ".join(installed_plugins(group)) or "none"
        raise PluginError(f"no {group[:-1]} named {name!r}; installed: {known}")
    return found[0].load()
