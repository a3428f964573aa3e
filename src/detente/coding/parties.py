"""Who takes part in a deed: the words the encoder gives a role, read as the parties they name.

Syntax stays where the encoder is silent, and for pronouns, hosts and places that only rules know.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from detente.coding.bodies_before import body_before, described
from detente.coding.clauses import depth, with_conjuncts
from detente.coding.hints import Hints
from detente.coding.homes import BY_HOST, PEOPLE, state_of
from detente.coding.nominal import BETWEEN
from detente.coding.parties_apart import is_apart
from detente.coding.parties_homes import (
    AT_HOME,
    OF_POWERS,
    home_of_people,
    is_state_word,
    other_half,
    settle_at_home,
    with_leaders,
    without_own,
)
from detente.coding.parties_kinds import without_gifts, without_victims_own
from detente.coding.parties_places import (
    hosts_of_missions,
    is_left,
    is_venue,
    without_origins,
    without_venues,
)
from detente.coding.parties_syntax import (
    is_settled_by_syntax,
    is_turned,
    with_joined,
    without_sources,
    without_tellers,
)
from detente.coding.roles import Roles
from detente.coding.scene import Scene
from detente.ontology.lexicon import word_sets

# A word has a role if the encoder is at least this sure of it; a party that rules found loses its
# role to others if the encoder is surer than this that it has none.
_SURE: Final = 0.5
_DOUBTED: Final = 0.15
# A party has only the other role if the encoder is surer than this of that, and knows nobody else.
_CERTAIN: Final = 0.9
# Deeds against somebody: who suffers one is not among several who do it.
_AGAINST: Final = frozenset(
    {"SANCTION", "ASSAULT", "ACCUSE", "COERCE", "REQUEST", "THREATEN", "REJECT"}
)
# Deeds by which an embassy opens or closes.
_BY_MISSIONS: Final = frozenset({"SUPPORT", "SANCTION"})
# Deeds that fall on the state they happen in.
_FALLING: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
# Deeds that several states do together.
_JOINT: Final = frozenset({"AGREE", "SUPPORT", "COOPERATE"})
# Deeds of which one's own people ("recalled *its ambassador*") are no recipients.
_WITHOUT_OWN: Final = frozenset({"SANCTION", "RETREAT", "MOBILIZE", "AID", "COOPERATE"})
_CLAUSES: Final = frozenset({"relcl", "acl", "advcl", "parataxis"})
# Verbs joined to another; headlines leave out the "and" ("cuts ties, *recognises* Oman").
_JOINED: Final = frozenset({"conj", "dep"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN"})


def with_parties(
    scene: Scene, hints: Hints, deed: Sequence[int], roles: Roles, event_type: str
) -> Roles:
    """Return roles with what the encoder knows of who acts and who receives."""
    roles = without_tellers(scene, deed, roles)
    cast = _Cast(scene, hints, deed, event_type)
    actors = with_leaders(scene, cast.joined("actor", roles.actors, roles.recipients))
    recipients = cast.joined("recipient", roles.recipients, actors)
    is_settled = is_settled_by_syntax(scene, roles, actors, recipients)
    if is_settled or is_turned(scene, deed, roles, (actors, recipients)):
        actors = with_joined(scene, roles.actors, roles.recipients, actors)
        recipients = with_joined(scene, roles.recipients, roles.actors, recipients)
    if roles.reason == BETWEEN and all(map(scene.is_known, roles.actors)):
        actors, recipients = _of_both_sides(scene, roles.actors, actors), ()
    actors = _not_against_themselves(scene, actors, recipients, event_type)
    actors = _not_twice(scene, _without_owners(scene, actors), recipients)
    recipients = _apart(scene, recipients, actors)
    recipients = without_origins(scene, event_type, recipients, actors)
    if event_type == "CONSULT":
        actors, recipients = _of_meeting(scene, roles, actors, recipients)
    if event_type not in _FALLING:
        is_joint = event_type in _JOINT and _are_of_several(scene, actors)
        recipients = without_venues(scene, recipients, is_joint=is_joint)
    if event_type in _BY_MISSIONS:
        recipients = hosts_of_missions(scene, recipients, actors)
    if event_type in _WITHOUT_OWN:
        recipients = tuple(one for one in recipients if not scene.is_owned_by(one, actors))
    recipients = without_own(scene, event_type, actors, recipients)
    actors = actors if roles.actors else without_victims_own(scene, event_type, actors, recipients)
    recipients = without_gifts(scene, event_type, recipients)
    settle_at_home(scene, event_type, actors, recipients)
    return roles._replace(
        actors=actors,
        recipients=recipients,
        unnamed=None if actors else roles.unnamed,
        destination=None if any(map(scene.is_known, recipients)) else roles.destination,
        reason=_reason(roles, actors, recipients),
    )


def _of_meeting(
    scene: Scene, roles: Roles, actors: tuple[int, ...], recipients: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return who meets whom, without where they come from, or where several of them meet."""
    actors = tuple(n for n in actors if not is_left(scene, n)) or actors
    if BY_HOST in roles.reason and _are_of_several(scene, actors):
        recipients = tuple(one for one in recipients if one >= 0)  # a place is a stand-in
    return actors, recipients


