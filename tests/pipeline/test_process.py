import gc
import os

from detente.pipeline.process import collect_seldom, one_thread, tables_kept

THREADS = "OPENBLAS_NUM_THREADS"


def test_numpy_is_told_one_thread_and_the_surroundings_stay(monkeypatch):
    monkeypatch.delenv(THREADS, raising=False)
    with one_thread():
        assert os.environ[THREADS] == "1"
    assert THREADS not in os.environ


def test_a_number_of_threads_that_somebody_set_stays(monkeypatch):
    monkeypatch.setenv(THREADS, "3")
    with one_thread():
        assert os.environ[THREADS] == "3"
    assert os.environ[THREADS] == "3"


def test_the_collector_is_as_before_afterwards():
    before = gc.get_threshold()
    with tables_kept():
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_a_program_has_the_collector_look_less_often():
    before = gc.get_threshold()
    # Another test in the same process may have run a command, which has set it already.
    gc.set_threshold(700, *before[1:])
    try:
        collect_seldom()
        assert gc.get_threshold()[0] > 700
        assert gc.get_threshold()[1:] == before[1:]
    finally:
        gc.set_threshold(*before)
