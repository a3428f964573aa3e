"""Pages of the extraction tasks: from a folder, or from the archive beside the gold file."""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.quality.options import Options
from detente.clean import boilerplate
from detente.clean.headline import has_headline
from detente.errors import IntakeError
from detente.ingest.decode import decode
from detente.ingest.html import page_article
from detente.ingest.source import ReadOptions
from detente.model import Article, Document
from detente.settings import Settings


def read_pages(gold: list[dict[str, Any]], options: Options) -> Iterator[tuple[str, bytes]]:
    """Yield the id and bytes of each page of the gold rows, in no set order.

    Without ``--pages`` they come from the archive NAME_pages.tar.xz beside the gold file, whose
    own name begins with NAME. Pages that are not there are left out.
    """
    ids = {row.get("page") or f"{row['id']}.html": row["id"] for row in gold}
    if options.pages:
        paths = ((row_id, options.pages / name) for name, row_id in ids.items())
        yield from ((row_id, path.read_bytes()) for row_id, path in paths if path.is_file())
        return
    with tarfile.open(_archive_of(options.gold), "r:xz") as pages:
        for member in pages:
            yield from _member(pages, member, ids)


def clean_page(name: str, data: bytes, url: str | None) -> tuple[Article, Document] | None:
    """Return a page as article and clean document, or None if it could not be read."""
    try:
        article = page_article(decode(data), key=name, options=ReadOptions(), origin=name, url=url)
    except IntakeError:
        return None
    return article, boilerplate.build(Settings())([Document(article=article)])[0]


def body_of(document: Document) -> str:
    """Return the text of a document without its title."""
    text = document.text or ""
    return text.partition("\n\n")[2] if has_headline(document) else text


def _archive_of(gold: Path) -> Path:
    ending = "_pages.tar.xz"
    for archive in sorted(gold.parent.glob(f"*{ending}")):
        if gold.name.startswith(archive.name.removesuffix(ending)):
            return archive
    raise FileNotFoundError(f"no pages for {gold}: give --pages FOLDER, or put NAME{ending} beside")


def _member(
    pages: tarfile.TarFile, member: tarfile.TarInfo, ids: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    row_id = ids.get(Path(member.name).name)
    stream = pages.extractfile(member) if row_id else None
    if row_id and stream:
        yield row_id, stream.read()
