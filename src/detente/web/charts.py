"""The charts: small SVG pictures, each with its text summary, coloured by the style sheet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from markupsafe import Markup

from detente.ontology.plover import QUAD_NAMES
from detente.web.svg import DayScale, element, has_room, line, picture, text, ticks

WIDE: Final = 1000.0
MEDIUM: Final = 600.0
NARROW: Final = 358.0
_TICK_WIDTH: Final = 84.0  # pixels that a labelled tick needs
_LANE: Final = 15.0  # pixels between two marks above one another
_TALLEST: Final = 270.0  # pixels for all lanes; beyond it marks overlap
_RADIUS: Final = 5.0
_WIDEST_BAR: Final = 40.0


class Bar(NamedTuple):
    """A bar of a histogram: its days, its count, and the address of the events it counts."""

    first: dt.date
    last: dt.date
    n: int
    href: str
    label: str


class Dot(NamedTuple):
    """An event on a timeline. ``side``: 1 above the axis, -1 below, 0 on it.

    ``last`` is the last day of its interval; ``is_dated`` is False where it stands on the day on
    which it was first told.
    """

    first: dt.date
    last: dt.date
    side: int
    quad_class: int
    modality: str
    is_dated: bool
    href: str
    label: str


class Period(NamedTuple):
    """A month or year of a series: records by quad class 1 to 4."""

    first: dt.date
    last: dt.date
    quads: tuple[int, int, int, int]
    label: str
    href: str


@cache  # a list has one on each line
def modality_mark(modality: str, size: float = 13) -> Markup:
    """Return the sign of a modality: disc, ring, dotted ring, crossed ring, grey ring."""
    return element(
        "svg",
        *_shape(modality, 6.5, 6.5, 4.5),
        viewBox="0 0 13 13",
        width=size,
        height=size,
        aria_hidden="true",
        class_="mark",
    )


def facet_bar(n: int, most: int) -> Markup:
    """Return a bar as long as a value's share of the most frequent one."""
    width = max(1.0, 60.0 * n / max(1, most))
    bar = element("rect", x=0, y=2, width=width, height=5, class_="bar")
    return element(
        "svg", bar, viewBox="0 0 60 9", width=60, height=9, aria_hidden="true", class_="facetbar"
    )


def share_bar(share: float) -> Markup:
    """Return a bar filled to a share, 0 to 1, of its length."""
    width = 120.0 * min(max(share, 0.0), 1.0)
    whole = element("rect", x=0, y=2, width=120, height=8, class_="whole")
    bar = element("rect", x=0, y=2, width=max(1.0, width), height=8, class_="bar")
    size = {"viewBox": "0 0 120 12", "width": 120, "height": 12}
    return element("svg", whole, bar, **size, aria_hidden="true", class_="sharebar")


def histogram(bars: Sequence[Bar], width: float) -> Markup:
    """Return events by time as bars that lead to the events they count; "" without bars."""
    if not bars:
        return Markup("")
    height, base = 64.0, 46.0
    scale = DayScale(bars[0].first, bars[-1].last, 1.0, width - 1.0)
    most = max(bar.n for bar in bars)
    drawn = [_histogram_bar(bar, scale, base, most) for bar in bars if bar.n]
    peak = max(bars, key=lambda bar: bar.n)
    label = (
        f"Events by time, {bars[0].label} to {bars[-1].label}: "
        f"{sum(bar.n for bar in bars)} in all, most in {peak.label} ({peak.n})."
    )
    axis = line(0.0, base + 0.5, width, base + 0.5, "axis")
    return picture((width, height), label, [*drawn, axis, *_tick_labels(scale, height - 4, base)])


def _histogram_bar(bar: Bar, scale: DayScale, base: float, most: int) -> Markup:
    left, right = scale.x(bar.first), scale.x(bar.last + dt.timedelta(days=1))
    height = max(2.0, (base - 4) * bar.n / most)
    shown = max(1.5, min(_WIDEST_BAR, right - left - 1))
    title = element("title", f"{bar.label}: {bar.n}")
    # The whole column is the target, however low its bar.
    target = element(
        "rect", x=left, y=0.0, width=max(right - left - 1, 3.0), height=base, class_="hit"
    )
    rect = element("rect", x=left, y=base - height, width=shown, height=height, class_="bar")
    return element("a", title, target, rect, href=bar.href)


