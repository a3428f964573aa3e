"""Tables for what pronouns and descriptions stand for among actor mentions."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from detente.link.coref_words import load_words


@cache
def genders() -> Mapping[str, str]:
    """Return "m" or "f" by folded first name."""
    return load_words().genders


@cache
def titles() -> Mapping[str, str]:
    """Return "m", "f" or "" by folded title ("mr", "queen", "general")."""
    return load_words().titles


@cache
def noun_genders() -> Mapping[str, str]:
    """Return "m" or "f" by noun ("spokeswoman"), for nouns that tell it."""
    return {word: noun.gender for word, noun in load_words().nouns.items() if noun.gender}


@cache
def members_of_class() -> Mapping[str, frozenset[str]]:
    """Return ids of the states or organisations that a noun may be said of ("kingdom")."""
    text = files("detente.link").joinpath("data", "coref_states.toml").read_text("utf-8")
    return {noun: frozenset(ids.split()) for noun, ids in tomllib.loads(text)["classes"].items()}
