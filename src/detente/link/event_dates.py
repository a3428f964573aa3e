"""Which date belongs to an action: by syntax where a sentence has a parse, else by distance."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from detente.link.event_dates_causes import ANSWERS, is_of_cause
from detente.model import Document, Parse, Span, TimeExpression, When

# A sum of these costs ranks the dates of a sentence for one action; None shuts a date out.
_SAME_WORD = 0
_SAME_CLAUSE = 1
_OTHER_CONJUNCT = 2
_OTHER_CLAUSE = 3
_REACH = 12
_SINCE_LAST = re.compile(
    r"\b(?:first|last|latest|second|third|[a-z]{3,}est)\b[^.;]*\bsince (?:the )?$",
    re.IGNORECASE,
)

# A date hangs on these words only for their own sake: its owner is what they hang on.
_CARRIERS = frozenset(
    {"prep", "pcomp", "npadvmod", "advmod", "pobj", "punct", "nummod", "amod", "nmod"}
)
# A clause with these happens at the time of its main clause.
_AT_ONCE = frozenset({"when", "while", "as"})
# A date is the edge of such a verb's clause, and the time of the clause above it.
_EDGE_VERBS = frozenset({"end", "finish", "close", "begin", "start"})
# "At Friday's meeting they agreed": on that Friday.
_INSIDE = frozenset({"in", "at", "during", "on"})
_START_VERBS = frozenset({"begin", "start", "commence", "open", "kick"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
# "Held Friday's talks" was on Friday; "condemned Friday's raid" may have been later.
_HOLDING_VERBS = frozenset(
    {"hold", "host", "attend", "join", "open", "chair", "lead", "have", "conduct", "stage", "be"}
    | {"begin", "start", "end", "conclude", "close", "last", "take", "kill", "hit", "mark"}
)
# From an action noun up to the verb of its clause ("held *talks*", "arrived for a *visit*").
_UP = frozenset(
    {
        "dobj",
        "nsubj",
        "nsubjpass",
        "attr",
        "prep",
        "pobj",
        "agent",
        "compound",
        "oprd",
        "amod",
        "dative",
        "xcomp",
        "aux",
        "auxpass",
        "appos",
    }
)
# From an action verb down to the noun that carries its content.
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DOWN = frozenset({"dobj", "attr", "nsubj", "nsubjpass", "oprd", "xcomp", "acomp"})
# A participle that only says when: "a visit *commencing* on 24 February", "talks *held* today".
_TIMING_CLAUSE = frozenset({"acl", "relcl", "advcl"})
_TIMING_VERBS = frozenset(
    {"begin", "commence", "start", "open", "last", "run", "stretch", "end", "finish", "conclude"}
    | {"hold", "schedule", "slate", "plan", "set", "due", "take", "date", "sign", "happen"}
    | {"occur", "continue", "be", "follow"}
)
# What is told to come after something: the day is that of the other thing.
_LOOKING_BACK = frozenset({"follow", "come", "succeed", "recall", "echo", "mirror", "cap"})


def date_of_clause(
    document: Document, sentence_index: int, start: int, end: int, anchor: int
) -> tuple[When, Span] | None:
    """Return the days that belong to an action, and the words that say so, or None.

    With a parse it is the expression that hangs on the action's word, on the verb of its clause,
    or on its object; a date of another clause is never taken. Without one it is the nearest
    expression. A range stands for its ends ("from 24 to 28 February"); durations, sets, "now"
    and datelines are no dates of an action.

    Args:
        document: with ``sentences`` and ``days`` (and ``parses``, where there are any).
        sentence_index: the sentence the action stands in.
        start: the first code point of the words to search (a clause, or the sentence).
        end: the code point after them.
        anchor: a code point in the action's own word (its verb or noun).
    """
    found = [
        expression
        for expression in _candidates(document, start, end)
        if not _is_comparison(document, expression)
    ]
    if not any(expression.when or expression.interval for expression in found):
        return None
    parse = document.parses[sentence_index] if document.parses else None
    chosen = _by_syntax(parse, found, anchor) if parse else _nearest(found, anchor)
    if chosen is None or (parse and _looks_back(document, parse, anchor, chosen)):
        return None
    is_start = parse is not None and parse.lemmas[token_at(parse, anchor)] in _START_VERBS
    return _as_start(chosen) if is_start else _as_answer(chosen)


def _looks_back(document: Document, parse: Parse, anchor: int, chosen: TimeExpression) -> bool:
    """Say whether a verb of today tells of an older deed, whose the day is.

    "The visit *follows* a trip to Baku in May 2019", wherever the parser hangs the date.
    """
    token = token_at(parse, anchor)
    is_present = parse.tags[token] in {"VBZ", "VBP"} and parse.lemmas[token] in _LOOKING_BACK
    published = document.article.published
    latest = chosen.when.latest if chosen.when else None
    return bool(is_present and published and latest and latest < published)


def dates_between(document: Document, start: int, end: int) -> tuple[TimeExpression, ...]:
    """Return the dates and times of day between two code points: no duration, set or dateline."""
    return tuple(_dates(document.days or (), start, end))


def _candidates(document: Document, start: int, end: int) -> Iterator[TimeExpression]:
    """Yield dates, also those without days (they shut out others), and lengths that lead to one."""
    for expression in _between(document.days or (), start, end):
        is_reference = (expression.value or "").endswith("_REF")
        is_date = expression.kind in {"DATE", "TIME"} and not expression.is_dateline
        if (is_date and not is_reference) or (
            expression.kind == "DURATION" and expression.interval
        ):
            yield expression


def _start(expression: TimeExpression) -> int:
    return expression.span.start


def _dates(days: Sequence[TimeExpression], start: int, end: int) -> Iterator[TimeExpression]:
    for expression in _between(days, start, end):
        if expression.kind in {"DATE", "TIME"} and not expression.is_dateline:
            yield expression


def _between(days: Sequence[TimeExpression], start: int, end: int) -> Iterator[TimeExpression]:
    for index in range(bisect_left(days, start, key=_start), len(days)):
        if days[index].span.end > end:
            return
        yield days[index]


def _as_answer(expression: TimeExpression) -> tuple[When, Span] | None:
    if expression.interval and expression.interval_span:
        return expression.interval, expression.interval_span
    return (expression.when, expression.span) if expression.when else None


def _as_start(expression: TimeExpression) -> tuple[When, Span] | None:
    """Return the first end of a range for a verb of beginning; it is no action of all its days."""
    when, interval = expression.when, expression.interval
    if when and interval and interval.earliest == when.earliest and interval.latest:
        return when, expression.span
    return _as_answer(expression)


def _is_comparison(document: Document, expression: TimeExpression) -> bool:
    """Say whether a date only tells how long something had not been ("the first since 2019")."""
    before = (document.text or "")[max(0, expression.span.start - 100) : expression.span.start]
    return bool(_SINCE_LAST.search(before))


def _nearest(found: Sequence[TimeExpression], anchor: int) -> TimeExpression:
    return min(found, key=lambda expression: abs(expression.span.start - anchor))


def _by_syntax(parse: Parse, found: Sequence[TimeExpression], anchor: int) -> TimeExpression | None:
    action = token_at(parse, anchor)
    ranked = sorted(
        (cost, abs(expression.span.start - anchor), position)
        for position, expression in enumerate(found)
        if (cost := _cost(parse, action, expression)) is not None
    )
    equal = [found[position] for cost, _, position in ranked if cost == ranked[0][0]]
    return _narrowest(equal) if equal else None


def _narrowest(equal: Sequence[TimeExpression]) -> TimeExpression:
    """Return the first of some dates, or one inside it ("this year ... on Monday")."""
    chosen = equal[0]
    for expression in equal[1:]:
        if _is_inside(expression.interval or expression.when, chosen.interval or chosen.when):
            chosen = expression
    return chosen


def _is_inside(inner: When | None, outer: When | None) -> bool:
    if not (inner and outer and inner.earliest and inner.latest and inner != outer):
        return False
    begins = outer.earliest is None or outer.earliest <= inner.earliest
    return begins and (outer.latest is None or inner.latest <= outer.latest)


def token_at(parse: Parse, offset: int) -> int:
    """Return the index of the token that covers a code point, or the last one before it."""
    return max(0, bisect_right(parse.starts, offset) - 1)


def _owner(parse: Parse, expression: TimeExpression) -> int:
    """Return the token that an expression (with its range and prepositions) hangs on."""
    span = expression.interval_span or expression.span
    token = token_at(parse, expression.span.start)
    for _ in range(_REACH):
        head = parse.heads[token]
        inside = span.start <= parse.starts[head] < span.end
        if head == token or not (inside or _only_carries(parse, token)):
            return _described(parse, token)
        token = head
        if not inside and not _only_carries(parse, token):
            return token
    return token


def _described(parse: Parse, token: int) -> int:
    """Return what a date belongs to that stands before a noun ("Friday's talks", "the May raid").

    A preposition right before it that has no object of its own was misread: the date is its object
    ("On Thursday Tonga's king left").
    """
    head, before = parse.heads[token], token - 1
    is_noun = parse.pos[head] in _NOMINAL and head > token
    if not (is_noun and parse.deps[token] in _BEFORE_NOUN):
        return token
    if before >= 0 and parse.deps[before] == "prep" and not _has_object(parse, before):
        return parse.heads[before]
    return head


def _has_object(parse: Parse, preposition: int) -> bool:
    rows = zip(parse.heads, parse.deps, strict=True)
    return any(head == preposition and dep in {"pobj", "pcomp"} for head, dep in rows)


def _only_carries(parse: Parse, token: int) -> bool:
    if parse.pos[token] in {"VERB", "AUX"}:
        return False
    return parse.deps[token] in _CARRIERS or parse.pos[token] in {"ADP", "NUM", "SCONJ"}


def _cost(parse: Parse, action: int, expression: TimeExpression) -> int | None:
    """Return how far a date's owner is from an action, or None if it is in another clause."""
    told = _owner(parse, expression)
    owner = _bounded(parse, told)
    if is_of_cause(parse, action, token_at(parse, expression.span.start)):
        return None
    if action in {owner, parse.heads[told] if owner != told else owner}:
        return _SAME_WORD
    if _is_in_range(parse, action, expression):
        return _SAME_WORD
    upward = _climb(parse, action, owner)
    if upward is not None:
        return upward
    is_before = parse.starts[owner] > expression.span.start
    if is_before and parse.pos[owner] in _NOMINAL:
        return _cost_before_noun(parse, action, owner)
    return _descend(parse, action, owner)


