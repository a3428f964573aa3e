"""States, organisations and memberships of the packaged tables."""

import datetime as dt

import pytest

from detente.analyze.actor_tables import actor_tables


@pytest.mark.parametrize(
    ("asked", "id_"),
    [
        ("MYS", "MYS"),
        ("mys", "MYS"),
        ("Malaysia", "MYS"),
        ("Malaysian", "MYS"),
        ("EUR", "EUU"),
        ("European Union", "EUU"),
        ("asean", "ASEAN"),
    ],
)
def test_an_actor_is_found_by_id_code_or_name(asked, id_):
    card = actor_tables().actor(asked)
    assert card is not None
    assert card.id == id_


def test_nobody_is_found_under_a_name_that_means_nothing():
    assert actor_tables().actor("Atlantis") is None


def test_a_beginning_finds_actors_with_a_name_or_spelling_that_begins_so():
    found = [card.id for card in actor_tables().find("mala")]
    assert {"MYS", "MWI"} <= set(found)


def test_a_misspelt_country_has_the_right_one_near():
    assert "KGZ" in {card.id for card in actor_tables().near("Kirgizstan")}


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (dt.date(2009, 1, 1), "future"),
        (dt.date(2015, 6, 1), "confirmed"),
        (dt.date(2020, 1, 1), "former"),
    ],
)
def test_a_membership_stands_as_of_the_day(day, standing):
    # Malaysia sat in the Security Council in 2015 and 2016.
    council = [one for one in actor_tables().memberships("MYS", day) if one.organisation == "UNSC"]
    assert [one.standing for one in council] == [standing]


def test_an_organisation_lists_its_members():
    members = actor_tables().memberships("ASEAN", dt.date(2025, 1, 1))
    assert {"IDN", "VNM", "MYS"} <= {one.member for one in members if one.standing == "confirmed"}
    assert {one.organisation for one in members} == {"ASEAN"}
