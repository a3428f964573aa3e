"""Event tables of others as rows of one form: who did what to whom on which day, and where.

A table is read in batches, a column at a time. A wrong row costs itself; so does a row whose bytes
are no text. See docs/forecasts.md, and ``data/tables.toml`` for the formats.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from detente.errors import IntakeError
from detente.ingest.tables_actors import ActorTables
from detente.ingest.tables_cells import (
    check,
    read_contexts,
    read_day,
    read_modality,
    read_number,
    read_relation,
    text_column,
)
from detente.ingest.tables_files import Line, Part, lines_of
from detente.ingest.tables_layouts import Layout, columns_of, places_of
from detente.ingest.tables_parquet import parquet_lines
from detente.kept import Kept
from detente.model import Record

# Measured on two cores: a batch costs .3 s to save, whatever its size; 50,000 rows are 150 MB.
BATCH_ROWS: Final = 50_000
# Cells to cells, or to what is wrong with them.
Translation = Callable[[list[str]], list[str] | str]
_WORDS_SHOWN: Final = 200
_TEXTS: Final = (
    "source_id",
    "actor",
    "actor_country_words",
    "actor_sector_words",
    "recipient",
    "recipient_country_words",
    "recipient_sector_words",
    "place",
    "place_country_words",
    "publisher",
    "url",
    "note",
)
_NUMBERS: Final = ("intensity", "latitude", "longitude")
_DAYS: Final = ("day", "due", "published")
_RELATION: Final = ("code", "type", "mode", "words")


class WrongRow(Record, frozen=True, kw_only=True):
    """A row that was left out: its number (from 1), what was expected, and its words."""

    row_number: int
    reason: str
    words: str


class Batch(Record, frozen=True, kw_only=True):
    """Some rows of a table, read.

    ``columns`` are those of the table ``imported_events`` without ids, equally long.
    ``n_read`` counts all rows up to the end of the batch, wrong ones too; ``at`` the bytes.
    """

    columns: dict[str, list[Any]]
    wrong: tuple[WrongRow, ...]
    n_read: int
    at: int


class TableReader:
    """Reads tables of one format; keeps what it looked up from one table to the next."""

    def __init__(
        self, layout: Layout, actors: ActorTables, translate: Translation | None = None
    ) -> None:
        """Take a format; ``translate`` turns the cells of each row into words first."""
        self._layout = layout
        self._translate = translate
        self._days = Kept(read_day)
        self._numbers = Kept(read_number)
        self._relations = Kept(read_relation)
        self._contexts = Kept(read_contexts)
        self._modalities = Kept(read_modality)
        self._countries = Kept(actors.country)
        self._actors = Kept[tuple[str | None, ...], Any](lambda key: actors.actor(*key))

    def batches(self, part: Part, *, after: int = 0, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """Yield the rows of a table behind the first ``after`` ones, in batches.

        Raises:
            IntakeError: the table cannot be read, or is not of this format.
        """
        lines = parquet_lines(part) if part.is_parquet else lines_of(part, self._layout.separator)
        columns, rows = self._begin(lines, part)
        places = places_of(self._layout, columns)
        n_read = after
        waiting = map(self._translated, islice(rows, after, None))
        while chunk := list(islice(waiting, size)):
            n_read += len(chunk)
            first = n_read - len(chunk) + 1
            yield self._batch(chunk, len(columns), places, first)

    def _begin(self, lines: Iterator[Line], part: Part) -> tuple[tuple[str, ...], Iterable[Line]]:
        first = next(lines, None)
        while self._layout.header and first is not None and first.words.startswith("#"):
            first = next(lines, None)  # remarks at the head of a table of one's own
        if first is None:
            raise IntakeError(f"{part.name}: empty: no row in it")
        try:
            columns = columns_of(self._layout, first.cells or [first.words])
        except IntakeError as error:
            raise IntakeError(f"{part.name}: {error}") from None
        has_header = self._layout.header or part.is_parquet
        return columns, lines if has_header else _again(first, lines)

    def _translated(self, line: Line) -> Line:
        if self._translate is None or line.cells is None:
            return line
        cells = self._translate(line.cells)
        if isinstance(cells, str):
            return Line(cells=None, text=line.words, problem=cells, at=line.at)
        return Line(cells=cells, text=line.text, at=line.at)

    def _batch(
        self, lines: Sequence[Line], n_columns: int, places: dict[str, int], first: int
    ) -> Batch:
        wrong = {
            place: line.problem or f"{n_columns} columns expected, {len(line.cells or ())} found"
            for place, line in enumerate(lines)
            if line.cells is None or len(line.cells) != n_columns
        }
        good = [place for place in range(len(lines)) if place not in wrong]
        raw = self._raw([lines[place].cells or [] for place in good], places)
        columns = self._columns(raw, len(good))
        bad = self._wrong_cells(columns, places)
        wrong |= {good[place]: reason for place, reason in bad.items()}
        keep = [place for place in range(len(good)) if place not in bad]
        numbers = [first + good[place] for place in keep]
        kept = columns
        if bad:
            kept = {name: [column[place] for place in keep] for name, column in columns.items()}
        return Batch(
            columns={"row_number": numbers, **_derived(kept)},
            wrong=tuple(
                WrongRow(
                    row_number=first + place, reason=reason, words=lines[place].words[:_WORDS_SHOWN]
                )
                for place, reason in sorted(wrong.items())
            ),
            n_read=first + len(lines) - 1,
            at=lines[-1].at,
        )

    def _raw(self, rows: Sequence[Sequence[str]], places: dict[str, int]) -> dict[str, list[str]]:
        clear = frozenset(self._layout.clear)
        found: dict[str, list[str]] = {}
        for name, place in places.items():
            cells = [row[place] for row in rows]
            found[name] = ["" if cell in clear else cell for cell in cells] if clear else cells
        return found

    def _columns(self, raw: dict[str, list[str]], n_rows: int) -> dict[str, list[Any]]:
        empty, nothing = [""] * n_rows, [None] * n_rows
        texts = {name: text_column(raw[name]) if name in raw else nothing for name in _TEXTS}
        days = {name: self._days.all(raw[name]) if name in raw else nothing for name in _DAYS}
        numbers = {
            name: self._numbers.all(raw[name]) if name in raw else nothing for name in _NUMBERS
        }
        relation = zip(*(raw.get(name, empty) for name in _RELATION), strict=True)
        return {
            **texts,
            **days,
            **numbers,
            "relation": self._relations.all(relation),
            "contexts": self._contexts.all(raw.get("context_words", empty)),
            "modality": self._modalities.all(raw.get("modality", empty)),
            "place_country": self._countries.all(texts["place_country_words"]),
            "known_actor": self._known(texts, "actor"),
            "known_recipient": self._known(texts, "recipient"),
        }

    def _known(self, texts: dict[str, list[Any]], role: str) -> list[Any]:
        names = (role, f"{role}_country_words", f"{role}_sector_words")
        return self._actors.all(zip(*(texts[name] for name in names), strict=True))

    def _wrong_cells(self, columns: dict[str, list[Any]], places: dict[str, int]) -> dict[int, str]:
        found: dict[int, str] = {
            place: "a day expected, none found"
            for place, value in enumerate(columns["day"])
            if value is None
        }
        for name in (*_DAYS, *_NUMBERS, "modality", "relation"):
            for place, expected in check(columns[name]):
                found.setdefault(place, f"{self._called(name, places)}{expected} expected")
        return found

    def _called(self, name: str, places: dict[str, int]) -> str:
        if name == "relation" or name not in places:
            return ""
        return f"{self._layout.fields[name][0]}: "


def _derived(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return columns with the records in them spread out: relation, actor, recipient."""
    relations = columns.pop("relation")
    actors, recipients = columns.pop("known_actor"), columns.pop("known_recipient")
    return {
        **columns,
        "relation": [one.name for one in relations],
        "cameo_code": [one.cameo_code for one in relations],
        "event_type": [one.event_type for one in relations],
        "mode": [one.mode for one in relations],
        "quad_class": [one.quad_class for one in relations],
        "actor_country": [one.country for one in actors],
        "actor_sector": [one.sector for one in actors],
        "recipient_country": [one.country for one in recipients],
        "recipient_sector": [one.sector for one in recipients],
    }


def _again(first: Line, others: Iterator[Line]) -> Iterator[Line]:
    yield first
    yield from others
