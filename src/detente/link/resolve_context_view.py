"""Actor mentions of one document as candidates: who can be "he", "it", "they", "both sides"."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from detente.entities.lexicon import fold
from detente.link.resolve_context_tables import genders, noun_genders, titles
from detente.link.resolve_parts import Parts
from detente.model import Document, Link, Parse

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECT_DEPS = frozenset({"dobj", "dative", "pobj"})
_CLIMB = 4
# How many mentions back anything may reach; it bounds the work on a long text.
_MEMORY = 80
_UP = frozenset({"compound", "appos", "flat", "nmod", "conj"})
_JOINT = re.compile(r"\s*(?:,|and|, and|&|or)\s+(?:the\s+)?")
_NAMED = frozenset({"state", "organisation", "body"})
_PLURAL_HEADS = ("s", "men", "women", "people", "police")


class View:
    """The mentions of a document with what their words and syntax tell.

    ``links`` grows as mentions are linked in order; those not yet linked have ``alone``.
    """

    def __init__(
        self, document: Document, parts: Sequence[Parts], alone: Sequence[Link], links: list[Link]
    ) -> None:
        self.text = document.text or ""
        self.mentions = document.mentions or ()
        self.parts = parts
        self._alone = alone
        self._links = links
        self._parses = document.parses or ()
        self._genders: dict[str, str] = {}
        self._told: dict[tuple[int, str], str] = {}
        self.of_sentence: dict[int, list[int]] = defaultdict(list)
        for number, mention in enumerate(self.mentions):
            self.of_sentence[mention.sentence].append(number)

    def link(self, number: int) -> Link:
        """Return the link of a mention, what its words alone say if it has none yet."""
        return self._links[number] if number < len(self._links) else self._alone[number]

    def words(self, number: int) -> str:
        """Return the words of a mention."""
        span = self.mentions[number].span
        return self.text[span.start : span.end]

    def root(self, number: int) -> int:
        """Return the mention that a pronoun was read through, else the mention itself."""
        link = self.link(number)
        is_pronoun = self.mentions[number].kind == "pronoun"
        return link.antecedent if is_pronoun and link.antecedent is not None else number

    def before(self, number: int, sentences: int) -> Iterator[int]:
        """Yield earlier mentions, at most so many sentences back, the nearest first."""
        here = self.mentions[number].sentence
        for other in reversed(range(max(0, number - _MEMORY), number)):
            if here - self.mentions[other].sentence > sentences:
                return
            yield other

    def is_person(self, number: int) -> bool:
        """Say whether a mention is one person: named, or in a role of one."""
        mention, link = self.mentions[number], self.link(number)
        if mention.kind == "pronoun":
            return link.kind == "person" or (link.kind == "role" and not link.members)
        if link.kind == "person" or mention.kind == "person":
            return True
        return link.kind == "role" and not self.is_plural(number)

    def is_body(self, number: int) -> bool:
        """Say whether "it" may be a mention: a state, an organisation, one body."""
        mention = self.mentions[number]
        if mention.kind not in _NAMED or self.is_plural(number):
            return False
        parts = self.parts[number]
        return parts.tags != "A" and self.link(number).kind not in {"person", "role"}

    def is_plural(self, number: int) -> bool:
        """Say whether a mention is several: "Hungarian officials"."""
        mention, parts = self.mentions[number], self.parts[number]
        if self.link(number).members:
            return True
        if mention.kind not in {"role", "body"} or not parts.roles or parts.name:
            return False
        return parts.roles[-1].term.endswith(_PLURAL_HEADS)

    def gender(self, number: int) -> str:
        """Return "m" or "f" if titles, first name or role tell it, else ""."""
        number = self.root(number)
        key = (number, self.link(number).name or "")
        if key not in self._told:
            self._told[key] = self._told_gender(*key)
        return self._told[key] or self._genders.get(self.key(number), "")

    def _told_gender(self, number: int, linked: str) -> str:
        names = [fold(part) for part in (self.parts[number].name, linked) if part]
        firsts = [name.split()[0] for name in names if " " in name]
        words = [fold(word) for word in self.words(number).split()]
        told = (
            *(titles().get(word, "") for word in words[:-1]),
            *(noun_genders().get(word, "") for word in words),
            *(genders().get(name, "") for name in firsts),
        )
        return next((one for one in told if one), "")

    def learn(self, number: int, gender: str) -> None:
        """Remember the gender of whom a pronoun was read as."""
        self._genders.setdefault(self.key(number), gender)

    def is_subject(self, number: int) -> bool:
        """Say whether a mention is the subject of a verb; without a parse the first of its line."""
        mention = self.mentions[number]
        parse = self.parse(number)
        if parse is None:
            return self.of_sentence[mention.sentence][0] == number
        at = self._token(parse, number)
        return at < len(parse.deps) and parse.deps[at] in _SUBJECTS

    def parse(self, number: int) -> Parse | None:
        """Return the syntax of a mention's sentence, if it was parsed."""
        sentence = self.mentions[number].sentence
        return self._parses[sentence] if sentence < len(self._parses) else None

    def is_subject_over(self, number: int, other: int) -> bool:
        """Say whether a mention is the subject of the verb that another is an object of."""
        parse = self.parse(number)
        if parse is None or self.mentions[number].sentence != self.mentions[other].sentence:
            return False
        at = self._token(parse, other)
        verb = _verb_of(parse, at) if at < len(parse.heads) else None
        subject = self._token(parse, number)
        return verb is not None and self.is_subject(number) and parse.heads[subject] == verb

    def _token(self, parse: Parse, number: int) -> int:
        """Return the token that a mention's name hangs on, len(parse) if there is none."""
        at = bisect_left(parse.ends, self.mentions[number].head.end)
        for _ in range(_CLIMB):
            if at >= len(parse.deps) or parse.deps[at] not in _UP:
                break
            at = parse.heads[at]
        return at

    def joined(self, number: int) -> list[int]:
        """Return a mention with those that follow it in a list: "Peru and Chile"."""
        found = [number]
        own = self.of_sentence[self.mentions[number].sentence]
        for other in own[own.index(number) + 1 :]:
            between = self.text[self.mentions[found[-1]].span.end : self.mentions[other].span.start]
            if not _JOINT.fullmatch(between):
                break
            found.append(other)
        return found

    def key(self, number: int) -> str:
        """Return what makes two mentions one party: the entity, else country or words."""
        root = self.root(number)
        link = self.link(root)
        return link.entity or f"{link.country or ''} {fold(self.words(root))}"


def _verb_of(parse: Parse, at: int) -> int | None:
    """Return the verb with a subject that a word is an object of, through a preposition, too."""
    if parse.deps[at] not in _OBJECT_DEPS:
        return None
    verb = parse.heads[at]
    if parse.deps[at] == "pobj":
        verb = parse.heads[verb]
    for _ in range(_CLIMB):
        has_subject = any(
            up == verb and parse.deps[kid] in _SUBJECTS for kid, up in enumerate(parse.heads)
        )
        if has_subject or parse.deps[verb] != "conj":
            break
        verb = parse.heads[verb]
    return verb
