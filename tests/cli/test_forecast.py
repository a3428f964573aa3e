"""The commands on event tables and forecasts: what they print, keep and refuse."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.api_forecasts import Forecasts
from detente.cli import main
from detente.cli.app import app
from detente.samples import sample_table
from detente.store import models
from detente.store.models import load_about, model_folder

GOLDEN = Path(__file__).parent / "golden"
COMMANDS = [
    "forecast", "forecast fit", "forecast dyad", "forecast next", "forecast scenario",
    "forecast list", "forecast show", "forecast resolve", "forecast record", "import",
    "import events", "import list", "import remove",
]  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("forecasts") / "x.duckdb"
    Forecasts(path).import_events(sample_table(), "csv")
    return path


def _ask(db, *arguments, width=160):
    runner = CliRunner(env={"COLUMNS": str(width), "DETENTE_DB": str(db)})
    return runner.invoke(app, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_is_as_agreed(command, request):
    runner = CliRunner(env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
    shown = runner.invoke(app, [*command.split(), "--help"]).output
    golden = GOLDEN / f"{command.replace(' ', '-')}.txt"
    if request.config.getoption("--update", default=False):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert " " not in command or f"Example: detente {command}" in shown


def test_the_sample_table_is_whole_and_can_be_listed(db):
    shown = _ask(db, "import", "list").output
    assert "255" in shown
    assert "2014-02-06..2024-12-18" in shown


def test_a_table_with_a_wrong_row_is_taken_with_status_1_and_the_row_is_shown(tmp_path):
    table = tmp_path / "mine.csv"
    table.write_text(
        "date,actor,recipient,cameo_code\n2024-13-01,MYS,RUS,042\n2024-09-04,MYS,RUS,042\n",
        encoding="utf-8",
    )
    answer = _ask(tmp_path / "y.duckdb", "import", "events", str(table), "--format", "csv")
    assert answer.exit_code == 1
    assert "1 wrong rows" in answer.output
    assert "date: a day such as 2014-01-31 expected" in answer.output


def test_a_dyad_is_told_with_probability_interval_baselines_and_evidence(db):
    shown = _ask(
        db, "forecast", "dyad", "Russia", "MYS", "--within", "30", "--class", "talks"
    ).output
    assert "as of 2024-12-18, 255 events known" in shown
    assert "by 2025-01-17" in shown
    assert "90 % interval" in shown
    assert "base rate" in shown
    assert "visits  Malaysia → Russia  (row " in shown


def test_directed_classes_are_told_both_ways(db):
    found = json.loads(_ask(db, "forecast", "dyad", "USA", "RUS", "--json").output)
    assert [(one["event_class"]["name"], one["first"]) for one in found] == [
        ("TALKS", "RUS"),
        ("COOPERATE", "RUS"),
        ("VERBAL_CONFLICT", "USA"),
        ("VERBAL_CONFLICT", "RUS"),
        ("MATERIAL_CONFLICT", "USA"),
        ("MATERIAL_CONFLICT", "RUS"),
    ]


def test_forecasts_are_kept_resolved_and_counted(tmp_path):
    path = tmp_path / "x.duckdb"
    Forecasts(path).import_events(sample_table(), "csv")
    arguments = ("forecast", "dyad", "CHN", "USA", "--as-of", "2024-06-30")
    first, second = _ask(path, *arguments), _ask(path, *arguments)
    assert first.output == second.output
    assert _ask(path, "forecast", "list").output.count("open") == 6
    assert "did not come" in _ask(path, "forecast", "resolve").output
    assert "no forecast is due" in _ask(path, "forecast", "resolve").output
    shown = _ask(path, "forecast", "record").output
    assert "Looking back (the data held their days): 6 forecasts" in shown
    assert "issued as of 2024-06-30 to 2024-06-30" in shown
    assert "Brier skill over base rate" in shown
    assert "the same forecasts, it answered" in shown
    assert "6 forecasts resolved, 0 open" in shown


def test_a_forecast_that_is_not_to_be_kept_is_not(tmp_path):
    path = tmp_path / "x.duckdb"
    Forecasts(path).import_events(sample_table(), "csv")
    _ask(path, "forecast", "dyad", "CHN", "USA", "--no-store")
    assert "no forecast was issued yet" in _ask(path, "forecast", "list").output


def test_next_ranks_the_partners_of_a_country(db):
    shown = json.loads(
        _ask(db, "forecast", "next", "--actor", "MYS", "--limit", "3", "--json").output
    )
    assert shown["candidates"][0]["name"] == "China"
    assert "MYS" not in [one["country"] for one in shown["candidates"]]


def test_a_scenario_says_that_it_is_no_cause(db, tmp_path):
    file = tmp_path / "talks.toml"
    file.write_text(
        'says = "If the United States and Russia hold talks in the next month"\nwithin = 30\n'
        '[[assume]]\nclass = "TALKS"\nfirst = "USA"\nsecond = "Russia"\n',
        encoding="utf-8",
    )
    shown = _ask(db, "forecast", "scenario", str(file)).output
    assert "association learned from history, not cause" in shown
    assert "past windows of 30 days" in shown


def test_a_scenario_for_a_day_behind_the_model_says_that_dyad_frequency_answers(tmp_path):
    path, file = tmp_path / "x.duckdb", tmp_path / "talks.toml"
    Forecasts(path).import_events(sample_table(), "csv")
    Forecasts(path).fit(kind="dyads", horizons=(30,))
    file.write_text(
        'says = "If the United States and Russia hold talks"\nwithin = 30\n'
        '[[assume]]\nclass = "TALKS"\nfirst = "USA"\nsecond = "RUS"\n',
        encoding="utf-8",
    )
    asked = ("forecast", "scenario", str(file))
    behind = " ".join(_ask(path, *asked, "--as-of", "2023-06-30").output.split())
    assert "the model has learned from days up to 2024-12-18, behind 2023-06-30" in behind
    assert "dyad frequency answers" in behind
    assert "the model has learned" not in " ".join(_ask(path, *asked).output.split())


def test_a_fitted_model_is_a_directory_that_a_kill_does_not_break(tmp_path):
    path = tmp_path / "x.duckdb"
    forecasts = Forecasts(path)
    forecasts.import_events(sample_table(), "csv")
    first = forecasts.fit(kind="frequency", horizons=(30,))
    (model_folder(path) / ".unfinished-killed").mkdir()  # what a kill leaves behind
    assert load_about(model_folder(path)).model_id == first.model_id
    assert forecasts.fit(kind="frequency", horizons=(30,)).model_id == first.model_id
    other = forecasts.fit(kind="frequency", horizons=(7,))
    assert load_about(model_folder(path)).model_id == other.model_id


@pytest.mark.parametrize("step", ["_write", "_name_current"])
def test_a_fit_that_is_stopped_at_any_step_leaves_the_old_model_in_force(
    tmp_path, monkeypatch, step
):
    forecasts = Forecasts(tmp_path / "x.duckdb")
    forecasts.import_events(sample_table(), "csv")
    first = forecasts.fit(kind="frequency", horizons=(30,))

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(models, step, stop)
    with pytest.raises(KeyboardInterrupt):
        forecasts.fit(kind="frequency", horizons=(7,))
    assert load_about(model_folder(forecasts.path)).model_id == first.model_id
    assert forecasts.dyad("RUS", "MYS", store=False)[0].model_id == first.model_id


def test_of_days_that_a_model_has_learned_from_dyad_frequency_answers_and_says_so(tmp_path):
    path = tmp_path / "x.duckdb"
    forecasts = Forecasts(path)
    forecasts.import_events(sample_table(), "csv")
    forecasts.fit(kind="dyads", horizons=(30,))
    shown = _ask(path, "forecast", "dyad", "RUS", "MYS", "--as-of", "2024-08-31").output
    assert "the model has learned from days up to 2024-12-18" in " ".join(shown.split())
    assert "by dyad frequency" in shown
    issued = forecasts.dyad("RUS", "MYS", as_of=dt.date(2024, 8, 31), store=False)
    assert {one.model_id for one in issued} == {"none"}


WRONG = [
    (("dyad", "RUS", "Ruritania"), "no country or bloc 'Ruritania'"),
    (("dyad", "RUS", "RUS"), "needs two different countries"),
    (("dyad", "RUS", "MYS", "--class", "war"), "no class of events 'war'"),
    (("dyad", "RUS", "MYS", "--as-of", "1999-01-01"), "no event to learn from"),
    (("next",), "say one of actor and recipient"),
    (("next", "--actor", "Nobody"), "nobody called 'Nobody'"),
    (("show", "zzz"), "no forecast begins with 'zzz'"),
    (("list", "--state", "late"), "there are: open, resolved"),
    (("scenario", "/no/such.toml"), "cannot be read"),
    (("fit", "--kind", "oracle"), "no kind of model 'oracle'"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_a_wrong_question_ends_with_one_line_and_status_2(
    db, capsys, monkeypatch, arguments, words
):
    monkeypatch.setattr("sys.argv", ["detente", "forecast", *arguments, "--db", str(db)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_a_damaged_model_is_told_and_how_to_mend_it(tmp_path, capsys, monkeypatch):
    path = tmp_path / "x.duckdb"
    forecasts = Forecasts(path)
    forecasts.import_events(sample_table(), "csv")
    report = forecasts.fit(kind="frequency", horizons=(30,))
    about = Path(report.folder) / "about.json"
    whole = about.read_bytes()
    for data in (
        whole.replace(b'"format":1', b'"format":9'),
        whole[:-9],
        whole.replace(b"30", b"31"),
    ):
        about.write_bytes(data)
        monkeypatch.setattr(
            "sys.argv", ["detente", "forecast", "dyad", "RUS", "MYS", "--db", str(path)]
        )
        with pytest.raises(SystemExit):
            main()
        assert "fit it again with: detente forecast fit" in capsys.readouterr().err
