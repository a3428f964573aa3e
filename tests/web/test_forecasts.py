"""The pages of forecasts: the record first, the reasons of each, empty and refused."""

import datetime as dt
from pathlib import Path

import pytest
from dashboard_client import Client

from detente.api_forecasts import Forecasts
from detente.samples import sample_table
from detente.web import create_app


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forecasts") / "x.duckdb"
    forecasts = Forecasts(path)
    forecasts.import_events(sample_table(), "csv")
    forecasts.dyad("CHN", "USA", as_of=dt.date(2024, 6, 30))
    forecasts.resolve()
    forecasts.dyad("RUS", "MYS")
    return path


@pytest.fixture(scope="module")
def pages(path: Path) -> Client:
    return Client(create_app(path))


def test_the_record_stands_before_the_list(pages):
    text = pages.get("/forecasts").text
    assert text.index("Looking back: 6 forecasts") < text.index("Every forecast that was issued")
    assert "Said (across) and seen (up)" in text
    assert "<svg" in text


def test_a_forecast_tells_why_with_the_rows_behind_it(pages, path):
    one = Forecasts(path).issued(dyad=("RUS", "MYS"), class_="TALKS")[0]
    text = pages.get(f"/forecasts/{one.id}").text
    assert "past windows of 30 days had such an event" in text
    assert "Malaysia: visits → Russia" in text
    assert "of import" in text


def test_the_list_narrows_and_is_there_as_files(pages):
    assert pages.get("/forecasts?state=open").text.count('class="row"') == 6
    assert pages.get("/forecasts?dyad=CHN-USA&class=talks").text.count('class="row"') == 1
    assert pages.get("/forecasts.csv?state=resolved").text.count("\n") == 7
    assert len(pages.get("/forecasts.json").json()) == 12


def test_questions_that_cannot_be_answered_say_so(pages):
    assert pages.get("/forecasts?state=late").status_code == 400
    assert "there are: open, resolved" in pages.get("/forecasts?state=late").text
    assert pages.get("/forecasts/zzzz").status_code == 404


def test_without_forecasts_the_page_says_how_to_get_one(empty):
    assert "detente forecast dyad RUS MYS" in empty.get("/forecasts").text
