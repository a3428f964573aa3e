"""Search for persons, bodies, organisations and states across spellings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from detente.entities.directory_records import Candidate, Spelling
from detente.entities.lexicon import fold
from detente.entities.names import NameMatcher
from detente.entities.records import Registry
from detente.entities.romanise import read_letters, romanise
from detente.entities.tables import rows, words
from detente.entities.tenure_records import SHIPPED

_DOUBLED = re.compile(r"(.)\1+")
# A name of one word is looked for in longer ones, where it counts a little less.
_PART = 0.95
_LEAST = 0.75
# So many are compared letter by letter after a quick sorting out, which they must pass.
_LOOKED_AT = 60
_QUICK = 55


class _Known(NamedTuple):
    """A known name, as written and as it sounds."""

    id: str
    kind: str
    spelling: str
    plain: str


class Search:
    """Finds known names that are spelled like a given one.

    Similarity is that of the letters after a rough levelling of sounds; of names in other scripts
    that of :class:`~detente.entities.names.NameMatcher`, if it is higher.
    """

    def __init__(self, registry: Registry, spellings: Mapping[str, tuple[Spelling, ...]]) -> None:
        self._registry = registry
        self._spellings = spellings
        self._letters = read_letters()
        self._matcher = NameMatcher(self._letters)
        self._sounds: list[tuple[str, str]] = words("directory_words.toml")["sounds"]
        self._known = list(self._all())
        self._plain_names = [known.plain for known in self._known]

    def find(self, asked: str, limit: int) -> tuple[Candidate, ...]:
        """Return what the name may mean, best first; nothing below a score of 0.75."""
        best: dict[str, tuple[float, _Known]] = {}
        plain = self._plain(asked)
        for known in self._near(plain):
            score = self._score(asked, plain, known)
            if score >= _LEAST and score > best.get(known.id, (0.0, known))[0]:
                best[known.id] = (score, known)
        ranked = sorted(best.values(), key=lambda one: (-one[0], one[1].id))
        return tuple(self._candidate(score, known) for score, known in ranked[:limit])

    def _near(self, plain: str) -> Iterable[_Known]:
        scorer = fuzz.token_sort_ratio if " " in plain else fuzz.partial_ratio
        found = process.extract(
            plain, self._plain_names, scorer=scorer, limit=_LOOKED_AT, score_cutoff=_QUICK
        )
        yield from (self._known[number] for _, _, number in found)

    def _score(self, asked: str, plain: str, known: _Known) -> float:
        whole = self._likeness(asked, plain, known)
        if " " in plain or " " not in known.plain:
            return whole
        parts = known.plain.split()
        return max(whole, *(_PART * fuzz.ratio(plain, part) / 100 for part in parts))

    def _likeness(self, asked: str, plain: str, known: _Known) -> float:
        joined = fuzz.ratio(plain.replace(" ", ""), known.plain.replace(" ", ""))
        by_sound = max(joined, fuzz.token_sort_ratio(plain, known.plain)) / 100
        if fold(asked).isascii():
            return by_sound
        return max(by_sound, self._matcher.likeness(asked, known.spelling))

    def _candidate(self, score: float, known: _Known) -> Candidate:
        name, country = self._named(known)
        return Candidate(
            id=known.id,
            kind=known.kind,
            name=name,
            spelling=known.spelling,
            country=country,
            score=round(score, 3),
            layer=self._registry.layers.get(known.id, SHIPPED),
        )

    def _named(self, known: _Known) -> tuple[str, str]:
        registry = self._registry
        if known.kind == "person":
            person = registry.persons[known.id]
            return person.name, person.state
        if known.kind == "body":
            body = registry.bodies[known.id]
            return body.name, body.country
        if known.kind == "organisation":
            return registry.organisations[known.id].name, known.id
        return registry.states[known.id].name, known.id

    def _all(self) -> Iterator[_Known]:
        for identity, spellings in self._spellings.items():
            if identity in self._registry.persons:
                yield from self._of(identity, "person", [one.text for one in spellings])
        for body in self._registry.bodies.values():
            yield from self._of(body.id, "body", [body.name])
        for identity, name, variants, *_ in rows("organisations.csv"):
            names = [name, *(one for one in variants.split("; ") if not one.startswith("the "))]
            yield from self._of(identity, "organisation", names)
        for state in self._registry.states.values():
            yield from self._of(state.iso3, "state", [state.name])

    def _of(self, identity: str, kind: str, names: Sequence[str]) -> Iterator[_Known]:
        for name in names:
            if name:
                yield _Known(identity, kind, name, self._plain(name))

    def _plain(self, name: str) -> str:
        """Return a name in Latin letters as it sounds, roughly: Choïgou and Shoigu are alike."""
        plain = fold(romanise(name, self._letters)).replace("-", " ")
        for written, sound in self._sounds:
            plain = plain.replace(written, sound)
        return _DOUBLED.sub(r"\1", plain)
