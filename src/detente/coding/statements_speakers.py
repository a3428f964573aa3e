"""Who the words for a speaker or hearer mean: the linked mention, or the words alone."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from detente.coding.statements_draft import Phrase
from detente.coding.statements_homes import at_home
from detente.coding.statements_roles import BLOCS, countries_of, country_in, office_in
from detente.coding.statements_tables import words
from detente.link.participants import participant
from detente.model import Document, Mention, Participant, Span

PRONOUNS = frozenset({"he", "she", "they", "we", "i", "you", "it", "who", "his", "her", "their"})
FOR = re.compile(r"\b(?:for|of|to)\b")
SPEAKING = frozenset({"person", "organisation", "body"})
EXPERT = "expert"
PERSONAL = frozenset({"he", "she"})
FAR = 6  # sentences behind a speaker within which a pronoun may mean that one
NAMELESS = "role"  # the kind of speakers without a name ("analysts")


class Speakers:
    """Finds participants in one document, and remembers the names of unknown ones.

    An expert is introduced once with a full name and called by the last part of it afterwards.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text or ""
        self._full_names: dict[str, str] = {}
        self._by_sentence: dict[int, list[int]] = {}
        for index, mention in enumerate(document.mentions or ()):
            self._by_sentence.setdefault(mention.sentence, []).append(index)
        self._family_names = family_names(document)
        self._countries = countries_of(document)
        self._found: dict[int, Participant] = {}
        self._by_office: dict[str, Participant] = {}
        self._chains = _chains_by_start(document)
        self._last: tuple[int, Participant] | None = None

    def find(self, sentence: int, source: Span, head: Span) -> Participant:
        """Return who the words ``source`` mean, ``head`` being their main word.

        The words are the whole phrase; the meaning is that of the mention that holds the head.
        Where no mention does, or it means nothing known, ``entity`` is None.
        """
        found = self._meant(sentence, source, head)
        chain = self._chain(source, head)
        if found.text.lower() in PRONOUNS:
            found = self._read_through(found, self._antecedent(sentence, source, head), chain)
            found = self._like_last(found, sentence)
        elif found.text.lower() in words().others:
            found = self._like_last(replace(found, kind="pronoun", name=None), sentence)
        elif found.entity is None:
            found = self._as_introduced(self._described(found), chain)
        found = at_home(self._document, found, sentence, self._countries)
        if chain is not None and found.text.lower() not in PRONOUNS:
            self._found[chain] = found
        return found

    def heard(self, speaker: Participant | None, sentence: int) -> None:
        """Remember who spoke last: "he", "she" and "another" after it may mean the like."""
        if speaker is not None and speaker.kind in {"person", NAMELESS}:
            self._last = sentence, speaker

    def lent(self, relayer: Participant, speaker: Participant | None) -> Participant:
        """Return who speaks for somebody with that one's country ("through a spokesman")."""
        is_of = relayer.kind == NAMELESS and relayer.country is None and relayer.entity is None
        if speaker is None or speaker.country is None or not is_of:
            return relayer
        return self._again(replace(relayer, country=speaker.country))

    def _like_last(self, found: Participant, sentence: int) -> Participant:
        """Return a pronoun that nothing explains as the last speaker, or another like that one."""
        if found.kind != "pronoun" or found.text.lower() not in words().others or not self._last:
            return found
        where, last = self._last
        if sentence - where > FAR:
            return found
        if found.text.lower() in PERSONAL:
            return replace(last, span=found.span, text=found.text, name=last.name or last.text)
        return replace(
            found,
            office=last.office,
            office_type=last.office_type,
            kind=NAMELESS,
            country=last.country,
        )

    def _chain(self, source: Span, head: Span) -> int | None:
        """Return the number of the chain of some words ("his delegation" is not in "his")."""
        at_head = self._chains.get(head.start)
        first = self._text[source.start : source.end].partition(" ")
        is_owned = first[0].lower() in PRONOUNS and bool(first[1])
        return at_head if at_head is not None or is_owned else self._chains.get(source.start)

    def headlined(self, found: Participant, content: Span) -> Participant:
        """Return the speaker of a headline with the first state of its words.

        "Moscow sees no basis for talks: Foreign Ministry" means Moscow's.
        """
        if found.country is not None or found.entity is not None or found.kind == "person":
            return found
        return replace(found, country=country_in(self._text, content, self._countries))

    def same(self, one: Participant, other: Participant) -> bool:
        """Are these the same speaker, as far as names and chains tell?"""
        if one.entity or other.entity:
            return one.entity == other.entity
        first, second = (self._chains.get(who.span.start, -1) for who in (one, other))
        known = (one.name or one.text).casefold() == (other.name or other.text).casefold()
        return known or first == second != -1

    def _meant(self, sentence: int, source: Span, head: Span) -> Participant:
        index = self._mention(sentence, source, head)
        if index is not None:
            found = participant(self._document, index)
            if self._is_stand_in(index, head):
                found = _without_person(found)
            return self._named(self._widened(found, source))
        text = self._text[source.start : source.end]
        index = self._family_names.get(text)
        if index is not None:
            return replace(participant(self._document, index), span=source, text=text)
        return self._named(self._unknown(source, head))

    def _antecedent(self, sentence: int, source: Span, head: Span) -> int | None:
        index = self._mention(sentence, source, head)
        links = self._document.links or ()
        return links[index].antecedent if index is not None and index < len(links) else None

    def _read_through(
        self, pronoun: Participant, antecedent: int | None, chain: int | None
    ) -> Participant:
        """Return a pronoun as whom it stands for: an earlier speaker, or a mention."""
        earlier = self._earlier(antecedent, chain)
        if earlier is None or pronoun.entity is not None:
            return pronoun
        name = earlier.name or (None if earlier.text.lower() in PRONOUNS else earlier.text)
        return replace(earlier, span=pronoun.span, text=pronoun.text, name=name)

    def _earlier(self, antecedent: int | None, chain: int | None) -> Participant | None:
        """Return who spoke before in a pronoun's chain, else whom its antecedent means."""
        spoken = self._found.get(chain) if chain is not None else None
        if spoken is not None or antecedent is None:
            return spoken
        mention = (self._document.mentions or ())[antecedent]
        key = self._chains.get(mention.span.start)
        earlier = self._found.get(key) if key is not None else None
        return earlier or self._described(participant(self._document, antecedent))

    def _described(self, found: Participant) -> Participant:
        """Return somebody unknown with the country and role that the words tell."""
        told = country_in(self._text, found.span, self._countries)
        country = told or found.country if found.country in BLOCS else found.country or told
        office = found.office
        if found.kind in {NAMELESS, "person"}:
            office = office or office_in(found.text)
        if office == EXPERT and found.kind == NAMELESS:
            country = told  # a link takes "a professor of Russian history" for one of Russia's
        return self._again(replace(found, country=country, office=office))

    def _as_introduced(self, found: Participant, chain: int | None) -> Participant:
        """Return "the expert" with the country that an earlier phrase of the chain tells."""
        if chain is None or found.country is not None or found.kind != NAMELESS:
            return found
        spans = sorted((self._document.chains or ())[chain].spans)
        earlier = (span for span in spans if span.end <= found.span.start)
        told = (country_in(self._text, span, self._countries) for span in earlier)
        return replace(found, country=next((country for country in told if country), None))

    def _again(self, found: Participant) -> Participant:
        """Return "the expert" with the country of the expert spoken of before."""
        if found.office is None or found.kind != NAMELESS:
            return found
        if found.country is not None:
            self._by_office[found.office] = found
            return found
        earlier = self._by_office.get(found.office)
        if earlier is None or not found.text.lower().startswith("the "):
            return found
        return replace(found, country=earlier.country, name=earlier.name or earlier.text)

    def _is_stand_in(self, index: int, head: Span) -> bool:
        """Is the speaker somebody's spokesman, office or ally rather than the person named?"""
        name = (self._document.mentions or ())[index].head
        if self._text[head.start : head.end].lower() not in words().stand_ins:
            return False
        if head.end <= name.start:
            # With a comma it is the person's own office: "the secretary of the council, X".
            between = self._text[head.end : name.start]
            return "," not in between and FOR.search(between) is not None
        return self._text.startswith(("'s", "’s"), name.end)

    def _widened(self, found: Participant, source: Span) -> Participant:
        """Return a participant whose words take in the phrase around its mention."""
        if found.span.end <= source.start or source.end <= found.span.start:
            return found
        start, end = min(found.span.start, source.start), max(found.span.end, source.end)
        return replace(found, span=Span(start, end), text=self._text[start:end])

    def _mention(self, sentence: int, source: Span, head: Span) -> int | None:
        mentions = self._document.mentions or ()
        near = self._by_sentence.get(sentence, ())
        holding = [index for index in near if _holds(mentions[index].span, head.start)]
        if holding:
            return min(holding, key=lambda index: _size(mentions[index]))
        # A parse may take an apposition or a title for the head of the phrase.
        inside = [index for index in near if _holds(source, mentions[index].head.start)]
        named = [index for index in inside if mentions[index].kind == "person"]
        return named[0] if named else None

    def _unknown(self, source: Span, head: Span) -> Participant:
        is_name = self._text[head.start].isupper() and head.start > source.start
        is_name = is_name or self._text[source.start : source.end].istitle()
        kind = "person" if is_name else NAMELESS
        return Participant(span=source, text=self._text[source.start : source.end], kind=kind)

    def _named(self, found: Participant) -> Participant:
        is_pronoun = found.text.lower() in PRONOUNS
        if found.kind != "person" or found.entity is not None or is_pronoun:
            return found
        name = found.name or _proper(found.text)
        if not name:
            return found
        parts = name.split()
        full = self._full_names.get(name, name)
        # Family names go last in some countries and first in others.
        for part in (parts[0], parts[-1]) if len(parts) > 1 else ():
            self._full_names.setdefault(part, name)
        return replace(found, name=full)


