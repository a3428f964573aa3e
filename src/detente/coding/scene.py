"""A sentence as the coder sees it: its syntax, and the mention that each word belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec.structs import replace

from detente.coding.antecedents import clause_of_object, disagrees, earlier_mention, is_count
from detente.coding.both_sides import Sides, are_apart, in_words, means_both
from detente.coding.clauses import MODIFIERS, nested, prepositions, with_conjuncts
from detente.coding.examples import examples
from detente.coding.marks import is_credit, is_of_language, link_of, marks_of, mentions_in, tree_of
from detente.link.participants import participant
from detente.model import Document, Link, Mention, Parse, Participant, Place, Span
from detente.ontology.lexicon import Trigger, word_sets

# Who an institution or deed belongs to, in the order in which these are looked at.
_OWNERS = ("poss", "compound", "amod", "nmod")
_LINKING = frozenset(
    {"of", "by", "from", "in", "at", "between", "with", "for", "to", "against", "on"}
)
_SHARING = frozenset({"of", "from", "between"})
_PERSONAL = {"he": True, "she": True, "him": True, "her": True, "it": False}
_PLACEABLE = frozenset({"role", "body", "unknown"})
_LOCATING = frozenset({"in", "of", "from", "throughout", "across", "at", "inside"})
_SHORT = 3
_PRONOUNS = frozenset({"PRP", "PRP$"})
# How sure a country is that the place beside a role names, and whom a pronoun means further on.
_PLACED, _BY_CHAIN = 0.6, 0.75


class Scene:
    """One parsed sentence of a document. Tokens are indices into its parse.

    ``is_domestic``: its article hardly looks abroad. ``sides``: the parties of joint events told
    before it, whom "both" and "the two sides" mean.
    """

    def __init__(
        self, document: Document, index: int, parse: Parse, *, is_domestic: bool = False
    ) -> None:
        self.document = document
        self.is_domestic = is_domestic
        self.sides = Sides()
        self.index = index
        self.tree = tree_of(document, index, parse)
        self.mention_at: list[int | None] = [None] * len(parse.words)
        # Words of this sentence that stand for a mention of another.
        self._words_for: dict[int, Span] = {}
        # Parties that no mention names ("thousands", a town that is hit), numbered from -1 down.
        self._stand_ins: list[Participant] = []
        # What the lexicon finds in the sentence, once it has been looked up.
        self.triggers: dict[int, Trigger] | None = None
        # Whom pronouns mean, by token.
        self._meant_by: dict[int, list[int]] = {}
        # Countries of parties that name none themselves; those of the places beside them.
        self._homes: dict[int, str] = {}
        self._located: dict[int, str | None] = {}
        self.mentions = [n for n in mentions_in(document, index) if not is_credit(document, n)]
        for number in self.mentions:
            self._place(number)

    @property
    def is_headline(self) -> bool:
        """Whether the sentence is a title, or is written like one, without a full stop."""
        sentence = (self.document.sentences or ())[self.index]
        return sentence.is_headline or self.tree.parse.words[-1][-1].isalnum()

    @cached_property
    def is_titled(self) -> bool:
        """Whether most words have a capital, so that one tells nothing."""
        words = [word for word in self.tree.parse.words if len(word) > _SHORT and word.isalpha()]
        return 2 * sum(word[0].isupper() for word in words) > len(words)

    def tells_of_deed(self, token: int) -> bool:
        """Say whether the lexicon, once looked up, has an event at a word."""
        row = (self.triggers or {}).get(token)
        return row is not None and bool(row.event_type)

    def _place(self, number: int) -> None:
        """Enter a mention at all its tokens; the words of its head win over those of others."""
        mention = self.mention(number)
        if is_of_language(self.tree.parse, self.tokens_of(mention.span).stop):
            return
        for token in self.tokens_of(mention.span):
            if self.mention_at[token] is None:
                self.mention_at[token] = number
        for token in self.tokens_of(mention.head):
            self.mention_at[token] = number

    def mention(self, number: int) -> Mention:
        """Return a mention of the document by its number, or a stand-in in its form."""
        if number < 0:
            party = self._stand_ins[-number - 1]
            return Mention(span=party.span, head=party.span, sentence=self.index, kind=party.kind)
        return (self.document.mentions or ())[number]

    def stand_in(self, party: Participant) -> int:
        """Return a number, below zero, for a party that no mention names."""
        if party not in self._stand_ins:
            self._stand_ins.append(party)
        return -1 - self._stand_ins.index(party)

    def settle(self, number: int, country: str) -> None:
        """Note the country of a party that names none itself."""
        self._homes.setdefault(number, country)

    def link(self, number: int) -> Link | None:
        """Return who a mention means, if links have been made."""
        if number < 0:
            return link_of(self._stand_ins[-number - 1], number)
        return self.document.links[number] if self.document.links else None

    def participant(self, number: int) -> Participant:
        """Return a mention as a participant of an event.

        A role without a country of its own has that of the place named with it ("rebels in Mali").
        """
        if number < 0:
            return self._stand_ins[-number - 1]
        found = participant(self.document, number)
        if number in self._words_for:
            span = self._words_for[number]
            words = (self.document.text or "")[span.start : span.end]
            return replace(found, span=span, text=words, confidence=found.confidence * _BY_CHAIN)
        if found.country or found.entity or not (found.kind in _PLACEABLE or found.sector):
            return found
        return replace(found, country=self.country(number), confidence=_PLACED)

    def meant(self, number: int) -> tuple[int, ...]:
        """Return the mentions that a plural one stands for ("the two leaders"), else itself."""
        link = self.link(number)
        if link is None or not link.members:
            return self._examples(number) or (number,)
        for member in link.members:
            if self.mention(member).sentence != self.index:
                self._words_for[member] = self.mention(number).span
        return link.members

    def _examples(self, number: int) -> tuple[int, ...]:
        """Return who "African states such as *Kenya*" are, by name."""
        is_here = number >= 0 and self.mention(number).sentence == self.index
        tokens = self.tokens_of(self.mention(number).head) if is_here else ()
        return tuple(one for token in tokens for one in self._known_at(examples(self.tree, token)))

    def are_several(self, numbers: Iterable[int]) -> bool:
        """Say whether mentions stand for two or more parties."""
        return len({one for number in numbers for one in self.meant(number)}) > 1

    def country(self, number: int) -> str | None:
        """Return the country of a mention: its own, or of the place named with it.

        A deed may give one to whom only a title tells of: "ex-president Toth".
        """
        link = self.link(number)
        if link and (link.country or link.entity or link.kind not in _PLACEABLE):
            return link.country or (self._homes.get(number) if link.sector else None)
        if number not in self._located:
            self._located[number] = self._beside(number)
        return self._located[number] or self._homes.get(number)

    def _beside(self, number: int) -> str | None:
        """Return the country of the place named with a party: "rebels *in Mali*"."""
        tokens = self.tokens_of(self.mention(number).head)
        linked = (pair for token in tokens for pair in prepositions(self.tree, token))
        found = [self._country_at(obj) for name, obj in linked if name in _LOCATING]
        return next((country for country in found if country), None)

    def _country_at(self, token: int) -> str | None:
        number = self.mention_at[token]
        if number is not None and (link := self.link(number)) and link.country:
            return link.country
        return self._place_country(token)

    def place_at(self, token: int) -> Place | None:
        """Return the place that a word names or is part of, or None."""
        start = self.tree.parse.starts[token]
        return next((one for one in self._places if one.span.start <= start < one.span.end), None)

    @cached_property
    def _places(self) -> list[Place]:
        """The places that the sentence names."""
        parse, places = self.tree.parse, self.document.places or ()
        start, end = parse.starts[0], parse.ends[-1]
        return [one for one in places if one.span.start < end and start < one.span.end]

    def _place_country(self, token: int) -> str | None:
        place = self.place_at(token)
        return place.country if place else None

    def tokens_of(self, span: Span) -> range:
        """Return the tokens that a span of the document's text touches."""
        parse = self.tree.parse
        return range(bisect_right(parse.ends, span.start), bisect_left(parse.starts, span.end))

    def marks(self, token: int) -> frozenset[str]:
        """Return what a word's mention is, as triggers name it: #state, #person, #gov, #people."""
        number = self.mention_at[token]
        link = self.link(number) if number is not None else None
        found = set[str]()
        if number is not None and link:
            inside = self.tokens_of(self.mention(number).span)
            words = self.tree.parse.lemmas[inside.start : inside.stop]
            found |= marks_of(self.mention(number), link, words)
        return frozenset(found | self._marks_of_land(token))

    def _marks_of_land(self, token: int) -> set[str]:
        """Return #place for a place, #owned for what a state or place is named before."""
        tree = self.tree
        kids = tree.kids(token, {"amod", "compound", "nmod", "poss"})
        found = {"#owned"} if any(self._country_at(kid) for kid in kids) else set()
        return found | ({"#place"} if self._place_country(token) else set())

    def who(self, tokens: Iterable[int], steps: int = 2) -> list[int]:
        """Return the mentions that noun phrases headed by ``tokens`` stand for, in order.

        A phrase that is no mention itself ("the decision", "warships") stands for its owner: the
        possessor or adjective before it, else what follows "of", "by", "from", ...
        """
        return list(dict.fromkeys(one for token in tokens for one in self._who(token, steps)))

    def _who(self, token: int, steps: int) -> list[int]:
        number = self.mention_at[token]
        if self._means_sides(token, number):
            return self.both_sides(token)
        if number is not None:
            return self._resolved(token, number)
        if self.tree.parse.tags[token] in _PRONOUNS:
            # Who blows himself up does nothing to himself that is news.
            is_reflexive = self.tree.parse.lemmas[token].endswith(("self", "selves"))
            return [] if is_reflexive else self._antecedents(token)
        named = self._known_at(examples(self.tree, token))
        # "Kyiv's allies" are not Kyiv: such a word names others by whom they stand to.
        if self.tree.parse.lemmas[token] in word_sets()["relational"]:
            return named or self._members(token)
        owners = named or self._owners(token)
        if owners or not steps:
            return owners
        linked = [obj for name, obj in prepositions(self.tree, token) if name in _LINKING]
        return self.who(linked, steps - 1)

    def _means_sides(self, token: int, number: int | None) -> bool:
        link = None if number is None else self.link(number)
        members = link.members if link else ()
        if not means_both(self.tree, token) or not (sides := self.sides.at(self.tree, token)):
            return False
        return not members or are_apart(self.document, members, sides)

    def both_sides(self, token: int) -> list[int]:
        """Return stand-ins for the sides told last, by a word that means them, or nobody."""
        span, sides = self.tree.span(self.tree.noun_phrase(token)), self.sides.at(self.tree, token)
        return [self.stand_in(one) for one in in_words(sides, span, self.document.text or "")]

    def _members(self, token: int) -> list[int]:
        """Return the body whose members "its *EU* partners" are."""
        kids = [self.mention_at[kid] for kid in self.tree.kids(token, {"compound", "nmod"})]
        found = [item for item in kids if item is not None]
        return [item for item in found if self.mention(item).kind == "organisation"]

    def _resolved(self, token: int, number: int) -> list[int]:
        """Return a mention with those joined to its adjective, or who a pronoun stands for."""
        link = self.link(number)
        if self.mention(number).kind == "pronoun":
            if link is not None and link.members:
                return [number]
            return self._named_beside(token) or self._antecedents(token) or [number]
        owners = self._plural_owners(token)
        if owners:
            return owners
        if self.is_known(number):
            several = self._senders(token, number)
            return several or [*self._joined_adjectives(token, number), number]
        return [number]

    def _named_beside(self, token: int) -> list[int]:
        """Return whom an apposition names: "the two sides, *Oman and Iran*"."""
        beside = self.tree.kids(token, {"appos"})
        return self._known_at(item for kid in beside for item in with_conjuncts(self.tree, kid))

    def _known_at(self, tokens: Iterable[int]) -> list[int]:
        found = [self.mention_at[token] for token in tokens]
        return [number for number in found if number is not None and self.is_known(number)]

    def _plural_owners(self, token: int) -> list[int]:
        """Return whose "*their* ministers" are, if they are of several countries."""
        parse = self.tree.parse
        their = [kid for kid in self.tree.kids(token, {"poss"}) if parse.lemmas[kid] == "their"]
        found = [number for kid in their for number in self._antecedents(kid)]
        return found if len({self.country(number) for number in found} - {None}) > 1 else []

    def is_owned_by(self, number: int, owners: Iterable[int]) -> bool:
        """Say whether a phrase says "its" or "their" of somebody of an owner's country."""
        head = self.tokens_of(self.mention(number).head)
        kids = [kid for token in head for kid in self.tree.kids(token, {"poss"})]
        is_own = any(self.tree.parse.tags[kid] == "PRP$" for kid in kids)
        return is_own and self.country(number) in {self.country(one) for one in owners} - {None}

    def _senders(self, token: int, number: int) -> list[int]:
        """Return whom "delegations from *Oman and Iran*" stands for, if they are several."""
        link = self.link(number)
        if link is not None and (link.country or link.entity):
            return []
        linked = (obj for name, obj in prepositions(self.tree, token) if name in _SHARING)
        known = [item for item in self._known_at(linked) if self.country(item)]
        return known if len({self.country(item) for item in known}) > 1 else []

    def _joined_adjectives(self, token: int, number: int) -> list[int]:
        """Return the others of "*French* and Egyptian warships", "leaders of Peru and *Chile*"."""
        inside = [item for item in self.tokens_of(self.mention(number).span) if item != token]
        inside = [item for item in inside if self._shares(item)]
        kids = self.tree.kids(token, {"amod", "compound", "nmod", "poss"})
        joined = [item for kid in (*kids, *inside) for item in with_conjuncts(self.tree, kid)]
        found = dict.fromkeys(self.mention_at[item] for item in joined)
        own = self.country(number)
        others = [item for item in found if item is not None and item != number]
        # "Putin's envoy" is the envoy alone, and "Serbia's Vucic" is Vucic.
        strangers = [item for item in others if own is None or self.country(item) != own]
        return [item for item in strangers if self.mention(item).kind != "person"]

    def _shares(self, token: int) -> bool:
        """Whether a word inside a mention may name one more party: not "ambassador *to Iran*"."""
        parse = self.tree.parse
        head = parse.heads[token]
        return parse.deps[token] != "pobj" or parse.lemmas[head] in _SHARING

    def _antecedents(self, token: int) -> list[int]:
        """Return the subject of the nearest verb above a pronoun's: "*Japan* said it had ...".

        Pronouns lead to pronouns further out ("we say that we say ..."): those are looked up first.
        """
        tree = self.tree
        above = (tree.kid(verb, {"nsubj"}) for verb in tree.ancestors(tree.parse.heads[token]))
        outer = [one for one in above if one is not None and tree.parse.tags[one] in _PRONOUNS]
        for one in (*reversed(outer), token):
            if one not in self._meant_by:
                self._meant_by[one] = self._nearest_above(one)
        return self._meant_by[token]

    def _nearest_above(self, token: int) -> list[int]:
        tree = self.tree
        own = clause_of_object(tree, token)
        for verb in tree.ancestors(tree.parse.heads[token]):
            subject = None if verb == own else tree.kid(verb, {"nsubj"})
            # A subject that holds the pronoun itself ("its army") tells nothing of whose it is.
            is_other = subject is not None and token not in tree.subtree(subject)
            is_other = is_other and not disagrees(tree, token, subject)
            steps = 1 if subject is not None and is_count(tree, subject) else 0
            found = self.who([subject], steps) if subject is not None and is_other else []
            fitting = [number for number in found if self._may_be(token, number)]
            if fitting:
                return fitting
        return self._in_chain(token)

    def _in_chain(self, token: int) -> list[int]:
        """Return the mention of an earlier sentence that a pronoun's chain leads to."""
        parse = self.tree.parse
        number = earlier_mention(self.document, parse.starts[token], parse.words[token].casefold())
        if number is None or self.mention(number).sentence == self.index:
            return []
        self._words_for[number] = self.tree.span([token])
        return [number]

    def _may_be(self, token: int, number: int) -> bool:
        """Whether a pronoun may stand for a mention: "he" for a person, "it" for none."""
        link = self.link(number)
        is_person = link is not None and "#person" in marks_of(self.mention(number), link)
        return _PERSONAL.get(self.tree.parse.lemmas[token], is_person) == is_person

    def is_known(self, number: int) -> bool:
        """Whether a mention has been linked to a country, a person or an organisation."""
        link = self.link(number)
        if link is not None and (link.country or link.entity or link.members):
            return True
        return self.country(number) is not None

    def _owners(self, token: int) -> list[int]:
        at, tags = self.mention_at, self.tree.parse.tags
        owners = self.tree.kids(token, {"poss"})
        pronouns = [kid for kid in owners if tags[kid] == "PRP$" and at[kid] is None]
        if pronouns:  # "said *its* army had ..."
            return self._antecedents(pronouns[0])
        for label in _OWNERS:
            kids = nested(self.tree, token, label)
            found = [
                self.mention_at[item] for kid in kids for item in with_conjuncts(self.tree, kid)
            ]
            numbers = [number for number in found if number is not None]
            if numbers:
                return numbers
        return []

    def modifiers(self, token: int) -> list[int]:
        """Return the words that qualify a word: adjectives, compounds, adverbs."""
        return self.tree.kids(token, MODIFIERS)

    def span(self, tokens: Sequence[int]) -> Span:
        """Return the stretch of text from the first to the last of some tokens."""
        return self.tree.span(tokens)
