"""Asking a service: a real server on this machine gives good, cut, late and refusing answers."""

import http.server
import threading
import time
from contextlib import contextmanager
from urllib.parse import parse_qs

import pytest

from detente.errors import UpdateError
from detente.net.sparql import Manners, ask

GOOD = b'{"head": {"vars": []}, "results": {"bindings": []}}'
MANNERS = Manners("detente/test (someone@example.org)", timeout_s=5, tries=3, wait_s=1)


class Server(http.server.ThreadingHTTPServer):
    """Answers each question with the next of ``replies`` and keeps what it was asked."""

    daemon_threads = True

    def __init__(self, replies):
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies = list(replies)
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/sparql"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append((self.path, parse_qs(body), dict(self.headers)))
        status, headers, data = self.server.replies.pop(0)
        self.send_response_only(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@contextmanager
def serving(*replies):
    with Server(replies) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)


def good(**headers):
    return (200, headers, GOOD)


def put(server, waits=None, **changes):
    waited = [] if waits is None else waits
    return ask("SELECT 1", server.url, MANNERS._replace(**changes), sleep=waited.append)


def test_a_good_answer_comes_back_with_its_time():
    with serving(good(Date="Fri, 20 Nov 2026 08:00:00 GMT")) as server:
        reply = put(server)
    assert reply == (GOOD, "2026-11-20T08:00:00Z")


def test_the_service_is_told_who_asks_what_and_in_which_format():
    with serving(good()) as server:
        put(server)
    path, form, headers = server.asked[0]
    assert (path, form) == ("/sparql", {"query": ["SELECT 1"], "format": ["json"]})
    assert headers["User-Agent"] == "detente/test (someone@example.org)"
    assert headers["Accept"] == "application/sparql-results+json"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_service_that_is_busy_is_asked_again_after_waits_that_double(status):
    waits, told = [], []
    with serving((status, {}, b""), (status, {}, b"busy"), good()) as server:
        reply = ask("x", server.url, MANNERS, sleep=waits.append, on_wait=told.append)
    assert (reply.data, waits) == (GOOD, [1, 2])
    assert f"HTTP {status}" in told[0]
    assert "again in 1 s" in told[0]


def test_the_wait_is_what_the_service_asks_for_but_not_for_ever():
    waits = []
    later, never = {"Retry-After": "7"}, {"Retry-After": "86400"}
    with serving((429, later, b""), (429, never, b""), good()) as server:
        put(server, waits)
    assert waits == [7, 120]


def test_a_service_that_stays_down_is_given_up():
    waits = []
    with serving(*[(500, {}, b"")] * 3) as server, pytest.raises(UpdateError) as error:
        put(server, waits)
    assert "no answer in 3 tries; the last time: HTTP 500" in str(error.value)
    assert waits == [1, 2]


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_service_that_refuses_is_not_asked_again(status):
    with (
        serving((status, {}, b"MalformedQueryException\nat line 3")) as server,
        pytest.raises(UpdateError, match=rf"HTTP {status} .*: MalformedQueryException"),
    ):
        put(server)
    assert len(server.asked) == 1


def test_an_answer_that_breaks_off_is_asked_for_again():
    cut = (200, {"Content-Length": str(len(GOOD))}, GOOD[:20])
    with serving(cut, good()) as server:
        assert put(server).data == GOOD
    assert len(server.asked) == 2


def test_a_service_that_does_not_answer_in_time_is_given_up():
    release = threading.Event()

    class Slow(Handler):
        def do_POST(self):
            release.wait(5)

    with serving(good()) as server:
        server.RequestHandlerClass = Slow
        started = time.perf_counter()
        with pytest.raises(UpdateError, match=r"no answer in 1 tries; the last time: .*timed out"):
            put(server, timeout_s=0.2, tries=1)
        release.set()
    assert time.perf_counter() - started < 4


def test_nobody_at_the_address_is_an_error():
    with serving() as server:
        url = server.url
    with pytest.raises(UpdateError, match=r"no answer in 2 tries; the last time: .*refused"):
        ask("x", url, MANNERS._replace(tries=2), sleep=lambda _: None)


@pytest.mark.parametrize("endpoint", ["file:///etc/passwd", "query.wikidata.org", "", "ftp://x/y"])
def test_only_web_addresses_are_asked(endpoint):
    with pytest.raises(UpdateError, match="is no address"):
        ask("x", endpoint, MANNERS)


def test_a_proxy_is_used_whether_named_or_of_the_environment(monkeypatch):
    far = "http://service.invalid/sparql"
    with serving(good(), good()) as proxy:
        address = proxy.url.removesuffix("/sparql")
        assert ask("x", far, MANNERS._replace(proxy=address)).data == GOOD
        monkeypatch.setenv("http_proxy", address)
        assert ask("x", far, MANNERS).data == GOOD
    assert [path for path, *_ in proxy.asked] == [far, far]


def test_without_a_date_of_the_service_the_time_is_now():
    with serving(good()) as server:
        assert put(server).answered.endswith("Z")
