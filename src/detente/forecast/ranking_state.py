"""Everything a ranking knows of the past at one day: fading counts and who resembles whom."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from detente.forecast.ranking_facts import Facts, Floats, Ints
from detente.forecast.ranking_homes import with_homes
from detente.forecast.ranking_names import Attributes
from detente.forecast.ranking_tallies import Columns, Shape, Tallies

RECENT_DAYS = 60
HOMES_DAYS = 30
"""Countries that names do not tell are looked up anew on every such day."""

_FOREVER = 1e9
_FAINT = 1e-3
_PROFILE = 2
"""The fade of a pair's counts that profiles are made of."""

_TRIPLE = ("actor", "relation", "recipient")
_PAIR = ("actor", "recipient")
SHAPES: dict[str, tuple[tuple[str, ...], tuple[float, ...]]] = {
    "triple": (("actor", "relation", "recipient"), (3, 15, 60, _FOREVER)),
    "pair": (("actor", "side", "recipient"), (3, 15, 60, _FOREVER)),
    "asked_recipient": (("relation", "recipient"), (3, 15, 60, _FOREVER)),
    "recipient": (("side", "recipient"), (3, 30, _FOREVER)),
    "actor_asked": (("actor", "relation"), (15, _FOREVER)),
    "actor": (("actor", "side"), (3, 30, _FOREVER)),
    "asked": (("relation",), (15, _FOREVER)),
    "country_recipient": (("country", "relation", "recipient"), (15, _FOREVER)),
    "actor_country": (("actor", "relation", "its_country"), (15, _FOREVER)),
    "countries": (("country", "relation", "its_country"), (60,)),
    "roles": (("role", "relation", "its_role"), (_FOREVER,)),
    "role_recipient": (("role", "relation", "recipient"), (60,)),
    "country_any": (("country", "recipient"), (30,)),
    "any_country": (("actor", "its_country"), (30,)),
    "asked_role": (("relation", "its_role"), (_FOREVER,)),
    "asked_country": (("relation", "its_country"), (60,)),
    "role_asked": (("role", "relation"), (_FOREVER,)),
    "country_asked": (("country", "relation"), (15, _FOREVER)),
    "actor_role": (("actor", "relation", "its_role"), (15, _FOREVER)),
    "actor_any_role": (("actor", "side", "its_role"), (30, _FOREVER)),
    "roles_here": (("role", "relation", "its_role", "compatriots"), (_FOREVER,)),
    "role_here": (("role", "relation", "compatriots"), (_FOREVER,)),
}

NEW_SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[float, ...]]] = {
    "new_recipients": (("actor", "relation"), _TRIPLE, (60, _FOREVER)),
    "new_pairs": (("actor", "side"), _PAIR, (60, _FOREVER)),
    "new_to_recipient": (("relation", "recipient"), _TRIPLE, (60, _FOREVER)),
    "new_pairs_of_recipient": (("side", "recipient"), _PAIR, (15, 60, _FOREVER)),
    "new_asked": (("relation",), _TRIPLE, (60,)),
}
"""Tallies of what was new: the columns combined, and those that make a fact new."""


def columns_of(
    facts: Facts, attributes: Attributes, actor: Ints, relation: Ints, recipient: Ints
) -> Columns:
    """Return the columns that tallies combine, for rows of actor, relation and recipient."""
    return {
        "actor": actor,
        "relation": relation,
        "recipient": recipient,
        "side": (relation >= facts.relations).astype(np.int64),
        "country": attributes.country[actor],
        "role": attributes.role[actor],
        "its_country": attributes.country[recipient],
        "its_role": attributes.role[recipient],
        "compatriots": _compatriots(attributes, actor, recipient),
    }


def _compatriots(attributes: Attributes, actor: Ints, recipient: Ints) -> Ints:
    """1 where both are known to be of one country."""
    country = attributes.country[actor]
    is_same = (country == attributes.country[recipient]) & (country > 0)
    return np.asarray(is_same, np.int64)


