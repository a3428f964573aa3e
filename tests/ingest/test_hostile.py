"""Hostile inputs end in articles or listed problems, and pass the clean stages."""

from functools import cache
from itertools import islice

import msgspec
import pytest

from detente.clean import boilerplate, fingerprint, language, segment
from detente.ingest.source import ReadOptions, Source
from detente.ingest.sources import read_source
from detente.model import Article, Document, Problem
from detente.settings import Settings
from tests.hostile import KINDS, hostile_inputs

MODULES = (boilerplate, language, fingerprint, segment)


@cache
def stages():
    return [module.build(Settings()) for module in MODULES]


def assert_survives(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    found = list(read_source(Source(name=name, path=path), ReadOptions()))
    assert found
    for item in found:
        assert msgspec.json.encode(item)
        if isinstance(item, Article):
            assert_cleans(item)
        else:
            assert isinstance(item, Problem)
            assert item.reason


def assert_cleans(article):
    documents = [Document(article=article)]
    for stage in stages():
        documents = stage(documents)
    (document,) = documents
    assert msgspec.json.encode(document)
    assert document.problems or document.text.strip()
    assert all(s.span.end <= len(document.text) for s in document.sentences)


@pytest.mark.parametrize("part", range(len(KINDS)))
def test_no_input_breaks_reading_or_cleaning(tmp_path, part):
    inputs = hostile_inputs(5 * len(KINDS), seed=2025, scale=0.004)
    for name, data in islice(inputs, part, None, len(KINDS)):
        assert_survives(tmp_path, name, data)


@pytest.mark.slow
def test_no_large_input_breaks_reading_or_cleaning(tmp_path):
    for name, data in hostile_inputs(len(KINDS), seed=7):
        assert_survives(tmp_path, name, data)


def test_the_same_seed_gives_the_same_inputs():
    assert list(hostile_inputs(60, 3, 0.001)) == list(hostile_inputs(60, 3, 0.001))
