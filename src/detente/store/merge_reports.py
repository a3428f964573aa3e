"""Reports made ready for merging, straight from their rows: without the rest of their articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from detente.merge.decision_effects import judged_event
from detente.merge.decisions import Rulings
from detente.merge.reports import Report, Rules, Told, make_report
from detente.model import Article, Claim, Document, Participant, Span
from detente.store import loading, read
from detente.store.loading import Connection, Row, rows

_EVENTS: Final = """
    SELECT e.* EXCLUDE (run_id, trace, alternative_types, alternative_probabilities),
           [] AS trace, [] AS alternative_types, [] AS alternative_probabilities,
           s.text AS told, s.span_start AS told_start, s.is_headline AS told_is_headline,
           n.text AS told_after, n.span_start AS told_after_start
    FROM wanted JOIN events e ON e.event_id = wanted.id
    LEFT JOIN sentences s ON s.article_id = e.article_id AND s.sentence = e.sentence
    LEFT JOIN sentences n ON n.article_id = e.article_id AND n.sentence = e.sentence + 1
"""
_TOLD: Final = ("text", "entity", "name", "kind", "country", "sector", "office", "office_type")
_PARTIES: Final = f"""
    SELECT finding_id, role, span_start, span_end, other_sectors, confidence, {", ".join(_TOLD)}
    FROM wanted JOIN participants ON finding_id = wanted.id
    WHERE finding = 'event' ORDER BY role, ordinal
"""  # noqa: S608 - a constant
_HEADS: Final = """
    SELECT a.* EXCLUDE (body, run_id), '' AS body
    FROM articles a SEMI JOIN (
      SELECT e.article_id FROM wanted JOIN events e ON e.event_id = wanted.id
    ) USING (article_id)
"""
_SAYING: Final = """
    SELECT a.* EXCLUDE (body, run_id), '' AS body
    FROM wanted JOIN articles a ON a.article_id = wanted.id
"""
_TEXTS: Final = """
    SELECT a.* EXCLUDE (body, run_id), '' AS body, d.text AS document_text, {} AS fingerprint
    FROM wanted JOIN articles a ON a.article_id = wanted.id
    JOIN documents d ON d.article_id = a.article_id ORDER BY a.article_id
"""
_AT_ONCE: Final = 20_000  # reports held as rows at a time


@contextmanager
def asking(connection: Connection, ids: Iterable[Any], kind: str = "string") -> Iterator[None]:
    """Let questions join the table ``wanted``, whose one column ``id`` holds the ids."""
    import pyarrow as pa  # noqa: PLC0415 - loads numpy, see store.write

    table = pa.table({"id": pa.array(ids, type=pa.type_for_alias(kind))})
    connection.register("wanted", table)
    try:
        yield
    finally:
        connection.unregister("wanted")


def load_reports(
    connection: Connection, event_ids: Sequence[str], rules: Rules, rulings: Rulings
) -> list[Report]:
    """Return the reports of events, corrected as users ruled, ordered by rank.

    Those judged to be no events, and ids that are not there, are left out.
    """
    articles = _articles(connection, event_ids)
    found: list[Report] = []
    for start in range(0, len(event_ids), _AT_ONCE):
        found += _reports(connection, event_ids[start : start + _AT_ONCE], articles, rules, rulings)
    # Two rows of one id say the same: a coder may find one event twice in a sentence.
    once = {report.event.id: report for report in found}
    return sorted(once.values(), key=lambda report: report.rank)


def load_texts(connection: Connection, article_ids: Sequence[str]) -> list[Document]:
    """Return documents with article and text alone, ordered by article id."""
    with asking(connection, article_ids):
        found = rows(connection, _TEXTS.format("NULL"))
    return [_document(row) for row in found]


def load_fingerprinted(connection: Connection, article_ids: Sequence[str]) -> list[Document]:
    """Return documents with article, text and fingerprint alone, ordered by article id."""
    with asking(connection, article_ids):
        found = rows(connection, _TEXTS.format("d.fingerprint"))
    return [_document(row) for row in found]


def load_claims(connection: Connection, wanted: Mapping[str, Sequence[str]]) -> list[Document]:
    """Return documents with article and some claims alone; ids of claims by article."""
    with asking(connection, sorted(wanted)):
        heads = {row["article_id"]: read.article_from(row) for row in rows(connection, _SAYING)}
    found = loading.claims(connection, [id_ for ids in wanted.values() for id_ in ids])
    return [
        Document(
            article=heads[article_id],
            claims=tuple(sorted((found[id_] for id_ in ids), key=_in_text)),
        )
        for article_id, ids in sorted(wanted.items())
    ]


def _in_text(claim: Claim) -> tuple[int, str]:
    return claim.sentence, claim.id


def _document(row: Row) -> Document:
    signature = row["fingerprint"]
    return Document(
        article=read.article_from(row),
        text=row["document_text"],
        fingerprint=None if signature is None else tuple(signature),
    )


def _articles(connection: Connection, event_ids: Sequence[str]) -> dict[str, Article]:
    with asking(connection, event_ids):
        found = rows(connection, _HEADS)
    return {row["article_id"]: read.article_from(row) for row in found}


def _reports(
    connection: Connection,
    event_ids: Sequence[str],
    articles: Mapping[str, Article],
    rules: Rules,
    rulings: Rulings,
) -> Iterator[Report]:
    with asking(connection, event_ids):
        found = rows(connection, _EVENTS)
        roles = _roles(connection.execute(_PARTIES).fetchall())
    for row in found:
        event = read.event_from(row, roles.get(row["event_id"], {}))
        judged = judged_event(event, rulings)
        if judged is not None:
            yield make_report(judged, articles[event.article_id], _told(row), rules)


def _roles(found: Iterable[tuple[Any, ...]]) -> dict[str, dict[str, list[Participant]]]:
    """Return participants by event and role; by column, as most of a merge goes by here."""
    roles: dict[str, dict[str, list[Participant]]] = {}
    for id_, role, start, end, sectors, confidence, *told in found:
        one = Participant(
            span=Span(start, end),
            other_sectors=tuple(sectors),
            confidence=confidence,
            **dict(zip(_TOLD, told, strict=True)),
        )
        roles.setdefault(id_, {}).setdefault(role, []).append(one)
    return roles


def _told(row: Row) -> Told:
    if row["told"] is None:
        return Told(row["action_text"], row["action_start"], is_headline=False)
    return Told(
        row["told"],
        row["told_start"],
        is_headline=row["told_is_headline"],
        after=row["told_after"] or "",
        after_start=row["told_after_start"] or 0,
    )
