"""detente article: one article."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

import detente
from detente.cli import lines, output
from detente.cli.options import DB, Db, Json

if TYPE_CHECKING:
    from detente.analyze.views import ArticleView

NAME = "article"
EXAMPLE = "detente article 1f0c9a2b"


def command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of an article.")],
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Show an article and what was found in it.

    Its clean text, what was taken out and why, event reports, statements.
    """
    view = detente.connect(db).article(id_)
    output.show_json(view) if as_json else _show(view)


def _show(view: "ArticleView") -> None:
    output.show(output.table(["", ""], _facts(view)))
    output.show(output.heading("Text"), output.text(view.text))
    if view.removed:
        rows = [[piece.reason, output.text(piece.text.strip())] for piece in view.removed]
        columns = [("why", {"min_width": 12}), ("taken out", {"ratio": 1})]
        output.show(output.heading("Taken out"), output.table(columns, rows))
    if view.events:
        output.show(output.heading("Event reports"), _events(view))
    if view.statements:
        rows = [[_name(item), item.kind, item.content_text] for item in view.statements]
        table = output.table(["speaker", "kind", ("words", {"ratio": 1})], rows)
        output.show(output.heading("Statements"), table)
    for problem in view.problems:
        output.show(
            output.text(f"{problem.kind} at {problem.problem.stage}: {problem.problem.reason}")
        )


def _facts(view: "ArticleView") -> list[list[Any]]:
    article, language = view.article, view.language
    near = view.near_duplicate
    rows: list[list[Any]] = [
        ["article", article.id],
        ["title", article.title],
        ["outlet", _known(article.outlet, article.outlet_from)],
        ["published", _known(article.published, article.published_from)],
        ["author", article.author],
        ["address", article.url],
        ["read from", article.origin],
        ["language", _language(language)],
        ["repeats", f"{near.original_id}: {near.reason}" if near else None],
    ]
    return [row for row in rows if row[1]]


def _known(value: Any, source: str | None) -> str:
    return f"{value} (from {source})" if value else "unknown"


def _language(language: Any) -> str:
    if language is None:
        return ""
    unread = "" if language.is_read else ": not read yet, kept only"
    return f"{language.code} ({language.probability:.2f}){unread}"


def _events(view: "ArticleView") -> Any:
    records = dict(view.record_ids)
    rows = [
        [
            event.event_type + (f"/{event.mode}" if event.mode else ""),
            event.modality.value,
            lines.people(event.actors),
            output.text(event.action_text),
            lines.people(event.recipients),
            event.sentence + 1,
            records.get(event.id, event.id)[:8],
        ]
        for event in view.events
    ]
    return output.table(["type", "status", "actors", "deed", "recipients", "sent.", "event"], rows)


def _name(statement: Any) -> str:
    return lines.one(statement.speaker) if statement.speaker else "not named"
