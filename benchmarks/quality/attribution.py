"""Task "attribution": how real an event is told, how sure, and who vouches, along the whole chain.

The gold, ``benchmarks/gold/modality.jsonl``, is the project's own: sentences about public matters,
written before the rules were looked at. ``action`` is the word of the event; ``modality`` is as
in the record; ``certainty`` what its words say, attribution apart; ``claimant`` a word of who is
the first to say so (None: the outlet itself), ``chain`` a word of each through whom that came,
the nearest to the claimant first.

``part``: the "first" was written before these rules, the "second" and "third" when they stood for
those before; each was then read for errors, so only its first reading was unseen. Those, for
accuracy and macro F1 of modality, and F1 of claimant and chain: first (with the rules before
these) .623 .616 .507 .000, second .922 .921 .851 .727, third .915 .914 .960 .889. Five rows were
put right afterwards, to what the coder's own cases and PLOVER hold: what is likely is not planned,
what somebody wants to do or will do on a condition is; in 13 a plan or promise, once probable, is
now as certain as its words.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality.modality import Scenes, class_scores
from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.coding.modality import reality_of
from detente.coding.roles import own_roles, roles_of
from detente.coding.scene import Scene
from detente.coding.triggers import find_triggers
from detente.model import Document
from detente.ontology.plover import quad_class

SCORER = ("attribution",)
GOLD = Path(__file__).parents[1] / "gold" / "modality.jsonl"
MODALITIES = ("done", "planned", "claimed", "hypothetical", "denied")
CERTAINTIES = ("certain", "probable", "possible")
# Sentences are read as of this Thursday.
PUBLISHED = dt.date(2025, 2, 27)
_FRIENDLY = 2


Pairs = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "modality", "certainty", "claimant", "chain", "reason"}`` for each row."""
    rows = [(row["id"], row["text"], PUBLISHED) for row in gold]
    for document, row in zip(documents(rows, "links"), gold, strict=True):
        yield {"id": row["id"], **_read(document, row)}


def _read(document: Document, row: Mapping[str, Any]) -> dict[str, Any]:
    start = row["text"].rindex(row["action"])
    found = Scenes(document).at(start, start + len(row["action"]))
    if found is None:
        return {"modality": None, "certainty": None, "claimant": None, "chain": []}
    reality = reality_of(*found, parties_of(*found))
    return {
        "modality": reality.modality.value,
        "certainty": reality.certainty,
        "claimant": reality.claimant.text if reality.claimant else None,
        "chain": [one.text for one in reality.through],
        "reason": reality.reason,
    }


def parties_of(scene: Scene, token: int) -> tuple[int, ...]:
    """Return the mentions whose word makes the deed of a word done, as the coder takes them."""
    trigger = find_triggers(scene).get(token)
    if trigger is None or not trigger.event_type:
        return own_roles(scene, token).actors
    roles = roles_of(scene, token, trigger)
    is_friendly = quad_class(trigger.event_type) <= _FRIENDLY
    return (*roles.actors, *(roles.recipients if is_friendly else ()))


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return accuracy and macro F1 of modality and certainty, and F1 of claimant and chain."""
    pairs = list(zip(gold, predicted, strict=True))
    parts = dict.fromkeys(row["part"] for row in gold)
    by_part = {
        part: _figures([pair for pair in pairs if pair[0]["part"] == part]) for part in parts
    }
    return {**_figures(pairs), "parts": by_part}


def _figures(pairs: Pairs) -> dict[str, Any]:
    return {
        "rows": len(pairs),
        "modality": _classes(pairs, "modality", MODALITIES),
        "certainty": _classes(pairs, "certainty", CERTAINTIES),
        "claimant": _found(pairs, _has_claimant),
        "chain": _found([pair for pair in pairs if any(one["chain"] for one in pair)], _has_chain),
    }


def report(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> str:
    """Return the figures, a line each, and each row that is wrong."""
    found = figures(gold, predicted)
    lines = [f"{key}: {value}" for key, value in found.items() if key != "parts"]
    lines += [f"part {part}: {_short(one)}" for part, one in found["parts"].items()]
    for row, answer in zip(gold, predicted, strict=True):
        wrong = [key for key in ("modality", "certainty") if row[key] != answer[key]]
        wrong += [] if _has_claimant(row, answer) else ["claimant"]
        wrong += [] if _has_chain(row, answer) else ["chain"]
        if wrong:
            told = ", ".join(f"{key} {answer[key]!r} not {row[key]!r}" for key in wrong)
            lines.append(f"{row['text']} [{row['action']}] {told} ({answer.get('reason')})")
    return "\n".join(lines) + "\n"


def _short(one: Mapping[str, Any]) -> str:
    return (
        f"modality {one['modality']['accuracy']} macro {one['modality']['macro_f1']}, certainty "
        f"{one['certainty']['macro_f1']}, claimant {one['claimant']['f1']}, chain "
        f"{one['chain']['f1']}"
    )


def _classes(pairs: Pairs, key: str, names: Sequence[str]) -> dict[str, Any]:
    counts = Counter((row[key], answer[key]) for row, answer in pairs)
    scores = {name: class_scores(counts, name) for name in names}
    return {
        "accuracy": round(sum(counts[name, name] for name in names) / max(len(pairs), 1), 4),
        "macro_f1": round(sum(one["f1"] for one in scores.values()) / len(names), 4),
        **scores,
    }


def _has_claimant(row: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    return _is_meant(row["claimant"], answer["claimant"])


def _has_chain(row: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    return len(row["chain"]) == len(answer["chain"]) and all(
        map(_is_meant, row["chain"], answer["chain"])
    )


def _is_meant(wanted: str | None, words: str | None) -> bool:
    if wanted is None or words is None:
        return wanted is words
    return wanted.casefold() in words.casefold()


def _found(pairs: Pairs, is_right: Any) -> dict[str, float]:
    key = "chain" if is_right is _has_chain else "claimant"
    gold = sum(bool(row[key]) for row, _ in pairs)
    given = sum(bool(answer[key]) for _, answer in pairs)
    right = sum(bool(row[key]) and is_right(row, answer) for row, answer in pairs)
    return {
        "gold": gold,
        "p": round(right / given, 4) if given else 0.0,
        "r": round(right / gold, 4) if gold else 0.0,
        "f1": round(2 * right / (gold + given), 4) if gold + given else 0.0,
    }
