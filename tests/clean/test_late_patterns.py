import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.clean.late_patterns import LatePattern

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
