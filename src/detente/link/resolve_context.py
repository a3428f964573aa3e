"""What a mention means among the others of its document."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from detente.entities.lexicon import words_of
from detente.entities.registry import Role
from detente.link.resolve_context_classes import class_link
from detente.link.resolve_context_pairs import is_pair, pair_link
from detente.link.resolve_context_pronouns import best_body, best_party, best_person, pronoun_link
from detente.link.resolve_context_view import View
from detente.link.resolve_parts import Parts
from detente.link.resolve_phrase import Resolver
from detente.model import Document, Link, Mention

# What linking through another mention costs in certainty.
_BY_SURNAME, _BY_ROLE, _BY_OWNER = 0.95, 0.8, 0.9
# How many mentions back "the minister" may reach; it also bounds the work on a long text.
_MEMORY = 100
# "The king" is no president, though both are heads of state.
_MONARCHS = frozenset(["king", "queen", "emperor", "emir", "sultan", "monarch", "pope"])
_REACH = 40
_SAID_OF = re.compile(
    r"\b(?:serv(?:ed|es|ing)|work(?:ed|s|ing)|act(?:ed|s|ing)) as (?:the )?$"
    r"|\b(?:was|is|became|been|being) $"
)
_OFFICIAL = frozenset(["GOV", "MIL", "LEG"])
_GOVERNING = frozenset(["government", "ministry", "cabinet", "parliament", "army", "junta"])
_ENVOYS = frozenset(
    ["ambassador", "ambassadors", "embassy", "envoy", "envoys", "consul", "consulate"]
)
_POSSESSIVES = frozenset(["his", "her", "its"])
_DEFINITE = frozenset(["the", "this", "that"])
# The state whose capital a bloc's seat is.
_ALSO_OF = {"Brussels": "BEL"}


class Context:
    """Resolves the mentions of one document in order, remembering who was named."""

    def __init__(self, document: Document, resolver: Resolver) -> None:
        self._resolver = resolver
        self._text = document.text or ""
        self._mentions = document.mentions or ()
        self._day: dt.date | None = document.article.published
        self._parts = [resolver.reader.parts(self._words(one)) for one in self._mentions]
        self._near = frozenset(self._states_named())
        # The same words have the same parts, and mean the same as long as they stand alone.
        near, different = self._near, {id(parts): parts for parts in self._parts}
        read = {at: resolver.of_parts(one, self._day, near=near) for at, one in different.items()}
        self._alone = [read[id(parts)] for parts in self._parts]
        self._by_name = dict(self._full_names())
        self._links: list[Link] = []
        self._view = View(document, self._parts, self._alone, self._links)

    def links(self) -> tuple[Link, ...]:
        """Return the links of all mentions, in order."""
        for number, mention in enumerate(self._mentions):
            link = self._link(number, mention)
            self._links.append(replace(link, mention=number))
        return tuple(self._links)

    def _words(self, mention: Mention) -> str:
        return self._text[mention.span.start : mention.span.end]

    def _states_named(self) -> Iterator[str]:
        """Yield the states that the article names, or names a body or known person of."""
        registry = self._resolver.registry
        for parts in self._parts:
            full = parts.persons if " " in parts.name else ()
            yield from (registry.persons[one].state for one in full)
            for one in parts.references:
                body = registry.bodies.get(one.ids[0])
                yield from (body.country,) if body else one.ids

    def _full_names(self) -> Iterator[tuple[str, int]]:
        """Yield (folded part of a full name, mention) for persons; a later pair outdoes an earlier.

        That is a person of the tables over one of none, the first mention over others.
        """
        persons = [at for at, one in enumerate(self._mentions) if one.kind == "person"]
        for number in sorted(persons, key=self._is_worth, reverse=True):
            name = self._parts[number].name
            parts = [word.folded for word in words_of(name) if word.text[0].isalpha()]
            if len(parts) > 1:
                ends = (one for one in (parts[0], parts[-1]) if self._is_part(one, number))
                yield from ((one, number) for one in ends)

    def _is_part(self, word: str, number: int) -> bool:
        """Say whether the person of a mention, if one of the tables, has a word in the name."""
        registry, entity = self._resolver.registry, self._alone[number].entity
        spelled = (word, word.replace("oe", "o"), word.replace("ue", "u"), word.replace("ae", "a"))
        holders = {one for part in spelled for one in registry.surnames.get(part, ())}
        return entity not in registry.persons or entity in holders

    def _is_worth(self, number: int) -> tuple[bool, int]:
        return (self._alone[number].entity is None, number)

    def _link(self, number: int, mention: Mention) -> Link:
        if mention.kind == "pronoun":
            read = pair_link if is_pair(self._words(mention)) else pronoun_link
            return read(self._view, number)
        parts, alone = self._parts[number], self._alone[number]
        if not (alone.entity or alone.country or parts.name):
            described = class_link(self._view, number)
            if described:
                return self._with_name(described)
        if mention.kind == "organisation" and alone.entity is None:
            return self._resolver.institution(parts, self._words(mention), self._day)
        if mention.kind == "state":
            return self._seat(number) or self._shared_role(number, alone)
        if parts.name:
            return self._named_before(number) or self._owned(number, alone)
        return self._role(number, alone)

    def _with_name(self, link: Link) -> Link:
        states = self._resolver.entities.registry.states
        known = states.get(link.entity or "") if link.name is None else None
        return replace(link, name=known.name) if known else link

    def _role(self, number: int, alone: Link) -> Link:
        if not self._parts[number].roles:
            return alone
        found = self._counterpart(number) or self._said_of(number)
        if found is None and alone.entity is None and not alone.country:
            found = self._definite(number)
        return found or self._owned(number, alone)

    def _named_before(self, number: int) -> Link | None:
        """Return the link of the full name that a single name is part of."""
        name = words_of(self._parts[number].name)
        if len(name) != 1 or name[0].folded not in self._by_name:
            return None
        other = self._by_name[name[0].folded]
        full = self._links[other] if other < len(self._links) else self._alone[other]
        alone = self._alone[number]
        if full.entity is None and alone.entity and self._parts[number].roles:
            return None
        reason = f"{name[0].text!r} is {full.name} of this article: {full.reason}"
        confidence = round(full.confidence * _BY_SURNAME, 2)
        earlier = other if other < number else None
        return replace(full, confidence=confidence, reason=reason, antecedent=earlier)

    def _owned(self, number: int, alone: Link) -> Link:
        """Return the link of a role with its owner from the words before: "Putin's envoy"."""
        parts = self._parts[number]
        if alone.country or not parts.roles or alone.kind == "organisation":
            return alone
        owner = self._owner_before(number) or self._implied(number, alone)
        if owner is None:
            return alone
        found = self._resolver.of_parts(parts, self._day, _owner_id(owner), self._near)
        reason = f"{found.reason}; whose from {owner.name or owner.country}"
        return replace(found, confidence=round(found.confidence * _BY_OWNER, 2), reason=reason)

    def _said_of(self, number: int) -> Link | None:
        """Return the person that "who served as defence minister" is said of."""
        mention = self._mentions[number]
        before = self._text[max(0, mention.span.start - _REACH) : mention.span.start]
        if not number or not _SAID_OF.search(before):
            return None
        for other in reversed(range(number)):
            if self._mentions[other].sentence != mention.sentence:
                return None
            if self._links[other].kind == "person":
                link = self._links[other]
                reason = f"said of {link.name}: {link.reason}"
                return replace(link, reason=reason, antecedent=other)
        return None

    def _counterpart(self, number: int) -> Link | None:
        """Return who holds the office of the person before in the state of a counterpart."""
        parts = self._parts[number]
        if not parts.roles[0].term.startswith("counterpart"):
            return None
        owner = self._resolver.entities.owner(parts, self._day)
        before = self._nearest(number, {"person", "role"})
        alone = self._alone[number]
        if not owner or not before or not before.office_type:
            return alone
        holders = self._resolver.people.holders((before.office_type,), owner, self._day)
        if not holders or parts.roles[0].term.endswith("s"):
            return alone
        link = self._resolver.person_link(holders, parts)
        reason = f"counterpart of {before.name}: {link.reason}"
        return replace(link, confidence=round(link.confidence * _BY_OWNER, 2), reason=reason)

    def _owner_before(self, number: int) -> Link | None:
        mention, parts = self._mentions[number], self._parts[number]
        if "h" in re.split("[RG]", parts.tags)[0]:
            host = next((one.ids[0] for one in parts.references if one.relation == "host"), "")
            return self._possessor(number, host) or self._nearest(
                number, {"person", "state", "body", "organisation"}, host
            )
        if number and self._mentions[number - 1].sentence == mention.sentence:
            between = self._text[self._mentions[number - 1].span.end : mention.span.start]
            if between.strip() in {"'s", "’s", "'", "’"}:
                return self._with_country(number - 1)
        return None

    def _possessor(self, number: int, host: str) -> Link | None:
        """Return the link of whom "his", "her" or "its" in a phrase means, if it has a country."""
        word = next((one for one in self._parts[number].words if one in _POSSESSIVES), "")
        if not word:
            return None
        body = best_body(self._view, number) if word == "its" else None
        meant = body if word == "its" else best_person(self._view, number, word)
        link = self._view.link(meant) if meant is not None else None
        return link if link and link.country and link.entity != host else None

    def _implied(self, number: int, alone: Link) -> Link | None:
        """Return whose "the interim government" or "a ministry spokesman" is, if the text tells.

        That is who was spoken of last as a subject.
        """
        words = self._parts[number].words
        if alone.sector not in _OFFICIAL or not _GOVERNING.intersection(words):
            return None
        meant = best_party(self._view, number)
        if meant is None or _ENVOYS.intersection(self._view.words(meant).casefold().split()):
            return None  # whose envoy spoke last is abroad there
        return self._view.link(meant)

    def _with_country(self, number: int) -> Link | None:
        return self._links[number] if self._links[number].country else None

    def _nearest(self, number: int, kinds: set[str], host: str = "") -> Link | None:
        """Return the last link with a country before, in the sentence or the one before.

        ``host`` is a state that cannot be meant: "its embassy in Quito" is not Ecuador's.
        """
        sentence = self._mentions[number].sentence
        for other in reversed(range(number)):
            if sentence - self._mentions[other].sentence > 1:
                return None
            link = self._links[other]
            if self._mentions[other].kind in kinds and link.country and link.entity != host:
                return link
        return None

    def _seat(self, number: int) -> Link | None:
        """Return the state of a city that is a bloc's seat, too, where only the state was named.

        "Rwanda broke with Belgium. *Brussels* had undermined it."
        """
        seat = self._alone[number]
        state = _ALSO_OF.get(self._words(self._mentions[number]))
        if state is None or seat.entity == state:
            return None
        named = [one for one in range(number) if self._words(self._mentions[one]) not in _ALSO_OF]
        ids = {self._alone[one].entity: one for one in named}
        if state not in ids or seat.entity in ids:
            return None
        reason = f"{self._words(self._mentions[number])!r} stands for {state}, named before"
        meant = self._alone[ids[state]]
        return replace(meant, sector=seat.sector, reason=reason, antecedent=ids[state])

    def _shared_role(self, number: int, alone: Link) -> Link:
        """Return the link of "Hungarian" in "Hungarian and Romanian officials"."""
        following = number + 1
        if self._parts[number].tags != "A" or following >= len(self._mentions):
            return alone
        between = self._text[self._mentions[number].span.end : self._mentions[following].span.start]
        shares = between.strip() in {"and", ",", "or", "&"} and self._alone[following].sector
        if not shares or "A" not in self._parts[following].tags or self._parts[following].name:
            return alone
        role = self._alone[following]
        return replace(
            alone,
            entity=None,
            kind=role.kind,
            sector=role.sector,
            other_sectors=role.other_sectors,
            reason=f"{alone.reason}; role from {self._words(self._mentions[following])!r}",
        )

    def _definite(self, number: int) -> Link | None:
        """Return the person that "the president" was said of before."""
        parts = self._parts[number]
        if not parts.roles or parts.words[0] not in _DEFINITE or "o" in parts.tags:
            return None
        role = parts.roles[0]
        earlier = list(reversed(range(max(0, number - _MEMORY), number)))
        persons = [one for one in earlier if self._links[one].kind == "person"]
        called = [one for one in persons if self._is_called(one, role)]
        holders = [] if role.term in _MONARCHS else self._holders(persons, role, parts)
        found = called or holders or [one for one in earlier if self._has_role(one, role)]
        if not found:
            return None
        link = self._links[found[0]]
        words = link.name or self._words(self._mentions[found[0]])
        reason = f"{role.term!r} is {words}, named before"
        confidence = round(link.confidence * _BY_ROLE, 2)
        return replace(link, confidence=confidence, reason=reason, antecedent=found[0])

    def _holders(self, persons: Sequence[int], role: Role, parts: Parts) -> list[int]:
        """Return those who hold an office of a role, or held it if the phrase says "former"."""
        if parts.is_former:
            links = [(one, self._links[one]) for one in persons]
            left = [one for one, link in links if link.office_state == "former"]
            return [one for one in left if role.term in self._links[one].reason.lower()]
        found = [one for one in persons if self._links[one].office_type in role.office_types]
        titled = [one for one in found if role.term in (self._links[one].office or "").lower()]
        return titled or found

    def _has_role(self, number: int, role: Role) -> bool:
        """Say whether a mention without name is of one role in a state: "Ukraine's ambassador"."""
        link, parts = self._links[number], self._parts[number]
        return link.kind == "role" and bool(link.country) and role in parts.roles

    def _is_called(self, number: int, role: Role) -> bool:
        """Say whether a mention of a person names the role, too: "Defence Minister Khaled"."""
        terms = [one.term for one in self._parts[number].roles]
        titles = self._parts[number].words if role.term in _MONARCHS else ()
        return any(term.endswith(role.term) for term in terms) or role.term in titles


def _owner_id(link: Link) -> str | None:
    """Return whose a role is that belongs to a link: a state, or the state of a person."""
    if link.kind in {"state", "organisation"}:
        return link.entity
    if link.entity and ":" in link.entity:
        return link.entity.partition(":")[0]
    return link.country
