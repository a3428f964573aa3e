"""One sentence cut into units, and the actor phrases in it that stand up to a closer look."""

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from msgspec.structs import replace

from detente.link.mentions_checks import NameCheck
from detente.link.mentions_patterns import Phrase, moved_end, phrases, without_name
from detente.link.mentions_syntax import hangs_on, is_empty, is_subject, token_at
from detente.link.mentions_units import Unit, WordClasses, tags_of
from detente.model import Mention, Parse, Span, Word
from detente.ontology.lexicon import third_persons

OWNER_TAGS = "ASCKXOBL"
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_KINDS = {"O": "organisation", "B": "body", "S": "state", "A": "state", "C": "state"}
_KINDS |= {
    "K": "state",
    "X": "state",
    "E": "role",
    "D": "role",
    "H": "pronoun",
    "Q": "pronoun",
    "Z": "pronoun",
}
_ENTITY_TAGS = frozenset("OBSACKX")
_PATTERN_KINDS = {"institution": "organisation", "led": "body", "pair": "pronoun"}
_PERSON_PATTERNS = frozenset({"apposition", "affiliation", "titled", "named"})
_NAMES = ("new name", "single name")
# A name has so many words before an everyday word is none of it.
_LEAST_BEFORE = 2
_NAMING = frozenset({"titled", "named", "new name", "single name", "apposition"})
_NAMING_PERSONS = _PERSON_PATTERNS | frozenset(_NAMES)
_DASHES = frozenset("-–—")
_DATELINE_REACH = 14
# Tags of words before a role that name nobody, and "at least", which is none of its words.
_PLAIN = frozenset("dhmMFx")
_BOUNDS = frozenset({"least", "most"})
_ACCREDITED = ("ambassador", "ambassadors", "envoy", "envoys", "representative")


class Known(NamedTuple):
    """What is known before a sentence is read.

    ``names`` are folded names of persons (full names of the document, leaders of the day);
    ``leaders`` the ids of that day's leaders, None if there is no day. ``small`` are words that
    the document also writes small, ``things`` words of names of ships and the like.
    """

    names: frozenset[str]
    leaders: frozenset[str] | None
    classes: WordClasses
    check: NameCheck
    small: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()


