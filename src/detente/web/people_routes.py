"""The addresses of persons, actors and the search."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from detente.analyze.actor_tables import actor_tables
from detente.errors import QueryError
from detente.web import actor_page, answers, lists, persons
from detente.web.desk import Desk
from detente.web.library import Library, overview
from detente.web.offices_csv import offices_csv, seats_csv

_MOST_NEAR: Final = 6


def add_people(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about persons."""

    @app.get("/people")
    def people(request: Request) -> Response:
        with library.desk() as desk:
            found = lists.people_page(desk, request.query_params)
            return _page(library, desk, "people.html", found)

    @app.get("/people.csv")
    def people_csv(request: Request) -> Response:
        with library.desk() as desk:
            return answers.csv(
                lists.people_csv(desk.connection, request.query_params), "people.csv"
            )

    @app.get("/person/{asked}/offices.csv")
    def person_csv(asked: str, request: Request) -> Response:
        with library.desk() as desk:
            key = persons.person_key(desk, asked)
            return answers.csv(offices_csv(desk, key, request.query_params), "offices.csv")

    @app.get("/person/{asked:path}")
    def person(asked: str, request: Request) -> Response:
        with library.desk() as desk:
            return _person(library, desk, asked, request)

    @app.get("/search")
    def search(text: str = "") -> Response:
        with library.desk() as desk:
            found = lists.search_page(desk, text.strip())
            return _page(library, desk, "search.html", found)


def add_actors(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about states and organisations."""

    @app.get("/actors")
    def actors() -> Response:
        with library.desk() as desk:
            found = lists.actors_page(desk)
            return _page(library, desk, "actors.html", found)

    @app.get("/actors.csv")
    def actors_csv() -> Response:
        with library.desk() as desk:
            return answers.csv(lists.actors_csv(desk.connection), "actors.csv")

    @app.get("/actor/{asked}/offices.csv")
    def actor_csv(asked: str, request: Request) -> Response:
        with library.desk() as desk:
            card = actor_page.actor_card(desk.connection, asked)
            text = seats_csv(desk, card, request.query_params)
            return answers.csv(text, "in-office.csv")

    @app.get("/actor/{asked}")
    def actor(asked: str, request: Request) -> Response:
        with library.desk() as desk:
            return _actor(library, desk, asked, request)


def _person(library: Library, desk: Desk, asked: str, request: Request) -> Response:
    try:
        key = persons.person_key(desk, asked)
    except QueryError as error:
        if len(persons.keys_named(desk, asked)) > 1:
            return RedirectResponse(f"/people?q={quote(asked)}")
        return _unknown(library, desk, asked, str(error))
    if key != asked:
        return RedirectResponse(persons.person_address(key, **request.query_params))
    found = persons.person_page(desk, key, request.query_params)
    return _page(library, desk, "person.html", found)


def _actor(library: Library, desk: Desk, asked: str, request: Request) -> Response:
    try:
        card = actor_page.actor_card(desk.connection, asked)
    except QueryError as error:
        return _unknown(library, desk, asked, str(error))
    if card.id != asked:
        return RedirectResponse(actor_page.actor_address(card.id, **request.query_params))
    found = actor_page.actor_page(desk, card, request.query_params)
    return _page(library, desk, "actor.html", found)


def _unknown(library: Library, desk: Desk, asked: str, reason: str) -> Response:
    found = {
        "asked_name": asked,
        "reason": reason,
        "people": desk.named(asked, _MOST_NEAR),
        "actors": actor_tables().near(asked),
        "frame": overview(desk.connection),
    }
    return answers.page(library, "unknown.html", found, 404)


def _page(library: Library, desk: Desk, template: str, found: Mapping[str, Any]) -> Response:
    return answers.page(library, template, {**found, "frame": overview(desk.connection)})
