"""Answers of the dashboard: pages, files."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from fastapi import Response
from fastapi.responses import HTMLResponse

from detente.errors import QueryError
from detente.store.loading import Connection
from detente.store.web_views import Overview
from detente.web.library import Library, overview
from detente.web.templating import render

Made = Mapping[str, Any]
Make = Callable[[], Made]
Refuse = Callable[[str], Made]


def page(
    library: Library, template: str, context: Mapping[str, Any], status: int = 200
) -> Response:
    """Return a page of the dashboard."""
    about = {"database": library.name, "deciding": library.deciding}
    return HTMLResponse(render(template, {**context, **about}), status)


def list_page(
    library: Library, template: str, connection: Connection, make: Make, refuse: Refuse
) -> Response:
    """Return the page of a list; of a database without an article, how to begin.

    ``make`` and ``refuse`` are as for :func:`asked_page`.
    """
    frame = overview(connection)
    if not frame.articles:
        return page(library, "first_run.html", {"frame": frame, "is_missing": False})
    return asked_page(library, template, frame, make, refuse)


def asked_page(
    library: Library, template: str, frame: Overview, make: Make, refuse: Refuse
) -> Response:
    """Return what ``make`` makes of an address, as a page in its frame.

    Where that raises a QueryError, the page is what ``refuse`` makes of its words, status 400.
    """
    try:
        made, status = make(), 200
    except QueryError as error:
        made, status = refuse(str(error)), 400
    return page(library, template, {**made, "frame": frame}, status)


def json(value: Any) -> Response:
    """Return a value as JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json")


def csv(text: str, name: str) -> Response:
    """Return CSV as a file to save under a name."""
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/csv", headers=named)
