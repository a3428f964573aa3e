"""detente actors: help, answers as tables and JSON, errors, exit statuses."""

import json
import sys
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from detente.api_actors import Actors
from detente.cli import main
from detente.cli.app import app

GOLDEN = Path(__file__).parent / "golden"
ANSWERS = Path(__file__).parents[1] / "entities" / "answers"
COMMANDS = ["", "holder", "person", "search", "check", "update", "layers", "corrections"]


@cache
def _loaded(settings):
    return Actors(settings)


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch):
    monkeypatch.setattr(detente, "actors", _loaded)


def ask(*arguments, width=100):
    runner = CliRunner(env={"COLUMNS": str(width), "TERMINAL_WIDTH": str(width)})
    return runner.invoke(app, ["actors", *arguments], catch_exceptions=False)


def flat(result):
    return " ".join(result.output.split())


@pytest.fixture(scope="module")
def updates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("updates")
    done = ask("update", "--from", str(ANSWERS), "--into", str(folder))
    assert done.exit_code == 0
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_is_as_agreed(command, request):
    shown = ask(*command.split(), "--help", width=80).output
    golden = GOLDEN / f"actors{'-' if command else ''}{command}.txt"
    if request.config.getoption("--update", default=False):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert not command or f"Example: detente actors {command}" in shown


HOLDER = ("holder", "--office", "FM", "--country", "RUS", "--on", "2015-06-01")
SHOWN = [
    (HOLDER, "● confirmed Sergei Lavrov (RUS:sergei-lavrov)"),
    (HOLDER, "since 2004-03-09, last confirmed 2025-10-31"),
    (HOLDER, "○ former Igor Ivanov"),
    (HOLDER, "≠ disputed Alexander Lukashevich"),
    (
        ("holder", "--office", "defence minister", "--country", "Malaysian", "--on", "2025-02-27"),
        "defence minister, Malaysia, 2025-02-27",
    ),
    (
        ("holder", "--office", "HOG", "--country", "Ethiopia", "--on", "2025-02-27"),
        "≠ factbook: from 2021-10-04",
    ),
    (
        ("person", "Sergey Shoygu", "--on", "2023-01-01"),
        "→ future Secretary of the Security Council",
    ),
    (("search", "Choïgou"), "Sergei Shoigu person RUS Shoigu RUS:sergei-shoigu"),
    (("layers", "--on", "2026-11-20"), "shipped 2026-01-31 293 11"),
]


@pytest.mark.parametrize(("arguments", "words"), SHOWN)
def test_a_question_is_answered(arguments, words):
    result = ask(*arguments)
    assert result.exit_code == 0
    assert words in flat(result)


@pytest.mark.parametrize(
    "arguments", [HOLDER, ("person", "Shoigu"), ("search", "NATO"), ("layers",)]
)
def test_every_answer_can_be_json(arguments):
    runner = CliRunner()
    found = json.loads(runner.invoke(app, ["actors", *arguments, "--json"]).stdout)
    assert found


@pytest.mark.parametrize("width", [80, 140])
def test_tables_fit_the_terminal(width):
    for arguments in (HOLDER, ("person", "Shoigu", "--on", "2023-01-01"), ("search", "NATO")):
        assert max(map(len, ask(*arguments, width=width).output.splitlines())) <= width


def failing(arguments, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["detente", "actors", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("holder", "--office", "FM", "--country", "Rusia"), "did you mean RUS (Russia)"),
        (("holder", "--office", "foriegn minister", "--country", "RUS"), "mean foreign minister"),
        (("person", "Ivanow"), "nobody named 'Ivanow'; did you mean"),
        (("check", "no-such-file.txt"), "no-such-file.txt"),
        (("update", "--query", "kings"), "no query 'kings'; there are: heads-of-state"),
        (("update", "--from", "."), "no answer in it; it should hold one of: heads-of-state.json"),
        (("corrections",), "give a corrections file, or --example"),
        (("layers", "--set", "actors.correction=x"), "unknown field `correction`"),
        (("layers", "--set", "actors.corrections=no.toml"), "no.toml: cannot be read"),
    ],
)
def test_a_wrong_question_ends_with_one_line_and_status_2(arguments, words, capsys, monkeypatch):
    code, told = failing(arguments, capsys, monkeypatch)
    assert code == 2
    assert told.startswith("detente: ")
    assert words in told
    assert told.count("\n") == 1


def test_an_update_needs_a_place_to_go_to(capsys, monkeypatch):
    code, told = failing(("update", "--from", str(ANSWERS)), capsys, monkeypatch)
    assert (code, told) == (2, "detente: where to? give --into FOLDER, or set actors.updates\n")


def test_an_update_lists_rows_that_were_left_out(tmp_path):
    shown = flat(ask("update", "--from", str(ANSWERS), "--into", str(tmp_path), width=300))
    assert "foreign-ministers update" in shown
    assert "Rows left out: 5" in shown
    assert "foreign-ministers.json: row 7: Nobody Atlantis: unknown country 'XAT'" in shown


def test_an_update_with_a_bad_answer_ends_with_status_1(tmp_path):
    (tmp_path / "speakers.json").write_text("<html>", "utf-8")
    result = ask("update", "--from", str(tmp_path), "--into", str(tmp_path / "up"), width=300)
    assert result.exit_code == 1
    assert "speakers.json:1: the answer is a web page" in flat(result)
    assert not (tmp_path / "up").exists()


def test_queries_are_printed_without_asking_anybody():
    shown = ask("update", "--print-queries", "--query", "foreign-ministers").output
    assert shown.startswith("# foreign-ministers: Holders")
    assert "?position wdt:P279* wd:Q7330070" in shown


def test_every_answer_names_its_layer(updates, tmp_path):
    mine = tmp_path / "my.toml"
    mine.write_text(
        '[[wrong]]\nperson = "Marta Prova"\noffice = "FM"\ncountry = "Andorra"\nbecause = "x"\n',
        encoding="utf-8",
    )
    asked = ("holder", "--office", "FM", "--country", "AND", "--on", "2026-11-18")
    update = ("--set", f"actors.updates={updates}")
    shown = flat(ask(*asked, *update))
    assert "Marta Prova (AND:marta-prova)" in shown
    assert "update 20" in shown
    assert "somebody else took the office on 2026-05-04 shipped;" in shown
    struck = flat(ask(*asked, *update, "--set", f"actors.corrections={mine}", width=300))
    assert f"called wrong: x (corrections {mine}:1)" in struck
    listed = flat(ask("layers", *update, "--set", f"actors.corrections={mine}", width=300))
    assert "1 wrong" in listed
    assert "foreign-ministers, answered by" in listed


def test_the_example_of_corrections_can_be_checked_and_used(tmp_path):
    mine = tmp_path / "my.toml"
    mine.write_text(ask("corrections", "--example").output, encoding="utf-8")
    checked = ask("corrections", str(mine), width=300)
    assert "1 person, 1 spelling, 1 tenure, 1 end, 1 wrong, 1 role, 1 body" in flat(checked)


def test_a_stale_table_warns_and_a_fresh_one_does_not():
    asked = ("holder", "--office", "FM", "--country", "RUS", "--on")
    runner = CliRunner()
    late = runner.invoke(app, ["actors", *asked, "2028-06-01"])
    assert "tell nothing after 2026-01-31, 855 days before 2028-06-01" in flat(late)
    assert "tell nothing" not in flat(runner.invoke(app, ["actors", *asked, "2026-06-01"]))
