"""Values in few words, for cells of tables: parties, days, counts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from textwrap import shorten
from typing import Final, NamedTuple

import msgspec

from detente.analyze import wording
from detente.analyze.accounts import Teller
from detente.analyze.people import shortened_words
from detente.analyze.views import ArticleHead, EventLine
from detente.model import EventRecord, Participant, Precision, When
from detente.ontology.plover import QUAD_NAMES

MODALITIES: Final = {
    "done": "done",
    "planned": "planned",
    "claimed": "claimed",
    "denied": "denied",
    "hypothetical": "possible",
}
_MOST_PARTIES: Final = 3
_TITLE_WIDTH: Final = 60
_PREFIXES: Final = {Precision.MONTH: 7, Precision.YEAR: 4}
_ROUGH: Final = frozenset(Precision) - {Precision.DAY, Precision.RANGE}


class DayCell(NamedTuple):
    """Days for a table: ISO text, a mark of precision, and what the mark means."""

    text: str
    mark: str
    title: str


def party(person: Participant) -> str:
    """Return a participant in few words, with the country where the name does not tell it."""
    name = person.text if person.kind == "role" else person.name or person.text
    if person.kind == "state" or not person.country:
        return name
    return f"{name} ({person.country})"


def party_key(person: Participant) -> str:
    """Return what a form may call a participant by: its name, or the words of the text."""
    return person.text if person.kind == "role" else person.name or person.text


def parties(people: Sequence[Participant]) -> str:
    """Return participants, each once; beyond three they are counted. "" for nobody."""
    names = list(dict.fromkeys(map(party, people)))
    more = len(names) - _MOST_PARTIES
    return ", ".join(names[:_MOST_PARTIES]) + (f" and {more} more" if more > 0 else "")


def unique_parties(people: Iterable[Participant]) -> list[Participant]:
    """Return participants, one of each that is called the same, in order."""
    return list({party(one): one for one in reversed(list(people))}.values())[::-1]


def day_cell(line: EventLine) -> DayCell:
    """Return the days of a record; without any, the day on which it was first told."""
    published = line.quotation.article.published
    if line.record.when is not None:
        return when_cell(line.record.when)
    if published is None:
        return DayCell("no day", "?", "no report gives a day")
    return DayCell(f"told {published}", "?", "no report gives a day; first told on this day")


def when_cell(when: When) -> DayCell:
    """Return days as ISO text with their precision: nothing for a day, "~" for a month."""
    first, last = when.earliest, when.latest
    words = wording.days(when)
    if first is None or last is None:
        return DayCell(f"{'until' if first is None else 'since'} {first or last}", "~", words)
    if first == last:
        return DayCell(str(first), "", words)
    if when.precision in _PREFIXES:
        return DayCell(str(first)[: _PREFIXES[when.precision]], "~", words)
    mark = "~" if when.precision in _ROUGH else "↔"
    return DayCell(f"{first} – {_short_end(first, last)}", mark, words)


def _short_end(first: dt.date, last: dt.date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{last:%d}"
    return f"{last:%m-%d}" if first.year == last.year else str(last)


def when_words(when: When | None) -> str:
    """Return days in words without their preposition: "27 February 2025"; "not known"."""
    return wording.days(when).removeprefix("on ").removeprefix("in ") or "not known"


def kind(record: EventRecord) -> str:
    """Return type and mode: "CONSULT, visit"."""
    return ", ".join(filter(None, (record.event_type, record.mode)))


def quad(number: int | str) -> str:
    """Return the name of a quad class; an event of the user's own types alone has none."""
    return QUAD_NAMES.get(int(number), "no quad class")


def counted(number: int, noun: str) -> str:
    """Return a number with thousands marked, and its noun: "1,204 events"."""
    return wording.counted(number, noun)


def listed(items: Iterable[str]) -> str:
    """Return items as English lists them."""
    return wording.listed(list(items))


def term_words(start: str, end: str) -> str:
    """Return two ISO dates that may be cut short in words: "8 August 1967 to 2024"; "" for none."""
    if not start and not end:
        return ""
    if not end:
        return f"since {shortened_words(start)}"
    return f"{shortened_words(start) or 'start not known'} to {shortened_words(end)}"


def layer(name: str) -> str:
    """Return a layer in short: of a file of corrections its name and line, without its folders."""
    kind, _, path = name.partition(" ")
    return f"{kind} {path.rpartition('/')[2]}" if kind == "corrections" else name


def python_text(text: str) -> str:
    """Return a text as Python writes it, in double quotes where it can."""
    return repr(text) if '"' in text or "\\" in text or not text.isprintable() else f'"{text}"'


def safe_url(url: str | None) -> str | None:
    """Return an address if it leads to a web page, else None: an article may say anything."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def source(article: ArticleHead) -> str:
    """Return the name of where a report stands: the outlet, else the title in quotation marks."""
    if article.outlet:
        return article.outlet
    if not article.title:
        return "outlet unknown"
    return f"“{shorten(article.title, width=_TITLE_WIDTH, placeholder='…')}”"


def by_source(told_by: Iterable[Teller]) -> list[tuple[str, list[Teller]]]:
    """Return who says something by the name of the source, one report of each article."""
    articles = {one.article.id: one for one in reversed(list(told_by))}
    found: dict[str, list[Teller]] = {}
    for one in reversed(articles.values()):
        found.setdefault(source(one.article), []).append(one)
    return list(found.items())


def sentence(text: str) -> str:
    """Return a message as a sentence: a capital at its head, a full stop at its end."""
    whole = text if text.endswith((".", "?", "!")) else f"{text}."
    return whole[:1].upper() + whole[1:]


def versions(text: str) -> str:
    """Return the versions of the last run in one line: "detente 0.1.0, duckdb 2.0.0"."""
    found = msgspec.json.decode(text, type=dict[str, str])
    return ", ".join(f"{name} {version}" for name, version in found.items())
