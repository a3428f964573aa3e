"""Answers of the directory."""

from detente.model import Record


class RivalClaim(Record, frozen=True, kw_only=True):
    """What another source or layer says of a tenure. ``person`` is None if only the name is known.

    Days are ISO dates, perhaps cut to a month or year.
    """

    person: str | None
    name: str
    start: str | None
    end: str | None
    sources: tuple[str, ...]
    licence: str | None
    layer: str


class Holding(Record, frozen=True, kw_only=True):
    """A person in an office, as it stands on a day.

    ``standing`` is confirmed, open (no end known, likelier there than not), former, future; struck
    (a correction calls the row wrong); disputed (one source alone says so); undated (nobody asked
    for a day). ``in_words`` says it in a sentence. Days are ISO dates, perhaps cut;
    ``start_precision`` and ``end_precision`` are day, month, year, inferred (the successor's
    start), before (on that day or earlier). ``last_confirmed`` is the last day on which a source
    saw the holder. ``joint``: others hold the office too. ``layer`` is "shipped",
    "update 2026-11-20" or "corrections FILE:LINE", ``row`` the line of its table.
    """

    person: str
    name: str
    office_type: str
    office: str
    country: str
    country_name: str
    start: str | None
    start_precision: str | None
    end: str | None
    end_precision: str | None
    last_confirmed: str | None
    standing: str
    in_words: str
    joint: bool
    sources: tuple[str, ...]
    licence: str | None
    layer: str
    row: int
    rivals: tuple[RivalClaim, ...] = ()


class Spelling(Record, frozen=True, kw_only=True):
    """A way of writing a name, and the layer that has it."""

    text: str
    layer: str


class PersonCard(Record, frozen=True, kw_only=True):
    """Who a person is. ``country`` is an ISO3 code or the id of an organisation."""

    person: str
    name: str
    country: str
    country_name: str
    aliases: tuple[Spelling, ...]
    layer: str


class Candidate(Record, frozen=True, kw_only=True):
    """Somebody or something that a name may mean; ``score`` runs from 0 to 1.

    ``kind`` is person, body, organisation or state; ``spelling`` the known name that came nearest.
    """

    id: str
    kind: str
    name: str
    spelling: str
    country: str
    score: float
    layer: str


class UnknownName(Record, frozen=True, kw_only=True):
    """A name in a text that the tables do not know, with the sentences it stands in.

    ``kind`` is person, organisation or body; ``near`` are known ones spelled alike.
    """

    name: str
    kind: str
    sentences: tuple[str, ...]
    near: tuple[Candidate, ...]


class LayerInfo(Record, frozen=True, kw_only=True):
    """What is installed as one layer: its name, where it lies, when it was made, what it holds.

    ``as_of`` is the last day that it tells of; ``refused`` counts rows of an answer that were
    left out.
    """

    layer: str
    path: str | None
    as_of: str | None
    persons: int
    tenures: int
    refused: int = 0
    note: str = ""