def _cost_before_noun(parse: Parse, action: int, noun: int) -> int | None:
    """Return the cost of a date before a noun: "held Friday's talks", "said at Friday's talks"."""
    head = parse.heads[noun]
    if parse.deps[noun] == "pobj" and parse.lemmas[head] in _INSIDE:
        return _SAME_CLAUSE + 1 if parse.heads[head] == action else None
    is_held = parse.lemmas[head] in _HOLDING_VERBS and parse.deps[noun] in _DOWN
    return _SAME_CLAUSE if is_held and head == action else None


def _is_in_range(parse: Parse, action: int, expression: TimeExpression) -> bool:
    """Say whether an action is a verb of the range's words ("began Monday and runs to Friday")."""
    span = expression.interval_span
    return span is not None and span.start <= parse.starts[action] < span.end


def _bounded(parse: Parse, token: int) -> int:
    """Return the verb whose clause "to end the day", "closing the week" closes, or the token."""
    verb = parse.heads[token]
    is_edge = parse.deps[token] in {"dobj", "npadvmod"} and parse.lemmas[verb] in _EDGE_VERBS
    is_under = parse.deps[verb] in {"advcl", "xcomp"} and parse.tags[verb] in {"VB", "VBG"}
    return parse.heads[verb] if is_edge and is_under else token


