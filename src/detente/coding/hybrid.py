"""The coder that ships: rules for syntax, an encoder for words, a judge over both."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from detente.coding.assemble import Found, date_of
from detente.coding.deeds import words_of_deed
from detente.coding.echoes import without_echoes
from detente.coding.encoder import Encoder, load_encoder
from detente.coding.events import Coder, by_rules, own_tag, stage_of, weigh, weighed
from detente.coding.hints import NOTHING, Guess, Hints
from detente.coding.homes import names_one_state
from detente.coding.joint import acting_together, hosted, joint
from detente.coding.judge import Judge, features_of, load_judge
from detente.coding.learned import learned_triggers, made_trigger
from detente.coding.nominal import AROUND, BETWEEN
from detente.coding.operators import Reading
from detente.coding.outlook import is_long
from detente.coding.parties import with_parties
from detente.coding.parties_hit import with_teller_hit
from detente.coding.parties_kicker import without_kicker
from detente.coding.parties_syntax import BY_OWNER
from detente.coding.roles import Roles
from detente.coding.scene import Scene
from detente.coding.spared import sparing
from detente.coding.stays import stays_beside
from detente.coding.triggers import find_triggers
from detente.coding.vetoes import vetoed_by
from detente.model import Document
from detente.ontology.plover import quad_class
from detente.settings import Settings

# The encoder's type is weighed beside that of the rules if it is this sure of it, and gives the
# rules' less than this. On sentences of the corpus that neither knew, the encoder was then right
# several times as often as the rules; where it was less sure, the rules were right more often.
_RIVAL: Final = 0.5
_UNLIKELY: Final = 0.08
# What rules hold against a finding for want of a party or an object the judge may overrule: on
# sentences of the corpus that neither knew, a third of such findings were right. Other vetoes stay.
_SOFT: Final = frozenset(
    {"nobody known takes part", "is said by nobody", "is empty request", "is empty promise"}
)
# What companies do with each other the encoder takes for what states do; whose verdict only says
# whom another deed is on it takes for a deed of its own. What is hoped for, mourned or denied in a
# comment: of 156 such findings in the corpus ten were right.
_HARD: Final = frozenset(
    {"is company deal", "is of convict", "is commented on", "is mishap", "is stay at home"}
)
# Other vetoes the judge weighs only where the encoder is at least this sure of the same type.
_OVERRULING: Final = 0.5
# How likely a finding must be that no rule tells, or that rules have something against.
_KEEP_DOUBTED: Final = 0.5
# The same of a deed that two states have a part in: on sentences new to the encoder half of what is
# as likely as this is right, where of other doubted findings a third is.
_KEEP_DOUBTED_PAIR: Final = 0.4
# What the encoder alone finds among people of one state must be likelier still in an article that
# hardly looks abroad: it has learned from sentences on the relations between states.
_KEEP_AT_HOME: Final = 0.75
# In any article most sentences tell of nothing new: of 45 such findings below .7, ten were right.
_KEEP_AMONG_MANY: Final = 0.7
_KEEP_PAIRED_AMONG_MANY: Final = 0.6
_KEEP_PARTLESS: Final = 0.9  # a deed of words by nobody to nobody ("Strengthening Ties")
# A rule's finding between two known parties stands even if the encoder sees little in its words,
# all the more if a noun's own owner and object name them ("Iraq's invasion of Kuwait", "talks
# between Kenya and Chad"), or the deed has a day of its own ("the pact Fiji and Japan signed on
# Monday").
_KEEP_PAIRED: Final = 0.1
_KEEP_OWNED: Final = 0.02
# So does what leaves no doubt of its type, even if those who do it are of no known country ("the
# teachers will not end their strike").
_KEEP_SETTLED: Final = 0.05
# What rules found no party for and the encoder did.
_KEEP_ANSWERED: Final = 0.3
# Verbal cooperation and verbal conflict.
_OF_WORDS: Final = frozenset({1, 3})
_UNKNOWN: Final = "nobody known takes part"
_NAMED_WITH: Final = (BY_OWNER, BETWEEN, AROUND)
# The least likely finding that stands alone, and what makes a sentence news of an event: less than
# this probability that it tells of nothing.
_LEAST: Final = 0.1
_NEWS: Final = 0.1
_LEAST_OF_MANY: Final = 0.25  # in an article, where most sentences tell of nothing new
# How many other types are told, and from what probability on; from what a context is.
_RUNNERS_UP: Final = 3
_TOLD: Final = 0.005
_CONTEXT: Final = 0.5


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``events`` by rules, encoder and judge.

    Where no encoder is shipped for the language the rules stand alone. With the gate on, sentences
    of news from home are spared the encoder (see :mod:`detente.coding.spared`).

    Raises:
        OwnTypesError: the settings name a file of own types that is broken.
    """
    encoder, judge = load_encoder(), load_judge()
    find = by_rules if encoder is None else Hybrid(encoder, judge)
    gated = sparing(find) if settings.coding.gate and encoder is not None else find
    return stage_of(Coder(gated, own_tag(settings)))


