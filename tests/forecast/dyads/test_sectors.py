import dataclasses

import numpy as np
import pytest

from detente.forecast.classes import shipped_classes
from detente.forecast.dyads_features import Subject
from detente.forecast.dyads_history import SECTORS, history_of
from detente.forecast.dyads_sectors import sector_columns
from detente.forecast.dyads_snapshot import snapshot
from detente.forecast.relations import relation_of_code
from detente.forecast.series import Entity, from_quadruples

TODAY = 10
MATERIAL = [one.name for one in shipped_classes()].index("MATERIAL_CONFLICT")
ENTITIES = (
    Entity(name="Utopia", country="UTO"),
    Entity(name="Police (Utopia)", country="UTO", sector="COP"),
    Entity(name="Arcadia", country="ARC"),
    Entity(name="Citizen (Arcadia)", country="ARC", sector="CVL"),
)
THEMSELVES, LAW, OTHERS = 0, 3, len(SECTORS) + 1


def features_of(events):
    """Return what is not nought, of Utopia towards Arcadia; events: (actor, recipient, day)."""
    table = np.array([(actor, 0, recipient, day) for actor, recipient, day in events])
    series = from_quadruples(table, ENTITIES, (relation_of_code("173"),))
    history = history_of(series, shipped_classes(), ("UTO", "ARC"), {})
    history = dataclasses.replace(history, begin=0)
    asked = Subject(MATERIAL, is_directed=True, first=np.array([0]), second=np.array([1]))
    columns = sector_columns(history, snapshot(history, TODAY), asked)
    found = dict(zip(columns.names, np.expm1(columns.table()[0]).tolist(), strict=True))
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize(
    ("actor", "recipient", "acting", "receiving"),
    [
        (0, 2, THEMSELVES, THEMSELVES),
        (1, 2, LAW, THEMSELVES),
        (1, 3, LAW, OTHERS),
    ],
)
def test_each_end_is_counted_by_its_sector(actor, recipient, acting, receiving):
    found = features_of([(actor, recipient, 4)])
    fades = {"15": np.exp(-5 / 15), "60": np.exp(-5 / 60), "rate": 10.0}
    expected = {
        f"{side}_{group}_{fade}": pytest.approx(value, rel=1e-5)
        for side, group in (("acting", acting), ("receiving", receiving))
        for fade, value in fades.items()
    }
    assert found == expected


def test_what_the_other_does_or_what_comes_later_is_not_counted():
    assert features_of([(2, 1, 4), (0, 2, TODAY)]) == {}
