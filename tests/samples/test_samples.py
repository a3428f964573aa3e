"""The sample articles are well-formed, and what is expected of them points at them."""

import datetime as dt
import json
import re
import tomllib
from pathlib import Path

import pytest

from detente.model import Modality
from detente.ontology.plover import ontology
from detente.samples import sample_folder

LONGEST_WORDS = 450
EXPECTED = tomllib.loads(sample_folder().with_name("expected.toml").read_text(encoding="utf-8"))
KEYS = {"id", "url", "publisher", "published_at", "title", "text"}


def lines() -> list[dict[str, str]]:
    return [
        json.loads(line)
        for path in sorted(sample_folder().glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def pages() -> list[Path]:
    return sorted(path for path in sample_folder().iterdir() if path.suffix != ".jsonl")


def all_ids() -> list[str]:
    return [line["id"] for line in lines()] + [path.name for path in pages()]


def named_ids(table: str) -> list[str]:
    return [name for row in EXPECTED[table] for name in row["articles"]]


def test_there_are_enough_articles_in_each_form():
    suffixes = [path.suffix for path in pages()]
    assert len(lines()) >= 40
    assert suffixes.count(".txt") >= 10
    assert suffixes.count(".html") >= 6


def test_every_line_has_all_keys_and_words_in_them():
    assert all(set(line) == KEYS and all(line.values()) for line in lines())


def test_every_outlet_is_marked_as_a_sample_on_a_reserved_domain():
    assert all(line["publisher"].endswith("(sample)") for line in lines())
    assert all(line["url"].split("/")[2].endswith(".example") for line in lines())
    html = [path.read_text(encoding="utf-8") for path in pages() if path.suffix == ".html"]
    assert all('property="og:site_name"' in page and "(sample)" in page for page in html)


def test_ids_are_unique_and_end_their_address():
    assert len(set(all_ids())) == len(all_ids())
    assert all(line["url"].endswith("/" + line["id"]) for line in lines())


def test_days_are_written_in_iso_form_and_lie_in_the_years_covered():
    days = [dt.datetime.fromisoformat(line["published_at"]).date() for line in lines()]
    assert dt.date(2024, 1, 1) <= min(days)
    assert max(days) <= dt.date(2025, 12, 31)


def test_no_article_is_long():
    texts = [line["text"] for line in lines()]
    texts += [path.read_text(encoding="utf-8") for path in pages()]
    assert max(len(text.split()) for text in texts) <= LONGEST_WORDS


@pytest.mark.parametrize("table", [name for name in EXPECTED if name != "schema"])
def test_what_is_expected_names_articles_that_exist(table):
    assert set(named_ids(table)) <= set(all_ids())


def test_expected_events_cover_all_types_with_known_words():
    events = EXPECTED["event"]
    assert {event["type"] for event in events} == set(ontology().types)
    assert all(Modality(event["modality"]) and event["note"] for event in events)
    for event in events:
        assert event.get("mode") in {None, *ontology().types[event["type"]].modes}
        assert all(re.fullmatch("[A-Z]{3}", code) for code in event["actors"] + event["recipients"])


def test_expected_days_are_days_in_order():
    dated = [event for event in EXPECTED["event"] if "date" in event]
    assert all(type(event["date"]) is dt.date for event in dated)
    assert all(event["date"] <= event.get("end_date", event["date"]) for event in dated)


def test_copies_share_most_of_their_words_with_the_original():
    texts = {line["id"]: set(line["text"].split()) for line in lines()}
    for group in EXPECTED["wire_copies"]:
        first, *others = [texts[name] for name in group["articles"]]
        assert all(len(first & other) / len(other) > 0.9 for other in others)
