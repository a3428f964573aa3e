import pytest

from detente.entities.registry import load_registry
from detente.entities.tables import rows


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def ids(registry, phrase, tag):
    return [one.id for one in registry.lexicon.entries(phrase) if one.tag == tag]


@pytest.mark.parametrize(
    ("phrase", "tag", "meaning"),
    [
        ("Russia", "S", "RUS"),
        ("Serbian", "A", "SRB"),
        ("French", "A", "FRA"),
        ("Palestinian", "A", "PSE"),
        ("Nigerien", "A", "NER"),
        ("Britons", "E", "GBR"),
        ("Putrajaya", "C", "MYS"),
        ("the Kremlin", "K", "RUS"),
        ("Abkhazia", "X", "GEO"),
        ("BRICS group", "O", "BRICS"),
        ("U.N. Security Council", "O", "UNSC"),
        ("Hezbollah", "B", "LBN:hezbollah"),
        ("Sergey Shoygu", "P", "RUS:sergei-shoigu"),
        ("Jokowi", "U", "IDN:joko-widodo"),
        ("foreign minister", "R", "foreign minister"),
    ],
)
def test_names_mean_what_they_mean(registry, phrase, tag, meaning):
    assert ids(registry, phrase, tag) == [meaning]


def test_two_congos_share_a_name(registry):
    assert set(ids(registry, "Congo", "S")) == {"COD", "COG"}


def test_kosovo_and_ended_states_are_filed_as_plover_files_them(registry):
    assert registry.states["SUN"].plover == "RUS"
    assert registry.states["EUU"].plover == "EUR"
    assert registry.states["SRB"].is_state


def test_a_leader_known_by_surname_alone_is_one_with_the_full_name(registry):
    assert "XKX:thaci" not in registry.surnames["thaci"]


@pytest.mark.parametrize("table", ["names.csv.gz", "bodies.csv.gz", "roles.csv.gz"])
def test_no_share_alike_row_is_packaged(table):
    texts = [" ".join(row) for row in rows(table)]
    assert not [text for text in texts if "ODbL" in text or "CC-BY-SA" in text]


def test_no_tenure_rests_on_a_share_alike_relay():
    assert not [row for row in rows("tenures.csv.gz") if "wlc" in row[10] or "SA" in row[11]]


def test_ministers_of_defence_have_the_military_beside_government(registry):
    assert registry.roles["defence minister"].other_sectors == ("MIL",)
