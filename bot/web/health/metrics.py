"""Figures for Prometheus: of calls by route (never by their ids), and of streams."""

from __future__ import annotations

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.08, 0.15, 0.3, 0.6, 1.5, 4.0, 10.0)
"""Around the promise of 80 ms for a message."""


class Metrics:
    """One registry per app, so that two apps in one process (tests) count apart."""

    def __init__(self, open_streams: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.calls = Counter("comptoir_http_requests", "Calls answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "comptoir_http_request_seconds",
            "Seconds until the answer began.",
            ("method", "route"),
            buckets=SECONDS,
            registry=self.registry,
        )
        streams = Gauge("comptoir_open_streams", "Streams open now.", registry=self.registry)
        streams.set_function(open_streams)


class Measured:
    """Counts each call when its answer begins (a stream's end says nothing about speed)."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                method, route = scope["method"], route_name(scope)
                self._metrics.calls.labels(method, route, message["status"]).inc()
                self._metrics.seconds.labels(method, route).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, counted)


def route_name(scope: Scope) -> str:
    """The route's own pattern; "none" where no route matched, so that strangers' paths don't become labels."""
    return str(getattr(scope.get("route"), "path", None) or "none")
