"""Page furniture: which paragraphs of an article are not its text, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.clean.dayline import is_day_line
from detente.clean.headline import is_byline, same_words
from detente.clean.tables import read_table
from detente.model import Removed

HEAD_PARAGRAPHS = 6
DEFAULT_MAX_WORDS = 12
# A line of a list of links or tags, or of a form: shorter than most sentences, and without a stop.
MAX_LIST_WORDS = 16
MIN_PROSE_WORDS = 6
_PIECES = re.compile(r"(?<=[.!?])\s+|\s*\\?[|·•]\s*")
MAX_PIECED = 200
_PROSE_END = re.compile(r"[.!?…。؟][\"'”’»)\]*]*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """One sort of furniture: see ``data/furniture.toml``."""

    reason: str
    pattern: re.Pattern[str]
    zone: str
    max_words: int
    opens: str | None


def read_rules() -> tuple[Rule, ...]:
    """Return the rules of the package, in the order they are tried."""
    return tuple(
        Rule(
            reason=entry["reason"],
            pattern=re.compile("|".join(f"(?:{p})" for p in entry["patterns"]), re.IGNORECASE),
            zone=entry.get("zone", "any"),
            max_words=entry.get("max_words", DEFAULT_MAX_WORDS),
            opens=entry.get("opens"),
        )
        for entry in read_table("furniture.toml")["rule"]
    )


def remove_furniture(
    paragraphs: Sequence[str], rules: Sequence[Rule], title: str | None
) -> tuple[list[str], list[Removed]]:
    """Return the paragraphs that are text, and those removed with their reasons, both in order.

    ``title`` stands before the paragraphs and is not among them; its repetition is removed.
    """
    kept: list[str] = []
    removed: list[Removed] = []
    last_prose = max((i for i, text in enumerate(paragraphs) if is_prose(text)), default=-1)
    opened: Rule | None = None
    for index, text in enumerate(paragraphs):
        zones = _zones(index, last_prose)
        rule = _rule_for(text, rules, zones) or _rule_for_pieces(text, rules, zones)
        reason = rule.reason if rule else _other_reason(text, index, title, opened)
        opened = rule if rule and rule.opens else opened if reason else None
        if reason:
            removed.append(Removed(text=text, reason=reason))
        else:
            kept.append(text)
    return kept, removed


def is_prose(text: str) -> bool:
    """Tell whether a paragraph is running text: several words and a final stop."""
    return len(text.split()) >= MIN_PROSE_WORDS and bool(_PROSE_END.search(text))


def _zones(index: int, last_prose: int) -> frozenset[str]:
    zones = {"any"}
    if index < HEAD_PARAGRAPHS:
        zones.add("head")
    if index > last_prose:
        zones.add("tail")
    return frozenset(zones)


def _rule_for(text: str, rules: Sequence[Rule], zones: frozenset[str]) -> Rule | None:
    n_words = len(text.split())
    for rule in rules:
        if n_words <= rule.max_words and rule.zone in zones and rule.pattern.fullmatch(text):
            return rule
    return None


def _rule_for_pieces(text: str, rules: Sequence[Rule], zones: frozenset[str]) -> Rule | None:
    """Return the rule of a paragraph all of whose pieces are furniture: "Share | Print | Home"."""
    pieces = [piece for piece in _PIECES.split(text[:MAX_PIECED]) if piece.strip()]
    if len(pieces) == 1 or len(text) > MAX_PIECED:
        return None
    found = [_rule_for(piece.strip(), rules, zones) for piece in pieces]
    return found[0] if all(found) else None


def _other_reason(text: str, index: int, title: str | None, opened: Rule | None) -> str | None:
    if title and index < HEAD_PARAGRAPHS and same_words(text, title):
        return "title repeated"
    if index < HEAD_PARAGRAPHS and is_byline(text):
        return "byline"
    if index < HEAD_PARAGRAPHS and is_day_line(text):
        return "publication time"
    if opened and _is_list_line(text):
        return opened.reason
    return None


def _is_list_line(text: str) -> bool:
    return len(text.split()) <= MAX_LIST_WORDS and not _PROSE_END.search(text)
