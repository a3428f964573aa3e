"""The order of the stages holds, and is refused when it cannot work."""

import pytest

from detente.errors import PipelineError, PluginError
from detente.model import Document
from detente.pipeline.stages import STEPS, check_order
from detente.settings import Coding, Settings
from tests.pipeline import fakes


def test_every_layer_of_a_document_is_added_once():
    check_order(STEPS)
    added = [layer for step in STEPS for layer in step.adds]
    assert sorted([*added, "article", "problems"]) == sorted(Document.__struct_fields__)


def test_a_step_without_what_it_needs_is_refused():
    with pytest.raises(PipelineError, match="'events' needs 'sentences', which no step before"):
        check_order((fakes.STEPS[3],))


def test_a_layer_that_is_added_twice_is_refused():
    with pytest.raises(PipelineError, match="adds 'text', which is there already"):
        check_order((fakes.STEPS[0], fakes.STEPS[0]))


def test_an_unknown_coder_is_refused_by_name():
    events = next(step for step in STEPS if step.name == "events")
    with pytest.raises(PluginError, match="no coder named 'ruels'; installed: "):
        events.build(Settings(coding=Coding(coder="ruels")))
