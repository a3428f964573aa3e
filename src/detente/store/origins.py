"""Where articles come from in the end: copies and agency credits fold into one origin."""

from collections.abc import Collection
from functools import lru_cache

from detente.merge.origins import Credits, article_origins, read_credits
from detente.merge.tables import read_agencies
from detente.model import Document, NearDuplicate
from detente.store import read
from detente.store.loading import Connection, rows


def origins_of(connection: Connection, article_ids: Collection[str]) -> dict[str, str]:
    """Return the independent origin of each article, by its id, with the rule of the merge."""
    copies = copies_of(connection, article_ids)
    wanted = {*article_ids, *(copy.original_id for copy in copies)}
    found = rows(
        connection,
        "SELECT a.*, d.text FROM articles a JOIN documents d USING (article_id) "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY article_id",
        [sorted(wanted)],
    )
    documents = [Document(article=read.article_from(row), text=row["text"]) for row in found]
    return article_origins(documents, copies, credits_of(connection))


def credits_of(connection: Connection) -> Credits:
    """Return how articles credit agencies and the outlets of the database."""
    return _credits(tuple(outlets(connection)))


@lru_cache(maxsize=1)  # the patterns take a sixth of a second to make
def _credits(outlets: tuple[str, ...]) -> Credits:
    return read_credits(read_agencies(), outlets)


def outlets(connection: Connection) -> list[str]:
    """Return the names of all outlets of the database, sorted."""
    found = connection.execute(
        "SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL ORDER BY ALL"
    )
    return [outlet for (outlet,) in found.fetchall()]


def copies_of(connection: Connection, article_ids: Collection[str]) -> list[NearDuplicate]:
    """Return which of some articles repeat which others."""
    found = rows(
        connection,
        "SELECT * EXCLUDE (run_id) FROM near_duplicates "
        "WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(article_ids)],
    )
    return [NearDuplicate(**row) for row in found]