def _of_both_sides(scene: Scene, sides: tuple[int, ...], actors: Sequence[int]) -> tuple[int, ...]:
    """Return who acts of the sides of "an exchange between Chad and Mali", those if not of both."""
    countries = {scene.country(number) for number in sides}
    own = tuple(number for number in actors if scene.country(number) in countries)
    return own if {scene.country(number) for number in own} == countries else sides


def _not_against_themselves(
    scene: Scene, actors: Sequence[int], recipients: Sequence[int], event_type: str
) -> tuple[int, ...]:
    """Return who acts against others, without those whose own country receives."""
    suffering = {scene.country(number) for number in recipients} - {None}
    others = tuple(number for number in actors if scene.country(number) not in suffering)
    is_against = event_type in _AGAINST and any(map(scene.is_known, others))
    return others if is_against else tuple(actors)


def _without_owners(scene: Scene, actors: Sequence[int]) -> tuple[int, ...]:
    """Return who acts without those whose allies or rivals do: "Ankara's Western allies"."""
    parse = scene.tree.parse
    kin = word_sets()["relational"]
    mentioned = [number for number in actors if number >= 0]
    heads = {number: set(scene.tokens_of(scene.mention(number).head)) for number in mentioned}
    acting = set[int]().union(*heads.values())
    owners = {
        number
        for number, tokens in heads.items()
        for token in tokens
        if parse.deps[token] == "poss"
        and parse.heads[token] in acting - tokens
        and parse.lemmas[parse.heads[token]] in kin
    }
    return tuple(number for number in actors if number not in owners)


def _not_twice(scene: Scene, actors: Sequence[int], recipients: Sequence[int]) -> tuple[int, ...]:
    """Return who acts without other words for who receives, if somebody else acts."""
    receiving = {_entity(scene, number) for number in recipients} - {None}
    others = tuple(number for number in actors if _entity(scene, number) not in receiving)
    return others or tuple(actors)


def _entity(scene: Scene, number: int) -> str | None:
    link = scene.link(number)
    return link.entity if link else None


def _apart(scene: Scene, recipients: Sequence[int], actors: Sequence[int]) -> tuple[int, ...]:
    """Return recipients that do not act, without places of a state that is among them anyway."""
    named = {scene.country(number) for number in recipients if number >= 0}
    acting = {one for number in actors for one in scene.meant(number)}
    others = (number for number in recipients if not acting.issuperset(scene.meant(number)))
    return tuple(one for one in others if one >= 0 or scene.country(one) not in named)


def _are_of_several(scene: Scene, numbers: Iterable[int]) -> bool:
    return len({scene.country(number) for number in numbers} - {None}) > 1


def _reason(roles: Roles, actors: Sequence[int], recipients: Sequence[int]) -> str:
    if set(actors) == set(roles.actors) and set(recipients) == set(roles.recipients):
        return roles.reason
    return f"{roles.reason}; by the encoder's reading of who acts and who receives".lstrip("; ")


