"""detente types: what can happen, and types of your own."""

from pathlib import Path
from typing import Annotated

import typer

from detente.cli import output, types_check, types_show
from detente.cli.options import Json
from detente.ontology.own_types_file import read_own_types
from detente.ontology.plover import ontology
from detente.ontology.reductions import reductions
from detente.ontology.traps import traps as read_traps
from detente.settings import read_settings

NAME = "types"

app = typer.Typer(
    name=NAME,
    help="Show event types, modes, contexts and codes; check types of your own.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Types = Annotated[
    Path | None, typer.Option("--types", help="A file of types of your own.", metavar="FILE")
]
_SOME_WRONG = 1  # exit status: an example came out otherwise than the file says


def list_types(types: Types = None, as_json: Json = False) -> None:
    """List the sixteen types with their modes, scores and quad classes.

    With --types also those of your own.
    """
    own = read_own_types(types).types if types else ()
    if as_json:
        output.show_json({"types": ontology().types, "own_types": own})
        return
    output.show(types_show.type_table(), *types_show.own_parts(own))


def show(
    name: Annotated[str, typer.Argument(help="A type, TYPE/mode, context or CAMEO code.")],
    types: Types = None,
    as_json: Json = False,
) -> None:
    """Show a type, mode, context, CAMEO code, or type of your own, with all that belongs to it."""
    own = read_own_types(types).types if types else ()
    found = types_show.found(name, own)
    output.show_json(found.value) if as_json else output.show(*found.parts)


def contexts(as_json: Json = False) -> None:
    """List the thirty-seven contexts, with the CAMEO codes that have each."""
    rows = types_show.context_rows()
    if as_json:
        output.show_json(dict(rows))
        return
    columns: list[output.Column] = ["context", ("CAMEO codes", {"ratio": 1})]
    output.show(output.table(columns, [[name, ", ".join(codes)] for name, codes in rows]))


def cameo(
    root: Annotated[str, typer.Argument(help="The beginning of codes: 04, 173.")] = "",
    as_json: Json = False,
) -> None:
    """List CAMEO codes with their Goldstein values and their PLOVER types."""
    found = types_show.codes_under(root)
    output.show_json(found) if as_json else output.show(types_show.code_table(found))


def reduce(as_json: Json = False) -> None:
    """List the reductions: other readings of PLOVER that exports can be written in."""
    if as_json:
        output.show_json(reductions())
        return
    output.show(*types_show.reduction_parts())


def traps(as_json: Json = False) -> None:
    """List where PLOVER and CAMEO contradict themselves, and how detente reads them."""
    if as_json:
        output.show_json(read_traps())
        return
    columns: list[output.Column] = [
        ("question", {"ratio": 3}), ("sources", {"ratio": 4}), ("detente reads", {"ratio": 4}),
    ]  # fmt: skip
    rows = [[one.question, one.sources, one.reading] for one in read_traps()]
    output.show(output.spaced(output.table(columns, rows)))


def check(
    file: Annotated[Path, typer.Argument(help="A file of types of your own.")],
    changed: Annotated[
        list[str] | None,
        typer.Option("--set", help="A setting: section.key=value.", metavar="SETTING"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Code the examples and counter-examples of your types, and tell which are right, and why.

    Exit status 1 says that some are not.
    """
    # Loads the models, which the other questions do without.
    from detente.pipeline.types_check import check_own_types  # noqa: PLC0415

    found = check_own_types(file, read_settings(overrides=changed or ()))
    output.show_json(found) if as_json else output.show(*types_check.parts(found))
    if found.wrong:
        raise typer.Exit(_SOME_WRONG)


for _name, _command, _example in (
    ("list", list_types, "detente types list --types own_types.toml"),
    ("show", show, "detente types show CONSULT/visit"),
    ("contexts", contexts, "detente types contexts"),
    ("cameo", cameo, "detente types cameo 17"),
    ("reductions", reduce, "detente types reductions"),
    ("traps", traps, "detente types traps"),
    ("check", check, "detente types check own_types.toml"),
):
    app.command(_name, epilog=f"Example: {_example}")(_command)
