"""A client that asks a dashboard without a server, and a hostile article."""

import asyncio

import httpx
from fastapi import FastAPI

SCRIPT = "<script>alert('x')</script>"
HOSTILE = {
    "id": "hostile",
    "url": "javascript:alert(document.domain)",
    "publisher": '<img src=x onerror="alert(1)"> & "Sons"',
    "published_at": "2025-03-01",
    "title": f"{SCRIPT} Russia sanctions Malaysia",
    "text": (
        f"Russian President Vladimir Putin met Malaysian Prime Minister Anwar Ibrahim {SCRIPT} in "
        "Moscow on 26 February 2025.\n\nChina condemned </q></a><svg onload=alert(2)> Japan on "
        "Friday. Share this."
    ),
}


class Client:
    """Asks an application without a server."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str, host: str = "localhost", method: str = "GET") -> httpx.Response:
        return asyncio.run(self._ask(path, host, method))

    def post(
        self, path: str, form: dict[str, str | list[str]], headers: dict[str, str]
    ) -> httpx.Response:
        return asyncio.run(self._ask(path, "localhost", "POST", data=form, headers=headers))

    async def _ask(self, path: str, host: str, method: str, **more: object) -> httpx.Response:
        transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.request(method, path, **more)


class RememberingClient(Client):
    """Asks for each page once: for a database that nothing writes to."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(app)
        self._answers: dict[tuple[str, str, str], httpx.Response] = {}

    def get(self, path: str, host: str = "localhost", method: str = "GET") -> httpx.Response:
        asked = (path, host, method)
        if asked not in self._answers:
            self._answers[asked] = super().get(path, host, method)
        return self._answers[asked]
