"""The named questions about stories: articles on one happening, by time, with their origins."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from detente.analyze.stories import StoryFilter, StoryLine, StoryMember, StoryView
from detente.errors import QueryError
from detente.store import loading, names, parties, web_views
from detente.store.filters import DYAD
from detente.store.loading import Connection, Row, article_head, rows

Condition = tuple[str, list[Any]]

_ORDER: Final = "last_published DESC NULLS LAST, n_articles DESC, story_id"
_OF_ARTICLES: Final = f"""
    SELECT story_id FROM stories WHERE story_id IN (
      SELECT story_id FROM story_articles WHERE list_contains(?, article_id))
    ORDER BY {_ORDER}
"""  # noqa: S608 - a constant
_TELLS: Final = """story_id IN (
    SELECT story_id FROM story_articles JOIN events USING (article_id)
    JOIN record_reports USING (event_id) WHERE record_id IN ({}))"""
_NAMES: Final = """story_id IN (
    SELECT story_id FROM story_articles JOIN (
      SELECT article_id, country, entity, name FROM mentions
      UNION ALL SELECT article_id, country, entity, name FROM participants
    ) USING (article_id) WHERE {})"""
_MOST_ACTORS: Final = 5
_ACTORS: Final = """
    SELECT story_id, actor, any_value(name) AS name, count(DISTINCT article_id) AS n
    FROM (
      SELECT story_id, article_id, CASE WHEN kind = 'state' THEN country ELSE entity END AS actor,
             name
      FROM story_articles JOIN mentions m USING (article_id)
      WHERE list_contains(?, story_id) AND entity IS NOT NULL
        AND coalesce(entity_kind, m.kind) IN ('state', 'person', 'organisation')
    ) WHERE actor IS NOT NULL
    GROUP BY story_id, actor ORDER BY story_id, n DESC, actor
"""
_EVENTS: Final = """
    SELECT DISTINCT r.record_id, r.historical, r.date_earliest
    FROM records r JOIN record_reports USING (record_id) JOIN events e USING (event_id)
    JOIN story_articles s ON s.article_id = e.article_id
    WHERE story_id = ? ORDER BY r.historical, r.date_earliest NULLS LAST, r.record_id
