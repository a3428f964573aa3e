"""Which states and bodies a statement speaks of, by the words of it."""

from collections.abc import Iterator
from typing import Final

from detente.coding.about_several import pointed_at, several_in
from detente.coding.stance_tables import word_list
from detente.coding.stance_view import Part, View
from detente.model import About, Span, Statement

_AIMED: Final = frozenset({"demands", "criticises", "supports"})
_OUTLET: Final = "JRN"  # the sector of those who tell news, and are not spoken of
_PARTIES: Final = frozenset({"state", "body", "organisation", "person"})


def about_of(view: View, statement: Statement, stance: str | None) -> tuple[About, ...]:
    """Return the states and bodies that the content speaks of, each with its first words.

    Names and descriptions that are linked, pronouns by their chains, places by their state,
    "these nations" by those named before, "we" and "our" by the speaker's state, and whom the
    words judge or ask ("urged *Manila* to"); in the order of the text.
    """
    found = [
        *_mentioned(view, statement),
        *_referred(view, statement),
        *_own(view, statement),
        *_addressed(statement, stance),
        *(found for span in statement.content for found in several_in(view, span)),
        *(found for part in view.parts(statement.content) for found in pointed_at(view, part)),
    ]
    first: dict[str, Span] = {}
    for country, span in sorted(found, key=lambda pair: (pair[1], pair[0])):
        first.setdefault(country, span)
    return tuple(About(country=country, span=span) for country, span in first.items())


def _holds(spans: tuple[Span, ...], one: Span) -> bool:
    return any(span.start <= one.start and one.end <= span.end for span in spans)


def _sentences(view: View, statement: Statement) -> list[int]:
    numbers = (number for span in statement.content for number in view.sentences(span))
    return list(dict.fromkeys(numbers))


def _mentioned(view: View, statement: Statement) -> Iterator[tuple[str, Span]]:
    near = (n for sentence in _sentences(view, statement) for n in view.mentions_in(sentence))
    for number in near:
        head = view.mention(number).head
        if _holds(statement.content, head):
            yield from ((country, head) for country in _countries(view, number))


def _countries(view: View, number: int) -> list[str]:
    link = view.link(number)
    if link is None or link.sector == _OUTLET:
        return []
    members = [view.link(member) for member in link.members]
    found = [one.country for one in (link, *members) if one and one.country]
    return list(dict.fromkeys(found))


def _referred(view: View, statement: Statement) -> Iterator[tuple[str, Span]]:
    """Yield the states of the pronouns, descriptions and places inside the content."""
    near = (pair for sentence in _sentences(view, statement) for pair in view.referred(sentence))
    yield from (pair for pair in near if _holds(statement.content, pair[1]))


def _addressed(statement: Statement, stance: str | None) -> Iterator[tuple[str, Span]]:
    """Yield whom a demand, praise or reproach is made of; a mere hearer is not spoken of."""
    who = statement.addressee
    if stance in _AIMED and who and who.country and who.kind in _PARTIES:
        yield who.country, who.span


def _own(view: View, statement: Statement) -> Iterator[tuple[str, Span]]:
    speaker = statement.speaker
    country = speaker.country if speaker and speaker.sector != _OUTLET else None
    spans = (span for part in view.parts(statement.content) for span in _own_words(part))
    first = next(spans, None) if country else None
    if country and first:
        yield country, first


def _own_words(part: Part) -> Iterator[Span]:
    parse = part.tree.parse
    for token in sorted(part.tokens):
        if parse.lemmas[token] in word_list("own", "words"):
            yield Span(parse.starts[token], parse.ends[token])
