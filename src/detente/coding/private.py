"""Private matters: plain crime, companies, sport and shows, in which no political actor takes part.

Events need parties who can be political actors. A suspect, a neighbour, a star or a company is
none, unless the deed is a state's against a foreigner, or its words tell of politics.
"""

from collections import Counter
from functools import cache, cached_property
from typing import Final

from detente.coding.assemble import Found
from detente.coding.scene import Scene
from detente.coding.tables import read
from detente.model import Document, Link, Mention
from detente.ontology.plover import quad_class

# Sectors of those whose deeds are political in themselves.
_POLITICAL: Final = frozenset(
    {"GOV", "LEG", "MIL", "SPY", "PTY", "PRM", "REB", "UAF", "OPP", "REF", "ELI", "SOC", "JRN"}
)
# Of these many are nobody's in news of crime: a gunman, a former employee, a local paper.
_DOUBTED: Final = frozenset({"UAF", "ELI", "JRN"})
# Police and courts act for a state where words name it: "Omani police held a man".
_KEEPING_ORDER: Final = frozenset({"COP", "JUD"})
_MATERIAL_CONFLICT: Final = 4
_COMPANIES: Final = frozenset({"BUS", "MNC"})
_CUSTOMERS: Final = frozenset({"CVL"})
# A paper or firm of another country says nothing of states: Reuters, a Toyota.
_FIRMS: Final = _COMPANIES | {"JRN"}
_BODIES: Final = frozenset({"body", "organisation"})
# Sets of words of private matters; those of a trial may be of politics as well, and tell nothing
# of a text shorter than an article.
_SUBJECTS: Final = ("crime_scene", "trade", "play")
_TRIAL: Final = "crime_trial"
_ARTICLE: Final = 3
_QUALIFYING: Final = frozenset({"amod", "compound", "nmod"})


class Matters:
    """What a document's words are about: matters of states and politics, or private ones."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def is_private(self, scene: Scene, found: Found) -> bool:
        """Say whether a finding is of private matters, and nobody political takes part."""
        if found.reading.event_type == "PROTEST" or scene.index in self._of_politics:
            return False
        if self._is_article and _has_company(scene, found):
            if not self._is_of_trade(scene):
                return False
            if _are_of_trade(scene, found):
                return True
        parties = (one for number in _numbers(found) for one in scene.meant(number))
        return self._are_private and not any(self._is_political(scene, one) for one in parties)

    @cached_property
    def _is_article(self) -> bool:
        return len(self._document.sentences or ()) >= _ARTICLE

    def _is_of_trade(self, scene: Scene) -> bool:
        """Whether a sentence names no state and nothing of weight between states."""
        if not self._words[scene.index].isdisjoint(_sets()["state_goods"]):
            return False
        named = (scene.mention(number) for number in scene.mentions)
        return all(one.kind != "state" or _is_attribute(scene, one) for one in named)

    @cached_property
    def _words(self) -> list[set[str]]:
        return [{word.folded for word in words} for words in self._document.words or ()]

    @cached_property
    def _of_politics(self) -> set[int]:
        """The sentences that have a word of politics."""
        politics = _sets()["politics"]
        return {at for at, words in enumerate(self._words) if not words.isdisjoint(politics)}

    @cached_property
    def _are_private(self) -> bool:
        """Whether more sentences are of private matters than of politics or abroad."""
        subjects = (*_SUBJECTS, _TRIAL) if self._is_article else _SUBJECTS
        private = frozenset[str]().union(*(_sets()[name] for name in subjects))
        of_state = self._of_politics | {
            mention.sentence for mention, link in self._pairs if self._is_telling(mention, link)
        }
        private_at = {at for at, words in enumerate(self._words) if not words.isdisjoint(private)}
        return len(private_at - of_state) > len(of_state)

    @cached_property
    def _pairs(self) -> list[tuple[Mention, Link]]:
        return list(zip(self._document.mentions or (), self._document.links or (), strict=False))

    @cached_property
    def _own(self) -> str | None:
        """The country that most mentions are of; of several alike the first by its code."""
        counts = Counter(link.country for _, link in self._pairs if link.country)
        return min(counts, key=lambda one: (-counts[one], one), default=None)

    def _is_telling(self, mention: Mention, link: Link) -> bool:
        """Whether a mention makes its sentence one of politics; what a pronoun means does not."""
        if self._is_of_state(link):
            return True
        is_public = link.sector in _POLITICAL - _DOUBTED and mention.kind != "pronoun"
        return is_public and not self._has_plain_title(mention, link)

    def _is_of_state(self, link: Link) -> bool:
        """Whether somebody is of another country than the text, or known to be in politics."""
        if link.sector in _FIRMS and link.kind in _BODIES:
            return False
        is_foreign = link.country is not None and link.country != self._own
        return is_foreign or (link.entity is not None and link.sector in _POLITICAL)

    def _is_political(self, scene: Scene, number: int) -> bool:
        link = scene.link(number)
        if link is None or number < 0:
            return False
        mention = scene.mention(number)
        if mention.kind == "state" and not (self._is_article and _is_attribute(scene, mention)):
            return True
        if link.country is not None and not self._is_article:
            return link.sector in _POLITICAL | _KEEPING_ORDER
        is_public = link.sector in (_POLITICAL - _DOUBTED if self._is_article else _POLITICAL)
        is_public = is_public and not self._has_plain_title(mention, link)
        return is_public or (self._is_article and self._is_of_state(link))

    def _has_plain_title(self, mention: Mention, link: Link) -> bool:
        """Whether a title is one of private life: a sheriff's deputies, the head of a firm."""
        if link.entity is not None:
            return False
        words = (self._document.text or "")[mention.span.start : mention.span.end].casefold()
        return not _sets()["plain_titles"].isdisjoint(words.split())


def _is_attribute(scene: Scene, mention: Mention) -> bool:
    """Whether a state only qualifies another name: "*Hawaiian* Gardens", "*American* Boulevard"."""
    tokens = scene.tokens_of(mention.head)
    return any(scene.tree.parse.deps[token] in _QUALIFYING for token in tokens)


def _numbers(found: Found) -> tuple[int, ...]:
    return (*found.roles.actors, *found.roles.recipients)


def _links(scene: Scene, found: Found) -> list[Link]:
    meant = (one for number in _numbers(found) for one in scene.meant(number))
    return [link for one in meant if (link := scene.link(one))]


def _has_company(scene: Scene, found: Found) -> bool:
    return any(link.sector in _COMPANIES for link in _links(scene, found))


def _are_of_trade(scene: Scene, found: Found) -> bool:
    """Whether companies only deal with each other, their customers or staff.

    What harms a company of another country may be a state's deed.
    """
    links, roles = _links(scene, found), found.roles
    is_hostile = quad_class(found.reading.event_type) == _MATERIAL_CONFLICT
    is_abroad = len({link.country for link in links} - {None}) > 1
    if roles.destination is not None or (is_hostile and (is_abroad or not roles.actors)):
        return False
    return all(map(_deals, links))


def _deals(link: Link) -> bool:
    """Whether somebody is a company, its staff or customers, or nobody known."""
    is_nobody = link.sector is None and link.entity is None and link.kind == "unknown"
    is_paper = link.sector == "JRN" and link.kind in _BODIES
    return is_nobody or is_paper or link.sector in _COMPANIES | _CUSTOMERS


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in read("private_words.toml").items()}
