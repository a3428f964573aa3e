"""A database of sample articles and a hostile one."""

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import detente
from detente.store.connect import create, reading
from detente.web import create_app

sys.path.insert(0, str(Path(__file__).parent))  # the tests of this room import their client by name

from dashboard_client import HOSTILE, Client, RememberingClient

SAMPLES = ("straits-courier", "volga-herald", "meridian-press-agency")


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file of a run over some sample articles and a hostile one; it is never written to.

    It is held open, so that a page need not open it again, which takes longer than most questions.
    """
    folder = tmp_path_factory.mktemp("web")
    hostile = folder / "hostile.jsonl"
    hostile.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    articles = files("detente.samples").joinpath("articles")
    paths = [str(articles.joinpath(f"{name}.jsonl")) for name in SAMPLES]
    path = folder / "asia.duckdb"
    detente.run([*paths, hostile], path)
    with reading(path):
        yield path


@pytest.fixture(scope="session")
def client(database: Path) -> Client:
    return RememberingClient(create_app(database))


@pytest.fixture
def empty_path(tmp_path: Path) -> Path:
    path = tmp_path / "empty.duckdb"
    create(path)
    return path


@pytest.fixture
def empty(empty_path: Path) -> Client:
    return Client(create_app(empty_path))
