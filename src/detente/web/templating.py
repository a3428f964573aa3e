"""The templates: everything is escaped unless it was made as markup here."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from detente.analyze import wording
from detente.analyze.fact_words import kind_words, speakers, validity
from detente.analyze.people import (
    precision_words,
    shortened_words,
    standing_evidence,
    standing_words,
)
from detente.analyze.told_numbers import range_words
from detente.ontology.plover import QUAD_NAMES
from detente.store.names import country_name
from detente.web import charts, labels
from detente.web.actor_page import actor_address
from detente.web.event_page import sentence_address
from detente.web.highlight import ROLES
from detente.web.persons import party_address, person_address


@cache
def environment() -> Environment:
    """Return the template environment; templates are read from the package, once."""
    made = Environment(
        loader=PackageLoader("detente.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        labels=labels,
        wording=wording,
        country_name=country_name,
        modality_mark=charts.modality_mark,
        share_bar=charts.share_bar,
        sentence_address=sentence_address,
        roles=ROLES,
        quads=QUAD_NAMES,
        person_address=person_address,
        actor_address=actor_address,
        party_address=party_address,
        standing_words=standing_words,
        standing_evidence=standing_evidence,
        precision_words=precision_words,
        shortened=shortened_words,
        kind_words=kind_words,
        speakers=speakers,
        validity=validity,
        range_words=range_words,
    )
    made.filters["unique_parties"] = labels.unique_parties
    made.filters["party_text"] = labels.party_key
    made.filters["pyrepr"] = labels.python_text
    return made


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return a page."""
    return environment().get_template(template).render(**context)
