"""Evidence for what a statement does: a stance, the words that show it, and how strongly."""

from enum import IntEnum
from typing import NamedTuple

from detente.model import Span


class Rank(IntEnum):
    """How strongly each sort of words decides; the highest wins.

    The order was set on the cases of the tests. Measured on benchmarks/gold/statements.jsonl, where
    moving any one sort by 12 changes macro F1 by .011 at most, mostly by .003 or less: the optimum
    is flat. Distances matter only against ``PER_CLAUSE`` of stance_clauses.
    """

    NAMED = 95  # what a thing is called ("called it a provocation")
    FIRM = 90  # the cue itself ("condemned")
    PERFORMED = 80  # what the speaker's side does by saying so ("we condemn")
    PHRASE = 72  # a set phrase
    UNTRUE = 70
    MUST = 68
    CONDITION = 67  # "will ... until"
    WARNED = 66  # a cue of fear or hope
    NOT_TO_COME = 64
    CONTRAST = 63  # "X and not Y"
    PROMISED = 62
    IMPERATIVE = 61
    JUDGED_BAD = 60
    LIKELY = 58
    FORETOLD = 57
    NOT_SO = 55
    ATTITUDE = 54  # an attitude that a statement tells of one who is not its speaker
    JUDGED_GOOD = 50
    DEED_JUDGED = 48  # a verb that judges
    POSSIBLE = 45
    LEANING = 44  # a weak cue
    MANNER = 42  # an adverb that judges
    TONE = 18  # how a thing is said where its words show nothing ("retorted", "insisted")
    WEAK_PHRASE = 30
    PLAIN = 47  # a set phrase of plain telling
    LOOSE = 20  # a word that judges, wherever it stands


class Evidence(NamedTuple):
    """Words that show a stance. ``rank``: the highest decides; ``reason`` is for the trace."""

    stance: str
    span: Span
    rank: float
    reason: str
