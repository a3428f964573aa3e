"""The judge: how likely a finding is an event of its type, from what rules and encoder say.

A logistic regression over few named features, fitted on the corpus with answers of encoders that
had not seen the sentence (``make train``), so that its probabilities can be read as such.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Final

from detente.coding.assemble import Found
from detente.coding.clauses import depth
from detente.coding.deeds import words_of_deed
from detente.coding.hints import NOTHING, Hints
from detente.coding.scene import Scene
from detente.model import Modality, Record
from detente.ontology.languages import LANGUAGE, language_file

_FLOOR: Final = 0.03
_DEEPEST: Final = 6
_MOST_NEEDS: Final = 3


class Judge(Record, frozen=True, kw_only=True):
    """Weights by feature, and the probability from which a finding is kept."""

    bias: float
    weights: Mapping[str, float]
    keep: float

    def probability(self, features: Mapping[str, float]) -> float:
        """Return how likely a finding with these features is an event of its type."""
        weights = self.weights
        score = sum(weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + math.exp(-(self.bias + score)))


@cache
def load_judge(language: str = LANGUAGE) -> Judge | None:
    """Return the judge of a language, or None where none is shipped."""
    path = language_file("detente.coding", "judge.json", language)
    if not path.is_file():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    return Judge(bias=found["bias"], weights=found["weights"], keep=found["keep"])


def features_of(scene: Scene, hints: Hints, found: Found) -> dict[str, float]:
    """Return what the judge weighs of a finding."""
    return {
        **_of_encoder(scene, hints, found),
        **_of_rules(scene, found),
        **_of_parties(scene, hints, found),
    }


def _of_encoder(scene: Scene, hints: Hints, found: Found) -> dict[str, float]:
    reading = found.reading
    deed = words_of_deed(scene, reading.token)
    if reading.governs is not None:
        deed += words_of_deed(scene, reading.governs)
    guesses = {guess.label: guess.probability for guess in hints.types(deed)}
    own = guesses.get(reading.event_type, 0.0)
    others = {label: one for label, one in guesses.items() if label != reading.event_type}
    rival = max((one for label, one in others.items() if label != NOTHING), default=0.0)
    sentence = hints.sentence
    return {
        "word tells of type": _logit(own),
        "word tells of nothing": _logit(guesses.get(NOTHING, 1.0)),
        "word tells of another type": _logit(rival),
        "sentence tells of type": _logit(sentence[reading.event_type]),
        "sentence tells of nothing": _logit(sentence[NOTHING]),
    }


def _of_rules(scene: Scene, found: Found) -> dict[str, float]:
    is_learned = found.is_learned
    reading, modality = found.reading, found.reality.modality
    sentence = (scene.document.sentences or ())[scene.index]
    return {
        "no rule": float(is_learned),
        "noun": float(reading.trigger.kind == "n"),
        "needs": 0.0 if is_learned else min(len(reading.trigger.needs), _MOST_NEEDS),
        "weak": float(reading.trigger.frame == "weak"),
        "composed": float(reading.governs is not None),
        "depth": min(depth(scene.tree, reading.token), _DEEPEST),
        "headline": float(sentence.is_headline),
        "claimed": float(modality is Modality.CLAIMED),
        "hypothetical": float(modality is Modality.HYPOTHETICAL),
        "denied": float(modality is Modality.DENIED),
        "planned": float(modality is Modality.PLANNED),
        **({f"veto: {found.veto}": 1.0} if found.veto else {}),
    }


def _of_parties(scene: Scene, hints: Hints, found: Found) -> dict[str, float]:
    roles = found.roles
    deed = words_of_deed(scene, found.reading.token)
    return {
        "some party": float(bool(roles.actors or roles.recipients or roles.unnamed)),
        "actor known": float(any(map(scene.is_known, roles.actors))),
        "recipient known": float(any(map(scene.is_known, roles.recipients))),
        "several actors": float(scene.are_several(roles.actors)),
        "actor acts": _surest(scene, hints, "actor", deed, roles.actors),
        "recipient receives": _surest(scene, hints, "recipient", deed, roles.recipients),
    }


def _surest(
    scene: Scene, hints: Hints, role: str, deed: list[int], numbers: tuple[int, ...]
) -> float:
    spans = (scene.tokens_of(scene.mention(number).span) for number in numbers)
    return max((hints.role(role, deed, span) for span in spans), default=0.0)


def _logit(chance: float) -> float:
    held = min(max(chance, _FLOOR), 1.0 - _FLOOR)
    return math.log(held / (1.0 - held))
