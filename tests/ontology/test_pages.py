"""docs/ontology.md and docs/event-types.md say what the data say."""

import math
import re
import tomllib
from pathlib import Path

from detente.model import Event, Modality, Span
from detente.ontology.cameo import codes
from detente.ontology.own_types import FRAMES
from detente.ontology.own_types_file import read_own_types
from detente.ontology.plover import ontology, quad_class
from detente.ontology.reductions import reduced, reductions
from detente.ontology.traps import traps

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "ontology.md").read_text(encoding="utf-8")
GUIDE = (DOCS / "event-types.md").read_text(encoding="utf-8")
TOLD = re.compile(r"\| [^|]+ \| ([A-Z]+), (\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")
CODE = re.compile(r"\(CAMEO (\d+)\)")


def test_the_page_has_every_type_with_its_modes_and_scores():
    for name, kind in ontology().types.items():
        needs = "required" if kind.needs_recipient else "no"
        assert f"| {name} | {kind.quad_class} | {kind.score:+g} | {needs} | {kind.says} |" in PAGE
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| {name} |"))
        for mode, score in kind.modes.items():
            assert mode + ("" if math.isnan(score) else f" {score:+g}") in row


def test_the_page_has_every_context_sector_and_root():
    for name in (*ontology().contexts, *ontology().sectors):
        assert f"`{name}`" in PAGE
    for root in (code for code in codes() if len(code) == 2):
        assert f"| {root} | {codes()[root].label} | {codes()[root].goldstein:+.1f} (" in PAGE


def test_the_page_has_every_trap_and_reduction_as_the_data_have_it():
    for trap in traps():
        row = f"| {trap.question} | {trap.sources} | {trap.reading} | {trap.where} |"
        assert row in PAGE
    for name, reduction in reductions().items():
        assert f"| `{name}` | {reduction.says} |" in PAGE


def test_what_the_page_says_of_reductions_is_so():
    rows = [line for line in PAGE.splitlines() if TOLD.fullmatch(line)]
    assert len(rows) >= 10
    for line in rows:
        name, modality, *cells = TOLD.fullmatch(line).groups()
        code = CODE.search(line)
        event = _event(name, Modality(modality), code[1] if code else None)
        found = [reduced(event, how) for how in ("plover", "crosswalk", "cameo_strict")]
        shown = [
            "left out" if one is None else " + ".join([one.event_type, *one.auxiliaries])
            for one in found
        ]
        assert shown == [cell.strip() for cell in cells], line


def test_where_a_trap_is_settled_is_there():
    source = DOCS.parent / "src" / "detente"
    for trap in traps():
        first = trap.where.split(",")[0]
        path = first if first.startswith("benchmarks") else f"src/detente/{first}"
        module = source.joinpath(*first.split(".")[:-1]).with_suffix(".py")
        assert (DOCS.parent / path).exists() or module.exists(), trap.where


def test_the_guides_file_can_be_read(tmp_path):
    block = GUIDE.split("## A file")[1].split("```toml\n")[1].split("```")[0]
    assert tomllib.loads(block)
    path = tmp_path / "own_types.toml"
    path.write_text(block, encoding="utf-8")
    own = read_own_types(path)
    assert [one.name for one in own.types] == ["arms-purchase", "consulate-closing"]


def test_the_guide_has_every_key_and_frame():
    table = GUIDE.split("## Other keys")[1]
    for key in ("name", "says", "plover", "mode", "cameo", "frame", "contexts", "actors"):
        assert f"`{key}`" in table
    assert all(f"`{frame}`" in table for frame in FRAMES)


def _event(event_type, modality, code):
    return Event(
        id="x", article_id="a", sentence=0, event_type=event_type, cameo_code=code,
        quad_class=quad_class(event_type), modality=modality, actors=(), action=Span(0, 1),
        action_text="x", confidence=0.5, coder="test",
    )  # fmt: skip
