"""Task "facts": standing facts of single sentences: kind, subject, object, value.

The gold, ``benchmarks/gold/facts.jsonl``, is the project's own: 300 sentences about public
matters over all kinds, a third of them without a fact, and each with the day that it is read on.
``subject`` and ``object`` are exact words and a code ("Latvia=LVA"): ISO3 of a state, the short
name of an organisation, or ``---``. A fact is right if kind and both codes are; where the code is
``---`` the words must overlap. An amount, and what is supplied, must have the value too: its
number, or a word of it. How often ``negated``, ``value`` and ``source`` are right is told of the
facts that are right in kind, subject and object.

The rules were written with the first 150 rows at hand; the other 150, then unread, gave precision
.83, recall .41, F1 .55. They were read later, in two steps, so that no row is unseen now.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.coding.facts_tables import fact_kinds
from detente.entities.tables import rows
from detente.model import Claim, Participant

SCORER = ("facts",)
GOLD = Path(__file__).parents[1] / "gold" / "facts.jsonl"
NONE = "---"
_WITH_VALUE = frozenset({"amount", "supplies"})
_OFFICES = frozenset({"holds_office", "held_office"})
_WORD = re.compile(r"[\w%$€£]+")
_EMPTY = frozenset({"the", "a", "an", "of", "and", "in", "its", "their"})

Fact = Mapping[str, Any]


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "facts"}`` for each row, the facts as in the gold."""
    texts = [(row["id"], row["text"], dt.date.fromisoformat(row["published"])) for row in gold]
    for document in documents(texts, "claims"):
        yield {"id": document.article.id, "facts": list(map(_fact, document.claims or ()))}


def _fact(claim: Claim) -> dict[str, Any]:
    text = {"subject": claim.subject.text, "object": claim.object_text}
    return {
        "kind": claim.kind,
        "subject": f"{text['subject']}={_code_of(claim.subject)}",
        "object": f"{text['object']}={_object_code(claim)}",
        "value": claim.value_text,
        "amount": claim.amount,
        "unit": claim.unit,
        "negated": claim.is_negated,
        "source": claim.source.text if claim.source else None,
    }


def _code_of(who: Participant) -> str:
    if who.kind == "person":
        return NONE
    if who.entity in _names():
        return str(who.entity)
    return who.country or NONE


def _object_code(claim: Claim) -> str:
    if claim.kind in _OFFICES:
        return claim.object_country or NONE
    return claim.object_entity or claim.object_country or NONE


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return F1, precision and recall, over all and by kind, and how often the rest is right."""
    counts: Counter[tuple[str, str]] = Counter()
    rest: Counter[str] = Counter()
    for row, answer in zip(gold, predicted, strict=True):
        pairs, missed, wrong = matched(row["facts"], answer["facts"])
        counts.update(("right", one["kind"]) for one, _ in pairs)
        counts.update(("missed", one["kind"]) for one in missed)
        counts.update(("wrong", one["kind"]) for one in wrong)
        for one, other in pairs:
            rest.update(key for key in ("negated", "value", "source") if _is_same(key, one, other))
    kinds = {kind: _scores(counts, [kind]) for kind in fact_kinds()}
    return {**_scores(counts, list(fact_kinds())), "rest": dict(rest), "kinds": kinds}


def matched(
    gold: Sequence[Fact], found: Sequence[Fact]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Return the pairs of facts that are the same, those missed, and those that are wrong."""
    left, pairs, missed = list(found), list[tuple[Fact, Fact]](), list[Fact]()
    for one in gold:
        other = next((item for item in left if is_right(one, item)), None)
        if other is None:
            missed.append(one)
        else:
            left.remove(other)
            pairs.append((one, other))
    return pairs, missed, left


def is_right(one: Fact, other: Fact) -> bool:
    """Say whether a fact found is the one of the gold."""
    if one["kind"] != other["kind"]:
        return False
    parts = all(_means(one[key], other[key]) for key in ("subject", "object"))
    return parts and (one["kind"] not in _WITH_VALUE or _is_same("value", one, other))


def _means(wanted: str, given: str) -> bool:
    (words, code), (others, other) = wanted.rsplit("=", 1), given.rsplit("=", 1)
    if code == NONE:
        return other == NONE and bool(_words(words) & _words(others))
    known = _names().get(other, frozenset())
    # Exact words that are a name of the organisation found mean it, whatever its short name.
    return code in {other, *known} or words.removeprefix("the ") in known


def _is_same(key: str, one: Fact, other: Fact) -> bool:
    wanted, given = one[key], other[key]
    if key == "negated" or not wanted or not given:
        return bool(wanted) == bool(given)
    return bool(_words(wanted) & _words(given))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) - _EMPTY


@cache
def _names() -> dict[str, frozenset[str]]:
    """Return what each organisation is called for short, by id."""
    return {
        identity: frozenset(
            {name, *variants.split("; "), *map(_initials, (name, *variants.split("; ")))}
        )
        for identity, name, variants, *_ in rows("organisations.csv")
    }


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _scores(counts: Counter[tuple[str, str]], kinds: Sequence[str]) -> dict[str, float]:
    right, missed, wrong = (
        sum(counts[what, kind] for kind in kinds) for what in ("right", "missed", "wrong")
    )
    return {
        "gold": right + missed,
        "p": round(right / max(right + wrong, 1), 3),
        "r": round(right / max(right + missed, 1), 3),
        "f1": round(2 * right / max(2 * right + missed + wrong, 1), 3),
    }


def report(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> str:
    """Return the figures, by kind too, and each sentence with what was missed or wrong in it."""
    found = figures(gold, predicted)
    kinds = found.pop("kinds")
    lines = [f"all: {found}", *(f"{kind}: {one}" for kind, one in kinds.items())]
    for row, answer in zip(gold, predicted, strict=True):
        _, missed, wrong = matched(row["facts"], answer["facts"])
        if missed or wrong:
            lines.append(f"{row['id']} {row['text']}")
            lines += [f"    missed {_short(one)}" for one in missed]
            lines += [f"    wrong  {_short(one)}" for one in wrong]
    return "\n".join(lines) + "\n"


def _short(one: Fact) -> str:
    return f"{one['kind']}: {one['subject']} | {one['object']} | {one['value']}"
