"""Read back what the words of one article were linked to."""

from typing import Final

from detente.analyze.linked import LinkedMention, ToldDay, ToldPlace, WhoWhenWhere
from detente.model import Link, Mention, Place, Span, TimeExpression
from detente.store import names, read
from detente.store.loading import Connection, Row, rows

LINK_TABLES: Final = ("mentions", "time_expressions", "places")
# Each table with the sentence that its words begin in.
_IN_ORDER: Final = """
    SELECT t.*, s.sentence AS in_sentence FROM {table} t LEFT JOIN sentences s
      ON s.article_id = t.article_id AND t.{start} >= s.span_start AND t.{start} < s.span_end
    WHERE t.article_id = ? ORDER BY t.ordinal
"""
_LINKED: Final = (
    "entity", "name", "country", "sector", "office", "office_type", "office_state", "runner_up",
    "antecedent", "layer",
)  # fmt: skip


def links_of(connection: Connection, article_id: str) -> WhoWhenWhere:
    """Return who, when and where the words of an article mean; empty where nothing was found."""
    found = {
        table: rows(connection, _IN_ORDER.format(table=table, start=start), [article_id])
        for table, start in (
            ("mentions", "span_start"),
            ("time_expressions", "span_start"),
            ("places", "place_start"),
        )
    }
    return WhoWhenWhere(
        mentions=tuple(_mention(row) for row in found["mentions"]),
        days=tuple(_day(row) for row in found["time_expressions"]),
        places=tuple(_place(row) for row in found["places"]),
    )


def links_sql(article_id: str, table: str) -> str:
    """Return the SQL question for one of the ``LINK_TABLES`` of an article.

    Raises:
        QueryError: no such table.
    """
    names.one_of(table, LINK_TABLES, "table of links")
    literal = article_id.replace("'", "''")
    return f"SELECT * EXCLUDE (run_id) FROM {table} WHERE article_id = '{literal}' ORDER BY ordinal"  # noqa: S608 - our own tables


def _mention(row: Row) -> LinkedMention:
    mention = Mention(
        span=Span(row["span_start"], row["span_end"]),
        head=Span(row["head_start"], row["head_end"]),
        sentence=row["sentence"],
        kind=row["kind"],
    )
    link = Link(
        mention=row["ordinal"],
        kind=row["entity_kind"] or row["kind"],
        confidence=row["confidence"] or 0.0,
        reason=row["reason"] or "",
        members=tuple(row["members"] or ()),
        other_sectors=tuple(row["other_sectors"] or ()),
        **{name: row[name] for name in _LINKED},
    )
    return LinkedMention(number=row["ordinal"], text=row["text"], mention=mention, link=link)


def _day(row: Row) -> ToldDay:
    expression = TimeExpression(
        span=Span(row["span_start"], row["span_end"]),
        kind=row["kind"],
        value=row["value"],
        when=read.when_from(row, "date"),
        anchor=row["anchor"],
        mod=row["mod"],
        is_dateline=row["is_dateline"],
    )
    return ToldDay(text=row["text"], sentence=row["in_sentence"], expression=expression)


def _place(row: Row) -> ToldPlace:
    fields = ("name", "kind", "country", "latitude", "longitude", "geonameid", "is_dateline")
    more = ("admin", "feature", "confidence")
    place = Place(
        span=Span(row["place_start"], row["place_end"]),
        reason=row["place_reason"] or "",
        **{name: row[f"place_{name}"] for name in fields + more},
    )
    return ToldPlace(text=row["place_text"], sentence=row["in_sentence"], place=place)
