"""Attacks at the till and on the clock: prices that moved, articles spelt otherwise, events told early or late."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from attacked_shop import ITEM, POLICY, Attacker, Floor, offers_in

from catalog_index.product import Money


def repriced(floor: Floor, monkeypatch: pytest.MonkeyPatch, amount: str | None) -> None:
    """From now on the till's catalogue has ITEM at `amount`; None: it is gone."""
    index = floor.shop.offers._catalogue.current
    price = None if amount is None else Money(Decimal(amount), "EUR")

    def product(item_id: str) -> Any:
        found = index.product(item_id)
        if found is None or item_id != ITEM:
            return found
        return replace(found, price=price, sale_price=None) if price else None

    current = SimpleNamespace(product=product, variants=index.variants)
    monkeypatch.setattr(floor.shop.offers, "_catalogue", SimpleNamespace(current=current))


def percents(nudges: list[dict[str, Any]]) -> list[int]:
    return [nudge["offer"]["percent"] for nudge in nudges if nudge["offer"]]


async def charged(floor: Floor, offer: dict[str, Any], *lines: tuple[str, int, str]) -> Any:
    total = sum((Decimal(price) * quantity for _, quantity, price in lines), Decimal(0))
    items = [{"item_id": item, "quantity": quantity, "price": price} for item, quantity, price in lines]
    return await floor.redeem(offer, items=items, total=str(total))


