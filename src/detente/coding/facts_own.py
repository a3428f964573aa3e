"""Kinds of standing facts that a user defines in a TOML file, read and checked.

A file has ``[[fact]]`` blocks and may have ``[sets]`` of words. A fact has a ``kind``, what it
``says``, ``words`` ("v:lend", "n:lender/creditor", "a:indebted"), the places of ``subject`` and
``object`` (those of data/en/facts_frames.toml: actor, patient, holder, owner, to, from, ...), and
may have ``needs`` and ``examples`` with the subject and the object in brackets.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

Parsing = Callable[[Iterable[tuple[str, int]]], Iterator[Parse]]

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_WORDS: Final = re.compile(r"[vnap]:[\w-]+(?:/[\w-]+)*")
_PLACE: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
_MARK: Final = re.compile(r"\[([^\[\]]+)\]")
_WHERE: Final = re.compile(r"\$\.fact\[(\d+)\](?:\.(\w+))?")
_UNKNOWN: Final = re.compile(r"unknown field `(\w+)`")
_HEADER: Final = re.compile(r"\s*\[\[\s*fact\s*\]\]")
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
    """One file: its text, and where its parts stand."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._lines = text.splitlines()
        self._blocks = [n for n, line in enumerate(self._lines) if _HEADER.match(line)]

    def facts(self, parsing: Parsing) -> OwnFacts:
        raw = self._raw()
        sets = {name: _as_set(words) for name, words in raw.sets.items()}
        frames = tuple(self._frame(number, one, sets) for number, one in enumerate(raw.fact))
        for number, (one, frame) in enumerate(zip(raw.fact, frames, strict=True)):
            self._check_examples(number, one, frame, parsing)
        return OwnFacts(frames)

    def _raw(self) -> _File:
        try:
            return msgspec.convert(tomllib.loads(self._text), _File, strict=True)
        except tomllib.TOMLDecodeError as error:
            raise OwnTypesError(f"{self._path}: no TOML: {error}") from error
        except msgspec.ValidationError as error:
            raise self._misfit(str(error)) from error

    def _misfit(self, message: str) -> OwnTypesError:
        where, unknown = _WHERE.search(message), _UNKNOWN.search(message)
        what = message.partition(" - at ")[0]
        if where is None:
            key = unknown[1] if unknown else "fact"
            line = next((n for n, row in enumerate(self._lines) if key in row), 0)
            told = f"{self._path}, line {line + 1}, {key}: {what}"
            return OwnTypesError(f"{told}; a file has [[fact]] and [sets]")
        key = unknown[1] if unknown else where[2] or "kind"
        known = f"no such key; there are: {', '.join(_Fact.__struct_fields__)}"
        return self._error(int(where[1]), key, known if unknown else what)

    def _error(self, number: int, key: str, what: str, part: str = "") -> OwnTypesError:
        line = self._line(number, key, part)
        return OwnTypesError(f"{self._path}, line {line}, [[fact]] {number + 1}, {key}: {what}")

    def _line(self, number: int, key: str, part: str) -> int:
        """Return the line of a part of a key's value, else of the key, else of the block."""
        if not self._blocks:
            return 1
        ends = [*self._blocks[number + 1 :], len(self._lines)]
        end: int = ends[0]
        inside = range(self._blocks[number], end)
        starts = re.compile(rf"\s*{re.escape(key)}\b")
        at_key = [n for n in inside if starts.match(self._lines[n])]
        after = range(at_key[0] if at_key else inside[0], end)
        of_part = [n for n in after if part and part in self._lines[n]]
        line: int = [*of_part, *at_key, *inside][0]
        return line + 1

    def _frame(self, number: int, raw: _Fact, sets: Mapping[str, frozenset[str]]) -> Frame:
        for key, what, part in _faults(raw, sets):
            raise self._error(number, key, what, part)
        left_out = {"says", "examples", "counter_examples"}
        row = {name: getattr(raw, name) for name in raw.__struct_fields__ if name not in left_out}
        return frame_of(row, sets)

    def _check_examples(self, number: int, raw: _Fact, frame: Frame, parsing: Parsing) -> None:
        for example in raw.examples:
            what = _misread(example, frame, parsing)
            if what:
                raise self._error(number, "examples", what, example)
        for example in raw.counter_examples:
            if any(True for _ in _readings(_unmarked(example)[0], frame, parsing)):
                what = f"{example!r} is read as {frame.kind}; add needs, or take words away"
                raise self._error(number, "counter_examples", what, example)


def _as_set(words: str | Sequence[str]) -> frozenset[str]:
    return frozenset(words.split() if isinstance(words, str) else words)


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
