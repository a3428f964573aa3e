"""Lean documents for the corpus phase: what merging needs of each, and no more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from detente.model import Claim, Document, Event
from detente.store import loading, read
from detente.store.loading import Connection, Row, rows

_CHUNK: Final = 256  # documents held as rows at a time
_TABLES: Final = ("articles", "documents", "sentences", "events", "claims")

F = TypeVar("F", Event, Claim)


def load_documents(connection: Connection) -> Iterator[Document]:
    """Yield every document with article, text, fingerprint, sentences, events and claims.

    Ordered by article id; the layers that merging does not read are None.
    """
    found = connection.execute("SELECT article_id FROM articles ORDER BY article_id").fetchall()
    ids = [id_ for (id_,) in found]
    for start in range(0, len(ids), _CHUNK):
        yield from documents_of(connection, ids[start : start + _CHUNK])


def documents_of(connection: Connection, ids: Sequence[str]) -> list[Document]:
    """Return the lean documents of some articles, ordered by article id."""
    found = {name: _of_articles(connection, name, ids) for name in _TABLES}
    sentences = loading.grouped(found["sentences"], "article_id", lambda row: row)
    events = loading.events(connection, [row["event_id"] for row in found["events"]])
    claims = loading.claims(connection, [row["claim_id"] for row in found["claims"]])
    events_of, claims_of = _by_article(events.values()), _by_article(claims.values())
    pairs = zip(found["articles"], found["documents"], strict=True)
    return [
        Document(
            article=read.article_from(head),
            **_text_layers(document, sentences.get(head["article_id"], ())),
            events=events_of.get(head["article_id"], ()),
            claims=claims_of.get(head["article_id"], ()),
        )
        for head, document in pairs
    ]


def _text_layers(document: Row, sentences: Sequence[Row]) -> dict[str, Any]:
    in_order = sorted(sentences, key=lambda row: row["sentence"])
    signature = document["fingerprint"]
    return {
        "text": document["text"],
        "language": read.language_from(document),
        "fingerprint": None if signature is None else tuple(signature),
        "sentences": tuple(read.sentence_from(row) for row in in_order),
    }


def _by_article(found: Iterable[F]) -> dict[str, tuple[F, ...]]:
    groups: dict[str, list[F]] = defaultdict(list)
    for item in sorted(found, key=lambda item: (item.sentence, item.id)):
        groups[item.article_id].append(item)
    return {id_: tuple(items) for id_, items in groups.items()}


def _of_articles(connection: Connection, table: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    return rows(
        connection,
        f"SELECT * FROM {table} WHERE article_id IN (SELECT unnest(?::VARCHAR[])) "  # noqa: S608 - our own names
        "ORDER BY article_id",
        [list(ids)],
    )
