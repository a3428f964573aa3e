"""The kinds of models of dyads there are, by name."""

from collections.abc import Callable
from typing import Final

from detente.errors import ForecastError
from detente.forecast.dyads import DyadsKind
from detente.forecast.frequency import FrequencyKind
from detente.forecast.questions import DyadModelKind

DYADS: Final = "dyads"
FREQUENCY: Final = "frequency"
RANKING: Final = "ranking"


def kind_named(name: str) -> DyadModelKind:
    """Return a kind of model by its name.

    Raises:
        ForecastError: no such kind; it names those there are.
    """
    if name not in _KINDS:
        raise ForecastError(f"no kind of model {name!r}; there are: {', '.join(_KINDS)}")
    return _KINDS[name]()


def kind_and_ranking_names() -> tuple[str, ...]:
    """Return the names of all that can be fitted: kinds of models of dyads, and the ranking."""
    return (*_KINDS, RANKING)


def kinds() -> tuple[str, ...]:
    """Return the names of the kinds there are, the one fitted by default first."""
    return tuple(_KINDS)


_KINDS: Final[dict[str, Callable[[], DyadModelKind]]] = {
    DYADS: DyadsKind,
    FREQUENCY: FrequencyKind,
}
