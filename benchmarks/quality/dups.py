"""Task "dups": pairs of texts that are near-duplicates."""

from collections.abc import Iterator
from typing import Any

from benchmarks.quality.options import Options
from detente.clean import boilerplate, fingerprint
from detente.ingest.source import ReadOptions
from detente.ingest.text import text_article
from detente.model import Document
from detente.settings import Settings

SCORER = ("cluster", "dups")


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"a", "b"}`` for each pair said to be near-duplicates."""
    ids = [row["id"] for row in gold]
    documents = [_document(row) for row in gold]
    for module in (boilerplate, fingerprint):
        documents = module.build(Settings())(documents)
    signatures = [document.fingerprint or () for document in documents]
    texts = [document.text or "" for document in documents]
    for pair in fingerprint.near_duplicate_pairs(signatures, texts):
        yield {"a": ids[pair.first], "b": ids[pair.second]}


def _document(row: dict[str, Any]) -> Document:
    article = text_article(row["text"], key=row["id"], options=ReadOptions(), origin=row["id"])
    return Document(article=article)