def _climb(parse: Parse, action: int, owner: int) -> int | None:
    token, cost = action, _SAME_CLAUSE
    for _ in range(_REACH):
        step = _step(parse, token)
        if step is None:
            return None
        cost += step
        token = parse.heads[token]
        if token == owner:
            return cost
    return None


def _step(parse: Parse, token: int) -> int | None:
    """Return the cost of going from a word to its head, or None at the border of a clause."""
    dep = parse.deps[token]
    if dep in _UP or (dep == "pcomp" and parse.lemmas[parse.heads[token]] == "by"):
        return 0  # "answered on Friday *by expelling* an envoy"
    if dep == "conj" and _share_tense(parse, token, parse.heads[token]):
        return _OTHER_CONJUNCT
    if dep == "advcl" and _share_tense(parse, token, parse.heads[token]):
        is_at_once = _has_child(parse, token, _AT_ONCE)
        return _OTHER_CLAUSE if is_at_once or _accompanies(parse, token) else None
    if dep in _TIMING_CLAUSE and (_is_where_clause(parse, token) or _accompanies(parse, token)):
        return _OTHER_CLAUSE
    return None


def _share_tense(parse: Parse, first: int, second: int) -> bool:
    """Say whether conjuncts may share a date: "arrived and met", not "arrived and will meet"."""
    tags = parse.tags[first], parse.tags[second]
    return tags[0] == tags[1] or not any(tag.startswith("V") for tag in tags)


