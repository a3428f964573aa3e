"""Made-up pairs of names: changes that keep a name, and changes that make it another's.

The changes are those that spellings in the press, in lists and in data entry show: slips of the
pen, order, initials, names dropped and added, titles, short and legal forms. Own work, CC0.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from detente.entities.tables import rows

WORDS = Path(__file__).with_name("names_made.toml")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PERSON_SHARE = 0.68
# How often slips put another letter, double one, or drop one; the rest changes two places.
ANOTHER, DOUBLED, DROPPED = 0.45, 0.65, 0.85
SHORTEST, LONG = 2, 5
TWICE = 0.3
MOST_TRIED = 300
Pair = tuple[str, str, bool]
Two = tuple[str, str]
Words = Sequence[str]


def made_pairs(chance: random.Random, count: int) -> Iterator[Pair]:
    """Yield (name, name, whether they are the same), as many as asked."""
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    persons = Persons(chance, table)
    companies = Companies(chance, table, persons.surnames)
    for _ in range(count):
        maker = persons if often(chance, PERSON_SHARE) else companies
        is_same = often(chance, 0.5)
        one, other = maker.same() if is_same else maker.different()
        yield (one, other, is_same) if often(chance, 0.5) else (other, one, is_same)


def often(chance: random.Random, share: float) -> bool:
    """Return True in a share of the cases."""
    return chance.random() < share


def slip(word: str, edits: int, chance: random.Random) -> str:
    """Return a word with slips: another letter, one doubled or dropped, two that changed places."""
    for _ in range(edits):
        word = _slip_once(word, chance)
    return word


def _slip_once(word: str, chance: random.Random) -> str:
    place, kind = chance.randrange(len(word)), chance.random()
    letter = chance.choice(LETTERS if word.isascii() else word)
    before, after = word[:place], word[place + 1 :]
    if kind < ANOTHER:
        return before + letter + after
    if kind < DOUBLED:
        return before + word[place] * 2 + after
    if kind < DROPPED and len(word) > SHORTEST:
        return before + after
    return before + word[place : place + 2][::-1] + word[place + 2 :]


def slip_in(words: Words, chance: random.Random) -> list[str]:
    """Return words with a slip in one of them, rarely two slips in a long one."""
    long = [place for place, word in enumerate(words) if len(word) > SHORTEST]
    place = chance.choice(long or range(len(words)))
    edits = 2 if len(words[place]) > LONG and often(chance, TWICE) else 1
    changed = [*words]
    changed[place] = slip(words[place].lower(), edits, chance).title()
    return changed


class Persons:
    """Makes pairs of names of persons from the packaged names."""

    def __init__(self, chance: random.Random, table: dict[str, Any]) -> None:
        known = [(name, variants.split("; ")) for _, name, variants, *_ in rows("persons.csv.gz")]
        self._chance = chance
        self._titles = table["titles"]
        self._names = [name.split() for name, _ in known if " " in name]
        pairs = [(name, other) for name, found in known for other in found]
        self._variants = [(name, other) for name, other in pairs if " " in other]
        self._given = sorted({words[0] for words in self._names if len(words[0]) > SHORTEST})
        self._middle = sorted({word for words in self._names for word in words[1:-1]})
        self._short = [(name, short.split()) for name, short, *_ in rows("names_short.csv")]
        self.surnames = sorted({words[-1] for words in self._names if len(words[-1]) > SHORTEST})

    def same(self) -> Two:
        """Return two spellings of one person's name."""
        changes = {
            self._slipped: 4,
            self._turned: 1,
            self._dropped: 1,
            self._added: 2,
            self._initial: 1,
            self._titled: 1,
            self._joined: 1,
            self._shortened: 1,
            self._recorded: 1,
            self._cased: 1,
            self._alone: 1,
        }
        return self._any_of(changes)

    def different(self) -> Two:
        """Return the names of two persons."""
        changes = {
            self._other_surname: 2,
            self._near_surname: 2,
            self._other_given: 2,
            self._near_given: 1,
            self._other_middle: 2,
            self._two_others: 1,
            self._other_father: 1,
            self._stranger: 1,
            self._other_alone: 1,
            # A surname alone may be anybody's of that name.
            self._alone: 1,
        }
        return self._any_of(changes)

    def _any_of(self, changes: dict[Any, int]) -> Two:
        (change,) = self._chance.choices(list(changes), list(changes.values()))
        one, other = change(self._chance.choice(self._names))
        return (one, other) if isinstance(one, str) else (" ".join(one), " ".join(other))

    def _slipped(self, words: Words) -> tuple[Words, Words]:
        return words, slip_in(words, self._chance)

    def _turned(self, words: Words) -> Two:
        return " ".join(words), f"{words[-1].upper()}, {' '.join(words[:-1])}"

    def _dropped(self, words: Words) -> tuple[Words, Words]:
        longer = self._longer(words)
        place = self._chance.randrange(1, len(longer))
        return longer, [*longer[:place], *longer[place + 1 :]]

    def _longer(self, words: Words) -> list[str]:
        extra = self._chance.sample(self._middle, self._chance.choice((1, 1, 2)))
        return [words[0], *extra, *words[1:]]

    def _added(self, words: Words) -> tuple[Words, Words]:
        return words, self._longer(words)

    def _initial(self, words: Words) -> tuple[Words, Words]:
        dot = self._chance.choice((".", ".", ""))
        return words, [words[0][0] + dot, *words[1:]]

    def _titled(self, words: Words) -> tuple[Words, Words]:
        return words, [self._chance.choice(self._titles), *words]

    def _joined(self, words: Words) -> Two:
        return " ".join(words), self._chance.choice(("", "-", "  ")).join(words)

    def _shortened(self, words: Words) -> Two:
        name, short = self._chance.choice(self._short)
        return f"{name.title()} {words[-1]}", f"{self._chance.choice(short).title()} {words[-1]}"

    def _recorded(self, words: Words) -> Two:  # noqa: ARG002 - as the other changes
        return self._chance.choice(self._variants)

    def _cased(self, words: Words) -> Two:
        return " ".join(words), " ".join(words).upper() + self._chance.choice(("", ".", " "))

    def _alone(self, words: Words) -> tuple[Words, Words]:
        return words, words[-1:]

    def _other_surname(self, words: Words) -> tuple[Words, Words]:
        return self._swapped(self._maybe_longer(words), -1, self._chance.choice(self.surnames))

    def _maybe_longer(self, words: Words) -> Words:
        return self._longer(words) if often(self._chance, 0.4) else words

    def _near_surname(self, words: Words) -> tuple[Words, Words]:
        return self._swapped(words, -1, self._near(words[-1], self.surnames))

    def _other_given(self, words: Words) -> tuple[Words, Words]:
        return self._swapped(self._maybe_longer(words), 0, self._chance.choice(self._given))

    def _near_given(self, words: Words) -> tuple[Words, Words]:
        return self._swapped(words, 0, self._near(words[0], self._given))

    def _other_middle(self, words: Words) -> tuple[Words, Words]:
        return self._swapped(self._longer(words), 1, self._chance.choice(self._middle))

    def _two_others(self, words: Words) -> tuple[Words, Words]:
        return self._longer(words), [*self._longer(words)[:-1], self._chance.choice(self.surnames)]

    def _other_father(self, words: Words) -> Two:
        given, father, third = self._chance.sample(self._given, 3)
        between = self._chance.choice(("bin", "ibn", "bin"))
        first = self._chance.choice((father, third))
        return f"{given} {between} {father} {words[-1]}", f"{first} {between} {given} {words[-1]}"

    def _stranger(self, words: Words) -> tuple[Words, Words]:
        return words, self._chance.choice(self._names)

    def _other_alone(self, words: Words) -> tuple[Words, Words]:
        return words, [self._chance.choice(self.surnames)]

    def _swapped(self, words: Words, place: int, word: str) -> tuple[Words, Words]:
        is_far = Levenshtein.distance(word.lower(), words[place].lower()) >= SHORTEST
        changed = [*words]
        changed[place] = word if is_far else self._chance.choice(self.surnames)
        return words, changed

    def _near(self, word: str, known: Words) -> str:
        tried = self._chance.sample(known, min(len(known), MOST_TRIED))
        return min(tried, key=lambda one: (max(SHORTEST, Levenshtein.distance(word, one)), one))


