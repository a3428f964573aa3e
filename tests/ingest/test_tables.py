"""Event tables of others become rows of one form, and a wrong row costs itself."""

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import IntakeError
from detente.ingest.tables import TableReader
from detente.ingest.tables_actors import ActorTables
from detente.ingest.tables_cells import Wrong, read_contexts, read_day, read_number
from detente.ingest.tables_files import digest_of, lines_of, parts_of
from detente.ingest.tables_layouts import columns_of, layout, layouts
from detente.ingest.tables_quads import (
    QuadOptions,
    quad_names,
    quad_parts,
    translation,
    unit_named,
)
from tests.ingest.tables import gdelt, icews, icews_row, phoenix, polecat


@pytest.fixture(scope="module")
def actors():
    return ActorTables()


def _read(path, format_, actors, translate=None):
    reader = TableReader(layout(format_), actors, translate)
    (part,) = parts_of(path)
    return list(reader.batches(part))


def _one(path, format_, actors):
    (batch,) = _read(path, format_, actors)
    return {name: column[0] for name, column in batch.columns.items()}


@pytest.mark.parametrize(
    ("name", "country", "sector"),
    [
        ("Court Judge (Ghana)", "GHA", "JUD"),
        ("Citizen (Chile)", "CHL", "CVL"),
        ("Militant (Mali)", "MLI", "REB"),
        ("Member of Parliament (Malta)", "MLT", "LEG"),
        ("Malta", "MLT", None),
    ],
)
def test_names_as_icews_writes_them_tell_country_and_sector(actors, name, country, sector):
    assert actors.actor(name, None, None) == (country, sector)


def test_an_icews_row_says_who_did_what_to_whom_where_and_who_reported_it(tmp_path, actors):
    row = _one(icews(tmp_path), "icews", actors)
    assert (row["day"], row["cameo_code"], row["relation"]) == (
        dt.date(2019, 9, 5),
        "042",
        "Make a visit",
    )
    assert (row["event_type"], row["mode"], row["quad_class"]) == ("CONSULT", "visit", 1)
    assert (row["actor"], row["actor_country"], row["actor_sector"]) == (
        "Mahathir Mohamad",
        "MYS",
        "GOV",
    )
    assert (row["recipient_country"], row["recipient_country_words"]) == (
        "RUS",
        "Russian Federation",
    )
    assert (row["place"], row["place_country"], row["publisher"]) == (
        "Vladivostok",
        "RUS",
        "Bernama",
    )


def test_a_polecat_row_keeps_type_mode_contexts_and_both_days(tmp_path, actors):
    row = _one(polecat(tmp_path), "polecat", actors)
    assert (row["event_type"], row["mode"], row["relation"]) == (
        "CONSULT",
        "visit",
        "CONSULT/visit",
    )
    assert row["contexts"] == ["diplomatic", "economic"]
    assert (row["day"], row["published"]) == (dt.date(2023, 3, 31), dt.date(2023, 4, 1))
    assert (row["actor_country"], row["recipient_country"]) == ("MYS", "CHN")


@pytest.mark.parametrize("columns", [58, 61])
def test_both_versions_of_gdelt_are_read_out_of_their_archives(tmp_path, actors, columns):
    row = _one(gdelt(tmp_path, columns), "gdelt", actors)
    assert (row["day"], row["published"]) == (dt.date(2022, 8, 4), dt.date(2022, 8, 5))
    assert (row["actor_country"], row["recipient_country"]) == ("USA", "CHN")
    assert (row["event_type"], row["intensity"]) == ("ACCUSE", -2.0)
    assert row["url"] == "https://news.example/a"


def test_a_phoenix_row_is_read_out_of_its_gzip(tmp_path, actors):
    row = _one(phoenix(tmp_path), "phoenix", actors)
    assert (row["day"], row["cameo_code"]) == (dt.date(2015, 3, 20), "036")
    assert (row["actor_country"], row["actor_sector"], row["latitude"]) == ("IDN", "GOV", -6.2)


def test_ones_own_table_needs_only_who_when_and_what(tmp_path, actors):
    path = tmp_path / "mine.csv"
    path.write_text(
        "# a remark\ndate,actor,recipient,event_type,modality,note\n"
        '2025-05-12,Malaysia,Russia,CONSULT,planned,"Anwar, to Moscow"\n',
        encoding="utf-8",
    )
    row = _one(path, "csv", actors)
    assert (row["actor_country"], row["recipient_country"]) == ("MYS", "RUS")
    assert (row["modality"], row["note"]) == ("planned", "Anwar, to Moscow")


