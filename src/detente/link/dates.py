"""Time expressions of a text, resolved to intervals of days."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from detente.model import Document
from detente.settings import Settings


def build(_settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``days``, in the order of the text."""

    def add_days(batch: Sequence[Document]) -> list[Document]:
        return [replace(document, days=()) for document in batch]

    return add_days
