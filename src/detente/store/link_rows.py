"""Rows of the tables of who, when and where: days, mentions with links, places, chains."""

from collections.abc import Sequence

from detente.model import Chain, Document, Link, Mention
from detente.store.columns import Row, place_columns, span_columns, when_columns, words_of


def link_tables(document: Document, text: str) -> dict[str, list[Row]]:
    """Return the rows of each table, without article and order."""
    return {
        "time_expressions": _time_rows(document, text),
        "mentions": _mention_rows(document, text),
        "places": _place_rows(document, text),
        "chains": _chain_rows(document),
    }


def _time_rows(document: Document, text: str) -> list[Row]:
    return [
        {
            **span_columns("span", day.span),
            "text": words_of(text, day.span),
            "kind": day.kind,
            "value": day.value,
            **when_columns("date", day.when),
            "anchor": day.anchor,
            "mod": day.mod,
            "is_dateline": day.is_dateline,
            "zone": day.zone,
        }
        for day in document.days or ()
    ]


def _mention_rows(document: Document, text: str) -> list[Row]:
    mentions = document.mentions or ()
    links: Sequence[Link | None] = document.links or (None,) * len(mentions)
    return [
        {**_mention_columns(mention, text), **_link_columns(link)}
        for mention, link in zip(mentions, links, strict=True)
    ]


def _mention_columns(mention: Mention, text: str) -> Row:
    return {
        "sentence": mention.sentence,
        **span_columns("span", mention.span),
        "text": words_of(text, mention.span),
        **span_columns("head", mention.head),
        "kind": mention.kind,
    }


def _link_columns(link: Link | None) -> Row:
    if link is None:
        return {}
    fields = ("entity", "name", "country", "sector", "other_sectors", "office", "office_type")
    more = ("office_state", "runner_up", "confidence", "reason", "antecedent", "members", "layer")
    return {"entity_kind": link.kind, **{name: getattr(link, name) for name in fields + more}}


def _place_rows(document: Document, text: str) -> list[Row]:
    fields = ("admin", "feature", "confidence", "reason")
    return [
        {
            **place_columns(place, text),
            **{f"place_{name}": getattr(place, name) for name in fields},
        }
        for place in document.places or ()
    ]


def _chain_rows(document: Document) -> list[Row]:
    fields = ("entity", "name", "kind", "title")
    return [{name: getattr(chain, name) for name in fields} for chain in _kept(document)]


def _kept(document: Document) -> list[Chain]:
    """Return the chains that tell something: words that recur, or that are known."""
    return [one for one in document.chains or () if len(one.spans) > 1 or one.entity or one.title]


def chain_span_rows(document: Document, text: str) -> list[Row]:
    """Return a row for each stretch of words of each chain."""
    return [
        {
            "article_id": document.article.id,
            "chain": number,
            "ordinal": ordinal,
            **span_columns("span", span),
            "text": words_of(text, span),
        }
        for number, chain in enumerate(_kept(document))
        for ordinal, span in enumerate(chain.spans)
    ]
