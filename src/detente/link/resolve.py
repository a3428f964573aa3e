"""What actor phrases mean: entity, country, sector and office on the article's date."""

import datetime as dt
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from detente.entities.registry import Registry, load_registry
from detente.entities.tenure import Tenures, load_tenures
from detente.link.mentions_units import Tagger, load_word_classes
from detente.link.resolve_confidence import load_certainty
from detente.link.resolve_context import Context
from detente.link.resolve_parts import Reader
from detente.link.resolve_person import People
from detente.link.resolve_phrase import Resolver
from detente.model import Document, Link
from detente.settings import Settings


class Tables:
    """Registry, tenures and the readers over them, loaded once a process."""

    def __init__(self, registry: Registry, tenures: Tenures) -> None:
        reader = Reader(registry, Tagger(registry, load_word_classes()))
        people = People(registry, tenures)
        self.resolver = Resolver(registry, reader, people, load_certainty())


def load_tables(settings: Settings | None = None) -> Tables:
    """Return the packaged tables, with the layers of the settings over them.

    Raises:
        LayerError: an update or corrections file is broken; names file and line.
    """
    actors = (settings or Settings()).actors
    registry = load_registry(actors)
    return Tables(registry, load_tenures(actors, registry))


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``links``, parallel to ``mentions``."""
    tables = load_tables(settings)

    def add_links(batch: Sequence[Document]) -> list[Document]:
        return [replace(one, links=links_of(one, tables)) for one in batch]

    return add_links


def links_of(document: Document, tables: Tables) -> tuple[Link, ...]:
    """Return a link for each mention of a document.

    Offices are those of ``article.published``; without it the latest known, marked undated.
    """
    return Context(document, tables.resolver).links()


def resolve_phrase(text: str, day: dt.date | None, tables: Tables) -> Link:
    """Return what a bare phrase means on a day; ``mention`` of the link is 0."""
    return tables.resolver.link(text, day)
