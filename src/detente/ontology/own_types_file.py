"""Reads the TOML file of a user's own event types, and says what is wrong with it, and where."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import msgspec

from detente.errors import OwnTypesError
from detente.model import Modality, Record, Span
from detente.ontology.cameo import codes
from detente.ontology.own_files import OwnFile, as_set
from detente.ontology.own_types import (
    FRAMES,
    KINDS,
    Example,
    OwnType,
    OwnTypes,
    Who,
    Words,
    read_need,
)
from detente.ontology.plover import ontology

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_COUNTRY: Final = re.compile(r"[A-Z]{3}")
_ROW: Final = re.compile(r"([a-z]):\s*(\S+)((?:\s+\S+)*)")
_MARK: Final = re.compile(r"\[([^\[\]]+)\]")


class _Example(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: str
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    modality: Modality | None = None


class _Type(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    says: str = ""
    plover: str = ""
    mode: str | None = None
    cameo: str | None = None
    frame: str = "svo"
    contexts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    examples: tuple[str | _Example, ...] = ()
    counter_examples: tuple[str | _Example, ...] = ()
    actors: Who = Who()
    recipients: Who = Who()


class _File(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    type: tuple[_Type, ...]
    sets: dict[str, str | tuple[str, ...]] = msgspec.field(default_factory=dict)


def read_own_types(path: str | Path) -> OwnTypes:
    """Return the types of a file.

    Raises:
        OwnTypesError: the file is not there, no TOML, or something in it cannot be; names file,
            line and key, and what would be right.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OwnTypesError(f"own event types {path}: {error}") from error
    return _Reader(str(path), text).types()


class _Reader:
    """One file of types."""

    def __init__(self, path: str, text: str) -> None:
        self._file = OwnFile(path, text, "type")
        self._sets: dict[str, frozenset[str]] = {}

    def types(self) -> OwnTypes:
        raw = self._file.read(_File, _Type.__struct_fields__)
        self._sets = {name: as_set(words) for name, words in raw.sets.items()}
        types = tuple(self._type(number, one) for number, one in enumerate(raw.type))
        self._check_names(types)
        return OwnTypes(path=self._file.path, types=types, sets=self._sets)

    def _type(self, number: int, raw: _Type) -> OwnType:
        self._check(number, raw)
        made = OwnType(
            name=raw.name,
            says=raw.says,
            plover=raw.plover or None,
            mode=raw.mode,
            cameo_code=raw.cameo,
            frame=raw.frame,
            contexts=raw.contexts,
            words=tuple(self._words(number, text) for text in raw.words),
            examples=self._examples(number, "examples", raw.examples),
            counter_examples=self._examples(number, "counter_examples", raw.counter_examples),
            actors=raw.actors,
            recipients=raw.recipients,
            line=self._file.line(number),
        )
        if not made.words and not any(example.marks for example in made.examples):
            what = (
                "nothing tells of it; bracket the words of the deed, as 'Peru [bought] 12 [jets]'"
            )
            raise self._file.error(number, "examples", what)
        return made

    def _check(self, number: int, raw: _Type) -> None:
        for key, what in _faults(raw):
            raise self._file.error(number, key, what)

    def _check_names(self, types: Sequence[OwnType]) -> None:
        seen: dict[str, int] = {}
        for number, one in enumerate(types):
            if one.name in seen:
                what = f"{one.name!r} is there already, in line {seen[one.name]}"
                raise self._file.error(number, "name", what)
            seen[one.name] = self._file.line(number, "name")

    def _words(self, number: int, text: str) -> Words:
        row = _ROW.fullmatch(text.strip())
        line = self._file.line(number, "words", text)
        if row is None:
            return Words(text=text, line=line)
        if row[1] not in KINDS:
            kinds = ", ".join(f"{letter}: {word}" for letter, word in KINDS.items())
            raise self._file.error(number, "words", f"no kind of word {row[1]!r}; {kinds}", text)
        try:
            needs = tuple(read_need(need, self._sets) for need in row[3].split())
        except ValueError as error:
            raise self._file.error(number, "words", str(error), text) from error
        return Words(
            text=text, kind=row[1], lemmas=tuple(row[2].split("/")), needs=needs, line=line
        )

    def _examples(
        self, number: int, key: str, given: Iterable[str | _Example]
    ) -> tuple[Example, ...]:
        return tuple(self._example(number, key, one) for one in given)

    def _example(self, number: int, key: str, given: str | _Example) -> Example:
        raw = _Example(text=given) if isinstance(given, str) else given
        found = _unmarked(raw.text)
        if found is None:
            what = f"brackets do not fit in {raw.text!r}; write 'Peru [bought] 12 [jets]'"
            raise self._file.error(number, key, what, raw.text)
        return Example(
            text=found[0],
            marks=found[1],
            actors=raw.actors,
            recipients=raw.recipients,
            modality=raw.modality,
            line=self._file.line(number, key, raw.text),
        )


def _unmarked(text: str) -> tuple[str, tuple[Span, ...]] | None:
    """Return a text without its brackets, and what stood in them; None if they do not fit."""
    marks: list[Span] = []
    bare, at = "", 0
    for found in _MARK.finditer(text):
        bare += text[at : found.start()]
        marks.append(Span(len(bare), len(bare) + len(found[1])))
        bare, at = bare + found[1], found.end()
    bare += text[at:]
    fits = bool(bare.strip()) and not set("[]") & set(bare)
    return (bare, tuple(marks)) if fits else None


def _faults(raw: _Type) -> Iterator[tuple[str, str]]:
    """Yield key and fault of what cannot be in a type."""
    if not _NAME.fullmatch(raw.name) or raw.name.upper() in ontology().types:
        yield "name", f"{raw.name!r} is no name; write small letters and hyphens, as arms-purchase"
    yield from _unknown("plover", [raw.plover] if raw.plover else [], ontology().types)
    yield from _unknown("contexts", raw.contexts, ontology().contexts)
    yield from _unknown("frame", [raw.frame], FRAMES)
    yield from _code_faults(raw)
    for key, who in (("actors", raw.actors), ("recipients", raw.recipients)):
        yield from _unknown(key, who.sector, ontology().sectors)
        wrong = [code for code in who.country if not _COUNTRY.fullmatch(code)]
        yield from ((key, f"{code!r} is no code of a country, as PER") for code in wrong)


def _code_faults(raw: _Type) -> Iterator[tuple[str, str]]:
    if raw.mode is not None:
        modes = ontology().types[raw.plover].modes if raw.plover in ontology().types else {}
        yield from _unknown("mode", [raw.mode], modes)
    if raw.cameo is None:
        return
    yield from _unknown("cameo", [raw.cameo], codes())
    found = codes().get(raw.cameo)
    if found and found.event_type != (raw.plover or None):
        right = found.event_type or "none of PLOVER's types"
        yield "cameo", f"{raw.cameo} ({found.label}) is of {right}, not of {raw.plover or 'none'}"


def _unknown(
    key: str, given: Iterable[str], known: Iterable[str] | Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    names = list(known)
    for name in given:
        if name not in names:
            near = get_close_matches(name.casefold(), names) or get_close_matches(
                name.upper(), names
            )
            meant = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names) or 'none'}"
            yield key, f"{name!r} is not known; {meant}"
