"""Search and products: what a shopper may see, and nothing else."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.web.catalogue import schemas
from bot.web.catalogue.view import safe_link

SEARCH = "/v1/catalogue/search"


async def ids(client: httpx.AsyncClient, **params: Any) -> list[str]:
    answer = await client.get(SEARCH, params=params)
    assert answer.status_code == 200, answer.text
    return [hit["item_id"] for hit in schemas.Found.model_validate(answer.json()).model_dump()["hits"]]


async def test_a_search_gives_hits_with_todays_price(client: httpx.AsyncClient) -> None:
    answer = await client.get(SEARCH, params={"q": "trail", "language": "fr"})
    body = answer.json()
    assert set(body) == {"hits", "took_ms", "catalogue_version", "understood", "relaxations"}
    assert body["understood"]["rest"] == "trail"
    price = {"amount": "79.9", "currency": "EUR"}
    assert body["hits"][0] == {
        "item_id": "shoe-39",
        "title": "Chaussure de trail Sentier",
        "price": price,
        "score": 1.0,
    }
    assert body["catalogue_version"] == "v-small"
    assert body["took_ms"] >= 0


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, ["shoe-39", "shoe-40", "lamp"]),
        ({"limit": 2}, ["shoe-39", "shoe-40"]),
        ({"price_max": "79.89"}, ["lamp"]),
        ({"price_max": "79.9"}, ["shoe-39", "shoe-40", "lamp"]),
        ({"price_min": 41}, ["shoe-39", "shoe-40"]),
        ({"brand": "kaïros"}, ["shoe-39", "shoe-40"]),
        ({"brand": "Nobody"}, []),
        ({"category": "Lamps"}, ["lamp"]),
        ({"category": "shoes > trail"}, ["shoe-39", "shoe-40"]),
        ({"category": "Chaussures"}, ["shoe-39", "shoe-40"]),
        ({"category": "trail"}, ["shoe-39", "shoe-40"]),
        ({"category": "Boats"}, []),
        ({"category": ["Lamps", "Trail"]}, ["shoe-39", "shoe-40", "lamp"]),
    ],
)
async def test_filters_are_hard(client: httpx.AsyncClient, params: dict[str, Any], expected: list[str]) -> None:
    assert await ids(client, **params) == expected


@pytest.mark.parametrize(
    "params",
    [
        {"limit": 0},
        {"limit": 101},
        {"limit": "many"},
        {"limit": 1.5},
        {"price_min": -1},
        {"price_max": "cheap"},
        {"price_max": "nan"},
        {"price_max": "inf"},
        {"price_min": 50, "price_max": 40},
        {"language": "de"},
        {"q": "x" * 1001},
    ],
)
async def test_a_search_that_cannot_be_is_refused(client: httpx.AsyncClient, params: dict[str, Any]) -> None:
    answer = await client.get(SEARCH, params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_product_is_shown_in_the_asked_language_without_cost(client: httpx.AsyncClient) -> None:
    french = (await client.get("/v1/catalogue/products/shoe-39", params={"language": "fr"})).json()
    own = (await client.get("/v1/catalogue/products/shoe-39")).json()
    assert (french["title"], own["title"]) == ("Chaussure de trail Sentier", "Sentier trail shoe")
    assert french["product_type"] == "Chaussures > Trail"
    assert french["product_detail"] == [{"section": "Construction", "name": "Poids", "value": "240 g"}]
    assert (french["price"], french["sale_price"]) == (
        {"amount": "99.90", "currency": "EUR"},
        {"amount": "79.9", "currency": "EUR"},
    )
    assert (french["size"], french["availability"], french["brand"]) == ("39", "in_stock", "Kaïros")
    assert french["image_link"] == ""
    assert set(french) == set(schemas.ProductView.model_fields)


async def test_no_answer_tells_the_cost_the_margin_or_the_exact_stock(client: httpx.AsyncClient) -> None:
    paths = (SEARCH, "/v1/catalogue/products/shoe-39", "/v1/catalogue/products/lamp?language=fr")
    everything = "".join([(await client.get(path)).text for path in paths]).casefold()
    for told in ("41.17", "cost", "margin", '"_', "quantity"):
        assert told not in everything


@pytest.mark.parametrize("path", ["nothing", "shoe", "%2e%2e", "a%00b"])
async def test_an_unknown_product_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"/v1/catalogue/products/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", [SEARCH, "/v1/catalogue/products/lamp"])
async def test_the_catalogue_is_only_read(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.post(path)).status_code == 405


async def test_without_a_catalogue_the_shop_says_so(client: httpx.AsyncClient, shop: Any) -> None:
    shop.catalogue.current = None
    for path in (SEARCH, "/v1/catalogue/products/lamp"):
        assert (await client.get(path)).status_code == 503


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://shop.example/a", "https://shop.example/a"),
        ("/product/a", "/product/a"),
        ("javascript:alert(1)", ""),
        (" JavaScript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("product/a", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_only_links_that_a_page_may_follow_are_shown(link: str, shown: str) -> None:
    assert safe_link(link) == shown