"""


def stories(connection: Connection, wanted: StoryFilter | None = None) -> tuple[StoryLine, ...]:
    """Return the stories that a filter lets through, the latest first.

    Raises:
        QueryError: the filter names nobody known.
    """
    return story_lines(connection, matching_stories(connection, wanted or StoryFilter()))


def matching_stories(connection: Connection, wanted: StoryFilter) -> list[str]:
    """Return the ids of the stories that a filter lets through, in order.

    Raises:
        QueryError: as for :func:`stories`.
    """
    conditions = [*_who(connection, wanted), *_when(wanted)]
    where = " AND ".join(f"({text})" for text, _ in conditions) or "TRUE"
    query = f"SELECT story_id FROM stories WHERE {where} ORDER BY {_ORDER}"  # noqa: S608 - conditions are constants, values are parameters
    query += f" LIMIT {wanted.limit:d}" if wanted.limit is not None else ""
    values = [value for _, more in conditions for value in more]
    return [id_ for (id_,) in connection.execute(query, values).fetchall()]


def story(connection: Connection, asked: str) -> StoryView:
    """Return one story by its id, one it had before, or the id of one of its articles.

    The beginning of an id is enough if it is the only one to begin so.

    Raises:
        QueryError: no such id, or several.
    """
    id_ = _story_id(connection, asked)
    line = story_lines(connection, [id_])[0]
    members = _members(connection, id_)
    told = [record for record, *_ in connection.execute(_EVENTS, [id_]).fetchall()]
    former = connection.execute(
        "SELECT alias_id FROM story_aliases WHERE story_id = ? ORDER BY 1", [id_]
    ).fetchall()
    return StoryView(
        line=line,
        members=members,
        events=loading.lines(connection, told),
        conflicts=web_views.conflicts_in(connection, [one.article.id for one in members]),
        former_ids=tuple(alias for (alias,) in former),
    )


def stories_of(connection: Connection, article_ids: Sequence[str]) -> tuple[StoryLine, ...]:
    """Return the stories that some articles are in, the latest first."""
    found = connection.execute(_OF_ARTICLES, [list(article_ids)]).fetchall()
    return story_lines(connection, [id_ for (id_,) in found])


def story_lines(connection: Connection, ids: Sequence[str]) -> tuple[StoryLine, ...]:
    """Return a line for each story id, in the order of ``ids``."""
    found = rows(
        connection,
        "SELECT s.*, a.title FROM stories s LEFT JOIN articles a ON a.article_id = s.central_id "
        "WHERE list_contains(?, story_id)",
        [list(ids)],
    )
    actors = loading.grouped(
        rows(connection, _ACTORS, [list(ids)]), "story_id", lambda row: (row["actor"], row["name"])
    )
    by_id = {row["story_id"]: row for row in found}
    return tuple(_line(by_id[id_], actors.get(id_, ())) for id_ in ids if id_ in by_id)


def _line(row: Row, actors: Sequence[tuple[str, str | None]]) -> StoryLine:
    return StoryLine(
        id=row["story_id"],
        label=row["label"] or row["title"] or "without words",
        title=row["title"],
        central_id=row["central_id"],
        first_published=row["first_published"],
        last_published=row["last_published"],
        n_articles=row["n_articles"],
        n_outlets=row["n_outlets"],
        n_origins=row["n_origins"],
        actors=tuple(
            (actor, name or names.country_name(actor)) for actor, name in actors[:_MOST_ACTORS]
        ),
    )


def _members(connection: Connection, id_: str) -> tuple[StoryMember, ...]:
    found = rows(
        connection,
        """
        SELECT s.*, a.outlet, a.published, a.title, a.url, n.original_id, n.reason
        FROM story_articles s JOIN articles a USING (article_id)
        LEFT JOIN near_duplicates n USING (article_id) WHERE story_id = ? ORDER BY ordinal
        """,
        [id_],
    )
    first: dict[str, str] = {}
    for row in found:
        first.setdefault(row["origin"], row["article_id"])
    return tuple(_member(row, first[row["origin"]]) for row in found)


def _member(row: Row, first_of_origin: str) -> StoryMember:
    follows, relation = row["original_id"], None
    if follows:
        relation = f"repeats it: {row['reason']}"
    elif first_of_origin != row["article_id"] and row["origin"] != row["outlet"]:
        follows, relation = first_of_origin, f"credits {row['origin']} too"
    return StoryMember(
        article=article_head(row),
        origin=row["origin"],
        likeness=row["likeness"],
        shared=tuple(row["shared_words"]),
        follows=follows,
        relation=relation,
    )


def _story_id(connection: Connection, asked: str) -> str:
    columns: Mapping[str, str] = {
        "stories": "story_id",
        "story_aliases": "alias_id",
        "story_articles": "article_id",
    }
    try:
        table, found = names.whole_id(connection, columns, asked)
    except QueryError as error:
        words = str(error).replace("story or alias or article", "story")
        raise QueryError(words) from None
    if table == "stories":
        return found
    query = f"SELECT story_id FROM {table} WHERE {columns[table]} = ?"  # noqa: S608 - our own names
    return str(loading.value(connection, query, [found]))


def _who(connection: Connection, wanted: StoryFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.actor:
        found.append(_named(connection, wanted.actor))
    if wanted.dyad:
        found.append((_TELLS.format(DYAD), list(parties.pair(wanted.dyad))))
    if wanted.several:
        found.append(("n_articles > 1", []))
    return found


def _named(connection: Connection, asked: str) -> Condition:
    code = parties.code(asked)
    if code:
        return _NAMES.format("country = ? OR entity = ?"), [code, code]
    keys = list(names.persons(connection, asked))
    return _NAMES.format("list_contains(?, coalesce(entity, name))"), [keys]


def _when(wanted: StoryFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.since:
        found.append(("last_published >= ?", [wanted.since]))
    if wanted.until:
        found.append(("first_published <= ?", [wanted.until]))
    return found