class Line:
    """One sentence, its words and units."""

    def __init__(
        self, number: int, words: Sequence[Word], units: Sequence[Unit], parse: Parse | None
    ) -> None:
        self._number = number
        self._words = words
        self._units = units
        self._parse = parse
        self._tags = tags_of(units)
        self._start = self._dateline_end()
        self._phrases = [one for one in phrases(self._tags) if one.first >= self._start]

    def _dateline_end(self) -> int:
        """Return the first unit after a dateline, 0 if the sentence has none."""
        if not self._words[0].text.isupper():
            return 0
        texts = [self._word(at).text for at in range(min(_DATELINE_REACH, len(self._units)))]
        dash = next((at for at, text in enumerate(texts) if text in _DASHES), 0)
        if not dash or self._tags[dash] != ".":
            return 0
        plain = "".join(self._tags[:dash]).partition("(")[0]
        return 0 if set(plain) & set("vxyRGHQ") else dash + 1

    def full_names(self, check: NameCheck) -> Iterator[str]:
        """Yield the folded first and last words of the persons named in full."""
        for found in (one for one in self._phrases if one.pattern in _NAMING_PERSONS):
            phrase = self._trimmed(found, check, frozenset())
            if phrase and phrase.name and phrase.pattern in _PERSON_PATTERNS:
                yield self._folded(phrase.name[0])
                yield self._last_folded(phrase.name[1] - 1)

    def mentions(self, known: Known) -> Iterator[Mention]:
        """Yield the mentions of the sentence in order."""
        parted = (phrase for found in self._phrases for phrase in self._parted(found, known))
        for kept, kind in (pair for phrase in parted for pair in self._kept(phrase, known)):
            yield self._mention(self._extended(kept), kind)

    def _parted(self, found: Phrase, known: Known) -> Iterator[Phrase]:
        """Yield a phrase as it is, or each leader of "the *Trump*-*Xi* summit"."""
        first, last = found.name or (0, 0)
        ends = (first, last - 1)
        is_pair = last - first == 3 and self._tag(first + 1) == "-"  # noqa: PLR2004
        if is_pair and all(self._leads(at, known) for at in ends):
            yield from (Phrase("named", at, at + 1, (at, at + 1), None) for at in ends)
        elif phrase := self._trimmed(found, known.check, known.names):
            yield phrase

    def _leads(self, at: int, known: Known) -> bool:
        is_leader = any(entry.id in (known.leaders or ()) for entry in self._units[at].entries)
        return is_leader or self._folded(at) in known.names

    def names_of_things(self, check: NameCheck) -> Iterator[str]:
        """Yield the folded words of names that are no person's: ships, companies, places."""
        naming = [one for one in self._phrases if one.name and one.pattern in _NAMING]
        for phrase in naming:
            texts = self._texts(phrase.name or (0, 0))
            is_thing = len(texts) > 1 and check.is_no_person(texts)
            if is_thing or self._is_vessel(phrase, check):
                yield from map(str.casefold, texts)

    def _is_vessel(self, phrase: Phrase, check: NameCheck) -> bool:
        """Say whether a name is a ship's by the noun before it: "the merchant vessel X"."""
        last = (phrase.name or (phrase.first, 0))[0] - 1
        return last >= 0 and self._last_folded(last) in check.words.vessels

    def _texts(self, units: tuple[int, int]) -> list[str]:
        words = self._words[self._units[units[0]].first : self._units[units[1] - 1].last]
        return [word.text for word in words if word.text[0].isalnum()]

    def _trimmed(self, phrase: Phrase, check: NameCheck, names: Collection[str]) -> Phrase | None:
        """Return a phrase without the everyday words that capitals glue to a name.

        ``names`` are folded names of the document. None is returned where nothing else is left.
        """
        if not phrase.name or phrase.pattern not in _NAMING or self._tag(phrase.name[0]) in "BO":
            return phrase
        first, end = self._bare_name(phrase.name, check, names)
        if first == end:
            return without_name(phrase)
        kept = replace(phrase, name=(first, end), last=moved_end(phrase.last, phrase.name[1], end))
        if phrase.pattern not in _NAMES:
            return replace(kept, first=self._title_start(phrase))
        is_single = end == first + 1
        known = "named" if self._tag(first) == "P" else "single name"
        return replace(kept, first=first, pattern=known if is_single else "new name")

    def _bare_name(
        self, name: tuple[int, int], check: NameCheck, names: Collection[str]
    ) -> tuple[int, int]:
        """Return a run of name units without everyday words before it and after it."""
        first, last = name
        plain = [self._is_plain(at, check) for at in range(first, last)]
        start = next((at for at, is_plain in enumerate(plain) if not is_plain), len(plain))
        if start and start < len(plain) and not self._is_glued(name, start, names):
            start = 0
        least = 1 if self._tag(first + start) == "P" else _LEAST_BEFORE
        cut = (at for at, is_plain in enumerate(plain) if is_plain and at - start >= least)
        return first + start, first + next(cut, len(plain))

    def _is_glued(self, name: tuple[int, int], start: int, names: Collection[str]) -> bool:
        """Say whether everyday words before a name are none of it: "Earlier Shoigu"."""
        at = name[0] + start
        is_first = not any(self._word(before).text[0].isalnum() for before in range(name[0]))
        return is_first or start > 1 or self._tag(at) in "PU" or self._folded(at) in names

    def _is_plain(self, at: int, check: NameCheck) -> bool:
        unit = self._units[at]
        return unit.tag == "W" and check.is_plain(self._words[unit.first].folded)

    def _title_start(self, phrase: Phrase) -> int:
        """Return where a title with a capital begins: "at the outset | President Nixon"."""
        if phrase.pattern != "titled" or not phrase.role:
            return phrase.first
        role = phrase.role[0]
        is_glued = self._tag(role - 1) == "x" and self._word(role).text[0].isupper()
        return role if is_glued and role > phrase.first else phrase.first

    def _kept(self, phrase: Phrase, known: Known) -> Iterator[tuple[Phrase, str]]:
        """Yield what is left of a phrase after checks: itself, or the states named in it."""
        kind = self._kind(phrase, known)
        if kind:
            yield phrase, kind
        elif phrase.pattern == "role":
            units = range(phrase.first, phrase.last)
            named = [Phrase("entity", at, at + 1, (at, at + 1), None) for at in units]
            named = [one for one in named if self._tag(one.first) in _ENTITY_TAGS]
            acting = [one for one in named if self._acts(one, known)]
            yield from ((one, _KINDS[self._tag(one.first)]) for one in acting)

    def _kind(self, phrase: Phrase, known: Known) -> str | None:
        """Return the kind of mention a phrase is, None if it is nobody."""
        if phrase.name and phrase.pattern in _NAMING and self._is_thing(phrase, known):
            return self._kind_of_thing(phrase, phrase.name, known.check)
        if phrase.pattern in _NAMES:
            return "person" if self._is_a_person(phrase, known) else None
        if phrase.pattern == "entity":
            return _KINDS[self._tag(phrase.last - 1)] if self._acts(phrase, known) else None
        if phrase.pattern in {"role", "behalf"}:
            acts = phrase.pattern == "behalf" or self._is_actor(phrase, known)
            return self._role_kind(phrase) if acts else None
        is_nobody = self._is_nobody(phrase, known.check)
        if is_nobody or (
            self._tag(phrase.first) == "Z" and is_empty(self._parse, self._word(phrase.first).start)
        ):
            return None
        head = self._tag((phrase.name or (phrase.first, 0))[0])
        return _PATTERN_KINDS.get(phrase.pattern) or _KINDS.get(head, "person")

    def _kind_of_thing(self, phrase: Phrase, name: tuple[int, int], check: NameCheck) -> str | None:
        """Return "body" for a ship of war or one that a noun tells of, None for other things."""
        is_naval = self._word(name[0]).folded in check.words.naval
        return "body" if is_naval or self._is_vessel(phrase, check) else None

    def _is_thing(self, phrase: Phrase, known: Known) -> bool:
        """Say whether a name is no person's, by its words or by the rest of the document."""
        name = phrase.name or (0, 0)
        texts = self._texts(name)
        if any(self._tag(at) in "PBO" for at in range(*name)) or self._is_loud():
            return False
        if self._is_vessel(phrase, known.check) or known.check.is_no_person(texts):
            return True
        folded = self._folded(name[0])
        is_single = len(texts) == 1 and folded not in known.names
        return is_single and (folded in known.things or folded in known.small)

    def _is_loud(self) -> bool:
        """Say whether a line is written in capitals throughout."""
        return not any(word.text.islower() for word in self._words)

    def _is_nobody(self, phrase: Phrase, check: NameCheck) -> bool:
        """Say whether a phrase is an institution without a name, or a feast by one."""
        if phrase.pattern == "led" and phrase.role:
            return self._is_feast_or_team(phrase, phrase.role[1] - 1, check)
        return phrase.pattern == "institution" and self._says_nothing(phrase, check)

    def _says_nothing(self, phrase: Phrase, check: NameCheck) -> bool:
        """Say whether an institution's name has only common words: "the Committee"."""
        tags = self._tags[phrase.first : phrase.last]
        named = (at for at in range(phrase.first, phrase.last) if self._tag(at) == "W")
        own = (at for at in named if not self._is_plain(at, check))
        return set(tags) <= set("dWIo-&") and next(own, None) is None

    def _is_a_person(self, phrase: Phrase, known: Known) -> bool:
        """Say whether a name is a person's: known from before, or one who speaks."""
        first, last = phrase.name or (phrase.first, phrase.last)
        speaks = self._tag(last) == "v" or (self._tag(first - 1) == "v" and self._tag(last) in ".,")
        unit = self._units[first]
        if unit.tag == "U" and last == first + 1:
            leaders = known.leaders
            if leaders is None or any(entry.id in leaders for entry in unit.entries):
                return True
        if any(self._folded(at) in known.names for at in (first, last - 1)):
            is_clear = self._tag(last) in "'ym,v" or phrase.pattern == "new name"
            is_sure = speaks or is_clear or self._begins_headline(last)
            return first > 0 or is_sure or is_subject(self._parse, self._word(first).start)
        return speaks and not (phrase.pattern == "single name" and first == 0)

    def _begins_headline(self, after: int) -> bool:
        """Say whether a name at the start goes on as in a headline: "Xi and Li", "Rubio in"."""
        wanted = {"&": "PUW", "i": "SCLc", "j": "SCLc"}.get(self._tag(after), "")
        return self._tag(after + 1) in set(wanted) or self._folded(after) in third_persons()

    def _acts(self, phrase: Phrase, known: Known) -> bool:
        """Say whether a state's name stands for its government here, and not for a place."""
        tag, before, after = self._tag(phrase.last - 1), phrase.first - 1, phrase.last
        if tag == "A":
            return self._folded(after) not in known.classes.not_actors
        if tag == "S":
            at = phrase.first
            return not self._is_namesake(at) or is_subject(self._parse, self._word(at).start)
        if tag != "C" or self._tag(after) == "'":
            return True
        if self._tag(before) in set("ij"):
            return False
        if self._tag(before) in set("tfo") and self._folded(before - 1) in known.classes.movement:
            return False
        is_listed = self._tag(before) == "&" or self._folded(before) == "between"
        return is_listed or self._tag(after) != "," or not self._holds(after + 1, phrase.last - 1)

    def _holds(self, around: int, at: int) -> bool:
        """Say whether a name tells where a city is ("Muscat, *Oman*"), and is none beside it."""
        if self._tag(around) not in set("SC"):
            return self._tag(around) == "L"
        ids = {entry.id for entry in self._units[at].entries}
        return bool(ids & {entry.id for entry in self._units[around].entries})

    def _is_namesake(self, at: int) -> bool:
        """Say whether a state's name only tells where a place is: "in Muscat, Oman"."""
        place = at - 2
        if place < 0 or self._tag(at - 1) != "," or self._tag(place) not in set("LCWc"):
            return False
        if self._tag(place - 1) in set("ijft") and self._tag(at + 1) != "'":
            return True
        ids = {entry.id for entry in self._units[place].entries}
        return bool(ids) and not ids & {entry.id for entry in self._units[at].entries}

    def _is_actor(self, phrase: Phrase, known: Known) -> bool:
        """Say whether a role noun is somebody here: no modifier, and no everyday word."""
        first, last = phrase.role or (phrase.first, phrase.last)
        if self._is_feast_or_team(phrase, last - 1, known.check):
            return False
        if self._modifies(phrase, last) or self._is_bare(phrase, first, last, known):
            return False
        term = " ".join(self._folded(unit) for unit in range(first, last))
        if term not in known.classes.shy or self._word(first).text[0].isupper():
            return True
        owned = any(self._tag(unit) in OWNER_TAGS + "DRGh" for unit in range(phrase.first, first))
        described = any(self._tag(unit) in OWNER_TAGS + "RG" for unit in range(last, phrase.last))
        return owned or described or self._stands_alone(phrase, last)

    def _is_feast_or_team(self, phrase: Phrase, at: int, check: NameCheck) -> bool:
        """Say whether a role's noun is no role: "a Christmas party", "the New York Jets"."""
        noun = self._last_folded(at)
        if check.is_social(self._folded(at - 1), noun):
            return True
        is_capital = self._word(at).text[0].isupper() and self._word(at - 1).text[0].isupper()
        is_named = at > phrase.first and self._tag(at - 1) in set("SCLcW")
        return is_capital and is_named and noun in check.words.teams

    def _is_bare(self, phrase: Phrase, first: int, last: int, known: Known) -> bool:
        """Say whether a role in small letters stands without article, owner or plural."""
        if phrase.first != first or self._word(first).text[0].isupper():
            return False
        if self._tag(first - 1) == "'":
            return False  # "Putin's envoy"
        if self._folded(first - 1) in known.classes.predicating:
            return True
        ends_so = self._last_folded(last - 1).endswith(tuple(known.classes.plural_endings))
        return self._tag(last - 1) == "R" and not ends_so and phrase.last == last

    def _stands_alone(self, phrase: Phrase, last: int) -> bool:
        """Say whether "a man", "the leader" is an actor; "the group" may be anything."""
        has_article = self._tag(phrase.first) == "d"
        return has_article and self._tag(last) != "x" and self._tag(last - 1) == "R"

    def _role_kind(self, phrase: Phrase) -> str:
        return "body" if self._tag((phrase.role or (0, phrase.last))[1] - 1) == "G" else "role"

    def _modifies(self, phrase: Phrase, last: int) -> bool:
        """Say whether the last role word modifies a noun to its right."""
        if phrase.last != last:
            return False
        if self._parse is None:
            return self._tag(last) == "-"
        token = token_at(self._parse, self._words[self._units[last - 1].last - 1].start)
        if token is None:
            return False
        if self._parse.deps[token] not in _MODIFIERS:
            return self._parse.pos[token] in {"ADJ", "VERB"}
        return self._parse.heads[token] > token

    def _extended(self, phrase: Phrase) -> Phrase:
        """Return a phrase with the post in it: "the ambassador to Jakarta"."""
        last = phrase.last
        if not phrase.role or self._tag(last) != "t" or phrase.role[1] != last:
            return phrase
        is_accredited = self._last_folded(last - 1) in _ACCREDITED
        post = last + 1 + (self._tag(last + 1) == "d")
        if is_accredited and self._tag(post) in set("SACXOK"):
            return replace(phrase, last=post + 1)
        return phrase

    def _mention(self, phrase: Phrase, kind: str) -> Mention:
        head = phrase.name or phrase.role or (phrase.first, phrase.last)
        span = self._span(self._first_own(phrase), phrase.last)
        return Mention(span=span, head=self._span(*head), sentence=self._number, kind=kind)

    def _first_own(self, phrase: Phrase) -> int:
        """Return where a role's own words begin, behind plain ones that hang on something else."""
        if self._parse is None or not phrase.role or phrase.name:
            return phrase.first
        head = self._words[self._units[phrase.role[1] - 1].last - 1].start
        before = range(phrase.first, phrase.role[0])
        plain = list(takewhile(lambda at: self._tag(at) in _PLAIN, before))
        strange = [at for at in plain if self._is_strange(at, head)]
        return strange[-1] + 1 if strange else phrase.first

    def _is_strange(self, at: int, head: int) -> bool:
        """Say whether a word is none of a role's: "at *least* two envoys", "before *talks* ..."."""
        word = self._word(at)
        is_bound = word.folded in _BOUNDS and self._folded(at - 1) == "at"
        return is_bound or not hangs_on(self._parse, word.start, head)

    def _span(self, first: int, last: int) -> Span:
        start = self._words[self._units[first].first].start
        return Span(start, self._words[self._units[last - 1].last - 1].end)

    def _word(self, unit: int) -> Word:
        return self._words[self._units[unit].first]

    def _tag(self, unit: int) -> str:
        return self._tags[unit : unit + 1] if unit >= 0 else ""

    def _folded(self, unit: int) -> str:
        return self._word(unit).folded if 0 <= unit < len(self._units) else ""

    def _last_folded(self, unit: int) -> str:
        return self._words[self._units[unit].last - 1].folded
