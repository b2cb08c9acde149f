"""The contract's redemption, and what answers it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from bot.dialogue.cards import money
from bot.dialogue.message import timestamp
from bot.nudge.offers import Line, Offer, Order, Redemption, spoken_code
from bot.web.chat.schemas import ItemId, Money, Strict, plain_text
from catalog_index.product import Money as Amount

AmountText = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,4})?$"), Field(examples=["81.90"])]
OrderId = Annotated[
    str, StringConstraints(min_length=1, max_length=200), AfterValidator(plain_text), Field(min_length=1)
]


class SoldItem(Strict):
    """`price` as charged for one piece, after the discount."""

    item_id: ItemId
    quantity: Annotated[int, Field(ge=1, le=10**6)]
    price: AmountText


class OrderBody(Strict):
    """`visitor_token`: the customer's, if the shop's page has it; then the offer must have been made to them."""

    order_id: OrderId
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    items: Annotated[list[SoldItem], Field(min_length=1, max_length=500)]
    total: AmountText
    visitor_token: Annotated[str, StringConstraints(max_length=200)] | None = None


class CancelBody(Strict):
    order_id: OrderId


class Redeemed(BaseModel):
    """`discount`: what the order got off the price that everyone pays."""

    code: str
    order_id: str
    percent: int
    item_id: str
    discount: Money
    redeemed_at: str


class Cancelled(BaseModel):
    """`given_back`: whether the code and the customer's turn are free again; the month's budget always is."""

    code: str
    order_id: str
    given_back: bool
    cancelled_at: str


class OfferTerms(BaseModel):
    """What a shop's basket needs to know of an offer. `variants`: the other sizes and colours that may have it too."""

    code: str
    percent: int
    item_id: str
    price_before: Money
    price_after: Money
    expires_at: str
    state: Literal["open", "redeemed", "expired"]
    variants: list[str]


def order_of(body: OrderBody, visitor_id: str | None) -> Order:
    lines = tuple(Line(item.item_id, item.quantity, Decimal(item.price)) for item in body.items)
    return Order(body.order_id, body.currency, lines, Decimal(body.total), visitor_id)


def redeemed(offer: Offer, line: Redemption) -> dict[str, object]:
    return {
        "code": spoken_code(offer.code),
        "order_id": line.order_id,
        "percent": offer.percent,
        "item_id": offer.item_id,
        "discount": money(Amount(line.discount, line.currency)),
        "redeemed_at": timestamp(line.at),
    }


def cancelled(offer: Offer, line: Redemption) -> dict[str, object]:
    assert line.cancelled_at is not None
    return {
        "code": spoken_code(offer.code),
        "order_id": line.order_id,
        "given_back": line.gave_back,
        "cancelled_at": timestamp(line.cancelled_at),
    }


def terms(offer: Offer, state: str, variants: Sequence[str]) -> dict[str, object]:
    return {
        "code": spoken_code(offer.code),
        "percent": offer.percent,
        "item_id": offer.item_id,
        "price_before": money(Amount(offer.prior, offer.currency)),
        "price_after": money(Amount(offer.final, offer.currency)),
        "expires_at": timestamp(offer.expires_at),
        "state": state,
        "variants": list(variants),
    }