class State:
    """The past of a table of facts, moved forward day by day."""

    def __init__(self, facts: Facts, attributes: Attributes) -> None:
        """Stand before the first day; what the attributes do not tell of countries is found."""
        self.facts = facts
        self.attributes = attributes
        self._told = attributes
        self._homes_of = -1
        self._by_relation: _Slices | None = None

    def move_to(self, day: int) -> None:
        """Take in every fact before a day; a day once passed does not come back."""
        self._find_homes(day // HOMES_DAYS * HOMES_DAYS)
        self.tallies.move_to(day)
        self.profiles = self._profiles()
        self.recent = Recent.of(self.facts, day)
        self._by_relation = None

    def _find_homes(self, day: int) -> None:
        """Count by the countries as they are known before a day, if not done yet.

        The day hangs on the question's day alone: what else is asked must not matter.
        """
        if day == self._homes_of:
            return
        facts, self._homes_of = self.facts, day
        self.attributes = with_homes(facts, self._told, day)
        columns = self.columns(facts.actor, facts.relation, facts.recipient)
        self.tallies = Tallies(_shapes(facts, self.attributes), columns, facts.day)

    def columns(self, actor: Ints, relation: Ints, recipient: Ints) -> Columns:
        """Return the columns of rows of actor, relation and recipient."""
        return columns_of(self.facts, self.attributes, actor, relation, recipient)

    def _profiles(self) -> sparse.csr_array:
        """Rows of unit length, (entities, 2 * entities): whom each met, on which side."""
        tally = self.tallies.tally["pair"]
        values = tally.sums[_PROFILE, :-1]
        used = np.flatnonzero(values > _FAINT)
        rest, recipient = np.divmod(tally.known[used], self.facts.entities)
        actor, side = np.divmod(rest, 2)
        weight = np.log1p(values[used])
        # What everybody meets says little of who resembles whom.
        column = side * self.facts.entities + recipient
        met = np.bincount(column, minlength=2 * self.facts.entities)
        weight = weight / np.sqrt(met[column])
        length = np.sqrt(np.bincount(actor, weight**2, minlength=self.facts.entities))
        weight = (weight / length[actor]).astype(np.float32)
        shape = (self.facts.entities, 2 * self.facts.entities)
        return sparse.csr_array((weight, (actor, column)), shape=shape)

    def relation_matrix(self, relation: int) -> sparse.csr_array:
        """Who did a relation to whom, (entities, entities), fading by 60 days."""
        tally = self.tallies.tally["triple"]
        if self._by_relation is None:
            self._by_relation = _Slices.of(tally.known, self.facts)
        return self._by_relation.matrix(relation, tally.sums[_PROFILE])


@dataclass(frozen=True, eq=False)
class _Slices:
    """The known triples ordered by relation."""

    order: Ints
    begin: Ints
    actor: Ints
    recipient: Ints
    entities: int

    @classmethod
    def of(cls, known: Ints, facts: Facts) -> "_Slices":
        rest, recipient = np.divmod(known, facts.entities)
        actor, relation = np.divmod(rest, facts.directed)
        order = np.argsort(relation, kind="stable")
        begin = np.searchsorted(relation[order], np.arange(facts.directed + 1))
        return cls(order, begin, actor[order], recipient[order], facts.entities)

    def matrix(self, relation: int, values: Floats) -> sparse.csr_array:
        part = slice(self.begin[relation], self.begin[relation + 1])
        value = values[self.order[part]]
        used = value > _FAINT
        rows, columns = self.actor[part][used], self.recipient[part][used]
        shape = (self.entities, self.entities)
        return sparse.csr_array((value[used], (rows, columns)), shape=shape)


def _shapes(facts: Facts, attributes: Attributes) -> list[Shape]:
    sizes = {
        "actor": facts.entities,
        "recipient": facts.entities,
        "relation": facts.directed,
        "side": 2,
        "country": attributes.countries,
        "its_country": attributes.countries,
        "role": attributes.roles,
        "its_role": attributes.roles,
        "compatriots": 2,
    }
    every = {name: (columns, (), fades) for name, (columns, fades) in SHAPES.items()}
    return [
        Shape(name, columns, fades, tuple(sizes[column] for column in columns), first_of)
        for name, (columns, first_of, fades) in (every | NEW_SHAPES).items()
    ]


@dataclass(frozen=True, eq=False)
class Recent:
    """Facts of the last 60 days before a day, by recipient: rows of a sparse matrix."""

    begin: Ints
    actor: Ints
    relation: Ints
    age: Ints

    @classmethod
    def of(cls, facts: Facts, day: int) -> "Recent":
        """Return the recent facts as they stand on a day."""
        part = slice(facts.before(day - RECENT_DAYS), facts.before(day))
        recipient = facts.recipient[part]
        order = np.argsort(recipient, kind="stable")
        begin = np.searchsorted(recipient[order], np.arange(facts.entities + 1))
        age = day - facts.day[part][order]
        return cls(begin, facts.actor[part][order], facts.relation[part][order], age)

    def matrix(self, weight: Floats) -> sparse.csr_array:
        """From actors (columns) to recipients (rows), with a weight for each fact."""
        entities = len(self.begin) - 1
        parts = (weight, self.actor, self.begin)
        return sparse.csr_array(parts, shape=(entities, entities))
