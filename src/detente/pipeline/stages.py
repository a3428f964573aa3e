"""The order of the document stages, and the check of that order.

The names of the layers are the fields of ``Document``.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from detente.errors import PipelineError
from detente.model import Document
from detente.plugins import load_plugin
from detente.settings import Settings

Stage = Callable[[Sequence[Document]], list[Document]]
Build = Callable[[Settings], Stage]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage in the order: its name, the layers it needs and adds, how it is built.

    ``reads`` is "text" for stages that work on any text, "language" for those that only get
    documents in a language that is read, "parses" for those that only get such of them as the
    gate found a sentence in.
    """

    name: str
    needs: frozenset[str]
    adds: frozenset[str]
    build: Build
    reads: str = "parses"


@dataclass(frozen=True, kw_only=True)
class BuiltStep:
    """A step with its stage, models and tables loaded."""

    step: Step
    stage: Stage


def _step(name: str, needs: str, adds: str, build: Build, *, reads: str = "parses") -> Step:
    layers = (frozenset(needs.split()), frozenset(adds.split()))
    loading = _without_collection(build)
    return Step(name=name, needs=layers[0], adds=layers[1], build=loading, reads=reads)


def _without_collection(build: Build) -> Build:
    # Tables are a million small objects that stay: to look for garbage among them while they
    # load takes as long as loading them.
    def built(settings: Settings) -> Stage:
        collects = gc.isenabled()
        gc.disable()
        try:
            return build(settings)
        finally:
            if collects:
                gc.enable()

    return built


def _of(module: str) -> Build:
    # Imported when built, so that naming the stages loads no model library.
    def build(settings: Settings) -> Stage:
        made: Stage = import_module(module).build(settings)
        return made

    return build


def _linker(settings: Settings) -> Stage:
    made: Stage = load_plugin("linkers", settings.coding.linker)(settings)
    return made


def _coder(settings: Settings) -> Stage:
    made: Stage = load_plugin("coders", settings.coding.coder)(settings)
    return made


STEPS: Final[tuple[Step, ...]] = (
    _step("text", "article", "text removed", _of("detente.clean.boilerplate"), reads="text"),
    _step("language", "text", "language", _of("detente.clean.language"), reads="text"),
    _step("fingerprint", "text", "fingerprint", _of("detente.clean.fingerprint"), reads="text"),
    _step("sentences", "text language", "sentences", _of("detente.clean.segment"), reads="text"),
    _step("parses", "sentences", "parses", _of("detente.link.parse"), reads="language"),
    _step("words", "sentences", "words", _of("detente.link.words")),
    _step("days", "sentences", "days", _of("detente.link.dates")),
    _step("mentions", "sentences words parses", "mentions", _of("detente.link.mentions")),
    _step("places", "sentences mentions", "places", _of("detente.link.places")),
    _step("links", "mentions days", "links", _linker),
    _step("chains", "words parses days mentions links places", "chains", _of("detente.link.coref")),
    _step("topics", "sentences", "topics", _of("detente.coding.topics")),
    _step("events", "parses links days places topics", "events", _coder),
    _step(
        "statements",
        "parses links topics chains places events",
        "statements",
        _of("detente.coding.statements"),
    ),
    _step("claims", "parses links days", "claims", _of("detente.coding.claims")),
)


def check_order(steps: Sequence[Step]) -> None:
    """Check that every layer a step needs was added before, and none is added twice.

    Raises:
        PipelineError: it names the step, the layer, and the steps that add it.
    """
    there: set[str] = {"article"}
    for step in steps:
        missing = sorted(step.needs - there)
        if missing:
            raise PipelineError(
                f"step {step.name!r} needs {missing[0]!r}, which no step before it adds; "
                f"layers there: {', '.join(sorted(there))}"
            )
        twice = sorted(step.adds & there)
        if twice:
            raise PipelineError(f"step {step.name!r} adds {twice[0]!r}, which is there already")
        there |= step.adds


def build_steps(settings: Settings, steps: Sequence[Step] = STEPS) -> tuple[BuiltStep, ...]:
    """Return the steps with their stages, models and tables loaded. Slow: once a process.

    Raises:
        PipelineError: the order is impossible.
        PluginError: the settings name a linker or coder that is not installed.
    """
    check_order(steps)
    return tuple(BuiltStep(step=step, stage=step.build(settings)) for step in steps)
