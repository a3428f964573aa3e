import pytest

from detente.entities.shorter_names import with_shorter

FIRST = frozenset({"luis", "alberto", "maria", "jose"})


@pytest.mark.parametrize(
    ("name", "state", "shorter"),
    [
        ("Diego Pary Rodríguez", "BOL", ["Diego Pary"]),
        ("Bernardo Arévalo de León", "GTM", ["Bernardo Arévalo"]),
        ("Luis Alberto Arce", "BOL", []),
        ("Salva Kiir Mayardit", "SSD", []),
        ("Fernando de la Rúa", "ARG", []),
        ("Ferdinand Marcos Jr.", "PHL", ["Ferdinand Marcos Jr"]),
        ("Mohamed Ma'rouf", "MAR", ["Mohamed Marouf"]),
        ("Rosa Díaz", "ESP", []),
    ],
)
def test_a_name_has_the_shorter_forms_of_news(name, state, shorter):
    assert with_shorter([name], state, FIRST) == (name, *shorter)
