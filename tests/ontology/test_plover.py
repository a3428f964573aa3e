import pytest

from detente.errors import OntologyError
from detente.ontology.plover import (
    OWN,
    event_type,
    ontology,
    plover_score,
    quad_class,
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


def test_a_type_of_ones_own_has_no_quad_class():
    assert quad_class(OWN) == 0
    assert OWN not in ontology().types


def test_an_unknown_type_is_refused_with_the_known_ones():
    with pytest.raises(OntologyError, match="CONSULT"):
        event_type("MEET")


def test_an_unknown_mode_is_refused_with_those_of_the_type():
    with pytest.raises(OntologyError, match="visit"):
        plover_score("CONSULT", "riot")
