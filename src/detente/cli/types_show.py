"""Types, modes, contexts and codes as tables."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rich.console import RenderableType
from rich.table import Table

from detente.cli import output
from detente.errors import OntologyError
from detente.ontology.cameo import CameoCode, codes
from detente.ontology.own_types import OwnType, Who, need_words
from detente.ontology.plover import (
    QUAD_NAMES,
    EventType,
    event_type,
    ontology,
    plover_score,
    quad_class,
)
from detente.ontology.reductions import reduction, reductions


class Found(NamedTuple):
    """What a name stands for: the value for machines, the parts for people."""

    value: Any
    parts: list[RenderableType]


def type_table() -> Table:
    """Return the sixteen types, each with its modes."""
    rows = [
        [
            name,
            QUAD_NAMES[kind.quad_class],
            f"{kind.score:+g}",
            output.stacked(output.text(kind.says), output.text(_modes(kind), "dim")),
        ]
        for name, kind in ontology().types.items()
    ]
    columns: list[output.Column] = [
        "type",
        ("class", {"no_wrap": True}),
        ("score", {"justify": "right"}),
        ("what it holds; its modes, with their scores", {"ratio": 1}),
    ]
    return output.table(columns, rows)


def own_parts(own: Sequence[OwnType]) -> list[RenderableType]:
    """Return a heading and a table of a user's own types; nothing if there are none."""
    if not own:
        return []
    rows = [
        [one.name, one.plover or "a kind of its own", one.says, str(len(one.examples))]
        for one in own
    ]
    columns: list[output.Column] = ["type", "kind of", ("says", {"ratio": 1}), "examples"]
    return [output.heading("Types of your own"), output.table(columns, rows)]


def found(name: str, own: Sequence[OwnType]) -> Found:
    """Return what a name stands for.

    Raises:
        OntologyError: no type, mode, context or code of that name; tells where to look.
    """
    kind, _, mode = name.partition("/")
    if kind.upper() in ontology().types:
        return _type_found(kind.upper(), mode.lower())
    if name in codes():
        return Found(codes()[name], [_facts(_code_facts(codes()[name])), *_below(name)])
    if name.lower() in ontology().contexts:
        having = [code for code in codes().values() if name.lower() in code.contexts]
        return Found(having, [output.heading(f"context {name.lower()}"), code_table(having)])
    for one in own:
        if one.name == name.lower():
            return Found(one, [_facts(_own_facts(one))])
    raise OntologyError(
        f"no type, context or CAMEO code {name!r}; types: {', '.join(ontology().types)}; "
        "see also: detente types contexts, detente types cameo; your own need --types FILE"
    )


def codes_under(root: str) -> list[CameoCode]:
    """Return the codes that begin so, in order.

    Raises:
        OntologyError: none does.
    """
    under = [code for name, code in codes().items() if name.startswith(root)]
    if not under:
        raise OntologyError(f"no CAMEO code begins with {root!r}; roots are 01 to 20")
    return under


def code_table(shown: Iterable[CameoCode]) -> Table:
    """Return codes with labels, Goldstein values and what PLOVER makes of them."""
    rows = [
        [
            "  " * (len(code.cameo_code) - 2) + code.cameo_code,
            code.label,
            f"{code.goldstein:+.1f}",
            "/".join(filter(None, (code.event_type or "none", code.mode))),
            ", ".join(code.contexts),
        ]
        for code in shown
    ]
    columns: list[output.Column] = [
        ("code", {"no_wrap": True}),
        ("label", {"ratio": 1}),
        ("Goldstein", {"justify": "right"}),
        "PLOVER",
        "contexts",
    ]
    return output.table(columns, rows)


def context_rows() -> list[tuple[str, list[str]]]:
    """Return the contexts, each with the codes that have it."""
    return [
        (name, [code.cameo_code for code in codes().values() if name in code.contexts])
        for name in ontology().contexts
    ]


