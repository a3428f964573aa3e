"""What countries, offices and persons are called, and what comes near where nobody is."""

import pytest

from detente.entities.directory_names import Names, office_names, suggestion
from detente.entities.registry import load_registry
from detente.entities.tables import rows
from detente.errors import QueryError


@pytest.fixture(scope="module")
def names():
    return Names(load_registry())


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("RUS", "RUS"), ("rus", "RUS"), ("Russia", "RUS"), ("russian", "RUS"), ("Kremlin", "RUS"),
        ("Britain", "GBR"), ("the Dutch", "NLD"), ("Germans", "DEU"), ("South Korean", "KOR"),
        ("Niger", "NER"), ("Georgia", "GEO"), ("UN", "UNO"), ("United Nations", "UNO"),
        ("nato", "NATO"), ("ASEAN", "ASEAN"), (" MYS ", "MYS"),
    ],
)  # fmt: skip
def test_a_country_goes_by_code_name_and_demonym(names, asked, code):
    assert names.country(asked) == code


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Rusia", "no country or organisation 'Rusia'; did you mean RUS (Russia)"),
        ("Congo", "'Congo' may mean COD (Congo - Kinshasa) or COG (Congo - Brazzaville)"),
        ("XQZ", "no country or organisation 'XQZ'"),
        ("", "no country or organisation ''"),
    ],
)
def test_an_unknown_country_is_an_error_that_lists_what_comes_near(names, asked, words):
    with pytest.raises(QueryError) as error:
        names.country(asked)
    assert str(error.value).startswith(words)


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ("FM", ("FM",)), ("fm", ("FM",)), ("foreign minister", ("FM",)),
        ("Secretary of State", ("FM",)),
        ("the defence minister", ("DM",)), ("president", ("HOS",)), ("head of state", ("HOS",)),
        ("interior minister", ("INT",)), ("secretary-general", ("HOIO",)), ("premier", ("HOG",)),
    ],
)  # fmt: skip
def test_an_office_goes_by_code_and_by_words(names, asked, types):
    assert names.office_types(asked) == types


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("foriegn minister", "no office 'foriegn minister'; did you mean foreign minister"),
        ("XX", "no office 'XX'; codes: HOS, HOG, "),
    ],
)
def test_an_unknown_office_is_an_error_that_lists_what_comes_near(names, asked, words):
    with pytest.raises(QueryError) as error:
        names.office_types(asked)
    assert str(error.value).startswith(words)


def test_a_person_goes_by_id_name_spelling_and_single_name(names):
    asked = ("RUS:sergei-shoigu", "Sergei Shoigu", "Sergey Shoygu", "Shoigu")
    assert {names.person(one) for one in asked} == {"RUS:sergei-shoigu"}


def test_a_name_of_several_persons_needs_the_id_or_the_state(names):
    with pytest.raises(QueryError, match=r"'Anwar' may mean .*MYS:anwar-ibrahim.*; give the id"):
        names.person("Anwar")
    assert names.person("Anwar", "MYS") == "MYS:anwar-ibrahim"


def test_an_unknown_person_is_an_error_that_lists_who_comes_near(names):
    with pytest.raises(
        QueryError, match=r"nobody named 'Sergej Lavrow'; did you mean Sergei Lavrov"
    ):
        names.person("Sergej Lavrow")


def test_every_office_type_of_the_tables_has_a_name():
    kinds = {row[2] for row in rows("offices.csv.gz")} | {
        row[3] for row in rows("own_roles.csv") if "|" not in row[3]
    }
    assert kinds - {""} <= set(office_names())


def test_what_comes_near_nothing_is_not_suggested():
    assert suggestion("zzzzzz", {"Russia": "RUS"}) == ""
