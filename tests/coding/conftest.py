"""Texts read up to the coder, by stages that are built once for all tests of the coder."""

from itertools import pairwise

import pytest

from benchmarks.quality.stages import documents
from detente.coding.events import scenes_of
from detente.coding.hybrid import build
from detente.pipeline.stages import STEPS
from detente.settings import Settings

LAST_BEFORE = next(before.name for before, step in pairwise(STEPS) if step.name == "events")


@pytest.fixture(scope="session")
def read():
    """Give documents with all the coder needs: ``read([text, ...], published=day)``."""

    def read_texts(texts, published=None):
        return list(documents([(text, text, published) for text in texts], LAST_BEFORE))

    return read_texts


@pytest.fixture(scope="session")
def scene_of(read):
    """Give the scene of a text's first sentence."""
    return lambda text: next(scenes_of(read([text])[0]))


@pytest.fixture(scope="session")
def code():
    """Give documents with the events of the coder that ships."""
    return build(Settings())
