"""What looks like an event and is none: habits, plans towards nobody, bare mentions."""

from collections.abc import Callable
from typing import Final, NamedTuple

from detente.coding.assemble import date_of
from detente.coding.clauses import actors_of_verb, prepositions
from detente.coding.comments import is_commented_on, is_presupposed, is_supposed
from detente.coding.homes import BLOCS
from detente.coding.nominal import is_beside, whole_of
from detente.coding.operators import Reading
from detente.coding.roles import Roles, governing_verb, is_advice
from detente.coding.scene import Scene
from detente.model import Link
from detente.ontology.lexicon import rows_of, word_sets
from detente.ontology.plover import quad_class

# Words and help come from somebody; a blow may come from nobody known.
_VERBAL: Final = frozenset(
    {"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
)
_PAIRED: Final = frozenset({"CONSULT", "COOPERATE"})
_SEVERAL: Final = 2
# Quad classes up to this one are cooperation.
_FRIENDLY: Final = 2
# Deeds that a plain present tense outside headlines tells as what always is.
_HABITUAL: Final = frozenset({"COOPERATE", "AID", "ASSAULT", "COERCE", "CONCEDE", "MOBILIZE"})
_MATERIAL: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "AID", "COOPERATE"})
_NON_FINITE: Final = frozenset({"VB", "VBG"})
# Verbs under which a noun alone tells of a blow: "the attack killed ten", "a blast hit".
_TOLD_WITH: Final = frozenset(
    {"kill", "wound", "injure", "hit", "strike", "target", "destroy", "thwart", "foil", "repel"}
)
_BLASTS: Final = frozenset({"explosion", "blast"})
# Whose word to their own state is no mere advice.
_AGAINST: Final = frozenset({"REB", "OPP", "PRM", "UAF", "LAB", "CVL", "SOC"})


_FINITE: Final = frozenset({"VBZ", "VBD", "VBP"})
_JUDGING: Final = frozenset({"convict", "sentence", "find"})
_COMPANIES: Final = frozenset({"BUS", "MNC"})


class _Case(NamedTuple):
    """One finding, before it becomes an event."""

    scene: Scene
    reading: Reading
    roles: Roles


def vetoed_by(scene: Scene, reading: Reading, roles: Roles) -> str:
    """Return what speaks against a finding being an event, in words, or nothing."""
    case = _Case(scene, reading, roles)
    vetoes = (veto for veto in _VETOES if veto(case))
    first = next(vetoes, None)
    if first is not None:
        return first.__name__.removeprefix("_").replace("_", " ")
    return "" if _has_parties(case) else "nobody known takes part"


def _has_parties(case: _Case) -> bool:
    scene, roles = case.scene, case.roles
    parties = (*roles.actors, *roles.recipients)
    known = {one for item in parties if scene.is_known(item) for one in scene.meant(item)}
    if case.reading.event_type in _PAIRED:
        return len(known) + bool(roles.destination) >= _SEVERAL
    return bool(known)


def _is_said_by_nobody(case: _Case) -> bool:
    """Whether words or help come from nobody, or from a person of whom nothing is known."""
    scene, roles = case.scene, case.roles
    if case.reading.event_type not in _VERBAL or roles.unnamed:
        return False
    return not any(_is_somebody(scene, number) for number in roles.actors)


def _is_somebody(scene: Scene, number: int) -> bool:
    """Whether more is known of a party than a name: a country, a role, a description."""
    link = scene.link(number)
    is_described = link is not None and bool(link.office or link.sector)
    return is_described or scene.is_known(number) or scene.mention(number).kind != "person"


def _is_empty_request(case: _Case) -> bool:
    """Whether somebody asks nobody for no known deed: "continues to insist"."""
    is_request = case.reading.event_type == "REQUEST"
    return is_request and case.reading.governs is None and not case.roles.recipients


def _is_mere_mention(case: _Case) -> bool:
    """Whether a noun only names a matter, "the trade talks", that no verb or day makes news."""
    scene, token, trigger = case.scene, case.reading.token, case.reading.trigger
    if trigger.kind != "n" or trigger.frame != "with" or scene.tree.kids(token, {"poss"}):
        return False
    head = scene.tree.parse.heads[whole_of(scene.tree, token)]
    is_told = scene.tree.parse.lemmas[head] in word_sets()["happening"]
    if any(map(scene.is_known, case.roles.actors)) and _names_partner(case):
        return False
    if is_beside(scene, token) and _has_parties(case):
        return _is_of_body(case)
    return governing_verb(scene, token) is None and not is_told and date_of(scene, token) is None


