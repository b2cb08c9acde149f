"""The merchant's page: what state the catalogue is in, and the nudge policy in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import Response

from bot.errors import InvalidInput
from bot.web.console.desk import Desk, Form, MerchantDesk, go, show

router = APIRouter(prefix="/shop")


@router.get("")
async def shop_page(desk: MerchantDesk) -> Response:
    return await _page(desk, text=await to_thread.run_sync(desk.shop.policy.text))


@router.post("/policy")
async def set_policy(desk: MerchantDesk, form: Form) -> Response:
    """Puts another policy in force; a bad one stays in the field, with its line and the reason."""
    text = form.get("policy", "").replace("\r\n", "\n")
    try:
        await to_thread.run_sync(desk.shop.policy.put, text, desk.user.email)
    except InvalidInput as error:
        line = error.extra.get("line")
        return await _page(desk, error.status, text=text, line=line, reason=error.extra.get("reason") or error.detail)
    return go("/shop", "policy")


async def _page(desk: Desk, status: int = 200, **values: Any) -> Response:
    index = desk.shop.catalogue.current
    languages = tuple((getattr(desk.shop, "profile", None) or {}).get("languages") or ("fr", "en"))
    health = await to_thread.run_sync(health_of, tuple(index.products) if index else (), languages)
    version = index.version if index else ""
    return show(desk, "shop.html", status, health=health, version=version, **values)


def health_of(products: tuple[Any, ...], languages: tuple[str, ...]) -> Mapping[str, Any]:
    """How many articles, models and categories there are, and how many articles lack what shoppers ask about."""
    lacks = {
        "image": sum(not product.image_link for product in products),
        "description": sum(not product.description for product in products),
        "details": sum(not product.product_detail for product in products),
        "reviews": sum(not product.review_count for product in products),
        "stock": sum(product.quantity is None for product in products),
        "cost": sum(product.cost_of_goods_sold is None for product in products),
    }
    for language in languages:
        lacks[f"words_{language}"] = sum(not _speaks(product, language) for product in products)
    return {
        "articles": len(products),
        "models": len({product.group for product in products}),
        "categories": len({product.product_type for product in products}),
        "buyable": sum(product.buyable for product in products),
        "lacks": lacks,
    }


def _speaks(product: Any, language: str) -> bool:
    local = product.texts.get(language)
    return product.language == language or bool(local and local.title)
