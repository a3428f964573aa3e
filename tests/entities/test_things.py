import csv
import io
import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.entities.lexicon import fold, words_of
from detente.entities.registry import load_registry
from detente.entities.things import CLASSES, load_things
from detente.entities.things_records import CAPITAL_ONLY, IN_CONTEXT

DATA = files("detente.entities").joinpath("data")
CASES = tomllib.loads((Path(__file__).parent / "cases" / "things.toml").read_text("utf-8"))
THINGS = load_things()
SECTORS = re.compile(
    "GOV|LEG|JUD|MIL|COP|SPY|PTY|PRM|REB|AGR|BUS|CRM|CVL|EDU|ELI|JRN|LAB|MED|OPP|REL|SOC|UAF|"
)
SUPRANATIONAL = ("MNC", "IGO", "UNO", "EUR", "NGO", "IMG", "ISM", "EUU")


def table(name):
    text = DATA.joinpath(f"own_things_{name}.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


ROWS = [(name, row) for name in CLASSES for row in table(name)]


def found(text, known=()):
    words = words_of(text)
    hits = THINGS.matches(words, known)
    return [(text[words[h.first].start : words[h.last - 1].end], h.things[0].title) for h in hits]


@pytest.mark.parametrize("case", CASES["match"], ids=lambda case: case["text"][:60])
def test_names_in_a_text_are_tied_to_things(case):
    assert found(case["text"]) == [tuple(pair) for pair in case["things"]]


@pytest.mark.parametrize("case", CASES["title"], ids=lambda case: case["title"])
def test_titles_of_entities_and_towns_are_those_of_their_pages(case):
    if "town" in case:
        assert THINGS.title_of_place(*case["town"]) == case["title"]
    else:
        assert THINGS.title_of(*case["entity"]) == case["title"]


def test_a_doubtful_name_counts_once_the_text_has_named_the_thing():
    assert found("Target sank again") == []
    assert found("Target sank again", {"thing:Target_Corporation"}) == [
        ("Target", "Target_Corporation")
    ]


def test_every_title_is_well_formed_and_there_is_one_row_a_title():
    titles = [row["title"] for _, row in ROWS]
    assert len(set(map(str.casefold, titles))) == len(titles)
    assert [
        title for title in titles if not re.fullmatch(r"[^\s<>\[\]{}#|a-z][^\s<>\[\]{}#|]*", title)
    ] == []


def test_every_row_has_a_kind_a_known_country_and_sector_source_and_licence():
    countries = {"", *SUPRANATIONAL, *load_registry().states}
    for name, row in ROWS:
        assert re.fullmatch(r"[a-z_]+", row["kind"]), (name, row)
        assert row["country"] in countries, (name, row)
        assert SECTORS.fullmatch(row["sector"]), (name, row)
        assert (row["source"], row["licence"]) == ("own", "CC0"), (name, row)


def test_every_parent_is_a_row():
    titles = {row["title"] for _, row in ROWS}
    assert [row for _, row in ROWS if row["parent"] and row["parent"] not in titles] == []


def test_doubts_are_about_names_of_the_row():
    for name, row in ROWS:
        names = {row["name"], *row["variants"].split("|")}
        for doubt in filter(None, row["needs"].split("|")):
            variant, _, need = doubt.rpartition("=")
            assert variant in names, (name, row)
            assert need in {CAPITAL_ONLY, IN_CONTEXT}, (name, row)


def test_no_name_means_two_things_beyond_doubt():
    sure = defaultdict(set)
    for _, row in ROWS:
        doubts = {doubt.rpartition("=")[0] for doubt in row["needs"].split("|")}
        for name in {row["name"], *filter(None, row["variants"].split("|"))} - doubts:
            key = name if name.isupper() else fold(name).replace("-", " ").removeprefix("the ")
            sure[key].add(row["title"])
    assert {name: titles for name, titles in sure.items() if len(titles) > 1} == {}


def test_no_row_repeats_a_name():
    for name, row in ROWS:
        names = [row["name"], *filter(None, row["variants"].split("|"))]
        assert len(names) == len(set(names)), (name, row)


def test_a_sure_full_name_is_found_in_a_sentence():
    lost = []
    for _, row in ROWS:
        if row["needs"]:
            continue
        text = f"They spoke of {row['name']} today"
        if row["title"] not in [thing.title for thing in THINGS.named(row["name"])]:
            lost.append(text)
    assert lost == []


@given(
    text=st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            [
                "Boeing",
                "787s",
                "-",
                "200",
                "Ford",
                "Target",
                "Corp",
                ".",
                "$",
                "said",
                "A330",
                "F-16C",
            ]
        )
    ).map(" ".join)
)
def test_hits_lie_in_the_text_in_order_without_overlap(text):
    words = words_of(text)
    ends = 0
    for hit in THINGS.matches(words):
        assert ends <= hit.first < hit.last <= len(words)
        assert hit.things
        ends = hit.last
