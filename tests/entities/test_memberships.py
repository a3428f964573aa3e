import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.lexicon import phrase_key
from detente.entities.memberships import (
    Membership,
    Memberships,
    load_blocs,
    load_memberships,
    members_on,
)
from detente.entities.people import own_roles_of_people, slug

TABLE = Memberships(
    [
        Membership("BLOC", "AAA", "1990-05-01", ""),
        Membership("BLOC", "BBB", "", "2000"),
        Membership("CLUB", "AAA", "2001", "2002-06-30"),
    ]
)


@pytest.mark.parametrize(
    ("day", "members"),
    [
        ("1990-04-30", ("BBB",)),
        ("1990-05-01", ("AAA", "BBB")),
        ("2000-12-31", ("AAA", "BBB")),
        ("2001-01-01", ("AAA",)),
    ],
)
def test_members_are_those_of_the_day_ends_included(day, members):
    assert TABLE.members_on("BLOC", dt.date.fromisoformat(day)) == members


def test_a_state_knows_its_organisations():
    assert TABLE.organisations_of("AAA", dt.date(2002, 6, 30)) == ("BLOC", "CLUB")
    assert TABLE.organisations_of("AAA", dt.date(2002, 7, 1)) == ("BLOC",)


def test_nobody_belongs_to_what_has_no_list():
    assert TABLE.members_on("WEST", dt.date(2020, 1, 1)) == ()


def test_the_packaged_tables_know_who_left_and_who_joined():
    assert "GBR" in members_on("EUU", dt.date(2020, 1, 31))
    assert "GBR" not in members_on("EUU", dt.date(2020, 2, 1))
    assert len(members_on("BRICS", dt.date(2024, 1, 1))) == 9
    assert members_on("BALTIC", dt.date(2020, 1, 1)) == ("EST", "LTU", "LVA")


def test_blocs_are_found_by_each_of_their_names():
    blocs = load_blocs()
    assert blocs[phrase_key("the Baltic countries")].id == "BALTIC"
    assert blocs[phrase_key("Western powers")].id == "WEST"


@given(day=st.dates())
def test_members_and_organisations_agree_on_every_day(day):
    members = TABLE.members_on("CLUB", day)
    assert (members == ("AAA",)) == ("CLUB" in TABLE.organisations_of("AAA", day))


def test_every_role_of_our_own_people_has_its_parts_and_days_in_order():
    for one in own_roles_of_people():
        assert one.name
        assert one.title
        assert len(one.sector) == 3
        assert one.end or one.asof or one.start
        assert not one.end or one.start <= one.end


def test_an_id_is_made_of_the_folded_words_of_a_name():
    assert slug("Ekrem İmamoğlu") == "ekrem-imamoglu"


def test_shipped_members_are_known_by_code():
    assert all(len(one) == 3 for one in load_memberships().members_on("UNSC", dt.date(2024, 1, 1)))
