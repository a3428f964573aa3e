import dataclasses

import numpy as np

from detente.forecast.ranking_series import attributes_of_series, events_ranked, facts_of_series
from detente.forecast.series import NONE, Entity, Relation, from_quadruples

from .worlds import ENTITIES, RELATIONS, table_of

SERIES = from_quadruples(
    table_of(1),
    [Entity(name=f"E{number}", country=f"C{number % 3}") for number in range(ENTITIES)],
    [Relation(name=name) for name in "abcd"],
)


def test_facts_of_a_series_lead_back_to_its_events():
    facts = facts_of_series(SERIES)
    forward = facts.relation < RELATIONS
    events = events_ranked(SERIES)[facts.row[forward]]
    assert (SERIES.actor[events] == facts.actor[forward]).all()
    assert (SERIES.known[events] == facts.day[forward]).all()


def test_a_fact_counts_from_when_it_was_known():
    late = dataclasses.replace(SERIES, known=SERIES.day + 3)
    assert facts_of_series(late).day.min() == SERIES.day.min() + 3


def test_what_was_only_announced_or_had_no_recipient_is_no_fact():
    recipient = SERIES.recipient.copy()
    recipient[:10] = NONE
    announced = SERIES.announced.copy()
    announced[10:30] = True
    fewer = dataclasses.replace(SERIES, recipient=recipient, announced=announced)
    assert not set(events_ranked(fewer)) & set(range(30))


def test_entities_of_one_country_share_its_number():
    country = attributes_of_series(SERIES).country
    assert (country == 1 + np.arange(ENTITIES) % 3).all()
