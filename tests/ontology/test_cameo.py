import pytest

from detente.errors import OntologyError
from detente.ontology.cameo import cameo, codes
from detente.ontology.plover import ontology, plover_score


def test_every_code_goes_with_a_type_that_has_its_mode_and_contexts():
    for code in codes().values():
        if code.event_type:
            plover_score(code.event_type, code.mode)
        assert set(code.contexts) <= set(ontology().contexts)


def test_only_public_statements_have_no_type():
    assert {code.root for code in codes().values() if code.event_type is None} == {"01"}


def test_leading_zeros_count():
    assert cameo("042").goldstein == 1.9
    with pytest.raises(OntologyError, match="strings"):
        cameo("42")


@pytest.mark.parametrize(
    ("code", "goldstein"),
    [("010", 0.0), ("057", 8.0), ("0874", 10.0), ("112", -2.0), ("163", -8.0), ("190", -10.0)],
)
def test_goldstein_values_are_those_of_the_published_file(code, goldstein):
    assert cameo(code).goldstein == goldstein


def test_the_manual_wins_where_the_crosswalk_differs():
    assert (cameo("163").event_type, cameo("163").mode) == ("SANCTION", "discontinue")
    assert (cameo("116").event_type, cameo("116").mode) == ("SANCTION", "convict")
