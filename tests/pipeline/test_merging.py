"""Records are the same in whatever order and batches articles come, and however runs end."""

import random
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.merged import digests
from benchmarks.speed.reports import made_up
from detente.merge.corpus import merge_corpus
from detente.pipeline.merge_basis import merge_basis
from detente.pipeline.merging import merge_pending
from detente.settings import Merging, Settings
from detente.store.connect import reading
from detente.store.query import load_documents
from detente.store.write import Writer

SETTINGS = Settings()
ARTICLES = list(made_up(110, seed=7, days=9))


def merged(path, batches, chosen=SETTINGS):
    """Add articles batch by batch, merging after each; return digests of what was made."""
    with Writer(path) as writer:
        for batch in batches:
            writer.add(batch)
            merge_pending(writer, path, chosen, merge_basis(chosen))
    return digests(path)


def at_once(path, chosen=SETTINGS):
    """Return digests of what merging all articles of a database at once makes."""
    with reading(path) as connection:
        corpus = merge_corpus(load_documents(connection), chosen)
    with Writer(path) as writer:
        writer.replace_corpus(corpus.records, corpus.conflicts, corpus.near_duplicates)
    return digests(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("merge") / "whole.duckdb"
    return path, merged(path, [ARTICLES])


def test_one_step_makes_what_merging_everything_at_once_makes(whole):
    path, made = whole
    assert at_once(path) == made


def test_the_made_up_articles_have_something_of_everything(whole):
    with reading(whole[0]) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM records WHERE n_articles > 2), "
            "(SELECT count(*) FROM conflicts), (SELECT count(*) FROM near_duplicates)"
        ).fetchall()
    assert all(counts[0])


@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.randoms(use_true_random=False), size=st.sampled_from([11, 17]))
def test_order_and_batches_change_nothing(whole, tmp_path, order, size):
    articles = order.sample(ARTICLES, len(ARTICLES))
    path = tmp_path / f"{order.getrandbits(64)}.duckdb"
    batches = [articles[start : start + size] for start in range(0, len(articles), size)]
    assert merged(path, batches) == whole[1]


def test_what_is_merged_is_not_merged_again(whole, tmp_path):
    path = tmp_path / "x.duckdb"
    told = []
    with Writer(path) as writer:
        writer.add(ARTICLES[:10])
        assert writer.needs_merge()
        merge_pending(writer, path, SETTINGS, merge_basis(SETTINGS))
        assert not writer.needs_merge()
        merge_pending(writer, path, SETTINGS, merge_basis(SETTINGS), lambda *n: told.append(n))
        writer.add(ARTICLES[10:15])
        merge_pending(writer, path, SETTINGS, merge_basis(SETTINGS), lambda *n: told.append(n))
    assert told == [(0, 5)]


def test_other_settings_of_merging_make_all_records_anew(tmp_path):
    path, narrow = tmp_path / "x.duckdb", Settings(merging=Merging(window_days=1))
    merged(path, [ARTICLES[:30]])
    assert merged(path, [ARTICLES[30:]], narrow) == at_once(path, narrow)


def test_records_that_were_not_made_step_by_step_are_made_anew(whole, tmp_path):
    path = tmp_path / "x.duckdb"
    with Writer(path) as writer:
        writer.add(ARTICLES[:20])
    at_once(path)
    assert merged(path, [ARTICLES[20:]]) == whole[1]


KILLED = """
import random, sys
from pathlib import Path
from tests.pipeline.test_merging import ARTICLES, merged
order = random.Random(sys.argv[2]).sample(ARTICLES, len(ARTICLES))
print("begun", flush=True)
merged(Path(sys.argv[1]), [order[start:start + 8] for start in range(0, len(order), 8)])
"""


@pytest.mark.slow
def test_merges_killed_at_random_lose_nothing(whole, tmp_path):
    chance = random.Random(20250227)  # noqa: S311 - the same moments each time
    path, n_killed = tmp_path / "x.duckdb", 0
    for seed in range(2):
        command = [sys.executable, "-c", KILLED, str(path), str(seed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "begun\n"
            time.sleep(chance.uniform(0.1, 1.0))
            process.send_signal(signal.SIGKILL)
        n_killed += process.returncode == -signal.SIGKILL
    assert n_killed > 0
    assert merged(path, [ARTICLES]) == whole[1]
