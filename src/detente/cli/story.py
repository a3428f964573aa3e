"""detente story: one story, its articles by time, and where they come from."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType

import detente
from detente.cli import lines, output
from detente.cli.options import DB, Db, Json
from detente.cli.stories import stretch

if TYPE_CHECKING:
    from detente.analyze.stories import StoryMember, StoryView

NAME = "story"
EXAMPLE = "detente story 4be01f77"


def command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of a story or of an article.")],
    db: Db = DB,
    as_json: Json = False,
) -> None:
    """Show one story: its articles by time, their origins, its events, where they differ.

    A story answers to every id that it had before it grew or merged. The beginning of an id is
    enough.
    """
    view = detente.connect(db).story(id_)
    output.show_json(view) if as_json else output.show(*_parts(view))


def _parts(view: "StoryView") -> list[RenderableType]:
    line = view.line
    found: list[RenderableType] = [
        output.table(
            ["", ""],
            [
                ["story", line.id],
                ["label", line.label],
                ["title", line.title],
                ["published", stretch(line.first_published, line.last_published)],
                ["who", ", ".join(name for _, name in line.actors)],
                ["voices", _voices(view)],
            ],
        ),
        output.heading("Articles, the earliest first"),
        output.table(
            ["article", "published", "outlet", "title", "origin", "shares"],
            map(_cells, view.members),
        ),
    ]
    copies = [one for one in view.members if one.follows]
    if copies:
        found.append(output.heading("Who follows whom"))
        found += [output.text(_follows(one, view)) for one in copies]
    if view.events:
        found += [output.heading("Events"), lines.event_table(view.events)]
    if view.conflicts:
        found += [output.heading("Where accounts differ"), *lines.conflict_parts(view.conflicts)]
    return found


def _voices(view: "StoryView") -> str:
    line = view.line
    articles = "article" if line.n_articles == 1 else "articles"
    outlets = "outlet" if line.n_outlets == 1 else "outlets"
    return (
        f"{line.n_articles} {articles} of {line.n_outlets} {outlets}, {line.n_origins} independent"
    )


def _cells(one: "StoryMember") -> list[str]:
    head = one.article
    return [
        head.id[:8],
        str(head.published or "?"),
        head.outlet or "unknown",
        head.title or "",
        "itself" if one.origin == head.id else one.origin,
        ", ".join(one.shared),
    ]


def _follows(one: "StoryMember", view: "StoryView") -> str:
    of = next((other.article for other in view.members if other.article.id == one.follows), None)
    source = f"{of.outlet or 'article'} ({of.id[:8]})" if of else str(one.follows)[:8]
    return (
        f"{one.article.outlet or 'article'} ({one.article.id[:8]}) after {source}: {one.relation}"
    )
