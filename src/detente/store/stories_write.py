"""What stories are made of, and how they are kept."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from detente.merge.stories import StoryText, story_id
from detente.model import NearDuplicate, Story
from detente.store.columns import Row
from detente.store.loading import Connection, rows, value
from detente.store.origins import origins_of
from detente.store.write import Writer

TABLES: Final = ("stories", "story_articles", "story_aliases")
_CHUNK: Final = 2_000
_TEXTS: Final = """
    SELECT article_id, text, published, actors
    FROM articles JOIN documents USING (article_id) LEFT JOIN (
      SELECT article_id, list_sort(list(DISTINCT actor)) AS actors FROM (
        SELECT article_id, unnest([entity, country]) AS actor FROM mentions
      ) WHERE actor IS NOT NULL GROUP BY article_id
    ) USING (article_id)
    WHERE text IS NOT NULL ORDER BY article_id
"""


def needs_stories(connection: Connection) -> bool:
    """Whether there are articles that no story has."""
    counts = (
        "SELECT (SELECT count(*) FROM documents WHERE text IS NOT NULL) "
        "!= (SELECT count(*) FROM story_articles)"
    )
    return bool(value(connection, counts))


def story_texts(connection: Connection) -> Iterator[StoryText]:
    """Yield all articles that have a text, with whom they name, ordered by id."""
    cursor = connection.execute(_TEXTS)
    while chunk := cursor.fetchmany(_CHUNK):
        yield from (
            StoryText(id_, text, published, tuple(actors or ()))
            for id_, text, published, actors in chunk
        )


def all_copies(connection: Connection) -> list[NearDuplicate]:
    """Return which articles repeat which, all of them."""
    found = rows(connection, "SELECT * EXCLUDE (run_id) FROM near_duplicates ORDER BY article_id")
    return [NearDuplicate(**row) for row in found]


def all_origins(connection: Connection, article_ids: Sequence[str]) -> dict[str, str]:
    """Return the independent origin of each article, by its id."""
    found: dict[str, str] = {}
    for start in range(0, len(article_ids), _CHUNK):
        found |= origins_of(connection, article_ids[start : start + _CHUNK])
    return found


def outlets_by_article(connection: Connection) -> dict[str, str]:
    """Return the outlet of each article that has one."""
    query = "SELECT article_id, outlet FROM articles WHERE outlet IS NOT NULL"
    return dict(connection.execute(query).fetchall())


def replace_stories(
    writer: Writer,
    stories: Sequence[Story],
    *,
    origins: Mapping[str, str],
    outlets: Mapping[str, str],
) -> None:
    """Replace all stories by these, in one transaction."""
    run_id = writer.run_id
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    for story in stories:
        ids = [one.article_id for one in story.articles]
        tables["stories"].append(_story_row(story, ids, origins, outlets) | {"run_id": run_id})
        tables["story_articles"] += [
            row | {"run_id": run_id} for row in _article_rows(story, origins)
        ]
        aliases = [story_id(id_) for id_ in ids[1:]]
        tables["story_aliases"] += [
            {"alias_id": alias, "story_id": story.id, "run_id": run_id} for alias in aliases
        ]
    with writer.saving() as connection:
        for name in TABLES:
            connection.execute(f"DELETE FROM {name}")  # noqa: S608 - names of our own tables
        writer.insert(connection, tables)


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
