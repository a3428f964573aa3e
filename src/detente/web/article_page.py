"""The page of an article: its text with the sentences marked, what was found and removed."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

from detente.analyze.views import ArticleView
from detente.model import Event, Record, Sentence
from detente.store import query, web_views
from detente.store.loading import Connection
from detente.web import labels
from detente.web.highlight import Mark, event_marks, highlighted


class Finding(Record, frozen=True, kw_only=True):
    """An event told by a sentence: what it is called, and where it leads."""

    href: str
    label: str
    modality: str


class Line(Record, frozen=True, kw_only=True):
    """A sentence of the text (number None: words between sentences)."""

    number: int | None
    words: Markup
    is_marked: bool = False
    findings: tuple[Finding, ...] = ()


class Paragraph(Record, frozen=True, kw_only=True):
    """A paragraph of the text."""

    is_headline: bool
    lines: tuple[Line, ...]


def article_page(connection: Connection, asked: str, event_id: str) -> Mapping[str, Any]:
    """Return what the template of an article shows, with the spans of one event marked.

    Raises:
        QueryError: no such article, or several.
    """
    view = query.article(connection, asked)
    marked = next((event for event in view.events if event.id == event_id), None)
    records = dict(view.record_ids)
    return {
        "view": view,
        "article": view.article,
        "paragraphs": list(_paragraphs(view, marked)),
        "marked": marked,
        "marked_record": records.get(marked.id) if marked else None,
        "found": [_finding(event, records) for event in view.events],
        "conflicts": web_views.conflicts_in(connection, [view.article.id]),
        "url": labels.safe_url(view.article.url),
    }


def _paragraphs(view: ArticleView, marked: Event | None) -> Iterator[Paragraph]:
    text = view.text or ""
    if not view.sentences:
        for part in text.split("\n\n"):
            whole = Line(number=None, words=Markup.escape(part))
            yield Paragraph(is_headline=False, lines=(whole,))
        return
    numbered = list(enumerate(view.sentences))
    for _, group in groupby(numbered, key=lambda item: item[1].paragraph):
        sentences = list(group)
        lines = tuple(_lines(view, sentences, marked))
        yield Paragraph(is_headline=sentences[0][1].is_headline, lines=lines)


def _lines(
    view: ArticleView, sentences: Sequence[tuple[int, Sentence]], marked: Event | None
) -> Iterator[Line]:
    text, records = view.text or "", dict(view.record_ids)
    marks = event_marks(marked) if marked else ()
    end = sentences[0][1].span.start
    for number, sentence in sentences:
        if gap := text[end : sentence.span.start]:
            yield Line(number=None, words=highlighted(gap, end, marks))
        yield Line(
            number=number,
            words=_words(text, sentence, marks),
            is_marked=marked is not None and marked.sentence == number,
            findings=tuple(
                _finding(event, records) for event in view.events if event.sentence == number
            ),
        )
        end = sentence.span.end


def _words(text: str, sentence: Sentence, marks: Sequence[Mark]) -> Markup:
    span = sentence.span
    return highlighted(text[span.start : span.end], span.start, marks)


def _finding(event: Event, records: Mapping[str, str]) -> Finding:
    kind = ", ".join(filter(None, (event.event_type, event.mode)))
    return Finding(
        href=f"/event/{records.get(event.id, event.id)}",
        label=kind,
        modality=event.modality.value,
    )
