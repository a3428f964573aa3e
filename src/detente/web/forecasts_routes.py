"""The addresses of forecasts."""

from fastapi import FastAPI, Request, Response

from detente.store import forecasts
from detente.web import answers, forecasts_page
from detente.web.library import Library, overview


def add_forecasts(app: FastAPI, library: Library) -> None:
    """Let the application answer questions about forecasts and their record."""

    @app.get("/forecasts")
    def forecasts_list(request: Request) -> Response:
        return _list(library, request)

    @app.get("/forecasts.csv")
    def forecasts_csv(request: Request) -> Response:
        asked = forecasts_page.read(request.query_params)
        with library.open() as connection:
            text = forecasts_page.forecasts_csv(connection, asked)
            return answers.csv(text, "forecasts.csv")

    @app.get("/forecasts.json")
    def forecasts_json(request: Request) -> Response:
        wanted = forecasts_page.as_filter(forecasts_page.read(request.query_params))
        with library.open() as connection:
            return answers.json(forecasts.forecasts(connection, wanted))

    @app.get("/forecasts/{forecast_id}")
    def forecast(forecast_id: str) -> Response:
        with library.open() as connection:
            page = forecasts_page.forecast_page(connection, forecast_id)
            return answers.page(library, "forecast.html", {**page, "frame": overview(connection)})


def _list(library: Library, request: Request) -> Response:
    asked = forecasts_page.read(request.query_params)
    with library.open() as connection:
        # Without an article too: forecasts may come from imported tables alone.
        return answers.asked_page(
            library,
            "forecasts.html",
            overview(connection),
            lambda: forecasts_page.forecasts_page(connection, asked),
            lambda problem: forecasts_page.refused_page(asked, problem),
        )
