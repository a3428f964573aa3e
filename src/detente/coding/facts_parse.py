"""Parses put right where standing facts are told in ways that mislead the parser."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from detente.link.parse import children
from detente.model import Parse

_PARTED: Final = frozenset({"ccomp", "parataxis", "conj", "dep"})
_SAID: Final = frozenset({"say", "explain", "add", "note", "insist", "report", "warn", "reckon"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_CLAUSES: Final = frozenset({"relcl", "pcomp", "ccomp", "advcl", "ROOT"})


def put_right(parse: Parse) -> Parse:
    """Return a parse with a sentence of its own on each side of a semicolon, and with its verbs.

    What has a subject in a clause is a verb, though read as a noun: "the gas that it *burns*".
    """
    return _with_speakers(_with_verbs(_parted(parse)))


def _parted(parse: Parse) -> Parse:
    if ";" not in parse.words:
        return parse
    heads, deps = list(parse.heads), list(parse.deps)
    for token, (head, label) in enumerate(zip(parse.heads, parse.deps, strict=True)):
        first, last = min(token, head), max(token, head)
        if label in _PARTED and ";" in parse.words[first:last]:
            heads[token], deps[token] = token, "ROOT"
    return replace(parse, heads=tuple(heads), deps=tuple(deps))


def _with_verbs(parse: Parse) -> Parse:
    below = children(parse)
    misread = [token for token in range(len(parse.words)) if _is_misread(parse, token, below)]
    if not misread:
        return parse
    pos, tags = list(parse.pos), list(parse.tags)
    for token in misread:
        pos[token], tags[token] = "VERB", "VBZ"
    return replace(parse, pos=tuple(pos), tags=tuple(tags))


def _with_speakers(parse: Parse) -> Parse:
    """Return a parse where who is quoted inside a sentence speaks: "Peru, *said X*, has ..."."""
    heads, deps = list(parse.heads), list(parse.deps)
    below = children(parse) if _SAID & set(parse.lemmas) else ()
    for verb in range(len(below)):
        found = _turned(parse, verb, below) if parse.lemmas[verb] in _SAID else None
        if found:
            subject, speaker, told = found
            heads[subject], deps[speaker] = told, "nsubj"
    if heads == list(parse.heads) and deps == list(parse.deps):
        return parse
    return replace(parse, heads=tuple(heads), deps=tuple(deps))


def _turned(parse: Parse, verb: int, below: Sequence[Sequence[int]]) -> tuple[int, int, int] | None:
    """Return the subject before a verb of saying, the speaker after it, and the verb told."""
    kids = {parse.deps[kid]: kid for kid in below[verb]}
    subject, speaker, told = (kids.get(label, -1) for label in ("nsubj", "dobj", "ccomp"))
    has_own = any(parse.deps[kid] in _SUBJECTS for kid in below[told]) if told >= 0 else True
    is_turned = 0 <= subject < verb < speaker < told and not has_own
    return (subject, speaker, told) if is_turned and parse.words[verb - 1] == "," else None


def _is_misread(parse: Parse, token: int, below: Sequence[Sequence[int]]) -> bool:
    if parse.tags[token] != "NNS" or parse.deps[token] not in _CLAUSES:
        return False
    return any(parse.deps[kid] == "nsubj" for kid in below[token])
