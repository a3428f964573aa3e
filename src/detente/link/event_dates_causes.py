"""Dates that belong to what an action answers: "expelled envoys over the raid *in May*"."""

from typing import Final

from detente.model import Parse

# "Imposed in response to the raid in May": the raid was in May, the answer later.
ANSWERS: Final = frozenset(
    {"response", "reaction", "retaliation", "answer", "reprisal", "revenge", "wake", "aftermath"}
)
"""Nouns whose object was before them."""

_CAUSES: Final = frozenset({"after", "follow", "over", "since", "amid"})
# What is agreed "after talks on Tuesday" is agreed on Tuesday.
_OCCASIONS: Final = frozenset(
    {"talk", "talks", "meeting", "summit", "negotiation", "visit", "session", "vote", "conference"}
    | {"call", "debate", "ceremony", "hearing", "dinner", "lunch", "day", "hour", "month", "year"}
)
_BEFORE_DATES: Final = frozenset({"in", "on", "of", "from", "during", "at", "late", "early"})
_EVENTS: Final = frozenset({"NOUN", "PROPN"})


def is_of_cause(parse: Parse, action: int, token: int) -> bool:
    """Say whether a date at a token directly follows the cause of an action.

    The cause is a noun after "after", "following", "over", "in response to" and the like; its end
    touches the date, with no comma between.
    """
    start = token
    while start > 0 and parse.lemmas[start - 1] in _BEFORE_DATES:
        start -= 1
    preps = (at for at in range(action + 1, start) if _is_cause(parse, at, start))
    return any(_hangs_below(parse, start - 1, prep) for prep in preps)


def _is_cause(parse: Parse, prep: int, date: int) -> bool:
    objects = [at for at in range(prep + 1, date) if parse.heads[at] == prep]
    nouns = [at for at in objects if parse.pos[at] in _EVENTS]
    if any(parse.lemmas[at] in _OCCASIONS for at in nouns):
        return False
    answers = any(parse.lemmas[at] in ANSWERS for at in nouns)
    return bool(nouns) and parse.deps[prep] == "prep" and (answers or parse.lemmas[prep] in _CAUSES)


def _hangs_below(parse: Parse, token: int, top: int) -> bool:
    while (head := parse.heads[token]) != token:
        if head == top:
            return True
        token = head
    return False