WRONG = [
    ({"Event_Date": "2019-02-30"}, "Event Date: a day such as 2014-01-31 expected"),
    ({"Event_Date": ""}, "a day expected, none found"),
    ({"Latitude": "north"}, "Latitude: a number expected"),
    (
        {"CAMEO_Code": "", "Event_Text": ""},
        "an event: a CAMEO code, a PLOVER type or its name expected",
    ),
    ({"Longitude": "131.9\textra"}, "20 columns expected, 21 found"),
]


@pytest.mark.parametrize(("changes", "reason"), WRONG)
def test_a_wrong_row_costs_itself_and_says_what_was_expected(tmp_path, actors, changes, reason):
    path = icews(tmp_path, icews_row(), icews_row(**changes), icews_row(Event_ID="103"))
    (batch,) = _read(path, "icews", actors)
    assert [(one.row_number, one.reason) for one in batch.wrong] == [(2, reason)]
    assert batch.columns["row_number"] == [1, 3]
    assert batch.n_read == 3


def test_bytes_that_are_no_text_cost_their_row(tmp_path, actors):
    path = icews(tmp_path)
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n" + icews_row().encode() + b"\n")
    (batch,) = _read(path, "icews", actors)
    assert [(one.row_number, one.reason) for one in batch.wrong] == [(2, "text in UTF-8 expected")]
    assert batch.columns["row_number"] == [1, 3]


def test_what_no_table_knows_is_kept_in_the_words_of_the_source(tmp_path, actors):
    path = icews(
        tmp_path, icews_row(CAMEO_Code="13y", Event_Text="Glare", Source_Country="Ruritania")
    )
    row = _one(path, "icews", actors)
    assert (row["relation"], row["cameo_code"], row["event_type"], row["quad_class"]) == (
        "Glare",
        None,
        None,
        0,
    )
    assert row["actor_country_words"] == "Ruritania"


def test_a_code_that_is_none_is_read_by_the_words_beside_it(tmp_path, actors):
    row = _one(icews(tmp_path, icews_row(CAMEO_Code="13y", Event_Text="Threaten")), "icews", actors)
    assert (row["cameo_code"], row["event_type"]) == ("130", "THREATEN")


def test_a_table_of_another_format_is_refused_with_what_is_missing(tmp_path, actors):
    with pytest.raises(IntakeError, match=r"no column CAMEO Code, Source Name, Target Name"):
        _read(polecat(tmp_path), "icews", actors)
    with pytest.raises(IntakeError, match="58 or 61 columns expected, 20 found"):
        _read(icews(tmp_path), "gdelt", actors)
    with pytest.raises(IntakeError, match="there are: icews, polecat, gdelt"):
        layout("acled")


def test_reading_behind_some_rows_gives_the_rows_behind_them(tmp_path, actors):
    path = icews(tmp_path, *(icews_row(Event_ID=str(number)) for number in range(7)))
    reader = TableReader(layout("icews"), actors)
    (part,) = parts_of(path)
    numbers = [batch.columns["row_number"] for batch in reader.batches(part, after=3, size=2)]
    assert numbers == [[4, 5], [6, 7]]


def test_a_parquet_table_reads_as_its_text_would(tmp_path, actors):
    row = dict(zip(("date", "actor", "recipient", "cameo_code"), ("2024-09-04",) * 4, strict=True))
    row |= {"actor": "MYS", "recipient": "RUS", "cameo_code": "042"}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "mine.parquet")
    read = _one(tmp_path / "mine.parquet", "csv", actors)
    assert (read["day"], read["cameo_code"]) == (dt.date(2024, 9, 4), "042")