def _is_of_body(case: _Case) -> bool:
    """Whether a meeting is only that of a body at which something else is done: "a UN meeting"."""
    kids = case.scene.tree.kids(case.reading.token, {"compound", "nmod", "amod"})
    named = (case.scene.mention_at[kid] for kid in kids)
    return any(
        one is not None and (case.scene.country(one) or "") in BLOCS for one in named
    ) and not list(prepositions(case.scene.tree, case.reading.token))


def _names_partner(case: _Case) -> bool:
    """Whether a noun's own "with" leads to a party: "after talks *with Chad*"."""
    linked = prepositions(case.scene.tree, case.reading.token)
    found = case.scene.who(obj for name, obj in linked if name == "with")
    return any(map(case.scene.is_known, found))


def _is_habit(case: _Case) -> bool:
    """Whether a deed is told as what always is: "Kenya *sells* tea to Pakistan" is no event.

    Headlines tell news in that tense, but not of the kind of thing one country always buys.
    """
    tag = case.scene.tree.parse.tags[case.reading.token]
    if tag not in {"VBZ", "VBP"} or case.scene.is_headline or _is_of_now(case):
        return False
    # The first sentence of a report may be a headline with a full stop.
    is_body = case.scene.index > 0 and case.reading.event_type in _HABITUAL
    return is_body or case.reading.event_type == "COOPERATE"


def _is_of_now(case: _Case) -> bool:
    """Whether a verb says that it holds only of late: "soldiers *now* guard the port"."""
    tree = case.scene.tree
    return any(tree.parse.lemmas[kid] == "now" for kid in tree.kids(case.reading.token, {"advmod"}))


def _is_by_nature(case: _Case) -> bool:
    """Whether what kills or strikes is no deed of anybody: a storm, a disease, a crash."""
    if case.reading.event_type not in {"ASSAULT", "COERCE"} or case.reading.trigger.kind != "v":
        return False
    tree = case.scene.tree
    doers = {tree.parse.lemmas[item] for item in actors_of_verb(tree, case.reading.token)}
    return bool(doers & word_sets()["nature"])


def _is_mishap(case: _Case) -> bool:
    """Whether what blew up was nobody's bomb: "a *gas* blast killed two", "explosion at a mill"."""
    reading, tree = case.reading, case.scene.tree
    lemmas = tree.parse.lemmas
    doers = {lemmas[item] for item in actors_of_verb(tree, reading.token)}
    is_blast = bool(_BLASTS & (doers | {reading.trigger.lemma}))
    is_by_nobody = reading.event_type == "ASSAULT" and not case.roles.actors
    return is_blast and is_by_nobody and not word_sets()["mishaps"].isdisjoint(lemmas)


def _is_commented_on(case: _Case) -> bool:
    """Whether a deed is only commented on: weighed, hoped for, mourned, answered for."""
    scene, token = case.scene, case.reading.token
    return is_commented_on(scene, token) or is_supposed(scene, token)


def _is_presupposed(case: _Case) -> bool:
    """Whether a participle without a doer only tells who is meant: "a soldier killed there"."""
    is_blow = case.reading.event_type in {"ASSAULT", "COERCE"} or case.reading.mode == "convict"
    return is_blow and not case.roles.actors and is_presupposed(case.scene, case.reading.token)


def _is_at_home(case: _Case) -> bool:
    """Whether somebody promises their own people nothing known, or says what their state should."""
    reading, roles = case.reading, case.roles
    is_promise = reading.event_type == "AGREE" and reading.governs is None
    is_vague = is_advice(reading.trigger) or (is_promise and reading.trigger.kind != "v")
    if any((link := case.scene.link(one)) and link.sector in _AGAINST for one in roles.actors):
        return False
    own = {case.scene.country(number) for number in roles.actors} - {None}
    others = {case.scene.country(number) for number in roles.recipients} - {None}
    return is_vague and bool(own) and bool(others) and others <= own


def _is_question(case: _Case) -> bool:
    """Whether a sentence asks instead of telling: "Will Oman recognise the state?"."""
    words = case.scene.tree.parse.words
    return words[-1] == "?" or (case.scene.is_headline and words[0].casefold() in {"why", "how"})


def _is_aim_of_nobody(case: _Case) -> bool:
    """Whether a bare infinitive or gerund names a deed without a doer: "a plan for fighting"."""
    reading, tree = case.reading, case.scene.tree
    is_bare = tree.parse.tags[reading.token] in _NON_FINITE and reading.trigger.kind == "v"
    has_doer = bool(case.roles.actors) or case.roles.unnamed is not None
    is_passive = bool(tree.kids(reading.token, {"auxpass", "agent"}))
    return is_bare and not has_doer and not is_passive and reading.event_type in _MATERIAL


