"""A database of sample articles and a hostile one."""

import fcntl
import json
import os
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

    All worker processes of a test run share it. It is held open, so that a page need not open it
    again, which takes longer than most questions.
    """
    base = tmp_path_factory.getbasetemp()
    path = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "asia.duckdb"
    with path.with_suffix(".making").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _sample_run(tmp_path_factory.mktemp("web")).replace(path)
    with reading(path):
        yield path


def _sample_run(folder: Path) -> Path:
    hostile = folder / "hostile.jsonl"
    hostile.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
    articles = files("detente.samples").joinpath("articles")
    paths = [str(articles.joinpath(f"{name}.jsonl")) for name in SAMPLES]
    made = folder / "made.duckdb"
    detente.run([*paths, hostile], made)
    return made


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
