"""Words without their endings: crude, but the same for both sides of a comparison."""

from functools import lru_cache

_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ers", "ed", "es", "s",
)  # fmt: skip
# Endings that make a noun of a verb and the like: "acquisition" meets "acquire".
_DERIVED = (
    "isations", "izations", "isation", "ization", "ations", "ation", "itions", "ition", "ments",
    "ment", "ances", "ance", "ences", "ence", "ings", "ing", "ions", "ion", "als", "al", "ers",
    "er", "ors", "or", "ures", "ure", "ed", "es", "s", "e", "y",
)  # fmt: skip
_SHORTEST_STEM = 4
_SHORTEST_ROOT = 3


def stem(word: str) -> str:
    """Return a lower-case word without its inflection; words that differ may meet."""
    return _without(word, _ENDINGS, _SHORTEST_STEM)


@lru_cache(maxsize=1 << 16)  # the same words stand in most reports
def root(word: str) -> str:
    """Return a lower-case word without inflection and derivation; more words meet."""
    return _without(word, _DERIVED, _SHORTEST_ROOT)


def _without(word: str, endings: tuple[str, ...], shortest: int) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word[: -len(ending)]
    return word
