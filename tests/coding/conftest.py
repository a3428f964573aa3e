"""Texts read up to the coder, by stages that are built once for all tests of the coder."""

import pytest

from benchmarks.quality.stages import GIVEN, UNGATED
from detente.coding.events import scenes_of
from detente.coding.hybrid import build
from detente.model import Article, Document, Language
from detente.pipeline.stages import STEPS
from detente.settings import Settings

ENGLISH = Language(code="en", probability=1.0, is_read=True)


@pytest.fixture(scope="session")
def read():
    """Give documents with all the coder needs: ``read([text, ...], published=day)``."""
    names = [step.name for step in STEPS]
    wanted = [step for step in STEPS[: names.index("events")] if step.name not in GIVEN]
    stages = [step.build(UNGATED) for step in wanted]

    def read_texts(texts, published=None):
        articles = [Article(id=text, body=text, published=published) for text in texts]
        batch = [Document(article=one, text=one.body, language=ENGLISH) for one in articles]
        for stage in stages:
            batch = stage(batch)
        return batch

    return read_texts


@pytest.fixture(scope="session")
def scene_of(read):
    """Give the scene of a text's first sentence."""
    return lambda text: next(scenes_of(read([text])[0]))


@pytest.fixture(scope="session")
def code():
    """Give documents with the events of the coder that ships."""
    return build(Settings())
