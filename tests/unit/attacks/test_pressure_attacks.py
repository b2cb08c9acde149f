"""New tabs, windows and conversations buy no more nudges: the limits go with the visitor, as far as they are known."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from attacked_shop import Attacker, Floor
from sqlalchemy import update
from test_offer_flow import nudges_of, three_alike

from bot.shopper.entry import Draft
from bot.storage.tables import entries, nudge_customers
from bot.wiring.nudging import POSTING, LiveNudger

CAP = 2


def strict(floor: Floor) -> None:
    kinds = "[reassurance, decision_help, social_proof]"
    text = f"holdout: 0\nexplore: 0\nmax_per_visit: {CAP}\ncooldown_seconds: 0\nkinds: {kinds}\n"
    floor.shop.policy.put(text, "test")


async def decided(floor: Floor, visitor: Attacker, count: int) -> None:
    """Until `count` decisions stand on the log: what a page event brings comes after its own answer."""
    for _ in range(3_000):
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


async def test_who_asked_for_quiet_before_any_nudge_has_it_in_every_tab(floor: Floor) -> None:
    strict(floor)
    first = await floor.visitor()
    await first.say("laissez-moi tranquille", "deny")
    tabs = [first, await floor.visitor(token=first.token)]
    assert [await hesitates(floor, tab) for tab in tabs] == [[], []]


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
        connection.execute(update(nudge_customers).values(spoke_at=earlier))
    later = await floor.visitor(token=first.token)
    assert len(await hesitates(floor, later)) == CAP


async def test_of_two_tabs_at_the_same_instant_one_speaks(floor: Floor) -> None:
    strict(floor)
    first = await floor.visitor()
    tabs = [first, await floor.visitor(token=first.token)]
    shop, instant = floor.shop, floor.shop.clock.now()
    for item in three_alike(floor):
        entry = {"event_id": item, "name": "view_item", "items": [{"item_id": item, "known": True}]}
        for tab in tabs:
            shop.stores.log.append(tab.id, [Draft("page_event", {**entry, "timestamp": instant.isoformat()})])
    sessions = [shop.counter._register.now(tab.id).session for tab in tabs]
    nudger = LiveNudger(shop.stores, shop.catalogue, shop.policy, shop.known, shop.clock, shop.offers)
    # Neither has posted what it decided when the other decides; much later both would have.
    told = [nudger.consider(session, instant, "view_item") for session in sessions]
    assert [(decision.speaks, decision.gate) for decision in told] == [(True, None), (False, "cooldown")]
    assert nudger.consider(sessions[1], instant + POSTING, "view_item").speaks
