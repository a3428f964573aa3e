"""What a page says when it cannot answer: not found, busy, no database, a fault of ours."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from detente.errors import DetenteError, QueryError, StoreBusyError, StoreError
from detente.store.web_views import Overview
from detente.web.library import Library, overview
from detente.web.templating import render

_RETRY_AFTER_S = "5"


def add_handlers(app: FastAPI, library: Library) -> None:
    """Let the application answer errors with pages that say what to do."""

    @app.exception_handler(QueryError)
    def unknown(request: Request, error: QueryError) -> Response:
        return _trouble(library, 404, request, title="Not found", reason=str(error))

    @app.exception_handler(StoreBusyError)
    def busy(request: Request, error: StoreBusyError) -> Response:
        context = {"reason": str(error), "path": _address(request), "frame": None}
        headers = {"Retry-After": _RETRY_AFTER_S}
        return _page(library, "busy.html", context, 503, headers)

    @app.exception_handler(StoreError)
    def no_database(request: Request, error: StoreError) -> Response:
        if library.path.exists():
            return _fault(library, request, error)
        return _page(library, "first_run.html", {"frame": None, "is_missing": True}, 503)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        title = "Not found" if error.status_code == 404 else "Not possible"  # noqa: PLR2004 - HTTP
        reasons = {
            404: f"There is no page at {request.url.path}.",
            405: "This address only reads: it answers GET requests and nothing else.",
        }
        reason = reasons.get(error.status_code, str(error.detail))
        return _trouble(library, error.status_code, request, title=title, reason=reason)

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> Response:
        return _fault(library, request, error)


def _fault(library: Library, request: Request, error: Exception) -> Response:
    context = {
        "frame": None,
        "path": _address(request),
        "kind": type(error).__name__,
        "reason": str(error),
        "is_ours": not isinstance(error, DetenteError),
    }
    return _page(library, "error.html", context, 500)


def _trouble(
    library: Library, status: int, request: Request, *, title: str, reason: str
) -> Response:
    context = {
        "title": title,
        "reason": reason,
        "path": request.url.path,
        "frame": _frame(library),
    }
    return _page(library, "not_found.html", context, status)


def _frame(library: Library) -> Overview | None:
    try:
        with library.open() as connection:
            return overview(connection)
    except StoreError:
        return None  # the page says what it has to say without the figures


def _address(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"


def _page(
    library: Library,
    template: str,
    context: Mapping[str, Any],
    status: int,
    headers: Mapping[str, str] | None = None,
) -> Response:
    page = render(template, {**context, "database": library.name})
    return HTMLResponse(page, status, headers=dict(headers or {}))
