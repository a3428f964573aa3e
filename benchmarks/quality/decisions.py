"""Task "decisions": what users decided, against the present coder and the present merge.

The gold is what ``detente judge export FILE`` writes (docs/decisions-of-users.md). The merge gets
all reports of the file as they were coded, without the decisions, and is asked of each pair
whether it makes one event of it; the coder reads each corrected sentence again.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from benchmarks.quality.options import Options
from detente.api import Understander
from detente.ingest.articles import build_article
from detente.ingest.source import ReadOptions
from detente.merge.corpus import merge_corpus
from detente.model import Article, Document, Event, Participant, Sentence, Span
from detente.settings import Settings

SCORER = ("decisions",)
Row = dict[str, Any]
Pair = tuple[Row, Row]


def predict(gold: list[Row], options: Options) -> Iterator[Row]:  # noqa: ARG001 - the signature of every task
    """Yield for a pair whether it is merged; else the type, mode and parties of the deed read anew.

    ``found`` is false where the coder finds no event at the words of the deed.
    """
    records = _records(gold)
    coder = Understander() if any(row["task"] != "pair" for row in gold) else None
    for row in gold:
        if row["task"] == "pair":
            ids = [row[side]["event"]["id"] for side in ("one", "other")]
            yield {"task": "pair", "same": records[ids[0]] == records[ids[1]]}
        elif coder is not None:
            yield {"task": row["task"], **_coded_anew(row["report"], coder)}


def figures(gold: list[Row], predicted: list[Row]) -> dict[str, Any]:
    """Return accuracy for each sort of decision, and precision, recall and F1 of "same"."""
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for row, one in zip(gold, predicted, strict=True):
        pairs[row["task"]].append((row, one))
    found: dict[str, Any] = {f"{task}_rows": len(some) for task, some in sorted(pairs.items())}
    same = pairs.get("pair", [])
    if same:
        found |= {"pair": _accuracy(same, "same"), **_f1(same)}
    for name in ("event_type", "mode"):
        if "code" in pairs:
            found[f"code_{name}"] = _accuracy(pairs["code"], name)
    for name in ("actors", "recipients"):
        told = [pair for pair in pairs.get("parties", []) if pair[0][name] is not None]
        if told:
            found[f"parties_{name}"] = _share(_keys(row[name]) == one[name] for row, one in told)
    if "no_event" in pairs:
        found["no_event"] = _share(not one["found"] for _, one in pairs["no_event"])
    return found


def report(gold: list[Row], predicted: list[Row]) -> str:
    """Return the figures, a line each, and each decision that coder or merge go against."""
    lines = [f"{name}: {figure}" for name, figure in figures(gold, predicted).items()]
    for row, one in zip(gold, predicted, strict=True):
        if row["task"] == "pair" and row["same"] != one["same"]:
            wanted = "one event" if row["same"] else "two events"
            lines.append(f"{wanted}: {_words(row['one'])} | {_words(row['other'])}")
        if row["task"] == "code" and row["event_type"] != one["event_type"]:
            lines.append(f"{row['event_type']}, not {one['event_type']}: {_words(row['report'])}")
        if row["task"] == "no_event" and one["found"]:
            lines.append(f"no event, not {one['event_type']}: {_words(row['report'])}")
    return "\n".join(lines) + "\n"


def _records(gold: Iterable[Row]) -> dict[str, str]:
    """Return the record of each report of the pairs, by event id."""
    pairs = (row for row in gold if row["task"] == "pair")
    told = {row[side]["event"]["id"]: row[side] for row in pairs for side in ("one", "other")}
    articles: dict[str, list[Row]] = defaultdict(list)
    for one in told.values():
        articles[one["article"]["id"]].append(one)
    corpus = merge_corpus([_document(some) for some in articles.values()], Settings())
    return {id_: record.id for record in corpus.records for id_ in record.event_ids}


def _document(reports: Sequence[Row]) -> Document:
    """Return an article of which only some sentences are known: the rest of its text is blank."""
    sentences = {one["sentence"]["number"]: one["sentence"] for one in reports}
    end = max(one["start"] + len(one["text"]) for one in sentences.values())
    text = " " * end
    for one in sentences.values():
        text = text[: one["start"]] + one["text"] + text[one["start"] + len(one["text"]) :]
    head = reports[0]["article"]
    return Document(
        article=Article(
            id=head["id"],
            body=text,
            outlet=head["outlet"],
            published=_day(head["published"]),
            title=head["title"],
        ),
        text=text,
        sentences=tuple(_sentence(sentences.get(n)) for n in range(max(sentences) + 1)),
        events=tuple(msgspec.convert(one["event"], Event) for one in reports),
        claims=(),
    )


def _sentence(known: Row | None) -> Sentence:
    if known is None:
        return Sentence(span=Span(0, 1), paragraph=0)
    span = Span(known["start"], known["start"] + len(known["text"]))
    return Sentence(span=span, paragraph=known["number"], is_headline=known["is_headline"])


def _coded_anew(told: Row, coder: Understander) -> Row:
    options = ReadOptions(
        published=_day(told["article"]["published"]), publisher=told["article"]["outlet"]
    )
    read = coder(build_article(told["sentence"]["text"], key="", options=options))
    deed = told["event"]["action_text"]
    event = next((one for one in read.events or () if _overlap(one, deed)), None)
    return {
        "found": event is not None,
        "event_type": event.event_type if event else None,
        "mode": event.mode if event else None,
        "actors": sorted(map(_key, event.actors)) if event else [],
        "recipients": sorted(map(_key, event.recipients)) if event else [],
    }


def _overlap(event: Event, deed: str) -> bool:
    # The text was cleaned again, so offsets may have moved; words have not.
    return not set(event.action_text.casefold().split()).isdisjoint(deed.casefold().split())


def _key(party: Participant) -> str:
    return party.entity or party.name or party.text


def _keys(people: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted(one["entity"] or one["name"] for one in people)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _accuracy(pairs: Iterable[Pair], name: str) -> float:
    return _share(row[name] == one[name] for row, one in pairs)


def _share(right: Iterable[bool]) -> float:
    all_ = list(right)
    return round(sum(all_) / len(all_), 3)


def _f1(pairs: Sequence[Pair]) -> dict[str, float]:
    both = sum(row["same"] and one["same"] for row, one in pairs)
    found = sum(one["same"] for _, one in pairs)
    wanted = sum(row["same"] for row, _ in pairs)
    return {
        "same_precision": round(both / max(1, found), 3),
        "same_recall": round(both / max(1, wanted), 3),
        "same_f1": round(2 * both / max(1, found + wanted), 3),
    }


def _words(told: Row) -> str:
    return " ".join(told["sentence"]["text"].split())
