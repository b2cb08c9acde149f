"""An offer's whole life at the doors: doubt, help, an objection, the price, the till, back, and the till again."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Any

from attacked_shop import ITEM, Attacker, Floor, offers_in


def three_alike(floor: Floor) -> list[str]:
    """The item and two others of its shelf, each of another parent."""
    index = floor.shop.catalogue.current
    first = index.product(ITEM)
    found = {p.group: p.id for p in index.products if p.product_type == first.product_type and p.buyable}
    others = [item for group, item in found.items() if group != first.group]
    return [*others[:2], ITEM]


async def nudges_of(visitor: Attacker, count: int) -> list[dict[str, Any]]:
    """The nudges shown so far, once there are `count`: what a page event brings comes after its own answer."""
    for _ in range(1_200):
        found = await visitor.nudges()
        if len(found) >= count:
            return found
        await asyncio.sleep(0.05)
    return await visitor.nudges()


async def cancel(floor: Floor, offer: Mapping[str, Any], order_id: str) -> Any:
    path = f"/v1/offers/{offer['code']}/cancel"
    return await floor.client.post(path, json={"order_id": order_id}, headers=floor.shop_token)


async def state_of(floor: Floor, offer: Mapping[str, Any]) -> str:
    answer = await floor.client.get(f"/v1/offers/{offer['code']}", headers=floor.shop_token)
    return str(answer.json()["state"])


async def test_from_a_doubt_to_a_price_and_through_the_till_and_back(floor: Floor) -> None:
    visitor = await floor.visitor()
    for item in three_alike(floor):
        await visitor.does("view_item", item)
    (help_first,) = await nudges_of(visitor, 1)
    assert (help_first["kind"], help_first["offer"]) == ("decision_help", None)

    offer = offers_in(await visitor.say("c'est trop cher pour moi", "price_objection"))
    assert offer is not None
    price = floor.shop.catalogue.current.product(offer["item_id"]).current_price.amount
    final = (price * 95 / 100).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    assert (offer["percent"], offer["price_after"]["amount"]) == (5, str(final))
    assert await state_of(floor, offer) == "open"

    first = await floor.redeem(offer, "o1")
    assert (first.status_code, first.json()["discount"]["amount"]) == (200, str(price - final))
    assert (await floor.redeem(offer, "o1")).json() == first.json()
    assert (await floor.redeem(offer, "o2")).status_code == 409
    assert await state_of(floor, offer) == "redeemed"

    assert (await cancel(floor, offer, "o1")).json()["given_back"] is True
    assert floor.given() == 0
    assert (await floor.redeem(offer, "o1")).status_code == 409
    assert (await floor.redeem(offer, "o2")).status_code == 200
    assert floor.given() == 1


async def test_the_log_joins_the_doubt_the_offer_and_the_till(floor: Floor) -> None:
    visitor = await floor.visitor()
    offer = await visitor.earned()
    await floor.redeem(offer, "o1")
    await cancel(floor, offer, "o1")
    entries = list(floor.shop.log.read(visitor.id))
    told = [entry.data for entry in entries if entry.kind == "outcome" and "order_id" in entry.data]
    spoken = [e.data for e in entries if e.kind == "decision" and e.data["action"]["kind"] == "promotion"]
    assert [one["name"] for one in told] == ["offer_redeemed", "offer_cancelled"]
    assert [one["decision_id"] for one in spoken] == [told[0]["decision_id"]]
    assert spoken[0]["hesitation"]["evidence"] == ["price_objection"]


async def test_no_answer_on_the_way_tells_a_shopper_what_the_shop_earns(floor: Floor) -> None:
    visitor = await floor.visitor()
    offer = await visitor.earned()
    product = floor.shop.catalogue.current.product(offer["item_id"])
    cost = str(product.cost_of_goods_sold.amount)
    answer = await floor.client.get(f"/v1/conversations/{visitor.id}/messages", headers=visitor.headers)
    known = await floor.client.get("/v1/visitor", headers={"Authorization": f"Bearer {visitor.token}"})
    for text in (answer.text, known.text):
        assert cost not in text
        assert not {"cost", "margin", "rung"} & set(text.replace('"', " ").replace("_", " ").split())