class _Cast:
    """Who takes part in one deed, as the encoder has it."""

    def __init__(self, scene: Scene, hints: Hints, deed: Sequence[int], event_type: str) -> None:
        self._scene = scene
        self._hints = hints
        self._deed = deed
        self._home = home_of_people(scene)
        self._is_at_home = event_type in AT_HOME
        self._is_of_people = event_type in AT_HOME - OF_POWERS
        self._is_request = event_type == "REQUEST"
        self._is_joint = event_type in _JOINT

    def joined(self, role: str, told: Sequence[int], others: Sequence[int]) -> tuple[int, ...]:
        """Return who has a role: whom the encoder finds, and whom of the rules it lets stand."""
        sensed = self._sensed(role)
        is_shared = self._is_joint and _are_of_several(self._scene, others)
        if role == "recipient" and (is_shared or any(map(self._scene.is_known, told))):
            sensed = [one for one in sensed if one not in others]
        if role == "actor":  # who suffers by the rules, and more so by the encoder
            sensed = [
                n for n in sensed if n not in others or not self._is_misplaced(role, n, others)
            ]
        if not sensed:
            listed = [item for one in told for item in self._listed_with(role, one)]
            sure = (one for one in listed if self._chance(role, one) >= _SURE)
            found = dict.fromkeys((*told, *sure))
            return tuple(one for one in found if not self._is_misplaced(role, one, others))
        kept = [one for one in told if self._chance(role, one) >= self._least(one)]
        if not any(map(self._scene.is_known, (*sensed, *kept))):
            known = (one for one in told if self._scene.is_known(one))
            kept = [one for one in known if self._least(one) < _SURE]
        sensed = [item for one in sensed for item in (one, *self._listed_with(role, one))]
        listed = [item for one in kept for item in self._listed_with(role, one) if item in told]
        found = dict.fromkeys((*sensed, *kept, *listed))
        return tuple(sorted(one for one in found if self._is_best_known(one, found)))

    def _least(self, number: int) -> float:
        """Return how sure the encoder must be of a party of the rules: more beyond the clause."""
        head = self._scene.tokens_of(self._scene.mention(number).head) if number >= 0 else ()
        return _SURE if head and self._is_of_another_clause(head) else _DOUBTED

    def _listed_with(self, role: str, number: int) -> Iterator[int]:
        """Yield the states listed after a party: "leaders of Oman, *Qatar* and *Iran*"."""
        scene = self._scene
        span = scene.tokens_of(scene.mention(number).span) if number >= 0 else ()
        other = "recipient" if role == "actor" else "actor"
        for token in (one for first in span for one in with_conjuncts(scene.tree, first)):
            found = scene.mention_at[token]
            if found is None or token in span or scene.mention(found).kind != "state":
                continue
            if self._chance(other, found) < _SURE:
                yield found

    def _is_best_known(self, number: int, found: Iterable[int]) -> bool:
        """Whether a party is known, or none of those found is."""
        return self._scene.is_known(number) or not any(map(self._scene.is_known, found))

    def _is_misplaced(self, role: str, number: int, others: Collection[int]) -> bool:
        """Whether the encoder gives a party the other role: "a *mayor* shot dead" does not act."""
        other = "recipient" if role == "actor" else "actor"
        own, there = self._chance(role, number), self._chance(other, number)
        # What stands in for a party, by a rule, borrows the words of another.
        least = _SURE if number in others else _CERTAIN
        return (number >= 0 or number in others) and there > max(least, own)

    def _chance(self, role: str, number: int) -> float:
        tokens = self._scene.tokens_of(self._scene.mention(number).span)
        return self._hints.role(role, self._deed, tokens)

    def _sensed(self, role: str) -> list[int]:
        """Return the parties whose words the encoder gives a role, in the order of the text."""
        runs = (
            run
            for run in self._runs(role)
            if not self._is_of_another_clause(run)
            and not is_apart(self._scene, role, self._deed, run)
        )
        found = dict.fromkeys(number for run in runs for number in self._party(role, run))
        if role == "actor" and self._is_joint:
            found = {number: None for number in found if not is_venue(self._scene, number)}
        if role == "recipient":
            found = dict.fromkeys(without_sources(self._scene, self._deed, tuple(found)))
        return [number for number in found if not self._is_apposed(number, found)]

    def _is_of_another_clause(self, run: Sequence[int]) -> bool:
        """Whether words stand in a clause that hangs below the deed: "meets X, *who* leads *Y*"."""
        tree, deed = self._scene.tree, set(self._deed)
        top = min(run, key=lambda token: (depth(tree, token), token))
        path = [top, *tree.ancestors(top)]
        reached = next((at for at, token in enumerate(path) if token in deed), None)
        if reached is None:
            return False
        below = path[:reached]
        return any(map(self._opens_clause, below)) or self._is_asked_of_another(below)

    def _is_asked_of_another(self, path: Sequence[int]) -> bool:
        """Whether words stand in what somebody else is asked: "urged *Lima* to talk to *Quito*"."""
        if not self._is_request:
            return False
        tree, scene = self._scene.tree, self._scene
        for token in (one for one in path if tree.parse.deps[one] == "ccomp"):
            asked = tree.kid(token, {"nsubj"})
            number = None if asked is None or asked in path else scene.mention_at[asked]
            if number is not None and scene.is_known(number):
                return True
        return False

    def _opens_clause(self, token: int) -> bool:
        """Whether a word heads a clause of its own, or is a verb joined to another."""
        parse = self._scene.tree.parse
        is_joined = parse.deps[token] in _JOINED and parse.pos[token] == "VERB"
        return is_joined or parse.deps[token] in _CLAUSES

    def _is_apposed(self, number: int, found: Collection[int | None]) -> bool:
        """Whether a party only says again who another is: "Shoigu, *secretary of the council*"."""
        if number < 0:
            return False
        tree, at = self._scene.tree, self._scene.mention_at
        tokens = self._scene.tokens_of(self._scene.mention(number).head)
        heads = (tree.parse.heads[token] for token in tokens if tree.parse.deps[token] == "appos")
        others = {at[head] for head in heads} & {*found} - {None, number}
        return any(self._may_be_one(number, other) for other in others if other is not None)

    def _may_be_one(self, one: int, other: int) -> bool:
        """Whether two parties are not of two states: "Oslo, *Lima* diplomats" are."""
        countries = {self._scene.country(one), self._scene.country(other)} - {None}
        return len(countries) <= 1

    def _runs(self, role: str) -> list[list[int]]:
        """Return the runs of neighbouring words that have a role."""
        runs: list[list[int]] = []
        for token in self._hints.having(role, self._deed, _SURE):
            if runs and runs[-1][-1] == token - 1:
                runs[-1].append(token)
            else:
                runs.append([token])
        return runs

    def _party(self, role: str, run: Sequence[int]) -> list[int]:
        """Return whom a run of words names: known parties, a place's state, or the described."""
        scene = self._scene
        numbers = list(dict.fromkeys(n for n in map(self._number_at, run) if n is not None))
        known = [number for number in numbers if scene.is_known(number)]
        if known:
            return [*self._without_owners(known), *self._places_listed(run, known)]
        places = (scene.place_at(token) for token in run)
        place = next((one for one in places if one is not None and one.country), None)
        if place is not None:
            return [state_of(scene, place)]
        return numbers[:1] or self._described(role, run)

    def _places_listed(self, run: Sequence[int], known: Iterable[int]) -> list[int]:
        """Return the states of places joined to parties: "visited Guinea, *Praia* and Chad"."""
        deps = self._scene.tree.parse.deps
        joined = (self._scene.place_at(token) for token in run if deps[token] == "conj")
        named = {self._scene.country(number) for number in known}
        places = (one for one in joined if one is not None and one.country not in {None, *named})
        return list(dict.fromkeys(state_of(self._scene, place) for place in places))

    def _without_owners(self, numbers: Sequence[int]) -> Iterator[int]:
        """Yield parties, without the state that the next one belongs to: "*Chile*'s Boric"."""
        country = self._scene.country
        owners = {one for one, after in pairwise(numbers) if country(one) == country(after)}
        yield from (number for number in numbers if number not in owners)

    def _number_at(self, token: int) -> int | None:
        number = self._scene.mention_at[token]
        if number is None or self._scene.mention(number).kind != "pronoun":
            return number
        heads = self._scene.tokens_of(self._scene.mention(number).head)
        meant = self._scene.who(heads[-1:] or [token], steps=0)
        return meant[0] if meant else None

    def _described(self, role: str, run: Sequence[int]) -> list[int]:
        pos = self._scene.tree.parse.pos
        nouns = [token for token in run if pos[token] in _NOMINAL]
        if not nouns:
            return []
        told = body_before(self._scene, nouns[-1])
        if told is not None:
            return [told]
        span = self._scene.span(run)
        words = (self._scene.document.text or "")[span.start : span.end]
        own = self._home if self._may_be_of_home(role, nouns[-1]) else None
        return [described(self._scene, run, other_half(self._scene, words) or own)]

    def _may_be_of_home(self, role: str, noun: int) -> bool:
        """Whether words may mean somebody of the one state that a sentence names.

        Not "the three capitals", nor the "Patriots" that somebody is promised, nor a bare name
        that rules over others: "*Zuwara* seized a Maltese trawler".
        """
        parse, sets = self._scene.tree.parse, word_sets()
        if parse.words[noun].casefold() in sets["other_states"] or is_state_word(parse, noun):
            return False
        if parse.lemmas[noun] in sets["craft" if role == "recipient" else "devices"]:
            return False
        if role == "actor":
            return self._is_of_people or parse.pos[noun] == "NOUN"
        if self._is_at_home:
            return True
        is_people = any(parse.lemmas[noun] in sets[name] for name in PEOPLE)
        return is_people and not self._is_by_state()

    def _is_by_state(self) -> bool:
        """Whether a state by name does the deed: "*Chad* refuses to talk to the group"."""
        scene = self._scene
        doers = (one for token in self._deed for one in scene.tree.kids(token, {"nsubj"}))
        found = (scene.mention_at[token] for token in doers)
        return any(one is not None and scene.mention(one).kind == "state" for one in found)
