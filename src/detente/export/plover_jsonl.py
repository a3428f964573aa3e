"""Records as PLOVER's own JSON lines, one event a line, strict: a planned CONSULT is an AGREE.

Source of the field names: PLOVER manual, table "PLOVER JSON". A record needs a date there: where
the text gives none, ``date`` is the day of the first report and ``comment`` says so. ``mode`` holds
PLOVER's mode and those of its auxiliary modes (historical, future, hypothetical) that still hold.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from detente.analyze.views import EventView, Quotation
from detente.analyze.wording import event_sentence
from detente.model import EventRecord, Participant, Place
from detente.ontology.plover import plover_score, quad_class
from detente.ontology.reductions import reduced

STRICT: Final = "plover"
_RESOLUTION: Final = {"city": 4, "region": 2, "country": 1}


def export(
    views: Iterable[EventView], out: Path, *, reduction: str | None = None
) -> tuple[Path, ...]:
    """Write the records to the file ``out``; return it. A folder gets a file ``plover.jsonl``.

    Without a ``reduction`` that of strict PLOVER is taken. Denied events and types of the user's
    own are left out, as PLOVER has none.

    Raises:
        OntologyError: no such reduction (see ``detente.ontology.reductions``).
    """
    path = out / "plover.jsonl" if out.is_dir() else out
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        events = (plover_event(view, reduction or STRICT) for view in views)
        file.writelines(json.dumps(event, ensure_ascii=False) + "\n" for event in events if event)
    return (path,)


def plover_event(view: EventView, reduction: str = STRICT) -> dict[str, Any] | None:
    """Return a record as a PLOVER JSON object, or None if the reduction has no type for it.

    Optional fields without content are left out.
    """
    record = view.record
    found = reduced(record, reduction)
    if found is None:
        return None
    required = {"id": record.id, "actor": [_entity(person) for person in record.actors]}
    return required | _filled(
        has_event=True,
        **_dates(view),
        recipient=[_entity(person) for person in record.recipients],
        event=[found.event_type],
        event_loc=_location(record.place),
        event_text=list(dict.fromkeys(report.event.action_text for report in view.reports)),
        quad_code=quad_class(found.event_type),
        event_scale=plover_score(found.event_type, found.mode),
        mode=[*([found.mode] if found.mode else []), *found.auxiliaries],
        context=list(record.contexts),
        link=record.part_of,
        text=_text(view),
        text_info=_text_info(view),
        cite_info=_cite_info(view),
        coder=view.reports[0].event.coder if view.reports else None,
        comment=_comment(record, is_reduced=found.event_type != record.event_type),
    )


def _dates(view: EventView) -> dict[str, Any]:
    when = view.record.when
    start = (when.earliest or when.latest) if when else None
    days = [report.quotation.article.published for report in view.reports]
    day = start or min((day for day in days if day), default=None)
    end = when.latest if when and when.latest != day else None
    return {"date": str(day) if day else None, "enddate": str(end) if end else None}


def _entity(person: Participant) -> dict[str, Any]:
    return _filled(
        code=person.country,
        sector=person.sector,
        entity_text=person.text,
        identifier_text=person.name,
        office=person.office,
    )


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return _filled(
        resolved_place=place.name,
        geonameid=place.geonameid,
        lat=place.latitude,
        lon=place.longitude,
        city=place.name if place.kind == "city" else None,
        country_code=place.country,
        resolution=_RESOLUTION.get(place.kind),
    )


def _first(view: EventView) -> Quotation | None:
    return view.reports[0].quotation if view.reports else None


def _text(view: EventView) -> str | None:
    first = _first(view)
    return first.text if first else None


def _text_info(view: EventView) -> dict[str, Any]:
    first = _first(view)
    if first is None:
        return {}
    return {"sequence": first.sentence, "start": first.span.start, "end": first.span.end}


def _cite_info(view: EventView) -> dict[str, Any]:
    first = _first(view)
    if first is None:
        return {}
    article = first.article
    parts = (article.outlet, article.title, str(article.published or ""))
    citation = ", ".join(part for part in parts if part)
    return _filled(
        citation=citation, url=article.url, title=article.title, publication=article.outlet
    )


def _comment(record: EventRecord, *, is_reduced: bool) -> str:
    parts = [event_sentence(record), f"modality: {record.modality.value}"]
    if record.historical:
        parts.append("historical")
    if is_reduced:
        parts.append(f"{record.event_type} by detente")
    parts += [f"own type {name}" for name in record.own_types]
    if record.when is None:
        parts.append("date: of the first report")
    return "; ".join(parts)


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
