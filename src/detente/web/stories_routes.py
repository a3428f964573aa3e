"""The addresses of stories."""

from fastapi import FastAPI, Request, Response

from detente.store import stories
from detente.web import answers, stories_page
from detente.web.library import Library, overview


def add_stories(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about stories."""

    @app.get("/stories")
    def stories_list(request: Request) -> Response:
        return _list(library, request)

    @app.get("/stories.csv")
    def stories_csv(request: Request) -> Response:
        asked = stories_page.read(request.query_params)
        with library.open() as connection:
            return answers.csv(stories_page.stories_csv(connection, asked), "stories.csv")

    @app.get("/stories.json")
    def stories_json(request: Request) -> Response:
        wanted = stories_page.as_filter(stories_page.read(request.query_params))
        with library.open() as connection:
            return answers.json(stories.stories(connection, wanted))

    @app.get("/stories/{story_id}.json")
    def story_json(story_id: str) -> Response:
        with library.open() as connection:
            return answers.json(stories.story(connection, story_id))

    @app.get("/stories/{story_id}")
    def story(story_id: str) -> Response:
        with library.open() as connection:
            page = stories_page.story_page(connection, story_id)
            return answers.page(library, "story.html", {**page, "frame": overview(connection)})


def _list(library: Library, request: Request) -> Response:
    asked = stories_page.read(request.query_params)
    with library.open() as connection:
        return answers.list_page(
            library,
            "stories.html",
            connection,
            lambda: stories_page.stories_page(connection, asked, str(library.path)),
            lambda problem: stories_page.refused_page(asked, problem),
        )
