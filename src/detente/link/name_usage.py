"""Names that many people have, and who is called by the first word of a name."""

from typing import NamedTuple

from detente.entities.tables import words as word_table


class Usage(NamedTuple):
    """The words of ``name_usage.toml``: names many have, states that call people by the first."""

    surnames: frozenset[str]
    given: frozenset[str]
    first_word: frozenset[str]


def load_usage() -> Usage:
    """Return the packaged words about how people are called."""
    table = word_table("name_usage.toml")
    keys = ("common_surnames", "common_given", "first_word_names")
    return Usage(*(frozenset(table[key].split()) for key in keys))
