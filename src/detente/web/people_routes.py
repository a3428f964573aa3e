"""The addresses of persons, actors and the search."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from detente.analyze.known import known
from detente.errors import QueryError
from detente.store import names
from detente.store.loading import Connection
from detente.web import actor_page, answers, lists, persons
from detente.web.library import Library, overview
from detente.web.offices_csv import offices_csv, seats_csv


def add_people(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about persons."""

    @app.get("/people")
    def people(request: Request) -> Response:
        with library.open() as connection:
            found = lists.people_page(connection, request.query_params, str(library.path))
            return _page(library, connection, "people.html", found)

    @app.get("/people.csv")
    def people_csv(request: Request) -> Response:
        with library.open() as connection:
            return answers.csv(lists.people_csv(connection, request.query_params), "people.csv")

    @app.get("/person/{asked}/offices.csv")
    def person_csv(asked: str, request: Request) -> Response:
        with library.open() as connection:
            key = persons.person_key(connection, asked)
            return answers.csv(offices_csv(connection, key, request.query_params), "offices.csv")

    @app.get("/person/{asked:path}")
    def person(asked: str, request: Request) -> Response:
        with library.open() as connection:
            return _person(library, connection, asked, request)

    @app.get("/search")
    def search(text: str = "") -> Response:
        with library.open() as connection:
            found = lists.search_page(connection, text.strip())
            return _page(library, connection, "search.html", found)


def add_actors(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about states and organisations."""

    @app.get("/actors")
    def actors() -> Response:
        with library.open() as connection:
            found = lists.actors_page(connection, str(library.path))
            return _page(library, connection, "actors.html", found)

    @app.get("/actors.csv")
    def actors_csv() -> Response:
        with library.open() as connection:
            return answers.csv(lists.actors_csv(connection), "actors.csv")

    @app.get("/actor/{asked}/offices.csv")
    def actor_csv(asked: str, request: Request) -> Response:
        with library.open() as connection:
            card = actor_page.actor_card(connection, asked)
            text = seats_csv(connection, card, request.query_params)
            return answers.csv(text, "in-office.csv")

    @app.get("/actor/{asked}")
    def actor(asked: str, request: Request) -> Response:
        with library.open() as connection:
            return _actor(library, connection, asked, request)


def _person(library: Library, connection: Connection, asked: str, request: Request) -> Response:
    try:
        key = persons.person_key(connection, asked)
    except QueryError as error:
        if names_several(connection, asked):
            return RedirectResponse(f"/people?q={quote(asked)}")
        return _unknown(library, connection, asked, str(error))
    if key != asked:
        return RedirectResponse(persons.person_address(key, **request.query_params))
    found = persons.person_page(connection, key, request.query_params, str(library.path))
    return _page(library, connection, "person.html", found)


def names_several(connection: Connection, asked: str) -> bool:
    """Say whether a name means several persons of the database or of the tables."""
    try:
        return len(names.persons(connection, asked)) > 1
    except QueryError:
        return len(known().find(asked, 2)) > 1


def _actor(library: Library, connection: Connection, asked: str, request: Request) -> Response:
    try:
        card = actor_page.actor_card(connection, asked)
    except QueryError as error:
        return _unknown(library, connection, asked, str(error))
    if card.id != asked:
        return RedirectResponse(actor_page.actor_address(card.id, **request.query_params))
    found = actor_page.actor_page(connection, card, request.query_params, str(library.path))
    return _page(library, connection, "actor.html", found)


def _unknown(library: Library, connection: Connection, asked: str, reason: str) -> Response:
    found = {
        "asked_name": asked,
        "reason": reason,
        "people": known().near(asked),
        "actors": known().near_actors(asked),
        "frame": overview(connection),
    }
    return answers.page(library, "unknown.html", found, 404)


def _page(
    library: Library, connection: Connection, template: str, found: Mapping[str, Any]
) -> Response:
    return answers.page(library, template, {**found, "frame": overview(connection)})
