import csv
from importlib.resources import files

import pytest

from detente.link.places_gazetteer import load_gazetteer
from detente.link.places_names import key_of
from detente.link.places_tables import load_tables, read_doubtful

KINDS = {"city", "region"}
SITES = 700


@pytest.fixture(scope="module")
def tables():
    return load_tables()


def _rows(name):
    text = files("detente.link").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if line[:1] != "#"))


def test_sites_are_named_once_and_lie_on_the_earth():
    rows = _rows("place_sites.csv")
    assert len(rows) >= SITES
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["kind"] in KINDS
        assert -90 <= float(row["latitude"]) <= 90
        assert -180 <= float(row["longitude"]) <= 180
        assert len(row["country"]) in {0, 3}
        assert row["licence"] == "CC0"


def test_every_english_name_leads_to_a_city_of_its_state(tables):
    lost = [
        row["name"]
        for row in _rows("place_english.csv")
        if row["country"] not in {place.country for place in tables.places(key_of(row["name"]))}
    ]
    assert lost == []


def test_a_division_is_named_by_its_cities(tables):
    (texas,) = [one for one in tables.places("paris") if one.division == "US.TX"]
    assert (texas.admin, texas.country) == ("Texas", "USA")
    assert "US.TX" in {one.division for one in tables.places("texas") if one.kind == "region"}


def test_states_have_no_point_and_cities_do(tables):
    states = [one for one in tables.places("malaysia") if one.kind == "country"]
    assert states
    assert all(one.latitude is None for one in states)
    assert all(one.latitude is not None for one in tables.places("kuala lumpur"))


def test_names_are_looked_up_in_any_case_and_spelling():
    gazetteer = load_gazetteer()
    for words in (["KIEV"], ["Kyïv"], ["St.", "Petersburg"], ["Sharm", "el-Sheikh"]):
        assert gazetteer.longest(words)[0] == len(words)
    assert gazetteer.longest(["Nowhereville", "Junction"]) == (0, ())


def test_doubtful_names_are_names_of_the_tables(tables):
    doubtful = read_doubtful()
    names = [*doubtful["words"], *doubtful["persons"]]
    assert sum(not tables.places(name) for name in names) == 0
