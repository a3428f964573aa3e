"""Which state or organisation words mean, where a fact is about one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from detente.coding.claims_tables import organisation_in
from detente.coding.facts_tables import fact_words
from detente.coding.scene import Scene
from detente.entities.tables import rows
from detente.model import Participant, Span

STATE: Final = "state"
ORGANISATION: Final = "organisation"
_BLOCS: Final = frozenset({"IGO", "NGO", "MNC", "IMG", "UNO", "EUR"})
_CODE_LENGTH: Final = 3
# Whose deeds are their own and not their state's.
_PRIVATE: Final = frozenset(
    {"BUS", "MNC", "CVL", "JRN", "SOC", "LAB", "EDU", "REL", "MED", "AGR", "REF", "CRM", "NGO"}
)
_STEPS: Final = frozenset({"role", "body", "unknown"})


class Party(NamedTuple):
    """A state or organisation in a sentence: its words, its code, and the word it stands at."""

    token: int
    participant: Participant
    code: str
    kind: str


def parties_at(scene: Scene, tokens: Iterable[int], wanted: str = "party") -> list[Party]:
    """Return the states and organisations that noun phrases mean, each once, in order.

    ``wanted`` is "party", "state" or "organisation".
    """
    found: dict[str, Party] = {}
    told = [party for token in tokens for party in _at(scene, token, wanted)]
    for party in told:
        if wanted in {"party", party.kind}:
            found.setdefault(party.code, party)
    return list(found.values())


def _at(scene: Scene, token: int, wanted: str) -> list[Party]:
    if wanted == ORGANISATION and scene.tree.parse.words[token].casefold() == "it":
        return _organisation_before(scene, token)
    bloc = _bloc_at(scene, token)
    if bloc is not None:
        return [bloc]
    numbers = [one for number in scene.who([token], steps=0) for one in scene.meant(number)]
    if not numbers or scene.mention_at[token] is None:
        numbers = _of_its_own(scene, token, numbers)
    found = [party for number in numbers if (party := _party(scene, token, number))]
    return found if found or numbers else _placed(scene, token)


def _placed(scene: Scene, token: int) -> list[Party]:
    """Return the state that a word names by a place in it, or by a name that is no mention."""
    parse = scene.tree.parse
    if parse.pos[token] not in {"PROPN", "ADJ"} or not parse.words[token][0].isupper():
        return []
    place = scene.place_at(token)
    span = place.span if place else scene.tree.span([*scene.tree.kids(token, {"compound"}), token])
    words = _words(scene, span)
    country = place.country if place else _names_of_states().get(words)
    if not country:
        return []
    named = Participant(span=span, text=words, kind=STATE, country=country)
    return [Party(token, named, country, STATE)]


def _organisation_before(scene: Scene, token: int) -> list[Party]:
    """Return the organisation that was named last before a pronoun, in this sentence."""
    start = scene.tree.parse.starts[token]
    before = [one for one in scene.mentions if scene.mention(one).span.end <= start]
    found = [party for one in reversed(before) if (party := _party(scene, token, one))]
    return [party for party in found if party.kind == ORGANISATION][:1]


@cache
def _names_of_states() -> Mapping[str, str]:
    """Return the state that each name, adjective or capital means, where it is one alone."""
    found: dict[str, set[str]] = {}
    for variant, iso3, kind, *_ in (*rows("names.csv.gz"), *rows("own_names.csv")):
        if kind in {"name", "adjective", "capital"} and variant[0].isupper():
            found.setdefault(variant, set()).add(iso3)
    return {name: next(iter(states)) for name, states in found.items() if len(states) == 1}


def _of_its_own(scene: Scene, token: int, numbers: list[int]) -> list[int]:
    """Return whose a phrase is that is no party itself, if it speaks for its owner."""
    parse = scene.tree.parse
    if parse.pos[token] in {"PRON", "DET"} or parse.tags[token] == "PRP$":
        return scene.who([token])
    if parse.lemmas[token] in fact_words("speaking_for"):
        return scene.who([token], steps=1)
    return [number for number in numbers if number < 0]


def _bloc_at(scene: Scene, token: int) -> Party | None:
    """Return the organisation whose name a word is part of."""
    parse = scene.tree.parse
    span = scene.tree.span(scene.tree.noun_phrase(token)) if parse.pos[token] != "PRON" else None
    if span is None:
        return None
    at = parse.starts[token]
    found = organisation_in(
        scene.document.text or "", Span(span.start, max(span.end, parse.ends[token]))
    )
    if found is None or not found[1].start <= at < found[1].end:
        return None
    identity, where = found
    number = scene.mention_at[token]
    linked = scene.participant(number) if number is not None else None
    if (
        linked is not None
        and linked.kind == ORGANISATION
        and linked.entity in known_organisations()
    ):
        identity = linked.entity or identity
    elif linked is not None and linked.kind == STATE and linked.entity:
        return None
    named = Participant(span=where, text=_words(scene, where), entity=identity, kind=ORGANISATION)
    return Party(token, named, identity, ORGANISATION)


def _party(scene: Scene, token: int, number: int) -> Party | None:
    who = scene.participant(number)
    if who.entity in known_organisations():
        return Party(token, who, who.entity or "", ORGANISATION)
    country = who.country or scene.country(number)
    if country is None or country in _BLOCS or len(country) != _CODE_LENGTH:
        return None
    if who.kind == "person":
        return None
    if who.entity != country and _PRIVATE & {who.sector or "", *who.other_sectors}:
        return None
    return Party(token, who, country, STATE)


def _words(scene: Scene, span: Span) -> str:
    return (scene.document.text or "")[span.start : span.end]


@cache
def known_organisations() -> frozenset[str]:
    """Return the ids of the organisations of the registry."""
    return frozenset(row[0] for row in rows("organisations.csv"))


def told_apart(subjects: Sequence[Party], objects: Sequence[Party]) -> list[tuple[Party, Party]]:
    """Return all pairs of a subject and an object that are not the same."""
    return [(one, other) for one in subjects for other in objects if one.code != other.code]


def in_pairs(parties: Sequence[Party]) -> list[tuple[Party, Party]]:
    """Return each party with each after it, for facts that hold of both alike."""
    return [(one, other) for number, one in enumerate(parties) for other in parties[number + 1 :]]
