"""The page of two countries: counts, timeline, series, promises, disagreements, events."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from detente.analyze import wording
from detente.analyze.facts import FactFilter
from detente.analyze.promises import DONE, DROPPED, OPEN, OVERDUE, Promise, PromiseFilter
from detente.analyze.said import StatementFilter, StatementView
from detente.analyze.statements import telling_first
from detente.analyze.views import DyadView, EventFilter, EventLine
from detente.errors import QueryError
from detente.model import EventRecord, Record
from detente.store import names, pledges, query, said, standing, web_views
from detente.store.loading import Connection
from detente.web import charts, labels, periods
from detente.web.asked import Asked, day
from detente.web.desk import Desk
from detente.web.said_page import KINDS

_MOST_DOTS: Final = 400  # beyond it single marks tell nothing
_FEW_SAID: Final = 12
_MOST_SAID: Final = 200
_TALLIED: Final = ("quad_class", "event_type", "modality", "topic")


class Promises(Record, frozen=True, kw_only=True):
    """The promises of a dyad: those open or overdue, and how many were settled."""

    open: tuple[Promise, ...]
    done: int
    dropped: int


class Stretch(Record, frozen=True, kw_only=True):
    """What the address narrows a dyad to."""

    since: dt.date | None = None
    until: dt.date | None = None
    background: bool = False

    def address(self, first: str, second: str, **changes: Any) -> str:
        """Return the address of a dyad over this stretch, with changes."""
        chosen = {
            "since": self.since,
            "until": self.until,
            "background": self.background,
            **changes,
        }
        pairs = (("from", chosen["since"]), ("to", chosen["until"]))
        parts = [f"{name}={value}" for name, value in pairs if value]
        parts += ["background=1"] if chosen["background"] else []
        return f"/dyad/{first}-{second}" + (f"?{'&'.join(parts)}" if parts else "")


def read_stretch(parameters: Mapping[str, str]) -> Stretch:
    """Return the stretch an address asks for.

    Raises:
        QueryError: a day that cannot be read.
    """
    since, until = parameters.get("from", ""), parameters.get("to", "")
    return Stretch(
        since=day(since) if since else None,
        until=day(until) if until else None,
        background=parameters.get("background") == "1",
    )


def dyad_page(desk: Desk, pair: tuple[str, str], stretch: Stretch) -> Mapping[str, Any]:
    """Return what the template of a dyad shows.

    Raises:
        QueryError: one of the two is in no record.
    """
    wanted = EventFilter(since=stretch.since, until=stretch.until, news_only=not stretch.background)
    connection = desk.connection
    view = query.dyad(connection, *pair, wanted)
    codes = (view.first, view.second)
    asked = _asked(view, stretch)
    ids = [line.record.id for line in view.lines]
    articles = sorted({id_ for line in view.lines for id_ in line.record.article_ids})
    statements = _statements(connection, view)
    return {
        "view": view,
        "statements": statements[:_FEW_SAID],
        "n_statements": len(statements),
        "kinds": KINDS,
        "facts": standing.facts(connection, desk.facts(), FactFilter(dyad=codes)),
        "stretch": stretch,
        "asked": asked,
        "counts": web_views.counted(connection, ids),
        "tallies": {field: web_views.tallied(connection, ids, field) for field in _TALLIED},
        "against_facts": web_views.conflicts_in(connection, articles, kind="with_known_fact"),
        "acts": _acts(view),
        "timelines": _timelines(view),
        "n_outside": _n_outside(view),
        "series": _series(view, asked),
        "promises": _promises(connection, codes),
        "here": stretch.address(view.first, view.second),
        "swapped": stretch.address(view.second, view.first),
        "toggled": stretch.address(view.first, view.second, background=not stretch.background),
        "others": _others(connection, view) if not view.lines else [],
    }


def _asked(view: DyadView, stretch: Stretch) -> Asked:
    parameters = {
        "dyad": f"{view.first}-{view.second}",
        "since": str(stretch.since or ""),
        "until": str(stretch.until or ""),
        "background": "1" if stretch.background else "",
    }
    return Asked(parameters=tuple((name, text) for name, text in parameters.items() if text))


def side(record: EventRecord, first: str, second: str) -> int:
    """Return 1 if only the first acts, -1 if only the second, 0 if both do."""
    acting = {one.country for one in record.actors} | {one.entity for one in record.actors}
    return (first in acting) - (second in acting)


def _acts(view: DyadView) -> Mapping[str, int]:
    sides = Counter(side(line.record, view.first, view.second) for line in view.lines)
    return {"first": sides[1] + sides[0], "second": sides[-1] + sides[0], "both": sides[0]}


def _interval(line: EventLine) -> tuple[dt.date, dt.date] | None:
    when, published = line.record.when, line.quotation.article.published
    if when is None:
        return (published, published) if published else None
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return (first, last) if first and last else None


def _timelines(view: DyadView) -> list[Markup]:
    found = [dot for line in view.lines if (dot := _dot(line, view)) is not None]
    if not found or len(found) > _MOST_DOTS:
        return []
    first, last = _main_stretch(view)
    dots = [dot for dot in found if first <= dot.first <= last]
    pair = (view.first_name, view.second_name)
    return [charts.timeline(dots, width, pair) for width in (charts.WIDE, charts.NARROW)]


def _main_stretch(view: DyadView) -> tuple[dt.date, dt.date]:
    days = Counter(found[0] for line in view.lines if (found := _interval(line)) is not None)
    return periods.main_stretch(sorted(days.items()))


def _n_outside(view: DyadView) -> int:
    found = [days[0] for line in view.lines if (days := _interval(line)) is not None]
    if not found:
        return 0
    first, last = _main_stretch(view)
    return sum(not first <= day_ <= last for day_ in found)


def _dot(line: EventLine, view: DyadView) -> charts.Dot | None:
    interval = _interval(line)
    if interval is None:
        return None
    record = line.record
    return charts.Dot(
        first=interval[0],
        last=interval[1],
        side=side(record, view.first, view.second),
        quad_class=record.quad_class,
        modality=record.modality.value,
        is_dated=record.when is not None,
        href=f"/event/{record.id}",
        label=wording.event_sentence(record),
    )


def _series(view: DyadView, asked: Asked) -> list[Markup]:
    dated = [(days[0], line) for line in view.lines if (days := _interval(line)) is not None]
    if not dated:
        return []
    first, last = _main_stretch(view)
    start = periods.coarse_grain(first, last)
    tally: dict[dt.date, Counter[int]] = defaultdict(Counter)
    for day_, line in dated:
        tally[start(day_)][line.record.quad_class] += 1
    found = [
        _period(stretch, tally[stretch[0]], asked)
        for stretch in periods.stretches(first, last, start)
    ]
    return [charts.series(found, charts.MEDIUM), charts.series(found, charts.NARROW)]


def _period(
    stretch: tuple[dt.date, dt.date, str], tally: Mapping[int, int], asked: Asked
) -> charts.Period:
    first, last, label = stretch
    one, two, three, four = (tally[number] for number in (1, 2, 3, 4))
    return charts.Period(
        first=first,
        last=last,
        quads=(one, two, three, four),
        label=label,
        href=asked.address(since=str(first), until=str(last)),
    )


def _promises(connection: Connection, pair: tuple[str, str]) -> Promises:
    found = pledges.promises(connection, PromiseFilter(dyad=pair))
    tally = Counter(one.status for one in found)
    still = tuple(one for one in found if one.status in {OPEN, OVERDUE})
    return Promises(open=still, done=tally[DONE], dropped=tally[DROPPED])


def _statements(connection: Connection, view: DyadView) -> Sequence[StatementView]:
    """Return what is said about the two, and by one of the other, that can be read alone first."""
    wanted = StatementFilter(about=f"{view.first}-{view.second}")
    about = said.statements(connection, wanted)
    between = {line.statement.id for line in about}
    lines = (*about, *(line for line in view.statements if line.statement.id not in between))
    shown = tuple(telling_first(lines))[:_MOST_SAID]
    return said.statement_views(connection, shown)


def _others(connection: Connection, view: DyadView) -> Sequence[tuple[str, str, int]]:
    """Return the busiest dyads that one of the two is in."""
    here = {view.first, view.second}
    return [found for found in query.dyads(connection, 500) if here & set(found[:2])][:8]


def suggested_pairs(connection: Connection) -> list[tuple[str, str, int]]:
    """Return pairs that have a page, busiest first: code and name of each, and the count."""
    return [
        (f"{first}-{second}", _pair_name(first, second), n)
        for first, second, n in query.dyads(connection, 12)
    ]


def _pair_name(first: str, second: str) -> str:
    return labels.listed((names.country_name(first), names.country_name(second)))


def read_pair(text: str) -> tuple[str, str]:
    """Return the two countries of the path "RUS-MYS".

    Raises:
        QueryError: not two.
    """
    first, _, second = text.partition(",") if "," in text else text.partition("-")
    if not first.strip() or not second.strip():
        raise QueryError(f"{text!r} is no pair of countries; write it as RUS-MYS")
    return first.strip(), second.strip()
