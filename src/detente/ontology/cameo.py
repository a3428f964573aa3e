"""CAMEO: codes, Goldstein values, and the crosswalk to PLOVER.

Source: CAMEO manual 1.1b3, the published Goldstein file, and the CAMEO2PLOVER table of 2021 with
the corrections named at the head of ``data/cameo.csv``.
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from detente.errors import OntologyError
from detente.model import Record


class CameoCode(Record, frozen=True, kw_only=True):
    """One CAMEO code. ``event_type`` is None for CAMEO 01, which PLOVER dropped."""

    cameo_code: str
    root: str
    goldstein: float
    event_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    label: str


@cache
def codes() -> dict[str, CameoCode]:
    """Return all codes by code, a string: leading zeros count."""
    return {code.cameo_code: code for code in _read()}


@cache
def codes_of(event_type: str) -> frozenset[str]:
    """Return the codes that have a PLOVER type."""
    return frozenset(code for code, one in codes().items() if one.event_type == event_type)


def cameo(code: str) -> CameoCode:
    """Return what is known of a code.

    Raises:
        OntologyError: no such code.
    """
    found = codes().get(code)
    if found is None:
        raise OntologyError(f"no CAMEO code {code!r}; codes are strings such as '042' or '1056'")
    return found


def _read() -> Iterator[CameoCode]:
    text = files("detente.ontology").joinpath("data/cameo.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        yield CameoCode(
            cameo_code=row["cameo_code"],
            root=row["root"],
            goldstein=float(row["goldstein"]),
            event_type=row["event_type"] or None,
            mode=row["mode"] or None,
            contexts=tuple(filter(None, row["contexts"].split(";"))),
            label=row["label"],
        )
