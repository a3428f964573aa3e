import datetime as dt
from itertools import product

import pytest

from detente.link.name_usage import load_usage
from detente.link.resolve import load_tables, resolve_phrase

DAYS = (None, dt.date(2016, 6, 1), dt.date(2023, 6, 1))
GIVEN = (
    "James Mary Patricia Jennifer Linda Susan Karen Nancy Betty Sandra",
    "Ashley Kimberly Donna Michelle Kevin Brian Timothy Jason Ryan Scott",
)
FAMILY = ("John Major Fisher King May West Hall Baker Allen Roberts",)


def _split(lines):
    return [name for line in lines for name in line.split()]


@pytest.fixture(scope="module")
def tables():
    return load_tables()


def test_common_names_are_nobody_unless_the_tables_hold_just_them(tables):
    known = tables.resolver.registry.lexicon
    names = [f"{given} {family}" for given, family in product(_split(GIVEN), _split(FAMILY))]
    new = [name for name in names if not known.entries(name)]
    linked = [
        (name, day) for name in new for day in DAYS if resolve_phrase(name, day, tables).entity
    ]
    assert len(names) == 200
    assert linked == []


@pytest.mark.parametrize("person", ["USA:george-w-bush", "USA:m-patricia-smith"])
def test_initials_must_agree_where_a_name_is_common(person, tables):
    fit = tables.resolver.people.fit
    assert not fit.is_written_so(person, ["george", "h.w.", "bush"])
    assert not fit.is_written_so(person, ["patricia", "smith"])


def test_a_given_name_alone_calls_only_where_usage_does(tables):
    fit = tables.resolver.people.fit
    assert not fit.is_called("USA:brian-deese", "brian")
    assert fit.is_called("USA:brian-deese", "deese")
    assert fit.is_called("MYS:anwar-ibrahim", "anwar")


@pytest.mark.parametrize(
    ("written", "person", "is_spelling"),
    [
        ("Sergey Choigu", "RUS:sergei-shoigu", True),
        ("Mary John", "GBR:john-major", False),
        ("Anthony Lee", "USA:anthony-lake", False),
        ("", "GBR:john-major", False),
    ],
)
def test_a_misspelt_name_is_no_other_name(written, person, is_spelling, tables):
    fit = tables.resolver.people.fit
    assert fit.is_spelling(person, written, is_placed=False) is is_spelling


def test_common_names_are_folded_and_single():
    usage = load_usage()
    words = usage.surnames | usage.given
    assert all(word == word.casefold() for word in words)
    assert {"johnson", "khan"} <= usage.surnames
