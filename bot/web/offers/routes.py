"""Redeeming an offer at the shop's checkout. No offer is made yet: every code is unknown, and said to be."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, StringConstraints

from bot.errors import NotFound
from bot.web.auth.tokens import token_of_role
from bot.web.chat.schemas import ItemId, Strict
from bot.web.errors import answers

router = APIRouter(prefix="/v1/offers", tags=["offers"])

AmountText = Annotated[str, StringConstraints(pattern=r"^\d{1,9}(\.\d{1,4})?$"), Field(examples=["81.90"])]


class SoldItem(Strict):
    """`price` as charged, after the discount."""

    item_id: ItemId
    quantity: Annotated[int, Field(ge=1, le=10**6)]
    price: AmountText


class OrderBody(Strict):
    order_id: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    items: Annotated[list[SoldItem], Field(min_length=1, max_length=500)]
    total: AmountText


class Redeemed(BaseModel):
    code: str
    order_id: str
    percent: int
    item_id: str


@router.post("/{code}/redeem", response_model=Redeemed, responses=answers(401, 403, 404, 409, 422))
async def redeem(code: str, body: OrderBody, _token: Annotated[Any, Depends(token_of_role("shop"))]) -> Any:
    """Redeem once: the same order again gives the same answer, another order 409."""
    raise NotFound(f"There is no offer with the code {code[:40]}")
