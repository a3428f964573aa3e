"""The country of parties that name none: "thousands marched in Tbilisi", "rebels", a town hit."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from detente.coding.clauses import objects, prepositions
from detente.coding.participation import Roles
from detente.coding.parties_kinds import is_envoy, is_of_many
from detente.coding.scene import Scene
from detente.link.places import place_of_clause
from detente.model import Link, Participant, Place, Span
from detente.ontology.lexicon import Trigger, word_sets

# Deeds done where they are told to happen; words may be spoken anywhere.
_PHYSICAL: Final = frozenset({"PROTEST", "ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"})
# Sectors of those who fight, ask and march in their own country unless the text says otherwise.
_DOMESTIC: Final = frozenset(
    {"REB", "OPP", "CVL", "UAF", "LAB", "EDU", "AGR", "REL", "SOC", "PTY", "PRM", "REF", "ELI"}
)
# These are at home where they act, but not wherever the sentence happens to name.
_OFFICIAL: Final = frozenset({"COP", "JUD", "MIL", "GOV", "LEG", "SPY", "CRM", "BUS", "MED", "JRN"})
# Who is named once with the state and then without: "Omani police", "officers".
_UNIFORMED: Final = frozenset({"COP", "MIL", "JUD"})
# What a state does to people of no named country, it does to its own.
_INWARD: Final = frozenset({"COERCE", "CONCEDE", "RETREAT", "ASSAULT", "PROTEST", "SANCTION"})
# Blows that a state deals to those in its hands.
_PUNISHING: Final = frozenset({"execute", "hang", "flog", "behead"})
# What a government does at home.
_GOVERNING: Final = frozenset({"CONCEDE", "COERCE"})
# Whom these are put to rules those who put them, as far as the text tells.
_FACING: Final = frozenset({"PROTEST", "REQUEST", "RETREAT"})
# A blow or a seizure falls on the state whose town it hits.
_FALLING: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_UNOWNED_MODES: Final = frozenset({"resign", "convict"})
# What is sent or cut off reaches the place it is sent to, if that lies abroad.
_REACHING: Final = frozenset({"AID", "SANCTION"})
# Deeds of the authorities of the place where they happen.
_OF_AUTHORITIES: Final = frozenset({"arrest", "deport", "convict", "curfew", "martial-law"})
_AIMED: Final = frozenset({"at", "on", "into", "against", "toward", "towards"})
# What is brought down over a place is not the place's.
_IN_THE_AIR: Final = frozenset({"shoot", "down", "intercept"})
# Sets of words for people.
PEOPLE: Final = ("killed", "citizens", "troops", "police", "prisoner", "relational", "people")
BLOCS: Final = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG"})
# How the rules tell that nobody is named who acts.
BY_AUTHORITIES: Final = "the authorities of the place act"
BY_HOST: Final = "whose guest one is takes part"
_SPEAKING: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "AID"})
_NOWHERE: Final = "NGO"
_PLACED, _GUESSED = 0.6, 0.4
# A sentence that names no country is about the one named so many sentences before at most.
_REACH: Final = 2


def settled(scene: Scene, token: int, head: int, trigger: Trigger, roles: Roles) -> Roles:
    """Return roles whose parties without a country have that of the place or the other side.

    ``head`` is the verb of a trigger's clause.
    """
    place = _place(scene, token, head)
    where = place.country if place and trigger.event_type in _PHYSICAL else None
    roles = with_home(scene, roles, where, trigger)
    roles = _with_marchers(scene, token, trigger, roles, place)
    roles = _with_authorities(scene, trigger, roles, place)
    roles = _with_people_ruled(scene, token, trigger, roles, where)
    roles = _with_host(scene, trigger, roles, place)
    roles = _with_place_hit(scene, trigger, roles, place)
    _settle_recipients(scene, trigger, roles, where)
    return _with_own_rulers(scene, trigger, roles)


def _with_own_rulers(scene: Scene, trigger: Trigger, roles: Roles) -> Roles:
    """Return a protest's roles with the protesters' own state, where it is against nobody named."""
    if trigger.event_type != "PROTEST" or any(map(scene.is_known, roles.recipients)):
        return roles
    country = _one_country(scene, roles.actors)
    words = _words_for(scene, country) if country and country not in BLOCS else None
    if words is None:
        return roles
    party = Participant(
        span=words[0], text=words[1], country=country, sector="GOV", confidence=_GUESSED
    )
    reason = f"{roles.reason}; a protest against nobody named is against one's own state"
    return roles._replace(recipients=(scene.stand_in(party),), reason=reason)


def _words_for(scene: Scene, country: str) -> tuple[Span, str] | None:
    """Return the words of a sentence that name a country or a place in it."""
    for number in scene.mentions:
        if (link := scene.link(number)) and link.country == country:
            found = scene.participant(number)
            return found.span, found.text
    places = (one for one in _places_in(scene) if one.country == country)
    return next(((place.span, place.name) for place in places), None)


def _places_in(scene: Scene) -> Iterator[Place]:
    sentence = (scene.document.sentences or ())[scene.index].span
    for place in scene.document.places or ():
        if not place.is_dateline and sentence.start <= place.span.start < sentence.end:
            yield place


def _place(scene: Scene, token: int, head: int) -> Place | None:
    clause = scene.span(scene.tree.subtree(head))
    anchor = scene.tree.parse.starts[token]
    return place_of_clause(scene.document, scene.index, clause.start, clause.end, anchor)


def with_home(
    scene: Scene, roles: Roles, where: str | None = None, trigger: Trigger | None = None
) -> Roles:
    """Return roles whose actors are at home where they act, or in the one country named."""
    governs = trigger is not None and trigger.event_type in _GOVERNING
    placed = where
    where = where or only_country(scene) or _country_faced(scene, trigger, roles)
    for number in roles.actors:
        home = _home_of(scene, number, where if governs else placed, where)
        home = home or _home_of_its_kind(scene, number)
        if home := _NOWHERE if _is_campaign(scene, number, trigger) else home:
            scene.settle(number, home)
    if roles.unnamed is None or where is None or not _is_crowd(scene, roles.unnamed):
        return roles
    sector = "CVL" if trigger is not None and trigger.event_type == "PROTEST" else None
    people = _people(scene, roles.unnamed, where, sector)
    return roles._replace(actors=(people,), unnamed=None)


def _is_campaign(scene: Scene, number: int, trigger: Trigger | None) -> bool:
    """Whether a body of no country speaks for no state: "*rights groups* accused Oman"."""
    link = scene.link(number)
    is_free = link is not None and link.kind == "body" and link.sector == "SOC"
    speaks = trigger is None or trigger.event_type in _SPEAKING
    return is_free and speaks and not scene.is_known(number)


def _home_of(scene: Scene, number: int, of_office: str | None, of_people: str | None) -> str | None:
    link = scene.link(number)
    if scene.is_known(number) or link is None or link.kind == "person":
        return None
    if is_of_many(scene, number):
        return None
    if link.sector in _DOMESTIC:
        return of_people
    return of_office if link.sector in _OFFICIAL else None


def _home_of_its_kind(scene: Scene, number: int) -> str | None:
    """Return the country of the party of the same kind told last: "Omani police ... *Officers*"."""
    link = scene.link(number)
    if number < 0 or link is None or link.kind == "person" or scene.is_known(number):
        return None
    near = takewhile(lambda one: _is_near(scene, one), range(number - 1, -1, -1))
    alike = (scene.link(one) for one in near if _is_of_kind(scene, one, number))
    return next((before.country for before in alike if before and before.country), None)


def _is_near(scene: Scene, number: int) -> bool:
    return scene.index - scene.mention(number).sentence <= _REACH


def _is_of_kind(scene: Scene, before: int, number: int) -> bool:
    """Whether two parties are called the same, or bear the same uniform."""
    known, link = scene.link(before), scene.link(number)
    if known is None or link is None or known.kind == "person":
        return False
    word = _head_word(scene, number)
    # Officers are soldiers by themselves, and police after police.
    sectors = {link.sector, "COP"} if word == "officers" else {link.sector}
    is_uniformed = link.sector in _UNIFORMED and known.sector in sectors
    return is_uniformed or _head_word(scene, before) == word


def _head_word(scene: Scene, number: int) -> str:
    head = scene.mention(number).head
    return (scene.document.text or "")[head.start : head.end].casefold()


def _country_faced(scene: Scene, trigger: Trigger | None, roles: Roles) -> str | None:
    """Return the country of those whom a protest or demand is put to, its people's own."""
    if trigger is None or trigger.event_type not in _FACING:
        return None
    found = _one_country(scene, roles.recipients)
    return found if found not in BLOCS else None


