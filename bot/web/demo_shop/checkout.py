"""The demo shop's checkout: what a real shop's server does with an offer. Every price is the server's own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse

from bot.dialogue.cards import money
from bot.errors import InvalidInput, NotFound
from bot.nudge.offers import Line, Offer, Order, total_of
from bot.web.demo_shop.schemas import BasketLine, Checkout, TakenOffer
from bot.web.offers.routes import NOBODY, visitor_of
from bot.web.offers.schemas import terms
from bot.web.shop import Shop, TheShop
from catalog_index.product import Money, Product

router = APIRouter(prefix="/demo", include_in_schema=False)


@router.post("/offer")
async def take_offer(body: TakenOffer, shop: TheShop) -> Any:
    """Put the visitor's own offer in the basket, or take it out; its terms."""
    _only_here(shop)
    return JSONResponse(await to_thread.run_sync(_taken, shop, body))


@router.post("/checkout")
async def check_out(body: Checkout, shop: TheShop) -> Any:
    """Place the demonstration order; an offer in it is redeemed as any shop's server would."""
    _only_here(shop)
    return JSONResponse(await to_thread.run_sync(_ordered, shop, body))


def _only_here(shop: Shop) -> None:
    """Beside a real shop nothing is sold here: only its own server, with its token, redeems."""
    if shop.settings.shop_origins:
        raise NotFound("the demo shop's checkout is closed where a real shop has the assistant")


def _taken(shop: Shop, body: TakenOffer) -> dict[str, object]:
    visitor = visitor_of(shop, body.visitor_token)
    if body.out:
        shop.offers.take_out(body.offer, visitor)
        return {}
    offer = shop.offers.put_in_basket(body.offer, visitor)
    return terms(offer, "open", shop.offers.variants(offer))


def _ordered(shop: Shop, body: Checkout) -> dict[str, object]:
    visitor = visitor_of(shop, body.visitor_token) if body.visitor_token else NOBODY
    offer = shop.offers.find(body.offer) if body.offer else None
    reduced = _reduced(shop, body, offer)
    lines = tuple(one for line in body.lines for one in _charged(_product(shop, line), line, offer, reduced))
    currency = shop.catalogue.current.currency
    order = Order(body.order_id, currency, lines, total_of(lines), visitor)
    saved = Decimal(0)
    if offer is not None:
        saved = shop.offers.redeem(offer.code, order)[1].discount
    return {
        "order_id": order.order_id,
        "items": [{"item_id": n.item_id, "quantity": n.quantity, "price": str(n.price)} for n in lines],
        "total": money(Money(order.total, currency)),
        "saved": money(Money(saved, currency)),
    }


def _product(shop: Shop, line: BasketLine) -> Product:
    product: Product | None = shop.catalogue.current.product(line.item_id)
    if product is None or not product.buyable:
        raise InvalidInput("an article of the basket can't be bought", reason="gone", item_id=line.item_id)
    if product.quantity is not None and line.quantity > product.quantity:
        raise InvalidInput("there are not as many left", reason="stock", item_id=line.item_id)
    return product


def _reduced(shop: Shop, body: Checkout, offer: Offer | None) -> str:
    """The article of the basket that gets the offered price: the offered one, else the same in another size or
    colour.
    """
    if offer is None:
        return ""
    inside, fitting = {line.item_id for line in body.lines}, (offer.item_id, *shop.offers.variants(offer))
    return next((item_id for item_id in fitting if item_id in inside), offer.item_id)


def _charged(product: Product, line: BasketLine, offer: Offer | None, reduced: str) -> Iterator[Line]:
    """One piece at the offered price, the others at everyone's."""
    price, left = product.current_price.amount, line.quantity
    if offer is not None and reduced == product.id:
        yield Line(product.id, 1, offer.final)
        left -= 1
    if left:
        yield Line(product.id, left, price)
