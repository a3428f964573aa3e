"""Names of one thing: the same words, acronyms, surnames, short forms of organisations."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from detente.link.coref_phrases import NAME, Phrase
from detente.link.coref_referents import Page, clash
from detente.link.coref_words import ORG, PERSON, PRODUCT, Words, kinds_agree

_SMALL = frozenset({"of", "the", "and", "for", "&", "de", "in", "on"})
_SHORTEST = 2


def join_names(page: Page, phrases: Sequence[Phrase], words: Words) -> None:
    """Join the referents of names that name one thing; longer names are read first."""
    # A name tied to a wider phrase of the same name would only be read twice.
    names = [one for one in phrases if one.name and not (one.tie and one.tie.form == NAME)]
    index = _Index(page, words)
    for phrase in sorted(names, key=lambda one: len(index.core(one.name)) < _SHORTEST):
        index.enter(phrase)


class _Index:
    """Referents by what they are called."""

    def __init__(self, page: Page, words: Words) -> None:
        self._page = page
        self._words = words
        self._endings = words.company_endings, words.person_endings
        self._by_entity: dict[str, Phrase] = {}
        self._by_name: dict[tuple[str, ...], Phrase] = {}
        self._longer: dict[str, list[Phrase]] = defaultdict(list)
        self._acronyms: dict[str, Phrase] = {}

    def core(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """Return a name without what ends a company's or a person's name."""
        company, person = self._endings
        end = len(name)
        while end > 1 and (name[end - 1] in company or name[end - 1] in person):
            end -= 1
        return name[:end]

    def enter(self, phrase: Phrase) -> None:
        """Join a name to the referent it is known to mean, and remember it."""
        core = self.core(phrase.name)
        own = self._page.of(phrase)
        for other in self._candidates(phrase, core):
            referent = self._page.of(other)
            if referent is own or self._is_one(phrase, core, other):
                self._learn(phrase, other)
                own = self._page.join(referent, own)
                break
        self._remember(phrase, core)

    def _learn(self, phrase: Phrase, other: Phrase) -> None:
        """Forget what the tables say of a short name that means a longer one here."""
        if other.known and phrase.known and len(other.name) > len(phrase.name):
            self._page.of(phrase).entities.discard(phrase.known.title or phrase.known.entity)
            phrase.known = other.known

    def _is_one(self, phrase: Phrase, core: tuple[str, ...], other: Phrase) -> bool:
        """Say whether nothing known speaks against one name for both.

        What an article spells out, "Government Accountability Office (GAO)", outdoes the tables.
        """
        own, referent = self._page.of(phrase), self._page.of(other)
        spelt_out = len(core) == 1 < len(other.name) and core[0] in _acronyms(other.name)
        same = spelt_out or self.core(other.name) == core or self._is_cut(phrase, core, other)
        if same:
            return kinds_agree(own.kinds, referent.kinds) or phrase.is_capitals
        return not clash(own, referent)

    def _is_cut(self, phrase: Phrase, core: tuple[str, ...], other: Phrase) -> bool:
        """Say whether a name is the end of a thing's full name in this article.

        After "iPod Nano" a "Nano" is no car, unless the car was named in full, too.
        """
        known = phrase.known
        if known is None or not known.entity.startswith("thing:"):
            return False
        title = known.title or known.entity
        is_end = len(other.name) > len(core) and other.name[-len(core) :] == core
        return is_end and title not in self._by_entity

    def _candidates(self, phrase: Phrase, core: tuple[str, ...]) -> Iterator[Phrase]:
        known = phrase.known
        if known and known.entity and (known.title or known.entity) in self._by_entity:
            yield self._by_entity[known.title or known.entity]
        if core in self._by_name:
            yield self._by_name[core]
        if phrase.is_capitals and core[0] in self._acronyms:
            yield self._acronyms[core[0]]
        longer = self._longer.get(core[-1], ()) if core else ()
        before = [one for one in longer if one.line <= phrase.line]
        after = [one for one in longer if one.line > phrase.line]
        for other in (*reversed(before), *after):
            if self._is_short_for(phrase, core, other):
                yield other

    def _is_short_for(self, phrase: Phrase, core: tuple[str, ...], other: Phrase) -> bool:
        """Say whether a name is the end or the beginning of a longer one."""
        name = self.core(other.name)
        if len(name) <= len(core):
            return False
        if name[-len(core) :] == core:
            return name[-len(core) - 1] not in _SMALL
        rest = name[len(core) :]
        if name[: len(core)] != core or (phrase.known and phrase.known.entity and not other.known):
            return False
        if all(word in self._words.organisation_words for word in rest):
            return True
        kinds = self._page.of(other).kinds
        is_first = other.line <= phrase.line and not any(part[0].isdigit() for part in rest)
        return is_first and ORG in kinds and PRODUCT not in kinds

    def _remember(self, phrase: Phrase, core: tuple[str, ...]) -> None:
        known = phrase.known
        if known and known.entity:
            self._by_entity.setdefault(known.title or known.entity, phrase)
        self._by_name.setdefault(core, phrase)
        self._by_name.setdefault(phrase.name, phrase)
        if len(core) < _SHORTEST:
            return
        for word in {core[0], core[1], core[-1]}:
            self._longer[word].append(phrase)
        if PERSON not in phrase.kinds:
            for letters in (*_acronyms(phrase.name), *_acronyms(core)):
                self._acronyms.setdefault(letters, phrase)


def _acronyms(name: tuple[str, ...]) -> Iterator[str]:
    """Yield the initials of a name, with and without small words."""
    letters = "".join(word[0] for word in name if word not in _SMALL)
    if len(letters) >= _SHORTEST:
        yield letters
        yield "".join(word[0] for word in name)