def _is_crowd(scene: Scene, span: Span) -> bool:
    """Whether words mean people in general, and nobody by name."""
    tags = scene.tree.parse.tags
    return any(_means_people(scene, one) or tags[one] == "NNPS" for one in scene.tokens_of(span))


def _people(scene: Scene, span: Span, home: str, sector: str | None) -> int:
    words = (scene.document.text or "")[span.start : span.end]
    found = Participant(span=span, text=words, kind="unknown", country=home, sector=sector)
    return scene.stand_in(replace(found, confidence=_GUESSED))


def names_one_state(scene: Scene) -> bool:
    """Say whether a sentence names no two states or bodies."""
    return len(_countries_in(scene)) <= 1


def _countries_in(scene: Scene) -> set[str]:
    """Return the countries that a sentence names, the press left aside."""
    return _countries_of(scene, scene.mentions) | {
        one.country for one in _places_in(scene) if one.country
    }


def only_country(scene: Scene) -> str | None:
    """Return the one country that a sentence names, or None if it names several.

    If it names none, the one that the sentence before names, or the one before that: "A court in
    Tunis jailed him. *Police* held his aides." Of several named there it is the one that the
    report is sent from; further off, the only one told so far.
    """
    states = _countries_in(scene) - BLOCS
    if states:
        return next(iter(states)) if len(states) == 1 else None
    near = _told_before(scene)
    if len(near) > 1:
        near &= _datelines(scene)
    near = near or _told_so_far(scene)
    return next(iter(near)) if len(near) == 1 else None


