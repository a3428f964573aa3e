"""Forecasts, their reasons and their record as tables."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from detente.cli import output

if TYPE_CHECKING:
    from detente.forecast.issued import Issued
    from detente.forecast.next_events import NextAnswer, NextEvent
    from detente.forecast.questions import PastEvent, Reason
    from detente.forecast.ranking_rule import SeriesRule
    from detente.forecast.record import Bin, Gain, RecordPart, Score
    from detente.forecast.scenario import Change, ScenarioAnswer

_LEAST, _MOST = 0.0005, 0.9995  # what would be told as 0 and 100 %
_EPOCH = dt.date(1970, 1, 1)  # what days of the series are counted from
_BAR = 20  # marks of a full bar
_SHOWN = 12  # changes of a scenario


def percent(value: float | None) -> str:
    """Return a probability in percent, "" for None; small ones with a decimal."""
    if value is None:
        return ""
    if not _LEAST <= value <= _MOST and value not in {0.0, 1.0}:
        return "<0.1%" if value < _LEAST else ">99.9%"
    if value in {0.0, 1.0}:
        return f"{value:.0%}"
    return f"{value:.1%}" if value < 0.1 or value > 0.99 else f"{value:.0%}"  # noqa: PLR2004 - what reads well


def forecast_parts(found: "Sequence[Issued]") -> list[Any]:
    """Return forecasts with their reasons, one below the other."""
    parts: list[Any] = []
    for one in found:
        parts += [_question(one), output.indented(_figures(one))]
        if one.note:
            parts.append(output.indented(output.text(one.note, "italic")))
        parts += [output.indented(_reason(reason, one.probability)) for reason in one.reasons]
    return parts


def forecast_table(found: "Sequence[Issued]") -> Any:
    """Return forecasts as a table, a line each, with what became of them."""
    rows = [
        [
            one.id[:8],
            f"{one.as_of}",
            f"{one.first} {'→' if one.event_class.is_directed else '–'} {one.second}",
            one.event_class.name,
            f"by {one.until}",
            percent(one.probability),
            percent(one.dyad_frequency),
            _outcome(one),
        ]
        for one in found
    ]
    columns = ["id", "as of", "who", "class", "until", "p", "dyad frequency", "what became of it"]
    return output.table(columns, rows) if rows else output.text("no forecast was issued yet")


def record_parts(heading: str, parts: "Sequence[RecordPart]") -> list[Any]:
    """Return a record under a heading; nothing where there is none."""
    if not parts:
        return []
    whole = parts[0]
    made = [
        output.heading(
            f"{heading}: {whole.n} forecasts of {whole.dyads} dyads, {whole.happened} came to pass"
        ),
        output.text(f"issued as of {whole.first} to {whole.last}", "dim"),
        _score_table(whole.scores),
        *(output.text(_gain(gain)) for gain in whole.gains),
        output.heading("Said and seen"),
        _bin_table(whole.bins),
        output.text(f"calibration error {whole.calibration_error:.3f}"),
    ]
    return [*made, output.heading("By class, region and horizon"), _part_table(parts[1:])]


def scenario_parts(answer: "ScenarioAnswer") -> list[Any]:
    """Return what a scenario changes."""
    head = [
        output.text(answer.says, "bold"),
        output.text(f"{answer.label}; nothing here says that the one brings about the other"),
        output.text(
            f"the assumed events came before {answer.exposed} of {answer.windows} past windows of "
            f"{answer.within} days; as things stand they are {percent(answer.expected)} likely"
        ),
    ]
    if answer.note:
        head.append(output.text(answer.note, "italic"))
    if answer.problem:
        return [*head, output.text(answer.problem)]
    clear = sum(change.is_clear for change in answer.changes)
    told = f"{answer.asked} questions looked at, {clear} with a clear change (*)"
    tried = output.text(_tried_words(answer))
    return [*head, output.text(told), _change_table(answer.changes[:_SHOWN]), tried]


def _tried_words(answer: "ScenarioAnswer") -> str:
    past = [change.past for change in answer.changes if change.past]
    n = sum(one.n for one in past)
    if n == 0:
        return "too few past cases to try this on"
    with_, without = (
        sum(one.n * brier for one, brier in zip(past, briers, strict=True)) / n
        for briers in ([one.brier_with for one in past], [one.brier_without for one in past])
    )
    right = sum(one.right for one in past)
    verdict = "better" if with_ < without else "no better"
    return (
        f"tried on {n:,} past cases of the {len(past)} largest changes, each told from what was "
        f"before it: the change went the way said in {right / n:.0%}; Brier {with_:.4f} with the "
        f"assumption, {without:.4f} without: {verdict}"
    )


def next_parts(answer: "NextAnswer") -> list[Any]:
    """Return who comes next."""
    side = "who acts on" if answer.as_recipient else "on or with whom acts"
    of = f" of class {answer.class_}" if answer.class_ else ""
    head = f"{side} {answer.asked} next: {answer.events:,} past events{of}, {answer.ranked_by}"
    rows = [
        [
            percent(one.share),
            one.name,
            one.country,
            one.events,
            one.relation,
            output.stacked(*(_event(event) for event in one.latest)),
        ]
        for one in answer.candidates
    ]
    columns = ["share", "who", "", "events", "mostly", "latest"]
    why = [output.indented(part) for one in answer.candidates for part in _next_why(one)]
    shown = [output.heading("Why"), *why] if why else []
    return [output.text(head, "bold"), output.table(columns, rows), *shown]


def _next_why(one: "NextEvent") -> list[Any]:
    """Who it is, what moved it, and the rules whose votes went there; nothing if none is known."""
    if not one.reasons:
        return []
    reasons = [output.indented(_reason(reason, one.share)) for reason in one.reasons]
    rules = [output.indented(output.text(_rule(rule), "dim")) for rule in one.rules]
    return [output.text(f"{one.name}  {percent(one.share)}", "bold"), *reasons, *rules]


def _rule(rule: "SeriesRule") -> str:
    who = "by it" if rule.is_by_candidate else "on it"
    share = percent(rule.share)
    past = f"“{rule.past}” {who} {rule.days} ago"
    return f"· rule: {past} speaks for “{rule.asked}” next ({share} of all votes)"


def _question(one: "Issued") -> Any:
    link = "→" if one.event_class.is_directed else "–"
    return output.heading(
        f"{one.first} {link} {one.second}  {one.event_class.name}: {one.event_class.says}; "
        f"by {one.until}"
    )


def _figures(one: "Issued") -> Any:
    bars = round(one.probability * _BAR)
    said = f"{'█' * bars}{'·' * (_BAR - bars)} {percent(one.probability)}"
    interval = f" (90 % interval {percent(one.low)} to {percent(one.high)})"
    plain = ", ".join(
        f"{name} {percent(value)}"
        for name, value in (
            ("base rate", one.base_rate),
            ("dyad frequency", one.dyad_frequency),
            ("Hawkes", one.hawkes),
        )
        if value is not None
    )
    who = f"by {one.answered_by}; {plain}; forecast {one.id[:8]}"
    return output.stacked(Text.assemble((said, "bold"), interval), output.text(who, "dim"))


def _reason(reason: "Reason", probability: float) -> Any:
    shift = probability - reason.without
    moved = f"{shift:+.1%}; without it {percent(reason.without)}"
    nothing = "  [moves nothing]" if reason.events else ""
    words = f"· {reason.words}{f'  [{moved}]' if abs(shift) >= _LEAST else nothing}"
    return output.stacked(
        output.text(words), *(output.indented(_event(event)) for event in reason.events)
    )


def _date(number: int | None) -> dt.date | None:
    # As forecast.questions.date_of, which would load numpy for every --help.
    return None if number is None else _EPOCH + dt.timedelta(days=number)


def _event(event: "PastEvent") -> Any:
    who = f"{event.actor} → {event.recipient}" if event.recipient else event.actor
    day = str(_date(event.day))
    if event.announced:
        due = f" to {_date(event.due)}" if event.due not in {None, event.day} else ""
        day = f"announced for {day}{due}"
    source = event.evidence
    where = (
        f"detente event {source.record_id[:8]}"
        if source.record_id
        else f"row {source.row} of import {source.source[:8]}"
    )
    return output.text(f"{day}  {event.relation}  {who}  ({where})", "dim")


def _outcome(one: "Issued") -> str:
    found = one.resolution
    if found is None:
        return "open"
    when = f" on {_date(found.event.day)}" if found.event else ""
    back = ", looks back" if one.looks_back else ""
    came = f"came{when}" if found.happened else "did not come"
    plain = one.plain_brier
    beside = "" if plain is None else f" (dyad frequency {plain:.3f})"
    return f"{came}; Brier {found.brier:.3f}{beside}{back}"


def _score_table(scores: "Iterable[Score]") -> Any:
    rows = [
        [
            score.name,
            score.n,
            f"{score.brier:.4f}",
            f"{score.log_score:.4f}",
            "" if score.auc is None else f"{score.auc:.3f}",
        ]
        for score in scores
    ]
    return output.table(["", "n", "Brier", "log score", "AUC"], rows)


def _gain(gain: "Gain") -> str:
    return (
        f"Brier skill over {gain.over}: {gain.skill:+.1%} "
        f"(95 % {gain.low:+.1%} to {gain.high:+.1%}, n {gain.n}): {gain.verdict}"
    )


def _bin_table(bins: "Iterable[Bin]") -> Any:
    rows = [
        [
            percent(one.mean),
            percent(one.happened / one.n),
            one.n,
            "█" * round(_BAR * one.happened / one.n),
        ]
        for one in bins
    ]
    return output.table(["said", "came", "n", ""], rows)


def _part_table(parts: "Iterable[RecordPart]") -> Any:
    rows = [
        [
            part.by,
            part.value,
            part.n,
            part.happened,
            f"{part.scores[0].brier:.4f}",
            "" if part.scores[0].auc is None else f"{part.scores[0].auc:.3f}",
            _skill_over(part, "dyad frequency"),
        ]
        for part in parts
    ]
    columns = ["by", "", "n", "came", "Brier", "AUC", "skill over dyad frequency (95 %)"]
    return output.table(columns, rows)


def _skill_over(part: "RecordPart", name: str) -> str:
    gain = next((one for one in part.gains if one.over == name), None)
    if gain is None or gain.is_same:
        return gain.verdict if gain else ""
    return f"{gain.skill:+.1%} ({gain.low:+.1%} to {gain.high:+.1%})"


def _change_table(changes: "Iterable[Change]") -> Any:
    rows = [
        [
            f"{change.first} – {change.second}",
            change.class_,
            percent(change.probability),
            f"{percent(change.changed)}{' *' if change.is_clear else ''}",
            f"{percent(change.low)} to {percent(change.high)}",
            f"{change.hits}/{change.exposed}",
            f"{change.other_hits}/{change.others}",
            _past(change),
        ]
        for change in changes
    ]
    columns = ["who", "class", "now", "then", "90 %", "came after", "came else", "past cases"]
    return output.table(columns, rows)


def _past(change: "Change") -> str:
    past = change.past
    if past is None:
        return "too few"
    return (
        f"{past.happened} of {past.n} came; said {percent(past.said_with)}, "
        f"without {percent(past.said_without)}; right way {past.right}/{past.n}"
    )
