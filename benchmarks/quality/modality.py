"""Task "modality": whether events are told as done, planned, hypothetical or denied.

Gold rows are articles of tokens with the mentions of events and their ``certainty`` (CERTAIN,
PROBABLE, POSSIBLE), ``polarity`` (POS, NEG) and ``time`` (FUTURE or not), each of which may be
UNDERSPECIFIED (the schema of MEANTIME in the coref task). The coder's reading of the head word
of each verb or noun is compared with it, with no gate before it. Two kinds of figures:

- ``certainty``, ``polarity`` and ``future``, each by itself, over the mentions whose gold tells it;
- ``modality``, the four classes that gold tells, made from it by :func:`gold_modality`. Who claims
  an event is no part of that gold, so a claim counts as what its words are without the claimant.

``macro_f1`` is the plain mean over classes; that of ``attributes`` is the mean of the three.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.quality.chains import Rebuilt
from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.coding.modality import told_of
from detente.coding.scene import Scene
from detente.model import Document, Modality

SCORER = ("modality",)
MODALITIES = ("done", "planned", "hypothetical", "denied")
# Pronouns and adjectives that stand for events ("this", "profitable") are no verb or noun.
PREDICATES = frozenset({"VERB", "AUX", "NOUN", "PROPN"})
ATTRIBUTES = ("certainty", "polarity", "future")
UNTOLD = "UNDERSPECIFIED"


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "events": {mention id: reading}}`` for each article.

    A reading has ``modality``, ``certainty``, ``polarity``, ``time`` and the words for them.
    """
    pages = [Rebuilt(row) for row in gold]
    rows = [
        (row["id"], page.text, _day(row.get("dct"))) for row, page in zip(gold, pages, strict=True)
    ]
    for document, row, page in zip(documents(rows, "links"), gold, pages, strict=True):
        scenes = Scenes(document)
        read = {
            mention["id"]: _reading(scenes, *page.span(mention["sent"], mention["tokens"]))
            for mention in _told(row)
        }
        yield {"id": row["id"], "events": {key: one for key, one in read.items() if one}}


class Scenes:
    """The parsed sentences of a document, by the code points in them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: dict[int, Scene] = {}

    def at(self, start: int, end: int) -> tuple[Scene, int] | None:
        """Return the sentence of a span and the token that heads it; None without a parse."""
        spans = [sentence.span for sentence in self._document.sentences or ()]
        index = next((n for n, span in enumerate(spans) if span.start <= start < span.end), None)
        parse = None if index is None else (self._document.parses or ())[index]
        if index is None or parse is None:
            return None
        if index not in self._made:
            self._made[index] = Scene(self._document, index, parse)
        return self._made[index], _head(parse.heads, self._made[index], start, end)


def _head(heads: Sequence[int], scene: Scene, start: int, end: int) -> int:
    parse = scene.tree.parse
    inside = [n for n in range(scene.tree.size) if parse.ends[n] > start and parse.starts[n] < end]
    return next((n for n in inside if heads[n] not in inside or heads[n] == n), inside[0])


def _reading(scenes: Scenes, start: int, end: int) -> dict[str, str] | None:
    found = scenes.at(start, end)
    if found is None or found[0].tree.parse.pos[found[1]] not in PREDICATES:
        return None
    told = told_of(*found)
    modality = Modality.DONE if told.modality is Modality.CLAIMED else told.modality
    return {
        "modality": modality.value,
        "certainty": told.certainty.upper(),
        "polarity": "NEG" if told.is_negated else "POS",
        "time": "FUTURE" if told.is_future else "NON_FUTURE",
        "reason": told.reason,
    }


def gold_modality(mention: Mapping[str, Any]) -> str | None:
    """Return the class of a gold mention, or None if its gold does not tell it.

    In this order: NEG is denied. POSSIBLE, and what an "if" leaves open, is hypothetical. FUTURE
    is planned, also where it is PROBABLE or its certainty UNDERSPECIFIED: nearly all of these are
    told by "plans to", "intends to", "expects to", which PLOVER calls future. CERTAIN is done.
    """
    if mention["polarity"] == "NEG":
        return "denied"
    if mention["certainty"] == "POSSIBLE" or mention.get("special_cases") == "COND_IF_CLAUSE":
        return "hypothetical"
    if mention["time"] == "FUTURE":
        return "planned"
    return "done" if mention["certainty"] == "CERTAIN" else None


def strict_modality(mention: Mapping[str, Any]) -> str | None:
    """Return the class of a gold mention if PROBABLE is held to be hypothetical too."""
    found = gold_modality(mention)
    is_open = mention["certainty"] == "PROBABLE" and found != "denied"
    return "hypothetical" if is_open else found


class Question(NamedTuple):
    """One thing asked of each mention: its gold answer (None: not told), and the classes."""

    name: str
    gold: Callable[[Mapping[str, Any]], str | None]
    key: str
    classes: tuple[str, ...]


def _attribute(key: str, classes: tuple[str, ...]) -> Question:
    def answer(mention: Mapping[str, Any]) -> str | None:
        return None if mention[key] == UNTOLD else str(mention[key])

    return Question("future" if key == "time" else key, answer, key, classes)


QUESTIONS = (
    Question("modality", gold_modality, "modality", MODALITIES),
    Question("probable_is_hypothetical", strict_modality, "modality", MODALITIES),
    _attribute("certainty", ("CERTAIN", "PROBABLE", "POSSIBLE")),
    _attribute("polarity", ("POS", "NEG")),
    _attribute("time", ("NON_FUTURE", "FUTURE")),
)


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return P, R and F1 of each class of each question, and their plain mean ``macro_f1``."""
    pairs = list(_pairs(gold, predicted))
    found = {question.name: _scores(question, pairs) for question in QUESTIONS}
    mean = sum(found[name]["macro_f1"] for name in ATTRIBUTES) / len(ATTRIBUTES)
    return {**found, "attributes": {"macro_f1": round(mean, 4)}}