def _told_before(scene: Scene) -> set[str]:
    """Return the countries of the nearest sentence before that names any, or none."""
    sentences = (scene.document.sentences or ())[max(0, scene.index - _REACH) : scene.index]
    for sentence in reversed(sentences):
        found = _named_within(scene, sentence.span) - BLOCS
        if found:
            return found
    return set()


def _told_so_far(scene: Scene) -> set[str]:
    """Return the countries of all sentences before, or none."""
    sentences = (scene.document.sentences or ())[: scene.index]
    if not sentences:
        return set()
    told = Span(start=sentences[0].span.start, end=sentences[-1].span.end)
    return _named_within(scene, told) - BLOCS


def _datelines(scene: Scene) -> set[str]:
    """Return the countries that a report is sent from."""
    places = scene.document.places or ()
    return {one.country for one in places if one.is_dateline and one.country}


def _named_within(scene: Scene, span: Span) -> set[str]:
    mentions, places = scene.document.mentions or (), scene.document.places or ()
    first = bisect_left(mentions, span.start, key=lambda one: one.span.start)
    last = bisect_left(mentions, span.end, key=lambda one: one.span.start)
    inside = (one for one in places if span.start <= one.span.start < span.end)
    return _countries_of(scene, range(first, last)) | {one.country for one in inside if one.country}


def _countries_of(scene: Scene, numbers: Iterable[int]) -> set[str]:
    """Return the countries of mentions, the press left aside."""
    links = map(scene.link, numbers)
    return {link.country for link in links if link and link.country and link.sector != "JRN"}


def with_target(scene: Scene, token: int, trigger: Trigger, roles: Roles) -> Roles:
    """Return a blow's roles with the place that its own words name: "fired rockets *at Haifa*"."""
    is_exercise = trigger.event_type == "MOBILIZE" and scene.are_several(roles.actors)
    is_told = any(map(scene.is_known, roles.recipients))
    if trigger.event_type not in _FALLING or is_told or is_exercise:
        return roles
    linked = [obj for name, obj in prepositions(scene.tree, token) if name in _AIMED]
    places = (scene.place_at(item) for item in (*objects(scene.tree, token), *linked))
    place = next((one for one in places if one is not None and one.country), None)
    if place is None or trigger.lemma in _IN_THE_AIR:
        return roles
    reason = f"{roles.reason}; the state of the place receives"
    return roles._replace(recipients=(state_of(scene, place),), reason=reason)


def _with_place_hit(scene: Scene, trigger: Trigger, roles: Roles, place: Place | None) -> Roles:
    """Return a blow's roles with the state whose place it hits, where no other victim is named."""
    country = place.country if place else None
    if place is None or country is None or not _falls_on(scene, trigger, roles, country):
        return roles
    reason = f"{roles.reason}; the state of the place receives"
    return roles._replace(recipients=(state_of(scene, place),), reason=reason)


def state_of(scene: Scene, place: Place) -> int:
    """Return a stand-in for the state that a place is in."""
    return scene.stand_in(
        Participant(
            span=place.span,
            text=place.name,
            entity=place.country,
            country=place.country,
            confidence=_PLACED,
        )
    )


