"""Corrections and updates over the shipped tables."""

import datetime as dt
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.layers import Ending, Layer, PersonRow, Strike
from detente.entities.layers_apply import laid_over
from detente.entities.layers_entries import checked_day, read_entries
from detente.entities.layers_files import lay_over, layers_digest
from detente.entities.layers_registry import with_layer
from detente.entities.registry import load_registry
from detente.entities.tables import words
from detente.entities.tenure import IN_OFFICE, Tenure, laid_tenures, load_tenures, standing
from detente.errors import LayerError
from detente.settings import Actors

CASES = tomllib.loads((Path(__file__).parent / "cases" / "corrections.toml").read_text("utf-8"))
DOCS = Path(__file__).parents[2] / "docs"
DAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@pytest.fixture
def laid(registry, tmp_path):
    def lay(text, name="my.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return lay_over(Actors(corrections=str(path)), registry)

    return lay


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_a_broken_file_is_an_error_that_names_the_line(case, laid, tmp_path):
    name = "my.csv" if case.get("csv") else "my.toml"
    with pytest.raises(LayerError) as error:
        laid_tenures(laid(case["text"].lstrip("\n"), name).layers)
    assert str(error.value).startswith(f"corrections {tmp_path / name}:{case['error']}")


def test_a_file_that_is_not_there_or_no_text_is_an_error(registry, tmp_path):
    with pytest.raises(LayerError, match=r"no\.toml: cannot be read: No such file"):
        lay_over(Actors(corrections=str(tmp_path / "no.toml")), registry)
    (tmp_path / "x.toml").write_bytes(b"# one\n# \xff\n")
    with pytest.raises(LayerError, match=r"x\.toml:2: not UTF-8"):
        lay_over(Actors(corrections=str(tmp_path / "x.toml")), registry)
    with pytest.raises(LayerError, match="not a folder"):
        lay_over(Actors(updates=str(tmp_path / "x.toml")), registry)


EXAMPLE = """
[[person]]
name = "Jane Mary Roe"
country = "New Zealand"
variants = ["Jane Roe", "Джейн Роу"]

[[spelling]]
person = "RUS:sergei-shoigu"
variants = ["Szergej Sojgu"]

[[tenure]]
person = "Jane Roe"
office = "foreign minister"
country = "NZL"
start = 2026-11-02

[[end]]
person = "Szergej Sojgu"
office = "NSC"
country = "RUS"
end = "2026-10"

[[role]]
term = "Head of the Main Directorate"
sector = "SPY"
offices = ["SPY"]

[[body]]
name = "Directorate of Examples"
country = "Norway"
sector = "GOV"
variants = ["Norwegian Examples"]
"""


def test_the_registry_knows_what_the_corrections_add(laid):
    lexicon = laid(EXAMPLE).registry.lexicon
    meant = {
        "Jane Roe": "NZL:jane-mary-roe",
        "Szergej Sojgu": "RUS:sergei-shoigu",
        "Sergei Shoigu": "RUS:sergei-shoigu",
        "Norwegian Examples": "NOR:directorate-of-examples",
        "head of the main directorate": "head of the main directorate",
    }
    assert {phrase: lexicon.entries(phrase)[0].id for phrase in meant} == meant


def test_what_a_correction_adds_names_its_file_and_line(laid, tmp_path):
    found = laid(EXAMPLE)
    assert found.registry.layers["NZL:jane-mary-roe"] == f"corrections {tmp_path}/my.toml:2"
    assert found.registry.surnames["roe"] == ("NZL:jane-mary-roe",)
    assert found.registry.roles["head of the main directorate"].office_types == ("SPY",)


def test_tenures_are_added_and_ended_and_the_old_row_is_kept_beneath(laid, tmp_path):
    tenures = laid_tenures(laid(EXAMPLE).layers)
    held = tenures.holders("FM", "NZL", DAY)
    assert [one.tenure.person for one in held] == ["NZL:jane-mary-roe"]
    assert held[0].tenure.layer == f"corrections {tmp_path}/my.toml:11"
    ended = next(one for one in tenures.tenures_of("RUS:sergei-shoigu") if one.kind == "NSC")
    assert (ended.start, ended.end) == ("2024-05-12", "2026-10")
    assert (ended.beneath[0].end, ended.beneath[0].layer) == ("", "shipped")


def test_an_alias_that_means_something_else_is_not_taken_from_an_update():
    row = PersonRow(
        "SAU:x", "Jane Roe", ("Crown Prince", "Jane M. Roe"), "SAU", "update 2026-11-20"
    )
    lexicon = with_layer(load_registry(), Layer(persons=(row,))).lexicon
    assert [one.tag for one in lexicon.entries("crown prince")] == ["R"]
    assert [one.id for one in lexicon.entries("Jane M. Roe")] == ["SAU:x"]


def test_a_csv_says_the_same_as_a_toml(laid):
    text = (
        "what,name,person,office,country,start,end,variants\n"
        "person,Jane Mary Roe,,,New Zealand,,,Jane Roe; Джейн Роу\n"
        "tenure,,Jane Roe,foreign minister,NZL,2026-11-02,,\n"
        "\n"
        "end,,Sergei Shoigu,NSC,RUS,,2026-10,\n"
    )
    tenures = laid_tenures(laid(text, "my.csv").layers)
    assert tenures.holders("FM", "NZL", DAY)[0].tenure.person == "NZL:jane-mary-roe"
    assert not tenures.holders("NSC", "RUS", dt.date(2026, 11, 1))


def test_a_row_called_wrong_is_kept_apart_and_not_used(laid, tmp_path):
    text = '[[wrong]]\nperson = "Sergei Lavrov"\noffice = "FM"\ncountry = "RUS"\nbecause = "no"\n'
    tenures = laid_tenures(laid(text).layers)
    assert not tenures.holders("FM", "RUS", dt.date(2015, 6, 1))
    assert [one.person for one in tenures.struck] == ["RUS:sergei-lavrov"]
    assert tenures.struck[0].struck == f"no (corrections {tmp_path}/my.toml:1)"


def test_the_example_of_the_documentation_is_the_packaged_one_and_right(registry, tmp_path):
    page = (DOCS / "corrections.md").read_text("utf-8")
    example = page.partition("## The example\n\n```toml\n")[2].partition("```")[0]
    assert tomllib.loads(example) == words("corrections_example.toml")
    (tmp_path / "x.toml").write_text(example, encoding="utf-8")
    laid_tenures(lay_over(Actors(corrections=str(tmp_path / "x.toml")), registry).layers)


def test_the_csv_of_the_documentation_is_right(registry, tmp_path):
    page = (DOCS / "corrections.md").read_text("utf-8")
    (tmp_path / "x.csv").write_text(page.partition("```csv\n")[2].partition("```")[0], "utf-8")
    laid_tenures(lay_over(Actors(corrections=str(tmp_path / "x.csv")), registry).layers)


def test_without_layers_nothing_changes(registry):
    assert lay_over(Actors(), registry) == (registry, ())
    assert load_tenures(Actors()).holders("FM", "RUS", DAY) == load_tenures().holders(
        "FM", "RUS", DAY
    )


def test_the_digest_changes_with_every_byte_and_not_with_the_place(tmp_path):
    (tmp_path / "a").mkdir()
    for path in (tmp_path / "my.toml", tmp_path / "a" / "my.toml"):
        path.write_text("# one\n", encoding="utf-8")
    first, moved = (
        layers_digest(Actors(corrections=str(tmp_path / one))) for one in ("my.toml", "a/my.toml")
    )
    (tmp_path / "my.toml").write_text("# two\n", encoding="utf-8")
    assert first == moved != layers_digest(Actors(corrections=str(tmp_path / "my.toml")))
    assert layers_digest(Actors()) == "shipped"
    assert layers_digest(Actors(updates=str(tmp_path / "no"))) == "shipped"


def row(person="p", layer="shipped", **changes):
    base = Tenure(person, "AAA", "AAA:FM", "FM", "2020-03-01", "", "", "", "test", 2, layer=layer)
    return base._replace(**changes)


def lay(below, *above):
    return laid_over([below], [Layer(tenures=(one,)) for one in above]).tenures


def test_of_two_layers_the_upper_ones_days_hold_and_silence_does_not_contradict():
    found = lay(
        row(start="2020-03", end="2024-05-12"),
        row(layer="update 2026-11-20", start="2020-04-02"),
    )
    assert [(one.start, one.end, one.layer) for one in found] == [
        ("2020-04-02", "2024-05-12", "update 2026-11-20")
    ]
    assert found[0].beneath[0].start == "2020-03"


def test_a_second_term_is_another_tenure():
    found = lay(row(end="2022-01-01"), row(layer="u", start="2024-01-01"))
    assert [(one.start, one.end) for one in found] == [
        ("2020-03-01", "2022-01-01"),
        ("2024-01-01", ""),
    ]


def test_three_layers_are_all_kept():
    found = lay(row(), row(layer="u", start="2020-05-01"), row(layer="c", start="2020-06-01"))
    assert [one.start for one in found] == ["2020-06-01"]
    assert [one.layer for one in found[0].beneath] == ["u", "shipped"]


def test_an_end_goes_to_the_latest_tenure_begun_by_then():
    below = [row(end="2021-01-01"), row(start="2023-01-01"), row(start="2030-01-01")]
    ending = Ending("p", "AAA", "FM", "2025", "own", "c")
    found = laid_over(below, [Layer(endings=(ending,))]).tenures
    assert [one.end for one in found] == ["2021-01-01", "2025", ""]


def test_a_struck_row_is_not_struck_twice():
    strike = Strike("p", "AAA", "FM", "", "x", "c")
    with pytest.raises(LayerError, match="no such tenure"):
        laid_over([row()], [Layer(strikes=(strike, strike))])


STARTS = st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1))


