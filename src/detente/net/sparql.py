"""Asks a SPARQL service, politely: one question at a time, named, with waits that grow."""

import datetime as dt
import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from detente.errors import UpdateError

ENDPOINT = "https://query.wikidata.org/sparql"
_FORMAT = "application/sparql-results+json"
# The service asks to wait and come again, or is down for the moment.
_AGAIN = frozenset({429, 500, 502, 503, 504})
_LONGEST_WAIT_S = 120.0
_MOST_BYTES = 400_000_000


class Manners(NamedTuple):
    """How a service is asked: who asks, how long to wait, how often to try again.

    ``proxy`` overrides the proxy of the environment (HTTPS_PROXY, NO_PROXY); ``wait_s`` is the
    first wait, doubled each time, unless the service says how long.
    """

    user_agent: str
    timeout_s: float = 90.0
    tries: int = 5
    wait_s: float = 2.0
    proxy: str | None = None


class Reply(NamedTuple):
    """The bytes that came back, and the time at which the service sent them (ISO 8601, UTC)."""

    data: bytes
    answered: str


class _AskAgainError(Exception):
    """The service could not answer now."""

    def __init__(self, reason: str, wait_s: float | None = None) -> None:
        super().__init__(reason)
        self.wait_s = wait_s


def ask(
    text: str,
    endpoint: str,
    manners: Manners,
    *,
    sleep: Callable[[float], None] = time.sleep,
    on_wait: Callable[[str], None] = lambda _: None,
) -> Reply:
    """Return what a SPARQL service answers to a query.

    ``on_wait`` is told before each wait why and how long.

    Raises:
        UpdateError: the address is none, the service refuses, or it failed every time.
    """
    request = _request(text, endpoint, manners)
    opener = _opener(manners)
    for attempt in range(manners.tries):
        try:
            return _once(opener, request, manners)
        except _AskAgainError as error:
            reason, asked = str(error), error.wait_s
        wait = min(manners.wait_s * 2**attempt if asked is None else asked, _LONGEST_WAIT_S)
        if attempt + 1 < manners.tries:
            on_wait(f"{endpoint}: {reason}; again in {wait:g} s")
            sleep(wait)
    raise UpdateError(f"{endpoint}: no answer in {manners.tries} tries; the last time: {reason}")


def _request(text: str, endpoint: str, manners: Manners) -> urllib.request.Request:
    if urllib.parse.urlsplit(endpoint).scheme not in {"http", "https"}:
        raise UpdateError(f"{endpoint!r} is no address; write https://query.wikidata.org/sparql")
    form = urllib.parse.urlencode({"query": text, "format": "json"}).encode()
    headers = {
        "Accept": _FORMAT,
        "Content-Type": "application/x-www-form-urlencoded",
        "User-Agent": manners.user_agent,
    }
    return urllib.request.Request(endpoint, data=form, headers=headers)  # noqa: S310 - scheme checked


def _opener(manners: Manners) -> urllib.request.OpenerDirector:
    if manners.proxy is None:
        return urllib.request.build_opener()
    proxies = {"http": manners.proxy, "https": manners.proxy}
    return urllib.request.build_opener(urllib.request.ProxyHandler(proxies))


def _once(
    opener: urllib.request.OpenerDirector, request: urllib.request.Request, manners: Manners
) -> Reply:
    try:
        with opener.open(request, timeout=manners.timeout_s) as response:
            data = response.read(_MOST_BYTES)
            _check_whole(response.headers.get("Content-Length"), data)
            return Reply(data, _time(response.headers.get("Date")))
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(error, request.full_url) from error
    except http.client.IncompleteRead as error:
        got = len(error.partial)
        raise _AskAgainError(f"the answer broke off after {got:,} bytes") from error
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise _AskAgainError(str(reason) or type(error).__name__) from error


def _check_whole(told: str | None, data: bytes) -> None:
    # Read up to a limit, http.client takes an answer that breaks off for a whole one.
    if told and told.isdigit() and len(data) < int(told):
        raise _AskAgainError(f"the answer broke off after {len(data):,} of {int(told):,} bytes")


def _refusal(error: urllib.error.HTTPError, url: str) -> Exception:
    told = f"HTTP {error.code} {error.reason}"
    if error.code in _AGAIN:
        return _AskAgainError(told, _retry_after(error.headers.get("Retry-After")))
    words = error.read(300).decode("utf-8", "replace").split("\n", 1)[0].strip()
    return UpdateError(f"{url}: {told}{': ' if words else ''}{words}")


def _retry_after(told: str | None) -> float | None:
    return float(told) if told and told.strip().isdigit() else None


def _time(told: str | None) -> str:
    try:
        sent = parsedate_to_datetime(told or "")
    except ValueError:
        sent = dt.datetime.now(dt.UTC)
    return sent.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
