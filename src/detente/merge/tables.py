"""The tables of this room, read once a run from the package's data."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Deeds:
    """Which event types may be one event, and the words that tell a visit from a meeting."""

    families: Mapping[str, str]
    symmetric: frozenset[str]
    frequent: frozenset[str]
    told_apart: frozenset[str]
    ordinals: tuple[str, ...]
    counted: tuple[str, ...]
    again: tuple[str, ...]
    instruments: Mapping[str, tuple[str, ...]]
    meet: tuple[str, ...]
    invite: tuple[str, ...]
    meeting: tuple[str, ...]
    visit: tuple[str, ...]
    stay: tuple[str, ...]
    welcome: tuple[str, ...]
    talk: tuple[str, ...]
    call: tuple[str, ...]
    no_call: tuple[str, ...]
    moved: tuple[str, ...]
    off_plan: tuple[str, ...]
    adds: tuple[str, ...]
    freed: tuple[str, ...]
    captives: tuple[str, ...]
    called_off: tuple[str, ...]
    vague: tuple[str, ...]
    look_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agencies:
    """News agencies (alias to name), credits to an unnamed one, and the words of attribution.

    ``between`` may stand between a name and its verb; ``kinds`` end the names of agencies; what
    looks like an agency, or a credit at the end, but is none: ``not_agencies``, ``not_credits``;
    ``foot`` are the words before a name at the end. ``chain`` are those before whom a source names
    as its own, ``passed_on`` those before who hands it on; ``signed`` are lines at the end that
    one agency alone writes, with its name. ``outlets`` are the known newspapers and broadcasters
    (alias to name).
    """

    aliases: Mapping[str, str]
    unnamed: frozenset[str]
    reported: tuple[str, ...]
    according: tuple[str, ...]
    between: tuple[str, ...]
    kinds: tuple[str, ...]
    not_agencies: frozenset[str]
    not_credits: frozenset[str]
    foot: tuple[str, ...]
    chain: tuple[str, ...]
    passed_on: tuple[str, ...]
    signed: Mapping[str, str]
    outlets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Number words, and what may stand before, between and after a number.

    ``same`` are words of one thing under its name; ``hurt`` ("killed") and ``hurting`` ("killing")
    count people; a ``toll`` ("death toll") ``became`` ("rose to") a number; ``growing`` are names
    of what can only become more, ``kinds`` words for people, papers and firms of any sort; ``each``
    says that a number is that of each side. ``peoples`` and what ends so ("Ukrainians") are
    people; beyond what stands in ``elsewhere`` ("weeks after") another matter is told, and so it
    is beyond a semicolon with words that ``look_back``. ``part_of`` and
    ``parts`` stand before and behind the number of some of those counted.
    """

    between: tuple[str, ...]
    no_units: frozenset[str]
    units_of_many: frozenset[str]
    fewest_of_many: int
    bounds: Mapping[str, str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    same: Mapping[str, tuple[str, ...]]
    hurt: tuple[str, ...]
    hurting: tuple[str, ...]
    toll: tuple[str, ...]
    became: tuple[str, ...]
    growing: frozenset[str]
    kinds: Mapping[str, tuple[str, ...]]
    each: tuple[str, ...]
    peoples: frozenset[str]
    peoples_end: tuple[str, ...]
    elsewhere: tuple[str, ...]
    look_back: tuple[str, ...]
    part_of: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Phrases that name who mediated, or say that nobody did; that talks agreed, or did not.

    ``not_yet`` stand before a verb that tells of a wish. What has none of the keys has no phrase.
    """

    mediator_keys: tuple[str, ...]
    agreement_keys: tuple[str, ...]
    named: tuple[str, ...]
    none: tuple[str, ...]
    reached: tuple[str, ...]
    failed: tuple[str, ...]
    not_yet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predicates:
    """Deeds in other words (each line one deed, phrases joined by "_"), and irregular forms.

    ``derived`` are the verbs that nouns of deeds come from ("decision": "decide").
    """

    same: tuple[tuple[str, ...], ...]
    kin: tuple[tuple[str, ...], ...]
    light: tuple[str, ...]
    telling: tuple[str, ...]
    irregular: Mapping[str, str]
    derived: Mapping[str, str]


def read_predicates() -> Predicates:
    """Return the table of deeds in other words."""
    table = _read("predicates.toml")
    same, kin = (
        tuple(tuple(line.split()) for line in table[name].strip().splitlines())
        for name in ("same", "kin")
    )
    light, telling = (tuple(table[name].split()) for name in ("light", "telling"))
    return Predicates(same, kin, light, telling, table["irregular"], _read_derived())


def _read_derived() -> dict[str, str]:
    """Return the verbs that nouns come from, with the plurals of the nouns."""
    path = resources.files("detente.merge").joinpath("data", "derived.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    verbs = {row["noun"]: row["verb"] for row in rows}
    return verbs | {_plural(noun): verb for noun, verb in verbs.items()}


def _plural(noun: str) -> str:
    is_soft = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return f"{noun[:-1]}ies" if is_soft else f"{noun}s"


def read_number_words() -> NumberWords:
    """Return the table of number words."""
    table = _read("numbers.toml")
    return NumberWords(
        between=tuple(table["between"]),
        no_units=frozenset(table["no_units"]),
        units_of_many=frozenset(table["units_of_many"]),
        fewest_of_many=int(table["fewest_of_many"]),
        bounds=table["bounds"],
        numbers={word: float(value) for word, value in table["numbers"].items()},
        scales={word: float(value) for word, value in table["scales"].items()},
        same={name: tuple(some) for name, some in table["same"].items()},
        hurt=tuple(table["hurt"]),
        hurting=tuple(table["hurting"]),
        toll=tuple(table["toll"]),
        became=tuple(table["became"]),
        growing=frozenset(table["growing"]),
        kinds={name: tuple(some) for name, some in table["kinds"].items()},
        each=tuple(table["each"]),
        peoples=frozenset(table["peoples"]),
        peoples_end=tuple(table["peoples_end"]),
        elsewhere=tuple(table["elsewhere"]),
        look_back=tuple(table["look_back"]),
        part_of=tuple(table["part_of"]),
        parts=tuple(table["parts"]),
    )


def read_outcomes() -> Outcomes:
    """Return the table of how reports tell of mediators and outcomes."""
    table = _read("outcomes.toml")
    told = {**table["keys"], **table["mediator"], **table["agreement"]}
    return Outcomes(**{name: tuple(phrases) for name, phrases in told.items()})


def read_deeds() -> Deeds:
    """Return the table of families and of the words of deeds."""
    table = _read("deeds.toml")
    words = {name: tuple(values) for name, values in table["words"].items()}
    return Deeds(
        families=table["families"],
        symmetric=frozenset(table["symmetric"]["families"]),
        frequent=frozenset(table["frequent"]["families"]),
        told_apart=frozenset(table["told_apart"]["families"]),
        ordinals=tuple(table["series"]["ordinals"]),
        counted=tuple(table["series"]["counted"]),
        again=tuple(table["series"]["again"]),
        instruments={sort: tuple(names) for sort, names in table["instruments"].items()},
        **words,
    )


def read_agencies() -> Agencies:
    """Return the table of news agencies and of the words of attribution."""
    table = _read("agencies.toml")
    aliases = {alias: name for name, names in table["agencies"].items() for alias in names}
    return Agencies(
        aliases=aliases,
        unnamed=frozenset(table["unnamed"]),
        reported=tuple(table["reported"]),
        according=tuple(table["according"]),
        between=tuple(table["between"]),
        kinds=tuple(table["kinds"]),
        not_agencies=frozenset(table["not_agencies"]),
        not_credits=frozenset(table["not_credits"]),
        foot=tuple(table["foot"]),
        chain=tuple(table["chain"]),
        passed_on=tuple(table["passed_on"]),
        signed=table["signed"],
        outlets=_read_outlets(aliases),
    )


def _read_outlets(agencies: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the table of media that mean an outlet in any sentence."""
    path = resources.files("detente.entities").joinpath("data", "own_things_media.csv")
    found: dict[str, str] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        names = [name for name in (row["name"], *row["variants"].split("|")) if name]
        # A name that needs words beside it ("Time", "Focus") is mostly something else.
        if not row["needs"]:
            known = next((agencies[name] for name in names if name in agencies), row["name"])
            found |= dict.fromkeys(names, known)
    return found


def read_stopwords() -> frozenset[str]:
    """Return lower-case words that say nothing about which event a text tells."""
    return frozenset(_read("stopwords.toml")["words"].split())


def _read(name: str) -> dict[str, Any]:
    text = resources.files("detente.merge").joinpath("data", name).read_text(encoding="utf-8")
    return tomllib.loads(text)