def reduction_parts() -> list[RenderableType]:
    """Return the reductions in words, and what each makes of planned and possible events."""
    parts: list[RenderableType] = []
    for name, one in reductions().items():
        made = [*_becoming("planned", one.planned), *_becoming("hypothetical", one.hypothetical)]
        made += [f"CAMEO {code}... is {type_}" for code, type_ in one.codes.items()]
        made += [f"CAMEO {code}... has no type" for code in one.no_type]
        made += [f"{modality} events are left out" for modality in one.dropped]
        parts += [output.heading(name), output.text(one.says)]
        parts += [output.indented(output.text(f"· {line}")) for line in made]
    return parts


def _becoming(modality: str, table: dict[str, str]) -> Iterator[str]:
    for target in dict.fromkeys(table.values()):
        names = ", ".join(name for name, becomes in table.items() if becomes == target)
        yield f"{modality} {names}: {target}"


def _type_found(name: str, mode: str) -> Found:
    kind = event_type(name)
    score = plover_score(name, mode or None)
    if mode:
        having = [code for code in codes().values() if (code.event_type, code.mode) == (name, mode)]
        facts = [["mode", f"{name}/{mode}"], ["score", f"{score:+g}"]]
        return Found({"type": name, "mode": mode, "score": score}, [_facts(facts), *_coded(having)])
    having = [code for code in codes().values() if code.event_type == name]
    return Found({name: kind}, [_facts(_type_facts(name, kind)), *_coded(having)])


def _type_facts(name: str, kind: EventType) -> list[list[Any]]:
    needs = "required" if kind.needs_recipient else "not required"
    return [
        ["type", name],
        ["holds", kind.says],
        ["class", f"{quad_class(name)}, {QUAD_NAMES[kind.quad_class]}"],
        ["score", f"{kind.score:+g}"],
        ["recipient", needs],
        ["modes", _modes(kind)],
        ["strict PLOVER", _strict(name)],
    ]


def _strict(name: str) -> str:
    rules = reduction("plover")
    planned, possible = rules.planned.get(name, name), rules.hypothetical.get(name, name)
    return f"planned {planned}, hypothetical {possible}, denied left out"


def _modes(kind: EventType) -> str:
    def score(number: float) -> str:
        return "" if math.isnan(number) else f" {number:+g}"

    return ", ".join(f"{mode}{score(number)}" for mode, number in kind.modes.items()) or "no modes"


def _code_facts(code: CameoCode) -> list[list[Any]]:
    return [
        ["CAMEO", f"{code.cameo_code}, {code.label}"],
        ["Goldstein", f"{code.goldstein:+.1f}"],
        ["PLOVER", "/".join(filter(None, (code.event_type or "none", code.mode)))],
        ["contexts", ", ".join(code.contexts)],
    ]


def _own_facts(one: OwnType) -> list[list[Any]]:
    rows = [
        ["type", one.name],
        ["says", one.says],
        ["kind of", "/".join(filter(None, (one.plover or "a kind of its own", one.mode)))],
        ["CAMEO", one.cameo_code or ""],
        ["contexts", ", ".join(one.contexts)],
        ["actors", _who(one.actors)],
        ["recipients", _who(one.recipients)],
    ]
    for words in one.words:
        needs = " ".join(map(need_words, words.needs))
        rows.append(["words", f"{words.text}  {needs}" if words.kind is None else words.text])
    rows += [["example", example.text] for example in one.examples]
    rows += [["no example", example.text] for example in one.counter_examples]
    return [row for row in rows if row[1]]


def _who(who: Who) -> str:
    return " and ".join(" or ".join(part) for part in (who.country, who.sector) if part)


def _coded(having: Sequence[CameoCode]) -> list[RenderableType]:
    return [output.heading("CAMEO codes"), code_table(having)] if having else []


def _below(code: str) -> list[RenderableType]:
    under = [one for name, one in codes().items() if name.startswith(code) and name != code]
    return [output.heading("Below it"), code_table(under)] if under else []


def _facts(rows: list[list[Any]]) -> Table:
    return output.table(["", ""], rows)