def _tick_labels(scale: DayScale, y: float, axis: float) -> list[Markup]:
    width = scale.right - scale.left
    drawn: list[Markup] = []
    for day, label in ticks(scale, max(2, int(width // _TICK_WIDTH))):
        x = scale.x(day)
        drawn.append(line(x, axis, x, axis + 4, "axis"))
        if has_room(scale, x + 2, label):
            drawn.append(text(label, x + 2, y))
    return drawn


def series(periods: Sequence[Period], width: float) -> Markup:
    """Return cooperation above a line and conflict below it, by period; "" without any."""
    if not periods:
        return Markup("")
    up = max(period.quads[0] + period.quads[1] for period in periods)
    down = max(period.quads[2] + period.quads[3] for period in periods)
    unit = min(14.0, 110.0 / max(1, up + down))
    axis = 8.0 + unit * max(1, up)
    height = axis + unit * down + 26.0
    scale = DayScale(periods[0].first, periods[-1].last, 22.0, width - 1.0)
    drawn = [part for period in periods for part in _period_bars(period, scale, axis, unit)]
    figures = [
        f"{name} {sum(period.quads[number - 1] for period in periods)}"
        for number, name in QUAD_NAMES.items()
    ]
    label = f"Events from {periods[0].label} to {periods[-1].label}: {', '.join(figures)}."
    frame = [line(22.0, axis, width, axis, "axis"), *_height_labels(up, down, axis, unit)]
    return picture(
        (width, height), label, [*frame, *drawn, *_tick_labels(scale, height - 4, height - 18)]
    )


def _height_labels(up: int, down: int, axis: float, unit: float) -> list[Markup]:
    tall = [(up, axis - unit * up + 4)] if up else []
    tall += [(down, axis + unit * down + 4)] if down else []
    return [text(str(n), 18.0, y, anchor="end") for n, y in tall]


def _period_bars(period: Period, scale: DayScale, axis: float, unit: float) -> list[Markup]:
    left, right = scale.x(period.first), scale.x(period.last + dt.timedelta(days=1))
    width = max(2.0, min(26.0, right - left - 1))
    one, two, three, four = (n * unit for n in period.quads)
    # Material deeds stand next to the axis: the heavier the nearer.
    tops = (
        (2, axis - two, two),
        (1, axis - two - one, one),
        (4, axis, four),
        (3, axis + four, three),
    )
    rects = [
        element("rect", x=left, y=y, width=width, height=height, class_=f"q{number}")
        for number, y, height in tops
        if height
    ]
    if not rects:
        return []
    words = [f"{QUAD_NAMES[i + 1]} {n}" for i, n in enumerate(period.quads) if n]
    title = element("title", f"{period.label}: {', '.join(words)}")
    return [element("a", title, *rects, href=period.href)]


def timeline(dots: Sequence[Dot], width: float, names: tuple[str, str]) -> Markup:
    """Return events along time: the first's deeds above the axis, the second's below.

    Marks have the shape of their modality and the colour of their quad class; a bar shows the
    days an event may have taken place on. "" without events.
    """
    if not dots:
        return Markup("")
    first, last = min(dot.first for dot in dots), max(dot.last for dot in dots)
    scale = DayScale(first, last, 10.0, width - 10.0)
    lanes = _lanes(dots, scale)
    above = max((lane for dot, lane in lanes if dot.side >= 0), default=0)
    below = max((lane for dot, lane in lanes if dot.side < 0), default=0)
    step = min(_LANE, _TALLEST / max(1, above + below))
    axis = 30.0 + step * above
    height = axis + step * below + 56.0
    drawn = [
        _dot(dot, axis + (step if dot.side < 0 else -step) * lane, scale) for dot, lane in lanes
    ]
    label = (
        f"{len(dots)} events between {first} and {last}: {names[0]} acts in "
        f"{sum(dot.side > 0 for dot in dots)}, {names[1]} in {sum(dot.side < 0 for dot in dots)}, "
        f"both together in {sum(dot.side == 0 for dot in dots)}. The table below lists them."
    )
    frame = [
        text(f"{names[0]} acts", 0.0, 12.0, class_="side"),
        text(f"{names[1]} acts", 0.0, height - 24.0, class_="side"),
        line(0.0, axis, width, axis, "axis"),
        *_tick_labels(scale, height - 4, height - 18),
    ]
    return picture((width, height), label, [*frame, *drawn])


def _lanes(dots: Iterable[Dot], scale: DayScale) -> list[tuple[Dot, int]]:
    """Return each dot with its lane, counted from the axis, so that no two touch."""
    ends: dict[int, list[float]] = defaultdict(list)
    placed: list[tuple[Dot, int]] = []
    for dot in sorted(dots, key=lambda dot: (dot.first, dot.last, dot.href)):
        side = ends[-1 if dot.side < 0 else 1]
        start, end = scale.x(dot.first), scale.x(dot.last) + _width(dot)
        floor = 0 if dot.side == 0 else 1
        lane = next((i for i in range(floor, len(side)) if side[i] < start), len(side))
        lane = max(lane, floor)
        side.extend([float("-inf")] * (lane + 1 - len(side)))
        side[lane] = end
        placed.append((dot, lane))
    return placed


def _width(dot: Dot) -> float:
    question_mark = 0 if dot.is_dated else 9
    return 2 * _RADIUS + 2 + question_mark


def _dot(dot: Dot, y: float, scale: DayScale) -> Markup:
    left, right = scale.x(dot.first), scale.x(dot.last)
    parts: list[Markup] = [element("title", dot.label)]
    if right - left > _RADIUS:
        parts.append(line(left, y, right, y, f"days q{dot.quad_class}"))
    x = (left + right) / 2
    parts += _shape(dot.modality, x, y, _RADIUS)
    if not dot.is_dated:
        parts.append(text("?", x + _RADIUS + 1, y + 3))
    return element("a", *parts, href=dot.href, class_=f"dot q{dot.quad_class}")


def _shape(modality: str, x: float, y: float, radius: float) -> list[Markup]:
    drawn = [element("circle", cx=x, cy=y, r=radius, class_=f"shape {modality}")]
    if modality == "denied":
        reach = radius * 0.7
        drawn.append(line(x - reach, y + reach, x + reach, y - reach, "shape denied"))
    return drawn
