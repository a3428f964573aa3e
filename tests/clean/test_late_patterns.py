import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean.late_patterns import LatePattern, any_name

LINES = re.compile(r"^(\w+) -", re.MULTILINE)
LATE = LatePattern(r"^(\w+) -", re.MULTILINE)


@given(st.text(alphabet="ab \n-", max_size=30))
def test_it_finds_what_the_compiled_pattern_finds(text):
    found = LINES.search(text)
    late = LATE.search(text)
    assert (late and late.span()) == (found and found.span())
    assert [one[1] for one in LATE.finditer(text)] == [one[1] for one in LINES.finditer(text)]


def test_a_broken_source_is_told_by_the_first_question():
    pattern = LatePattern("(")
    with pytest.raises(re.error):
        pattern.search("Lima")


NAMES = st.lists(st.text(alphabet="aAb .", min_size=1, max_size=5), min_size=1, max_size=12)


@given(NAMES, st.text(alphabet="aAb .", max_size=40))
def test_names_are_found_as_an_alternation_finds_them(names, text):
    longest_first = "|".join(map(re.escape, sorted(names, key=lambda name: -len(name))))
    for pattern in ("({})", "({})b", "^({}) ?({})"):
        plain, tree = (
            re.compile(pattern.replace("{}", told)) for told in (longest_first, any_name(names))
        )
        assert [one.groups() for one in tree.finditer(text)] == [
            one.groups() for one in plain.finditer(text)
        ]
