"""Small series, built by hand, for the tests of this room."""

import numpy as np

from detente.forecast.relations import relation_of_code
from detente.forecast.series import NONE, Entity, EventSeries

NAMES = ("MYS", "RUS", "IDN", "USA")


def series(rows, announced=()):
    """Return a series of (day, first, second, code); and of announced (known, day, due, ...)."""
    done = [(day, day, day, first, second, code, False) for day, first, second, code in rows]
    said = [
        (day, known, due, first, second, code, True)
        for known, day, due, first, second, code in announced
    ]
    table = sorted([*done, *said], key=lambda row: row[0])
    codes = sorted({row[5] for row in table})
    columns = list(zip(*table, strict=True)) or [()] * 7
    place = {name: index for index, name in enumerate(NAMES)}
    return EventSeries(
        day=np.array(columns[0], dtype=np.int32),
        known=np.array(columns[1], dtype=np.int32),
        due=np.array(columns[2], dtype=np.int32),
        actor=np.array([place[name] for name in columns[3]], dtype=np.int32),
        recipient=np.array([place.get(name, NONE) for name in columns[4]], dtype=np.int32),
        relation=np.array([codes.index(code) for code in columns[5]], dtype=np.int32),
        source=np.zeros(len(table), dtype=np.int32),
        row=np.arange(1, len(table) + 1, dtype=np.int64),
        announced=np.array(columns[6], dtype=np.bool_),
        entities=tuple(Entity(name=name, country=name) for name in NAMES),
        relations=tuple(relation_of_code(code) for code in codes),
        sources=("table",),
    )