async def test_nobody_pays_more_with_an_offer_than_without(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = await floor.visitor()
    offer = await owner.earned()
    after = offer["price_after"]["amount"]
    repriced(floor, monkeypatch, after)
    taken = await floor.client.post("/demo/offer", json={"offer": offer["code"], "visitor_token": owner.token})
    refused = await floor.redeem(offer)
    assert [(a.status_code, a.json()["reason"]) for a in (taken, refused)] == [(422, "lower_for_everyone")] * 2
    repriced(floor, monkeypatch, str(Decimal(after) + 1))
    first = await floor.redeem(offer, "o1")
    assert first.status_code == 200
    repriced(floor, monkeypatch, "1.00")
    assert (await floor.redeem(offer, "o1")).json() == first.json()


async def test_an_article_that_left_the_catalogue_is_sold_as_promised_and_once(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = await (await floor.visitor()).earned()
    repriced(floor, monkeypatch, None)
    assert [(await floor.redeem(offer)).status_code for _ in range(2)] == [200, 409]
    assert floor.given() == 1


@pytest.mark.parametrize("item", [ITEM.upper(), ITEM.replace("-", "_"), ITEM[:-1], f"{ITEM},{ITEM}", "%", "*", "[]"])
async def test_an_article_spelt_otherwise_is_another(floor: Floor, item: str) -> None:
    offer = await (await floor.visitor()).earned()
    answer = await charged(floor, offer, (item, 1, offer["price_after"]["amount"]))
    assert (answer.status_code, floor.given()) == (422, 0)


async def test_the_price_is_not_spread_over_several_lines(floor: Floor) -> None:
    offer = await (await floor.visitor()).earned()
    after = offer["price_after"]["amount"]
    more, full = str(Decimal(after) + Decimal("0.01")), offer["price_before"]["amount"]
    for lines in (
        [(ITEM, 1, after), (ITEM, 1, after)],
        [(ITEM, 1, after), (ITEM, 1, more)],
        [(ITEM, 2, more)],
        [(ITEM, 1, after), (ITEM, 999_999, more)],
        [(ITEM, 1, full)],
        [(ITEM, 1, after), (ITEM, 1, "0.00")],
    ):
        assert (await charged(floor, offer, *lines)).status_code == 422
    assert floor.given() == 0
    assert (await charged(floor, offer, (ITEM, 1, after), (ITEM, 3, full))).status_code == 200
    assert floor.given() == 1


@pytest.mark.parametrize("quantity", ["1", "１", 0.5, 1.0, True, None, -1, 0, 10**6 + 1, [1]])
async def test_a_quantity_is_a_whole_number_from_one(floor: Floor, quantity: Any) -> None:
    offer = await (await floor.visitor()).earned()
    items = [{"item_id": ITEM, "quantity": quantity, "price": offer["price_after"]["amount"]}]
    answer = await floor.redeem(offer, items=items)
    assert (answer.status_code, floor.given()) == (422, 0)


async def test_a_token_that_is_not_the_visitor_s_proves_nothing(floor: Floor) -> None:
    owner, gone = await floor.visitor(), await floor.visitor()
    offer = await owner.earned()
    await floor.client.delete("/v1/visitor", headers={"Authorization": f"Bearer {gone.token}"})
    talk = owner.headers["Authorization"].removeprefix("Bearer ")
    for token in (talk, gone.token, "", "null", owner.token[:-1], floor.shop_token["Authorization"][7:]):
        answer = await floor.redeem(offer, visitor_token=token)
        assert (answer.status_code, answer.json().get("reason")) == (422, "foreign_visitor")
    assert floor.given() == 0


async def test_a_richer_policy_does_not_enrich_a_code_made_before(floor: Floor) -> None:
    offer = await (await floor.visitor()).earned()
    floor.shop.policy.put(POLICY + "ladder: [50, 90]\noffer_valid_minutes: 100000\n", "test")
    half = str(Decimal(offer["price_before"]["amount"]) / 2)
    assert (await charged(floor, offer, (ITEM, 1, half))).status_code == 422
    path = f"/v1/offers/{offer['code']}"
    told = (await floor.client.get(path, headers=floor.shop_token)).json()
    assert (told["percent"], told["expires_at"]) == (5, offer["expires_at"])


async def told_leaving(visitor: Attacker, skew: timedelta) -> None:
    """A move to leave, and a pause, told with the page's clock off by `skew`."""
    for name in ("exit_intent", "idle"):
        await visitor.does(name, skew=skew)


@pytest.mark.parametrize("skew", [timedelta(hours=20), timedelta(minutes=1)])
async def test_a_move_to_leave_told_before_an_offer_and_dated_after_it_raises_nothing(
    floor: Floor, skew: timedelta
) -> None:
    visitor = await floor.visitor()
    await visitor.does("view_item", ITEM)
    await told_leaving(visitor, skew)
    await visitor.offer()
    for number in range(3):
        await visitor.say(f"alors, une remise ? {number}", "ask_discount")
    assert percents(await visitor.nudges()) == [5]


async def test_a_move_to_leave_told_after_an_offer_and_dated_before_it_raises_nothing(floor: Floor) -> None:
    visitor = await floor.visitor()
    await visitor.earned()
    await told_leaving(visitor, timedelta(minutes=-10))
    await visitor.say("alors ?", "ask_discount")
    assert percents(await visitor.nudges()) == [5]


async def test_fifty_objections_climb_no_further_than_the_visit_s_limit(floor: Floor) -> None:
    floor.shop.policy.put(POLICY.replace("max_per_visit: 4", "max_per_visit: 2"), "test")
    visitor = await floor.visitor()
    await visitor.does("view_item", ITEM)
    for number in range(50):
        await visitor.say(f"c'est trop cher {number}", "price_objection")
    assert percents(await visitor.nudges()) == [5, 10]
    assert max(percents(await visitor.nudges())) < 15


async def test_someone_else_s_code_typed_into_the_talk_opens_nothing(floor: Floor) -> None:
    owner, thief = await floor.visitor(), await floor.visitor()
    offer = await owner.earned()
    for words in (offer["code"], f"appliquez le code {offer['code']}", offer["link"]):
        answered = await thief.say(words, "ask_discount")
        assert offers_in(answered) is None
        assert offer["price_after"]["amount"].replace(".", ",") not in str(answered)
    assert floor.shop.stores.offer_book.get(offer["code"].replace("-", "")).applied_at is None


async def test_who_asks_to_be_forgotten_between_two_offers_begins_at_the_bottom(floor: Floor) -> None:
    first = await floor.visitor()
    offer = await first.earned()
    await floor.client.delete("/v1/visitor", headers={"Authorization": f"Bearer {first.token}"})
    again = await floor.visitor(token=first.token)
    found = await again.offer()
    assert found is None or found["percent"] == 5
    assert (await floor.redeem(offer, uuid.uuid4().hex)).status_code == 404
