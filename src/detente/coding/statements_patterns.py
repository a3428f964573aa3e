"""Attributions that need no verb of speech: relays, dashes, colons, and unparsed sentences."""

import re
from collections.abc import Iterator
from typing import Final

from detente.coding.statements_channels import read_list
from detente.coding.statements_draft import Draft, Phrase, phrase
from detente.coding.statements_quotes import MARKS, Quote
from detente.coding.tree import Tree
from detente.model import Span

UNPARSED_RULE: Final = "a name and a verb, unparsed"
DASH_RULE: Final = "a name behind a dash"
SHORT: Final = 12  # code points below which the words before a last dash are no headline
# Quantifiers are bounded: a text may be one word of five million letters.
_WORD: Final = r"[A-Z][\w.’'-]{0,40}(?<=\w)"
NAME: Final = rf"(?<!\w){_WORD}(?:\s{{1,3}}(?:of|the|for|de|al|bin|{_WORD})){{0,6}}"
DASH: Final = re.compile(r"[\s]*(?:[–—―]|--?)\s*(?P<name>[^\W\d_][^\n\"“”]{1,80}?)\s*\.?\s*$")
# Labels of up to eight words: who it is is looked at afterwards.
_LABEL: Final = r"[^\W\d_][\w.’'-]{0,40}(?:\s[\w.’'&-]{1,40}){0,7}"
COLON: Final = re.compile(
    rf"(?P<name>{_LABEL}?)(?P<medium>\s(?:on|via)\s(?:[\w’'-]+\s){{0,3}}[A-Z]\w*)?\s?(?P<cue>:)\s+(?=\S)"
)
TAIL: Final = re.compile(rf"(?:\s(?P<cue>[–—―-])|(?P<colon>:))\s(?P<name>{_LABEL})\s*$")
# "... said Kim", "Kim said ...", "he told reporters": the verbs every reader of news meets.
_WHO: Final = (
    rf"(?P<name>{NAME}|(?:[Tt]he|[Aa]n?|[Ss]ome|[Oo]ne|[Tt]wo)\s+(?:[\w’'-]{{1,40}}\s+){{0,3}}?[\w-]{{1,40}}"
    r"|[Hh]e|[Ss]he|[Tt]hey|[Oo]fficials|[Aa]nalysts|[Ee]xperts|[Dd]iplomats|[Cc]ritics|[Ss]ources)"
)
_CUES: Final = (
    "said", "says", "say", "stated", "told", "tells", "added", "noted", "wrote", "writes",
    "announced", "warned", "claimed", "argued", "insisted", "stressed", "declared", "asked",
    "believe", "believes", "explained", "recalled", "replied", "tweeted",
)  # fmt: skip
_VERB: Final = rf"(?P<cue>{'|'.join(_CUES)})\b"
SAID: Final = re.compile(
    rf"{_WHO}\s+(?:also\s+|has\s+|had\s+|have\s+|later\s+|previously\s+){{0,2}}{_VERB}"
    r"(?P<heard>\s+(?:[\w’'-]{1,40}\s+){1,4}?(?=that\b))?"
)
_END: Final = r"(?=\s*(?:[.,;:]|$)|\s(?:on|in|at|from|who|of|for|after|during|when|as)\b)"
INVERTED: Final = re.compile(rf"(?P<cue>said|says|added|wrote|warned|asked)\s+{_WHO}{_END}")


def relay_drafts(tree: Tree, sentence: int) -> list[Draft]:
    """Return the messages of one that another passes on ("conveyed greetings from ...")."""
    verbs = read_list("relay", "verbs")
    found = [
        _relay(tree, sentence, token)
        for token, lemma in enumerate(tree.parse.lemmas)
        if lemma in verbs and tree.parse.tags[token].startswith("V")
    ]
    return [draft for draft in found if draft]


def _relay(tree: Tree, sentence: int, verb: int) -> Draft | None:
    message = _passed_on(tree, verb)
    relayer = tree.subject(verb)
    if message is None or relayer is None or not _is_message(tree, message):
        return None
    author = tree.kid(message, {"poss"})
    if author is None:
        author = _sender(tree, verb, message)
    if author is None or tree.parse.lemmas[author] in {"his", "her", "their", "its", "our", "my"}:
        return None
    return Draft(
        sentence=sentence,
        cue=tree.span([verb]),
        source=phrase(tree, author),
        content=tuple(tree.spans(_message(tree, message, author))),
        takes_quotes=False,
        confidence=0.85,
        rule="a message passed on for somebody else",
        word=tree.parse.lemmas[verb],
        addressee=phrase(tree, _receiver(tree, verb, message)),
        relayer=phrase(tree, relayer),
    )


def _passed_on(tree: Tree, verb: int) -> int | None:
    """Return what is conveyed; parsers read "passed on greetings" as a preposition."""
    found = tree.kid(verb, {"dobj"})
    if found is None and tree.parse.lemmas[verb] == "pass":
        return _inside(tree, verb, "on")
    return found


def _is_message(tree: Tree, token: int) -> bool:
    nouns = read_list("relay", "nouns")
    return tree.parse.lemmas[token] in nouns or tree.parse.words[token].lower() in nouns


