"""Whether a name is used as a place: "in Moscow" is, "Moscow said" is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from detente.link.places_gazetteer import Named
from detente.link.places_senses import Choice
from detente.link.places_tables import KnownPlace, read_doubtful
from detente.model import Span

_BEFORE_REACH: Final = 64
_MOTION_REACH: Final = 70
_AFTER_REACH: Final = 36
_FEELING_REACH: Final = 24
# A town with fewer people needs words that say where it lies, or that it is a town.
_SMALL: Final = 15_000
_KNOWN_WORLDWIDE: Final = 100_000
_PERSON_LIKE: Final = 50_000
# "UN" and "KOs" are no towns.
_SHORT_FORM: Final = re.compile(r"[A-Z.]{1,5}|[A-Z]{2,}s")
# How often a name after such words was a place in the project's own passages.
_SURE: Final[Mapping[str, float]] = {
    "place": 0.97, "settled": 0.97, "visit": 0.95, "reach": 0.93, "reached": 0.9,
    "struck": 0.93, "strike": 0.93, "part": 0.93, "over": 0.9, "toward": 0.92, "hit": 0.93,
    "noun": 0.96, "event": 0.9, "such": 0.93, "origin": 0.88,
    "attacked": 0.9, "isle": 0.88, "quarter": 0.9,
    "bare": 0.82, "again": 0.85, "list": 0.9, "dateline": 0.98,
}  # fmt: skip
_PATTERNS: Final = (
    "motion", "abstract", "feeling", "event_noun", "goes_on", "joined", "sender", "topic", "ends"
)  # fmt: skip
_CUES: Final = (
    "place", "settled", "visit", "reach", "reached", "struck", "strike", "part", "over", "such",
    "toward", "origin", "attacked", "isle", "quarter",
)  # fmt: skip
# Of these cues a state or continent is no place: "attacks on Ukraine", "people from Africa".
_LARGE_CUES: Final = frozenset({"place", "settled", "visit", "toward", "part"})
_BEFORE_WORD: Final = re.compile(r"(?:^|[\s(“\"—–])((?:[a-z]+-)?[A-Z\u00c0-\u00de][\w.’'-]*)\s$")
# Before a seat of power these are no cues.
_PLAIN_CUES: Final = frozenset({"reached", "origin", "attacked"})
_ISLANDS: Final = frozenset({"ISL", "ISLS"})
# A name that is also a person's is a place after these cues alone.
_PLACING: Final = frozenset({"place", "visit", "toward", "list", "struck"})
_GENERIC: Final = frozenset(
    {"district", "county", "province", "region", "state", "city", "town", "village", "hill", "the"}
)
# Words with a capital that begin no name.
_NO_NAME: Final = re.compile(
    r"The|An?|In|On|At|Near|From|To|As|When|While|After|Before|But|And|For|With|Since|Until|"
    r"(?:North|South|East|West)(?:ern)?|Central|Greater|Downtown|Outside|Inside|Around|Across|"
    r"Over|Both|Now|Still|Even|Today|Yesterday|Meanwhile"
)
_TITLES: Final = re.compile(
    r"^\s(?:President|Prime|Foreign|Defen[cs]e|Minister|Secretary|King|Queen|Chancellor|Mr|Mrs|Ms|"
    r"General|Pope|Crown)\b"
)


@dataclass(frozen=True, slots=True)
class Use:
    """How a name is used as a place: ``kind`` of cue, and the chance that it is one."""

    kind: str
    chance: float


class Cues:
    """Tells places from governments, persons, papers and words."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        table = words["locative"]
        link = table["link"].replace("SETTLEMENT", table["settlement"])
        filled = {
            name: text.replace("LINK", link).replace("SETTLEMENT", table["settlement"])
            for name, text in table.items()
        }
        self._cues = {name: re.compile(filled[name]) for name in _CUES}
        self._patterns = {name: re.compile(filled[name]) for name in _PATTERNS}
        self._after = {name: re.compile(text) for name, text in words["after"].items()}
        self._settler_states = frozenset(words["settler_states"]["codes"])
        self._islands = frozenset(words["islands"]["names"])
        self._acting = frozenset(words["metonyms"]["names"])
        doubtful = read_doubtful()
        self._words, self._persons = doubtful["words"], doubtful["persons"]

    def use(self, text: str, named: Named, sentence: Span, *, is_noun: bool) -> Use | None:
        """Return how a name is used as a place by the words around it, or None.

        ``is_noun`` says that a word like "region" follows, which makes any name a place.
        """
        if not is_noun and self._is_something_else(text, named, sentence):
            return None
        if is_noun:
            return _use("noun")
        kind = self._cue(text, named, sentence) or self._after_cue(text, named)
        return _use(kind) if kind else None

    def may_be_bare(self, named: Named, *, is_known: bool) -> bool:
        """Say whether a name may be a place without a cue; ``is_known``: it was one before."""
        if self.is_doubtful(named) or named.key in self._acting:
            return False
        large = any(_is_large(place) for place in named.places)
        return is_known or large or len(named.places) == 1

    def bare(self, named: Named, choice: Choice) -> Use | None:
        """Return the use of a free name without a cue: cities that are no seats of power.

        Smaller ones need to be the only ones of their name, in a state that the text speaks of.
        """
        place = choice.place
        if place.acts or place.is_variant or place.feature in {"PPLC", "PCLI", "ADM1"}:
            return None
        alone = len(named.places) == 1 and choice.is_told and place.population >= _SMALL
        # There a surname is the name of a town.
        settled = place.country in self._settler_states and choice.container is None
        return _use("bare") if _is_large(place) or (alone and not settled) else None

    def is_free(self, text: str, named: Named, sentence: Span) -> bool:
        """Say whether a name is neither an owner, an adjective, nor part of a longer name."""
        is_other = self._is_something_else(text, named, sentence)
        return not is_other and not self._is_part(text, named, sentence)

    def is_likely(self, text: str, named: Named, choice: Choice, use: Use) -> bool:
        """Say whether a name may be this place in spite of its other uses and its size."""
        surface, place = text[named.start : named.end], choice.place
        if place.kind == "country" or use.kind == "noun":
            return True
        if _SHORT_FORM.fullmatch(surface):
            return use.kind == "dateline"
        if place.kind == "city" and not self._takes_the(text, named, place, use):
            return False
        is_said = choice.container is not None or use.kind in {"settled", "dateline"}
        return is_said or self._is_known(named, choice, use)

    def _is_known(self, named: Named, choice: Choice, use: Use) -> bool:
        """Say whether a place that the text does not introduce is large enough for its name."""
        people, told = choice.place.population, choice.is_told
        if self.is_word(named):
            return told and people >= _KNOWN_WORLDWIDE
        if named.key in self._persons:
            least = _PERSON_LIKE if told else _KNOWN_WORLDWIDE
            return use.kind in _PLACING and people >= least
        return told or people >= _SMALL or choice.place.feature != "PPL"

    def _takes_the(self, text: str, named: Named, place: KnownPlace, use: Use) -> bool:
        """Say whether no "the" stands before a city, or it may: the Hague, the Munich talks."""
        own = place.geonameid is None or place.name.startswith("The ")
        if own or not _is_the(text, named.start) or use.kind in {"event", "dateline", "settled"}:
            return True
        after = text[named.end : named.end + _AFTER_REACH]
        return bool(self._patterns["event_noun"].match(after))

    def is_word(self, named: Named) -> bool:
        """Say whether a name is mostly a word, or made of words, as "Eastern District" is."""
        words = named.key.split()
        plain = all(word in self._words or word in _GENERIC for word in words)
        return plain and (len(words) == 1 or any(word in _GENERIC for word in words))

    def is_doubtful(self, named: Named) -> bool:
        """Say whether a name is mostly a word's or a person's."""
        return self.is_word(named) or named.key in self._persons

    def may_act(self, named: Named, place: KnownPlace) -> bool:
        """Say whether a name also stands for a government."""
        return place.kind == "country" or place.feature == "PPLC" or named.key in self._acting

    def joint(self, text: str, at: int, limit: int) -> int | None:
        """Return where the name begins that is joined at a code point ("in Doha and Cairo")."""
        match = self._patterns["joined"].match(text[at : min(at + 18, limit)])
        return at + match.end() if match else None

    def goes_on(self, text: str, end: int) -> bool:
        """Say whether a name after "and" goes on with the places.

        "in Doha and Cairo." does; in "in Doha and Moscow said" a new clause begins.
        """
        return bool(self._patterns["goes_on"].match(text[end : end + _AFTER_REACH]))

    def _cue(self, text: str, named: Named, sentence: Span) -> str | None:
        before = text[max(sentence.start, named.start - _BEFORE_REACH) : named.start]
        if not before[-1:].isspace():  # all cues end so
            return None
        large = any(place.kind == "country" for place in named.places)
        for name in _CUES:
            if large and name not in _LARGE_CUES:
                continue
            match = self._cues[name].search(before)
            if match and self._holds(name, text, named, sentence, len(before) - match.start()):
                return name
        return None

    def _holds(self, name: str, text: str, named: Named, sentence: Span, length: int) -> bool:
        """Say whether nothing beside a cue speaks against it."""
        start = named.start - length
        before = text[max(sentence.start, start - _MOTION_REACH) : start]
        if name == "toward":
            return self._moves(before) and not self._is_sent(text, named)
        if name == "isle":
            return self._is_island(named) and not self._patterns["topic"].search(before)
        if name == "quarter":
            # "In Mayfair, London." tells where; "in Oslo, Lima has" begins with who acts.
            return bool(self._patterns["ends"].match(text[named.end : sentence.end]))
        if name in _PLAIN_CUES:
            # "A warning reached Tehran" and "a letter from Paris" have governments.
            return not any(self.may_act(named, place) for place in named.places)
        if name == "place":
            reach = max(sentence.start, start - _FEELING_REACH)
            return not self._patterns["feeling"].search(text, reach, named.start)
        return True

    def _is_sent(self, text: str, named: Named) -> bool:
        """Say whether a government is meant that sends: "envoys from Taipei"."""
        before = text[max(0, named.start - _FEELING_REACH) : named.start]
        acts = any(self.may_act(named, place) for place in named.places)
        return acts and bool(self._patterns["sender"].search(before))

    def _is_island(self, named: Named) -> bool:
        return named.key in self._islands or any(
            place.feature in _ISLANDS for place in named.places
        )

    def _moves(self, before: str) -> bool:
        moves = self._patterns["motion"].search(before)
        return bool(moves) and not self._patterns["abstract"].search(before)

    def _after_cue(self, text: str, named: Named) -> str | None:
        """Return the cue of the words after a city: "Kyiv was hit", "the Geneva talks"."""
        if not any(place.kind != "country" for place in named.places):
            return None
        after = text[named.end : named.end + _AFTER_REACH]
        if self._after["hit"].match(after):
            return "hit"
        article = text[max(0, named.start - 4) : named.start].casefold().endswith(("the ", " a "))
        is_event = article and self._patterns["event_noun"].match(after)
        large = any(place.kind == "country" for place in named.places)
        return "event" if is_event and not large else None

    def _is_something_else(self, text: str, named: Named, sentence: Span) -> bool:
        """Say whether the name is an owner, part of a longer name, or an adjective."""
        after = text[named.end : min(named.end + _AFTER_REACH, sentence.end)]
        if self._after["owner"].search(after):
            return True
        if self._after["longer"].search(after) and not self._opens(text, named, sentence, after):
            return True
        short = text[named.start : named.end].isupper() or text[named.end - 1] == "."
        return short and bool(self._after["adjective"].search(after))

    def _opens(self, text: str, named: Named, sentence: Span, after: str) -> bool:
        """Say whether a new name begins after a place that opens a sentence."""
        opening = text[sentence.start : named.start].strip() in {"In", "At"}
        return opening and bool(_TITLES.match(after))

    def _is_part(self, text: str, named: Named, sentence: Span) -> bool:
        """Say whether a capital before the name makes it the end of a longer name."""
        before = text[max(sentence.start, named.start - 30) : named.start]
        match = _BEFORE_WORD.search(before)
        return match is not None and not _NO_NAME.fullmatch(match[1])


def _is_large(place: KnownPlace) -> bool:
    return place.population >= _KNOWN_WORLDWIDE and not place.is_variant


def _is_the(text: str, start: int) -> bool:
    return text[max(0, start - 5) : start].casefold().endswith(" the ")


def _use(kind: str) -> Use:
    return Use(kind, _SURE[kind])


def listed(kind: str) -> Use:
    """Return the use of a name in a list or a dateline."""
    return _use(kind)
