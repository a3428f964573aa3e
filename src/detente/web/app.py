"""The application: routes, and what is answered when there is no answer."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from detente.errors import QueryError
from detente.settings import Actors
from detente.store import loading, query, web_views
from detente.store.connect import READ_TIMEOUT_S
from detente.store.filters import matching_records
from detente.web import answers, troubles
from detente.web.article_page import article_page, links_csv
from detente.web.asked import as_filter, read_asked
from detente.web.claims_routes import add_facts, add_promises, add_statements
from detente.web.decide_routes import add_decisions, add_review
from detente.web.deciding import Deciding
from detente.web.doors import as_csv
from detente.web.dyad_page import dyad_page, read_pair, read_stretch, suggested_pairs
from detente.web.event_page import event_page
from detente.web.events_page import events_page, refused_page
from detente.web.forecasts_routes import add_forecasts
from detente.web.guard import HOSTS, add_headers
from detente.web.library import Library, overview
from detente.web.people_routes import add_actors, add_people
from detente.web.stories_routes import add_stories


def create_app(
    db_path: str | Path,
    *,
    timeout_s: float = READ_TIMEOUT_S,
    hosts: Sequence[str] = HOSTS,
    actors: Actors | None = None,
    deciding: Deciding | None = None,
) -> FastAPI:
    """Return the dashboard of one database, as an ASGI application.

    It only reads, unless ``deciding`` allows decisions by form, see :mod:`detente.web.deciding`.

    The file need not be there yet: then the pages say how to make it. A page waits up to
    ``timeout_s`` for a writer. Only requests addressed to one of ``hosts`` are answered, so that
    no web page can read the dashboard through the browser under a name of its own. ``actors`` says
    what lies over the packaged tables of persons and offices.
    """
    library = Library(
        path=Path(db_path), timeout_s=timeout_s, actors=actors or Actors(), deciding=deciding
    )
    # No generated documentation: its pages load scripts from elsewhere.
    app = FastAPI(title="detente", openapi_url=None, docs_url=None, redoc_url=None)
    app.middleware("http")(add_headers)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.mount("/static", StaticFiles(packages=[("detente.web", "static")]), name="static")
    _add_lists(app, library)
    _add_items(app, library)
    _add_articles(app, library)
    add_people(app, library)
    add_actors(app, library)
    add_statements(app, library)
    add_facts(app, library)
    add_promises(app, library)
    add_stories(app, library)
    add_forecasts(app, library)
    add_review(app, library)
    if deciding is not None:
        add_decisions(app, library, deciding)
    troubles.add_handlers(app, library)
    return app


def _add_lists(app: FastAPI, library: Library) -> None:
    @app.get("/", include_in_schema=False)
    def index() -> Response:
        return RedirectResponse("/events")

    @app.get("/events")
    def events(request: Request) -> Response:
        return _events(library, request)

    @app.get("/events.csv")
    def events_csv(request: Request) -> Response:
        wanted = as_filter(read_asked(request.query_params))
        with library.open() as connection:
            ids = matching_records(connection, wanted, paged=False)
            text = as_csv(web_views.with_reports(connection, ids))
        return answers.csv(text, "events.csv")

    @app.get("/events.json")
    def events_json(request: Request) -> Response:
        wanted = as_filter(read_asked(request.query_params))
        with library.open() as connection:
            ids = matching_records(connection, wanted, paged=False)
            return answers.json(loading.lines(connection, ids))


def _add_items(app: FastAPI, library: Library) -> None:
    @app.get("/event/{event_id}.json")
    def event_json(event_id: str) -> Response:
        with library.open() as connection:
            return answers.json(query.event(connection, event_id))

    @app.get("/event/{event_id}")
    def event(event_id: str) -> Response:
        with library.open() as connection:
            page = event_page(connection, event_id)
            return answers.page(library, "event.html", {**page, "frame": overview(connection)})

    @app.get("/dyad/{pair}")
    def dyad(pair: str, request: Request) -> Response:
        return _dyad(library, pair, request)


def _add_articles(app: FastAPI, library: Library) -> None:
    @app.get("/article/{article_id}/{table}.csv")
    def article_csv(article_id: str, table: str) -> Response:
        with library.desk() as desk:
            return answers.csv(links_csv(desk, article_id, table), f"{table}.csv")

    @app.get("/article/{article_id}")
    def article(article_id: str, event: str = "", show: str = "all") -> Response:
        with library.desk() as desk:
            page = article_page(desk, article_id, event, show)
            frame = overview(desk.connection)
            return answers.page(library, "article.html", {**page, "frame": frame})


def _events(library: Library, request: Request) -> Response:
    asked = read_asked(request.query_params)
    with library.open() as connection:
        return answers.list_page(
            library,
            "events.html",
            connection,
            lambda: events_page(connection, asked, str(library.path)),
            lambda problem: refused_page(asked, problem),
        )


def _dyad(library: Library, pair: str, request: Request) -> Response:
    with library.desk() as desk:
        frame = overview(desk.connection)
        try:
            stretch = read_stretch(request.query_params)
            page = dyad_page(desk, read_pair(pair), stretch)
        except QueryError as error:
            pairs = suggested_pairs(desk.connection)
            unknown = {"problem": str(error), "pairs": pairs, "frame": frame}
            return answers.page(library, "dyad_unknown.html", unknown, 404)
        return answers.page(library, "dyad.html", {**page, "frame": frame})
