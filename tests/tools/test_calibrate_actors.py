import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

TOOL = Path(__file__).parents[2] / "tools/calibrate_actors.py"
PATHS = st.sampled_from([("person",), ("person", "former"), ("role", "alone"), ()])


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("calibrate_actors", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_path_seen_once_stays_near_the_path_above_it(tool):
    many = [tool.Answer(("person", "open"), None, is_right=True)] * 40
    once = [tool.Answer(("person", "former"), None, is_right=False)]
    chances = tool.learn([*many, *once])
    assert 0.6 < chances["person/former"] < chances["person"] <= chances["person/open"]


@given(seen=st.lists(st.tuples(PATHS, st.booleans()), max_size=30))
def test_chances_lie_between_never_and_always(seen, tool):
    answers = [tool.Answer(path, None, is_right=is_right) for path, is_right in seen]
    assert all(0 < chance < 1 for chance in tool.learn(answers).values())
