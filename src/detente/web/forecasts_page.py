"""The page of forecasts: their track record first, then the list; and the page of one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from detente.api_forecasts import record_of
from detente.export.forecast_rows import FORECAST_COLUMNS, forecast_row
from detente.forecast.issued import Issued
from detente.forecast.questions import date_of
from detente.forecast.record import Bin
from detente.store import forecasts as stored
from detente.store.forecasts import ForecastFilter
from detente.store.loading import Connection
from detente.web.asked import dyad
from detente.web.doors import table_as_csv
from detente.web.question import Question, paged, pair_words, read_question
from detente.web.svg import element, line, picture, text

NAMES: Final = ("state", "dyad", "class")
STATES: Final = ("open", "resolved")
_LABELS: Final[Mapping[str, Callable[[str], str]]] = {
    "state": lambda text: text,
    "dyad": lambda text: f"between {pair_words(text)}",
    "class": lambda text: text.upper(),
}
_SIDE: Final = 230.0  # pixels of the calibration chart
_EDGE: Final = 30.0
_LARGEST: Final = 9.0  # pixels of the largest dot
_SMALLEST: Final = 2.5


def read(parameters: Mapping[str, str]) -> Question:
    """Return what the address of the page asks."""
    return read_question("/forecasts", NAMES, parameters)


def as_filter(question: Question) -> ForecastFilter:
    """Return the filter of an address.

    Raises:
        QueryError: a pair that cannot be read.
    """
    return ForecastFilter(
        dyad=question.read("dyad", dyad),
        class_=question.get("class") or None,
        state=question.get("state") or None,
    )


def forecasts_page(connection: Connection, question: Question) -> Mapping[str, Any]:
    """Return what the template of the list shows.

    Raises:
        QueryError: the address names no state there is, or a pair that cannot be read.
    """
    found = stored.forecasts(connection, as_filter(question))
    everything = stored.forecasts(connection)
    shown, pages = paged(question, found)
    record = record_of(everything)
    return {
        **_frame(question),
        "chips": question.chips(_LABELS),
        "forecasts": shown,
        "pages": pages,
        "record": record,
        "parts": (("Issued ahead", record.ahead), ("Looking back", record.looking_back)),
        "n_all": len(everything),
        "is_empty": not everything,
    }


def refused_page(question: Question, problem: str) -> Mapping[str, Any]:
    """Return what the page shows for a question that cannot be answered as asked."""
    return {**_frame(question), "chips": question.chips(_LABELS), "problem": problem}


def forecast_page(connection: Connection, asked: str) -> Mapping[str, Any]:
    """Return what the template of one forecast shows.

    Raises:
        QueryError: no such forecast, or several.
    """
    one = stored.one_forecast(connection, asked)
    others = stored.forecasts(connection, ForecastFilter(dyad=(one.first, one.second)))
    return {
        "one": one,
        "interval": interval_bar(one),
        "date_of": date_of,
        "others": [other for other in others if other.id != one.id][:10],
    }


def forecasts_csv(connection: Connection, question: Question) -> str:
    """Return all forecasts of an address as CSV.

    Raises:
        QueryError: as for :func:`forecasts_page`.
    """
    found = stored.forecasts(connection, as_filter(question))
    return table_as_csv([column.name for column in FORECAST_COLUMNS], map(forecast_row, found))


def calibration_chart(bins: Sequence[Bin]) -> Markup:
    """Return the picture of what was said against what came: on the diagonal is right."""
    size = _SIDE + 2 * _EDGE
    low, high = _EDGE, _EDGE + _SIDE
    most = max((one.n for one in bins), default=1)
    dots = [_dot(one, most) for one in bins]
    words = "; ".join(f"{one.n} said {one.mean:.0%}, {one.happened} came" for one in bins)
    marks = [
        text("said 0 %", low, high + 16),
        text("100 %", high, high + 16, anchor="end"),
        text("came 100 %", low, low - 8),
    ]
    frame = [
        line(low, high, high, high, "axis"),
        line(low, low, low, high, "axis"),
        line(low, high, high, low, "diagonal"),
    ]
    return picture((size, size), f"Said and seen: {words}", [*frame, *marks, *dots])


def interval_bar(one: Issued) -> Markup:
    """Return the picture of a probability on a line from 0 to 1, with its interval."""
    width, height = 320.0, 34.0

    def x(p: float) -> float:
        return 8 + p * (width - 16)

    words = f"{one.probability:.0%}, 90 % interval {one.low:.0%} to {one.high:.0%}"
    children = [
        line(x(0), 16, x(1), 16, "axis"),
        line(x(one.low), 16, x(one.high), 16, "interval"),
        element("circle", cx=x(one.probability), cy=16.0, r=5.0, class_="said"),
    ]
    if one.base_rate is not None:
        children.append(line(x(one.base_rate), 9, x(one.base_rate), 23, "base"))
    return picture((width, height), words, children)


def _dot(one: Bin, most: int) -> Markup:
    came = one.happened / one.n
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * (one.n / most) ** 0.5
    return element(
        "circle",
        element("title", f"{one.n} forecasts of {one.mean:.0%} on average: {came:.0%} came"),
        cx=_EDGE + one.mean * _SIDE,
        cy=_EDGE + (1 - came) * _SIDE,
        r=radius,
        class_="said",
    )


def _frame(question: Question) -> dict[str, Any]:
    return {
        "asked": question,
        "states": STATES,
        "calibration_chart": calibration_chart,
        "date_of": date_of,
        "problem": None,
        "forecasts": (),
        "record": None,
        "parts": (),
        "n_all": 0,
        "pages": {"n": 0, "last": 1},
        "is_empty": False,
    }
