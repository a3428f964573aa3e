"""Bars along time: offices of a person, memberships of a state; what is not sure is hollow."""

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

from detente.analyze.people import first_day, last_day
from detente.web.svg import LETTER, DayScale, element, has_room, line, picture, text, ticks

_LANE: Final = 34.0  # pixels of a lane: its label above its bar
_BAR: Final = 11.0
_TOP: Final = 20.0
_TICK_WIDTH: Final = 70.0
_SEEN: Final = dt.timedelta(days=366)  # a dated list is trusted so long on either side


class Term(NamedTuple):
    """A bar: its label, its ISO dates cut short (None: not known), and its rank.

    ``seen`` is the last day on which a source confirms it. ``rank``: "main", "rival" (another
    claim, drawn thin).
    """

    label: str
    start: str | None
    end: str | None
    seen: str | None
    rank: str = "main"


class _Piece(NamedTuple):
    first: dt.date
    last: dt.date
    is_sure: bool


def bars(terms: Sequence[Term], on: dt.date, width: float, title: str) -> Markup:
    """Return terms as bars, one a lane, with a line at the day ``on``; "" without terms.

    A full bar is known, a hollow one is not sure: a start known to the year only, the time since
    a source last confirmed it.
    """
    drawn = [(term, _pieces(term, on)) for term in terms]
    drawn = [(term, pieces) for term, pieces in drawn if pieces]
    if not drawn:
        return Markup("")
    days = [day for _, pieces in drawn for piece in pieces for day in piece[:2]]
    first, last = _rounded(min([*days, on]), max([*days, on]))
    scale = DayScale(first, last, 1.0, width - 1.0)
    height = _TOP + _LANE * len(drawn) + 20.0
    lanes = [
        part
        for number, (term, pieces) in enumerate(drawn)
        for part in _lane(term, pieces, scale, _TOP + _LANE * number)
    ]
    frame = [*_axis(scale, height), *_day_line(on, scale, height)]
    return picture((width, height), title, [*frame, *lanes])


def _rounded(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    return dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)


def _pieces(term: Term, on: dt.date) -> list[_Piece]:
    """Return the stretches of a term, sure and not sure, in order."""
    if not term.start and not term.end:
        seen = first_day(term.seen) if term.seen else None
        return [_Piece(seen - _SEEN, seen + _SEEN, is_sure=False)] if seen else []
    begin, sure_begin = _start(term)
    sure_end, end = _end(term, sure_begin, on)
    found = [
        _Piece(begin, sure_begin, is_sure=False),
        _Piece(sure_begin, sure_end, is_sure=True),
        _Piece(sure_end, end, is_sure=False),
    ]
    return [piece for piece in found if piece.first < piece.last]


def _start(term: Term) -> tuple[dt.date, dt.date]:
    if not term.start:
        known = first_day(term.end or "")
        return known - _SEEN, known
    first, last = first_day(term.start), last_day(term.start)
    # A term that begins and ends in one year is at least a day long.
    return first, min(last, max(first, first_day(term.end))) if term.end else last


def _end(term: Term, begin: dt.date, on: dt.date) -> tuple[dt.date, dt.date]:
    if term.end:
        return max(begin, first_day(term.end)), last_day(term.end)
    sure = max(begin, last_day(term.seen)) if term.seen else begin
    last = max(sure, on)
    return sure, last if last > begin else begin + _SEEN


def _lane(term: Term, pieces: Sequence[_Piece], scale: DayScale, y: float) -> list[Markup]:
    words = _label(term.label, scale.x(pieces[0].first), scale, y + 12.0)
    title = element("title", f"{term.label}: {term_days(term)}")
    rects = [_rect(piece, scale, y + 17.0, term.rank) for piece in pieces]
    return [words, element("g", title, *rects, class_=f"term {term.rank}")]


def _label(label: str, left: float, scale: DayScale, y: float) -> Markup:
    fits = left + LETTER * len(label) < scale.right
    if fits:
        return text(label, left, y, class_="lane")
    room = int((scale.right - scale.left) / LETTER)
    shown = label if len(label) <= room else f"{label[: room - 1]}…"
    return text(shown, scale.right, y, class_="lane", anchor="end")


def _rect(piece: _Piece, scale: DayScale, y: float, rank: str) -> Markup:
    left, right = scale.x(piece.first), scale.x(piece.last + dt.timedelta(days=1))
    height = _BAR if rank == "main" else _BAR / 2
    return element(
        "rect",
        x=left,
        y=y,
        width=max(2.0, right - left),
        height=height,
        class_="sure" if piece.is_sure else "unsure",
    )


def term_days(term: Term) -> str:
    """Return the days of a term as the tables have them: "2012-11-06 to 2024-05-12"."""
    if not term.start and not term.end:
        return f"in a list of {term.seen}" if term.seen else "no days known"
    end = term.end or (f"no known end, confirmed {term.seen}" if term.seen else "no known end")
    return f"{term.start or 'start not known'} to {end}"


def _axis(scale: DayScale, height: float) -> list[Markup]:
    base = height - 18.0
    drawn = [line(scale.left, base, scale.right, base, "axis")]
    for day, label in ticks(scale, max(2, int((scale.right - scale.left) // _TICK_WIDTH))):
        x = scale.x(day)
        drawn.append(line(x, _TOP, x, base + 4, "rule"))
        if has_room(scale, x + 2, label):
            drawn.append(text(label, x + 2, height - 5))
    return drawn


def _day_line(on: dt.date, scale: DayScale, height: float) -> list[Markup]:
    x = scale.x(on)
    anchor = "end" if x > (scale.left + scale.right) / 2 else "start"
    return [
        line(x, 4.0, x, height - 18.0, "onday-line"),
        text(f"{on.day} {on:%b %Y}", x + (4 if anchor == "start" else -4), 12.0, anchor=anchor),
    ]
