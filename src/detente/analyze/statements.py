"""Which statements make sense on their own, outside the sentence they stand in."""

from collections.abc import Iterable
from typing import Final

from detente.analyze.views import StatementLine
from detente.model import Statement

_FEWEST_WORDS: Final = 3
# Below this the words are the object of a stance ("aims to ..."), not what somebody said.
_LEAST_SURE: Final = 0.65


def tells_something(statement: Statement) -> bool:
    """Whether a statement can be read alone: a quotation, or a paraphrase of some length.

    A paraphrase must be surely one of words, unless the text names a channel or who passed it
    on; a word or two ("greetings") and a bare infinitive ("to meet again") say too little.
    """
    if statement.kind != "indirect":
        return True
    is_told = statement.channel is not None or statement.relayed_by is not None
    words = statement.content_text.split()
    is_sure = statement.confidence >= _LEAST_SURE or is_told
    return is_sure and len(words) >= _FEWEST_WORDS and words[0] != "to"


def telling_first(lines: Iterable[StatementLine]) -> tuple[StatementLine, ...]:
    """Return statements with those that can be read alone first, else in their order."""
    return tuple(sorted(lines, key=lambda line: not tells_something(line.statement)))
