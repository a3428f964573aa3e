"""What telling stories step by step asks of the database, and keeps in it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from detente.merge.stories import StoryText
from detente.merge.stories_terms import Numbers, Telling
from detente.merge.stories_ties import Ties
from detente.merge.stories_vectors import Vectors
from detente.store.loading import Connection, grouped, rows, value
from detente.store.merge_reports import asking
from detente.store.write import Writer

_UNREAD: Final = """
    SELECT article_id FROM documents ANTI JOIN merge_story_terms USING (article_id)
    WHERE text IS NOT NULL
"""
_WAITING: Final = f"""{_UNREAD}
    UNION SELECT article_id FROM documents ANTI JOIN story_articles USING (article_id)
    WHERE text IS NOT NULL
    UNION SELECT article_id FROM merge_stirred
    ORDER BY article_id
"""  # noqa: S608 - a constant
_TEXTS: Final = """
    SELECT w.id, d.text, a.published, m.actors
    FROM wanted w JOIN documents d ON d.article_id = w.id JOIN articles a ON a.article_id = w.id
    LEFT JOIN (
      SELECT article_id, list_sort(list(DISTINCT actor)) AS actors FROM (
        SELECT article_id, unnest([entity, country]) AS actor
        FROM mentions SEMI JOIN wanted ON wanted.id = article_id
      ) WHERE actor IS NOT NULL GROUP BY article_id
    ) m ON m.article_id = w.id
    WHERE d.text IS NOT NULL ORDER BY w.id
"""
_VECTORS: Final = """
    SELECT t.number, t.terms, t.weights FROM wanted w
    JOIN merge_story_terms t ON t.number = w.id ORDER BY t.number
"""


def waiting(connection: Connection) -> list[str]:
    """Return the articles whose stories are to be told, sorted.

    They are those that are new, and those whose origin may be another.
    """
    return [id_ for (id_,) in connection.execute(_WAITING).fetchall()]


def unread(connection: Connection) -> list[str]:
    """Return the articles whose terms are not kept yet, sorted."""
    found = connection.execute(f"{_UNREAD} ORDER BY article_id").fetchall()
    return [id_ for (id_,) in found]


def story_texts(connection: Connection, article_ids: Sequence[str]) -> list[StoryText]:
    """Return those of some articles that have a text, with whom they name, ordered by id."""
    with asking(connection, article_ids):
        found = connection.execute(_TEXTS).fetchall()
    return [StoryText(id_, text, day, tuple(actors or ())) for id_, text, day, actors in found]


def add_terms(writer: Writer, terms: Mapping[str, Telling]) -> None:
    """Keep the terms of articles, by article id; their stories are to be told."""
    told = terms.values()
    with writer.saving() as connection:
        begin = int(
            value(connection, "SELECT coalesce(max(number), -1) + 1 FROM merge_story_terms")
        )
        columns = {
            "number": pa.array(range(begin, begin + len(terms)), type=pa.int64()),
            "article_id": pa.array(terms, type=pa.string()),
            "terms": pa.array([one.terms for one in told], type=pa.list_(pa.uint32())),
            "weights": pa.array([one.weights for one in told], type=pa.list_(pa.float32())),
        }
        insert(connection, "merge_story_terms", pa.table(columns))
        insert(connection, "merge_stirred", pa.table({"article_id": columns["article_id"]}))


def heads(connection: Connection) -> list[tuple[str, int, dt.date | None]]:
    """Return id, number and day of all articles whose terms are kept."""
    return connection.execute(
        "SELECT article_id, number, published FROM merge_story_terms JOIN articles "
        "USING (article_id)"
    ).fetchall()


def copies(connection: Connection) -> list[tuple[str, str]]:
    """Return which articles repeat which."""
    return connection.execute("SELECT article_id, original_id FROM near_duplicates").fetchall()


def vectors(connection: Connection, numbers: Numbers) -> Vectors:
    """Return the vectors of articles by their numbers, in the order of these."""
    with asking(connection, numbers, "int64"):
        found = connection.sql(_VECTORS).to_arrow_table()
    terms = found.column("terms").combine_chunks()
    if not len(terms):
        return Vectors.of([])
    known = Vectors(
        terms.offsets.to_numpy().astype(np.int64) - terms.offsets[0].as_py(),
        terms.flatten().to_numpy().astype(np.uint32),
        found.column("weights").combine_chunks().flatten().to_numpy().astype(np.float32),
    )
    return known.taken(np.searchsorted(found.column("number").to_numpy(), numbers))


def ties(connection: Connection, but_of: Iterable[int]) -> Ties:
    """Return the ties that are kept, by numbers of articles, but those of some stretches."""
    with asking(connection, sorted(but_of), "int64"):
        found = connection.execute(
            "SELECT one, other, alike FROM merge_story_ties ANTI JOIN wanted ON wanted.id = stretch"
        ).fetchnumpy()
    names = ("one", "other", "alike")
    return Ties(*(np.asarray(np.ma.getdata(found[name])).astype(np.int64) for name in names))


def pieces(connection: Connection) -> set[int]:
    """Return the digests of the pieces of which stories were last told."""
    return {piece for (piece,) in connection.execute("FROM merge_story_pieces").fetchall()}


def told(connection: Connection, article_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the stories in which some articles are, with those of these that are in each."""
    with asking(connection, sorted(article_ids)):
        found = rows(
            connection,
            "SELECT s.story_id, s.article_id FROM wanted "
            "JOIN story_articles s ON s.article_id = wanted.id",
        )
    return grouped(found, "story_id", lambda row: row["article_id"])


def keep(connection: Connection, forests: Mapping[int, Ties], piece_digests: Sequence[int]) -> None:
    """Keep the ties of stretches anew, and which pieces there are; nobody waits any more."""
    with asking(connection, sorted(forests), "int64"):
        connection.execute("DELETE FROM merge_story_ties WHERE stretch IN (SELECT id FROM wanted)")
    for stretch, forest in sorted(forests.items()):
        columns = {"one": forest.one, "other": forest.other, "alike": forest.alike}
        where = pa.array([stretch] * len(forest.one), type=pa.int64())
        insert(connection, "merge_story_ties", pa.table({"stretch": where, **columns}))
    connection.execute("DELETE FROM merge_story_pieces")
    digests = pa.array(piece_digests, type=pa.uint64())
    insert(connection, "merge_story_pieces", pa.table({"piece": digests}))
    connection.execute("DELETE FROM merge_stirred")


def insert(connection: Connection, name: str, table: pa.Table) -> None:
    """Insert columns into a table, in the caller's transaction."""
    if table.num_rows:
        connection.register("new_rows", table)
        connection.execute(f"INSERT INTO {name} BY NAME FROM new_rows")
        connection.unregister("new_rows")
