"""A fit of dyads that is killed, by the signal that no process can catch."""

import subprocess
import sys

import pytest

from detente.api_forecasts import Forecasts
from detente.samples import sample_table
from detente.store.models import load_about, model_folder

FIT = """
import sys
from detente.api_forecasts import Forecasts
Forecasts(sys.argv[1]).fit(
    kind="dyads", horizons=(30,), progress=lambda _share, words: print(words, flush=True)
)
"""


@pytest.fixture(scope="module")
def forecasts(tmp_path_factory):
    made = Forecasts(tmp_path_factory.mktemp("killed") / "x.duckdb")
    made.import_events(sample_table(), "csv")
    made.fit(kind="frequency", horizons=(7,))
    return made


@pytest.mark.parametrize("doing", ["looking back", "learning"])
def test_a_killed_fit_leaves_the_old_model_in_force(forecasts, doing):
    before = load_about(model_folder(forecasts.path))
    asked = forecasts.dyad("RUS", "MYS", within=7, store=False)
    command = [sys.executable, "-c", FIT, str(forecasts.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as fit:
        told = next((words for words in fit.stdout if words.startswith(doing)), None)
        fit.kill()
    assert told is not None
    assert fit.returncode < 0
    assert load_about(model_folder(forecasts.path)) == before
    assert forecasts.dyad("RUS", "MYS", within=7, store=False) == asked
