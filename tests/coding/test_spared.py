import pytest

from detente.coding.events import scenes_of
from detente.coding.hybrid import build
from detente.coding.spared import is_spared, sparing
from detente.settings import Coding, Settings

# Eight sentences on one country's politics, and the one that is asked about.
AT_HOME = (
    "The Chilean senate sat on Monday. Its members spoke of schools. A senator read from a book. "
    "Others listened to him. The mayor of Santiago was there. Chilean teachers waited outside. "
    "It was cold. The lights went out late. "
)


@pytest.fixture(scope="module")
def last_scene(read):
    return lambda text: list(scenes_of(read([text])[0]))[-1]


def test_news_from_home_without_a_known_deed_is_spared(last_scene):
    assert is_spared(last_scene(AT_HOME + "Chilean schools are old."))


@pytest.mark.parametrize(
    "text",
    [
        AT_HOME + "Chile condemned the attack.",  # a rule sees a deed
        AT_HOME + "Schools of Peru and Chile are old.",  # two states
        "Chilean schools are old.",  # too short to be news from home
    ],
)
def test_other_sentences_are_read(last_scene, text):
    assert not is_spared(last_scene(text))


def test_what_is_spared_is_not_asked(last_scene):
    def fail(scene):
        raise AssertionError(scene)

    assert sparing(fail)(last_scene(AT_HOME + "Chilean schools are old.")) == []


def test_without_the_gate_nothing_is_spared(read, monkeypatch):
    asked = []
    document = read([AT_HOME + "Chilean schools are old."])[0]
    monkeypatch.setattr("detente.coding.hybrid.Hybrid.__call__", lambda _, s: asked.append(s) or [])
    build(Settings(coding=Coding(gate=False)))([document])
    without = len(asked)
    build(Settings())([document])
    assert len(asked) - without < without == len(document.sentences)
