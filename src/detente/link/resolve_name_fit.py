"""Whether a name as it is written may be the name of a person of the tables."""

from collections.abc import Collection, Sequence
from functools import cached_property

from rapidfuzz import fuzz

from detente.entities.lexicon import fold, words_of
from detente.entities.registry import Registry
from detente.link.name_usage import Usage
from detente.link.resolve_spellings import skeleton

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
# Given names of one person in two spellings, where the family name is the same.
_LEAST_ALIKE_GIVEN = 70
_LEAST_ALIKE_WORD = 80
_LEAST_ALIKE_FAMILY = 85
# A misspelt name of fewer sounds needs an office or a state beside it.
_LEAST_SOUNDS = 5
# Persons of one family name up to whom it is rare, and the letters of a telling one.
_FEW, _TELLING = 2, 4


class NameFit:
    """Compares names as written with those of one registry."""

    def __init__(self, registry: Registry, usage: Usage) -> None:
        self._registry = registry
        self._usage = usage
        self._read: dict[tuple[str, bool], Sequence[str]] = {}

    def is_common(self, name: str) -> bool:
        """Say whether so many people have a name that it alone tells nobody."""
        folded = fold(name)
        return folded in self._usage.surnames or folded in self._usage.given

    def is_rare(self, name: str) -> bool:
        """Say whether hardly anybody in the tables but one has a telling name."""
        folded = fold(name)
        ids = self._registry.surnames.get(folded, ())
        names = {self._registry.persons[one].name for one in ids}
        return len(names) <= _FEW and len(folded) >= _TELLING and not self.is_common(name)

    def is_called(self, person: str, word: str) -> bool:
        """Say whether usage calls a person by one folded word: mostly the family name."""
        known = self._words(person)
        if word == known[-1] or self._registry.persons[person].state in self._usage.first_word:
            return True
        return word != known[0] and word not in self._usage.given

    def is_written_so(self, person: str, read: Sequence[str]) -> bool:
        """Say whether a full name, as folded words, may be a person's with parts left out.

        Initials must agree, names that many have must be whole, and the order is kept.
        """
        known = self._words(person, with_initials=True)
        written, own = _initials(read), _initials(known)
        if written and own and not (written.startswith(own) or own.startswith(written)):
            return False
        plain = [word for word in read if not _is_initial(word)]
        if len(plain) <= 1:
            return read[-1:] == plain and self.is_called(person, plain[0])
        if self._registry.persons[person].state in self._usage.first_word:
            return True
        full = [word for word in known if not _is_initial(word)]
        is_cut = len(full) != len(plain) or bool(written) != bool(own)
        if is_cut and self.is_common(plain[-1]) and self.is_common(plain[0]):
            return False
        return _is_in_order(plain, known)

    def is_spelling(self, person: str, name: str, *, is_placed: bool) -> bool:
        """Say whether a name spells a person's otherwise, and is no other name.

        ``is_placed`` says that an office or state stands beside it.
        """
        written, known = _plain(name), self._words(person)
        if not written:
            return False
        if self._registry.persons[person].state in self._usage.first_word:
            return all(self._is_slip(word, known) for word in written)
        if not self.is_written_so(person, [word.folded for word in words_of(name)]):
            return False
        if written[-1] != known[-1] and not self._may_be(written, known, is_placed=is_placed):
            return False
        if written[0] not in known and written[0] in self._usage.given:
            alike = fuzz.ratio(written[0], known[0]) >= _LEAST_ALIKE_GIVEN
            return alike and written[-1] == known[-1] and not self.is_common(known[-1])
        sounds = sum(len(skeleton(word)) for word in known)
        return is_placed or sounds >= _LEAST_SOUNDS or written[-1] in known

    def _may_be(self, written: Sequence[str], known: Sequence[str], *, is_placed: bool) -> bool:
        """Say whether a family name may be a slip for a known one, being none itself."""
        family = written[-1]
        if family in known:
            return True
        # A given name that many have says nothing for a family name that is written otherwise.
        is_alike = fuzz.ratio(family, known[-1]) >= _LEAST_ALIKE_FAMILY
        if not is_placed and written[0] in self._usage.given and not is_alike:
            return False
        return not (self.is_common(family) or family in self._families)

    def _is_slip(self, word: str, known: Sequence[str]) -> bool:
        """Say whether a word is no common name, or almost one of the known."""
        alike = max(fuzz.ratio(word, one) for one in known)
        return not self.is_common(word) or alike >= _LEAST_ALIKE_WORD

    @cached_property
    def _families(self) -> Collection[str]:
        full = (one.id for one in self._registry.persons.values() if " " in one.name)
        return {self._words(person)[-1] for person in full}

    def _words(self, person: str, *, with_initials: bool = False) -> Sequence[str]:
        key = (person, with_initials)
        if key not in self._read:
            words = _plain(self._registry.persons[person].name, with_initials=with_initials)
            self._read[key] = words or [""]
        return self._read[key]


def _plain(name: str, *, with_initials: bool = False) -> list[str]:
    words = [word.folded for word in words_of(name) if word.text[0].isalpha()]
    kept = [word for word in words if word.strip(".") not in _SUFFIXES]
    return [word for word in kept if with_initials or not _is_initial(word)]


def _is_initial(word: str) -> bool:
    return len(word) == 1 or word.endswith(".")


def _initials(words: Sequence[str]) -> str:
    return "".join(word for word in words if _is_initial(word)).replace(".", "")


def _is_in_order(plain: Sequence[str], known: Sequence[str]) -> bool:
    places = [known.index(word) for word in plain if word in known]
    return places == sorted(places)
