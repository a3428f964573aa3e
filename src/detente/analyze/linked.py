"""What the words of an article were linked to: who is meant, when, and where."""

from detente.model import Link, Mention, Place, Record, TimeExpression


class LinkedMention(Record, frozen=True, kw_only=True):
    """A mention with its words, its link, and its number in the article."""

    number: int
    text: str
    mention: Mention
    link: Link


class ToldDay(Record, frozen=True, kw_only=True):
    """Words that tell a time, with what they mean."""

    text: str
    sentence: int | None
    expression: TimeExpression


class ToldPlace(Record, frozen=True, kw_only=True):
    """Words that name a place, with the place."""

    text: str
    sentence: int | None
    place: Place


class WhoWhenWhere(Record, frozen=True, kw_only=True):
    """All links of one article, each kind in order of the text."""

    mentions: tuple[LinkedMention, ...]
    days: tuple[ToldDay, ...]
    places: tuple[ToldPlace, ...]
