"""Statements, standing facts and promises as cells and tables."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from detente.analyze.fact_words import kind_words, speakers, validity
from detente.analyze.said import StatementView
from detente.analyze.wording import day, listed
from detente.cli import output
from detente.cli.lines import NOTHING, days, one, origin, parties, people
from detente.cli.output import MARKS, quote, stacked, text

if TYPE_CHECKING:
    from detente.analyze.claim_life import Life
    from detente.analyze.facts import FactLine
    from detente.analyze.promises import Promise
    from detente.analyze.views import EventLine, Report, StatementLine
    from detente.model import Claim, Statement

PROMISE_MARKS = {
    "open": "○ open",
    "overdue": "○! overdue",
    "done": "● done",
    "dropped": "⊘ dropped",
}
_HOW = {"direct": "quoted", "indirect": "paraphrased", "mixed": "partly quoted"}
_VERDICTS = {"agree": "= agree", "disagree": "≠ disagree", "unknown": "do not tell"}
_AMONG = {"agree": " = agree", "disagree": " ≠ differ", "unknown": ": only one origin tells it"}
_MOST_SHOWN = 4


def statement_table(lines: "Iterable[StatementLine]") -> RenderableType:
    """Return statements as a table, each with where it stands."""
    rows = [
        [str(line.quotation.article.published or "?"), _speaker(line.statement), _said(line)]
        for line in lines
    ]
    columns: list[output.Column] = [
        ("published", {"no_wrap": True}),
        ("speaker", {"max_width": 34}),
        ("said", {"ratio": 1}),
    ]
    return output.spaced(output.table(columns, rows)) if rows else text(NOTHING)


def _speaker(said: "Statement") -> RenderableType:
    speaker = said.speaker
    parts = [Text(one(speaker) if speaker else "not named", style="bold")]
    if speaker and speaker.office:
        parts.append(text(speaker.office, "dim"))
    parts += [text(words) for words in circumstances(said)]
    return stacked(*parts)


def circumstances(said: "Statement") -> list[str]:
    """Return with whom, to whom and through what somebody spoke, a phrase each."""
    channel = said.channel or ""
    kind = f" ({kind_words(said.channel_kind)})" if said.channel_kind and channel else ""
    found = (
        ("with", people(said.joint)),
        ("to", one(said.addressee) if said.addressee else ""),
        ("on or through", f"{channel}{kind}"),
        ("passed on by", one(said.relayed_by) if said.relayed_by else ""),
        ("quoted by", ", then ".join(one(person) for person in said.through)),
    )
    return [f"{word} {name}" for word, name in found if name]


def _said(line: "StatementLine") -> RenderableType:
    said = line.statement
    words, sentence = " ".join(said.content_text.split()), " ".join(line.quotation.text.split())
    parts: list[RenderableType] = [Text(words)]
    if meaning := _meaning(said):
        parts.append(text(meaning))
    if isinstance(line, StatementView):
        parts += [text(words) for words in _events(line)]
    if words not in sentence or len(sentence) > len(words) + 2:
        parts.append(quote(sentence))
    parts.append(text(f"{_HOW.get(said.kind, said.kind)}; {origin(line.quotation)}", "dim"))
    return stacked(*parts)


def _meaning(said: "Statement") -> str:
    countries = listed(list(dict.fromkeys(one.country for one in said.about)))
    about = f"about {countries}" if countries else ""
    return ", ".join(filter(None, (said.stance or "", about)))


def _events(line: StatementView) -> list[str]:
    is_one = [f"is the event {_event(line.event)}"] if line.event else []
    lives = zip(line.reports, line.lives, strict=True)
    return is_one + [f"reports {_event(event)}: {life_words(life)}" for event, life in lives]


def _event(line: "EventLine") -> str:
    record = line.record
    mark = MARKS[record.modality.value]
    return f"{record.event_type}, {parties(record)} ({mark}; {record.id[:8]})"


def life_words(life: "Life") -> str:
    """Return the life of a claim: "confirmed; 3 independent origins, denied by 1"."""
    origins = f"{life.n_origins} independent origin{'s' * (life.n_origins != 1)}"
    denied = f", denied by {life.n_denying}" if life.n_denying else ""
    return f"{life.state}; {origins}{denied}"


def fact_parts(facts: "Iterable[FactLine]") -> list[RenderableType]:
    """Return standing facts: what, who says so, what tables and articles say, the sentences."""
    return [stacked(*_fact(fact)) for fact in facts] or [text(NOTHING)]


def _fact(fact: "FactLine") -> list[RenderableType]:
    head = Text.assemble(("\n" + fact.sentence, "bold"), (f"  {kind_words(fact.kind)}", "dim"))
    said = f"says {speakers(dict.fromkeys(fact.said_by))}; {life_words(fact.life)}"
    below = [text(words) for words in (said, _details(fact.claim), *_checks(fact)) if words]
    for line in fact.told[:_MOST_SHOWN]:
        below += [quote(line.quotation.text), text(origin(line.quotation), "dim")]
    if len(fact.told) > _MOST_SHOWN:
        below.append(text(f"and {len(fact.told) - _MOST_SHOWN} more", "dim"))
    return [head, *map(output.indented, below)]


def _details(claim: "Claim") -> str:
    amount = "" if claim.amount is None else f"amount {claim.amount:,.12g} {claim.unit or ''}"
    valid = validity(claim)
    return "; ".join(filter(None, (amount.strip(), f"valid {valid}" if valid else "")))


def _checks(fact: "FactLine") -> list[str]:
    check = fact.against_tables
    known = f": {check.known}, by the {check.table}" if check.known else ""
    differing = [f"≠ {line.conflict.field}: {line.conflict.explanation}" for line in fact.conflicts]
    tables = f"tables {_VERDICTS[check.verdict]}{known}"
    return [tables, f"articles{_AMONG[fact.among_articles]}", *differing]


def promise_table(found: "Sequence[Promise]") -> RenderableType:
    """Return promises as a table: due, what, its status, and the sentences of both sides."""
    rows = [[days(one.due), _promised(one), _standing(one), one.id[:8]] for one in found]
    columns: list[output.Column] = [
        ("due", {"no_wrap": True}),
        ("promise, and the sentences that say so", {"ratio": 1}),
        ("status", {"max_width": 30}),
        ("event", {"no_wrap": True}),
    ]
    return output.spaced(output.table(columns, rows)) if rows else text(NOTHING)


def _promised(promise: "Promise") -> RenderableType:
    sides = (
        ("announced", promise.announced),
        ("said to be done", promise.claimed),
        ("done", promise.kept),
        ("dropped", promise.dropped),
    )
    parts: list[RenderableType] = [Text(promise.sentence, style="bold")]
    for word, reports in sides:
        parts += [_evidence(word, report) for report in _first_of_articles(reports)]
    return stacked(*parts)


def _first_of_articles(reports: "Sequence[Report]") -> "list[Report]":
    first = {one.quotation.article.id: one for one in reversed(reports)}
    return list(first.values())[::-1][:2]


def _evidence(word: str, report: "Report") -> RenderableType:
    return stacked(
        Text.assemble((f"{word}: ", ""), quote(report.quotation.text)),
        text(origin(report.quotation), "dim"),
    )


def _standing(promise: "Promise") -> RenderableType:
    late = f" by {promise.overdue_days} days" if promise.overdue_days else ""
    parts = [Text(f"{PROMISE_MARKS[promise.status]}{late}", style="bold"), text(promise.rule)]
    if promise.settled_by:
        parts.append(text(f"event {promise.settled_by[:8]}"))
    if promise.first_due:
        parts.append(text(f"first announced for {days(promise.first_due)}".replace("\n", "")))
    return stacked(*parts)


def as_of_words(found: "Sequence[Promise]") -> str:
    """Return the day promises are looked at from, in words; "" for none."""
    day_ = found[0].as_of if found else None
    return f"As of {day(day_)}." if day_ else ""
