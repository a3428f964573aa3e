"""Decisions and comparisons at the command line."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.app import app
from detente.errors import DetenteError
from detente.pipeline.run import run
from detente.settings import Settings
from detente.store.write import Writer
from tests.merge.merge_factories import report

GOLDEN = Path(__file__).parent / "golden"
COMMANDS = ("same", "different", "wrong-code", "wrong-actor", "not-event", "list", "export")
DOCUMENTS = (
    report(article="a1", text="Shoigu met Anwar in Putrajaya, with 12 aides.",
           when="2025-02-27", where="Putrajaya", outlet="Kestrel Post"),
    report(article="a2", text="Anwar hosted Shoigu and at least 20 aides.", action="hosted",
           when="2025-02-27", where="Kuala Lumpur", outlet="Harbour News"),
    report(("Lavrov",), ("Fidan",), article="b1", text="Lavrov met Fidan in Ankara.",
           when="2025-02-24", where="Ankara", outlet="Kestrel Post"),
    report(("Lavrov",), ("Anwar",), article="b2", text="Lavrov called Anwar.", action="called",
           when="2025-03-24", published="2025-03-25", outlet="Harbour News"),
)  # fmt: skip
MET, HOSTED, ANKARA, CALLED = (one.events[0].id for one in DOCUMENTS)


@pytest.fixture(scope="module")
def merged(tmp_path_factory):
    path = tmp_path_factory.mktemp("judge") / "x.duckdb"
    with Writer(path) as writer:
        writer.add(DOCUMENTS)
    run((), path, Settings())
    return path


@pytest.fixture
def db(merged, tmp_path):
    return Path(shutil.copy(merged, tmp_path))


def _ask(db, *arguments):
    runner = CliRunner(env={"COLUMNS": "140", "DETENTE_DB": str(db)})
    return " ".join(runner.invoke(app, list(arguments), catch_exceptions=False).output.split())


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_judge_is_as_agreed(command, request):
    runner = CliRunner(env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"})
    shown = runner.invoke(app, ["judge", *command.split(), "--help"]).output
    golden = GOLDEN / f"judge{'-' * bool(command)}{command}.txt"
    if request.config.getoption("--update", default=False):
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    assert not command or f"Example: detente judge {command}" in shown


def test_a_decision_is_made_listed_and_undone(db, tmp_path):
    made = _ask(db, "judge", "same", ANKARA, CALLED, "--by", "A. Reader", "--reason", "one trip")
    assert "2 reports are one event by A. Reader" in made
    listed = _ask(db, "judge", "list")
    assert "A. Reader, in force: one trip" in listed
    assert "“Lavrov met Fidan in Ankara.” Kestrel Post, 2025-02-27" in listed
    id_ = made.removeprefix("decision ")[:8]
    assert "one event: decision" in _ask(db, "event", CALLED)
    assert f"decision {id_} is undone" in _ask(db, "undo", id_)
    assert _ask(db, "judge", "list").startswith("no decisions yet")
    assert "undone: one trip" in _ask(db, "judge", "list", "--all")


def test_an_event_is_split_and_merged_again(db):
    both = json.loads(_ask(db, "event", MET, "--json"))["record"]["id"]
    parted = json.loads(_ask(db, "split", both, "--reports", HOSTED, "--json"))
    assert len(parted["records"]) == 2
    joined = json.loads(_ask(db, "merge", *parted["records"], "--json"))
    assert len(joined["records"]) == 1
    assert "gives way" in joined["gives_way"][0]


def test_right_codes_and_parties_are_given_in_words(db):
    assert "the right code is REQUEST" in _ask(
        db, "judge", "wrong-code", CALLED, "--type", "request"
    )
    told = _ask(
        db, "judge", "wrong-actor", CALLED, "--actor", "Lavrov", "--actor", "CHN", "--no-recipient"
    )
    assert "Sergei Lavrov, China acts; nobody receives" in told
    assert "1 report tells of no event" in _ask(db, "judge", "not-event", ANKARA)


def test_gold_is_exported(db, tmp_path):
    _ask(db, "judge", "different", MET, ANKARA)
    out = tmp_path / "gold.jsonl"
    assert _ask(db, "judge", "export", str(out)).endswith("1 lines")
    row = json.loads(out.read_text(encoding="utf-8"))
    assert (row["task"], row["same"], row["one"]["sentence"]["text"][:6]) == (
        "pair", False, "Shoigu",
    )  # fmt: skip
    folder = tmp_path / "tables"
    _ask(db, "export", "--table", "decisions", "--out", str(folder))
    assert "different,in force" in (folder / "decisions.csv").read_text(encoding="utf-8")


def test_an_event_shows_who_says_what_and_numbers_over_time(db):
    shown = _ask(db, "event", MET)
    assert "Putrajaya chosen 2025-02-27 Kestrel Post" in shown
    assert re.search(r"Kuala Lumpur (different|contradictory) 2025-02-27 Harbour News", shown)
    assert "aides 12 to 20 12 to 20 2025-02-27: 12 aides; at least 20 aides" in shown


def test_outlets_are_compared(db):
    shown = _ask(db, "compare", "--outlets", "kestrel", "Harbour News", "--dyad", "RUS-MYS")
    assert "2 events; 1 told by both, 0 by Kestrel Post alone, 1 by Harbour News alone" in shown
    assert "“Lavrov called Anwar.”" in shown
    assert "Both tell, and differ (1 of 1)" in shown
    found = json.loads(_ask(db, "compare", "--outlets", "Kestrel", "Harbour", "--json"))
    assert found["n_events"] == 3


WRONG = [
    (("compare", "--outlets", "Kestrel", "Nobody"), "no outlet 'Nobody': Harbour News"),
    (("compare", "--outlets", "Kestrel", "kestrel"), "are one outlet"),
    (("compare", "--outlets", "Kestrel", "Harbour", "--dyad", "RUS"), "no pair of countries"),
    (("undo", "fff"), "no decision"),
    (("split", MET, "--reports", HOSTED), "no record"),
    (("judge", "wrong-code", MET, "--type", "VISIT"), "no PLOVER event type 'VISIT'"),
    (("judge", "wrong-actor", MET, "--actor", "Qwfp Zzyzx"), "nobody named 'Qwfp Zzyzx'"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=[" ".join(a) for a, _ in WRONG])
def test_what_is_wrong_is_told(merged, arguments, words):
    with pytest.raises(DetenteError, match=words):
        _ask(merged, *arguments)
