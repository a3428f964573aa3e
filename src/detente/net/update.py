"""Brings the update layer up to date, from a SPARQL service or from answers on disk."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from detente.entities.records import Registry
from detente.entities.tenure_rows import shipped_tenures
from detente.entities.update import Answer, check_against, update_file
from detente.entities.update_identities import Identities
from detente.entities.update_layer import read_update_file, read_update_files, write_update_file
from detente.entities.update_queries import Query
from detente.errors import LayerError, UpdateError
from detente.model import Record
from detente.net.sparql import Manners, ask

Fetch = Callable[[Query], Answer]
_ANSWER, _ABOUT = ".json", ".about.json"


class Outcome(Record, frozen=True, kw_only=True):
    """What became of one query: the layer and rows taken, the rows left out, or the error.

    With an error the layer that was in force stays so.
    """

    query: str
    layer: str | None = None
    path: str | None = None
    rows: int = 0
    refused: tuple[str, ...] = ()
    error: str | None = None


class _About(Record, frozen=True, kw_only=True):
    """Where a kept answer is from; ``answered`` is an ISO 8601 time in UTC."""

    endpoint: str
    answered: str
    query: str


def update(
    queries: Sequence[Query], fetch: Fetch, folder: Path, registry: Registry
) -> Iterator[Outcome]:
    """Yield what became of each query, after its file in ``folder`` was replaced, or was not.

    A query that fails costs itself only.

    Raises:
        LayerError: a file in force is broken, or the folder cannot be written to.
    """
    in_force = read_update_files(folder)
    known = ((row.wikidata, row.person) for file in in_force for row in file.rows if row.wikidata)
    persons = Identities(shipped_tenures(), known)
    for query in queries:
        try:
            yield _updated(query, fetch(query), folder, (registry, persons))
        except UpdateError as error:
            yield Outcome(query=query.name, error=str(error))


def _updated(
    query: Query, answer: Answer, folder: Path, tables: tuple[Registry, Identities]
) -> Outcome:
    file = update_file(query, answer, *tables)
    check_against(file, read_update_file(folder, query.name), answer.place)
    path = write_update_file(folder, file)
    return Outcome(
        query=query.name,
        layer=file.layer,
        path=str(path),
        rows=len(file.rows),
        refused=tuple(f"{answer.place}: row {one.row}: {one.reason}" for one in file.refused),
    )


def from_service(
    endpoint: str,
    manners: Manners,
    *,
    keep: Path | None = None,
    on_wait: Callable[[str], None] = lambda _: None,
) -> Fetch:
    """Return what asks a service; with ``keep`` its raw answers are kept in that folder."""

    def fetch(query: Query) -> Answer:
        reply = ask(query.text, endpoint, manners, on_wait=on_wait)
        answer = Answer(reply.data, f"{query.name} from {endpoint}", endpoint, reply.answered)
        if keep is not None:
            _keep(keep, query, answer)
        return answer

    return fetch


def from_folder(folder: Path) -> Fetch:
    """Return what reads kept answers, NAME.json for each query.

    NAME.about.json tells where and when it was answered; without it the time of the file counts.
    """

    def fetch(query: Query) -> Answer:
        path = folder / (query.name + _ANSWER)
        try:
            data, about = path.read_bytes(), _about(path, query)
        except OSError as error:
            raise UpdateError(f"{path}: cannot be read: {error.strerror}") from error
        return Answer(data, str(path), about.endpoint, about.answered)

    return fetch


def kept_in(folder: Path, queries: Sequence[Query]) -> list[Query]:
    """Return the queries that a folder has an answer to.

    Raises:
        UpdateError: it has none; says which names it looks for.
    """
    found = [query for query in queries if (folder / (query.name + _ANSWER)).is_file()]
    if not found:
        names = ", ".join(query.name + _ANSWER for query in queries)
        raise UpdateError(f"{folder}: no answer in it; it should hold one of: {names}")
    return found


def _keep(folder: Path, query: Query, answer: Answer) -> None:
    about = _About(endpoint=answer.endpoint, answered=answer.answered, query=query.text)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / (query.name + _ANSWER)).write_bytes(answer.data)
        (folder / (query.name + _ABOUT)).write_bytes(msgspec.json.encode(about))
    except OSError as error:
        raise LayerError(f"{folder}: cannot be written: {error.strerror}") from error


def _about(path: Path, query: Query) -> _About:
    beside = path.with_name(query.name + _ABOUT)
    if not beside.exists():
        changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        told = changed.strftime("%Y-%m-%dT%H:%M:%SZ")
        return _About(endpoint="file", answered=told, query=query.text)
    try:
        about = msgspec.json.decode(beside.read_bytes(), type=_About)
        dt.datetime.fromisoformat(about.answered)
    except (msgspec.DecodeError, ValueError) as error:
        raise UpdateError(f"{beside}: {error}") from error
    return about
