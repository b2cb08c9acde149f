"""The shop's checkout: an offer redeemed, looked up and given back, for the shop's own token only."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

import pytest

from bot.nudge.offers import spoken_code
from bot.shopper.session import Session
from catalog_index.product import Money


class Till:
    """A visitor with an offer of 5 % on the shoe (99.90, on sale at 79.90), and the shop's server."""

    def __init__(self, shop: Any, client: Any, person: Any) -> None:
        self.shop, self.client, self.person = shop, client, person
        self.headers = shop.token("shop")
        self.offer = self.made()
        self.code = spoken_code(self.offer.code)

    def made(self, rung: int = 5, person: Any = None, item: str = "shoe-39") -> Any:
        conversation = self.shop.conversations.get((person or self.person).id)
        price = Decimal("79.90")
        final = (price * (100 - rung) / 100).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
        action = {"item_id": item, "rung": rung, "prior_price": str(price), "final_price": str(final)}
        decision = {"decision_id": f"d_{uuid.uuid4().hex}", "action": action}
        return self.shop.offers.make(decision, Session.start(conversation))

    async def redeem(self, order_id: str = "o1", price: str = "75.90", **changes: Any) -> Any:
        items = changes.pop("items", [{"item_id": "shoe-39", "quantity": 1, "price": price}])
        code, headers = changes.pop("code", self.code), changes.pop("headers", self.headers)
        body = {"order_id": order_id, "currency": "EUR", "items": items, "total": price, **changes}
        return await self.client.post(f"/v1/offers/{code}/redeem", json=body, headers=headers)

    async def look_up(self) -> dict[str, Any]:
        answer = await self.client.get(f"/v1/offers/{self.code}", headers=self.headers)
        said: dict[str, Any] = answer.json()
        return said

    def remember(self, item: str, price: str) -> None:
        """The price of this item, from now on, in the history."""
        self.shop.stores.prices.record([(item, Money(Decimal(price), "EUR"), None, self.shop.clock.now())])

    async def cancel(self, order_id: str = "o1", code: str = "") -> Any:
        path = f"/v1/offers/{code or self.code}/cancel"
        return await self.client.post(path, json={"order_id": order_id}, headers=self.headers)


@pytest.fixture
async def till(shop: Any, client: Any, come_in: Callable[..., Awaitable[Any]]) -> Till:
    return Till(shop, client, await come_in(consent=True))


async def test_an_order_is_redeemed_once_and_told_again_the_same(till: Till) -> None:
    first = await till.redeem()
    assert first.status_code == 200, first.text
    said = first.json()
    assert (said["percent"], said["item_id"], said["order_id"]) == (5, "shoe-39", "o1")
    assert said["discount"] == {"amount": "4.00", "currency": "EUR"}
    again = await till.redeem()
    assert (again.status_code, again.json()) == (200, said)
    other = await till.redeem("o2")
    assert other.status_code == 409


async def test_a_code_is_known_however_it_is_typed(till: Till) -> None:
    offers = (till.made() for _ in range(200))
    code = next(offer.code for offer in offers if {"0", "1"} <= set(offer.code))  # one in six has both
    typed = code.lower().replace("0", "o").replace("1", "l")
    assert (await till.redeem(code=typed)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"currency": "USD"}, "foreign_currency"),
        ({"items": [{"item_id": "lamp", "quantity": 1, "price": "75.90"}]}, "foreign_item"),
        ({"items": [{"item_id": "shoe-40", "quantity": 1, "price": "75.90"}]}, "not_below_30d_low"),
        ({"items": [{"item_id": "shoe-39", "quantity": 2, "price": "75.90"}], "total": "151.80"}, "quantity"),
        ({"price": "70.00"}, "price"),
        ({"price": "79.90"}, "price"),
        ({"total": "75.91"}, "total"),
        ({"total": "0.01"}, "total"),
        ({"visitor_token": "made-up"}, "foreign_visitor"),
    ],
)
async def test_what_it_was_not_made_for_is_refused_with_the_reason(
    till: Till, changes: dict[str, Any], reason: str
) -> None:
    refused = await till.redeem(**changes)
    assert (refused.status_code, refused.json().get("reason")) == (422, reason), refused.text
    assert (await till.redeem()).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"items": []},
        {"items": [{"item_id": "shoe-39", "quantity": 0, "price": "75.90"}]},
        {"items": [{"item_id": "shoe-39", "quantity": -1, "price": "75.90"}]},
        {"items": [{"item_id": "shoe-39", "quantity": 1.5, "price": "75.90"}]},
        {"items": [{"item_id": "shoe-39", "quantity": True, "price": "75.90"}]},
        {"items": [{"item_id": "shoe-39", "quantity": 1, "price": "-75.90"}]},
        {"items": [{"item_id": "shoe-39", "quantity": 1, "price": 75.90}]},
        {"total": "NaN"},
        {"total": "7.590e1"},
        {"total": "٧٥.٩٠"},
        {"currency": "eur"},
        {"order_id": "  "},
        {"order_id": "o" * 201},
    ],
)
async def test_what_is_no_order_is_refused(till: Till, changes: dict[str, Any]) -> None:
    assert (await till.redeem(**{"order_id": "o1", **changes})).status_code == 422
    assert till.shop.stores.offer_book.get(till.offer.code).order_id is None