def _is_blow_in_passing(case: _Case) -> bool:
    """Whether a noun only names a blow by nobody known: "the attacks test the strategy"."""
    reading, parse = case.reading, case.scene.tree.parse
    if reading.trigger.kind != "n" or reading.event_type not in {"ASSAULT", "COERCE"}:
        return False
    if case.roles.actors or parse.deps[reading.token] == "ROOT":
        return False
    above = parse.lemmas[parse.heads[reading.token]]
    is_told = above in word_sets()["happening"] | word_sets()["light"] | _TOLD_WITH
    return not is_told or parse.deps[reading.token] not in {"nsubj", "nsubjpass", "dobj"}


def _is_of_convict(case: _Case) -> bool:
    """Whether a verdict only says whom another deed is on: "hangs man *convicted* of murder"."""
    parse, token = case.scene.tree.parse, case.reading.token
    if case.reading.trigger.lemma not in _JUDGING or parse.deps[token] != "acl":
        return False
    before = parse.tags[: parse.heads[token]]
    return any(tag in _FINITE for tag in before)


def _is_private_journey(case: _Case) -> bool:
    """Whether people without an office only travel: "the professor was headed to Cairo"."""
    scene, roles = case.scene, case.roles
    if case.reading.mode != "visit" or case.reading.trigger.lemma not in word_sets()["journeys"]:
        return False
    links = [scene.link(number) for number in roles.actors]
    return bool(links) and all(link is not None and _is_private(link) for link in links)


def _is_private(link: Link) -> bool:
    is_nobody = link.kind == "person" and not (link.entity or link.office or link.sector)
    return is_nobody or link.sector in {"EDU", "CVL", "BUS"}


def _is_own_house(case: _Case) -> bool:
    """Whether a state only helps or visits itself."""
    if case.reading.event_type != "AID" and case.reading.mode != "visit":
        return False
    own = {case.scene.country(number) for number in case.roles.actors}
    others = {case.scene.country(number) for number in case.roles.recipients}
    is_alone = not others and len(case.roles.actors) > 1 and not case.roles.destination
    return len(own) == 1 and None not in own and (others == own or is_alone)


def _is_stay_at_home(case: _Case) -> bool:
    """Whether all that is told of a meeting is one's own town: "Modi in *Delhi*"."""
    place = case.scene.place_at(case.reading.token)
    own = {case.scene.country(number) for number in case.roles.actors} - {None}
    return case.reading.event_type == "CONSULT" and place is not None and own <= {place.country}


def _is_campaign(case: _Case) -> bool:
    """Whether a rally is a politician's own: "his first rally", "campaign rallies"."""
    scene, token = case.scene, case.reading.token
    if case.reading.event_type != "PROTEST" or case.reading.trigger.lemma != "rally":
        return False
    by_person = any(scene.mention(number).kind == "person" for number in case.roles.actors)
    words = {scene.tree.parse.lemmas[item] for item in scene.modifiers(token)}
    return by_person or bool(words & {"campaign", "election", "political"})


def _is_caution(case: _Case) -> bool:
    """Whether a warning only tells how things are or may be: "warned that prices could rise"."""
    tree, token = case.scene.tree, case.reading.token
    if case.reading.trigger.lemma not in {"warn", "caution"} or case.reading.governs is not None:
        return False
    clauses = tree.kids(token, {"ccomp"})
    modals = {tree.parse.lemmas[kid] for one in clauses for kid in tree.kids(one, {"aux"})}
    if tree.kids(token, {"dobj", "dative"}):  # put to somebody, it may yet be a threat
        return bool(modals & {"could", "may", "might"})
    return bool(clauses) and not modals & {"will", "would", "shall", "wo", "'ll"}


def _is_duty(case: _Case) -> bool:
    """Whether what somebody is called responsible for is no ill: "is responsible for the ports"."""
    if (
        case.reading.event_type != "ACCUSE"
        or case.reading.trigger.lemma not in word_sets()["saying"]
    ):
        return False
    scene, tree = case.scene, case.scene.tree
    clauses = tree.kids(case.reading.token, {"ccomp"})
    subjects = [kid for one in clauses for kid in tree.kids(one, {"nsubj", "nsubjpass"})]
    said = [kid for one in clauses for kid in tree.kids(one, {"acomp", "prep", "xcomp"})]
    matters = [obj for one in said for name, obj in prepositions(tree, one) if name == "for"]
    ills = [one for one in matters if _is_ill(tree.parse.lemmas[one])]
    is_of_party = any(scene.mention_at[one] is not None for one in subjects)
    return not is_of_party or bool(matters) != bool(ills)


