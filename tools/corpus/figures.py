"""Figures of the corpus: how broad, how varied, how balanced it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from detente.coding.clauses import depth
from detente.coding.tree import Tree
from detente.link.parse import Parser, load_model
from detente.model import Parse
from tools.corpus.rows import Row

_NAME = re.compile(r"\b[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*")
_NUMBER = re.compile(r"\d[\d.,]*")
_GRAM = 4
_PAIR = 2


def figures(rows: Sequence[Row]) -> dict[str, float]:
    """Return the figures that the data card names."""
    events = [event for row in rows for event in row["events"]]
    grams = Counter(gram for row in rows for gram in _grams(row["text"]))
    dyads = Counter(filter(None, map(_dyad, events)))
    return {
        "sentences": len(rows),
        "events": len(events),
        "share without an event": _share(not row["events"] for row in rows),
        "share with several events": _share(len(row["events"]) > 1 for row in rows),
        "share of headlines": _share(row["form"] == "headline" for row in rows),
        "distinct 4-grams": len(grams) / max(1, grams.total()),
        "action lemmas": len(action_lemmas(rows)),
        "most uses of a frame": max(Counter(frame(row["text"]) for row in rows).values()),
        "largest dyad, share of events": dyads.most_common(1)[0][1] / len(events),
        "regions": len({row["region"] for row in rows}),
        "CAMEO codes": len({event["cameo"] for event in events}),
    }


def counts(rows: Sequence[Row]) -> dict[str, Counter[str]]:
    """Return how many there are of each type, modality, form, region, decade, negative class."""
    events = [event for row in rows for event in row["events"]]
    return {
        "type": Counter(event["event"] for event in events),
        "mode": Counter(f"{event['event']}.{event['mode']}" for event in events if event["mode"]),
        "modality": Counter(event["modality"] for event in events),
        "context": Counter(name for event in events for name in event["contexts"]),
        "form": Counter(row["form"] for row in rows),
        "region": Counter(row["region"] for row in rows),
        "decade": Counter(f"{row['year'] // 10 * 10}s" for row in rows),
        "negative": Counter(row["negative"] for row in rows if row["negative"]),
    }


def frame(text: str) -> str:
    """Return a sentence with its names and numbers blanked out.

    Where most words have a capital (headlines in Title Case), a capital tells of no name: there
    words are compared as they are.
    """
    words = [word for word in text.split() if word[0].isalpha()]
    is_titled = 4 * sum(word[0].isupper() for word in words) > 3 * len(words)
    return _NUMBER.sub("#", text.lower() if is_titled else _NAME.sub("_", text))


def action_lemmas(rows: Sequence[Row]) -> set[str]:
    """Return the lemmas of the words that stand highest in each action, by the parser."""
    telling = [row for row in rows if row["events"]]
    parses = Parser(load_model()).parse((row["text"], 0) for row in telling)
    return {
        lemma for row, parse in zip(telling, parses, strict=True) for lemma in _lemmas(row, parse)
    }


def _lemmas(row: Row, parse: Parse) -> Iterator[str]:
    tree = Tree(parse)
    for event in row["events"]:
        start, end = event["action"]
        inside = [
            token
            for token in range(tree.size)
            if parse.starts[token] < end and parse.ends[token] > start
        ]
        if inside:
            yield parse.lemmas[min(inside, key=lambda token: depth(tree, token))]


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    yield from zip(*(words[start:] for start in range(_GRAM)), strict=False)


def _dyad(event: Row) -> tuple[str, ...] | None:
    parties = {one["country"] for one in (*event["actors"], *event["recipients"])} - {None}
    return tuple(sorted(parties)) if len(parties) == _PAIR else None


def _share(found: Iterable[bool]) -> float:
    every = list(found)
    return sum(every) / max(1, len(every))