async def test_further_pieces_and_articles_are_paid_at_everyones_price(till: Till) -> None:
    items = [
        {"item_id": "shoe-39", "quantity": 1, "price": "75.91"},
        {"item_id": "shoe-39", "quantity": 2, "price": "79.90"},
        {"item_id": "lamp", "quantity": 1, "price": "40.00"},
    ]
    answer = await till.redeem(items=items, total="275.71")
    assert answer.status_code == 200, answer.text
    assert answer.json()["discount"]["amount"] == "3.99"


async def test_the_offered_shoe_may_be_taken_in_another_size_that_has_the_same_prices(till: Till) -> None:
    till.remember("shoe-40", "79.90")
    assert (await till.look_up())["variants"] == ["shoe-40"]
    other = [{"item_id": "shoe-40", "quantity": 1, "price": "75.90"}]
    first = await till.redeem(items=other)
    assert (first.status_code, first.json()["discount"]["amount"]) == (200, "4.00")
    till.remember("shoe-40", "60.00")
    assert (await till.redeem(items=other)).json() == first.json()
    assert (await till.redeem("o2")).status_code == 409


async def test_another_size_that_was_cheaper_lately_is_refused_and_leaves_the_code_free(till: Till) -> None:
    till.remember("shoe-40", "60.00")
    till.remember("shoe-40", "79.90")
    assert (await till.look_up())["variants"] == []
    refused = await till.redeem(items=[{"item_id": "shoe-40", "quantity": 1, "price": "75.90"}])
    assert (refused.status_code, refused.json()["reason"]) == (422, "not_below_30d_low")
    assert (await till.redeem()).status_code == 200


async def test_one_piece_is_reduced_whatever_the_sizes(till: Till) -> None:
    till.remember("shoe-40", "79.90")
    both = [{"item_id": item, "quantity": 1, "price": "75.90"} for item in ("shoe-39", "shoe-40")]
    assert (await till.redeem(items=both, total="151.80")).json()["reason"] == "quantity"


@pytest.mark.parametrize("role", ["support", "merchant", "admin"])
async def test_only_the_shops_own_token_redeems(till: Till, role: str) -> None:
    assert (await till.redeem(headers=till.shop.token(role))).status_code == 403
    assert (await till.redeem(headers=till.person.headers)).status_code == 401
    assert (await till.redeem(headers={})).status_code == 401


async def test_an_unknown_code_is_not_found(till: Till) -> None:
    for code in ("0000-0000-0000-0000", "x", "%00", "a" * 500, till.code[:-1]):
        assert (await till.redeem(code=code)).status_code == 404
        assert (await till.cancel(code=code)).status_code == 404


async def test_a_cancelled_order_gives_the_code_back(till: Till) -> None:
    await till.redeem()
    first, again = await till.cancel(), await till.cancel()
    assert (first.status_code, first.json()["given_back"], again.json()) == (200, True, first.json())
    assert (await till.redeem()).status_code == 409
    assert (await till.redeem("o2")).status_code == 200
    assert (await till.cancel("o3")).status_code == 409


async def test_the_log_tells_the_order_and_its_end_once(till: Till) -> None:
    for call in (till.redeem, till.redeem, till.cancel, till.cancel):
        await call()
    told = [entry.data for entry in till.shop.log.read(till.person.id) if entry.kind == "outcome"]
    assert [one["name"] for one in told] == ["offer_redeemed", "offer_cancelled"]
    assert (told[0]["decision_id"], told[0]["rung"], told[0]["revenue"]) == (till.offer.decision_id, 5, "75.90")


async def test_the_terms_are_looked_up_by_the_code_or_the_link(till: Till) -> None:
    link = till.shop.offers.link(till.offer)
    for given in (till.code, link):
        answer = await till.client.get(f"/v1/offers/{given}", headers=till.headers)
        said = answer.json()
        assert (said["state"], said["price_after"]["amount"], said["item_id"]) == ("open", "75.90", "shoe-39")
    changed = link[:-1] + ("0" if link[-1] != "0" else "1")
    assert (await till.client.get(f"/v1/offers/{changed}", headers=till.headers)).status_code == 404
    assert (await till.client.get(f"/v1/offers/{till.code}", headers=till.person.headers)).status_code == 401


async def test_the_visitor_who_was_offered_it_may_be_named(till: Till) -> None:
    assert (await till.redeem(visitor_token=till.person.visitor_token)).status_code == 200


async def test_erasing_the_visitor_erases_the_open_offer(till: Till) -> None:
    gone = await till.client.delete("/v1/visitor", headers={"Authorization": f"Bearer {till.person.visitor_token}"})
    assert gone.status_code == 204
    assert (await till.redeem()).status_code == 404


async def test_an_offer_that_ended_on_the_server_has_ended(till: Till) -> None:
    ended = till.offer.expires_at - till.shop.clock.now()
    assert timedelta(minutes=29) < ended <= timedelta(minutes=30)
    till.shop.offers._clock = type("Late", (), {"now": staticmethod(lambda: till.offer.expires_at)})()
    assert (await till.redeem()).json()["reason"] == "expired"
