"""Records as another reading of PLOVER has them (see ``detente.ontology.reductions``)."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from detente.analyze.views import EventView
from detente.model import EventRecord, Modality
from detente.ontology.cameo import codes
from detente.ontology.plover import plover_score, quad_class
from detente.ontology.reductions import Reduced, reduced


def reduced_views(views: Iterable[EventView], how: str | None) -> Iterator[EventView]:
    """Yield records as a reduction has them, without those it has no type for; None: as they are.

    What was planned and is now a promise is done: its modality went into its type.

    Raises:
        OntologyError: no such reduction.
    """
    for view in views:
        record = view.record if how is None else reduced_record(view.record, how)
        if record is not None:
            yield view if how is None else replace(view, record=record)


def reduced_record(record: EventRecord, how: str) -> EventRecord | None:
    """Return a record as a reduction has it, or None if that reading has no type for it."""
    found = reduced(record, how)
    return None if found is None else _with(record, found)


def _with(record: EventRecord, found: Reduced) -> EventRecord:
    code = codes().get(found.cameo_code or "")
    return replace(
        record,
        event_type=found.event_type,
        mode=found.mode,
        cameo_code=found.cameo_code,
        quad_class=quad_class(found.event_type),
        plover_score=plover_score(found.event_type, found.mode),
        goldstein=code.goldstein if code else None,
        modality=Modality.DONE if found.is_folded else record.modality,
    )
