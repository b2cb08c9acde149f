"""The catalogue, as shoppers see it."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from bot.errors import InvalidInput, NotFound, Unavailable
from bot.web.catalogue.schemas import Found, ProductView
from bot.web.catalogue.understanding import field_name, understood_view
from bot.web.catalogue.view import category_paths, money, product_view
from bot.web.chat.schemas import Language
from bot.web.errors import answers
from bot.web.shop import Shop, TheShop
from catalog_index.query import Filters

router = APIRouter(prefix="/v1/catalogue", tags=["catalogue"])

LIMIT = 100
DEFAULT_LIMIT = 10
QUERY_LENGTH = 1000
AMOUNT = Query(ge=0, le=10**9, allow_inf_nan=False)
NAMES = Query(max_length=20)


def _catalogue(shop: Shop) -> Any:
    current = shop.catalogue.current
    if current is None:
        raise Unavailable("No catalogue has been imported yet")
    return current


@router.get("/search", response_model=Found, responses=answers(422, 503))
async def search(
    shop: TheShop,
    q: Annotated[str, Query(max_length=QUERY_LENGTH)] = "",
    language: Language | None = None,
    price_min: Annotated[Decimal | None, AMOUNT] = None,
    price_max: Annotated[Decimal | None, AMOUNT] = None,
    brand: Annotated[list[str] | None, NAMES] = None,
    category: Annotated[list[str] | None, NAMES] = None,
    limit: Annotated[int, Query(ge=1, le=LIMIT)] = DEFAULT_LIMIT,
) -> Any:
    """Search in plain words; the other parameters are hard filters, on top of what the words ask for."""
    if price_min is not None and price_max is not None and price_min > price_max:
        raise InvalidInput("price_min is above price_max")
    catalogue = _catalogue(shop)
    spoken = language or catalogue.spoken(q)
    began = time.perf_counter()
    filters = Filters(
        price_min=price_min,
        price_max=price_max,
        brands=tuple(brand or ()),
        categories=category_paths(catalogue.vocabulary, category or ()),
    )
    understood, result = await to_thread.run_sync(catalogue.find, q, spoken, filters, limit)
    took_ms = round((time.perf_counter() - began) * 1000, 2)
    return JSONResponse(
        {
            "hits": [_hit(hit, spoken) for hit in result.hits[:limit]],
            "took_ms": took_ms,
            "catalogue_version": result.catalogue_version,
            "understood": understood_view(understood, catalogue.vocabulary, spoken),
            "relaxations": [_relaxation(each, spoken) for each in result.relaxations],
        }
    )


@router.get("/products/{item_id}", response_model=ProductView, responses=answers(404, 422, 503))
async def product(item_id: str, shop: TheShop, language: Language | None = None) -> Any:
    """One product, in `language` (its own where none is asked for)."""
    found = _catalogue(shop).product(item_id)
    if found is None:
        raise NotFound("The catalogue has no such product")
    return JSONResponse(product_view(found, language or found.language))


def _hit(hit: Any, language: str) -> dict[str, Any]:
    return {
        "item_id": hit.product.id,
        "title": hit.product.text(language).title,
        "price": money(hit.product.current_price),
        "score": round(float(hit.score), 6),
    }


def _relaxation(relaxation: Any, language: str) -> dict[str, Any]:
    return {
        "without": [field_name(key) for key in relaxation.keys],
        "count": relaxation.count,
        "nearest": [_hit(hit, language) for hit in relaxation.nearest],
    }
