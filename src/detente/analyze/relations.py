"""The profile of a dyad: counts, contacts, months."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from detente.analyze.views import Counts, EventLine, Month
from detente.model import EventRecord, Modality

_QUAD_CLASSES: Final = (1, 2, 3, 4)


def tallies(lines: Sequence[EventLine]) -> dict[str, Any]:
    """Return the fields of a DyadView that count: they leave out background."""
    news = [line.record for line in lines if not line.record.historical]
    articles = {id_ for record in news for id_ in record.article_ids}
    return {
        "counts": Counts(
            events=len(news),
            reports=sum(record.n_reports for record in news),
            articles=len(articles),
            origins=sum(record.n_origins for record in news),
        ),
        "by_quad_class": tuple(sorted(Counter(record.quad_class for record in news).items())),
        "by_event_type": _ranked(record.event_type for record in news),
        "by_modality": _ranked(record.modality.value for record in news),
        "by_topic": _ranked(topic for record in news for topic in record.topics),
        "months": _months([line for line in lines if not line.record.historical]),
    }


def _ranked(items: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(items).items(), key=lambda item: (-item[1], item[0])))


def contacts(lines: Sequence[EventLine]) -> dict[str, Any]:
    """Return the fields of a DyadView that tell of meetings: the first, the last, those to come."""
    met = sorted((line for line in lines if _is_contact(line.record)), key=_start)
    planned = [line for line in lines if line.record.modality is Modality.PLANNED]
    return {
        "first_contact": met[0] if met else None,
        "last_contact": met[-1] if met else None,
        "upcoming": tuple(line for line in planned if not line.record.historical),
    }


def _is_contact(record: EventRecord) -> bool:
    is_done = record.modality is Modality.DONE and record.event_type == "CONSULT"
    return is_done and _day(record) is not None


def _start(line: EventLine) -> tuple[str, str]:
    return str(_day(line.record)), line.record.id


def _day(record: EventRecord) -> dt.date | None:
    return None if record.when is None else record.when.earliest or record.when.latest


def _months(lines: Sequence[EventLine]) -> tuple[Month, ...]:
    months: dict[dt.date, list[EventRecord]] = {}
    for line in lines:
        day = _day(line.record)
        if day is None:
            day = line.quotation.article.published
        if day is not None:
            months.setdefault(day.replace(day=1), []).append(line.record)
    return tuple(_month(month, months[month]) for month in sorted(months))


def _month(month: dt.date, records: Sequence[EventRecord]) -> Month:
    classes = Counter(record.quad_class for record in records)
    done = sum(record.modality is Modality.DONE for record in records)
    one, two, three, four = (classes[number] for number in _QUAD_CLASSES)
    return Month(
        month=month, quad_classes=(one, two, three, four), done=done, other=len(records) - done
    )
