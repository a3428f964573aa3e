"""Every language's folder is whole: it holds what English holds, and each file loads."""

import csv
import json
import tomllib
from importlib.resources import files

import pytest

from detente.coding.encoder import load_encoder
from detente.coding.judge import load_judge
from detente.ontology.languages import LANGUAGE, language_file

ROOMS = ("detente.coding", "detente.ontology")


def _languages(room):
    return {item.name for item in files(room).joinpath("data").iterdir() if item.is_dir()}


def _names(room, language):
    folder = files(room).joinpath("data", language)
    return {item.name for item in folder.iterdir()}


def _columns(text):
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, strict=True))
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    return set(rows[0])


def _keys(text):
    return set(tomllib.loads(text))


READERS = {"csv": _columns, "toml": _keys, "json": lambda text: set(json.loads(text))}
LANGUAGES = sorted(set().union(*map(_languages, ROOMS)))
TABLES = [
    (room, name)
    for room in ROOMS
    for name in sorted(_names(room, LANGUAGE))
    if name.rpartition(".")[2] in READERS
]


def test_english_is_the_language_that_is_coded():
    assert LANGUAGE == "en"
    assert LANGUAGE in LANGUAGES


@pytest.mark.parametrize("room", ROOMS)
def test_every_language_holds_the_files_that_english_holds(room):
    for language in LANGUAGES:
        assert _names(room, language) == _names(room, LANGUAGE), language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("room", "name"), TABLES)
def test_every_table_loads_and_is_laid_out_as_in_english(language, room, name):
    read = READERS[name.rpartition(".")[2]]
    found = read(language_file(room, name, language).read_text("utf-8"))
    assert found
    assert found == read(language_file(room, name).read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_encoder_and_the_judge_of_every_language_load(language):
    encoder, judge = load_encoder(language), load_judge(language)
    assert encoder is not None
    assert set(encoder.labels) >= {"types", "modes", "modalities", "cameo"}
    assert judge is not None
    assert 0 < judge.keep < 1


def test_a_language_that_is_not_shipped_has_no_encoder_and_no_judge():
    assert load_encoder("xx") is None
    assert load_judge("xx") is None


@pytest.mark.parametrize("name", sorted(set().union(*(_names(room, LANGUAGE) for room in ROOMS))))
def test_the_page_on_languages_names_every_file_of_english(name, page):
    assert f"`{name}`" in page


@pytest.fixture(scope="module")
def page(pytestconfig):
    return (pytestconfig.rootpath / "docs" / "languages.md").read_text("utf-8")
