"""Do intervals of dyad forecasts hold what they promise?"""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_GROUPS = 10  # of forecasts that are alike, for each class and origin
_NINETY = 1.645


def coverage(keys: dict[str, npt.NDArray[Any]], made: tuple[Floats, ...]) -> dict[str, float]:
    """Return the share of groups whose outcome lies in their 90 % interval, by class.

    A group is a tenth of the forecasts of a class and origin, by probability. Its outcome is a
    share of events; it may lie away from the mean forecast by the interval's half width and by the
    chance of the draw, taken as independent (variances add up).

    Args:
        keys: cls, origin and y of the task.
        made: probability, low and high.
    """
    within: dict[str, list[bool]] = {}
    for class_ in dict.fromkeys(keys["cls"].tolist()):
        for origin in np.unique(keys["origin"]).tolist():
            place = np.flatnonzero((keys["cls"] == class_) & (keys["origin"] == origin))
            ordered = place[np.argsort(made[0][place], kind="stable")]
            groups = np.array_split(ordered, _GROUPS)
            within.setdefault(class_, []).extend(
                _lies_within(group, keys["y"], made) for group in groups
            )
    return {class_: float(np.mean(found)) for class_, found in within.items()}


def _lies_within(
    group: npt.NDArray[np.int64], happened: npt.NDArray[Any], made: tuple[Floats, ...]
) -> bool:
    probability, low, high = (values[group] for values in made)
    spread = float((high - low).mean()) / (2 * _NINETY)
    drawn = float((probability * (1 - probability)).sum()) / len(group) ** 2
    away = abs(float(happened[group].mean() - probability.mean()))
    return away <= _NINETY * np.sqrt(spread**2 + drawn)
