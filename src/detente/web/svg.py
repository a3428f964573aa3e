"""Small pieces of SVG as safe markup: elements with escaped attributes, and scales."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from markupsafe import Markup, escape

LETTER: Final = 6.4  # pixels of a letter of a label, about


def element(name: str, *children: str, **attributes: Any) -> Markup:
    """Return an element; text children and attributes are escaped.

    ``_`` in a name stands for "-", one at its end is dropped (``class_``); None leaves an
    attribute out, floats have one decimal.
    """
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    written = "".join(
        f' {escape(key)}="{escape(_number(value))}"' for key, value in pairs if value is not None
    )
    inner = "".join(map(escape, children))
    tag = escape(name)
    # A page has thousands of them, and Markup.format takes ten times as long.
    return Markup(f"<{tag}{written}>{inner}</{tag}>")  # noqa: S704 - each part is escaped above


def picture(size: tuple[float, float], label: str, children: Iterable[Markup]) -> Markup:
    """Return an image of a size in pixels, described in words by ``label``."""
    width, height = size
    return element(
        "svg",
        element("title", label),
        *children,
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        class_="chart",
    )


def text(words: str, x: float, y: float, *, class_: str = "tick", anchor: str = "start") -> Markup:
    """Return words at a place."""
    return element("text", words, x=x, y=y, class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """Return a straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


class DayScale(NamedTuple):
    """Days to pixels: ``first`` stands at ``left``, the day after ``last`` at ``right``."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def x(self, day: dt.date) -> float:
        """Return the place of a day, kept within the picture."""
        days = (self.last - self.first).days + 1
        share = ((day - self.first).days) / days
        return self.left + min(1.0, max(0.0, share)) * (self.right - self.left)


def ticks(scale: DayScale, most: int) -> list[tuple[dt.date, str]]:
    """Return at most ``most`` + 1 days to label: first of years, quarters or months."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if months / step <= most), 240)
    number = scale.first.year * 12 + scale.first.month - 1
    number += -number % step
    last = scale.last.year * 12 + scale.last.month - 1
    days = [dt.date(at // 12, at % 12 + 1, 1) for at in range(number, last + 1, step)]
    return [(day, f"{day:%Y}" if step >= 12 else f"{day:%b %Y}") for day in days]  # noqa: PLR2004 - months


def has_room(scale: DayScale, x: float, label: str) -> bool:
    """Say whether a label that begins at ``x`` ends before the picture's right edge."""
    return x + len(label) * LETTER <= scale.right


def _number(value: Any) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
