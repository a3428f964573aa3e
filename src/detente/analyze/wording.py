"""Records in words: who, did what, to whom, when, where; with modality and plain dates."""

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from detente.model import EventRecord, Modality, Participant, Precision, When
from detente.ontology.plover import OWN

_PERSONAL: Final = {"person", "role", "body"}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

Phrase = Mapping[str, str]
Naming = Callable[[Participant], str]


def event_sentence(
    record: EventRecord, today: dt.date | None = None, *, name: Naming | None = None
) -> str:
    """Return a record as one English sentence without its full stop.

    The verb tells the modality: met, is to meet, is said to have met, might meet; a denied event
    is "It is denied that ...". A plan whose days lie before ``today`` "was to" be: whether it came
    about is not told. ``name`` puts a participant into words; :func:`participant` if not given.
    """
    who = participants(record.actors, name) or "Somebody not named"
    phrase = _phrase(record)
    to = participants(record.recipients, name)
    rest = phrase["to"].format(to=to) if to else phrase["alone"]
    parts = [who, _verb(record, phrase, today), rest, _place(record, to), days(record.when)]
    sentence = " ".join(part for part in parts if part)
    if record.modality is Modality.DENIED:
        return f"It is denied that {_lower_article(sentence)}"
    return sentence[0].upper() + sentence[1:]


def participants(people: Sequence[Participant], name: Naming | None = None) -> str:
    """Return participants in words, each once: "Russia, Malaysia and Indonesia"; "" for none."""
    return listed(list(dict.fromkeys(map(name or participant, people))))


def participant(person: Participant) -> str:
    """Return one participant in words: a name and its office, or the words of the text."""
    if person.kind == "state":
        return with_article(person.name or person.text)
    if person.kind == "person" and person.name:
        return f"{person.name} ({person.office})" if person.office else person.name
    return person.text


def with_article(state: str) -> str:
    """Return the name of a state with "the" where English puts it: "the Philippines"."""
    return f"the {state}" if state in _phrases()["names"]["with_the"].split("; ") else state


def bare_name(person: Participant) -> str:
    """Return one participant in words, without an office: for whom the text has introduced."""
    return person.name if person.kind == "person" and person.name else participant(person)


def days(when: When | None) -> str:
    """Return days in words with their preposition: "on 27 February 2025"; "" if not known."""
    if when is None or not (when.earliest or when.latest):
        return ""
    if when.earliest is None or when.latest is None:
        edge = "until" if when.earliest is None else "since"
        return f"{edge} {_edge(when.earliest or when.latest, when.precision)}"
    if when.earliest == when.latest:
        return f"on {day(when.earliest)}"
    return _stretch(when.earliest, when.latest, when.precision)


def day(date: dt.date) -> str:
    """Return a day in words: "27 February 2025"."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def listed(items: Sequence[str]) -> str:
    """Return items as English lists them: "a", "a and b", "a, b and c"."""
    if len(items) < 2:  # noqa: PLR2004 - two is where "and" begins
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def counted(number: int, noun: str) -> str:
    """Return a number with thousands marked, and its noun: "1 report", "1,204 reports"."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


@cache
def _phrases() -> Mapping[str, Phrase]:
    path = files("detente.analyze").joinpath("data/phrases.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _phrase(record: EventRecord) -> Phrase:
    if record.event_type == OWN:
        return _own_phrase(record)
    known = _phrases()
    whole = f"{record.event_type}/{record.mode}"
    keys = [
        f"{whole}/alone" if not record.recipients else "",
        f"{whole}:person" if any(p.kind in _PERSONAL for p in record.recipients) else "",
        f"{record.event_type}/joint" if _is_joint(record) else "",
        whole,
        f"{record.event_type}:{(record.cameo_code or '')[:3]}",
        record.event_type,
    ]
    return next(known[key] for key in keys if key in known)


def _own_phrase(record: EventRecord) -> Phrase:
    """Return the phrase of an event that has only a name of the user's own: "arms-purchase"."""
    name = f"“{(record.mode or '').replace('-', ' ')}”"
    forms = {"past": "took part in", "base": "take part in", "participle": "taken part in"}
    return {**forms, "to": f"{name} with {{to}}", "alone": name}


def _is_joint(record: EventRecord) -> bool:
    return not record.recipients and len(record.actors) > 1


def _verb(record: EventRecord, phrase: Phrase, today: dt.date | None) -> str:
    be = "is" if len(record.actors) <= 1 else "are"
    if record.modality is Modality.PLANNED:
        latest = record.when.latest if record.when else None
        is_past = today is not None and latest is not None and latest < today
        be = {"is": "was", "are": "were"}[be] if is_past else be
        return f"{be} to {phrase['base']}"
    if record.modality is Modality.CLAIMED:
        return f"{be} said to have {phrase['participle']}"
    if record.modality is Modality.HYPOTHETICAL:
        return f"might {phrase['base']}"
    return phrase["past"]


def _place(record: EventRecord, to: str) -> str:
    place = record.place
    return f"in {place.name}" if place is not None and place.name not in to else ""


def _lower_article(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:] if sentence.startswith(("The ", "A ")) else sentence


def _edge(date: dt.date | None, precision: Precision) -> str:
    if date is None:
        return ""
    if precision is Precision.MONTH:
        return f"{_MONTHS[date.month - 1]} {date.year}"
    return str(date.year) if precision is Precision.YEAR else day(date)


def _stretch(earliest: dt.date, latest: dt.date, precision: Precision) -> str:
    if _is_whole_month(earliest, latest):
        return f"in {_MONTHS[earliest.month - 1]} {earliest.year}"
    if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
        if earliest.year == latest.year:
            return f"in {earliest.year}"
        return f"between {earliest.year} and {latest.year}"
    first = _first_day(earliest, latest)
    if precision is Precision.RANGE:
        return f"from {first} to {day(latest)}"
    return f"between {first} and {day(latest)}"


def _is_whole_month(earliest: dt.date, latest: dt.date) -> bool:
    same = (earliest.year, earliest.month) == (latest.year, latest.month)
    return same and earliest.day == 1 and (latest + dt.timedelta(days=1)).day == 1


def _first_day(earliest: dt.date, latest: dt.date) -> str:
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return str(earliest.day)
    if earliest.year == latest.year:
        return f"{earliest.day} {_MONTHS[earliest.month - 1]}"
    return day(earliest)
