"""New tabs, windows and conversations buy no more nudges: the limits go with the visitor, as far as they are known."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from attacked_shop import Attacker, Floor
from sqlalchemy import update
from test_offer_flow import nudges_of, three_alike

from bot.storage.tables import entries

CAP = 2


def strict(floor: Floor) -> None:
    kinds = "[reassurance, decision_help, social_proof]"
    text = f"holdout: 0\nexplore: 0\nmax_per_visit: {CAP}\ncooldown_seconds: 0\nkinds: {kinds}\n"
    floor.shop.policy.put(text, "test")


async def decided(floor: Floor, visitor: Attacker, count: int) -> None:
    """Until `count` decisions stand on the log: what a page event brings comes after its own answer."""
    for _ in range(200):
        if sum(entry.kind == "decision" for entry in floor.shop.stores.log.read(visitor.id)) >= count:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("no decision")


async def hesitates(floor: Floor, visitor: Attacker) -> list[str]:
    """Three alike, then a doubt in words: help twice, for whoever has no tab behind them."""
    for item in three_alike(floor):
        await visitor.does("view_item", item)
    await decided(floor, visitor, 3)
    await visitor.say("et la livraison ?", "ask_delivery")
    await visitor.say("j'hésite encore", "hesitate")
    return [nudge["kind"] for nudge in await visitor.nudges()]


async def test_a_new_tab_begins_no_new_count(floor: Floor) -> None:
    strict(floor)
    first = await floor.visitor()
    shown = await hesitates(floor, first)
    assert len(shown) == CAP
    tabs = [await floor.visitor(token=first.token) for _ in range(3)]
    assert [await hesitates(floor, tab) for tab in tabs] == [[], [], []]


async def test_help_given_in_one_tab_is_not_repeated_in_another(floor: Floor) -> None:
    strict(floor)
    first = await floor.visitor()
    for item in three_alike(floor):
        await first.does("view_item", item)
    shown = [nudge["kind"] for nudge in await nudges_of(first, 1)]
    second = await floor.visitor(token=first.token)
    more = await hesitates(floor, second)
    assert len(shown) == 1
    assert not set(shown) & set(more)
    assert len(shown) + len(more) <= CAP


async def test_without_agreement_each_conversation_is_counted_alone(floor: Floor) -> None:
    strict(floor)
    first, second = await floor.visitor(consent=False), await floor.visitor(consent=False)
    assert len(await hesitates(floor, first)) == CAP
    assert len(await hesitates(floor, second)) == CAP


async def test_the_count_begins_anew_with_the_next_visit(floor: Floor) -> None:
    strict(floor)
    first = await floor.visitor()
    await hesitates(floor, first)
    with floor.shop.stores.database.write() as connection:
        for entry in floor.shop.stores.log.read(first.id):
            earlier = entry.at - timedelta(hours=1)
            connection.execute(update(entries).where(entries.c.id == entry.id).values(at=earlier))
    later = await floor.visitor(token=first.token)
    assert len(await hesitates(floor, later)) == CAP
