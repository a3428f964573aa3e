"""A rule of the votes, in words."""

from detente.model import Record


class SeriesRule(Record, frozen=True, kw_only=True):
    """A rule that speaks for a candidate: ``past`` so many days ago is followed by ``asked``.

    ``is_by_candidate``: the past events were acts of the candidate, not acts on it. ``share`` is
    of all votes on what is asked.
    """

    asked: str
    past: str
    is_by_candidate: bool
    days: str
    share: float
