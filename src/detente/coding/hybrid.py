"""The coder that ships: rules for syntax, an encoder for words, a judge over both."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from detente.coding.assemble import Found
from detente.coding.deeds import words_of_deed
from detente.coding.encoder import Encoder, load_encoder
from detente.coding.events import Coder, by_rules, own_tag, stage_of, weigh, weighed
from detente.coding.hints import NOTHING, Guess, Hints
from detente.coding.judge import Judge, features_of, load_judge
from detente.coding.learned import learned_triggers, made_trigger
from detente.coding.operators import Reading
from detente.coding.parties import with_parties
from detente.coding.scene import Scene
from detente.coding.triggers import find_triggers
from detente.model import Document
from detente.settings import Settings

# Another type that the encoder thinks at least this likely is weighed beside the rules' own.
_RIVAL: Final = 0.25
_RUNNERS_UP: Final = 3


def build(settings: Settings) -> Callable[[Sequence[Document]], list[Document]]:
    """Return the stage that adds ``events`` by rules, encoder and judge.

    Where no encoder is shipped for the language the rules stand alone.
    """
    encoder, judge = load_encoder(), load_judge()
    find = by_rules if encoder is None else Hybrid(encoder, judge)
    return stage_of(Coder(find, own_tag(settings)))


class Hybrid:
    """Finds what a sentence tells of; without a judge it keeps everything."""

    def __init__(self, encoder: Encoder, judge: Judge | None) -> None:
        self._encoder = encoder
        self._judge = judge

    def __call__(self, scene: Scene) -> list[Found]:
        """Return the findings of a sentence that the judge keeps, with their probabilities."""
        hints = self.hints(scene)
        kept: dict[int, Found] = {}
        for found in candidates(scene, hints):
            judged = self._judged(scene, hints, found)
            best = kept.get(found.reading.token)
            if judged is not None and (best is None or _sure(judged) > _sure(best)):
                kept[found.reading.token] = judged
        return list(kept.values())

    def hints(self, scene: Scene) -> Hints:
        """Return what the encoder says of a scene's sentence."""
        parse = scene.tree.parse
        start, end = parse.starts[0], parse.ends[-1]
        sensed = self._encoder.sense((scene.document.text or "")[start:end])
        return Hints(sensed, parse, start, self._encoder.labels)

    def _judged(self, scene: Scene, hints: Hints, found: Found) -> Found | None:
        if self._judge is None:
            return found
        chance = self._judge.probability(features_of(scene, hints, found))
        return found._replace(judged=chance) if chance >= self._judge.keep else None


def candidates(scene: Scene, hints: Hints) -> Iterator[Found]:
    """Yield all findings of a sentence, by rules or encoder, and what else they might be."""
    known = find_triggers(scene)
    learned = learned_triggers(scene, hints, known)
    for found in weighed(scene, {**known, **learned}):
        is_learned = found.reading.token in learned
        for reading in (found, *_retyped(scene, hints, found)):
            yield _completed(scene, hints, reading, is_learned=is_learned)


def _completed(scene: Scene, hints: Hints, found: Found, *, is_learned: bool) -> Found:
    deed = words_of_deed(scene, found.reading.token)
    rivals = [one for one in hints.types(deed) if one.label != found.reading.event_type]
    return found._replace(
        roles=with_parties(scene, hints, deed, found.roles, found.reading),
        rivals=tuple(rivals[:_RUNNERS_UP]),
        is_learned=is_learned,
    )


def _retyped(scene: Scene, hints: Hints, found: Found) -> Iterator[Found]:
    """Yield the finding as the type that the encoder would rather give its words."""
    reading = found.reading
    guesses = hints.types(words_of_deed(scene, reading.token))
    for guess in guesses[:_RUNNERS_UP]:
        if _is_rival(guess, reading):
            trigger = made_trigger(scene, hints, reading.token, guess.label)
            other = Reading(
                reading.token, trigger, guess.label, trigger.mode, trigger.cameo_code,
                is_planned=reading.is_planned, reason="the encoder reads the words so",
            )  # fmt: skip
            yield from filter(None, [weigh(scene, other)])


def _is_rival(guess: Guess, reading: Reading) -> bool:
    is_other = guess.label not in {reading.event_type, NOTHING}
    return is_other and guess.probability >= _RIVAL


def _sure(found: Found) -> float:
    return found.judged if found.judged is not None else float(not found.is_learned)
