"""The page of an article: its text with the sentences marked, what was found and removed."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from detente.analyze.fact_words import fact_sentence
from detente.analyze.views import ArticleView
from detente.merge.fact_checks import check_claim
from detente.merge.fact_keys import fact_id
from detente.model import Claim, Event, Record, Sentence
from detente.store import query, web_views
from detente.store.loading import rows
from detente.store.stories import stories_of
from detente.store.web_links import LINK_TABLES, links_of, links_sql
from detente.web import labels
from detente.web.desk import Desk
from detente.web.doors import table_as_csv
from detente.web.highlight import event_marks, highlighted
from detente.web.linked import SHOWN, Linkmark, linked_page, linked_words, linkmarks


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


class Told(Record, frozen=True, kw_only=True):
    """A standing fact as the article tells it, in words, and what the tables say to it."""

    id: str
    kind: str
    sentence: str
    claim: Claim
    verdict: str


class Paragraph(Record, frozen=True, kw_only=True):
    """A paragraph of the text."""

    is_headline: bool
    lines: tuple[Line, ...]


class Text(NamedTuple):
    """How the text is marked: the spans of one event, or else what its words were linked to."""

    view: ArticleView
    marked: Event | None
    links: tuple[Linkmark, ...]

    def words(self, text: str, start: int) -> Markup:
        """Return a stretch of the text, which begins at ``start``, with its marks."""
        if self.marked is not None:
            return highlighted(text, start, event_marks(self.marked))
        return linked_words(text, start, self.links)


def article_page(desk: Desk, asked: str, event_id: str, shown: str = "all") -> Mapping[str, Any]:
    """Return what the template of an article shows, with the spans of one event marked.

    Without an event, the words are marked that tell who, when and where; ``shown`` narrows that
    to one of them.

    Raises:
        QueryError: no such article, or several.
    """
    connection = desk.connection
    view = query.article(connection, asked)
    marked = next((event for event in view.events if event.id == event_id), None)
    records = dict(view.record_ids)
    shown = shown if shown in SHOWN else "all"
    links = links_of(connection, view.article.id)
    table_doors = [(table, links_sql(view.article.id, table)) for table in LINK_TABLES]
    text = Text(view, marked, linkmarks(links, shown))
    return {
        "table_doors": table_doors,
        "path": desk.path,
        **linked_page(links, shown, desk.directory.registry.persons),
        "view": view,
        "article": view.article,
        "paragraphs": list(_paragraphs(text)),
        "marked": marked,
        "marked_record": records.get(marked.id) if marked else None,
        "records": records,
        "facts": [_told(desk, claim, view) for claim in view.claims],
        "found": [_finding(event, records) for event in view.events],
        "conflicts": web_views.conflicts_in(connection, [view.article.id]),
        "stories": stories_of(connection, [view.article.id]),
        "url": labels.safe_url(view.article.url),
    }


def _told(desk: Desk, claim: Claim, view: ArticleView) -> Told:
    check = check_claim(claim, view.article.published, desk.facts())
    return Told(
        id=fact_id(claim),
        kind=claim.kind,
        sentence=f"{fact_sentence(claim)}.",
        claim=claim,
        verdict=check.verdict,
    )


def links_csv(desk: Desk, asked: str, table: str) -> str:
    """Return the mentions, time expressions or places of an article as CSV.

    Raises:
        QueryError: no such article or table.
    """
    article_id = query.article(desk.connection, asked).article.id
    found = rows(desk.connection, links_sql(article_id, table))
    columns = list(found[0]) if found else ["article_id"]
    return table_as_csv(columns, found)


def _paragraphs(marked: Text) -> Iterator[Paragraph]:
    view, text = marked.view, marked.view.text or ""
    if not view.sentences:
        for part in text.split("\n\n"):
            whole = Line(number=None, words=Markup.escape(part))
            yield Paragraph(is_headline=False, lines=(whole,))
        return
    numbered = list(enumerate(view.sentences))
    for _, group in groupby(numbered, key=lambda item: item[1].paragraph):
        sentences = list(group)
        lines = tuple(_lines(marked, sentences))
        yield Paragraph(is_headline=sentences[0][1].is_headline, lines=lines)


def _lines(marked: Text, sentences: Sequence[tuple[int, Sentence]]) -> Iterator[Line]:
    view, text = marked.view, marked.view.text or ""
    event, records = marked.marked, dict(view.record_ids)
    end = sentences[0][1].span.start
    for number, sentence in sentences:
        if gap := text[end : sentence.span.start]:
            yield Line(number=None, words=marked.words(gap, end))
        span = sentence.span
        yield Line(
            number=number,
            words=marked.words(text[span.start : span.end], span.start),
            is_marked=event is not None and event.sentence == number,
            findings=tuple(_finding(one, records) for one in view.events if one.sentence == number),
        )
        end = span.end


def _finding(event: Event, records: Mapping[str, str]) -> Finding:
    kind = ", ".join(filter(None, (event.event_type, event.mode)))
    return Finding(
        href=f"/event/{records.get(event.id, event.id)}",
        label=kind,
        modality=event.modality.value,
    )
