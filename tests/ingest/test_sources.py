"""Files, folders and standard input."""

import io
import json
import sys

import pytest

from detente.ingest.source import ReadOptions
from detente.ingest.sources import read_paths, sniff
from detente.model import Article, Problem

PROSE = "The foreign ministers of Norway and Chile met in Oslo on Tuesday to discuss fisheries."
ROW = json.dumps({"text": PROSE})
PAGE = f"<!DOCTYPE html><html><body><p>{PROSE}</p></body></html>"


def read(*paths):
    return list(read_paths(paths, ReadOptions()))


def fill(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")


def test_a_folder_is_read_in_the_order_of_names_without_hidden_files(tmp_path):
    fill(tmp_path, b_txt=PROSE, a_html=PAGE, _hidden=PROSE, c_jsonl=ROW, d="")
    fill(tmp_path / "aa", x_txt=PROSE)
    fill(tmp_path / ".git", x_txt=PROSE)
    found = read(tmp_path)
    names = [item.origin.removeprefix(f"{tmp_path}/") for item in found]
    assert names == ["a.html", "aa/x.txt", "b.txt", "c.jsonl:1", "d"]
    assert isinstance(found[-1], Problem)


def test_a_link_to_a_folder_is_not_followed(tmp_path):
    fill(tmp_path, a_txt=PROSE)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(read(tmp_path)) == 1


@pytest.mark.parametrize("name", ["missing.txt", "missing", "missing.jsonl", "missing.html"])
def test_a_path_that_is_not_there_is_a_problem(tmp_path, name):
    (problem,) = read(tmp_path / name)
    assert isinstance(problem, Problem)
    assert problem.origin.endswith(name)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ROW, "jsonl"),
        (f"[{ROW}]", "jsonl"),
        ("\ufeff \n{", "jsonl"),
        (PAGE, "html"),
        ("<p>Oslo</p>", "html"),
        ("<3 Oslo", "text"),
        ("[Oslo] talks", "text"),
        (PROSE, "text"),
        ("", "text"),
    ],
)
def test_the_format_of_an_unnamed_input_is_told_from_its_start(data, kind):
    assert sniff(data.encode()) == kind


@pytest.mark.parametrize(("data", "media"), [(PROSE, "text"), (PAGE, "html"), (ROW, "text")])
def test_standard_input_is_read_in_any_format(monkeypatch, data, media):
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data.encode())))
    monkeypatch.setattr(sys, "stdin", stream)
    (article,) = read("-")
    assert isinstance(article, Article)
    assert article.media == media
    assert article.origin.startswith("-")


def test_articles_come_one_at_a_time(tmp_path):
    fill(tmp_path, a_jsonl=f"{ROW}\n" * 3)
    stream = read_paths([tmp_path, tmp_path / "missing"], ReadOptions())
    assert isinstance(next(stream), Article)
