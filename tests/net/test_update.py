"""An update from a service and from disk: files replaced by good answers and by no others."""

import json
import shutil
from pathlib import Path

import pytest

from detente.entities.registry import load_registry
from detente.entities.update_layer import read_update_file, read_update_files
from detente.entities.update_queries import read_queries
from detente.errors import LayerError, UpdateError
from detente.net.sparql import Manners
from detente.net.update import from_folder, from_service, kept_in, update
from tests.net.test_sparql import serving

ANSWERS = Path(__file__).parents[1] / "entities" / "answers"
GOOD = (ANSWERS / "foreign-ministers.json").read_bytes()
DATE = {"Date": "Fri, 20 Nov 2026 08:00:00 GMT"}
MANNERS = Manners("detente/test", timeout_s=5, tries=1)
FM = read_queries(["foreign-ministers"])


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def run(fetch, folder, registry, queries=FM):
    return list(update(queries, fetch, folder, registry))


def served(replies, folder, registry, *, keep=None, queries=FM):
    with serving(*replies) as server:
        return run(from_service(server.url, MANNERS, keep=keep), folder, registry, queries)


@pytest.fixture(scope="module")
def made(tmp_path_factory, registry):
    folder = tmp_path_factory.mktemp("layers")
    (folder / "answers").mkdir()
    (folder / "answers" / "foreign-ministers.json").write_bytes(GOOD)
    about = {"endpoint": "http://x", "answered": "2026-11-20T08:00:00Z", "query": "x"}
    (folder / "answers" / "foreign-ministers.about.json").write_text(json.dumps(about), "utf-8")
    run(from_folder(folder / "answers"), folder / "up", registry)
    return folder / "up"


@pytest.fixture
def in_force(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "in-force"))


@pytest.fixture
def no_persons(monkeypatch):
    # What is refused before a person is looked for needs no table of persons.
    monkeypatch.setattr("detente.net.update.Identities", lambda *_: None)


def test_a_good_answer_of_a_service_becomes_a_layer(tmp_path, registry):
    (outcome,) = served([(200, DATE, GOOD)], tmp_path, registry)
    assert (outcome.layer, outcome.rows, outcome.error) == ("update 2026-11-20", 5, None)
    assert len(outcome.refused) == 5
    file = read_update_file(tmp_path, "foreign-ministers")
    assert file.endpoint.startswith("http://127.0.0.1:")
    assert file.text == FM[0].text


BAD = {
    "cut": (GOOD[:2500], "foreign-ministers from http://", "the answer is cut short"),
    "page": (b"<html><body>Sign in</body></html>", ":1:", "a web page"),
    "empty": (b"", ":1:", "is empty"),
    "other": (b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}', "", "to another query"),
    "no rows": (GOOD[: GOOD.index(b"[\n")] + b"[]}}", "", "no rows in the answer"),
}


@pytest.mark.usefixtures("no_persons")
@pytest.mark.parametrize("name", BAD)
def test_a_wrong_answer_leaves_the_old_layer_in_force(in_force, registry, name):
    data, place, words = BAD[name]
    before = read_update_files(in_force)
    (outcome,) = served([(200, DATE, data)], in_force, registry)
    assert (outcome.layer, outcome.rows) == (None, 0)
    assert place in outcome.error
    assert words in outcome.error
    assert read_update_files(in_force) == before
    assert [path.name for path in in_force.iterdir()] == ["foreign-ministers.layer.json"]


def test_an_answer_that_lost_most_rows_leaves_the_old_layer_in_force(in_force, registry):
    answer = json.loads(GOOD)
    answer["results"]["bindings"] = answer["results"]["bindings"][:1]
    (outcome,) = served([(200, DATE, json.dumps(answer).encode())], in_force, registry)
    assert "only 1 rows where update 2026-11-20 has 5" in outcome.error
    assert len(read_update_file(in_force, "foreign-ministers").rows) == 5


def test_a_query_that_fails_costs_itself_only(tmp_path, registry):
    queries = read_queries(["foreign-ministers", "heads-of-state"])
    states = (ANSWERS / "heads-of-state.json").read_bytes()
    replies = [(200, DATE, states), (500, {}, b"")]
    outcomes = served(replies, tmp_path, registry, queries=queries)
    assert [(one.query, one.rows, bool(one.error)) for one in outcomes] == [
        ("heads-of-state", 4, False),
        ("foreign-ministers", 0, True),
    ]


def test_kept_answers_give_the_same_layer_again(tmp_path, registry):
    served([(200, DATE, GOOD)], tmp_path / "a", registry, keep=tmp_path / "kept")
    assert (tmp_path / "kept" / "foreign-ministers.json").read_bytes() == GOOD
    run(from_folder(tmp_path / "kept"), tmp_path / "b", registry)
    assert read_update_files(tmp_path / "a") == read_update_files(tmp_path / "b")


def test_the_time_of_a_bare_answer_is_that_of_the_file(tmp_path, registry):
    (tmp_path / "foreign-ministers.json").write_bytes(GOOD)
    assert kept_in(tmp_path, read_queries()) == FM
    (outcome,) = run(from_folder(tmp_path), tmp_path / "up", registry)
    assert outcome.rows == 5
    assert read_update_file(tmp_path / "up", "foreign-ministers").endpoint == "file"


def test_a_folder_without_answers_is_an_error_that_says_what_it_looks_for(tmp_path):
    with pytest.raises(UpdateError, match=r"no answer in it; .* heads-of-state\.json"):
        kept_in(tmp_path, read_queries())


@pytest.mark.usefixtures("no_persons")
def test_what_tells_of_an_answer_must_be_right(tmp_path, registry):
    (tmp_path / "foreign-ministers.json").write_bytes(GOOD)
    (tmp_path / "foreign-ministers.about.json").write_bytes(b'{"endpoint": "x"}')
    (outcome,) = run(from_folder(tmp_path), tmp_path / "up", registry)
    assert "foreign-ministers.about.json" in outcome.error


def test_a_broken_layer_in_force_is_named_before_anything_is_asked(tmp_path, registry):
    (tmp_path / "speakers.layer.json").write_text("{", "utf-8")
    with pytest.raises(LayerError, match=r"speakers\.layer\.json"):
        served([], tmp_path, registry)
