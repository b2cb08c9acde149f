"""A personal offer: a code that is a seal over its own terms, and what an order must look like to use it. Pure."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from bot.errors import Conflict, InvalidInput
from bot.nudge.situation import digest, plain
from catalog_index.currency import smallest

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a code read aloud or copied by hand arrives whole."""

CODE_LETTERS = 16
"""Of 5 bits each: 80 bits, which a shop that answers a million guesses a second would need 38 billion years to give
away."""

PROOF_LETTERS = 16

MISREAD: Mapping[str, str] = {"I": "1", "L": "1", "O": "0"}
"""Letters the alphabet leaves out, as the digits they are taken for."""

MINOR = Decimal("0.0001")
"""The smallest amount an order may carry (the contract's four decimals): budgets are counted in it, as integers."""

Reason = Literal[
    "expired",
    "foreign_currency",
    "foreign_item",
    "other_price",
    "not_below_30d_low",
    "margin_floor",
    "legal_floor",
    "foreign_visitor",
    "quantity",
    "price",
    "total",
    "once_per_customer",
    "budget",
    "sealed_terms",
    "lower_for_everyone",
]
"""Why an order may not use an offer."""

Variants = Mapping[str, "Reason | None"]
"""The offered product's other sizes and colours: item id -> why the offered price may not be given on it, None: it
may."""

NO_VARIANTS: Variants = {}

SAID: Mapping[Reason, str] = {
    "expired": "it has expired",
    "foreign_currency": "the order is in another currency",
    "foreign_item": "the order does not hold the offered item",
    "other_price": "this size or colour has another price",
    "not_below_30d_low": "this size or colour was cheaper in the last 30 days",
    "margin_floor": "this size or colour leaves too little at the offered price",
    "legal_floor": "this size or colour would be sold at a loss",
    "foreign_visitor": "it was made to another visitor",
    "quantity": "the offered price is for one piece",
    "price": "the offered item is not charged at the offered price",
    "total": "the total is not the sum of the lines",
    "once_per_customer": "this customer used an offer not long ago",
    "budget": "this month's budget for offers is spent",
    "sealed_terms": "its terms are not those that were sealed",
    "lower_for_everyone": "everyone pays less by now",
}
"""For the shop's programmers; `reason` in the answer is for their programs."""


class OfferRefused(InvalidInput):
    """An order that may not use this offer. `extra["reason"]` is one of `Reason`."""

    slug, title = "offer-refused", "The offer can't be used for this order"


