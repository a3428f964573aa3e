"""Which state or organisation words mean, where a fact is about one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec.structs import replace

from detente.coding.claims_tables import organisation_in
from detente.coding.facts_groups import states_pointed_at
from detente.coding.facts_tables import fact_words, further_organisations
from detente.coding.scene import Scene
from detente.entities.tables import rows
from detente.model import Participant, Span

ANY: Final = "any"
STATE: Final = "state"
ORGANISATION: Final = "organisation"
_BLOCS: Final = frozenset({"IGO", "NGO", "MNC", "IMG", "UNO", "EUR"})
_NAME: Final = re.compile(r"[^\W\d_]+")
_CODE_LENGTH: Final = 3
# Whose deeds are their own and not their state's.
_PRIVATE: Final = frozenset(
    {
        "BUS",
        "MNC",
        "CVL",
        "JRN",
        "SOC",
        "LAB",
        "EDU",
        "REL",
        "MED",
        "AGR",
        "REF",
        "CRM",
        "NGO",
        "REB",
        "PRM",
        "UAF",
        "OPP",
    }
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

    ``wanted`` is "party", "state", "organisation", or "any": people stand for their state too.
    """
    found: dict[str, Party] = {}
    told = [party for token in tokens for party in _at(scene, token, wanted)]
    for party in told:
        if wanted in {"party", ANY, party.kind}:
            found.setdefault(party.code, party)
    return list(found.values())


def _at(scene: Scene, token: int, wanted: str) -> list[Party]:
    if wanted == ORGANISATION and scene.tree.parse.words[token].casefold() == "it":
        return _organisation_before(scene, token)
    bloc = _bloc_at(scene, token)
    if bloc is not None:
        return [bloc]
    if _is_beside_name(scene, token):
        return []
    number = scene.mention_at[token]
    is_inside = number is not None and number >= 0 and not _is_in_head(scene, token, number)
    placed = _placed(scene, token) if is_inside else []
    if placed:
        return placed
    numbers = [one for number in scene.who([token], steps=0) for one in scene.meant(number)]
    if not numbers or scene.mention_at[token] is None:
        numbers = _of_its_own(scene, token, numbers) or states_pointed_at(scene, token)
    is_any = wanted == ANY or _speaks_for_owner(scene, token)
    make = _anybody if is_any else _party
    found = [party for number in numbers if (party := make(scene, token, number))]
    is_named = any(_is_in_head(scene, token, number) for number in numbers)
    return found if found or is_named else _placed(scene, token)


def _is_beside_name(scene: Scene, token: int) -> bool:
    """Whether a word stands in a phrase that names a state elsewhere: "a *naval* base at Y"."""
    number = scene.mention_at[token]
    parse = scene.tree.parse
    if number is None or number < 0 or parse.words[token][0].isupper():
        return False
    if parse.tags[token] == "PRP$":
        return False
    return not _is_in_head(scene, token, number)


def _is_in_head(scene: Scene, token: int, number: int) -> bool:
    head = scene.mention(number).head
    return head.start <= scene.tree.parse.starts[token] < head.end


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


def state_named(words: str) -> str | None:
    """Return the state that some words name ("Luxembourg's prime minister"), None if none."""
    table = _names_of_states()
    parts = _NAME.findall(words)
    found = (table.get(part) for part in [*map(" ".join, pairwise(parts)), *parts])
    return next((code for code in found if code), None)


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
    own = _further(scene, token)
    if own is not None:
        return own
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


def _further(scene: Scene, token: int) -> Party | None:
    """Return an organisation that the registry lacks, by its name."""
    table = further_organisations()
    before = scene.tree.kids(token, {"compound", "amod"})
    span = scene.tree.span([*before, token])
    names = [(_words(scene, span), span)]
    if not any(scene.tree.parse.words[kid][0].isupper() for kid in before):
        names.append((scene.tree.parse.words[token], scene.tree.span([token])))
    for name, where in names:
        if name in table:
            named = Participant(span=where, text=name, entity=table[name], kind=ORGANISATION)
            return Party(token, named, table[name], ORGANISATION)
    return None


def _anybody(scene: Scene, token: int, number: int) -> Party | None:
    """Return the organisation or state that a mention is or belongs to."""
    who = _at_word(scene, token, number)
    if who.entity in known_organisations():
        return Party(token, who, who.entity or "", ORGANISATION)
    country = who.country or scene.country(number)
    if country is None or country in _BLOCS or len(country) != _CODE_LENGTH:
        return None
    return Party(token, who, country, STATE)


def _party(scene: Scene, token: int, number: int) -> Party | None:
    """Return the organisation or state that a mention is, people and firms aside."""
    found = _anybody(scene, token, number)
    if found is None or found.kind == ORGANISATION:
        return found
    who = found.participant
    is_private = bool(_PRIVATE & {who.sector or "", *who.other_sectors})
    is_itself = who.entity == found.code
    return None if who.kind == "person" or (is_private and not is_itself) else found


def _speaks_for_owner(scene: Scene, token: int) -> bool:
    """Whether a word stands for the state of whoever owns it: "his *country*"."""
    is_mention = scene.mention_at[token] is not None
    return not is_mention and scene.tree.parse.lemmas[token] in fact_words("speaking_for")


def _at_word(scene: Scene, token: int, number: int) -> Participant:
    """Return who a mention means, in the word's own words where it names an owner or adjective."""
    who = scene.participant(number)
    head = scene.mention(number).head
    start = scene.tree.parse.starts[token]
    is_own = head.start <= start < head.end or not who.span.start <= start < who.span.end
    parse = scene.tree.parse
    is_naming = parse.words[token][0].isupper() or parse.tags[token] == "PRP$"
    if is_own or not is_naming or scene.mention_at[token] != number:
        return who
    span = scene.tree.span([*scene.tree.kids(token, {"compound"}), token])
    return replace(who, span=span, text=_words(scene, span), sector=None, other_sectors=())


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
