import importlib.util
import json

import pytest

from benchmarks.quality import __main__ as quality
from benchmarks.quality import floors
from benchmarks.quality.floors import FLOORS, OWN

GOLD = {
    "id": "one",
    "set": "own",
    "date": None,
    "text": "Chile and Bolivia signed an agreement on rail freight.",
    "events": [
        {
            "event": "SUPPORT",
            "source": [{"code": "CHL", "sector": None}, {"code": "BOL", "sector": None}],
            "target": [],
            "reciprocal": True,
        }
    ],
}
# A scorer of the same manner as the shared ones: it counts ids that have an event.
SCORER = """
import json, sys
names = [a for a in sys.argv[1:] if not a.startswith("--")]
rows = [json.loads(line) for line in open(names[1])]
print(json.dumps({"with_event": sum(bool(row["events"]) for row in rows)}))
"""


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n")
    (tmp_path / "score.py").write_text(SCORER)
    return path


def test_any_gold_file_is_predicted_and_scored(gold, tmp_path, capsys):
    out = tmp_path / "predictions.jsonl"
    assert quality.main(["events", "--gold", str(gold), "--out", str(out)]) == 0
    (row,) = [json.loads(line) for line in out.read_text().splitlines()]
    assert row == {
        "id": "one",
        "events": [{"event": "SUPPORT", "source": ["CHL", "BOL"], "target": []}],
    }
    shown = capsys.readouterr().out
    assert '"with_event": 1' in shown
    assert "rows a second" in shown


def test_without_gold_data_all_is_skipped_with_a_message(tmp_path, capsys, monkeypatch):
    shared = [row for row in json.loads(FLOORS.read_text()) if not row["gold"].startswith(OWN)]
    monkeypatch.setattr(floors, "FLOORS", tmp_path / "floors.json")
    floors.FLOORS.write_text(json.dumps(shared))
    assert quality.main(["all", "--eval", str(tmp_path / "missing")]) == 0
    assert "skipped" in capsys.readouterr().out


def test_every_task_is_served():
    for task in quality.TASKS:
        assert importlib.util.find_spec(f"benchmarks.quality.{task}"), task


def test_floors_name_tasks_and_figures():
    for row in json.loads(FLOORS.read_text()):
        assert set(row) == {"name", "task", "gold", "margin", "floors"}
        assert row["task"] in quality.TASKS
        assert row["floors"]
