"""The offers of the running shop: made, put in a basket, redeemed, given back; every step told to the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bot.errors import NotFound
from bot.nudge.consideration import as_hesitated
from bot.nudge.offers import (
    Offer,
    Order,
    Reason,
    Redemption,
    Terms,
    Variants,
    ensure_allowed,
    genuine,
    month_of,
    proof,
    proven,
    read_link,
    seal,
    spoken_code,
)
from bot.nudge.variants import variants_of
from bot.ports import Clock
from bot.shopper.entry import Draft
from bot.shopper.session import Session
from bot.storage.policies import PolicyDesk
from bot.storage.stores import Stores
from catalog_index.currency import smallest
from catalog_index.product import Product
from catalog_index.snapshot import LiveCatalogue

SECRET = "offer_secret"
"""The name under which this installation keeps what offers are sealed with."""
PRICE_MEMORY = timedelta(days=30)
"""How far back the lowest price is looked up before a reduction is announced (facts: L.112-1-1)."""


class OfferDesk:
    """All that may be done with an offer. Whoever asks, the terms are those that were sealed."""

    def __init__(self, stores: Stores, catalogue: LiveCatalogue, policy: PolicyDesk, clock: Clock) -> None:
        self._stores, self._catalogue, self._policy, self._clock = stores, catalogue, policy, clock
        self._secret = stores.keys.get_or_make(SECRET, lambda: secrets.token_hex(32)).encode()

    def make(self, decision: Mapping[str, Any], session: Session) -> Offer | None:
        """The offer of a logged promotion; None when it can't be personal (no consent) or its item is gone."""
        action = decision["action"]
        product = self._catalogue.current.product(str(action["item_id"]))
        if product is None or session.visitor_id is None or not session.consent.personalisation:
            return None
        now = self._clock.now()
        offer = Offer(
            code="",
            decision_id=str(decision["decision_id"]),
            conversation_id=session.conversation_id,
            visitor_id=session.visitor_id,
            item_id=product.id,
            percent=int(action["rung"]),
            price=product.current_price.amount,
            prior=Decimal(str(action["prior_price"])),
            final=Decimal(str(action["final_price"])).quantize(smallest(product.price.currency)),
            currency=product.price.currency,
            made_at=now,
            expires_at=now + timedelta(minutes=self._policy.current.offer_valid_minutes),
        )
        kept = self._stores.offer_book.add(replace(offer, code=seal(offer, self._secret)))
        self._stores.customers.remember(kept.visitor_id, rung=kept.percent)
        return kept

    def spoken(self, offer: Offer) -> str:
        """The code as people read it."""
        return spoken_code(offer.code)

    def link(self, offer: Offer) -> str:
        """« CODE.PROOF »: what the offer's link carries."""
        return f"{offer.code}.{proof(offer, self._secret)}"

    def find(self, given: str) -> Offer:
        """The offer of a code as typed, or of a link's « CODE.PROOF ». Raises NotFound, also for a changed link."""
        code, proof_given = read_link(given)
        offer = self._stores.offer_book.get(code) if code else None
        if offer is None or (proof_given is not None and not proven(offer, proof_given, self._secret)):
            raise NotFound("There is no such offer")
        return offer

    def put_in_basket(self, given: str, visitor_id: str) -> Offer:
        """The visitor's own, open offer, now in their basket. Raises NotFound, OfferRefused."""
        offer = self._own(given, visitor_id)
        self._stores.offer_book.apply(offer.code, self._clock.now())
        return offer

    def take_out(self, given: str, visitor_id: str) -> None:
        self._stores.offer_book.apply(self._own(given, visitor_id).code, None)

    def _own(self, given: str, visitor_id: str) -> Offer:
        offer = self.find(given)
        if offer.visitor_id != visitor_id:
            ensure_allowed("foreign_visitor")
        if not genuine(offer, self._secret):
            ensure_allowed("sealed_terms")
        if not offer.open_at(self._clock.now()):
            ensure_allowed("expired")
        ensure_allowed(self._outdone(offer))
        return offer

    def redeem(self, given: str, order: Order) -> tuple[Offer, Redemption]:
        """Use the offer for this order. Raises NotFound, Conflict, OfferRefused."""
        offer, policy = self.find(given), self._policy.current
        if offer.order_id is None:  # else the order may be told again, and gets its answer whatever has changed
            ensure_allowed(None if genuine(offer, self._secret) else "sealed_terms")
            ensure_allowed(self._outdone(offer))
        terms = Terms(policy.once_per_customer_days, policy.monthly_budget, self._standing_in(offer, order))
        line = self._stores.offer_book.redeem(offer.code, order, self._clock.now(), terms)
        self._tell(offer, f"redeemed:{line.order_id}", _redeemed(offer, order, line))
        return offer, line

    def cancel(self, given: str, order_id: str) -> tuple[Offer, Redemption]:
        """The order will not be. Raises NotFound, Conflict (it did not use this offer)."""
        offer = self.find(given)
        line = self._stores.offer_book.cancel(offer.code, order_id, self._clock.now())
        told = {"order_id": order_id, "discount": str(line.discount), "currency": line.currency}
        self._tell(offer, f"cancelled:{order_id}", {**_said(offer), "name": "offer_cancelled", **told})
        return offer, line

    def budget_left(self) -> Decimal | None:
        """What this month's offers may still cost, open promises taken off; None without a limit."""
        budget = self._policy.current.monthly_budget
        if budget is None:
            return None
        now, book = self._clock.now(), self._stores.offer_book
        return max(budget - book.spent(month_of(now)) - book.promised(now), Decimal(0))

    def variants(self, offer: Offer) -> tuple[str, ...]:
        """The other sizes and colours, by item id, that may have the offered price as well."""
        index = self._catalogue.current
        offered = index.product(offer.item_id)
        others = index.variants(offered.group) if offered else ()
        found = self._judged(offer, (product for product in others if product.id != offer.item_id))
        return tuple(item_id for item_id, why in found.items() if why is None)

    def _outdone(self, offer: Offer) -> Reason | None:
        """A personal price is only ever lower: not once everyone pays as little."""
        product = self._catalogue.current.product(offer.item_id)
        now = product.current_price if product else None
        outdone = now is not None and now.currency == offer.currency and now.amount <= offer.final
        return "lower_for_everyone" if outdone else None

    def _standing_in(self, offer: Offer, order: Order) -> Variants:
        """The order's articles that are the offered product in another size or colour."""
        index = self._catalogue.current
        offered = index.product(offer.item_id)
        sold = {line.item_id for line in order.lines} - {offer.item_id}
        found = (product for item in sorted(sold) if (product := index.product(item)))
        return self._judged(offer, (one for one in found if offered and one.group == offered.group))

    def _judged(self, offer: Offer, others: Iterable[Product]) -> Variants:
        found = ((one, self.lowest(one.id)) for one in others if one.price.currency == offer.currency)
        return variants_of(offer, (as_hesitated(one, low) for one, low in found), self._policy.current)

    def lowest(self, item_id: str) -> Decimal | None:
        """The least the item was sold for within PRICE_MEMORY; None without a record: nothing may be announced."""
        lowest = self._stores.prices.lowest(item_id, self._clock.now() - PRICE_MEMORY)
        return lowest.amount if lowest else None

    def _tell(self, offer: Offer, key: str, data: Mapping[str, Any]) -> None:
        """On the log of the conversation that made the offer, once."""
        self._stores.log.append_once(offer.conversation_id, key, Draft("outcome", data))


def _redeemed(offer: Offer, order: Order, line: Redemption) -> dict[str, Any]:
    items = [{"item_id": one.item_id, "quantity": one.quantity, "price": str(one.price)} for one in order.lines]
    money = {"revenue": str(order.total), "discount": str(line.discount), "currency": line.currency}
    return {**_said(offer), "name": "offer_redeemed", "order_id": order.order_id, "items": items, **money}


def _said(offer: Offer) -> dict[str, Any]:
    return {"decision_id": offer.decision_id, "nudge_kind": "promotion", "rung": offer.percent}