@dataclass(frozen=True, slots=True)
class Offer:
    """One personal price for one item. `price` is what everyone pays, `prior` the lowest price of the last 30 days on
    which `percent` was reckoned, `final` what this visitor pays once, for one piece, before `expires_at`.
    """

    code: str
    decision_id: str
    conversation_id: str
    visitor_id: str
    item_id: str
    percent: int
    price: Decimal
    prior: Decimal
    final: Decimal
    currency: str
    made_at: datetime
    expires_at: datetime
    applied_at: datetime | None = None
    order_id: str | None = None
    given_back: bool = False

    @property
    def discount(self) -> Decimal:
        """What redeeming it costs the shop, against what everyone pays."""
        return self.price - self.final

    def open_at(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return self.order_id is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Line:
    item_id: str
    quantity: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """An order as charged. `visitor_id`: who orders, when the shop says so; None leaves it unchecked."""

    order_id: str
    currency: str
    lines: tuple[Line, ...]
    total: Decimal
    visitor_id: str | None = None

    @property
    def digest(self) -> str:
        """Names the order's content: the same order told again, however its amounts are written, has the same."""
        lines = [(line.item_id, line.quantity, line.price) for line in self.lines]
        return digest(*plain((self.currency, lines, self.total)))


@dataclass(frozen=True, slots=True)
class Terms:
    """What the policy in force says of redeeming, and which other sizes and colours may stand for the offered item."""

    once_per_customer_days: int
    monthly_budget: Decimal | None = None
    variants: Variants = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Redemption:
    """One line of the ledger: an order that used a code. `discount` is what was given."""

    code: str
    order_id: str
    at: datetime
    discount: Decimal
    currency: str
    content: str
    cancelled_at: datetime | None = None
    gave_back: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a visitor who agreed to it: the highest percent ever shown, the last refusal, the last
    promotion used, what was bought (item id -> when), and when and in which conversation they were last spoken to.
    """

    rung: int = 0
    dismissed_at: datetime | None = None
    promotion_used_at: datetime | None = None
    bought: Mapping[str, datetime] | None = None
    spoke_at: datetime | None = None
    spoke_in: str | None = None


def seal(offer: Offer, secret: bytes) -> str:
    """The code that these terms must have: nobody without the secret can make one, or change a term of it."""
    terms = (
        *("offer", offer.decision_id, offer.conversation_id, offer.visitor_id, offer.item_id, str(offer.percent)),
        *(plain_amount(amount) for amount in (offer.price, offer.prior, offer.final)),
        *(offer.currency, _stamp(offer.made_at), _stamp(offer.expires_at)),
    )
    return _letters(secret, "\x1f".join(terms), CODE_LETTERS)


def proof(offer: Offer, secret: bytes) -> str:
    """The signature of the offer's link, bound to its visitor."""
    return _letters(secret, "\x1f".join(("link", offer.code, offer.visitor_id)), PROOF_LETTERS)


def genuine(offer: Offer, secret: bytes) -> bool:
    """Whether the terms are still those that were sealed."""
    return hmac.compare_digest(offer.code, seal(offer, secret))


def proven(offer: Offer, given: str, secret: bytes) -> bool:
    return hmac.compare_digest(plain_code(given), proof(offer, secret))


def spoken_code(code: str) -> str:
    """In groups of four, as people read it: « 7KQM-2XWB-9DTR-4HJN »."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def plain_code(text: str) -> str:
    """A code as stored, from what a person typed: any case, spaces and hyphens, O for 0, I or L for 1. "" for what
    can't be one.
    """
    kept = "".join(MISREAD.get(c, c) for c in text.upper() if c not in " -\u00a0\u202f\t\n")
    return kept if len(kept) == CODE_LETTERS and all(c in ALPHABET for c in kept) else ""


def read_link(text: str) -> tuple[str, str | None]:
    """(code, proof) of « CODE.PROOF », or (code, None) of a code alone."""
    code, dot, given = text.partition(".")
    return plain_code(code), given if dot else None


def refusal(offer: Offer, order: Order, now: datetime, variants: Variants = NO_VARIANTS) -> Reason | None:
    """Why this order may not use this offer; None when it may. The clock is the server's: an order carries none."""
    if now >= offer.expires_at:
        return "expired"
    if order.visitor_id is not None and order.visitor_id != offer.visitor_id:
        return "foreign_visitor"
    if order.currency != offer.currency:
        return "foreign_currency"
    return _lines_refusal(offer, order, variants)


def answered_before(offer: Offer, before: Redemption | None, order: Order) -> Redemption | None:
    """What the ledger already says of this order; None when it says nothing and the code is free. Raises Conflict.

    `before` is the ledger's line of the order's id, whatever code it used: one order uses one code, nothing stacks.
    """
    if before is None:
        if offer.order_id is not None:
            raise Conflict("This offer was used by another order", reason="used")
        return None
    if before.code != offer.code:
        raise Conflict("This order already used another offer, and offers do not add up", reason="stacked")
    if before.cancelled_at is not None:
        raise Conflict("This order was cancelled; a new order needs a new id", reason="cancelled")
    if before.content != order.digest:
        raise Conflict("This order was redeemed with other contents", reason="changed")
    return before


def ensure_allowed(reason: Reason | None) -> None:
    """Raises OfferRefused for a reason."""
    if reason is not None:
        raise OfferRefused(f"The offer can't be used for this order: {SAID[reason]}", reason=reason)


def _lines_refusal(offer: Offer, order: Order, variants: Variants) -> Reason | None:
    """One piece at the offered price, further pieces not below everyone's; the total is the sum."""
    own = _own(offer, order, variants)
    if not own:
        return next((why for line in order.lines if (why := variants.get(line.item_id))), "foreign_item")
    if any(line.quantity < 1 or line.price < 0 for line in order.lines):
        return "quantity"
    reduced = [line for line in own if line.price < offer.price]
    if not reduced or any(not _as_offered(offer, line.price) for line in reduced):
        return "price"
    if sum(line.quantity for line in reduced) != 1:
        return "quantity"
    return None if order.total == total_of(order.lines) else "total"


def _own(offer: Offer, order: Order, variants: Variants) -> list[Line]:
    """The lines of the offered product, in whichever of its sizes and colours the price may be given on."""
    return [line for line in order.lines if line.item_id == offer.item_id or variants.get(line.item_id, "no") is None]


def _as_offered(offer: Offer, price: Decimal) -> bool:
    """The final price, or a coin more: a shop that reckons the percent itself may round the other way."""
    return offer.final <= price <= offer.final + smallest(offer.currency)


def total_of(lines: Iterable[Line]) -> Decimal:
    return sum((line.price * line.quantity for line in lines), Decimal(0))


def given(offer: Offer, order: Order, variants: Variants = NO_VARIANTS) -> Decimal:
    """The discount that the order got, against what everyone pays."""
    charged = min(line.price for line in _own(offer, order, variants))
    return offer.price - charged


def minor(amount: Decimal) -> int:
    """An amount in ten-thousandths, as a database can add up exactly."""
    return int((amount / MINOR).to_integral_value())


def month_of(at: datetime) -> str:
    """The budget's month, « 2026-11 », in UTC."""
    return at.astimezone(timezone.utc).strftime("%Y-%m")


def plain_amount(amount: Decimal) -> str:
    """Without trailing zeros, so that 85.4 and 85.40 are the same term."""
    return format(amount.normalize() + 0, "f")


def _stamp(at: datetime) -> str:
    return at.astimezone(timezone.utc).isoformat(timespec="microseconds")


def _letters(secret: bytes, text: str, count: int) -> str:
    number = int.from_bytes(hmac.new(secret, text.encode(), sha256).digest(), "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(count))