@given(starts=st.lists(STARTS, min_size=1, max_size=4), day=STARTS, years=st.integers(0, 9))
def test_no_layer_deletes_a_row(starts, day, years):
    rows = [
        row(layer=str(n), start=one.isoformat(), end=(one + dt.timedelta(365 * years)).isoformat())
        for n, one in enumerate(starts)
    ]
    found = lay(*rows)
    kept = {one.layer for top in found for one in (top, *top.beneath)}
    assert kept == {one.layer for one in rows}
    if any(standing(one, day) in IN_OFFICE for one in rows[-1:]):
        assert any(standing(one, day) in IN_OFFICE for one in found)


@given(day=st.dates(dt.date(1800, 1, 1), dt.date(2200, 1, 1)), length=st.sampled_from([4, 7, 10]))
def test_every_day_of_the_calendar_is_one_however_it_is_cut(day, length):
    assert checked_day(day.isoformat()[:length]) == day.isoformat()[:length]


@given(text=st.text(max_size=60), name=st.sampled_from(["a.toml", "a.csv"]))
def test_any_text_is_read_or_refused_with_a_line(text, name):
    try:
        entries = read_entries(text, name)
    except LayerError as error:
        told = str(error)
    else:
        told = f"corrections {name}:"
        assert all(one.line <= two.line for one, two in pairwise(entries))
    assert told.startswith(f"corrections {name}:")
