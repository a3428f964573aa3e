"""Briefs: every sentence has its reference, and the same records give the same text."""

import datetime as dt
import re

import pytest
from msgspec.structs import replace

from detente.analyze.brief import as_markdown, as_text, write_brief
from detente.model import Modality
from detente.store import query
from detente.store.connect import reading
from detente.store.write import Writer
from tests.store.corpus import CONFLICT, COPY, document, record

RECORDS = [
    record("e00001", "e00002", article_ids=("a00001", "a00002"), n_articles=2),
    record("e00003", id="cafe0001", modality=Modality.PLANNED, when=None),
    record("e00004", id="cafe0002", modality=Modality.DENIED),
    record("e00005", id="01d00001", historical=True),
]


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    path = tmp_path_factory.mktemp("brief") / "x.duckdb"
    with Writer(path) as writer:
        writer.add([document(f"a0000{n}") for n in (1, 2, 3, 4, 5)])
        writer.replace_corpus(RECORDS, [CONFLICT], [COPY])
    with reading(path) as connection:
        return query.dyad(connection, "RUS", "MYS")


def test_events_stand_under_what_they_are(view):
    headings = [section.heading for section in write_brief(view).sections]
    assert headings == [
        "What happened",
        "What is planned",
        "Claimed, denied or possible",
        "Who said what",
        "Where accounts differ",
        "Background",
    ]


def test_every_sentence_has_references_that_are_listed(view):
    brief = write_brief(view)
    listed = {item.number for item in brief.references}
    sentences = [item for section in brief.sections for item in section.sentences]
    assert sentences
    assert all(item.references and set(item.references) <= listed for item in sentences)
    assert listed == set(range(1, len(brief.references) + 1))
    assert {number for item in sentences for number in item.references} == listed


def test_copies_are_not_cited_as_further_sources(view):
    first = write_brief(view).sections[0].sentences[0]
    assert first.references == (1,)
    assert "2 reports, 1 independent source" in first.text


def test_the_same_records_give_the_same_text(view):
    assert as_text(write_brief(view)) == as_text(write_brief(view))


def test_markdown_and_text_say_the_same(view):
    brief = write_brief(view, since=dt.date(2025, 1, 1))
    marked = re.sub(r"(?m)^#+ |^- (?=\[)|\]\(http[^)]*\)|\[(?=“)", "", as_markdown(brief))
    plain = re.sub(r"(?m)^=+\n?", "", as_text(brief))
    assert marked.split() == plain.split()
    assert "since 1 January 2025" in marked


def test_long_sections_say_what_they_leave_out(view):
    many = replace(view, lines=view.lines * 16)
    assert "... and" in as_text(write_brief(many))
