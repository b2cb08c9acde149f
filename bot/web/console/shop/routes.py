"""The merchant's page: what state the catalogue is in, and the nudge policy in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
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
    version = index.version if index else ""
    health = await to_thread.run_sync(_health, version, index.products if index else (), languages)
    return show(desk, "shop.html", status, health=health, version=version, **values)


def _health(version: str, products: Iterable[Any], languages: tuple[str, ...]) -> Mapping[str, Any]:
    """What `health_of` says of this version, counted once: a version's name tells its content."""
    key = version, languages
    if key not in _counted:
        found = health_of(products, languages)
        _counted.clear()
        _counted[key] = found
    return _counted.get(key) or health_of(products, languages)


def health_of(products: Iterable[Any], languages: tuple[str, ...]) -> Mapping[str, Any]:
    """How many articles, models and categories there are, and how many articles lack what shoppers ask about."""
    checks: dict[str, Callable[[Any], bool]] = {
        "image": lambda product: not product.image_link,
        "description": lambda product: not product.description,
        "details": lambda product: not product.product_detail,
        "reviews": lambda product: not product.review_count,
        "stock": lambda product: product.quantity is None,
        "cost": lambda product: product.cost_of_goods_sold is None,
        **{f"words_{language}": partial(_silent, language) for language in languages},
    }
    lacks = dict.fromkeys(checks, 0)
    articles, buyable, models, categories = 0, 0, set(), set()
    for product in products:  # one at a time: a million together take 2 GB
        articles += 1
        buyable += product.buyable
        models.add(product.group)
        categories.add(product.product_type)
        for name, missing in checks.items():
            lacks[name] += missing(product)
    figures = {"articles": articles, "models": len(models), "categories": len(categories), "buyable": buyable}
    return {**figures, "lacks": lacks}


_counted: dict[tuple[str, tuple[str, ...]], Mapping[str, Any]] = {}


def _silent(language: str, product: Any) -> bool:
    """Whether the product has no words in `language`."""
    local = product.texts.get(language)
    return product.language != language and not (local and local.title)