def test_a_quotation_that_never_ends_costs_only_its_own_line(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text('date,actor,note\n1,"A,x\n2,B,"y, z"\n3,C,"two\nlines"\n', encoding="utf-8")
    (part,) = parts_of(path)
    found = [(line.cells, line.problem) for line in lines_of(part, "comma")]
    assert found[1] == (None, "a closing quotation mark expected, none found")
    assert [cells for cells, _ in found[2:]] == [["2", "B", "y, z"], ["3", "C", "two\nlines"]]


def test_the_digest_is_of_what_is_in_the_archive(tmp_path):
    plain = icews(tmp_path)
    (part,) = parts_of(plain)
    packed = phoenix(tmp_path)
    packed.write_bytes(__import__("gzip").compress(plain.read_bytes()))
    (other,) = parts_of(packed)
    assert digest_of(part) == digest_of(other)


def test_a_broken_archive_is_told_by_name(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"no archive")
    (tmp_path / "x.tab.gz").write_bytes(b"no gzip")
    with pytest.raises(IntakeError, match=r"x\.zip: cannot be read as a zip archive"):
        list(parts_of(tmp_path / "x.zip"))
    (part,) = parts_of(tmp_path / "x.tab.gz")
    with pytest.raises(IntakeError, match=r"x\.tab\.gz: cannot be read"):
        digest_of(part)


def _quad_folder(folder):
    pq.write_table(pa.table({"s": [0], "r": [1], "o": [1], "t": [3]}), folder / "train.parquet")
    names = {"id": [0, 1], "name": ["Government (Malaysia)", "Russia"]}
    pq.write_table(pa.table(names), folder / "entities.parquet")
    pq.write_table(
        pa.table({"id": [0, 1], "name": ["Consult", "Make a visit"]}), folder / "relations.parquet"
    )
    return folder


def test_quadruples_get_their_names_and_days(tmp_path, actors):
    folder = _quad_folder(tmp_path)
    entities, relations, _ = quad_names(folder)
    options = QuadOptions(start=dt.date(2018, 1, 1))
    (part,) = quad_parts(folder)
    reader = TableReader(layout("quads"), actors, translation(entities, relations, options))
    (batch,) = reader.batches(part)
    row = {name: column[0] for name, column in batch.columns.items()}
    assert (row["day"], row["cameo_code"]) == (dt.date(2018, 1, 4), "042")
    assert (row["actor"], row["actor_country"], row["actor_sector"]) == (
        "Government (Malaysia)",
        "MYS",
        "GOV",
    )


def test_times_that_are_numbers_need_the_day_of_time_0(tmp_path, actors):
    entities, relations, _ = quad_names(_quad_folder(tmp_path))
    (part,) = quad_parts(tmp_path)
    reader = TableReader(layout("quads"), actors, translation(entities, relations, QuadOptions()))
    (batch,) = reader.batches(part)
    assert "say with --start which day is 0" in batch.wrong[0].reason


def test_text_quadruples_may_carry_names_hours_and_ids(tmp_path, actors):
    (tmp_path / "entity2id.txt").write_text("Malaysia\t0\nRussia\t1\n", encoding="utf-8")
    (tmp_path / "relation2id.txt").write_text("Consult\t0\n", encoding="utf-8")
    (tmp_path / "train.txt").write_text("0\t0\t1\t48\n", encoding="utf-8")
    options = QuadOptions(start=dt.date(2014, 1, 1), unit=unit_named("hours"))
    entities, relations, _ = quad_names(tmp_path)
    (batch,) = TableReader(
        layout("quads"), actors, translation(entities, relations, options)
    ).batches(next(quad_parts(tmp_path)))
    assert batch.columns["day"] == [dt.date(2014, 1, 3)]
    assert batch.columns["recipient_country"] == ["RUS"]
    with pytest.raises(IntakeError, match="there are: days, hours"):
        unit_named("weeks")


COUNTRIES = {
    "Russian Federation": "RUS",
    "USA": "USA",
    "ROM": "ROU",
    "Congo": "COG",
    "Occupied Palestinian Territory": "PSE",
    "Burma": "MMR",
    "European Union": "EUR",
    "Ruritania": None,
}


@pytest.mark.parametrize(("words", "code"), COUNTRIES.items())
def test_countries_are_known_by_code_and_by_the_spellings_of_the_field(actors, words, code):
    assert actors.country(words) == code


ACTORS = {
    "Police (India)": ("IND", "COP"),
    "Russia": ("RUS", None),
    "Anwar Ibrahim": ("MYS", None),
    "NATO": ("NATO", None),
    "Somebody Unknown": (None, None),
}


@pytest.mark.parametrize(("name", "known"), ACTORS.items())
def test_actors_without_a_country_column_are_known_by_their_names(actors, name, known):
    assert tuple(actors.actor(name, None, None)) == known


@given(day=st.dates())
def test_a_day_is_read_however_it_is_written(day):
    compact = f"{day.year:04}{day.month:02}{day.day:02}"
    for text in (day.isoformat(), compact, f"{compact}235959", f"{day.isoformat()} 10:00:00"):
        assert read_day(text) == day


@given(cell=st.text(max_size=12))
def test_any_cell_is_a_value_or_tells_what_was_expected(cell):
    for read in (read_day, read_number):
        found = read(cell)
        assert found is None or isinstance(found, (dt.date, float, Wrong))
    assert all(isinstance(one, str) for one in read_contexts(cell))


def test_every_format_names_only_columns_that_it_has():
    for one in layouts().values():
        for columns in one.columns:
            assert set(one.needs) <= set(columns)
            assert columns_of(one, columns) == columns
