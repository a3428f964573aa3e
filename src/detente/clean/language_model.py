"""The model that tells languages apart, in a form that loads quickly.

The model of py3langid is packed so small that unpacking it takes as long as loading all other
tables. ``data/language_model.msgpack`` has the same numbers for the languages of
``languages.toml`` alone, packed less; ``tools/compile_tables.py`` writes it. With another version
of py3langid, or more languages, that library's own file is read.
"""

import hashlib
import lzma
import zlib
from array import array
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import msgspec
import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

FILE_NAME: Final = "language_model.msgpack"
_DIGEST_BYTES: Final = 16


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """The model: a Bayes classifier over features that an automaton finds.

    ``original`` is the digest of the file of py3langid it was made of, ``classes`` the languages.
    The numbers are those of ``LanguageIdentifier``, as bytes: ``ptc`` half floats (classes,
    features), ``pc`` floats (classes,), the others whole numbers of 32 bits.
    """

    original: bytes
    source: str
    classes: list[str]
    ptc: bytes
    pc: bytes
    nextmove: bytes
    row: bytes
    output: bytes


def load_identifier(languages: Collection[str]) -> Any:
    """Return what ranks languages by likelihood; its answers are those of py3langid."""
    source = _folder().joinpath(FILE_NAME)
    content = source.read_bytes() if source.is_file() else b""
    if content and is_in_step(content, languages):
        return _unpacked(msgspec.msgpack.decode(content, type=Packed))
    return _read_original(languages)


def packed_model(languages: Collection[str]) -> bytes:
    """Return the content of the file: the model of py3langid for some languages."""
    whole = _read_original(languages)
    numbers = np.asarray(whole.nb_ptc, np.float16).T
    packed = Packed(
        original=_original(),
        source="py3langid (BSD-3-Clause), of langid.py by Marco Lui (BSD-2-Clause)",
        classes=whole.nb_classes,
        ptc=zlib.compress(np.ascontiguousarray(numbers).tobytes(), 9),
        pc=np.asarray(whole.nb_pc, np.float32).tobytes(),
        nextmove=lzma.compress(array("I", whole.tk_nextmove).tobytes()),
        row=zlib.compress(array("I", whole.tk_row).tobytes(), 9),
        output=zlib.compress(array("i", whole.tk_output).tobytes(), 9),
    )
    return msgspec.msgpack.encode(packed)


def is_in_step(content: bytes, languages: Collection[str]) -> bool:
    """Say whether the content of a file is the installed model for some languages."""
    packed = msgspec.msgpack.decode(content, type=Packed)
    return packed.original == _original() and set(packed.classes) == set(languages)


def _unpacked(packed: Packed) -> Any:
    count = len(packed.classes)
    # A text asks for a few hundred rows of all features: they lie together, ready to be added up.
    ptc = np.frombuffer(zlib.decompress(packed.ptc), np.float16).reshape(count, -1).T
    ptc = np.ascontiguousarray(ptc)
    return LanguageIdentifier(
        ptc,
        np.frombuffer(packed.pc, np.float32),
        packed.classes,
        _numbers("I", lzma.decompress(packed.nextmove)),
        _numbers("i", zlib.decompress(packed.output)).tolist(),
        norm_probs=True,
        tk_row=_numbers("I", zlib.decompress(packed.row)),
    )


def _numbers(kind: str, data: bytes) -> "array[int]":
    found = array(kind)
    found.frombytes(data)
    return found


def _read_original(languages: Collection[str]) -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(set(languages))
    return identifier


@cache
def _original() -> bytes:
    content = (MODEL_DIR / MODEL_FILE).read_bytes()
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()


def _folder() -> Traversable:
    return files("detente.clean").joinpath("data")