def _with_authorities(scene: Scene, trigger: Trigger, roles: Roles, place: Place | None) -> Roles:
    """Return roles in which who arrests or convicts, if unnamed, is the state of the place."""
    is_unnamed = not roles.actors and roles.unnamed is None and trigger.frame != "victim"
    if trigger.mode not in _OF_AUTHORITIES or not is_unnamed or place is None or not place.country:
        return roles
    reason = f"{roles.reason}; {BY_AUTHORITIES}"
    # They are apart from the place itself, which may well receive what they do.
    state = scene.participant(state_of(scene, place))
    party = scene.stand_in(replace(state, sector="GOV"))
    return roles._replace(actors=(party,), reason=reason)


def _with_marchers(
    scene: Scene, token: int, trigger: Trigger, roles: Roles, place: Place | None
) -> Roles:
    """Return a protest's roles with the people of its place: "50,000 march in Bratislava"."""
    is_news = trigger.kind == "v" or scene.tree.parse.deps[token] == "ROOT"
    is_unnamed = trigger.event_type == "PROTEST" and not roles.actors and is_news
    if not is_unnamed or place is None or not place.country:
        return roles
    party = replace(scene.participant(state_of(scene, place)), sector="CVL")
    reason = f"{roles.reason}; the people of the place act"
    return roles._replace(actors=(scene.stand_in(party),), unnamed=None, reason=reason)


def _with_host(scene: Scene, trigger: Trigger, roles: Roles, place: Place | None) -> Roles:
    """Return talks of one party abroad with their hosts, where no partner is named."""
    own = {scene.country(number) for number in roles.actors} - {None}
    is_joint = trigger.frame in {"with", "topic"} or trigger.mode == "visit"
    is_alone = trigger.event_type == "CONSULT" and is_joint and len(own) == 1
    if not is_alone or any(map(scene.is_known, roles.recipients)) or place is None:
        return roles
    if place.country is None or place.country in own or scene.are_several(roles.actors):
        return roles
    reason = f"{roles.reason}; {BY_HOST}"
    return roles._replace(recipients=(state_of(scene, place),), reason=reason)


def _with_people_ruled(
    scene: Scene, token: int, trigger: Trigger, roles: Roles, where: str | None
) -> Roles:
    """Return roles in which people without a name that a state deals with are its own."""
    own = _one_country(scene, roles.actors)
    home = where or own
    is_inward = trigger.event_type in _INWARD - {"ASSAULT"} or trigger.lemma in _PUNISHING
    is_ruling = is_inward and home not in BLOCS
    if not is_ruling or roles.recipients or own is None or home is None:
        return roles
    people = [obj for obj in objects(scene.tree, token) if _means_people(scene, obj)]
    if not people:
        return roles
    span = scene.span(scene.tree.noun_phrase(people[0]))
    return roles._replace(recipients=(_people(scene, span, home, None),))


def _means_people(scene: Scene, token: int) -> bool:
    return any(scene.tree.parse.lemmas[token] in word_sets()[name] for name in PEOPLE)


def _falls_on(scene: Scene, trigger: Trigger, roles: Roles, country: str) -> bool:
    """Whether a deed with no victim named is done to the state of its place."""
    if roles.recipients or trigger.frame == "self" or trigger.mode in _UNOWNED_MODES:
        return False
    own = {scene.country(number) for number in roles.actors} - {None}
    is_joint = trigger.frame == "with" and scene.are_several(roles.actors)
    if len(own) != 1 or is_joint or trigger.lemma in _IN_THE_AIR:
        return False
    is_abroad = trigger.event_type in _REACHING and country not in own
    return is_abroad or trigger.event_type in _FALLING


def _settle_recipients(scene: Scene, trigger: Trigger, roles: Roles, where: str | None) -> None:
    if trigger.event_type not in _INWARD:
        return
    own = _one_country(scene, roles.actors)
    home = where or own
    for number in roles.recipients:
        link = scene.link(number)
        is_role = link is not None and _is_titled(link) and not scene.is_known(number)
        is_foreign = home == own and is_envoy(scene, number)
        if is_role and home is not None and home not in BLOCS and not is_foreign:
            scene.settle(number, home)


def _is_titled(link: Link) -> bool:
    """Whether a party is an office, a body, or a person told of by one: "writer Jan Toth"."""
    return link.kind in {"role", "body"} or (link.kind == "person" and link.sector is not None)


def _one_country(scene: Scene, numbers: Sequence[int]) -> str | None:
    found = {scene.country(number) for number in numbers} - {None}
    return next(iter(found)) if len(found) == 1 else None
