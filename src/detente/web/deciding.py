"""Decisions by form: who may post one, what a form says, and what it does.

A page that writes answers only to a form of its own: the request must come from this server's own
pages (the browser says so), and must carry the token that these pages hold. The token is made when
the server starts. A dashboard that is served read-only has no token, no forms and no such routes.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import parse_qs, urlsplit

from fastapi import HTTPException, Request

from detente.api_decisions import Judge, Judged
from detente.errors import QueryError
from detente.model import Record

_MOST_BYTES: Final = 64_000
_MOST_FIELDS: Final = 2_000
_FORM: Final = "application/x-www-form-urlencoded"


class Deciding(Record, frozen=True, kw_only=True):
    """That decisions may be made: in whose name unless a form says, and the token of its pages."""

    author: str
    token: str


class Form(Record, frozen=True, kw_only=True):
    """What a form says: fields with all their values, in order."""

    fields: Mapping[str, Sequence[str]]

    def get(self, name: str) -> str:
        """Return the first value of a field, or ""."""
        return next(iter(self.fields.get(name, ())), "").strip()

    def all(self, name: str) -> list[str]:
        """Return all values of a field that are not empty."""
        return [text.strip() for text in self.fields.get(name, ()) if text.strip()]

    def listed(self, name: str) -> list[str]:
        """Return the parts of a field with semicolons or line breaks between."""
        parts = self.get(name).replace("\n", ";").split(";")
        return [part.strip() for part in parts if part.strip()]


def deciding_as(author: str) -> Deciding:
    """Return the right to decide in an author's name, with a token that nobody can guess."""
    return Deciding(author=author, token=secrets.token_urlsafe(32))


async def read_form(request: Request, deciding: Deciding) -> Form:
    """Return the fields of a form that was posted by a page of this server.

    Raises:
        HTTPException: 403 if it comes from elsewhere or without the token, 413 if it is too long,
            415 if it is no form.
    """
    if not _is_own(request):
        raise HTTPException(403, "This form was not sent by a page of this dashboard.")
    if request.headers.get("content-type", "").partition(";")[0].strip() != _FORM:
        raise HTTPException(415, "Decisions come as a form.")
    form = Form(
        fields=parse_qs(
            (await _body(request)).decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS
        )
    )
    if not secrets.compare_digest(form.get("token").encode(), deciding.token.encode()):
        raise HTTPException(
            403, "This form is older than the dashboard: reload the page, and send it again."
        )
    return form


def _is_own(request: Request) -> bool:
    """Whether a browser says that one of our own pages sent the request."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # An older browser; our pages send no referrer, so that some say only "null".
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host")


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            raise HTTPException(413, "That form is too long.")
    return body


def act(judge: Judge, event_id: str, form: Form) -> Judged:
    """Make the decision of a form about an event.

    Raises:
        QueryError, OntologyError: it names something unknown, or says nothing.
    """
    kind = form.get("kind")
    if kind not in _ACTS:
        raise QueryError(f"no decision {kind!r}; there are: {', '.join(_ACTS)}")
    return _ACTS[kind](judge, event_id, form)


def _same(judge: Judge, event_id: str, form: Form) -> Judged:
    return judge.same(event_id, _other(form), reason=_reason(form))


def _different(judge: Judge, event_id: str, form: Form) -> Judged:
    return judge.different(event_id, _other(form), reason=_reason(form))


def _split(judge: Judge, event_id: str, form: Form) -> Judged:
    return judge.split(event_id, _reports(form), reason=_reason(form))


def _wrong_code(judge: Judge, event_id: str, form: Form) -> Judged:
    code = form.get("cameo") or None
    return judge.wrong_code(event_id, form.get("type"), cameo_code=code, reason=_reason(form))


def _wrong_actor(judge: Judge, event_id: str, form: Form) -> Judged:
    return judge.wrong_actor(
        event_id,
        actors=form.listed("actors"),
        recipients=form.listed("recipients"),
        reason=_reason(form),
    )


def _not_an_event(judge: Judge, event_id: str, form: Form) -> Judged:
    return judge.not_an_event(*(form.all("report") or [event_id]), reason=_reason(form))


_Act = Callable[[Judge, str, Form], Judged]
_ACTS: Final[Mapping[str, _Act]] = {
    "same": _same,
    "different": _different,
    "split": _split,
    "wrong_code": _wrong_code,
    "wrong_actor": _wrong_actor,
    "not_an_event": _not_an_event,
}


def _other(form: Form) -> str:
    if not form.get("other"):
        raise QueryError("say which other event: give the beginning of its id")
    return form.get("other")


def _reports(form: Form) -> list[str]:
    if not form.all("report"):
        raise QueryError("say which reports: mark at least one")
    return form.all("report")


def _reason(form: Form) -> str | None:
    return form.get("reason") or None