class Companies:
    """Makes pairs of names of companies."""

    def __init__(self, chance: random.Random, table: dict[str, Any], names: Words) -> None:
        self._chance = chance
        self._forms: list[Words] = list(table["forms"].values())
        self._trades: Words = table["trades"].split()
        self._places: Words = table["places"].split()
        self._names = [name for name in names if name.isascii()]

    def same(self) -> Two:
        """Return two spellings of one company's name."""
        core, forms = self._core(), self._chance.choice(self._forms)
        one, other = self._chance.choice(forms), self._chance.choice(forms)
        formed = self._formed(core, one)
        ways = {
            self._formed(slip_in(core, self._chance), one): 7,
            self._formed(core, other): 7,
            " ".join(core): 2,
            f"The {formed.upper()}": 2,
            self._formed(["".join(core[:2]), *core[2:]], one): 2,
            self._formed(core, self._any_form()): 1,
        }
        return formed, self._chance.choices(list(ways), list(ways.values()))[0]

    def different(self) -> Two:
        """Return the names of two companies."""
        core, forms = self._core(), self._chance.choice(self._forms)
        changes = {
            self._other_core: 2,
            self._other_trade: 1,
            self._more: 2,
            self._elsewhere: 1,
            self._stranger: 1,
            self._other_form: 1,
        }
        (change,) = self._chance.choices(list(changes), list(changes.values()))
        first, second = change(core)
        is_other_form = change == self._other_form
        one, other = self._chance.choice(forms), self._chance.choice(forms)
        other = self._any_form() if is_other_form else other
        return self._formed(first, one), self._formed(second, other)

    def _core(self) -> list[str]:
        names = self._chance.sample(self._names, self._chance.choice((1, 1, 1, 2)))
        trades = self._chance.sample(self._trades, self._chance.choice((0, 1, 1, 2)))
        places = self._chance.sample(self._places, self._chance.choice((0, 0, 0, 1)))
        return [*names, *places, *trades]

    def _formed(self, core: Words, form: str) -> str:
        name = " ".join(core)
        comma = "," if often(self._chance, 0.2) else ""
        leads = form.isupper() and often(self._chance, 0.3)
        return f"{form} {name}" if leads else f"{name}{comma} {form}"

    def _other_core(self, core: Words) -> tuple[Words, Words]:
        return core, [self._chance.choice(self._names), *core[1:]]

    def _other_trade(self, core: Words) -> tuple[Words, Words]:
        one, other = self._chance.sample(self._trades, 2)
        return [core[0], one, *core[2:]], [core[0], other, *core[2:]]

    def _more(self, core: Words) -> tuple[Words, Words]:
        return core, [*core, self._chance.choice(self._trades)]

    def _elsewhere(self, core: Words) -> tuple[Words, Words]:
        one, other = self._chance.sample(self._places, 2)
        return [*core, one] if often(self._chance, 0.6) else core, [*core, other]

    def _stranger(self, core: Words) -> tuple[Words, Words]:
        return core, self._core()

    def _other_form(self, core: Words) -> tuple[Words, Words]:
        return core, core

    def _any_form(self) -> str:
        return self._chance.choice(self._chance.choice(self._forms))
