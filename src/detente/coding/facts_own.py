"""Kinds of standing facts that a user defines in a TOML file, read and checked.

A file has ``[[fact]]`` blocks and may have ``[sets]`` of words. A fact has a ``kind``, what it
``says``, ``words`` ("v:lend", "n:lender/creditor", "a:indebted"), the places of ``subject`` and
``object`` (those of data/en/facts_frames.toml: actor, patient, holder, owner, to, from, ...), and
may have ``needs`` and ``examples`` with the subject and the object in brackets.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from detente.coding.facts_needs import is_fitting
from detente.coding.facts_parse import put_right
from detente.coding.facts_places import fillers
from detente.coding.facts_tables import Frame, fact_kinds, frame_of
from detente.coding.scene import Scene
from detente.errors import OwnTypesError
from detente.model import Article, Document, Parse, Record, Sentence, Span
from detente.ontology.own_files import OwnFile, as_set

Parsing = Callable[[Iterable[tuple[str, int]]], Iterator[Parse]]

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_WORDS: Final = re.compile(r"[vnap]:[\w-]+(?:/[\w-]+)*")
_PLACE: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
_MARK: Final = re.compile(r"\[([^\[\]]+)\]")
_PARTIES: Final = ("party", "state", "organisation", "any", "words")
_TENSES: Final = ("any", "now", "done")
_MARKS: Final = 2


class _Fact(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: str
    words: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    says: str = ""
    needs: tuple[str, ...] = ()
    subject_is: str = "party"
    object_is: str = "party"
    tense: str = "any"
    is_mutual: bool = False
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class _File(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    fact: tuple[_Fact, ...]
    sets: dict[str, str | tuple[str, ...]] = msgspec.field(default_factory=dict)


class OwnFacts(NamedTuple):
    """The frames of a file, in its order."""

    frames: tuple[Frame, ...]


def read_own_facts(path: str | Path, parsing: Parsing) -> OwnFacts:
    """Return the kinds of facts of a file, its examples checked.

    Args:
        path: a TOML file, UTF-8.
        parsing: what parses (text, offset) pairs, for the examples.

    Raises:
        OwnTypesError: the file is not there, no TOML, or something in it cannot be, or an example
            does not come out as it is bracketed; names file, line and key.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OwnTypesError(f"own facts {path}: {error}") from error
    return _Reader(str(path), text).facts(parsing)


class _Reader:
    """One file of facts."""

    def __init__(self, path: str, text: str) -> None:
        self._file = OwnFile(path, text, "fact")

    def facts(self, parsing: Parsing) -> OwnFacts:
        raw = self._file.read(_File, _Fact.__struct_fields__)
        sets = {name: as_set(words) for name, words in raw.sets.items()}
        frames = tuple(self._frame(number, one, sets) for number, one in enumerate(raw.fact))
        for number, (one, frame) in enumerate(zip(raw.fact, frames, strict=True)):
            self._check_examples(number, one, frame, parsing)
        return OwnFacts(frames)

    def _frame(self, number: int, raw: _Fact, sets: Mapping[str, frozenset[str]]) -> Frame:
        for key, what, part in _faults(raw, sets):
            raise self._file.error(number, key, what, part)
        left_out = {"says", "examples", "counter_examples"}
        row = {name: getattr(raw, name) for name in raw.__struct_fields__ if name not in left_out}
        return frame_of(row, sets)

    def _check_examples(self, number: int, raw: _Fact, frame: Frame, parsing: Parsing) -> None:
        for example in raw.examples:
            what = _misread(example, frame, parsing)
            if what:
                raise self._file.error(number, "examples", what, example)
        for example in raw.counter_examples:
            if any(True for _ in _readings(_unmarked(example)[0], frame, parsing)):
                what = f"{example!r} is read as {frame.kind}; add needs, or take words away"
                raise self._file.error(number, "counter_examples", what, example)


def _faults(raw: _Fact, sets: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield key, fault and words of what cannot be in a fact."""
    if not _NAME.fullmatch(raw.kind) or raw.kind in fact_kinds():
        yield "kind", f"{raw.kind!r} is no new name; write small letters, as lends_to", ""
    for word in raw.words:
        if not _WORDS.fullmatch(word):
            yield "words", f"{word!r}: write a letter and lemmas, as v:lend or n:lender", word
    for key, places in (("subject", raw.subject), ("object", raw.object)):
        wrong = [place for place in places if not _PLACE.fullmatch(place)]
        yield from ((key, f"{place!r} is no place, as actor or to", place) for place in wrong)
    for need in raw.needs:
        name = need.partition(":")[2]
        if name and name not in sets:
            known = ", ".join(sets) or "none"
            yield "needs", f"no set {name!r}; sets of this file: {known}", need
    yield from _choices(raw)


def _choices(raw: _Fact) -> Iterator[tuple[str, str, str]]:
    given = (
        ("subject_is", raw.subject_is, _PARTIES[:-1]),
        ("object_is", raw.object_is, _PARTIES),
        ("tense", raw.tense, _TENSES),
    )
    for key, value, known in given:
        if value not in known:
            yield key, f"{value!r} is not known; known: {', '.join(known)}", ""


def _misread(example: str, frame: Frame, parsing: Parsing) -> str | None:
    """Return what is wrong with an example, None if it is read as it is bracketed."""
    text, marks = _unmarked(example)
    if len(marks) != _MARKS:
        return f"bracket the subject and the object in {example!r}, in this order"
    found = list(_readings(text, frame, parsing))
    if any(_holds(marks[0], one) and _holds(marks[1], other) for one, other in found):
        return None
    told = "; ".join(f"{_words(text, one)} and {_words(text, other)}" for one, other in found)
    return f"{example!r} is not read as bracketed; found: {told or 'nothing'}"


def _unmarked(text: str) -> tuple[str, list[Span]]:
    marks, bare, at = list[Span](), "", 0
    for found in _MARK.finditer(text):
        bare += text[at : found.start()]
        marks.append(Span(len(bare), len(bare) + len(found[1])))
        bare, at = bare + found[1], found.end()
    return bare + text[at:], marks


def _readings(text: str, frame: Frame, parsing: Parsing) -> Iterator[tuple[list[Span], list[Span]]]:
    """Yield where a frame finds subject and object in a sentence, whoever stands there."""
    (parse,) = parsing([(text, 0)])
    sentence = Sentence(span=Span(0, len(text)), paragraph=0)
    document = Document(
        article=Article(id="example", body=text),
        text=text,
        sentences=(sentence,),
        mentions=(),
        links=(),
    )
    scene = Scene(document, 0, put_right(parse))
    telling = [one for one in range(scene.tree.size) if frame.tells_at(scene.tree.parse, one)]
    for token in telling:
        sides = [_at(scene, token, places) for places in (frame.subject, frame.object)]
        if all(sides) and is_fitting(scene, token, frame):
            yield sides[0], sides[1]


def _at(scene: Scene, token: int, places: Iterable[str]) -> list[Span]:
    found = (fillers(scene, token, place) for place in places)
    return [scene.tree.span([one]) for one in next((listed for listed in found if listed), [])]


def _holds(mark: Span, spans: Iterable[Span]) -> bool:
    return any(mark.start <= span.start < mark.end for span in spans)


def _words(text: str, spans: Iterable[Span]) -> str:
    return ", ".join(text[span.start : span.end] for span in spans)
