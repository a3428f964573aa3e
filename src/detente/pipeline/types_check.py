"""Codes the examples and counter-examples of a file of own types, and says which are right."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from detente.coding.events import own_tagger, scenes_of
from detente.coding.own_types import Decision, Tagger, described
from detente.ingest.articles import build_article
from detente.ingest.source import ReadOptions
from detente.model import Document, Event, Record
from detente.ontology.own_types import Example, OwnType
from detente.ontology.own_types_file import read_own_types
from detente.pipeline.batch import run_batch
from detente.pipeline.stages import BuiltStep, build_steps
from detente.settings import Settings


class CheckedExample(Record, frozen=True, kw_only=True):
    """One sentence of the file: whether it came out as the file says, and why it came out so.

    ``events`` are those of the type; a counter-example is right without any.
    """

    type: str
    text: str
    line: int
    is_counter: bool
    is_right: bool
    why: str
    events: tuple[Event, ...]


class TypesCheck(Record, frozen=True, kw_only=True):
    """What a file of own types makes of its sentences.

    ``triggers`` are pairs of a type's name and what tells of it, in words.
    """

    path: str
    triggers: tuple[tuple[str, str], ...]
    examples: tuple[CheckedExample, ...]

    @property
    def wrong(self) -> int:
        """How many sentences came out otherwise than the file says."""
        return sum(not one.is_right for one in self.examples)


def check_own_types(path: str | Path, settings: Settings) -> TypesCheck:
    """Return what a file makes of its examples and counter-examples, in the order of the file.

    Raises:
        OwnTypesError: the file is broken; names file, line and key.
    """
    own = read_own_types(path)
    chosen = replace(settings, coding=replace(settings.coding, own_types=str(path)))
    checker = _Checker(own_tagger(str(path)), build_steps(chosen))
    examples = tuple(found for one in own.types for found in checker.examples(one))
    triggers = tuple((own.type.name, described(own)) for own in checker.tagger.triggers)
    return TypesCheck(path=str(path), triggers=triggers, examples=examples)


class _Checker:
    def __init__(self, tagger: Tagger, steps: Sequence[BuiltStep]) -> None:
        self.tagger = tagger
        self._steps = steps

    def examples(self, own: OwnType) -> Iterator[CheckedExample]:
        for example in own.examples:
            yield self._checked(own, example, is_counter=False)
        for example in own.counter_examples:
            yield self._checked(own, example, is_counter=True)

    def _checked(self, own: OwnType, example: Example, *, is_counter: bool) -> CheckedExample:
        document = self._coded(example.text)
        events = tuple(one for one in document.events or () if own.name in one.own_types)
        decisions = [one for one in self._decisions(document) if one.own.type.name == own.name]
        faults = [] if is_counter else [_faults(example, event) for event in events]
        is_right = not events if is_counter else any(not fault for fault in faults)
        return CheckedExample(
            type=own.name,
            text=example.text,
            line=example.line,
            is_counter=is_counter,
            is_right=is_right,
            why=_why(document, events, faults, decisions),
            events=events,
        )

    def _coded(self, text: str) -> Document:
        article = build_article(text, key="", options=ReadOptions())
        return run_batch([Document(article=article)], self._steps).documents[0]

    def _decisions(self, document: Document) -> Iterator[Decision]:
        for scene in scenes_of(document):
            here = [one for one in document.events or () if one.sentence == scene.index]
            yield from self.tagger.decisions(scene, here)


def _faults(example: Example, event: Event) -> str:
    """Return in what an event is not as its example says; "" if in nothing."""
    told = {
        "actors": (example.actors, _countries(one.country for one in event.actors)),
        "recipients": (example.recipients, _countries(one.country for one in event.recipients)),
        "modality": (
            (example.modality.value,) if example.modality else None,
            (event.modality.value,),
        ),
    }
    return "; ".join(
        f"{name}: {', '.join(found) or 'none'} instead of {', '.join(wanted) or 'none'}"
        for name, (wanted, found) in told.items()
        if wanted is not None and sorted(wanted) != sorted(found)
    )


def _countries(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(country or "?" for country in found))


def _why(
    document: Document,
    events: Sequence[Event],
    faults: Sequence[str],
    decisions: Sequence[Decision],
) -> str:
    if events and faults and all(faults):
        return faults[0]
    if decisions:
        return "; ".join(dict.fromkeys(map(_decided, decisions)))
    if any(parse is None for parse in document.parses or (None,)):
        return "the gate held it back: it names no state or body that is known, or no telling word"
    return "no words of the type stand in it in the way that its triggers want"


def _decided(decision: Decision) -> str:
    event = decision.event
    became = event.event_type if event else "no event"
    return f"{became}, {decision.reason}: {described(decision.own)}"
