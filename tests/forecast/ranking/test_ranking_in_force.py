"""A ranking fitted on imported events, put in force and asked."""

import json

import pytest
from typer.testing import CliRunner

from detente.api_forecasts import Forecasts
from detente.cli.app import app
from detente.forecast import ranking
from detente.forecast.questions import date_of
from detente.samples import sample_table


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    db = tmp_path_factory.mktemp("ranking") / "x.duckdb"
    Forecasts(db).import_events(sample_table(), "csv")
    Forecasts(db).fit(kind="ranking")
    return db


@pytest.fixture(scope="module")
def answer(path):
    return Forecasts(path).next(actor="MYS", limit=5)


def test_the_fitted_ranking_answers(answer):
    assert answer.ranked_by == ranking.VERSION
    assert len(answer.candidates) == 5


def test_who_comes_first_is_explained_by_past_events_and_rules(answer):
    first = answer.candidates[0]
    assert first.reasons
    assert first.rules
    assert all(0 <= one.without <= 1 for one in first.reasons)


def asked(path, *more):
    runner = CliRunner(env={"COLUMNS": "160", "DETENTE_DB": str(path)})
    command = ["forecast", "next", "--actor", "MYS", "--limit", "5", *more]
    return runner.invoke(app, command, catch_exceptions=False).output


def test_the_command_tells_why_in_words(path):
    shown = asked(path)
    assert "what is asked for, between them before" in shown
    assert "without it " in shown
    assert "· rule: “visits” on it " in shown
    assert "(row " in shown


def test_the_command_tells_why_as_json(path, answer):
    found = json.loads(asked(path, "--json"))["candidates"]
    assert [one["name"] for one in found] == [one.name for one in answer.candidates]
    assert {"asked", "past", "is_by_candidate", "days", "share"} == set(found[0]["rules"][0])
    assert {"words", "without", "events"} == set(found[0]["reasons"][0])


def test_every_event_named_lies_in_the_past_and_can_be_looked_up(path):
    series = Forecasts(path).series
    middle = date_of(int(series.known[len(series) // 2]))
    Forecasts(path).fit(kind="ranking", until=middle)
    found = Forecasts(path).next(actor="MYS", as_of=middle)
    named = [event for one in found.candidates for why in one.reasons for event in why.events]
    assert named
    assert all(date_of(event.day) <= middle and event.evidence.row for event in named)


def test_a_kill_during_fitting_leaves_the_old_ranking_in_force(path, answer, monkeypatch):
    Forecasts(path).fit(kind="ranking")

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(ranking, "fit_forest", killed)
    with pytest.raises(KeyboardInterrupt):
        Forecasts(path).fit(kind="ranking", seed=5)
    assert Forecasts(path).next(actor="MYS", limit=5) == answer