class Hybrid:
    """Finds what a sentence tells of; without a judge it keeps everything."""

    def __init__(self, encoder: Encoder, judge: Judge | None) -> None:
        self._encoder = encoder
        self._judge = judge

    def __call__(self, scene: Scene) -> list[Found]:
        """Return the findings of a sentence that the judge keeps, with their probabilities.

        What the encoder finds alone, or rules have something against, must be likelier than what a
        rule tells. Where nothing is kept of a sentence that the encoder is sure to be news of an
        event, the best finding stands that is not too unlikely.
        """
        hints = self.hints(scene)
        judged = [self._judged(scene, hints, found) for found in candidates(scene, hints)]
        kept = [found for found in judged if _chance(found) >= self._keep(scene, found)]
        if not kept and hints.sentence[NOTHING] < _NEWS:
            least = _least(scene)
            free = [found for found in judged if not found.veto and _chance(found) >= least]
            kept = sorted(free, key=_chance)[-1:]
        by_word: dict[int, Found] = {}
        for found in sorted(kept, key=_chance):
            by_word[found.reading.token] = found
        told = [by_word[token] for token in sorted(by_word)]
        stays = (self._judged(scene, hints, found) for found in stays_beside(scene, told))
        return without_echoes(scene, [*told, *stays])

    def _keep(self, scene: Scene, found: Found) -> float:
        """Return how likely a finding must be to be kept."""
        if self._judge is None:
            return 0.0
        if found.reading.is_settled and _may_stand(found):
            if found.is_paired:
                return 0.0
            return self._judge.keep if scene.is_domestic else _KEEP_SETTLED
        if found.is_learned or found.veto:
            return _keep_doubted(scene, found)
        if not found.is_paired:
            return self._keep_unpaired(scene, found)
        is_named = found.roles.reason.startswith(_NAMED_WITH)
        is_dated = not is_named and date_of(scene, found.reading.token) is not None
        return _KEEP_OWNED if is_named or is_dated else _KEEP_PAIRED

    def _keep_unpaired(self, scene: Scene, found: Found) -> float:
        """Return how likely a rule's finding must be that does not name two countries."""
        if found.reading.is_settled or self._judge is None:
            return _KEEP_PAIRED
        is_home = _is_at_home(scene, found) and not _is_paired(scene, found.roles)
        return _KEEP_DOUBTED if is_home and not scene.is_domestic else self._judge.keep

    def hints(self, scene: Scene) -> Hints:
        """Return what the encoder says of a scene's sentence."""
        parse = scene.tree.parse
        start, end = parse.starts[0], parse.ends[-1]
        sensed = self._encoder.sense((scene.document.text or "")[start:end])
        return Hints(sensed, parse, start, self._encoder.labels)

    def _judged(self, scene: Scene, hints: Hints, found: Found) -> Found:
        if self._judge is None:
            return found
        return found._replace(judged=self._judge.probability(features_of(scene, hints, found)))


def candidates(scene: Scene, hints: Hints) -> Iterator[Found]:
    """Yield all findings of a sentence, by rules or encoder, and what else they might be."""
    known = find_triggers(scene)
    learned = learned_triggers(scene, hints, known)
    for found in weighed(scene, {**known, **learned}):
        is_learned = found.reading.token in learned
        for reading in _readings(scene, hints, found):
            yield _completed(scene, hints, reading, is_learned=is_learned)


def _readings(scene: Scene, hints: Hints, found: Found) -> Iterator[Found]:
    """Yield what the judge is to weigh of a finding: itself, and another type for its words."""
    guesses = hints.types(words_of_deed(scene, found.reading.token))
    readings = (found, *_retyped(scene, hints, found, guesses))
    yield from (reading for reading in readings if _is_open(reading, guesses[0]))


def _is_open(found: Found, best: Guess) -> bool:
    """Whether nothing bars a finding: no veto, a soft one, or the encoder is sure of it."""
    if not found.veto or found.veto in _SOFT:
        return True
    if found.veto in _HARD:
        return False
    return best.label == found.reading.event_type and best.probability >= _OVERRULING


