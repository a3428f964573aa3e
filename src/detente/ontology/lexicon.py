"""The words that tell of events: triggers with what they need around them, and compositions.

Tables (compiled, CC0): ``triggers.csv`` and ``word_sets.toml`` of the language's folder;
``data/compose.csv`` and ``data/compose_codes.csv``, which know no language.
"""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from msgspec.structs import replace

from detente.model import Record
from detente.ontology.languages import language_file

_SHORT_STEM = 3
_SURE = "!"
_APPEAL, _DEMAND = "02", "10"


class Need(Record, frozen=True, kw_only=True):
    """One thing a trigger needs (or, ``forbidden``, must not have) around it.

    ``relations`` are o, p, x, m, s, a, or prepositions. ``words`` holds lemmas, and marks such as
    #person for a mention of a kind; None is anything.
    """

    relations: tuple[str, ...]
    words: frozenset[str] | None
    forbidden: bool = False


class Trigger(Record, frozen=True, kw_only=True):
    """A word that tells of an event, and what that event is (see the head of triggers.csv).

    An empty ``event_type`` is a word that only looks like one: it tells of no event. ``is_sure``:
    with what it needs around it, no other reading is to be weighed.
    """

    kind: str
    lemma: str
    needs: tuple[Need, ...]
    event_type: str
    mode: str | None
    cameo_code: str | None
    frame: str
    is_sure: bool = False

    @property
    def words(self) -> str:
        """The trigger as a person would write it down."""
        needs = " ".join(
            ("without " if need.forbidden else "") + "/".join(need.relations) for need in self.needs
        )
        return f"{self.lemma} ({self.kind}{', ' + needs if needs else ''})"


class Outcome(Record, frozen=True, kw_only=True):
    """What an operator over an event amounts to; ``event_type`` "keep" leaves it itself."""

    event_type: str
    mode: str | None
    cameo_code: str | None


@cache
def triggers() -> dict[tuple[str, str], tuple[Trigger, ...]]:
    """Return triggers by (kind, lemma): most needs first, then those that say which words."""
    found: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
    for trigger in _read_triggers():
        found[trigger.kind, trigger.lemma].append(trigger)
    return {key: tuple(sorted(rows, key=_fewest_needs_last)) for key, rows in found.items()}


def rows_of(kind: str, lemma: str) -> tuple[Trigger, ...]:
    """Return the triggers of a word as verb (v), noun (n) or adjective (a), or none."""
    return triggers().get((kind, lemma), ())


@cache
def word_sets() -> dict[str, frozenset[str]]:
    """Return the named sets of lemmas."""
    values = tomllib.loads(_words("word_sets.toml"))
    return {name: frozenset(words.split()) for name, words in values.items()}


@cache
def compositions() -> dict[tuple[str, str], Outcome]:
    """Return outcomes by (operator's type, governed type, or type:mode, or *)."""
    return {
        (row["operator"], row["governed"]): Outcome(
            event_type=row["event_type"],
            mode=row["mode"] or None,
            cameo_code=row["cameo_code"] or None,
        )
        for row in _rows(_facts("compose.csv"))
    }


def compose(
    operator: str,
    governed: str,
    mode: str | None,
    *,
    by: str | None = None,
    over: str | None = None,
) -> Outcome:
    """Return what an operator of a type makes of a governed event.

    The most specific row wins: type and mode, then type, then anything. ``by`` and ``over`` are
    the CAMEO codes of the operator and of the event; with them the outcome's is as deep as CAMEO
    has one ("urged to free" is 0253, "demanded to free" 1053).
    """
    table = compositions()
    keys = (f"{governed}:{mode}", governed, "*")
    found = next(table[operator, key] for key in keys if (operator, key) in table)
    if found.cameo_code is None:
        return found
    code = _deeper(operator, over, found.cameo_code) if found.event_type == operator else None
    return replace(found, cameo_code=_appealed(code or found.cameo_code, by))


