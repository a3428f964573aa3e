"""The command line: help, exit statuses, tables and JSON."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli import main
from detente.cli.app import app
from detente.errors import OntologyError
from detente.store.connect import reading
from detente.store.write import Writer
from tests.store.corpus import CONFLICT, COPY, LOST, document, record

GOLDEN = Path(__file__).parent / "golden"
COMMANDS = [
    "run", "events", "event", "why", "dyad", "person", "article", "statements", "facts", "promises",
    "stories", "story", "conflicts", "compare", "split", "merge", "undo", "problems", "brief",
    "export", "sql", "info", "serve",
]  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "x.duckdb"
    with Writer(path) as writer:
        writer.add([document("a00001"), document("a00002", "Copycat")], [LOST])
        writer.replace_corpus([record("e00001", "e00002")], [CONFLICT], [COPY])
        writer.finish()
    with reading(path):  # held open: opening takes longer than most questions
        yield path


def _ask(db, *arguments, width=100):
    runner = CliRunner(env={"COLUMNS": str(width), "DETENTE_DB": str(db)})
    return runner.invoke(app, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_is_as_agreed(command, request):
    runner = CliRunner(env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
    shown = runner.invoke(app, [*command.split(), "--help"]).output
    golden = GOLDEN / f"{command or 'detente'}.txt"
    if request.config.getoption("--update", default=False):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert not command or f"Example: detente {command}" in shown


def test_help_comes_at_once():
    started = _seconds_of_children()
    script = (
        "import sys, detente.cli; "
        "print(sorted({'spacy', 'duckdb', 'pyarrow', 'fastapi'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert _seconds_of_children() - started < 2


def _seconds_of_children():
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


SHOWN = [
    (("events", "--dyad", "RUS", "MYS"), "Sergei Shoigu (RUS) → Anwar Ibrahim (MYS), Putrajaya"),
    (("events", "--person", "shoigu", "--limit", "1"), "≠ 1"),
    (("events", "--topic", "space"), "nothing found"),
    (("event", "feed"), "[A Sergei Shoigu] [V met] [R Anwar Ibrahim] in [P Putrajaya]"),
    (("event", "e00002"), "repeats article a00001"),
    (("event", "feed"), "own types envoy-visit"),
    (("events", "--type", "envoy-visit"), "Sergei Shoigu (RUS) → Anwar Ibrahim (MYS), Putrajaya"),
    (("why", "feed"), "· met -> CONSULT"),
    (("why", "feed"), "[V met] [R Anwar Ibrahim] in [P Putrajaya] [D on Thursday]"),
    (
        ("why", "feed"),
        "A actor Sergei Shoigu Sergei Shoigu, Secretary of",
    ),
    (("why", "feed"), "CAMEO 042, visits; Goldstein +1.9"),
    (("why", "feed"), "military: words of the sentence (defence)"),
    (("why", "feed"), "0.80 CONSULT ███················· 0.15 AGREE"),
    (("why", "feed"), "Anwar Ibrahim (MYS) says so, passed on by Sergei Shoigu (RUS)"),
    (("why", "feed"), "● done; told as probable that it is so"),
    (("dyad", "Russia", "MYS"), "last contact"),
    (("person", "Shoigu"), "until May 2023"),
    (("article", "a00001"), "share bar"),
    (("article", "a00002"), "a00001: same text"),
    (("statements", "--speaker", "RUS"), "ties were warm"),
    (("statements", "--channel", "X"), "on or through X"),
    (("statements", "--stance", "denies"), "nothing found"),
    (("facts", "--kind", "held-office"), "Sergei Shoigu was defence minister (until May 2023)."),
    (("facts", "--subject", "RUS"), "says The Sample Post and Copycat; repeated; 1 independent"),
    (("facts", "--disputed"), "≠ end: The article says until May 2023"),
    (("promises",), "nothing found"),
    (("conflicts",), "office table says 12 May 2024"),
    (("problems",), "empty.txt"),
    (("brief", "RUS", "MYS"), "met Anwar Ibrahim in Putrajaya on 27 February 2025"),
    (("brief", "RUS", "MYS", "--markdown"), "# Russia and Malaysia"),
    (("sql", "SELECT count(*) AS n FROM events"), "n\n2\n"),
    (("info",), "schema "),
]


@pytest.mark.parametrize(("arguments", "words"), SHOWN, ids=[" ".join(a) for a, _ in SHOWN])
def test_a_question_is_answered(db, arguments, words):
    result = _ask(db, *arguments)
    assert result.exit_code == 0
    assert " ".join(words.split()) in " ".join(result.output.split())


@pytest.mark.parametrize("arguments", [a for a, _ in SHOWN if "--markdown" not in a], ids=" ".join)
def test_every_answer_can_be_json(db, arguments):
    assert json.loads(_ask(db, *arguments, "--json").output) is not None


@pytest.mark.parametrize("width", [80, 140])
def test_tables_fit_the_terminal(db, width):
    for arguments, _ in SHOWN[:12]:
        lines = _ask(db, *arguments, width=width).output.splitlines()
        assert max(map(len, lines)) <= width


def test_a_wrong_question_ends_with_one_line_and_status_2(db, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["detente", "dyad", "RUS", "XYZ", "--db", str(db)])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert capsys.readouterr().err == "detente: no record with 'XYZ'\n"


def test_a_missing_database_ends_with_status_2(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["detente", "info", "--db", str(tmp_path / "no.duckdb")])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "make one with: detente run" in capsys.readouterr().err


def test_a_run_with_lost_inputs_ends_with_status_1_and_lists_them(tmp_path):
    result = _ask(tmp_path / "new.duckdb", "run", str(tmp_path / "nothing-here.txt"))
    assert result.exit_code == 1
    assert "nothing-here.txt" in result.output
    assert "1 lost, with reasons" in result.output


def test_an_empty_folder_is_no_failure(tmp_path):
    (tmp_path / "in").mkdir()
    result = _ask(tmp_path / "new.duckdb", "run", str(tmp_path / "in"))
    assert result.exit_code == 0


def test_a_wrong_setting_is_named(tmp_path, capsys, monkeypatch):
    arguments = ["detente", "run", str(tmp_path), "--set", "coding.gait=false"]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "gait" in capsys.readouterr().err


def test_exports_are_named(db, tmp_path):
    result = _ask(db, "export", "--format", "csv", "--out", str(tmp_path / "out"))
    assert result.output.count("\n") == 3


def test_an_export_can_be_reduced_and_an_unknown_reduction_touches_nothing(db, tmp_path):
    out = tmp_path / "reduced"
    result = _ask(db, "export", "--out", str(out), "--reduction", "crosswalk")
    assert result.exit_code == 0
    assert "CONSULT" in (out / "events.csv").read_text(encoding="utf-8")
    with pytest.raises(OntologyError, match="plover, crosswalk, cameo_strict"):
        _ask(db, "export", "--out", str(tmp_path / "none"), "--reduction", "strict")
    assert not (tmp_path / "none").exists()
