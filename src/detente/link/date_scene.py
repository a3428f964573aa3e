"""What an expression is resolved against: the day of publication, verbs near it, other dates."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from detente.link.date_holidays import Holidays
from detente.link.date_patterns import Found, Words
from detente.link.date_zones import City, Zones
from detente.model import Precision, When

FORWARD, UNKNOWN, BACK = 1, 0, -1
# The groups of the tense pattern; the present may look either way.
_WAYS: Final[Mapping[str, int]] = {"future": FORWARD, "present": UNKNOWN, "past": BACK}
# Code points on either side in which a verb is looked for: a long sentence, not a broken text.
_REACH = 400
# Words right before a date that look ahead of the rest of the text.
_PLANNED: Final = frozenset({"than", "for", "planned", "scheduled", "proposed", "expected"})
_ONWARD: Final = re.compile(r"\s(?:on|onwards?)\b")
# What stands before and after a date that describes a noun.
_BEFORE: Final = re.compile(r"(?:['’]s?|\b(?:the|a|an|his|her|its|their|our|this|that|earlier))\s$")
_AFTER: Final = re.compile(
    r"\s(?!(?:in|at|on|to|and|or|with|for|by|after|before|when|as|from|that|until|because|if|while"
    r"|will|is|was|has|had|would|but|than|over|near|during|following|since)\b)[a-z]"
)
# From a verb to its date.
_BETWEEN: Final = re.compile(r"(?:\s(?:on|in|at|late|early|back|to))*\s(?:the\s)?")
# Code points of "In " at the head of a sentence.
_IN = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means; code points of its words. ``anchor`` as in TimeExpression."""

    start: int
    end: int
    kind: str
    value: str | None
    when: When | None = None
    anchor: str | None = None
    mod: str | None = None
    interval: When | None = None
    zone: str | None = None


@dataclass(slots=True)
class Scene:
    """One sentence of a text, and what is known at this point of it.

    ``today`` is the day of publication (or of the dateline); ``last`` the days that the text
    spoke of last, ``last_single`` the single day, ``last_past`` one that is not ahead of today;
    ``last_full`` the last day of the sentence that came with its year; ``told_year`` the year
    that a sentence begins with ("In 2014 ..."); ``city`` the clock of the dateline's city;
    ``month_first`` whether figures stand for month and day in this order, if that is known.
    """

    words: Words
    text: str
    holidays: Holidays
    zones: Zones
    start: int = 0
    end: int = 0
    today: dt.date | None = None
    last: When | None = None
    last_single: dt.date | None = None
    last_past: dt.date | None = None
    last_full: dt.date | None = None
    told_year: int | None = None
    city: City | None = None
    month_first: bool | None = None

    def enter(self, start: int, end: int) -> None:
        """Go on to another sentence."""
        self.start, self.end, self.last_full, self.told_year = start, end, None, None

    def direction(self, found: Found) -> int:
        """Return whether the verb before (else after) an expression looks forward or back."""
        before = self._preposition(found)
        if before == "since":
            return BACK
        if before in {"until", "till", "through"}:
            return BACK if self._lasted(found) else FORWARD
        if before == "by":
            return BACK if self._had(found) else FORWARD
        if before in _PLANNED:
            return FORWARD
        if before == "from":
            return BACK if self._began(found) else FORWARD
        return self.direction_at(found.start)

    def is_past(self, found: Found) -> bool:
        """Say whether a past verb stands right before an expression ("the year ended 31 March")."""
        verbs = list(self.words.tense.finditer(self.text, self.start, found.start))
        if not verbs or verbs[-1].lastgroup != "past" or self._preposition(found) in _PLANNED:
            return False
        return bool(_BETWEEN.fullmatch(self.text, verbs[-1].end(), found.start))

    def is_attributive(self, found: Found) -> bool:
        """Say whether a date stands before a noun ("his July 25 call"): no verb tells its side."""
        before = self.text[max(self.start, found.start - 12) : found.start]
        return bool(_BEFORE.search(before) and _AFTER.match(self.text, found.end, self.end))

    def direction_at(self, place: int) -> int:
        """Return whether the verb before (else after) a code point looks forward or back."""
        nearest: int | None = None
        first, last = max(self.start, place - _REACH), min(self.end, place + _REACH)
        for match in self.words.tense.finditer(self.text, first, last):
            way = _WAYS[match.lastgroup or "past"]
            if match.start() > place:
                return way if nearest is None else nearest
            nearest = way
        return self._infinitive(place) if nearest is None else nearest

    def _infinitive(self, place: int) -> int:
        """Return FORWARD after a headline's bare infinitive ("Envoy to brief council Friday")."""
        return FORWARD if self.words.infinitive.search(self.text, self.start, place) else UNKNOWN

    def _preposition(self, found: Found) -> str:
        head = self.text[max(self.start, found.start - 12) : found.start].lower()
        word = head.removesuffix("the ").rsplit(None, 1)
        return word[-1] if word and head.endswith(" ") else ""

    def _lasted(self, found: Found) -> bool:
        """Say whether "until" ends what is over ("lasted until Friday", not "extended until")."""
        verbs = list(self.words.tense.finditer(self.text, self.start, found.start))
        if not verbs or verbs[-1].lastgroup != "past":
            return False
        sets = self._ends_with(self.words.setting, found)
        return not (sets or self._ends_with(self.words.reporting, found))

    def _had(self, found: Found) -> bool:
        return self._ends_with(self.words.pluperfect, found) or bool(
            self.words.pluperfect.search(self.text, found.end, self.end)
        )

    def _began(self, found: Found) -> bool:
        """Say whether the verb before "from" (else after) tells what was, not what is said."""
        if _ONWARD.match(self.text, found.end, self.end):
            return False
        verbs = list(self.words.tense.finditer(self.text, self.start, found.start))
        if not verbs:
            after = self.words.tense.search(self.text, found.end, self.end)
            return after is not None and after.lastgroup == "past"
        is_past = verbs[-1].lastgroup == "past"
        return is_past and not self._ends_with(self.words.reporting, found)

    def _ends_with(self, pattern: re.Pattern[str], found: Found) -> bool:
        verbs = list(self.words.tense.finditer(self.text, self.start, found.start))
        begin = verbs[-1].start() if verbs else self.start
        return bool(pattern.search(self.text, begin, found.start))

    def before(self, found: Found, *words: str) -> bool:
        """Say whether one of some words stands right before an expression (in lower case)."""
        head = self.text[max(self.start, found.start - 12) : found.start].lower()
        return any(head == word or head.endswith(" " + word) for word in words)

    def note(self, reading: Reading) -> None:
        """Remember a reading, for what is told relative to it."""
        if reading.when is None or reading.kind not in {"DATE", "TIME"}:
            return
        self.last = reading.when
        if reading.start == self.start + _IN and reading.when.precision is Precision.YEAR:
            self.told_year = reading.when.earliest.year if reading.when.earliest else None
        if reading.when.precision is Precision.DAY:
            self.last_single = reading.when.earliest
            self._note_past(reading.when.earliest)
            self.last_full = self.last_single if reading.anchor == "absolute" else self.last_full

    def _note_past(self, day: dt.date | None) -> None:
        if day and (self.today is None or day <= self.today):
            self.last_past = day

    def told_day(self, found: Found) -> dt.date | None:
        """Return the single day told last; none that is still ahead where the verb looks back."""
        ahead = self.today is not None and self.last_single and self.last_single > self.today
        return self.last_past if ahead and self.direction(found) == BACK else self.last_single