def _chains_by_start(document: Document) -> dict[int, int]:
    """Return the number of the chain that holds words, by where they start; people first."""
    numbered = list(enumerate(document.chains or ()))
    # Where two chains begin at a word, that of somebody who speaks is written last.
    numbered.sort(key=lambda pair: pair[1].kind in {"person", "organisation", "role"})
    return {span.start: number for number, chain in numbered for span in chain.spans}


def _without_person(found: Participant) -> Participant:
    return replace(
        found, entity=None, name=None, kind=NAMELESS, office=None, office_type=None, confidence=0.0
    )


def family_names(document: Document) -> dict[str, int]:
    """Return the first mention of a known person by the last word of the name."""
    found: dict[str, int] = {}
    text = document.text or ""
    for index, (mention, link) in enumerate(
        zip(document.mentions or (), document.links or (), strict=False)
    ):
        if mention.kind == "person" and link.entity:
            found.setdefault(text[mention.head.start : mention.head.end].split()[-1], index)
    return found


def is_speaker(document: Document, sentence: int, name: Phrase | None) -> bool:
    """Do words beside a colon or dash name somebody who speaks?

    A person, an organisation, a ministry; or a state by another name ("Kremlin"), for
    "Ukraine: what we know" is a heading.
    """
    if name is None:
        return False
    words_of = (document.text or "")[name.span.start : name.span.end]
    if words_of in family_names(document) or is_speaking(words_of):
        return True
    for index, mention in enumerate(document.mentions or ()):
        if mention.sentence != sentence:
            continue
        covered = min(mention.span.end, name.span.end) - max(mention.span.start, name.span.start)
        if covered >= 0.8 * (name.span.end - name.span.start):
            found = participant(document, index)
            return mention.kind in SPEAKING or (found.name or found.text) != found.text
    return False


def is_speaking(label: str) -> bool:
    """Is the main word of a label a noun for those who speak ("a White House aide")?"""
    core = re.split(r"\s(?:in|at|for|of|from|on|to)\s", label)[0].lower().split()
    last = core[-1].strip(".,") if core else ""
    return {last, last.removesuffix("s")} & words().speaker_nouns - words().documents != set()


def _holds(span: Span, place: int) -> bool:
    return span.start <= place < span.end


def _size(mention: Mention) -> int:
    return mention.span.end - mention.span.start


def _proper(words: str) -> str:
    """Return the capitalised words that a phrase begins with, as a name; "" if there are none."""
    parts: Sequence[str] = words.split()
    kept: list[str] = []
    for part in parts:
        if not part[:1].isupper():
            break
        kept.append(part.rstrip(","))
        if part.endswith(","):
            break
    return " ".join(kept).removesuffix("’s").removesuffix("'s")
