"""A run killed at any moment leaves whole batches; the next run goes on, and doubles nothing."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from detente.store.connect import reading

N_ARTICLES = 24
N_KILLS = 4
LONGEST_LIFE_S = 1.5  # after the database is there; a whole run takes about two


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("kill")
    names = ["Malaysia", "Indonesia", "Vietnam", "Kenya", "Brazil", "Norway"]
    rows = [
        {
            "id": str(number),
            "published_at": f"2025-03-{number + 1:02}",
            "publisher": "The Sample Post",
            "title": f"Talks in {names[number % 6]}",
            "text": f"The president of France visited {names[number % 6]} on Monday. "
            f"Officials from {names[(number + 1) % 6]} said the talks went well.",
        }
        for number in range(N_ARTICLES)
    ]
    (made / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return made


def _start(folder: Path, db: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "detente", "run", str(folder / "in.jsonl"), "--db", str(db)]
    return subprocess.Popen(
        [*command, "--set", "running.batch_size=1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


# Each question counts what must be the same, however often the run was killed.
WHOLE = [
    "SELECT count(*), 24 FROM articles",
    "SELECT sum(n_articles), 24 FROM merges",
    "SELECT count(*), count(DISTINCT event_id) FROM record_reports",
    "SELECT count(*), (SELECT count(*) FROM record_reports) FROM events",
]
ALWAYS = [
    "SELECT count(*), count(DISTINCT article_id) FROM articles",
    "SELECT count(*), (SELECT count(*) FROM documents) FROM articles",
    "SELECT count(*), coalesce((SELECT sum(n_sentences) FROM documents), 0) FROM sentences",
    "SELECT count(*), coalesce((SELECT sum(n_events) FROM documents), 0) FROM events",
    "SELECT count(*), count(DISTINCT event_id) FROM events",
    "SELECT count(*), count(DISTINCT statement_id) FROM statements",
]


def _broken(db: Path, *, is_whole: bool = True) -> list[str]:
    questions = ALWAYS + (WHOLE if is_whole else [])
    with reading(db) as connection:
        answers = [connection.execute(question).fetchall()[0] for question in questions]
    pairs = zip(questions, answers, strict=True)
    return [question for question, (found, expected) in pairs if found != expected]


@pytest.mark.slow
def test_runs_killed_at_random_lose_and_double_nothing(folder):
    chance = random.Random(20250227)  # noqa: S311 - the same moments each time
    db = folder / "killed.duckdb"
    n_killed = 0
    for _ in range(N_KILLS):
        process = _start(folder, db)
        _wait_for(lambda process=process: db.exists() or process.poll() is not None)
        time.sleep(chance.uniform(0, LONGEST_LIFE_S))
        process.send_signal(signal.SIGKILL)
        n_killed += process.wait() == -signal.SIGKILL
        process.communicate()
        assert _broken(db, is_whole=False) == []
    last = _start(folder, db)
    assert last.communicate()[1] == b""
    assert last.returncode == 0
    assert n_killed > 0
    assert _broken(db) == []


def test_a_batch_that_was_committed_is_there_after_a_kill(tmp_path):
    db = tmp_path / "x.duckdb"
    script = (
        "import os, sys; from pathlib import Path\n"
        "from detente.store.connect import create, writing\n"
        "create(Path(sys.argv[1]))\n"
        "with writing(Path(sys.argv[1])) as connection:\n"
        "    connection.execute(\"INSERT INTO merges VALUES (1, 1, 'x', '')\")\n"
        "    connection.commit(); connection.begin()\n"
        "    connection.execute(\"INSERT INTO merges VALUES (2, 2, 'y', '')\")\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(db)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert db.with_name("x.duckdb.wal").exists()
    with reading(db) as connection:
        assert connection.execute("SELECT run_id FROM merges").fetchall() == [("x",)]
    duckdb.connect(str(db)).close()


def _counts(db: Path) -> tuple[int, int]:
    with reading(db) as connection:
        question = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM documents)"
        return connection.execute(question).fetchall()[0]


def _writing(db: Path, body: str) -> "subprocess.Popen[str]":
    script = (
        "import sys; from pathlib import Path\n"
        "from detente.store.write import Writer\n"
        "from tests.store.corpus import document\n"
        f"with Writer(Path(sys.argv[1])) as writer:\n{body}"
    )
    command = [sys.executable, "-c", script, str(db)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_questions_are_answered_between_the_batches_of_a_run(tmp_path):
    db = tmp_path / "x.duckdb"
    body = (
        "    for n, line in enumerate(sys.stdin):\n"
        "        writer.add([document(f'a{n:05}')]); print('added', flush=True)\n"
    )
    writer = _writing(db, body)
    for n in range(1, 4):
        writer.stdin.write("go on\n")
        writer.stdin.flush()
        assert writer.stdout.readline() == "added\n"
        assert _counts(db) == (n, n)
        assert writer.poll() is None
    writer.communicate()
    assert writer.returncode == 0


def test_questions_see_whole_batches_while_a_run_writes(tmp_path):
    db = tmp_path / "x.duckdb"
    writer = _writing(db, "    for n in range(12): writer.add([document(f'a{n:05}')])\n")
    _wait_for(db.exists)
    seen = []
    while writer.poll() is None:
        seen.append(_counts(db))
        time.sleep(0.005)
    writer.communicate()
    assert writer.returncode == 0
    assert seen == sorted(seen)
    assert all(articles == documents for articles, documents in [*seen, _counts(db)])
    assert _counts(db) == (12, 12)


def _wait_for(condition, patience_s: float = 30.0) -> None:
    deadline = time.monotonic() + patience_s
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
