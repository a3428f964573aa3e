"""detente types: what is shown of the ontology, and the check of a file of own types."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.app import app
from detente.errors import OntologyError, OwnTypesError
from detente.ontology.plover import ontology

GOLDEN = Path(__file__).parent / "golden"
COMMANDS = ["list", "show", "contexts", "cameo", "reductions", "traps", "check"]
FILE = str(Path(__file__).parents[1] / "coding" / "cases" / "own_types_file.toml")


def _ask(*arguments):
    runner = CliRunner(env={"COLUMNS": "140"})
    return runner.invoke(app, ["types", *arguments], catch_exceptions=False)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_is_as_agreed(command, request):
    runner = CliRunner(env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
    shown = runner.invoke(app, ["types", *command.split(), "--help"]).output
    golden = GOLDEN / f"types{'-' * bool(command)}{command}.txt"
    if request.config.getoption("--update", default=False):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list",), "visit +4, third-party +1"),
        (("list", "--types", FILE), "states issue a postage stamp together"),
        (("show", "consult"), "041 talks by telephone +1.0 CONSULT/phone"),
        (("show", "RETREAT"), "planned CONCEDE, hypothetical RETREAT, denied left out"),
        (("show", "CONSULT/visit"), "score +4"),
        (("show", "173"), "arrests or charges"),
        (("show", "cyber"), "context cyber"),
        (("show", "arms-purchase", "--types", FILE), "kind of COOPERATE"),
        (("contexts",), "illegal_drugs"),
        (("cameo", "05"), "057"),
        (("reductions",), "planned RETREAT: CONCEDE"),
        (("traps",), "score of ACCUSE"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_what_is_asked_is_shown(arguments, words):
    result = _ask(*arguments)
    assert result.exit_code == 0
    assert words in " ".join(result.output.split())
    assert json.loads(_ask(*arguments, "--json").output)


def test_every_type_is_listed():
    shown = _ask("list").output
    assert all(name in shown for name in ontology().types)


def test_an_unknown_name_is_refused_with_where_to_look():
    with pytest.raises(OntologyError, match="detente types contexts"):
        _ask("show", "MEET")
    with pytest.raises(OntologyError, match="roots are 01 to 20"):
        _ask("cameo", "99")


def test_a_broken_file_is_told_before_anything_is_read(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('[[type]]\nname = "X"\n', encoding="utf-8")
    runner = CliRunner()
    arguments = ["run", str(tmp_path), "--db", str(tmp_path / "x.duckdb"), "--types", str(path)]
    with pytest.raises(OwnTypesError, match="line 2"):
        runner.invoke(app, arguments, catch_exceptions=False)
    assert not (tmp_path / "x.duckdb").exists()


def test_a_file_whose_examples_come_out_is_right():
    result = _ask("check", FILE)
    assert result.exit_code == 0
    assert "7 of 7 sentences" in result.output
    assert "v: lower o=flag/standard (words in line 31)" in result.output


def test_an_example_that_does_not_come_out_is_told_with_its_reason(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        "[[type]]\n"
        'name = "stamp-issue"\n'
        "examples = [\n"
        '  "Oman and India [issued] a joint [stamp].",\n'
        '  "Oman and India printed a stamp together.",\n'
        '  { text = "Nepal issued a stamp with Bhutan.", recipients = ["CHN"] },\n'
        '  "Collectors issued a stamp.",\n'
        "]\n"
        'counter_examples = ["Kenya issued a stamp on Friday."]\n'
        'actors = { country = ["OMN", "NPL", "KEN"] }\n',
        encoding="utf-8",
    )
    changed = ("--set", "coding.coder=rules", "--set", "coding.gate=false")
    result = _ask("check", str(path), *changed)
    assert result.exit_code == 1
    shown = " ".join(result.output.split())
    for words in (
        "✓ line 4, example: Oman and India issued a joint stamp.",
        "✗ line 5, example: Oman and India printed a stamp together. no words of the type",
        "recipients: BTN instead of CHN",
        "✗ line 7, example: Collectors issued a stamp. no event, nobody known takes part",
        "✗ line 9, no example: Kenya issued a stamp on Friday. OWN Kenya ● done",
        "1 of 5 sentences come out",
    ):
        assert words in shown
