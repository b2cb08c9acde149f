"""What the basket's page sends: offers taken, and the order."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from bot.web.chat.schemas import ItemId, Strict
from bot.web.offers.schemas import OrderId

LARGEST = 10
"""Pieces of one article the demo shop sells at once; its basket offers no more."""

Given = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class TakenOffer(Strict):
    """`offer` is the code, or what its link carries. `out`: it is taken out of the basket again."""

    offer: Given
    visitor_token: Token
    out: bool = False


class BasketLine(Strict):
    item_id: ItemId
    quantity: Annotated[int, Field(ge=1, le=LARGEST)]


class Checkout(Strict):
    """The prices are the server's: the page sends none."""

    order_id: OrderId
    lines: Annotated[list[BasketLine], Field(min_length=1, max_length=100)]
    offer: Given | None = None
    visitor_token: Token | None = None