def _sender(tree: Tree, verb: int, message: int) -> int | None:
    """Return who the message is from: "from X", "the greetings of X", "on behalf of X"."""
    prepositions = [*tree.kids(message, {"prep"}), *tree.kids(verb, {"prep"})]
    for preposition in prepositions:
        inside = tree.kid(preposition, {"pobj"})
        if tree.parse.lemmas[preposition] == "from" and inside is not None:
            return inside
        if inside is not None and tree.parse.lemmas[inside] == "behalf":
            return _inside(tree, inside, "of")
    author = _inside(tree, message, "of")
    return author if author is not None and tree.parse.pos[author] == "PROPN" else None


def _receiver(tree: Tree, verb: int, message: int) -> int | None:
    found = tree.kid(verb, {"dative"})
    if found is not None and tree.parse.pos[found] != "ADP":
        return found
    if found is not None:
        return tree.kid(found, {"pobj"})
    inside = _inside(tree, verb, "to")
    return inside if inside is not None else _inside(tree, message, "to")


def _inside(tree: Tree, token: int, lemma: str) -> int | None:
    for preposition in tree.kids(token, {"prep"}):
        if tree.parse.lemmas[preposition] == lemma:
            return tree.kid(preposition, {"pobj"})
    return None


def _message(tree: Tree, message: int, author: int) -> list[int]:
    """Return the words passed on: what the author does in a relative clause, or the message."""
    clause = tree.kid(author, {"relcl"})
    if clause is not None and tree.parse.lemmas[clause] in read_list("relay", "clauses"):
        who = tree.kids(clause, {"nsubj"})
        return tree.subtree(clause, who)
    passed = {author, *tree.kids(message, {"prep"})}
    content = [kid for kid in tree.kids(message, {"prep"}) if author not in tree.subtree(kid)]
    return sorted(
        [*tree.subtree(message, passed), *(t for kid in content for t in tree.subtree(kid))]
    )


def colon_draft(text: str, sentence: int, span: Span) -> Draft | None:
    """Return the speaker of "Name: words", where the label before the colon is a name."""
    has_colon = text.find(":", span.start, span.end) >= 0
    match = COLON.match(text, span.start, span.end) if has_colon else None
    if match is None or match.group("name").lower() in read_list("labels"):
        return None
    words = Span(match.end(), span.end)
    return _written(match, sentence, words, "a name and a colon")


def tail_draft(text: str, sentence: int, span: Span) -> Draft | None:
    """Return the speaker of a headline that ends in "— Name"."""
    match = TAIL.search(text, span.start, span.end)
    if match is None or match.start() - span.start < SHORT:
        return None
    return _written(match, sentence, Span(span.start, match.start()), "a headline's last words")


def dash_draft(text: str, sentence: int, quote: Quote, end: int) -> Draft | None:
    """Return the speaker of a quotation that a dash and a name follow, to the paragraph's end."""
    match = DASH.match(text, quote.outer.end, end)
    if match is None:
        return None
    found = _written(match, sentence, quote.inner, DASH_RULE)
    return found._replace(cue=Span(quote.outer.end, match.start("name")), confidence=0.9)


def _written(match: re.Match[str], sentence: int, content: Span, rule: str) -> Draft:
    name = Span(*match.span("name"))
    sign = next((one for one in ("cue", "colon") if match.groupdict().get(one)), None)
    cue = Span(*match.span(sign)) if sign else name
    head = _head(match.group("name"), name.start)
    return Draft(
        sentence=sentence,
        cue=cue,
        source=Phrase(name, head),
        content=(content,),
        takes_quotes=True,
        confidence=0.7,
        rule=rule,
        word=match.group(sign) if sign else "-",
    )


def _head(words: str, start: int) -> Span:
    """Return the main word of a label: the last before a preposition, or of a name the first."""
    core = re.split(r"\s(?:in|at|for|of|from|on|to)\s", words)[0].rstrip(" .")
    parts = core.split()
    is_name = all(part[:1].isupper() for part in parts)
    at = 0 if is_name else core.rfind(parts[-1])
    size = len(parts[0] if is_name else parts[-1])
    return Span(start + at, start + at + size)


def unparsed_drafts(text: str, sentence: int, span: Span) -> Iterator[Draft]:
    """Yield the plainest attributions of a sentence without a parse ("Kim said that ...").

    Beside quotation marks only the cue is told; the quotations themselves are the content.
    """
    words = text[span.start : span.end]
    if not any(cue in words for cue in _CUES):
        return
    if MARKS.search(text, span.start, span.end):
        found = (m for pattern in (SAID, INVERTED) for m in pattern.finditer(text, *_ends(span)))
        yield from (_written(m, sentence, span, UNPARSED_RULE)._replace(content=()) for m in found)
        return
    # The speaker stands first, or behind one sign.
    match = SAID.match(text, *_ends(span)) or SAID.match(text, span.start + 1, span.end)
    end = span.start + len(text[span.start : span.end].rstrip(" ."))
    if match and end > match.end():
        yield _written(match, sentence, Span(match.end(), end), UNPARSED_RULE)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
