"""The rows of the packaged tables of tenures, offices and rival claims."""

from collections.abc import Iterator

from detente.entities.people import own_roles_of_people
from detente.entities.tables import rows
from detente.entities.tenure_records import Office, Rival, Tenure


def shipped_tenures() -> Iterator[Tenure]:
    """Yield the rows of the packaged table of tenures."""
    for number, row in enumerate(rows("tenures.csv.gz"), 2):
        (*what, start, end, start_prec, end_prec, asof, observed, sources, licence) = row
        days = (start, end, asof, observed)
        person, state, office, kind = what
        yield Tenure(
            person, state, office, kind, *days, sources, number, start_prec, end_prec, licence
        )
    for one in own_roles_of_people():
        days = (one.start, one.end, one.asof, "")
        yield Tenure(one.person, one.state, one.office, one.kind, *days, "own", one.row)


def shipped_offices() -> Iterator[Office]:
    """Yield the rows of the packaged table of offices."""
    for office, state, kind, title, sector, other, _ in rows("offices.csv.gz"):
        yield Office(office, state, kind, title, sector, other)
    for one in own_roles_of_people():
        yield Office(one.office, one.state, one.kind, one.title, one.sector, one.other_sector)


def shipped_rivals() -> list[Rival]:
    """Return the packaged claims of other sources about tenures and offices."""
    return [Rival(*row) for row in rows("rivals.csv")]
