"""The addresses of statements, standing facts and promises."""

from fastapi import FastAPI, Request, Response

from detente.store import pledges, said, standing
from detente.web import answers, pledges_page, said_page, standing_page
from detente.web.library import Library


def add_statements(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about statements."""

    @app.get("/statements")
    def statements(request: Request) -> Response:
        asked = said_page.read(request.query_params)
        with library.open() as connection:
            return answers.list_page(
                library,
                "statements.html",
                connection,
                lambda: said_page.said_page(connection, asked, str(library.path)),
                lambda problem: said_page.refused_page(asked, problem),
            )

    @app.get("/statements.csv")
    def statements_csv(request: Request) -> Response:
        asked = said_page.read(request.query_params)
        with library.open() as connection:
            return answers.csv(said_page.said_csv(connection, asked), "statements.csv")

    @app.get("/statements.json")
    def statements_json(request: Request) -> Response:
        wanted = said_page.as_filter(said_page.read(request.query_params))
        with library.open() as connection:
            lines = said.statements(connection, wanted)
            return answers.json(said.statement_views(connection, lines))


def add_facts(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about standing facts."""

    @app.get("/facts")
    def facts(request: Request) -> Response:
        asked = standing_page.read(request.query_params)
        with library.desk() as desk:
            return answers.list_page(
                library,
                "facts.html",
                desk.connection,
                lambda: standing_page.standing_page(desk, asked),
                lambda problem: standing_page.refused_page(desk.connection, asked, problem),
            )

    @app.get("/facts.csv")
    def facts_csv(request: Request) -> Response:
        asked = standing_page.read(request.query_params)
        with library.desk() as desk:
            return answers.csv(standing_page.facts_csv(desk, asked), "facts.csv")

    @app.get("/facts.json")
    def facts_json(request: Request) -> Response:
        wanted = standing_page.as_filter(standing_page.read(request.query_params))
        with library.desk() as desk:
            return answers.json(standing.facts(desk.connection, desk.facts(), wanted))


def add_promises(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about promises."""

    @app.get("/promises")
    def promises(request: Request) -> Response:
        asked = pledges_page.read(request.query_params)
        with library.open() as connection:
            return answers.list_page(
                library,
                "promises.html",
                connection,
                lambda: pledges_page.pledges_page(connection, asked, str(library.path)),
                lambda problem: pledges_page.refused_page(asked, problem),
            )

    @app.get("/promises.csv")
    def promises_csv(request: Request) -> Response:
        asked = pledges_page.read(request.query_params)
        with library.open() as connection:
            return answers.csv(pledges_page.promises_csv(connection, asked), "promises.csv")

    @app.get("/promises.json")
    def promises_json(request: Request) -> Response:
        wanted = pledges_page.as_filter(pledges_page.read(request.query_params))
        with library.open() as connection:
            return answers.json(pledges.promises(connection, wanted))
