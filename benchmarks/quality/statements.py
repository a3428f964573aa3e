"""Task "statements": who said what, in what role, through whom, in the project's own gold.

The gold, ``benchmarks/gold/statements.jsonl``, is short texts about public matters written for
the project, and every statement in each of them. A statement found counts for one of the gold
where their words agree by half (Jaccard, one to one, best first), as in the quotes task. Of those
that are found:

* ``speaker``: the person, or the office (or kind of speaker) and the country. Where gold has a
  name, a predicted name must end or begin alike, or country and office must fit; where it has
  none, the country must be gold's and the office stand in the words for the speaker or in those
  they go back to. Speakers that are several need only one of their names or words.
* ``channel``: the kind of channel, over the statements that have one in gold or answer.
* ``chain``: everybody through whom the words came, in order, over the statements that have one
  in gold or answer; ``*_all`` are the same over all statements that were found.
* ``stance``: macro F1 over gold's seven stances.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality.modality import class_scores
from benchmarks.quality.options import Options
from benchmarks.quality.stages import documents
from detente.model import Document, Participant, Span, Statement

SCORER = ("statements",)
GOLD = Path(__file__).parents[1] / "gold" / "statements.jsonl"
STANCES = ("supports", "criticises", "predicts", "denies", "demands", "promises", "describes")
# Gold's names of offices for the types of the office table.
OFFICE_WORDS = {
    "foreign minister": "FM", "foreign secretary": "FM", "secretary of state": "FM",
    "defence minister": "DM", "prime minister": "PM", "president": "PRES",
}  # fmt: skip
HALF = 0.5

Row = Mapping[str, Any]
Pair = tuple[Row, Row]


def predict(gold: list[dict[str, Any]], options: Options) -> Iterator[dict[str, Any]]:  # noqa: ARG001 - the signature of every task
    """Yield ``{"id", "statements": [...]}`` with the fields of the gold for each row."""
    rows = [(row["id"], row["text"], dt.date.fromisoformat(row["published"])) for row in gold]
    for document in documents(rows, "statements"):
        found = [_row(document, one) for one in document.statements or ()]
        yield {"id": document.article.id, "statements": found}


def _row(document: Document, one: Statement) -> dict[str, Any]:
    text = document.text or ""
    return {
        "content": [text[span.start : span.end] for span in one.content],
        "spans": [[span.start, span.end] for span in one.content],
        "kind": one.kind,
        "speaker": _speaker(one.speaker),
        "joint": [_speaker(who) for who in one.joint],
        "cue": _words(text, one.cue),
        "addressee": one.addressee.text if one.addressee else None,
        "channel": one.channel_kind,
        "channel_words": _words(text, one.channel_span),
        "chain": [who.text for who in (*_relayer(one), *one.through)],
        "about": [one_about.country for one_about in one.about],
        "stance": one.stance,
        "stance_words": _words(text, one.stance_span),
        "confidence": one.confidence,
        "rule": one.trace[0] if one.trace else "",
    }


def _relayer(one: Statement) -> tuple[Participant, ...]:
    return (one.relayed_by,) if one.relayed_by else ()


def _speaker(who: Participant | None) -> dict[str, Any] | None:
    if who is None:
        return None
    return {
        "words": who.text,
        "name": who.name,
        "office": who.office,
        "office_type": who.office_type,
        "country": who.country,
        "kind": who.kind,
        "entity": who.entity,
    }


def _words(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, Any]:
    """Return P, R and F1 of statements, and how right their parts are where they are found."""
    pairs = [
        pair for row, answer in zip(gold, predicted, strict=True) for pair in _pairs(row, answer)
    ]
    wanted = sum(len(row["statements"]) for row in gold)
    given = sum(len(row["statements"]) for row in predicted)
    return {
        "rows": len(gold),
        "statements": _prf(len(pairs), given, wanted),
        "kind": _share(pairs, lambda one, other: one["kind"] == other["kind"]),
        "speaker": _share(pairs, is_speaker_right),
        "speaker_words": _share(pairs, _has_speakers_words),
        "cue": _share(pairs, _has_cue),
        "addressee": _share(_either(pairs, "addressee"), _has_addressee),
        "channel": _share(_either(pairs, "channel"), _has_channel),
        "channel_all": _share(pairs, _has_channel),
        "chain": _share(_either(pairs, "chain"), _has_chain),
        "chain_all": _share(pairs, _has_chain),
        "stance": _stances(pairs),
        "recall_by_kind": _recall(gold, pairs),
    }


def report(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> str:
    """Return the figures, a line each, and what is wrong of each statement."""
    lines = [f"{key}: {value}" for key, value in figures(gold, predicted).items()]
    for row, answer in zip(gold, predicted, strict=True):
        pairs = _pairs(row, answer)
        found = [id(one) for pair in pairs for one in pair]
        lines += [_told("missed", row, one) for one in row["statements"] if id(one) not in found]
        lines += [_told("extra", row, one) for one in answer["statements"] if id(one) not in found]
        lines += [line for pair in pairs for line in _faults(row, *pair)]
    return "\n".join(lines) + "\n"


def _told(fault: str, row: Row, one: Row) -> str:
    speaker = one["speaker"]["words"] if one["speaker"] else None
    content = " | ".join(one["content"])
    return f"{row['id']} {fault}: {speaker} [{one['cue']}] {content} {one.get('rule', '')}"


def _faults(row: Row, one: Row, answer: Row) -> Iterator[str]:
    checks = {
        "speaker": is_speaker_right, "channel": _has_channel, "chain": _has_chain,
        "addressee": _has_addressee, "stance": _has_stance,
    }  # fmt: skip
    for name, is_right in checks.items():
        if not is_right(one, answer):
            yield f"{row['id']} {name}: {answer[name]} not {one[name]} ({one['content'][0][:50]})"


def _pairs(row: Row, answer: Row) -> list[Pair]:
    """Return statements of gold with those found for them, one to one, the best first."""
    scored = [
        (_likeness(one, other), -i, -j)
        for i, one in enumerate(row["statements"])
        for j, other in enumerate(answer["statements"])
    ]
    used: tuple[set[int], set[int]] = (set(), set())
    pairs: list[Pair] = []
    for likeness, i, j in sorted(scored, reverse=True):
        if likeness >= HALF and -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((row["statements"][-i], answer["statements"][-j]))
    return pairs


def _likeness(one: Row, other: Row) -> float:
    first, second = (Counter(_tokens(" ".join(each["content"]))) for each in (one, other))
    both = sum((first & second).values())
    return both / max(sum((first | second).values()), 1)


def _tokens(words: str | None) -> list[str]:
    plain = unicodedata.normalize("NFKD", words or "").encode("ascii", "ignore").decode()
    return re.findall(r"\w+", plain.casefold())


def is_speaker_right(one: Row, answer: Row) -> bool:
    """Whether an answer has the person, or the office and country, who speaks in gold."""
    wanted, said = one["speaker"], answer["speaker"]
    if wanted is None or said is None:
        return wanted is said
    if wanted["kind"] == "joint":
        several = [said, *answer["joint"]]
        return all(set(_tokens(who["words"])) & set(_tokens(wanted["words"])) for who in several)
    if wanted["name"] and _is_same_name(wanted["name"], said["name"]):
        return True
    if wanted["country"] != said["country"]:
        return False
    return _is_same_office(wanted, said)


def _is_same_name(wanted: str, said: str | None) -> bool:
    first, second = _tokens(wanted), _tokens(said)
    return bool(second) and (first[-1] in second or second[-1] in first)


def _is_same_office(wanted: Row, said: Row) -> bool:
    """Whether an office, or a kind of speaker without one, fits the words for a speaker."""
    words = {*_tokens(said["words"]), *_tokens(said["name"]), *_tokens(said["office"])}
    if not wanted["office"]:
        return bool(words & set(_tokens(wanted["words"]))) or wanted["kind"] == "institution"
    if said["office_type"] and OFFICE_WORDS.get(wanted["office"]) == said["office_type"]:
        return True
    is_told = bool(words & set(_tokens(wanted["office"])))
    return is_told or bool(words & set(_tokens(wanted["words"])) - _SMALL)


_SMALL = frozenset(
    {"he", "she", "it", "they", "the", "a", "of", "in", "his", "her", "its", "their"}
)


def _has_speakers_words(one: Row, answer: Row) -> bool:
    wanted, said = one["speaker"], answer["speaker"]
    if wanted is None or said is None:
        return wanted is said
    return bool(set(_tokens(wanted["words"])) & set(_tokens(said["words"])))


def _has_cue(one: Row, answer: Row) -> bool:
    return bool(set(_tokens(one["cue"])) & set(_tokens(answer["cue"]))) or not one["cue"]


def _has_channel(one: Row, answer: Row) -> bool:
    return bool(one["channel"] == answer["channel"])


def _has_stance(one: Row, answer: Row) -> bool:
    return bool(one["stance"] == answer["stance"])


def _has_addressee(one: Row, answer: Row) -> bool:
    wanted, said = _tokens(one["addressee"]), _tokens(answer["addressee"])
    return bool(set(wanted) & set(said)) if wanted else not said


def _has_chain(one: Row, answer: Row) -> bool:
    wanted, said = one["chain"], answer["chain"]
    return len(wanted) == len(said) and all(
        (set(_tokens(first)) - _SMALL) & (set(_tokens(second)) - _SMALL)
        for first, second in zip(wanted, said, strict=True)
    )


def _either(pairs: Sequence[Pair], key: str) -> list[Pair]:
    return [pair for pair in pairs if pair[0][key] or pair[1][key]]


def _share(pairs: Sequence[Pair], is_right: Any) -> float:
    return round(sum(is_right(*pair) for pair in pairs) / max(len(pairs), 1), 4)


def _prf(right: int, given: int, wanted: int) -> dict[str, float]:
    return {
        "p": round(right / max(given, 1), 4),
        "r": round(right / max(wanted, 1), 4),
        "f1": round(2 * right / max(given + wanted, 1), 4),
    }


def _stances(pairs: Sequence[Pair]) -> dict[str, Any]:
    counts = Counter((one["stance"], answer["stance"]) for one, answer in pairs)
    scores = {name: class_scores(counts, name) for name in STANCES}
    macro = sum(one["f1"] for one in scores.values()) / len(STANCES)
    return {"macro_f1": round(macro, 4), **scores}


def _recall(gold: Sequence[Row], pairs: Sequence[Pair]) -> dict[str, float]:
    wanted = Counter(one["kind"] for row in gold for one in row["statements"])
    found = Counter(one["kind"] for one, _ in pairs)
    return {kind: round(found[kind] / count, 4) for kind, count in sorted(wanted.items())}
