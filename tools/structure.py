"""The structure rules of this project, checked: lengths, nesting, types, docstrings.

``python tools/structure.py FOLDER ...`` prints one line of figures and every breach, and exits
with 1 if there is one. Function length is counted from ``def`` to its end without the docstring;
nesting counts if, for, while, with, try and match, where ``elif`` does not add a level.
"""

import ast
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
DEEPEST = 2
MEDIAN = 8
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Measured(NamedTuple):
    """One function: where it stands, its lines, its nesting, whether typed and documented."""

    place: str
    lines: int
    nesting: int
    is_typed: bool
    is_documented: bool


def main(folders: Sequence[str]) -> int:
    """Check the folders; return the exit status."""
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*.py"))
    trees = {path: path.read_text(encoding="utf-8") for path in paths}
    functions = [item for path, text in trees.items() for item in _functions(path, text)]
    breaches = [*_long_modules(trees), *(line for item in functions for line in _breaches(item))]
    median = statistics.median(item.lines for item in functions)
    if median > MEDIAN:
        breaches.append(f"median function is {median:g} lines, over {MEDIAN}")
    print(f"{len(trees)} modules, {len(functions)} functions, median {median:g} lines", end="; ")
    print(f"{len(breaches)} breaches", *breaches, sep="\n  ")
    return 1 if breaches else 0


def _functions(path: Path, text: str) -> Iterator[Measured]:
    for node, is_hidden in _definitions(ast.parse(text), is_hidden=False):
        is_private = is_hidden or node.name.startswith("_")
        yield Measured(
            place=f"{path}:{node.lineno} {node.name}",
            lines=_length(node),
            nesting=_nesting(node, 0),
            is_typed=_is_typed(node),
            is_documented=is_private or ast.get_docstring(node) is not None,
        )


def _definitions(tree: ast.AST, *, is_hidden: bool) -> Iterator[tuple[Function, bool]]:
    """Yield functions, and whether they stand in a function or a private class."""
    for node in ast.iter_child_nodes(tree):
        inner = is_hidden
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node, is_hidden
            inner = True
        if isinstance(node, ast.ClassDef):
            inner = is_hidden or node.name.startswith("_")
        yield from _definitions(node, is_hidden=inner)


def _length(function: Function) -> int:
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return lines
    return lines - ((first.end_lineno or first.lineno) - first.lineno + 1)


def _nesting(node: ast.AST, level: int) -> int:
    inner = [child for child in ast.iter_child_nodes(node) if not _opens_scope(child)]
    return max((_nesting(child, level + _adds(node, child)) for child in inner), default=level)


def _opens_scope(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda)


def _adds(node: ast.AST, child: ast.AST) -> bool:
    is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
    return isinstance(child, BLOCKS) and not is_elif


def _is_typed(function: Function) -> bool:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    named = [one for one in every if one.arg not in {"self", "cls"}]
    return function.returns is not None and all(one.annotation for one in named)


def _long_modules(trees: dict[Path, str]) -> Iterator[str]:
    for path, text in trees.items():
        lines = text.count("\n")
        if lines >= LONGEST_MODULE:
            yield f"{path}: {lines} lines, over {LONGEST_MODULE - 1}"


def _breaches(item: Measured) -> Iterator[str]:
    if item.lines > LONGEST_FUNCTION:
        yield f"{item.place}: {item.lines} lines, over {LONGEST_FUNCTION}"
    if item.nesting > DEEPEST:
        yield f"{item.place}: nested {item.nesting} deep, over {DEEPEST}"
    if not item.is_typed:
        yield f"{item.place}: not fully typed"
    if not item.is_documented:
        yield f"{item.place}: public, without a docstring"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["src"]))
