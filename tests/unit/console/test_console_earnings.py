"""The merchant's page of results: from the log to the verdict, for who may see margins, and the harm stop."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.cli.server import watch_harm
from bot.wiring.earnings import stop_harm, stopped

SERVED = {"gate": None, "action": {"kind": "reassurance"}, "policy_version": "p", "eligible": []}
KEPT = {"gate": "holdout", "action": {"kind": "none"}, "ghost": {"kind": "reassurance"}, "policy_version": "p"}
BOUGHT = {"name": "purchase", "items": [{"item_id": "lamp", "quantity": 1}]}


class Ailing:
    """A clock that fails the first time it is asked."""

    def __init__(self, clock: Any) -> None:
        self.clock, self.asked = clock, 0

    def now(self) -> Any:
        self.asked += 1
        if self.asked == 1:
            raise OSError("no time")
        return self.clock.now()


def visits(begin: Any, served_buy: int, kept_buy: int) -> None:
    """160 served and 40 held out, as a fifth is; so many of each buy the lamp (margin 20)."""
    for number in range(200):
        held_out = number % 5 == 4
        talk = begin(f"c_{number}")
        talk.add("decision", **(KEPT if held_out else SERVED))
        rank = number // 5 if held_out else number - number // 5
        if rank < (kept_buy if held_out else served_buy):
            talk.add("page_event", event_id=f"e{number}", transaction_id=f"o{number}", **BOUGHT)


async def test_support_sees_no_margins_and_a_stranger_the_login(person: Any, stranger: Any) -> None:
    assert (await (await person("support")).get("/earnings")).status_code == 403
    assert (await stranger.get("/earnings")).status_code == 303


async def test_before_anybody_hesitated_the_page_says_so_in_both_languages(person: Any) -> None:
    for language in ("fr", "en"):
        page = await (await person("merchant", language)).get("/earnings")
        assert page.status_code == 200
        assert '<table class="results"' not in page.text


async def test_too_few_visitors_are_counted_and_not_judged(person: Any, begin: Any) -> None:
    visits(begin, served_buy=20, kept_buy=2)
    page = (await (await person("merchant")).get("/earnings?days=30")).text
    assert '<td class="num visitors">160</td>' in page
    assert '<td class="num visitors">40</td>' in page
    assert "too few visitors" in page


async def test_without_a_holdout_the_page_says_that_nothing_can_be_told(person: Any, shop: Any) -> None:
    merchant = await person("merchant")
    before = (await merchant.get("/earnings")).text
    shop.policy.put("holdout: 0\n", "merchant@shop.example")
    after = (await merchant.get("/earnings")).text
    assert ("holdout at 0" in before, "holdout at 0" in after) == (False, True)


async def test_a_kind_that_burns_stops_by_itself_and_stays_stopped_until_someone_decides(
    shop: Any, begin: Any, person: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("bot.nudge.sequence.LEAST", 10)
    visits(begin, served_buy=0, kept_buy=40)
    assert shop.earnings(90).total.effect == -20_000
    assert stop_harm(shop) == ("reassurance",)
    assert "reassurance" not in shop.policy.current.kinds
    assert shop.policies.current().author == "harm stop"
    assert list(stopped(shop)) == ["reassurance"]
    english, french = await person("merchant"), await person("merchant", "fr")
    pages = [(await one.get("/earnings")).text for one in (english, french)]
    assert [page.count(name) for page, name in zip(pages, ("Reassurance", "Rassurer"), strict=True)] == [3, 3]
    assert stop_harm(shop) == ()
    shop.policy.put("holdout: 0.2\n", "merchant@shop.example")  # a person puts it back: new evidence is needed
    assert stop_harm(shop) == ()
    assert "reassurance" in shop.policy.current.kinds
    assert stopped(shop) == {}


async def test_the_running_shop_looks_again_and_again_also_after_a_look_that_failed(
    shop: Any, begin: Any, monkeypatch: Any, caplog: Any
) -> None:
    monkeypatch.setattr("bot.nudge.sequence.LEAST", 10)
    visits(begin, served_buy=0, kept_buy=40)
    shop.clock = Ailing(shop.clock)
    watching = asyncio.create_task(watch_harm(shop, first=0, every=0.01))
    try:
        for _ in range(500):
            await asyncio.sleep(0.01)
            if "reassurance" not in shop.policy.current.kinds:
                break
    finally:
        watching.cancel()
    assert shop.clock.asked > 1
    assert [record.levelname for record in caplog.records][:2] == ["ERROR", "WARNING"]
    assert shop.policies.current().author == "harm stop"
    assert {"promotion", "decision_help"} <= {*shop.policy.current.kinds}


async def test_days_out_of_range_are_refused(person: Any) -> None:
    assert (await (await person("admin")).get("/earnings?days=0")).status_code == 422
