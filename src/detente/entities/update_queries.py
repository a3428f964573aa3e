"""The queries of the update layer, made from the templates in ``data/update_queries.toml``."""

from collections.abc import Sequence
from typing import NamedTuple

from detente.entities.tables import words
from detente.errors import UpdateError


class Query(NamedTuple):
    """A SPARQL query: its name (also that of its files), what it asks for, the office type."""

    name: str
    office_type: str
    about: str
    text: str


def read_queries(names: Sequence[str] = ()) -> list[Query]:
    """Return the queries of these names, all of them without names, in the order of the table.

    Raises:
        UpdateError: there is no query of a name; lists those there are.
    """
    table = words("update_queries.toml")
    known = [one["name"] for one in table["query"]]
    wrong = next((name for name in names if name not in known), None)
    if wrong:
        raise UpdateError(f"no query {wrong!r}; there are: {', '.join(known)}")
    languages = ", ".join(f'"{code}"' for code in table["languages"])
    template = (
        table["template"].replace("{languages}", languages).replace("{since}", table["since"])
    )
    return [
        Query(
            one["name"],
            one["office_type"],
            one["about"],
            template.replace("{pattern}", one["pattern"].strip()).strip() + "\n",
        )
        for one in table["query"]
        if not names or one["name"] in names
    ]