def _is_where_clause(parse: Parse, verb: int) -> bool:
    """Say whether a clause goes on with the time of its head: "a trip in May, where he met"."""
    for at, lemma in enumerate(parse.lemmas):
        head = parse.heads[at]
        if lemma in {"where", "when", "whereupon"} and head == verb:
            return True
        if lemma == "which" and parse.deps[head] == "prep" and parse.heads[head] == verb:
            return parse.lemmas[head] in {"in", "at", "during"}
    return False


def _accompanies(parse: Parse, verb: int) -> bool:
    """Say whether a participle goes along with the main verb: "met on Friday, signing a pact"."""
    rows = zip(parse.heads, parse.deps, strict=True)
    alone = not any(head == verb and dep in {"mark", "nsubj", "advmod"} for head, dep in rows)
    return alone and parse.tags[verb] == "VBG" and parse.deps[verb] == "advcl"


def _descend(parse: Parse, action: int, owner: int) -> int | None:
    dep, head = parse.deps[owner], parse.heads[owner]
    if _tells_when(parse, owner) and action in {head, _subject(parse, head)}:
        return _SAME_CLAUSE
    if dep == "advcl" and head == action and _has_child(parse, owner, _AT_ONCE):
        return _OTHER_CLAUSE
    if head == action and dep in _DOWN and (dep in _SUBJECTS or not _is_possessed(parse, owner)):
        return _SAME_CLAUSE
    through_preposition = parse.deps[head] == "prep" and parse.heads[head] == action
    is_another = _is_possessed(parse, owner) or parse.lemmas[owner] in ANSWERS
    if dep == "pobj" and through_preposition and not is_another:
        return _SAME_CLAUSE + 1
    return None


def _has_child(parse: Parse, token: int, lemmas: frozenset[str]) -> bool:
    rows = zip(parse.heads, parse.lemmas, parse.deps, strict=True)
    return any(
        head == token and lemma in lemmas and dep in {"mark", "advmod"} for head, lemma, dep in rows
    )


def _subject(parse: Parse, verb: int) -> int | None:
    pairs = enumerate(zip(parse.heads, parse.deps, strict=True))
    return next((at for at, (head, dep) in pairs if head == verb and dep in _SUBJECTS), None)


def _tells_when(parse: Parse, token: int) -> bool:
    return parse.deps[token] in _TIMING_CLAUSE and parse.lemmas[token] in _TIMING_VERBS


def _is_possessed(parse: Parse, noun: int) -> bool:
    """Say whether a noun has an owner of its own ("Russia's invasion"): another event then."""
    rows = zip(parse.heads, parse.deps, parse.tags, strict=True)
    return any(head == noun and dep == "poss" and tag != "PRP$" for head, dep, tag in rows)
