"""A short readable text about two countries, every sentence with its references."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from detente.analyze import wording
from detente.analyze.statements import tells_something
from detente.analyze.views import ConflictLine, DyadView, EventLine, Quotation, StatementLine
from detente.model import Modality, Participant, Record, Statement

T = TypeVar("T")

_MOST: Final = 15  # sentences a section; the rest is counted, a brief is short
_QUOTES: Final = "\"“”'‘’ "
_MOST_CITED: Final = 3
_UNCERTAIN: Final = {Modality.CLAIMED, Modality.DENIED, Modality.HYPOTHETICAL}


class Reference(Record, frozen=True, kw_only=True):
    """A source of a sentence: outlet, day of publication, and the sentence itself."""

    number: int
    article_id: str
    outlet: str | None
    published: dt.date | None
    title: str | None
    url: str | None
    sentence: int
    is_headline: bool
    text: str


class BriefSentence(Record, frozen=True, kw_only=True):
    """A sentence of the brief, and the numbers of its references."""

    text: str
    references: tuple[int, ...]


class Section(Record, frozen=True, kw_only=True):
    """A part of the brief; ``left_out`` counts sentences that there was no room for."""

    heading: str
    sentences: tuple[BriefSentence, ...]
    left_out: int = 0


class Brief(Record, frozen=True, kw_only=True):
    """The text. ``scope`` says what it rests on; sections without sentences are not there."""

    title: str
    scope: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]

    def __str__(self) -> str:
        return as_text(self)


def write_brief(
    view: DyadView, since: dt.date | None = None, until: dt.date | None = None
) -> Brief:
    """Return the brief of a dyad; the same records give the same text.

    ``since`` and ``until`` are the days the view was narrowed to; they are told, not applied.
    """
    narrator = _Narrator(_latest(view))
    lines = sorted(view.lines, key=_day_order)
    news = [line for line in lines if not line.record.historical]
    sections = [
        _events("What happened", _with(news, {Modality.DONE}), narrator),
        _events("What is planned", _with(news, {Modality.PLANNED}), narrator),
        _events("Claimed, denied or possible", _with(news, _UNCERTAIN), narrator),
        _statements(view.statements, narrator),
        _conflicts(view.conflicts, narrator),
        _events("Background", [line for line in lines if line.record.historical], narrator),
    ]
    return Brief(
        title=f"{view.first_name} and {view.second_name}",
        scope=_scope(view, since, until),
        sections=tuple(section for section in sections if section.sentences),
        references=narrator.all(),
    )


def as_text(brief: Brief) -> str:
    """Return the brief as plain text."""
    parts = [f"{brief.title}\n{'=' * len(brief.title)}", brief.scope]
    parts += ["\n".join([section.heading, *_bullets(section)]) for section in brief.sections]
    parts.append("\n".join(["References", *(_reference(item) for item in brief.references)]))
    return "\n\n".join(parts) + "\n"


def as_markdown(brief: Brief) -> str:
    """Return the brief as Markdown."""
    parts = [f"# {brief.title}", brief.scope]
    parts += [
        "\n".join([f"## {section.heading}", "", *_bullets(section)]) for section in brief.sections
    ]
    references = [f"- {_reference(item, link=True)}" for item in brief.references]
    parts.append("\n".join(["## References", "", *references]))
    return "\n\n".join(parts) + "\n"


class _Narrator:
    """Numbers references in the order of first use, and tells an office on first mention only.

    ``today`` is the last day reported on.
    """

    def __init__(self, today: dt.date | None) -> None:
        self.today = today
        self._introduced: set[str] = set()
        self._numbers: dict[tuple[str, int], Reference] = {}

    def number(self, quotation: Quotation) -> int:
        key = (quotation.article.id, quotation.sentence)
        if key not in self._numbers:
            head = quotation.article
            self._numbers[key] = Reference(
                number=len(self._numbers) + 1,
                article_id=head.id,
                outlet=head.outlet,
                published=head.published,
                title=head.title,
                url=head.url,
                sentence=quotation.sentence,
                is_headline=quotation.is_headline,
                text=" ".join(quotation.text.split()),
            )
        return self._numbers[key].number

    def name(self, person: Participant) -> str:
        key = person.entity or person.name or person.text
        if key in self._introduced:
            return wording.bare_name(person)
        self._introduced.add(key)
        return wording.participant(person)

    def all(self) -> tuple[Reference, ...]:
        return tuple(self._numbers.values())


def _latest(view: DyadView) -> dt.date | None:
    days = [line.quotation.article.published for line in view.lines]
    return max((day for day in days if day is not None), default=None)


def _day_order(line: EventLine) -> tuple[str, str]:
    when = line.record.when
    day = (when.earliest or when.latest) if when else None
    return str(day or line.quotation.article.published or "9999"), line.record.id


def _with(lines: Iterable[EventLine], modalities: set[Modality]) -> list[EventLine]:
    return [line for line in lines if line.record.modality in modalities]


def _events(heading: str, lines: Sequence[EventLine], narrator: _Narrator) -> Section:
    return _section(heading, lines, lambda line: _event(line, narrator))


def _event(line: EventLine, narrator: _Narrator) -> BriefSentence:
    text = wording.event_sentence(line.record, narrator.today, name=narrator.name)
    published = line.quotation.article.published
    remarks: list[str] = []
    if line.record.when is None and published is not None:
        remarks.append(f"reported on {wording.day(published)}")
    if line.record.n_reports > 1:
        remarks.append(_voices(line))
    remark = f" ({'; '.join(remarks)})" if remarks else ""
    return BriefSentence(text=f"{text}{remark}.", references=_cited(line, narrator))


def _cited(line: EventLine, narrator: _Narrator) -> tuple[int, ...]:
    quotations = (line.quotation, *line.also)[:_MOST_CITED]
    return tuple(narrator.number(quotation) for quotation in quotations)


def _voices(line: EventLine) -> str:
    reports = wording.counted(line.record.n_reports, "report")
    return f"{reports}, {wording.counted(line.record.n_origins, 'independent source')}"


def _statements(lines: Sequence[StatementLine], narrator: _Narrator) -> Section:
    def said(line: StatementLine) -> BriefSentence:
        return BriefSentence(
            text=_said(line.statement, narrator), references=(narrator.number(line.quotation),)
        )

    # A copy says what its original says; oldest first, as the events.
    own = {_saying(line): line for line in lines if _is_worth_telling(line)}
    return _section("Who said what", list(own.values())[::-1], said)


def _is_worth_telling(line: StatementLine) -> bool:
    if line.quotation.article.near_duplicate_of is not None:
        return False
    return tells_something(line.statement)


def _saying(line: StatementLine) -> tuple[str | None, str]:
    speaker = line.statement.speaker
    return (speaker.entity or speaker.text if speaker else None), line.statement.content_text


def _said(statement: Statement, narrator: _Narrator) -> str:
    words = " ".join(statement.content_text.split())
    speaker = narrator.name(statement.speaker) if statement.speaker else "A speaker not named"
    channel = f" via {statement.channel}" if statement.channel else ""
    relay = statement.relayed_by
    through = f", passed on by {narrator.name(relay)}," if relay else ""
    verb = " said" if words.startswith("that ") else ""
    to = f" to {narrator.name(statement.addressee)}" if statement.addressee else ""
    if verb and to:
        verb, to = " told", to.removeprefix(" to")
    head = f"{speaker}{channel}{through}{verb}{to}".rstrip(",")
    return f"{head[0].upper()}{head[1:]}{_words(statement, words)}"


def _words(statement: Statement, words: str) -> str:
    if statement.kind == "direct":
        return f": “{words.strip(_QUOTES)}”"
    if words.startswith("that "):
        return f" {words.rstrip('.')}."
    return f": {words.rstrip('.')} (paraphrase)."


def _conflicts(lines: Sequence[ConflictLine], narrator: _Narrator) -> Section:
    def told(line: ConflictLine) -> BriefSentence:
        numbers = [narrator.number(found) for found in line.quotations if found is not None]
        text = line.conflict.explanation.rstrip(".") + "."
        return BriefSentence(text=text, references=tuple(dict.fromkeys(numbers)))

    return _section("Where accounts differ", lines, told)


def _section(heading: str, items: Sequence[T], write: Callable[[T], BriefSentence]) -> Section:
    sentences = dict.fromkeys(write(item) for item in items[:_MOST])
    return Section(heading=heading, sentences=tuple(sentences), left_out=max(0, len(items) - _MOST))


def _scope(view: DyadView, since: dt.date | None, until: dt.date | None) -> str:
    counts = view.counts
    stretch = [f"since {wording.day(since)}"] if since else []
    stretch += [f"until {wording.day(until)}"] if until else []
    period = f" {' and '.join(stretch)}" if stretch else ""
    return (
        f"{wording.counted(counts.events, 'event')} between them{period}, told in "
        f"{wording.counted(counts.reports, 'report')} of "
        f"{wording.counted(counts.articles, 'article')}; background is apart."
    )


def _bullets(section: Section) -> list[str]:
    lines = [
        f"- {sentence.text} {' '.join(f'[{number}]' for number in sentence.references)}".rstrip()
        for sentence in section.sentences
    ]
    return lines + ([f"- ... and {section.left_out} more."] if section.left_out else [])


def _reference(item: Reference, *, link: bool = False) -> str:
    title = f"“{item.title}”" if item.title else f"article {item.article_id}"
    if link and item.url:
        title = f"[{title}]({item.url})"
    published = wording.day(item.published) if item.published else "date unknown"
    head = f"[{item.number}] {item.outlet or 'outlet unknown'}, {published}, {title}"
    where = "headline" if item.is_headline else f"sentence {item.sentence + 1}"
    return f"{head}, {where}: {item.text}"
