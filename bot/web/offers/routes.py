"""The shop's checkout: look an offer up, redeem it, give it back."""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from bot.web.auth.tokens import hash_of, token_of_role
from bot.web.errors import answers
from bot.web.offers import schemas
from bot.web.offers.schemas import CancelBody, Cancelled, OfferTerms, OrderBody, Redeemed
from bot.web.shop import Shop, TheShop

router = APIRouter(prefix="/v1/offers", tags=["offers"])

OfTheShop = Annotated[Any, Depends(token_of_role("shop"))]

NOBODY = "?"
"""The customer behind a visitor token that names nobody: no offer was made to them."""


@router.get("/{code}", response_model=OfferTerms, responses=answers(401, 403, 404))
async def look_up(code: str, shop: TheShop, _token: OfTheShop) -> Any:
    """The terms of an offer, by its code or by what its link carries."""
    offer = await to_thread.run_sync(shop.offers.find, code)
    state = "redeemed" if offer.order_id else "open" if offer.open_at(shop.clock.now()) else "expired"
    variants = await to_thread.run_sync(shop.offers.variants, offer)
    return JSONResponse(schemas.terms(offer, state, variants))


@router.post("/{code}/redeem", response_model=Redeemed, responses=answers(401, 403, 404, 409, 422))
async def redeem(code: str, body: OrderBody, shop: TheShop, _token: OfTheShop) -> Any:
    """Redeem once: the same order again gives the same answer, another order 409, what it is not made for 422."""
    visitor = None if body.visitor_token is None else await to_thread.run_sync(visitor_of, shop, body.visitor_token)
    offer, line = await to_thread.run_sync(shop.offers.redeem, code, schemas.order_of(body, visitor))
    return JSONResponse(schemas.redeemed(offer, line))


@router.post("/{code}/cancel", response_model=Cancelled, responses=answers(401, 403, 404, 409, 422))
async def cancel(code: str, body: CancelBody, shop: TheShop, _token: OfTheShop) -> Any:
    """The order will not be: what it used is given back, once. The same call again gives the same answer."""
    offer, line = await to_thread.run_sync(shop.offers.cancel, code, body.order_id)
    return JSONResponse(schemas.cancelled(offer, line))


def visitor_of(shop: Shop, token: str) -> str:
    """The id of the visitor whose token this is."""
    visitor = shop.visitors.by_token(hash_of(token))
    return NOBODY if visitor is None else str(visitor.id)
