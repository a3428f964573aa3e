"""How stories are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from detente.merge.stories import story_id
from detente.merge.stories_ties import Ties
from detente.model import Story
from detente.store import stories_state
from detente.store.columns import Row
from detente.store.loading import Connection
from detente.store.merge_reports import asking
from detente.store.merge_write import STORY_TABLES
from detente.store.origins import origins_of
from detente.store.write import Writer

_AT_ONCE: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChange:
    """What of stories changes: those by id that are no longer so, and new ones.

    ``forests`` are ties by stretch, which replace those there; ``pieces`` digests of all pieces.
    ``origins`` and ``outlets`` are those of the articles of new stories, by article id.
    """

    forests: Mapping[int, Ties]
    pieces: Sequence[int]
    removed: Sequence[str] = ()
    stories: Sequence[Story] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)


def origins_by_article(connection: Connection, article_ids: Sequence[str]) -> dict[str, str]:
    """Return the independent origin of articles, by id."""
    found: dict[str, str] = {}
    for start in range(0, len(article_ids), _AT_ONCE):
        found |= origins_of(connection, article_ids[start : start + _AT_ONCE])
    return found


def outlets_by_article(connection: Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """Return the outlets of those articles that have one, by id."""
    with asking(connection, sorted(article_ids)):
        found = connection.execute(
            "SELECT article_id, outlet FROM wanted JOIN articles ON article_id = wanted.id "
            "WHERE outlet IS NOT NULL"
        ).fetchall()
    return dict(found)


def save(writer: Writer, change: StoryChange) -> None:
    """Save what of stories changed, in one transaction."""
    tables = _rows(change, writer.run_id)
    with writer.saving() as connection:
        _delete(connection, change.removed)
        writer.insert(connection, tables)
        stories_state.keep(connection, change.forests, change.pieces)


def _delete(connection: Connection, story_ids: Sequence[str]) -> None:
    with asking(connection, story_ids):
        for name in STORY_TABLES:
            connection.execute(
                f"DELETE FROM {name} WHERE story_id IN (SELECT id FROM wanted)"  # noqa: S608 - names of our own tables
            )


def _rows(change: StoryChange, run_id: str) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {name: [] for name in STORY_TABLES}
    for story in change.stories:
        ids = [one.article_id for one in story.articles]
        told = _story_row(story, ids, change.origins, change.outlets)
        tables["stories"].append(told | {"run_id": run_id})
        tables["story_articles"] += [
            row | {"run_id": run_id} for row in _article_rows(story, change.origins)
        ]
        tables["story_aliases"] += [
            {"alias_id": story_id(id_), "story_id": story.id, "run_id": run_id} for id_ in ids[1:]
        ]
    return tables


def _story_row(
    story: Story, ids: Sequence[str], origins: Mapping[str, str], outlets: Mapping[str, str]
) -> dict[str, object]:
    return {
        "story_id": story.id,
        "label": story.label,
        "central_id": story.central_id,
        "first_published": story.first_published,
        "last_published": story.last_published,
        "n_articles": len(ids),
        "n_outlets": len({outlets[id_] for id_ in ids if id_ in outlets}),
        "n_origins": len({origins[id_] for id_ in ids}),
    }


def _article_rows(story: Story, origins: Mapping[str, str]) -> list[dict[str, object]]:
    return [
        {
            "story_id": story.id,
            "ordinal": ordinal,
            "article_id": one.article_id,
            "origin": origins[one.article_id],
            "likeness": one.likeness,
            "shared_words": list(one.shared),
        }
        for ordinal, one in enumerate(story.articles)
    ]