def report(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> str:
    """Return the figures as a table, and of each question who was taken for what."""
    pairs = list(_pairs(gold, predicted))
    lines = [line for question in QUESTIONS for line in _table(question, pairs)]
    mean = figures(gold, predicted)["attributes"]["macro_f1"]
    lines.append(f"mean of {', '.join(ATTRIBUTES)}: macro F1 {mean:.3f}")
    return "\n".join(lines) + "\n"


def _pairs(
    gold: list[dict[str, Any]], predicted: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    answers = {row["id"]: row["events"] for row in predicted}
    asked = ((mention, answers[row["id"]]) for row in gold for mention in _told(row))
    yield from ((one, found[one["id"]]) for one, found in asked if one["id"] in found)


def confusion(
    question: Question, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, str]]]
) -> Counter[tuple[str, str]]:
    """Return how often each gold class got each answer."""
    asked = ((question.gold(mention), answer[question.key]) for mention, answer in pairs)
    return Counter((right, given) for right, given in asked if right is not None)


def _scores(
    question: Question, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, str]]]
) -> dict[str, Any]:
    counts = confusion(question, pairs)
    classes = {name: class_scores(counts, name) for name in question.classes}
    mean = sum(one["f1"] for one in classes.values()) / len(classes)
    right = sum(counts[name, name] for name in question.classes)
    return {
        "mentions": counts.total(),
        "accuracy": round(right / max(counts.total(), 1), 4),
        "macro_f1": round(mean, 4),
        **classes,
    }


def class_scores(counts: Counter[tuple[str, str]], name: str) -> dict[str, Any]:
    """Return P, R and F1 of one class of a confusion table, and how often gold has it."""
    right = counts[name, name]
    gold = sum(count for (one, _), count in counts.items() if one == name)
    given = sum(count for (_, other), count in counts.items() if other == name)
    return {
        "gold": gold,
        "p": round(right / given, 4) if given else 0.0,
        "r": round(right / gold, 4) if gold else 0.0,
        "f1": round(2 * right / (gold + given), 4) if gold + given else 0.0,
    }


def _table(
    question: Question, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, str]]]
) -> Iterator[str]:
    counts, scores = confusion(question, pairs), _scores(question, pairs)
    yield (
        f"{question.name}: macro F1 {scores['macro_f1']:.3f}, accuracy {scores['accuracy']:.3f}, "
        f"{scores['mentions']} mentions"
    )
    yield f"  {'':12} gold     P     R    F1   read as {' '.join(question.classes)}"
    for name in question.classes:
        row = scores[name]
        read = " ".join(f"{counts[name, other]:>{len(other)}}" for other in question.classes)
        yield (
            f"  {name:12} {row['gold']:4} {row['p']:5.3f} {row['r']:5.3f} {row['f1']:5.3f}"
            f"           {read}"
        )


def _told(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the mentions of events whose gold tells certainty, polarity and time."""
    keys = ("certainty", "polarity", "time")
    return [
        mention
        for mention in row["mentions"]
        if mention["kind"] == "event" and all(mention.get(key) for key in keys)
    ]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
