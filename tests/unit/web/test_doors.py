"""What holds for every door: errors, limits, headers, origins, health, the schema."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from bot.web.address import client_address
from bot.web.limits import RateLimit

KIB_64 = 64 * 1024
SECRET = {"X-Comptoir-Secret": "s3cret-of-this-start"}


def is_problem(answer: httpx.Response, status: int, slug: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["type"] == f"urn:comptoir:problem:{slug}"


async def test_an_unknown_page_is_a_problem_document(client: httpx.AsyncClient) -> None:
    is_problem(await client.get("/v1/nothing"), 404, "not-found")
    is_problem(await client.get("/v1/visitor/"), 404, "not-found")


async def test_an_unforeseen_error_tells_no_trace(client: httpx.AsyncClient, shop: Any) -> None:
    shop.catalogue.current.find = lambda *_: 1 / 0
    answer = await client.get("/v1/catalogue/search")
    is_problem(answer, 500, "internal")
    assert "division" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(("size", "status"), [(KIB_64, 422), (KIB_64 + 1, 413), (10 * KIB_64, 413)])
async def test_a_body_has_64_kib_at_most(client: httpx.AsyncClient, size: int, status: int) -> None:
    body = b'"' + b"a" * (size - 2) + b'"'
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/v1/conversations", content=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


LONG_NUMBER = b'{"page": ' + b"1" * 5000 + b"}"


@pytest.mark.parametrize("body", [b"{", b"\xff", b'{"language": "\xe9"}', b"[" * 30_000, LONG_NUMBER])
async def test_a_body_that_is_no_json_is_the_callers_mistake(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/v1/conversations", content=body, headers={"Content-Type": "application/json"})
    is_problem(answer, 422, "invalid-input")


@pytest.mark.parametrize(("chunks", "status"), [(63, 422), (66, 413)])
async def test_a_body_in_chunks_has_the_same_limit(client: httpx.AsyncClient, chunks: int, status: int) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(chunks):
            yield b"a" * 1024

    headers = {"Content-Type": "application/json"}
    answer = await client.post("/v1/conversations", content=body(), headers=headers)
    assert "content-length" not in answer.request.headers
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


async def test_a_policy_has_the_same_limit(client: httpx.AsyncClient, shop: Any) -> None:
    answer = await client.put("/v1/admin/policy", content=b"#" * (KIB_64 + 1), headers=shop.token("admin"))
    is_problem(answer, 413, "too-large")


@pytest.mark.parametrize("path", ["/healthz", "/v1/nothing", "/v1/catalogue/search", "/v1/visitor"])
async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers.get("cache-control") == ("no-store" if path.startswith("/v1/") else None)
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("path", "origin", "allowed"),
    [
        ("/v1/catalogue/search", "https://shop.example", True),
        ("/v1/visitor", "https://shop.example", True),
        ("/v1/catalogue/search", "https://evil.example", False),
        ("/v1/admin/policy", "https://shop.example", False),
        ("/healthz", "https://shop.example", False),
    ],
)
async def test_only_the_shops_pages_may_read_what_the_widget_reads(
    client: httpx.AsyncClient, path: str, origin: str, allowed: bool
) -> None:
    answer = await client.get(path, headers={"Origin": origin})
    assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


async def test_a_preflight_allows_the_widgets_headers(client: httpx.AsyncClient) -> None:
    asked = {
        "Origin": "https://shop.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,last-event-id",
    }
    answer = await client.options("/v1/conversations", headers=asked)
    assert answer.status_code == 200
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in answer.headers
    refused = await client.options("/v1/conversations", headers=asked | {"Origin": "https://evil.example"})
    assert refused.status_code == 400


async def test_alive_is_alive_even_when_nothing_is_ready(client: httpx.AsyncClient, shop: Any) -> None:
    shop.engine.awake = False
    assert (await client.get("/healthz")).json() == {"status": "ok"}


async def test_ready_when_all_three_are(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


def break_files(shop: Any, folder: Path) -> None:
    shop.database.close()
    for file in folder.glob("shop.db*"):
        file.write_bytes(b"no database" * 100)


async def test_not_ready_names_what_is_missing(client: httpx.AsyncClient, shop: Any, tmp_path: Path) -> None:
    shop.engine.awake = False
    shop.catalogue.current = None
    break_files(shop, tmp_path)
    answer = await client.get("/readyz")
    is_problem(answer, 503, "unavailable")
    assert answer.json()["missing"] == ["dialogue model", "catalogue", "database"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/v1/catalogue/search?q=shoe", "/v1/catalogue/products/lamp"])
async def test_head_answers_as_get_does_and_without_a_body(client: httpx.AsyncClient, path: str) -> None:
    head, get = await client.head(path), await client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


async def test_a_stream_has_no_head(client: httpx.AsyncClient) -> None:
    assert (await client.head("/v1/conversations/x/stream")).status_code == 405


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
async def test_health_is_only_read(client: httpx.AsyncClient, path: str) -> None:
    is_problem(await client.post(path), 405, "method-not-allowed")


async def test_figures_are_for_this_machine_and_for_admins(app: FastAPI, client: httpx.AsyncClient, shop: Any) -> None:
    is_problem(await client.get("/metrics"), 403, "forbidden")
    is_problem(await client.get("/metrics", headers=shop.token("support")), 403, "forbidden")
    assert (await client.get("/metrics", headers=shop.token("admin"))).status_code == 200
    here = httpx.ASGITransport(app, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=here, base_url="http://comptoir.test") as local:
        assert (await local.get("/metrics")).status_code == 200
        proxied = await local.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
        is_problem(proxied, 403, "forbidden")


async def test_figures_count_by_route_and_never_by_id(client: httpx.AsyncClient, shop: Any, come_in: Any) -> None:
    figure = (
        'comptoir_http_requests_total{method="POST",route="/v1/conversations/{conversation_id}/messages",status="200"}'
    )

    async def read() -> str:
        return (await client.get("/metrics", headers=shop.token("admin"))).text

    def count(figures: str) -> float:
        return next((float(line.split()[-1]) for line in figures.splitlines() if line.startswith(figure)), 0.0)

    before = count(await read())
    alice = await come_in()
    await alice.say("un")
    await client.get("/no/such/page")
    figures = await read()
    assert count(figures) == before + 1
    assert 'route="none",status="404"' in figures
    assert alice.id not in figures
    assert "comptoir_open_streams 0.0" in figures


async def test_an_action_runs_only_with_the_secret(client: httpx.AsyncClient, shop: Any) -> None:
    payload = {"next_action": "action_greet", "sender_id": "c_1", "tracker": {"events": ["x" * 1000] * 500}}
    answer = await client.post("/internal/actions", json=payload, headers=SECRET)
    assert answer.json() == {"events": [], "responses": [{"text": "action_greet"}]}
    for headers in ({}, {"X-Comptoir-Secret": ""}, {"X-Comptoir-Secret": "s3cret"}, {"X-Comptoir-Secret": "é"}):
        refused = await client.post("/internal/actions", json=payload, headers=_latin(headers))
        is_problem(refused, 401, "not-authenticated")
    shop.action_secret = ""
    assert (await client.post("/internal/actions", json=payload)).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"a"', b"\xff"])
async def test_an_action_call_of_another_shape_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    is_problem(await client.post("/internal/actions", content=body, headers=SECRET), 422, "invalid-input")


def _latin(headers: dict[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode("latin-1") for name, value in headers.items()}


async def test_the_schema_states_every_call_and_hides_ours(client: httpx.AsyncClient) -> None:
    schema = (await client.get("/openapi.json")).json()
    calls = {(method.upper(), path) for path, item in schema["paths"].items() for method in item}
    assert {
        ("POST", "/v1/conversations"),
        ("POST", "/v1/conversations/{conversation_id}/messages"),
        ("GET", "/v1/conversations/{conversation_id}/messages"),
        ("GET", "/v1/conversations/{conversation_id}/stream"),
        ("DELETE", "/v1/conversations/{conversation_id}/needs/{key}"),
        ("POST", "/v1/conversations/{conversation_id}/events"),
        ("GET", "/v1/visitor"),
        ("DELETE", "/v1/visitor"),
        ("GET", "/v1/catalogue/search"),
        ("GET", "/v1/catalogue/products/{item_id}"),
        ("POST", "/v1/offers/{code}/redeem"),
        ("POST", "/v1/offers/{code}/cancel"),
        ("GET", "/v1/offers/{code}"),
        ("GET", "/v1/admin/conversations"),
        ("GET", "/v1/admin/conversations/{conversation_id}"),
        ("GET", "/v1/admin/policy"),
        ("PUT", "/v1/admin/policy"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
    } == calls
    message = schema["components"]["schemas"]["Message"]
    assert message["required"] == [
        "id",
        "role",
        "created_at",
        "language",
        "text",
        "products",
        "comparison",
        "quick_replies",
        "nudge",
    ]
    problems = schema["paths"]["/v1/visitor"]["get"]["responses"]["401"]["content"]
    assert list(problems) == ["application/problem+json"]
    assert (await client.get("/docs")).status_code == 404


def test_the_app_opens_and_closes_cleanly(app: FastAPI) -> None:
    with TestClient(app) as client:
        assert client.get("/healthz").status_code == 200
    assert app.state.streams.closing


def request_from(peer: str, *forwarded: str) -> Request:
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    return Request({"type": "http", "client": (peer, 1), "headers": headers})


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "address"),
    [
        ("198.51.100.1", [], [], "198.51.100.1"),
        ("198.51.100.1", ["203.0.113.9"], [], "198.51.100.1"),
        ("10.0.0.1", ["203.0.113.9"], ["10.0.0.0/8"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 203.0.113.9"], ["10.0.0.0/8"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1, 203.0.113.9, 10.0.0.2"], ["10.0.0.0/8"], "203.0.113.9"),
        ("10.0.0.1", ["1.1.1.1", "203.0.113.9"], ["10.0.0.1"], "203.0.113.9"),
        ("10.0.0.1", [], ["10.0.0.1"], "10.0.0.1"),
        ("10.0.0.1", ["nonsense"], ["10.0.0.1"], "nonsense"),
        ("::1", ["203.0.113.9"], ["::1"], "203.0.113.9"),
    ],
)
def test_the_address_is_the_peers_unless_a_trusted_proxy_names_it(
    peer: str, forwarded: list[str], trusted: list[str], address: str
) -> None:
    assert client_address(request_from(peer, *forwarded), trusted) == address


def test_a_limit_slides_and_forgets_the_quiet() -> None:
    now = [0.0]
    limit = RateLimit(2, 60.0, lambda: now[0])

    def waits(key: str) -> int | None:
        from bot.errors import TooMany

        try:
            limit.check(key)
        except TooMany as refused:
            return int(refused.extra["retry_after"])
        return None

    assert (waits("a"), waits("b")) == (None, None)
    now[0] = 30
    assert (waits("a"), waits("a")) == (None, 30)
    now[0] = 59.5
    assert waits("a") == 1
    now[0] = 60
    assert (waits("a"), waits("a")) == (None, 30)
