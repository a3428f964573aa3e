"""detente stories: what the articles are about, one line a happening."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

import detente
from detente.cli import output
from detente.cli.lines import NOTHING
from detente.cli.options import DB, Db, Json, Limit, Since, Until, day, pair

if TYPE_CHECKING:
    import datetime as dt

    from detente.analyze.stories import StoryLine

NAME = "stories"
EXAMPLE = "detente stories --dyad RUS-MYS --since 2025-02-01"


def command(
    *,
    db: Db = DB,
    actor: Annotated[
        str | None, typer.Option(help="A country, organisation or person that they name.")
    ] = None,
    dyad: Annotated[
        str | None,
        typer.Option(help="Two countries with an event that they tell.", metavar="RUS-MYS"),
    ] = None,
    since: Since = None,
    until: Until = None,
    several: Annotated[
        bool, typer.Option("--several", help="Only stories of two or more articles.")
    ] = False,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List stories: articles on one happening, the latest first.

    A story is known by a few words that its articles share. Independent counts origins: copies,
    agency reports and articles of one outlet are folded.
    """
    found = detente.connect(db).stories(
        actor=actor,
        dyad=pair(dyad),
        since=day(since),
        until=day(until),
        several=several,
        limit=limit,
    )
    output.show_json(found) if as_json else output.show(story_table(found))


def story_table(found: "tuple[StoryLine, ...]") -> Table:
    """Return stories as a table, or a line that says that there are none."""
    if not found:
        return output.table([""], [[NOTHING]])
    columns: list[output.Column] = [
        ("id", {"no_wrap": True}),
        ("published", {"no_wrap": True}),
        "story",
        "who",
        ("articles", {"justify": "right"}),
        ("independent", {"justify": "right"}),
    ]
    return output.table(columns, map(_cells, found))


def stretch(first: "dt.date | None", last: "dt.date | None") -> str:
    """Return the days from first to last: one, two with ".." between, or "?"."""
    if first is None or last is None:
        return "?"
    return str(first) if first == last else f"{first}..{last}"


def _cells(line: "StoryLine") -> list[str]:
    return [
        line.id[:8],
        stretch(line.first_published, line.last_published).replace("..", "..\n"),
        _named(line),
        ", ".join(name for _, name in line.actors[:4]),
        str(line.n_articles),
        str(line.n_origins),
    ]


def _named(line: "StoryLine") -> str:
    """Return the title of the article most like the others, and below it the telling words."""
    if line.title is None or line.title == line.label:
        return line.label
    return f"“{line.title}”\n{line.label}"
