import pytest

from detente.errors import OntologyError
from detente.model import Modality
from detente.ontology.plover import (
    event_type,
    ontology,
    plover_score,
    quad_class,
    strict_type,
)


def test_there_are_sixteen_types_and_thirty_seven_contexts():
    assert len(ontology().types) == 16
    assert len(set(ontology().contexts)) == 37


def test_accuse_scores_below_zero_as_its_modes_do():
    assert plover_score("ACCUSE", None) == -3
    assert all(score < 0 for score in event_type("ACCUSE").modes.values())


def test_a_mode_replaces_the_score_of_its_type():
    assert plover_score("CONSULT", None) == 2.5
    assert plover_score("CONSULT", "visit") == 4


def test_a_mode_without_a_score_keeps_that_of_its_type():
    assert plover_score("PROTEST", "vandalize") == -5


def test_sanction_is_material_conflict():
    assert quad_class("SANCTION") == 4


@pytest.mark.parametrize(
    ("name", "modality", "strict"),
    [
        ("CONSULT", Modality.PLANNED, "AGREE"),
        ("CONSULT", Modality.DONE, "CONSULT"),
        ("SANCTION", Modality.PLANNED, "THREATEN"),
        ("ASSAULT", Modality.HYPOTHETICAL, "THREATEN"),
        ("ACCUSE", Modality.PLANNED, "ACCUSE"),
    ],
)
def test_strict_plover_has_no_planned_deeds(name, modality, strict):
    assert strict_type(name, modality) == strict


def test_an_unknown_type_is_refused_with_the_known_ones():
    with pytest.raises(OntologyError, match="CONSULT"):
        event_type("MEET")


def test_an_unknown_mode_is_refused_with_those_of_the_type():
    with pytest.raises(OntologyError, match="visit"):
        plover_score("CONSULT", "riot")
