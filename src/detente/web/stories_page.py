"""The pages of stories: the list, and one story with its articles by time."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from detente.analyze import wording
from detente.analyze.stories import StoryFilter, StoryLine, StoryView
from detente.model import Record
from detente.store import stories
from detente.store.loading import Connection
from detente.web import labels
from detente.web.asked import day, dyad
from detente.web.doors import python_call, table_as_csv
from detente.web.question import Question, paged, pair_words, read_question, state_name

NAMES: Final = ("actor", "dyad", "since", "until", "several")
COLUMNS: Final = (
    "story_id", "label", "title", "first_published", "last_published", "n_articles", "n_outlets",
    "n_origins", "actors",
)  # fmt: skip
_LABELS: Final[Mapping[str, Callable[[str], str]]] = {
    "actor": lambda text: f"naming {state_name(text)}",
    "dyad": lambda text: f"on {pair_words(text)}",
    "since": lambda text: f"since {wording.day(day(text))}",
    "until": lambda text: f"until {wording.day(day(text))}",
    "several": lambda _: "of two or more articles",
}


class Follower(Record, frozen=True, kw_only=True):
    """Whose words an article of a story repeats, or whose credit it shares."""

    href: str
    name: str
    relation: str


def read(parameters: Mapping[str, str]) -> Question:
    """Return what the address of the list asks."""
    return read_question("/stories", NAMES, parameters)


def as_filter(question: Question) -> StoryFilter:
    """Return the filter of an address.

    Raises:
        QueryError: a day or pair that cannot be read.
    """
    return StoryFilter(
        actor=question.get("actor") or None,
        dyad=question.read("dyad", dyad),
        since=question.read("since", day),
        until=question.read("until", day),
        several=bool(question.get("several")),
    )


def stories_page(connection: Connection, question: Question, database: str) -> Mapping[str, Any]:
    """Return what the template of the list shows.

    Raises:
        QueryError: the address names somebody or something unknown.
    """
    wanted = as_filter(question)
    ids = stories.matching_stories(connection, wanted)
    shown, pages = paged(question, ids)
    return {
        **_frame(question),
        "chips": question.chips(_LABELS),
        "stories": [(line, days_words(line)) for line in stories.story_lines(connection, shown)],
        "pages": pages,
        "python": python_call("stories", wanted, database),
        "is_empty": not ids and not question.parameters,
    }


def refused_page(question: Question, problem: str) -> Mapping[str, Any]:
    """Return what the list shows for a question that cannot be answered as asked."""
    return {**_frame(question), "chips": question.bare_chips(), "problem": problem}


def stories_csv(connection: Connection, question: Question) -> str:
    """Return all stories of an address as CSV.

    Raises:
        QueryError: as for :func:`stories_page`.
    """
    return table_as_csv(COLUMNS, map(_row, stories.stories(connection, as_filter(question))))


def story_page(connection: Connection, asked: str) -> Mapping[str, Any]:
    """Return what the template of one story shows.

    Raises:
        QueryError: no such id, or several.
    """
    view = stories.story(connection, asked)
    return {
        "view": view,
        "line": view.line,
        "days": days_words(view.line),
        "members": view.members,
        "followed": _followed(view),
        "origins": _origins(view),
        "was_asked": asked if not view.line.id.startswith(asked) else "",
    }


def days_words(line: StoryLine) -> str:
    """Return the days of a story in words: one day, or from one to another."""
    if line.first_published is None or line.last_published is None:
        return "days unknown"
    if line.first_published == line.last_published:
        return wording.day(line.first_published)
    return f"{wording.day(line.first_published)} to {wording.day(line.last_published)}"


def _followed(view: StoryView) -> dict[str, Follower]:
    heads = {one.article.id: one.article for one in view.members}
    return {
        one.article.id: Follower(
            href=f"/article/{one.follows}",
            name=labels.source(heads[one.follows]) if one.follows in heads else "another article",
            relation=one.relation or "",
        )
        for one in view.members
        if one.follows
    }


def _origins(view: StoryView) -> dict[str, str]:
    """Return the origin of each article, where it is not the article or its outlet itself."""
    return {
        one.article.id: one.origin
        for one in view.members
        if one.origin not in {one.article.id, one.article.outlet}
    }


def _row(line: StoryLine) -> dict[str, object]:
    return {
        "story_id": line.id,
        "label": line.label,
        "title": line.title,
        "first_published": line.first_published,
        "last_published": line.last_published,
        "n_articles": line.n_articles,
        "n_outlets": line.n_outlets,
        "n_origins": line.n_origins,
        "actors": "; ".join(name for _, name in line.actors),
    }


def _frame(question: Question) -> dict[str, Any]:
    return {
        "asked": question,
        "problem": None,
        "stories": (),
        "pages": {"n": 0, "last": 1},
        "is_empty": False,
        "python": "",
    }
