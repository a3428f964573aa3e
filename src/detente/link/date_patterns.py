"""The patterns of temporal expressions: read from tables, compiled into one expression."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, Final

from detente.clean.late_patterns import any_name
from detente.link.date_starts import Starts
from detente.link.date_zones import zone_names

_MACRO: Final = re.compile(r"(?<!P)<([a-z_]+\d?)(?::([a-z_]+\d?))?>")
_GROUP_NAME: Final = re.compile(r"\?P<\w+>")
# No expression starts or goes on inside a word.
_BEFORE: Final = r"(?<![\w])"


@dataclass(frozen=True, slots=True)
class Words:
    """The word tables of ``data/date_words.toml``; all keys in lower case."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, str]
    units: Mapping[str, str]
    parts: Mapping[str, str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    near_days: Mapping[str, int]
    pointers: Mapping[str, int]
    modifiers: Mapping[str, str]
    amount_modifiers: Mapping[str, str]
    frequencies: Mapping[str, str]
    tense: re.Pattern[str]
    infinitive: re.Pattern[str]
    setting: re.Pattern[str]
    pluperfect: re.Pattern[str]
    reporting: re.Pattern[str]
    part_of: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A match of one rule: code points, the rule's reader, and its groups that matched."""

    start: int
    end: int
    read: str
    value: str
    groups: Mapping[str, str]

    def get(self, name: str) -> str:
        """Return a group in lower case, or an empty string where it did not match."""
        return self.groups.get(name, "").lower()


@dataclass(frozen=True)
class Rule:
    """One pattern, the name of the function that reads it, and a fixed value, if it has one."""

    name: str
    read: str
    value: str
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when its rule first matches: few texts need all hundred."""
        return re.compile(_BEFORE + self.source)


class Patterns:
    """Finds temporal expressions; at one place the earlier rule of the table wins."""

    def __init__(self, words: Mapping[str, Any], table: Mapping[str, Any]) -> None:
        macros = {name: _macro_body(body, words) for name, body in table["macros"].items()}
        sources = [_expand(rule["pattern"], macros) for rule in table["rule"]]
        self.rules = [_rule(*pair) for pair in zip(table["rule"], sources, strict=True)]
        # An empty group behind each branch tells which one matched. Around it, it would be opened
        # at every place before the first sign is looked at: that takes half as long again.
        branches = "|".join(f"(?:{_GROUP_NAME.sub('?:', source)})()" for source in sources)
        self._master = re.compile(f"{_BEFORE}(?:{branches})")
        self._trigger = _trigger(words)
        self._starts = Starts(words)

    def find(self, text: str, start: int, end: int) -> Iterator[Found]:
        """Yield the expressions between two code points, in order; they do not overlap."""
        reached = start
        for place in self._starts.places(text, start, end):
            match = self._master.match(text, place, end) if place >= reached else None
            # The trigger is soon found where there is one; most sentences have nothing to ask for.
            if match and reached == start and not self._trigger.search(text, start, end):
                return
            if match:
                reached = match.end()
                rule = self.rules[(match.lastindex or 1) - 1]
                yield _found(rule, rule.pattern.match(text, place, end))


def load_words() -> Words:
    """Return the word tables."""
    return _words(_read("date_words.toml"))


def load_patterns() -> Patterns:
    """Return the compiled patterns."""
    zones, holidays = _read("date_zones.toml"), _read("date_holidays.toml")
    names = {
        "zones": zone_names(zones),
        "holidays": [name for row in holidays["holiday"] for name in row["names"]],
        "eras_before": holidays["sides"]["before"],
        "eras_after": holidays["sides"]["after"],
    }
    return Patterns({**_read("date_words.toml"), **names}, _read("date_rules.toml"))


def _read(name: str) -> dict[str, Any]:
    source = files("detente.link") / "data" / name
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _words(table: Mapping[str, Any]) -> Words:
    def lower(name: str) -> dict[str, Any]:
        return {key.lower(): value for key, value in table[name].items()}

    return Words(
        months=lower("months"),
        weekdays=lower("weekdays"),
        seasons=lower("seasons"),
        units=lower("units"),
        parts=lower("parts_of_day"),
        numbers=lower("numbers"),
        ordinals=lower("ordinals"),
        near_days=lower("near_days"),
        pointers=lower("pointers"),
        modifiers=lower("modifiers"),
        amount_modifiers=lower("amount_modifiers"),
        frequencies=lower("frequencies"),
        tense=_tense(table["tense"]),
        **{name: re.compile(text) for name, text in table["verbs"].items()},
    )


def _tense(table: Mapping[str, str]) -> re.Pattern[str]:
    groups = "(?P<future>{future})|(?P<present>{present})|(?P<past>{past})"
    return re.compile(groups.format(**table))


def _macro_body(body: str, words: Mapping[str, Any]) -> str:
    if not body.startswith("@"):
        return body
    names = [name for key in words[body[1:]] for name in (key, key.upper())]
    longest_first = sorted(dict.fromkeys(names), key=len, reverse=True)
    # A space in a name is any white space, as elsewhere in a pattern.
    return f"(?:{any_name(longest_first)})".replace(r"\ ", " ")


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    def group(match: re.Match[str]) -> str:
        return f"(?P<{match[2] or match[1]}>{macros[match[1]]})"

    return _MACRO.sub(group, pattern).replace(" ", r"\s")


def _rule(row: Mapping[str, str], source: str) -> Rule:
    return Rule(row["name"], row["read"], row.get("value", ""), source)


def _capitals(words: Mapping[str, Any]) -> str:
    names = sorted({name[:3] for name in (*words["months"], *words["weekdays"])})
    return "|".join((*names, *(name.upper() for name in names)))


def _names(words: Mapping[str, Any]) -> str:
    """Return the beginnings of names: of days and months, and first words of holidays and eras."""
    named = {re.split(r"[\s-]", name)[0] for name in (*words["holidays"], *words["eras_before"])}
    return "|".join((_capitals(words), *(re.escape(name) for name in sorted(named))))


def _trigger(words: Mapping[str, Any]) -> re.Pattern[str]:
    stems: Sequence[str] = words["trigger"]["stems"]
    return re.compile(rf"\d|\b(?:{_names(words)}|(?i:{'|'.join(stems)}))")


def _found(rule: Rule, match: re.Match[str] | None) -> Found:
    # The master expression matched here, and the rule is one of its branches.
    assert match is not None  # noqa: S101
    groups = {name: text for name, text in match.groupdict().items() if text is not None}
    return Found(match.start(), match.end(), rule.read, rule.value, groups)
