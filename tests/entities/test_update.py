"""From an answer to a file of the update layer, and from that to the tables."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from detente.entities.registry import load_registry
from detente.entities.tenure_rows import shipped_tenures
from detente.entities.update import Answer, check_against, update_file
from detente.entities.update_identities import Claimed, Identities, usable_names
from detente.entities.update_layer import (
    UpdateFile,
    UpdateRow,
    read_update_file,
    read_update_files,
    write_update_file,
)
from detente.entities.update_queries import read_queries
from detente.errors import LayerError, UpdateError

ANSWERS = Path(__file__).parent / "answers"
WHEN = "2026-11-20T08:00:00Z"


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@pytest.fixture(scope="module")
def tenures():
    return list(shipped_tenures())


def answer_to(name):
    return Answer((ANSWERS / f"{name}.json").read_bytes(), f"{name}.json", "file", WHEN)


@pytest.fixture(scope="module")
def file(registry, tenures):
    query = read_queries(["foreign-ministers"])[0]
    return update_file(query, answer_to("foreign-ministers"), registry, Identities(tenures))


def rows_of(file, country):
    return [row for row in file.rows if row.country == country]


def test_a_known_item_is_the_person_of_the_tables(file):
    lavrov = rows_of(file, "RUS")[0]
    assert (lavrov.person, lavrov.start, lavrov.end) == ("RUS:sergei-lavrov", "2004-03-09", "")
    assert "谢尔盖·拉夫罗夫" in lavrov.names
    assert "Lavrov" not in lavrov.names


def test_a_known_name_of_the_state_is_the_person_of_the_tables(file):
    assert {row.person for row in rows_of(file, "GBR")} == {"GBR:david-lammy", "GBR:yvette-cooper"}


def test_somebody_new_gets_an_id_of_the_state(file):
    assert rows_of(file, "AND")[0].person == "AND:marta-prova"


def test_terms_that_follow_each_other_are_one_tenure(file):
    term = rows_of(file, "CUB")
    assert [(row.start, row.end) for row in term] == [("2019", "2022-06-30")]


def test_only_the_latest_holder_without_an_end_is_confirmed_on_the_day(file):
    assert rows_of(file, "RUS")[0].confirmed == "2026-11-20"
    assert [row.confirmed for row in rows_of(file, "GBR")] == ["", "2026-11-20"]


def test_rows_that_are_wrong_cost_themselves_and_are_listed(file):
    reasons = {one.row: one.reason for one in file.refused}
    assert sorted(reasons) == [7, 8, 9, 10, 11]
    assert reasons[7] == "Nobody Atlantis: unknown country 'XAT'"
    assert "day is out of range" in reasons[8]
    assert "before it starts" in reasons[9]
    assert "no item or name" in reasons[10]
    assert reasons[11] == "Start Unknown: neither start nor end"


def test_the_file_says_who_answered_what_and_when(file):
    assert (file.query, file.endpoint, file.answered) == ("foreign-ministers", "file", WHEN)
    assert file.layer == "update 2026-11-20"
    assert "Q7330070" in file.text


def test_an_answer_that_is_mostly_wrong_is_refused_whole(registry, tenures):
    query = read_queries(["foreign-ministers"])[0]
    data = answer_to("foreign-ministers").data.replace(b'"RUS"', b'"RU"').replace(b'"GBR"', b'"UK"')
    answer = answer_to("foreign-ministers")._replace(data=data)
    with pytest.raises(
        UpdateError, match=r"8 of 11 rows are wrong \(row 1: Sergey Lavrov: unknown"
    ):
        update_file(query, answer, registry, Identities(tenures))


def test_two_terms_apart_stay_two(registry, tenures):
    query = read_queries(["heads-of-state"])[0]
    file = update_file(query, answer_to("heads-of-state"), registry, Identities(tenures))
    trump = [row for row in file.rows if row.person == "USA:donald-trump"]
    assert [(row.start, row.end) for row in trump] == [
        ("2017-01-20", "2021-01-20"),
        ("2025-01-20", ""),
    ]


def test_organisations_are_read_by_their_ids(registry, tenures):
    query = read_queries(["heads-of-organisations"])[0]
    file = update_file(query, answer_to("heads-of-organisations"), registry, Identities(tenures))
    assert {(row.person, row.office_type) for row in file.rows} == {
        ("UNO:ban-ki-moon", "HOIO"),
        ("UNO:antonio-guterres", "HOIO"),
    }


def test_a_namesake_with_another_item_is_another_person(tenures):
    persons = Identities(tenures)
    other = Claimed("Q999999999", "Sergei Lavrov", (), "RUS", "INT", "2030-01-01")
    assert persons.find(other) == "RUS:sergei-lavrov-q999999999"
    assert persons.find(other._replace(name="S. Lavrov")) == "RUS:sergei-lavrov-q999999999"


def test_who_took_the_office_in_that_month_under_a_like_name_is_the_same(tenures):
    claimed = Claimed("Q999999998", "Sihasak Puangketkaew", (), "THA", "FM", "2025-09-19")
    assert Identities(tenures).find(claimed) == "THA:sihasak-phuangketkeow"


def test_items_of_updates_in_force_keep_their_ids(tenures):
    persons = Identities(tenures, [("Q999999997", "AND:marta-prova")])
    claimed = Claimed("Q999999997", "Marta P. Exemple", (), "AND", "FM", "2026-05-04")
    assert persons.find(claimed) == "AND:marta-prova"


def test_single_words_and_notes_are_no_other_names():
    names = ["May", "王毅", "Jane Roe", "Jane  Mary Roe", "Roe, Jane", "Jane Roe (politician)"]
    assert usable_names("Jane Roe", names) == ("王毅", "Jane Mary Roe")


def small(n):
    row = UpdateRow(person="AND:x", name="X Y", country="AND", office_type="FM", start="2020")
    return UpdateFile(query="q", text="", endpoint="file", answered=WHEN, rows=(row,) * n)


def test_an_answer_with_less_than_half_of_the_rows_is_not_believed():
    check_against(small(5), small(10), "a.json")
    check_against(small(1), None, "a.json")
    with pytest.raises(UpdateError, match="only 4 rows where update 2026-11-20 has 10"):
        check_against(small(4), small(10), "a.json")


def test_a_file_is_read_as_it_was_written(file, tmp_path):
    write_update_file(tmp_path / "new", file)
    assert read_update_files(tmp_path / "new") == [file]
    assert read_update_file(tmp_path / "new", "speakers") is None
    write_update_file(tmp_path / "new", replace(file, rows=()))
    assert read_update_files(tmp_path / "new")[0].rows == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "truncated"), (b'{"rows": 3}', "missing required"), (b"<html>", "malformed")],
)
def test_a_broken_update_file_is_named(tmp_path, content, words):
    (tmp_path / "speakers.layer.json").write_bytes(content)
    with pytest.raises(LayerError, match=r"speakers\.layer\.json") as error:
        read_update_files(tmp_path)
    assert words in str(error.value) or "$" in str(error.value)
