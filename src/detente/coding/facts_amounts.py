"""Shares and amounts: the number and unit of some words, whose it is, and what it is of."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from detente.coding.attribution import sources_of
from detente.coding.claims_draft import ClaimDraft
from detente.coding.clauses import actors_of_verb, is_passive, objects, prepositions
from detente.coding.facts_parties import Party, parties_at
from detente.coding.facts_places import fillers
from detente.coding.facts_standing import Standing, standing_of
from detente.coding.facts_tables import fact_words
from detente.coding.scene import Scene
from detente.coding.statements_draft import Phrase
from detente.coding.tables import read
from detente.coding.tree import Tree
from detente.model import Participant, Span

AMOUNT: Final = "amount"
_VERBAL: Final = frozenset({"VERB", "AUX"})
_FAR: Final = 5
_ORDINAL: Final = re.compile(r"\b(?:first|second|latter|other|last|this|next|every)\s$")
_RATES: Final = frozenset({"%", "percentage points"})
_STOPS: Final = frozenset({"", ".", "!", "?", "“", '"'})
_TIMES: Final = frozenset({"year", "month", "week", "day", "century", "decade", "hour", "season"})


class Amount(NamedTuple):
    """A number with its unit, and its words; a share in words ("a third") has no unit."""

    span: Span
    number: float
    unit: str | None
    is_money: bool = False


class _Measured(NamedTuple):
    """What is measured, and the words at which it may stand whose it is.

    The first ``own`` of them are who accounts for it; the others only own what is measured.
    """

    thing: int
    owners: tuple[int, ...]
    own: int = 0


class _Table(NamedTuple):
    pattern: re.Pattern[str]
    numbers: dict[str, float]
    scales: dict[str, float]
    signs: dict[str, str]
    currencies: dict[str, str]
    units: dict[str, str]
    shares: dict[str, float]


def amounts_in(text: str, start: int, end: int) -> list[Amount]:
    """Return the shares and amounts with a unit between two code points, in order."""
    table = _table()
    found = [_read(table, match) for match in table.pattern.finditer(text, start, end)]
    return [one for one in found if one is not None and _is_told(text, one)]


def _is_told(text: str, amount: Amount) -> bool:
    """Whether a share is one: not "the Fifth Fleet", nor "the first half"."""
    if amount.unit is not None:
        return True
    start, last = (
        amount.span.start,
        text[amount.span.start : amount.span.end].rsplit(maxsplit=1)[-1],
    )
    is_name = not last.islower() and text[max(0, start - 2) : start].strip() not in _STOPS
    return not is_name and not _ORDINAL.search(text, max(0, start - 12), start)


def amount_in(scene: Scene, span: Span) -> Amount | None:
    """Return the first amount in some words of a scene, money first."""
    found = amounts_in(scene.document.text or "", span.start, span.end)
    return next((one for one in found if one.is_money), next(iter(found), None))


def _read(table: _Table, match: re.Match[str]) -> Amount | None:
    parts = match.groupdict()
    span = Span(*match.span())
    if parts["share"]:
        return _share(table, parts, span)
    number = _number(table, parts["number"] or parts["number2"])
    if number is None:
        return None
    number *= table.scales.get((parts["scale"] or parts["scale2"] or "").casefold(), 1.0)
    if parts["sign"]:
        return Amount(span, number, table.signs[parts["sign"].upper()], is_money=True)
    unit = " ".join((parts["unit"] or "").casefold().split())
    currency = table.currencies.get(unit)
    if currency:
        return Amount(span, number, currency, is_money=True)
    return Amount(span, number, table.units[unit])


def _share(table: _Table, parts: dict[str, Any], span: Span) -> Amount:
    whole = table.shares[parts["share"].casefold().removesuffix("s")]
    times = (parts["times"] or "a").casefold().replace("-", " ").split()[-1]
    return Amount(span, round(whole * table.numbers.get(times, 1.0), 4), None)


def _number(table: _Table, words: str) -> float | None:
    plain = words.replace(",", "").casefold()
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return float(plain)
    parts = [table.numbers.get(part) for part in re.split(r"[\s-]+", plain) if part != "and"]
    if not parts or None in parts:
        return None
    total = 0.0
    for part in parts:
        known = part or 0.0
        total = total * known if known in {100.0, 1000.0} and total else total + known
    return total


@cache
def _table() -> _Table:
    raw = read("facts_units.toml")
    numbers, scales = raw["numbers"], raw["scales"]
    signs = {sign: code for code, listed in raw["signs"].items() for sign in listed}
    currencies = {word: code for code, listed in raw["currencies"].items() for word in listed}
    units = {word: unit for unit, listed in raw["units"].items() for word in listed}
    shares = raw["shares"]
    digits = r"\d+(?:,\d{3})*(?:\.\d+)?"
    word = rf"(?:{_any(numbers)})"
    number = rf"(?:{digits}|{word}(?:[\s-](?:and\s)?{word})*)"
    scale = rf"(?:{_any(scales)})"
    money = rf"(?P<sign>{_any(signs)})\s?(?P<number>{digits})(?:[\s-]?(?P<scale>{scale})\b)?"
    times = rf"(?P<times>(?:an?|one|nearly|{_any(numbers)})(?=[\s-]))?[\s-]?"
    share = rf"{times}\b(?P<share>(?:{_any(shares)})s?)\b(?!-)"
    counted = rf"(?P<number2>{number})(?:[\s-]?(?P<scale2>{scale})\b)?[\s-]?"
    unit = rf"(?P<unit>{_any((*currencies, *units))})(?!\w)"
    pattern = rf"(?<![\w.,])(?:{money}|{share}|{counted}{unit})"
    return _Table(
        re.compile(pattern, re.IGNORECASE), numbers, scales, signs, currencies, units, shares
    )


def _any(words: Sequence[str] | dict[str, Any]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True)
    )


def amount_facts(scene: Scene) -> Iterator[ClaimDraft]:
    """Yield the shares and amounts of a sentence with whose they are."""
    sentence = (scene.document.sentences or ())[scene.index].span
    for amount in amounts_in(scene.document.text or "", sentence.start, sentence.end):
        tokens = scene.tokens_of(amount.span)
        if tokens:
            yield from _facts(scene, amount, tokens)


def _head(tree: Tree, tokens: range) -> int:
    """Return the word of an amount that all its others hang on."""
    outside = [
        token
        for token in tokens
        if tree.parse.heads[token] not in tokens or tree.parse.heads[token] == token
    ]
    return outside[-1] if outside else tokens[-1]


def _facts(scene: Scene, amount: Amount, tokens: range) -> Iterator[ClaimDraft]:
    head = _head(scene.tree, tokens)
    measured = _measured(scene, head, tokens)
    if measured is None or not _is_measurable(scene.tree, measured.thing):
        return
    if (
        amount.unit in _table().units.values()
        and amount.unit not in _RATES
        and _is_moved(scene, head)
    ):
        return
    owners = parties_at(scene, measured.owners[: measured.own]) or _as_words(scene, measured)
    owners = owners or parties_at(scene, measured.owners)
    if not owners:
        return
    standing = standing_of(scene, _told_at(scene.tree, head))
    if standing not in {Standing.HOLDS, Standing.PAST, Standing.DENIED}:
        return
    # "67 per cent" is nobody's word, though "per" may name a source.
    sources = [one for one in sources_of(scene, head) if one.participant.text != "cent"]
    tree = scene.tree
    words = tree.span(_thing_words(tree, measured.thing, head))
    others = _belonging(scene, measured.thing)
    # "Kazakh-Chinese trade" is of both; "a third of Peru's exports" is of Peru.
    is_of_both = len(parties_at(scene, fillers(scene, measured.thing, "mod"))) > 1
    of = None if is_of_both else next((one for one in others if one.code != owners[0].code), None)
    yield ClaimDraft(
        scene.index,
        AMOUNT,
        Phrase(owners[0].participant.span, tree.span([owners[0].token])),
        words,
        of.code if of and of.kind == "organisation" else None,
        tree.span(tree.subtree(_told_at(tree, head))),
        participant=owners[0].participant,
        country=of.code if of and of.kind == "state" else None,
        value=amount.span,
        amount=amount.number,
        unit=amount.unit,
        is_negated=standing is Standing.DENIED,
        source=sources[0].participant if sources else None,
        trace=(f"amount of '{tree.parse.words[measured.thing]}'",),
    )


def _is_measurable(tree: Tree, thing: int) -> bool:
    """Whether a share or amount can be of a word: a noun but no time, or "what Peru imports"."""
    if tree.parse.pos[thing] in _VERBAL:
        return any(tree.parse.lemmas[kid] == "what" for kid in tree.kids(thing, {"dobj", "nsubj"}))
    return tree.parse.lemmas[thing] not in _TIMES


def _as_words(scene: Scene, measured: _Measured) -> list[Party]:
    """Return what accounts for a share, where that is no state: "*oil* makes up half of"."""
    parse = scene.tree.parse
    if not measured.own or parse.pos[measured.owners[0]] not in {"NOUN", "PROPN"}:
        return []
    token = measured.owners[0]
    if scene.mention_at[token] is not None:
        return []
    span = scene.tree.span(scene.tree.noun_phrase(token))
    words = (scene.document.text or "")[span.start : span.end]
    return [Party(token, Participant(span=span, text=words, kind="thing"), "", "thing")]


def _is_moved(scene: Scene, head: int) -> bool:
    """Whether an amount is what somebody sends or gets, which is a supply and no amount."""
    verb = scene.tree.parse.lemmas[_told_at(scene.tree, head)]
    return verb not in fact_words("measuring")


def _told_at(tree: Tree, head: int) -> int:
    for _ in range(_FAR):
        if tree.parse.pos[head] in _VERBAL or tree.parse.heads[head] == head:
            break
        head = tree.parse.heads[head]
    return head


def _thing_words(tree: Tree, thing: int, head: int) -> list[int]:
    """Return the words of what is measured without the amount itself."""
    if tree.parse.pos[thing] in _VERBAL:
        return tree.subtree(thing)
    out = tree.kids(thing, {"relcl", "acl", "punct", "appos", "cc", "conj", "poss", "det"})
    kept = [
        one for one in tree.subtree(thing, out) if one not in tree.subtree(head) or one == thing
    ]
    run = [one for one in kept if one <= thing]
    return run or [thing]


def _belonging(scene: Scene, thing: int) -> list[Party]:
    """Return whose the measured thing is: "a third of *Peru's* exports"."""
    tokens = [one for path in _paths_of(scene.tree, thing) for one in fillers(scene, thing, path)]
    clauses = [*scene.tree.kids(thing, {"relcl", "acl"})]
    if scene.tree.parse.pos[thing] in _VERBAL:
        clauses.append(thing)
    tokens += [one for kid in clauses for one in actors_of_verb(scene.tree, kid)]
    return parties_at(scene, tokens)


def _paths_of(tree: Tree, thing: int) -> tuple[str, ...]:
    paths = ("owner", "mod", "with", "in")
    return (*paths, "to") if tree.parse.lemmas[thing] in {"debt", "loan", "aid"} else paths


def _measured(scene: Scene, head: int, tokens: range) -> _Measured | None:
    tree = scene.tree
    of = [obj for token in tokens for name, obj in prepositions(tree, token) if name == "of"]
    if of:
        return _share_of(scene, head, of[0])
    label, above = tree.parse.deps[head], tree.parse.heads[head]
    if label in {"predet", "det"}:
        return _share_of(scene, above, above)
    if label in {"nummod", "compound", "amod", "quantmod", "nmod", "npadvmod"} and above > head:
        return _qualified(scene, above)
    if label == "pobj" and tree.parse.pos[tree.parse.heads[above]] in {"NOUN", "PROPN"}:
        return _valued(scene, tree.parse.heads[above], above)
    verb = _told_at(tree, head)
    return _reached(scene, verb) if tree.parse.pos[verb] in _VERBAL else None


def _share_of(scene: Scene, head: int, thing: int) -> _Measured | None:
    """Read "35 % of global output": who accounts for it, or where it comes from."""
    tree = scene.tree
    verb = _told_at(tree, head)
    owners = [*_possessors(scene, thing)]
    if tree.parse.pos[verb] in _VERBAL:
        if tree.parse.deps[head] in {"nsubj", "nsubjpass"}:
            who = [obj for name, obj in prepositions(tree, verb) if name in {"from", "by"}]
        else:
            who = fillers(scene, verb, "actor")
        who = [*who, *_possessors_all(scene, who)]
        is_share = tree.parse.lemmas[verb] in fact_words("sharing")
        return _Measured(thing, (*who, *owners), len(who) if is_share else 0)
    return _Measured(thing, tuple(owners))


def _qualified(scene: Scene, thing: int) -> _Measured | None:
    """Read "its 5 billion dollar *debt*", "sold 11 percent more *oil*"."""
    tree = scene.tree
    if tree.parse.pos[thing] in {"ADJ", "ADV"}:
        thing = tree.parse.heads[thing]
    if tree.parse.pos[thing] not in {"NOUN", "PROPN"} or not _is_measure(tree, thing):
        return None
    verb = _told_at(tree, thing)
    who = actors_of_verb(tree, verb) if tree.parse.pos[verb] in _VERBAL else []
    return _Measured(thing, (*_possessors(scene, thing), *who))


def _valued(scene: Scene, thing: int, prep: int) -> _Measured | None:
    """Read "a turnover *of* 5 billion dollars", "a rise *of* 3 % in exports"."""
    tree = scene.tree
    if tree.parse.lemmas[prep] not in {"of", "at", "to", "by", "worth"}:
        return None
    inner = [obj for name, obj in prepositions(tree, thing) if name == "in"]
    if tree.parse.lemmas[thing] in fact_words("changes") and inner:
        thing = inner[0]
    if not _is_measure(tree, thing):
        return None
    verb = _told_at(tree, thing)
    who = actors_of_verb(tree, verb) if tree.parse.pos[verb] in _VERBAL else []
    return _Measured(thing, (*_possessors(scene, thing), *who))


def _reached(scene: Scene, verb: int) -> _Measured | None:
    """Read "exports climbed 18 %", "trade is worth 500 million dollars"."""
    tree = scene.tree
    things = objects(tree, verb) if is_passive(tree, verb) else actors_of_verb(tree, verb)
    things = [one for one in things if tree.parse.pos[one] in {"NOUN", "PROPN"}]
    for thing in things:
        owners = _possessors(scene, thing)
        shared = [obj for name, obj in prepositions(tree, thing) if name in {"of", "in"}]
        if shared and owners and tree.parse.lemmas[thing] in {"share", "portion", "part"}:
            return _Measured(shared[0], tuple(owners))
        if owners and _is_measure(tree, thing):
            return _Measured(thing, tuple(owners))
    spent = [obj for name, obj in prepositions(tree, verb) if name == "on"]
    if spent and tree.parse.lemmas[verb] == "spend":
        return _Measured(spent[0], tuple(things))
    return None


def _possessors(scene: Scene, thing: int) -> list[int]:
    paths = ("owner", "mod", "between", "of", "of.owner", "from", "in")
    return [one for path in paths for one in fillers(scene, thing, path)]


def _possessors_all(scene: Scene, things: Sequence[int]) -> list[int]:
    return [one for thing in things for one in _possessors(scene, thing)]


def _is_measure(tree: Tree, thing: int) -> bool:
    return tree.parse.lemmas[thing].casefold() in fact_words("econ_things") | fact_words("goods")