def _completed(scene: Scene, hints: Hints, found: Found, *, is_learned: bool) -> Found:
    deed = words_of_deed(scene, found.reading.token)
    event_type = found.reading.event_type
    roles = with_parties(scene, hints, deed, found.roles, event_type)
    roles = without_kicker(scene, deed, roles)
    roles = with_teller_hit(scene, event_type, roles, found.reality)
    reading = joint(scene, found.reading, roles)
    roles = hosted(scene, reading, acting_together(scene, reading, roles))
    return found._replace(
        reading=reading,
        roles=roles,
        rivals=tuple(_runners_up(hints.types(deed), found.reading)),
        is_learned=is_learned,
        is_answered=_is_answered(scene, found, roles),
        is_paired=_is_paired(scene, found.roles),
        contexts=tuple(name for name, chance in hints.contexts.items() if chance >= _CONTEXT),
    )


def _least(scene: Scene) -> float:
    """Return how likely the best finding must be of a sentence that seems to be news of some."""
    if scene.is_domestic:
        return _KEEP_DOUBTED
    if not is_long(scene.document):
        return _LEAST
    return _KEEP_DOUBTED if names_one_state(scene) else _LEAST_OF_MANY


def _keep_doubted(scene: Scene, found: Found) -> float:
    """Return how likely a finding must be that no rule tells, or that rules speak against."""
    is_paired = _is_paired(scene, found.roles)
    if found.is_learned and not is_paired and _is_at_home(scene, found):
        return _KEEP_AT_HOME
    if found.is_learned and is_long(scene.document):
        return _KEEP_PAIRED_AMONG_MANY if is_paired else _KEEP_AMONG_MANY
    if found.is_answered and not found.is_learned and not scene.is_domestic:
        return _KEEP_ANSWERED
    is_open = not found.veto or found.veto in _SOFT
    if is_open and is_paired and not scene.is_domestic:
        return _KEEP_DOUBTED_PAIR
    has_party = found.roles.actors or found.roles.recipients or found.roles.unnamed
    return _KEEP_DOUBTED if has_party else _KEEP_PARTLESS


def _is_at_home(scene: Scene, found: Found) -> bool:
    """Whether an article hardly looks abroad, or words are among people of the one state named."""
    is_said = quad_class(found.reading.event_type) in _OF_WORDS
    return scene.is_domestic or (is_said and is_long(scene.document) and names_one_state(scene))


def _may_stand(found: Found) -> bool:
    """Whether somebody does a deed, known or not, and nothing else speaks against it."""
    has_doer = bool(found.roles.actors) or found.roles.unnamed is not None
    return has_doer and (found.veto in {"", _UNKNOWN} or found.is_answered)


def _is_answered(scene: Scene, found: Found, roles: Roles) -> bool:
    """Whether a finding lacked a party by the rules and has it by the encoder, or its country."""
    return found.veto in _SOFT and not vetoed_by(scene, found.reading, roles)


def _is_paired(scene: Scene, roles: Roles) -> bool:
    """Whether rules name two countries: who acts and who receives, or both that act together."""
    actors = {scene.country(number) for number in roles.actors} - {None}
    others = {scene.country(number) for number in roles.recipients} - {None}
    return len(actors) > 1 or bool(actors and others - actors)


def _runners_up(guesses: Sequence[Guess], reading: Reading) -> Iterator[Guess]:
    """Yield the likeliest other types that words may tell of, by the encoder."""
    others = (one for one in guesses if one.label not in {reading.event_type, NOTHING})
    yield from (one for one in islice(others, _RUNNERS_UP) if one.probability >= _TOLD)


def _retyped(scene: Scene, hints: Hints, found: Found, guesses: Sequence[Guess]) -> Iterator[Found]:
    """Yield the finding as the type that the encoder would rather give its words."""
    reading = found.reading
    if not reading.is_settled and _has_rival(guesses, reading):
        trigger = made_trigger(scene, hints, reading.token, guesses[0].label)
        other = Reading(
            reading.token, trigger, trigger.event_type, trigger.mode, trigger.cameo_code,
            is_planned=reading.is_planned, reason="the encoder reads the words so",
        )  # fmt: skip
        yield weigh(scene, other)


def _has_rival(guesses: Sequence[Guess], reading: Reading) -> bool:
    """Whether the encoder is sure of another type than a reading has, and doubts that one."""
    best = guesses[0]
    is_other = best.label not in {reading.event_type, NOTHING} and best.probability >= _RIVAL
    own = next((one.probability for one in guesses if one.label == reading.event_type), 0.0)
    return is_other and own < _UNLIKELY


def _chance(found: Found) -> float:
    return 1.0 if found.judged is None else found.judged