def _deeper(operator: str, over: str | None, code: str) -> str:
    """Return the code of an operator over a code, by its longest known beginning."""
    table, whole = code_compositions(), over or ""
    keys = ((operator, whole[:size]) for size in range(len(whole), 1, -1))
    return next((table[key] for key in keys if key in table), code)


def _appealed(code: str, by: str | None) -> str:
    """Return a demand's code as that of an appeal, where its own verb only appeals."""
    is_appeal = by is not None and by.startswith(_APPEAL) and code.startswith(_DEMAND)
    return _APPEAL + code[len(_DEMAND) :] if is_appeal else code


@cache
def third_persons() -> dict[str, str]:
    """Return the lemma of each third person, as headlines have it ("vetoes": "veto")."""
    verbs = {lemma for kind, lemma in triggers() if kind == "v"} | word_sets()["saying"]
    return {_inflected(lemma): lemma for lemma in verbs | word_sets()["light"] if lemma != "be"}


def _inflected(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{lemma}es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies"
    return f"{lemma}s"


@cache
def irregular_lemmas() -> dict[str, str]:
    """Return the lemmas of verb forms that a parser may leave as they stand."""
    pairs = (pair.partition("=") for pair in word_sets()["irregular_lemmas"])
    return {form: lemma for form, _, lemma in pairs}


@cache
def code_compositions() -> dict[tuple[str, str], str]:
    """Return CAMEO codes of operators over codes, by (operator's type, governed code)."""
    rows = _rows(_facts("compose_codes.csv"))
    return {(row["operator"], row["governed"]): row["cameo_code"] for row in rows}


@cache
def trigger_forms() -> frozenset[str]:
    """Return how words that tell of events or of words begin, irregular forms included.

    Used to decide whether a sentence is worth a parse, so it errs on the side of too many.
    """
    lemmas = {lemma for (_, lemma), rows in triggers().items() if any(r.event_type for r in rows)}
    lemmas |= word_sets()["saying"] | word_sets()["light"]
    irregular = word_sets()["irregular"]
    telling = {form.replace("_", " ") for form in word_sets()["telling"]}
    return frozenset({_stem(lemma) for lemma in lemmas} | irregular | telling)


def _stem(lemma: str) -> str:
    return lemma[:-1] if len(lemma) > _SHORT_STEM and lemma[-1] in "ey" else lemma


def _fewest_needs_last(trigger: Trigger) -> tuple[int, int]:
    wanted = [need for need in trigger.needs if not need.forbidden]
    return -len(wanted), sum(need.words is None for need in wanted)


def _read_triggers() -> Iterator[Trigger]:
    for row in _rows(_words("triggers.csv")):
        needs = tuple(map(_read_need, row["needs"].split()))
        for lemma in row["lemmas"].split():
            yield Trigger(
                kind=row["kind"],
                lemma=lemma,
                needs=needs,
                event_type=row["event_type"],
                mode=row["mode"] or None,
                cameo_code=row["cameo_code"] or None,
                frame=row["frame"].rstrip(_SURE) or "svo",
                is_sure=row["frame"].endswith(_SURE),
            )


def _read_need(text: str) -> Need:
    relations, _, words = text.lstrip("!").partition("=")
    return Need(
        relations=tuple(relations.split("/")),
        words=None if words == "*" else frozenset(_expanded(words)),
        forbidden=text.startswith("!"),
    )


def _expanded(words: str) -> Iterator[str]:
    for word in words.split("/"):
        yield from word_sets()[word[1:]] if word.startswith("@") else (word,)


def _words(name: str) -> str:
    return language_file("detente.ontology", name).read_text(encoding="utf-8")


def _facts(name: str) -> str:
    return files("detente.ontology").joinpath(f"data/{name}").read_text(encoding="utf-8")


def _rows(text: str) -> Iterator[dict[str, str]]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    yield from csv.DictReader(lines)
