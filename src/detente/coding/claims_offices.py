"""Who holds or held which office: titles before names, appositions, "serves as", "was"."""

import re
from collections.abc import Iterator
from typing import Final

from detente.coding.claims_draft import ClaimDraft
from detente.coding.claims_tables import Title, office_heads, read_title
from detente.coding.statements_draft import Phrase, phrase
from detente.coding.tree import Tree
from detente.model import Document, Mention, Span

HOLDS: Final = "holds_office"
HELD: Final = "held_office"
SERVING: Final = frozenset({"serve", "act", "work"})
# Who leads a ministry is its minister.
LEADING: Final = frozenset({"lead", "head", "run"})
MINISTRY: Final = re.compile(r"\bministry\b", re.IGNORECASE)
GOVERNMENT: Final = re.compile(r"\b(?:government|cabinet)\b", re.IGNORECASE)
EARLIER: Final = frozenset({"once", "formerly", "previously"})
LED: Final = frozenset({"ministry", "government", "cabinet"})
# "one-time head of state X": a word that the phrase of the person leaves out.
ONCE: Final = re.compile(
    r"\b(?:former|one-?time|erstwhile|ousted|deposed)\s+$|\bex-$", re.IGNORECASE
)
PAST: Final = frozenset({"VBD"})
SPELLS: Final = frozenset({"year", "month", "week", "day", "decade", "time", "term", "while"})
# "a spokesman for Foreign Minister X": the office is X's, the spokesman is not X.
STAND_IN: Final = re.compile(
    r"(?:[\w’']+\s+){0,3}(?:spokes\w+|aides?|advis[eo]rs?|office|envoy|lawyers?|wife|son)\s(?:for|of|to)\s"
)
EDGES: Final = " ,\n"
# A relative clause behind a title, and a dateline before it, are no words of the office.
CLAUSE: Final = re.compile(r",?\s+(?:who|which|that|whose)\b")
DATELINE: Final = re.compile(r"[A-Z][A-Z’'./, ]+\s[-–—]\s")


def title_drafts(document: Document) -> Iterator[ClaimDraft]:
    """Yield the offices in the words of person mentions ("former President X", "X, envoy to Y")."""
    text = document.text or ""
    for mention in document.mentions or ():
        if mention.kind == "person":
            yield from _titles(text, mention)


def _titles(text: str, mention: Mention) -> Iterator[ClaimDraft]:
    whole, head = mention.span, mention.head
    for start, end in ((whole.start, head.start), (head.end, whole.end)):
        span = _stripped(text, start, end)
        title = read_title(text[span.start : span.end]) if span else None
        if span and title and not title.is_future:
            is_former = title.is_former or ONCE.search(text, max(0, span.start - 16), span.start)
            yield ClaimDraft(
                mention.sentence,
                HELD if is_former else HOLDS,
                Phrase(whole, head),
                span,
                title.office_type,
                whole,
            )


def _stripped(text: str, start: int, end: int) -> Span | None:
    stand_in = STAND_IN.match(text, start, end)
    start = stand_in.end() if stand_in else start
    dateline, clause = DATELINE.match(text, start, end), CLAUSE.search(text, start, end)
    start = dateline.end() if dateline else start
    end = clause.start() if clause else end
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return Span(start, end) if start < end else None


def office_drafts(tree: Tree, sentence: int) -> Iterator[ClaimDraft]:
    """Yield the offices that verbs give to a subject ("served as minister until 2023")."""
    yield from _apposed(tree, sentence)
    for verb, lemma in enumerate(tree.parse.lemmas):
        office = _office(tree, verb, lemma)
        subject = None if office is None else tree.subject(verb)
        if office is not None and subject is not None and subject != office:
            draft = _office_draft(tree, sentence, verb, office, subject)
            yield from [draft] if draft else []


def _apposed(tree: Tree, sentence: int) -> Iterator[ClaimDraft]:
    """Yield the offices beside names: "Kostov, *the Bulgarian premier*, ..."."""
    for token, label in enumerate(tree.parse.deps):
        head = tree.parse.heads[token]
        is_office = label == "appos" and tree.parse.lemmas[token] in office_heads()
        if not is_office or tree.parse.pos[head] != "PROPN":
            continue
        for office in [token, *tree.kids(token, {"conj"})]:
            draft = _office_draft(tree, sentence, None, office, head)
            yield from [draft] if draft else []


def _office(tree: Tree, verb: int, lemma: str) -> int | None:
    """Return the noun of the office in "is X", "serves as X", "led the ministry of X"."""
    if lemma == "be" and tree.parse.pos[verb] in {"AUX", "VERB"}:
        return tree.kid(verb, {"attr"})
    if lemma in LEADING:
        body = tree.kid(verb, {"dobj"})
        return body if body is not None and tree.parse.lemmas[body] in LED else None
    if lemma not in SERVING:
        return None
    prepositions = [kid for kid in tree.kids(verb, {"prep"}) if tree.parse.lemmas[kid] == "as"]
    return tree.kid(prepositions[0], {"pobj"}) if prepositions else None


def _office_draft(
    tree: Tree, sentence: int, verb: int | None, office: int, subject: int
) -> ClaimDraft | None:
    words = _office_words(tree, office)
    if tree.parse.lemmas[office] not in office_heads() | LED:
        return None
    told = " ".join(tree.parse.words[token] for token in words)
    title = read_title(GOVERNMENT.sub("prime minister", MINISTRY.sub("minister", told)))
    kind = None
    if title:
        kind = _beside(tree, office, title) if verb is None else _kind(tree, verb, title)
    who = phrase(tree, subject)
    if kind is None or title is None or who is None or tree.parse.pos[subject] != "PROPN":
        return None
    whole = tree.span([subject, *tree.subtree(office if verb is None else verb)])
    return ClaimDraft(sentence, kind, who, tree.span(words), title.office_type, whole)


def _office_words(tree: Tree, office: int) -> list[int]:
    """Return the words of an office without how long it was held ("for eleven years")."""
    loose = [
        kid
        for kid in tree.kids(office, {"prep"})
        if tree.parse.lemmas[kid] not in {"of", "for", "to"} or _tells_time(tree, kid)
    ]
    phrase_words = set(tree.noun_phrase(office))
    return [token for token in tree.subtree(office, loose) if token in phrase_words]


def _tells_time(tree: Tree, preposition: int) -> bool:
    inside = tree.kid(preposition, {"pobj"})
    return inside is not None and tree.parse.lemmas[inside] in SPELLS


def _beside(tree: Tree, office: int, title: Title) -> str | None:
    """Return how an office beside a name is held: "prime minister until Monday" was held."""
    if title.is_future:
        return None
    is_over = any(tree.parse.lemmas[kid] == "until" for kid in tree.kids(office, {"prep"}))
    is_once = any(tree.parse.lemmas[kid] in EARLIER for kid in tree.kids(office, {"advmod"}))
    return HELD if title.is_former or is_over or is_once else HOLDS


def _kind(tree: Tree, verb: int, title: Title) -> str | None:
    """Return how an office is held: now, in the past, or (None) not at all."""
    helpers = tree.kids(verb, {"aux", "neg"})
    if title.is_future or any(tree.parse.tags[kid] in {"MD", "TO"} for kid in helpers):
        return None
    if any(tree.parse.deps[kid] == "neg" for kid in helpers):
        return None
    is_perfect = any(tree.parse.lemmas[kid] == "have" for kid in helpers)
    if title.is_former or (tree.parse.tags[verb] in PAST and not is_perfect):
        return HELD
    return HOLDS
