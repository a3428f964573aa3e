"""detente actors: who holds which office, who somebody is, what the tables do not know."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import detente
from detente.cli import actors_show, actors_update, output
from detente.cli.options import Json, day
from detente.settings import Settings, read_settings

if TYPE_CHECKING:
    from detente.api_actors import Actors

NAME = "actors"

app = typer.Typer(
    name=NAME,
    help="Ask and keep the tables of persons, offices and organisations.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Changed = Annotated[
    list[str] | None,
    typer.Option("--set", help="A setting: section.key=value.", metavar="SETTING"),
]
On = Annotated[
    dt.datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="As of this day; else today.", metavar="DAY"),
]
_SOME_UNKNOWN = 1  # exit status: the text names somebody who is not known


def holder(
    office: Annotated[str, typer.Option(help='A code or words: FM, "foreign minister".')],
    country: Annotated[str, typer.Option(help="A code, name or demonym, or an organisation.")],
    on: On = None,
    changed: Changed = None,
    as_json: Json = False,
) -> None:
    """Tell who holds an office on a day.

    Since when, how that is known, and from which layer of the tables.

    Confirmed: a source saw the holder then or later. Open: no end is known, and it is likelier
    than not. Below come the last former and the next holder, rows that your corrections struck
    out, and what single sources claim.
    """
    actors, asked = _load(changed), _day(on)
    found = actors.holders(office, country, asked)
    others = actors.others(office, country, asked)
    _warn_if_stale(actors, asked)
    if as_json:
        output.show_json({"on": asked, "holders": found, "others": others})
        return
    actors_show.show_office(actors, (office, country, asked), found, others)


def person(
    name: Annotated[str, typer.Argument(help="A name in any spelling, or an id.")],
    on: On = None,
    changed: Changed = None,
    as_json: Json = False,
) -> None:
    """Show a person of the tables.

    Spellings, and all offices with their days.
    """
    actors, asked = _load(changed), _day(on)
    card, held = actors.person(name), actors.offices(name, asked)
    if as_json:
        output.show_json({"on": asked, "person": card, "offices": held})
        return
    actors_show.show_person(card, held, asked)


def search(
    text: Annotated[str, typer.Argument(help="A name, or part of it, in any script.")],
    limit: Annotated[int, typer.Option(help="At most so many.", min=1)] = 10,
    changed: Changed = None,
    as_json: Json = False,
) -> None:
    """Search names across spellings.

    Of persons, bodies, organisations and states.
    """
    found = _load(changed).find(text, limit=limit)
    output.show_json(found) if as_json else actors_show.show_candidates(found)


def check(
    file: Annotated[Path, typer.Argument(help="A text, HTML page, or articles as JSON lines.")],
    changed: Changed = None,
    as_json: Json = False,
) -> None:
    """List names in a text that are not known.

    Of persons and organisations, each with its sentences and known names that come near.
    Exit status 1 says that there is one. Add them with a corrections file.
    """
    found = _load(changed).check(file)
    output.show_json(found) if as_json else actors_show.show_unknown(found)
    if found:
        raise typer.Exit(_SOME_UNKNOWN)


def layers(on: On = None, changed: Changed = None, as_json: Json = False) -> None:
    """List what is installed and how old it is.

    The shipped tables, updates, your corrections.
    """
    found = _load(changed).layers()
    output.show_json(found) if as_json else actors_show.show_layers(found, _day(on))


def _load(changed: list[str] | None) -> "Actors":
    settings: Settings = read_settings(overrides=changed or ())
    return detente.actors(settings)


def _day(on: dt.datetime | None) -> dt.date:
    return day(on) or dt.datetime.now(dt.UTC).date()


def _warn_if_stale(actors: "Actors", asked: dt.date) -> None:
    if actors.is_stale(asked):
        word = actors.directory.last_word()
        old = actors.directory.days_since_last_word(asked)
        sys.stderr.write(
            f"detente: the tables tell nothing after {word}, {old} days before {asked}; bring "
            f"them up to date with: detente actors update\n"
        )


_COMMANDS = (
    (holder, "detente actors holder --office FM --country RUS --on 2015-06-01"),
    (person, 'detente actors person "Sergei Shoigu"'),
    (search, "detente actors search Choïgou"),
    (check, "detente actors check article.txt"),
    (actors_update.update, "detente actors update --into actor-updates"),
    (layers, "detente actors layers"),
    (actors_update.corrections, "detente actors corrections --example > corrections.toml"),
)
for _command, _example in _COMMANDS:
    app.command(epilog=f"Example: {_example}")(_command)
