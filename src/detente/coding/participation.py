"""Who takes part in an event, before it becomes a record."""

from typing import NamedTuple

from detente.model import Place, Span


class Roles(NamedTuple):
    """Mentions by number: who acts, on whom; and how that was found, in words.

    ``unnamed`` is the words for who acts where no known name or role stands there ("insurgents").
    ``destination`` is where a visitor goes, where no host is named.
    """

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    reason: str = ""
    unnamed: Span | None = None
    destination: Place | None = None
