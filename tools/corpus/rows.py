"""Rows of the corpus as they lie in ``corpus/``, and what must hold of each."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from detente.model import Modality
from detente.ontology.cameo import codes
from detente.ontology.plover import ontology

FOLDER = Path(__file__).parents[2] / "corpus"
FORMS = frozenset(["wire", "headline", "paper", "ministry", "broadcast", "social"])
REGIONS = frozenset(
    [
        "europe-west",
        "europe-north",
        "europe-east",
        "balkans",
        "caucasus",
        "central-asia",
        "middle-east",
        "north-africa",
        "west-africa",
        "central-africa",
        "east-africa",
        "southern-africa",
        "south-asia",
        "southeast-asia",
        "east-asia",
        "pacific",
        "north-america",
        "central-america",
        "caribbean",
        "south-america",
        "global",
    ]
)
_YEARS = range(1965, 2027)

Row = dict[str, Any]


def read(folder: Path = FOLDER) -> list[Row]:
    """Return the sentences of all files of a corpus, in the order of their ids."""
    rows = (row for path in parts_of(folder) for row in read_part(path))
    return sorted(rows, key=lambda row: str(row["id"]))


def parts_of(folder: Path = FOLDER) -> list[Path]:
    """Return the files of a corpus that hold its sentences, in order."""
    return sorted(folder.glob("sentences-*.jsonl"))


def read_second(folder: Path = FOLDER) -> dict[str, list[Row]]:
    """Return the second reader's events by the id of their sentence."""
    rows = (row for path in sorted(folder.glob("second-*.jsonl")) for row in read_part(path))
    return {row["id"]: row["events"] for row in rows}


def read_part(path: Path) -> Iterator[Row]:
    """Yield the rows of one file of a corpus."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def identity(text: str) -> str:
    """Return the id of a sentence: a hash of its text, 12 hex digits."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


def problems(row: Row) -> Iterator[str]:
    """Yield what is wrong with a row, in words; nothing for a good one."""
    wrong = {
        "id is not the hash of the text": row["id"] != identity(row["text"]),
        f"form {row['form']!r}": row["form"] not in FORMS,
        f"region {row['region']!r}": row["region"] not in REGIONS,
        f"year {row['year']}": row["year"] not in _YEARS,
        "neither events nor a class of negatives": bool(row["events"]) == bool(row["negative"]),
    }
    yield from (text for text, is_wrong in wrong.items() if is_wrong)
    for event in row["events"]:
        yield from _problems_of_event(row["text"], event)


def _problems_of_event(text: str, event: Row) -> Iterator[str]:
    types = ontology().types
    kind = types.get(event["event"])
    modes = set(kind.modes) if kind else set()
    contexts = set(ontology().contexts)
    wrong = {
        f"type {event['event']!r}": kind is None,
        f"mode {event['mode']!r}": event["mode"] is not None and event["mode"] not in modes,
        f"CAMEO code {event['cameo']!r}": event["cameo"] not in codes(),
        f"contexts {event['contexts']}": not contexts.issuperset(event["contexts"]),
        f"modality {event['modality']!r}": event["modality"] not in set(Modality),
        "the action lies outside the text": not _is_inside(text, *event["action"]),
        "no party": not (event["actors"] or event["recipients"]),
    }
    yield from (words for words, is_wrong in wrong.items() if is_wrong)
    for party in (*event["actors"], *event["recipients"], event["claimed_by"]):
        if party and text[party["start"] : party["end"]] != party["text"]:
            yield f"party {party['text']!r} is not where it says"


def _is_inside(text: str, start: int, end: int) -> bool:
    return 0 <= start < end <= len(text)
