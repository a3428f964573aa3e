"""The addresses of decisions: the page Review, and the forms that decide and undo."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from detente.api_decisions import Judge, Judged
from detente.errors import OntologyError, QueryError, StoreBusyError
from detente.web import answers
from detente.web.deciding import Deciding, Form, act, read_form
from detente.web.library import Library, overview
from detente.web.review_page import review, review_page

_SEE_OTHER: Final = 303
_REFUSED: Final = 400
_EVENT: Final = re.compile(r"/event/[0-9a-f]+")


def add_review(app: FastAPI, library: Library) -> None:
    """Let the application show decisions, and the merges that it was least sure of."""

    @app.get("/review")
    def show() -> Response:
        with library.open() as connection:
            page = {**review_page(connection), "frame": overview(connection)}
            return answers.page(library, "review.html", page)

    @app.get("/review.json")
    def show_json() -> Response:
        with library.open() as connection:
            return answers.json(review(connection))


def add_decisions(app: FastAPI, library: Library, deciding: Deciding) -> None:
    """Let the application take decisions by form."""

    @app.post("/event/{event_id}/decide")
    async def decide(event_id: str, request: Request) -> Response:
        form = await read_form(request, deciding)
        judge = _judge(library, deciding, form)
        back = form.get("back") or f"/event/{event_id}"
        return await run_in_threadpool(_answered, library, back, lambda: act(judge, event_id, form))

    @app.post("/decision/{decision_id}/undo")
    async def undo(decision_id: str, request: Request) -> Response:
        form = await read_form(request, deciding)
        judge = _judge(library, deciding, form)
        return await run_in_threadpool(
            _answered,
            library,
            form.get("back") or "/review",
            lambda: judge.undo(decision_id, reason=form.get("reason") or None),
        )


def _judge(library: Library, deciding: Deciding, form: Form) -> Judge:
    author = form.get("by") or deciding.author
    return Judge(library.path, author=author, timeout_s=library.timeout_s)


def _answered(library: Library, back: str, decide: Callable[[], Judged]) -> Response:
    """Decide, and lead to where it shows: the page that asked, or that of the event it made."""
    try:
        judged = decide()
    except (QueryError, OntologyError, StoreBusyError) as error:
        context = {"reason": str(error), "back": _own_path(back), "frame": None}
        return answers.page(library, "not_decided.html", context, _REFUSED)
    if back.startswith("/event/") and judged.records:
        back = f"/event/{judged.records[0]}"
    if back.startswith("/event/") and not judged.records:
        back = "/review"
    return RedirectResponse(f"{_own_path(back)}#decisions", _SEE_OTHER)


def _own_path(back: str) -> str:
    # Only our own pages: what a form says may lead nowhere else.
    path = urlsplit(back).path
    return path if path == "/review" or _EVENT.fullmatch(path) else "/review"
