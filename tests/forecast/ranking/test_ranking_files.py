import dataclasses
import json

import numpy as np
import pytest

from detente.errors import ForecastError
from detente.forecast import ranking_files
from detente.forecast.ranking_files import (
    ARRAYS,
    HEADER,
    files_of,
    load_ranker,
    ranker_of,
    save_ranker,
)
from detente.forecast.ranking_queries import queries_between

from .worlds import attributes, facts_of, fitted, table_of


@pytest.fixture(scope="module")
def ranker():
    return fitted()


def scores(one):
    facts = facts_of(table_of(1))
    queries = queries_between(facts, 45, 46)
    return next(one.rank(facts, attributes(), queries)).score


def test_a_ranker_read_back_ranks_the_same(ranker, tmp_path):
    save_ranker(ranker, tmp_path / "model")
    assert np.array_equal(scores(load_ranker(tmp_path / "model")), scores(ranker))


def test_the_files_of_the_same_ranker_are_the_same(ranker):
    assert files_of(ranker) == files_of(ranker_of(files_of(ranker)))


def test_a_kill_while_saving_leaves_the_old_ranker_in_force(ranker, tmp_path, monkeypatch):
    save_ranker(ranker, tmp_path)
    other = fitted(seed=3)
    write = ranking_files._replace

    def killed(path, content):
        if path.name == HEADER:
            raise KeyboardInterrupt
        write(path, content)

    monkeypatch.setattr(ranking_files, "_replace", killed)
    with pytest.raises(KeyboardInterrupt):
        save_ranker(other, tmp_path)
    assert np.array_equal(scores(load_ranker(tmp_path)), scores(ranker))


def test_saving_again_leaves_no_old_arrays_behind(ranker, tmp_path):
    save_ranker(ranker, tmp_path)
    save_ranker(fitted(seed=3), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_no_folder_is_a_clear_error(tmp_path):
    with pytest.raises(ForecastError, match="no ranking in"):
        load_ranker(tmp_path / "none")


def test_another_version_is_a_clear_error(ranker):
    files = files_of(ranker)
    header = json.loads(files[HEADER]) | {"version": "ranking-0"}
    with pytest.raises(ForecastError, match="fit it again"):
        ranker_of(files | {HEADER: json.dumps(header).encode()})


def test_another_number_of_features_is_a_clear_error(ranker):
    fewer = dataclasses.replace(ranker, names=ranker.names[1:])
    with pytest.raises(ForecastError, match=r"features of a candidate.*fit it again"):
        ranker_of(files_of(fewer))


def test_features_of_other_names_are_a_clear_error(ranker):
    other = dataclasses.replace(ranker, names=("phase of the moon", *ranker.names[1:]))
    with pytest.raises(ForecastError, match=r"looks at 'phase of the moon'.*fit it again"):
        ranker_of(files_of(other))


def test_half_a_file_is_a_clear_error(ranker):
    files = files_of(ranker)
    half = files[ARRAYS][: len(files[ARRAYS]) // 2]
    with pytest.raises(ForecastError, match="no ranking that can be read"):
        ranker_of(files | {ARRAYS: half})


@pytest.mark.parametrize("name", [HEADER, ARRAYS])
def test_a_damaged_file_is_a_clear_error(ranker, name):
    with pytest.raises(ForecastError, match="no ranking that can be read"):
        ranker_of(files_of(ranker) | {name: b"damaged"})