def _is_ill(lemma: str) -> bool:
    rows = rows_of("n", lemma) or rows_of("v", lemma)
    is_deed = any(quad_class(row.event_type) > _FRIENDLY for row in rows if row.event_type)
    return is_deed or lemma in word_sets()["ills"]


def _is_assertion(case: _Case) -> bool:
    """Whether somebody insists on how things are: "insists that it *is* enforcing them"."""
    tree, token = case.scene.tree, case.reading.token
    if case.reading.trigger.lemma != "insist" or case.reading.governs is not None:
        return False
    clauses = tree.kids(token, {"ccomp"})
    firsts = [next(iter(tree.kids(one, {"aux", "auxpass"})), one) for one in clauses]
    return any(tree.parse.tags[one] in {"VBZ", "VBD"} for one in firsts)


def _is_regret(case: _Case) -> bool:
    """Whether somebody regrets what nobody else is said to have done (CAMEO 012)."""
    is_regret = case.reading.trigger.lemma in {"regret", "lament"}
    return is_regret and not any(map(case.scene.is_known, case.roles.recipients))


def _is_talk_at_home(case: _Case) -> bool:
    """Whether officials of one state only speak with each other."""
    scene, roles = case.scene, case.roles
    if case.reading.event_type != "CONSULT" or case.reading.trigger.lemma not in {"speak", "talk"}:
        return False
    links = [scene.link(number) for number in (*roles.actors, *roles.recipients)]
    countries = {link.country for link in links if link}
    sectors = {link.sector for link in links if link}
    return len(countries) == 1 and None not in countries and not sectors & _AGAINST


def _is_beside_the_point(case: _Case) -> bool:
    """Whether a promise only qualifies a noun: "a law that the government had proposed"."""
    is_aside = case.scene.tree.parse.deps[case.reading.token] in {"relcl", "acl"}
    is_aside = is_aside or case.reading.trigger.lemma == "propose"
    is_promise = case.reading.event_type == "AGREE" and case.reading.governs is None
    return is_aside and is_promise and not case.roles.recipients


def _is_empty_promise(case: _Case) -> bool:
    """Whether an intention is towards nobody and of no known deed: "plans to build more".

    A plain promise may stand alone ("agreed to a truce") if it says to what.
    """
    reading, roles = case.reading, case.roles
    if reading.governs is not None:
        return False
    is_alone = not roles.recipients and not case.scene.are_several(roles.actors)
    is_bare = reading.trigger.kind == "n" or not _says_to_what(case)
    is_promise = reading.event_type == "AGREE" and is_alone and is_bare
    return reading.trigger.frame == "weak" or is_promise


def _says_to_what(case: _Case) -> bool:
    tree, token = case.scene.tree, case.reading.token
    return bool(tree.kids(token, {"prep", "dobj", "ccomp", "xcomp", "prt"}))


def _is_forecast(case: _Case) -> bool:
    """Whether the public is warned of nature: "issued a red warning", "warned of floods"."""
    towards = any(map(case.scene.is_known, case.roles.recipients))
    if case.reading.event_type != "THREATEN" or towards:
        return False
    lemmas = case.scene.tree.parse.lemmas
    words = {lemmas[item] for item in case.scene.tree.subtree(case.reading.token)}
    return bool(words & word_sets()["hazards"])


def _is_company_deal(case: _Case) -> bool:
    """Whether companies by name alone work with each other: "Toyota and Mazda build a plant"."""
    parties = case.roles.actors
    if len(parties) < _SEVERAL:
        parties = (*parties, *case.roles.recipients)
    links = [case.scene.link(one) for one in parties]
    known = [link for link in links if link and (link.country or link.entity)]
    are_companies = all(link.entity and link.sector in _COMPANIES for link in known)
    is_friendly = quad_class(case.reading.event_type) <= _FRIENDLY
    return is_friendly and len(known) >= _SEVERAL and are_companies


_VETOES: Final[tuple[Callable[[_Case], bool], ...]] = (
    _is_of_convict,
    _is_commented_on,
    _is_mishap,
    _is_stay_at_home,
    _is_said_by_nobody,
    _is_empty_request,
    _is_mere_mention,
    _is_habit,
    _is_empty_promise,
    _is_forecast,
    _is_by_nature,
    _is_presupposed,
    _is_at_home,
    _is_question,
    _is_campaign,
    _is_caution,
    _is_duty,
    _is_assertion,
    _is_regret,
    _is_talk_at_home,
    _is_aim_of_nobody,
    _is_blow_in_passing,
    _is_private_journey,
    _is_own_house,
    _is_beside_the_point,
    _is_company_deal,
)
