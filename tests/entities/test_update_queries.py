import re
from pathlib import Path

import pytest

from detente.entities.directory_names import office_names
from detente.entities.tables import rows, words
from detente.entities.update_queries import read_queries
from detente.errors import UpdateError

PAGE = Path(__file__).parents[2] / "docs" / "actors.md"


def test_there_is_a_query_for_every_office_that_counts():
    types = [query.office_type for query in read_queries()]
    assert types == ["HOS", "HOG", "FM", "DM", "INT", "NSC", "SPEAKER", "HOIO"]
    assert set(types) <= set(office_names())


@pytest.mark.parametrize("query", read_queries(), ids=lambda query: query.name)
def test_a_query_is_whole(query):
    assert not re.search(r"\{(pattern|since|languages)\}", query.text)
    assert query.text.count("{") == query.text.count("}")
    assert all(name in query.text for name in ("?person", "?iso3", "?statement", "?label"))


@pytest.mark.parametrize("query", read_queries(), ids=lambda query: query.name)
def test_every_property_and_item_is_explained(query):
    text = (words("update_queries.toml")["template"] + query.text).split()
    page = PAGE.read_text("utf-8")
    used = {one for word in text for one in re.findall(r"(?:wdt|p|ps|pqv|wd):([PQ]\d+)", word)}
    assert not [one for one in used if one not in page]


def test_organisations_of_the_queries_are_in_the_table():
    known = {row[0] for row in rows("organisations.csv")}
    text = read_queries(["heads-of-organisations"])[0].text
    assert set(re.findall(r'\(wd:Q\d+ "(\w+)"', text)) <= known


def test_an_unknown_query_is_an_error_that_lists_the_known():
    with pytest.raises(UpdateError, match="no query 'kings'; there are: heads-of-state"):
        read_queries(["kings"])
