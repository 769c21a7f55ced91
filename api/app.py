"""The web process: one app, made of the parts that it is handed."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from api import clerk, console, inquiries, v1
from api.dependencies import Dependencies
from api.errors.handlers import add_own_answers
from api.errors.problems import add_error_answers
from api.middleware.answers import CommonHeaders, NoBareErrors
from api.middleware.guards import Guards
from api.middleware.measuring import Measured, Measures, RouteTable
from api.middleware.static_files import KeptFiles
from api.public import about, feeds, fresh_links, health, metrics, signin, status
from api.v1.described import DescribedAPI

ROUTERS = (
    health.router,
    metrics.router,
    about.router,
    status.router,
    feeds.router,
    clerk.router,
    inquiries.router,
    fresh_links.router,
    signin.router,
    signin.out,
    v1.router,
    console.router,
)
STATIC = Path(__file__).parent / "static"

__all__ = ["Dependencies", "create_app"]


def _routes() -> list[BaseRoute]:
    every = APIRouter()
    for router in ROUTERS:
        every.include_router(router)
    return every.routes


ROUTES = _routes()
"""FastAPI works out what each route takes when it is first asked for; apps that share them do so once."""


def create_app(deps: Dependencies) -> FastAPI:
    """Return the app; it opens no connection by itself."""
    app = DescribedAPI(
        title="Aftalehjulet",
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # its redirects are made of the Host header, which anybody can make up
        routes=ROUTES,
    )
    app.state.deps = deps
    app.state.measures = Measures()
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    add_error_answers(app)
    add_own_answers(app)
    app.add_middleware(NoBareErrors)
    app.add_middleware(Guards, origin=deps.origin)
    app.add_middleware(CommonHeaders, is_https=deps.is_https)
    app.add_middleware(Measured, measures=app.state.measures, table=RouteTable(app.routes))
    return app
