"""Evidence for what a statement does: a stance, the words that show it, and how strongly."""

from typing import NamedTuple

from detente.model import Span


class Evidence(NamedTuple):
    """Words that show a stance. ``rank``: the highest decides; ``reason`` is for the trace."""

    stance: str
    span: Span
    rank: float
    reason: str
