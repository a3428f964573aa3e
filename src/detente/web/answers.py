"""Answers of the dashboard: pages, files."""

from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import Response
from fastapi.responses import HTMLResponse

from detente.web.library import Library
from detente.web.templating import render


def page(
    library: Library, template: str, context: Mapping[str, Any], status: int = 200
) -> Response:
    """Return a page of the dashboard."""
    about = {"database": library.name, "deciding": library.deciding}
    return HTMLResponse(render(template, {**context, **about}), status)


def json(value: Any) -> Response:
    """Return a value as JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json")


def csv(text: str, name: str) -> Response:
    """Return CSV as a file to save under a name."""
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/csv", headers=named)
