"""The actor tables from Python; what a text names that they do not know; layers in a run."""

import datetime as dt

import pytest

import detente
from detente.errors import LayerError, QueryError, UpdateError
from detente.settings import Actors, Settings

TEXT = (
    "Officials in Oslo said on Friday that Johanna Vilbergsdottir had met Pieter Vandekerck of the "
    "Flurbin Institute for Peace. Vandekerck did not comment. Sergey Lavrov was absent.\n\n"
    "Brigadier General Abu Tarek al-Khamisi, deputy head of the Gorbal Front, told reporters that "
    "Norway and Kenya would sign the Arusha Accord in November. President Jane Roe thanked NATO."
)
CORRECTIONS = """
[[person]]
name = "Johanna Vilbergsdottir"
country = "Norway"

[[tenure]]
person = "Johanna Vilbergsdottir"
office = "foreign minister"
country = "NOR"
start = 2026-11-02

[[body]]
name = "Gorbal Front"
country = "Kenya"
sector = "REB"
kind = "group"
"""


@pytest.fixture(scope="module")
def actors():
    return detente.actors()


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    path = tmp_path_factory.mktemp("actors") / "my.toml"
    path.write_text(CORRECTIONS, encoding="utf-8")
    return Settings(actors=Actors(corrections=str(path)))


def test_days_are_dates_or_iso_text(actors):
    by_text = actors.holders("FM", "RUS", "2015-06-01")
    assert by_text == actors.holders("FM", "RUS", dt.date(2015, 6, 1))
    assert by_text[0].name == "Sergei Lavrov"
    with pytest.raises(QueryError, match=r"no day '2015-02-30'.*write a day as 2015-06-01"):
        actors.holders("FM", "RUS", "2015-02-30")


def test_names_nobody_known_goes_by_come_with_their_sentences(actors):
    found = {one.name: one for one in actors.unknown_names(TEXT)}
    assert {name: one.kind for name, one in found.items()} == {
        "Johanna Vilbergsdottir": "person",
        "Pieter Vandekerck": "person",
        "Flurbin Institute for Peace": "organisation",
        "Abu Tarek al-Khamisi": "person",
        "Gorbal Front": "organisation",
        "Jane Roe": "person",
    }
    assert found["Pieter Vandekerck"].sentences[1] == "Vandekerck did not comment."


def test_a_file_is_checked_whatever_its_format(actors, tmp_path):
    (tmp_path / "a.html").write_text(
        "<html><body><article>"
        + "".join(f"<p>{one}</p>" for one in TEXT.split("\n\n"))
        + "</article>",
        encoding="utf-8",
    )
    assert "Gorbal Front" in [one.name for one in actors.check(tmp_path / "a.html")]
    (tmp_path / "empty.txt").write_text(" ", encoding="utf-8")
    with pytest.raises(QueryError, match=r"empty\.txt: empty"):
        actors.check(tmp_path / "empty.txt")


def test_layers_reach_the_links_of_a_document(corrected):
    text = "Norwegian foreign minister Johanna Vilbergsdottir met the Gorbal Front in Nairobi."
    document = detente.understand(text, published="2026-11-20", settings=corrected)
    links = {link.entity: link for link in document.links}
    minister = links["NOR:johanna-vilbergsdottir"]
    assert (minister.office_type, minister.office_state) == ("FM", "open")
    assert minister.layer.endswith("my.toml:6")
    assert links["KEN:gorbal-front"].sector == "REB"


def test_a_broken_layer_stops_at_once(tmp_path):
    (tmp_path / "my.toml").write_text("[[peson]]\n", encoding="utf-8")
    with pytest.raises(LayerError, match=r"my\.toml:1: no kind of entry 'peson'"):
        detente.actors(Settings(actors=Actors(corrections=str(tmp_path / "my.toml"))))


def test_an_update_needs_a_folder(actors):
    with pytest.raises(UpdateError, match="where to"):
        list(actors.update(lambda _: None))


def test_the_tables_are_stale_a_year_after_they_end(actors):
    assert not actors.is_stale("2027-01-28")
    assert actors.is_stale("2027-03-01")
