"""detente: raw news text in, a sourced, deduplicated, queryable record of diplomacy out.

The public names are loaded when they are first used: importing detente is quick, the models come
with the first article.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.api import Database, connect
    from detente.api_actors import actors
    from detente.api_run import Understander, run, understand
    from detente.errors import DetenteError
    from detente.model import Article, Document
    from detente.settings import Settings
    from detente.store.views import EventFilter

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Database",
    "DetenteError",
    "Document",
    "EventFilter",
    "Settings",
    "Understander",
    "actors",
    "connect",
    "run",
    "understand",
]

_HOMES = {
    "Article": "detente.model",
    "Database": "detente.api",
    "DetenteError": "detente.errors",
    "Document": "detente.model",
    "EventFilter": "detente.store.views",
    "Settings": "detente.settings",
    "Understander": "detente.api_run",
    "actors": "detente.api_actors",
    "connect": "detente.api",
    "run": "detente.api_run",
    "understand": "detente.api_run",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
