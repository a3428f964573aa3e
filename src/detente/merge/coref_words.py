"""How alike words are in use: by the vectors of their pieces that the coder's encoder was built on.

The vectors of the pieces of words are those of a published model of sentences, and training left
them as they were (decision 0009). They are read from the encoder's file without running it: words
that texts use alike have vectors that point alike, so that deeds no table names can be compared.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.ontology.languages import language_file

Floats = npt.NDArray[np.float32]
Pieces = npt.NDArray[np.integer[Any]]

_NAME = b"words.weight_quantized"
# Fields of the messages of ONNX (onnx.proto): the graph of a model, the weights of a graph, and
# the sizes, the type, the name and the bytes of a weight; and the types that whole numbers have.
_GRAPH, _WEIGHT, _SIZES, _TYPE, _TITLE, _BYTES = 7, 5, 1, 2, 8, 9
_TYPES = {2: np.uint8, 3: np.int8}
# Kinds of fields of a protocol buffer: a number of any length, bytes with their length before.
_NUMBER, _SPAN = 0, 2
_WIDE = {1: 8, 5: 4}
_MORE, _SEVEN = 0x80, 0x7F
_WORD = re.compile(r"[^\W\d_]+")
_INNER = "##"


class WordVectors:
    """Vectors of the pieces that words are made of.

    Args:
        pieces: a row for each piece, of any scale.
        rows: the row of each piece; those that do not begin a word start with "##".
    """

    def __init__(self, pieces: Pieces, rows: Mapping[str, int]) -> None:
        self._pieces = pieces
        self._rows = rows
        self._mean = pieces.mean(axis=0, dtype=np.float32)
        self._kept = lru_cache(maxsize=1 << 15)(self._vector)  # few words tell most deeds

    def likeness(self, one: str, other: str) -> float | None:
        """Return the cosine of the mean vectors of two phrases, -1..1; None if one has no words."""
        ours, theirs = self._kept(one.casefold()), self._kept(other.casefold())
        return None if ours is None or theirs is None else float(ours @ theirs)

    def _vector(self, phrase: str) -> Floats | None:
        rows = [row for word in _WORD.findall(phrase) for row in self._rows_of(word)]
        if not rows:
            return None
        mean: Floats = self._pieces[rows].mean(axis=0, dtype=np.float32) - self._mean
        length = float(np.linalg.norm(mean))
        return mean / length if length else None

    def _rows_of(self, word: str) -> Iterator[int]:
        """Yield the rows of a word's pieces, the longest first (WordPiece, Wu et al. 2016)."""
        start = 0
        while start < len(word):
            mark = _INNER if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._rows), None)
            if end is None:
                return
            yield self._rows[mark + word[start:end]]
            start = end


@cache
def word_vectors() -> WordVectors | None:
    """Return the vectors of the shipped encoder, read once a process; None without one."""
    model = language_file("detente.coding", "encoder.onnx")
    if not model.is_file():
        return None
    words = json.loads(language_file("detente.coding", "tokenizer.json").read_text("utf-8"))
    return WordVectors(_pieces_in(model.read_bytes()), words["model"]["vocab"])


def _pieces_in(model: bytes) -> Pieces:
    """Return the vectors of pieces, one a row, out of a model in ONNX.

    Raises:
        LookupError: the model has no such weights.
    """
    whole = memoryview(model)
    for weight in _parts(_parts_of_one(whole, _GRAPH), _WEIGHT):
        if bytes(_parts_of_one(weight, _TITLE)) == _NAME:
            kind = _TYPES[_number_of(weight, _TYPE)]
            flat = np.frombuffer(_parts_of_one(weight, _BYTES), dtype=kind)
            return flat.reshape(_number_of(weight, _SIZES), -1).copy()
    raise LookupError(f"the encoder has no weights {_NAME.decode()!r}")


def _parts_of_one(message: memoryview, number: int) -> memoryview:
    return next(_parts(message, number), memoryview(b""))


def _number_of(message: memoryview, number: int) -> int:
    """Return the first number that a field holds."""
    found = (value for field, value in _fields(message) if field == number)
    return next(value for value in found if isinstance(value, int))


def _parts(message: memoryview, number: int) -> Iterator[memoryview]:
    """Yield the fields of a message that have a number and are bytes."""
    for found, value in _fields(message):
        if found == number and not isinstance(value, int):
            yield value


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield number and value of each field of a protocol buffer; fixed-width ones as bytes."""
    place = 0
    while place < len(message):
        key, place = _number_at(message, place)
        kind = key & 7
        value, place = _number_at(message, place) if kind in {_NUMBER, _SPAN} else (0, place)
        if kind == _NUMBER:
            yield key >> 3, value
            continue
        size = value if kind == _SPAN else _WIDE[kind]
        yield key >> 3, message[place : place + size]
        place += size


def _number_at(message: memoryview, place: int) -> tuple[int, int]:
    """Return a number of variable length and the place after it."""
    value = shift = 0
    while True:
        byte = message[place]
        value |= (byte & _SEVEN) << shift
        place, shift = place + 1, shift + 7
        if not byte & _MORE:
            return value, place
