"""What an expression is resolved against: the day of publication, verbs near it, other dates."""

import datetime as dt
from dataclasses import dataclass

from detente.link.date_patterns import Found, Words
from detente.model import Precision, When

FORWARD, UNKNOWN, BACK = 1, 0, -1
# Code points on either side in which a verb is looked for: a long sentence, not a broken text.
_REACH = 400
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


@dataclass(slots=True)
class Scene:
    """One sentence of a text, and what is known at this point of it.

    ``today`` is the day of publication (or of the dateline); ``last`` the days that the text
    spoke of last, ``last_single`` the single day, ``last_past`` one that is not ahead of today;
    ``last_full`` the last day of the sentence that came with its year; ``told_year`` the year
    that a sentence begins with ("In 2014 ...").
    """

    words: Words
    text: str
    start: int = 0
    end: int = 0
    today: dt.date | None = None
    last: When | None = None
    last_single: dt.date | None = None
    last_past: dt.date | None = None
    last_full: dt.date | None = None
    told_year: int | None = None

    def enter(self, start: int, end: int) -> None:
        """Go on to another sentence."""
        self.start, self.end, self.last_full, self.told_year = start, end, None, None

    def direction(self, found: Found) -> int:
        """Return whether the verb before (else after) an expression looks forward or back."""
        if self.before(found, "until ", "till ", "by ", "from ", "than "):
            return FORWARD
        nearest = UNKNOWN
        first, last = max(self.start, found.start - _REACH), min(self.end, found.end + _REACH)
        for match in self.words.tense.finditer(self.text, first, last):
            way = FORWARD if match.lastgroup == "future" else BACK
            if match.start() > found.start:
                return nearest or way
            nearest = way
        return nearest

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
