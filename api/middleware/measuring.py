"""What is measured of the web: how often each route is asked and how long it takes, never who asks for what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Final

from fastapi.routing import iter_route_contexts
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.routing import BaseRoute, compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.queries.measures import StoreMeasures

SECONDS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
ELSE: Final = "-"
"""How a method or a route is called that we do not have."""


class Measures:
    """The figures of one web process, and those of the store as it was when they were last asked for."""

    def __init__(self) -> None:
        self._registry: Final = CollectorRegistry()
        self._requests: Final = Counter(
            "aftalehjulet_http_requests",
            "Requests that were answered",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds: Final = Histogram(
            "aftalehjulet_http_seconds",
            "How long an answer took",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._waiting: Final = self._gauge("requests_waiting", "Requests that wait to be recorded")
        self._oldest: Final = self._gauge("oldest_waiting_seconds", "For how long the oldest of them has waited")
        self._letters: Final = self._gauge("letters", "Letters by what became of them", "state")
        self._tasks: Final = self._gauge("tasks_open", "Tasks on the desk")
        self._entries: Final = self._gauge("register_entries", "Entries of the register")
        self._temporal: Final = self._gauge("temporal_up", "1 while Temporal answers the web, else 0")

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note an answer; `route` is the template of its address."""
        self._requests.labels(method if method in METHODS else ELSE, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def shown(self, store: StoreMeasures, *, has_temporal: bool) -> bytes:
        """Return all figures as Prometheus reads them."""
        self._waiting.set(store.requests_waiting)
        self._oldest.set(store.oldest_waiting_seconds)
        for state, number in store.letters.items():
            self._letters.labels(state.name.lower()).set(number)
        self._tasks.set(store.tasks_open)
        self._entries.set(store.register_entries)
        self._temporal.set(has_temporal)
        return generate_latest(self._registry)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"aftalehjulet_{name}", what, labels, registry=self._registry)


@dataclass
class RouteTable:
    """Finds the template of an address, such as `/b/{token}`, so that what was typed is never a label."""

    routes: Sequence[BaseRoute]

    def template(self, path: str) -> str:
        """Return the template that an address was made by."""
        return next((template for regex, template in self._templates if regex.match(path)), ELSE)

    @cached_property
    def _templates(self) -> list[tuple[re.Pattern[str], str]]:
        known = dict.fromkeys(each.path for each in iter_route_contexts(self.routes) if each.path)
        pages = [(compile_path(path)[0], path) for path in known]
        return [*pages, (re.compile("^/static/"), "/static")]


class Measured:
    """Measures every answer."""

    def __init__(self, app: ASGIApp, *, measures: Measures, table: RouteTable) -> None:
        self.app = app
        self.measures = measures
        self.table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, and note its answer; one that was broken off counts as 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, begun = 500, perf_counter()

        async def watched_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched_send)
        finally:
            route = self.table.template(scope["path"])
            self.measures.note(scope["method"], route, status, perf_counter() - begun)
