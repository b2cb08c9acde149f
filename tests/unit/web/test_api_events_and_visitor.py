"""Page events; what is known of a visitor, and its erasure."""

from __future__ import annotations

import json
import uuid
from typing import Any

import httpx
import pytest

from bot.web.visitor.schemas import KnownVisitor

NOW = "2026-11-21T12:00:00.250Z"


def event(name: str = "view_item", **more: Any) -> dict[str, Any]:
    return {"event_id": str(uuid.uuid4()), "name": name, "timestamp": NOW, "items": [{"item_id": "lamp"}], **more}


async def sent(person: Any, *events: Any) -> httpx.Response:
    answer: httpx.Response = await person.client.post(
        f"{person.path}/events", json={"events": list(events)}, headers=person.headers
    )
    return answer


async def test_events_are_taken_in_and_unknown_items_named(come_in: Any, shop: Any) -> None:
    alice = await come_in()
    items = [{"item_id": "lamp", "price": 39.9, "quantity": 2}, {"item_id": "ghost", "price": "12.50"}]
    answer = await sent(alice, event("add_to_cart", items=items, value=52.4, currency="EUR"), event("idle", items=[]))
    assert (answer.status_code, answer.json()) == (202, {"accepted": 2, "unknown_items": ["ghost"]})
    kept = shop.log.read(alice.id)[1].data
    assert (kept["name"], kept["timestamp"]) == ("add_to_cart", "2026-11-21T12:00:00.250000+00:00")
    assert kept["items"] == [
        {"item_id": "lamp", "price": "39.9", "quantity": 2},
        {"item_id": "ghost", "price": "12.50"},
    ]
    assert (kept["value"], kept["currency"]) == ("52.4", "EUR")


async def test_a_repeated_event_counts_once(come_in: Any, shop: Any) -> None:
    alice = await come_in()
    one = event()
    await sent(alice, one)
    answer = await sent(alice, one, {**one, "event_id": one["event_id"].upper()}, event())
    assert answer.json()["accepted"] == 1
    assert len(shop.log.read(alice.id)) == 3


@pytest.mark.parametrize(
    "name",
    [
        "view_item_list",
        "view_item",
        "select_item",
        "add_to_cart",
        "remove_from_cart",
        "view_cart",
        "begin_checkout",
        "purchase",
        "search",
        "exit_intent",
        "idle",
        "page_view",
    ],
)
async def test_each_name_of_the_contract_is_taken(come_in: Any, name: str) -> None:
    assert (await sent(await come_in(), event(name))).status_code == 202


async def test_what_the_page_says_more_is_kept_where_it_has_a_place(come_in: Any, shop: Any) -> None:
    alice = await come_in()
    page = {"url": "/p/lamp", "referrer": "https://search.example"}
    await sent(
        alice, event("search", search_term="lampe", page=page, unheard_of={"a": 1}), event("page_view", page="/b")
    )
    first, second = (entry.data for entry in shop.log.read(alice.id)[1:])
    assert (first["query"], first["page"]) == ("lampe", page)
    assert "unheard_of" not in first
    assert second["page"] == {"url": "/b"}


@pytest.mark.parametrize(
    "zone", ["2026-11-21T13:00:00+01:00", "2026-11-21T12:00:00Z", "2026-11-21 12:00:00.5+00:00", "2026-11-21t12:00:00z"]
)
async def test_a_time_in_any_zone_is_taken(come_in: Any, zone: str) -> None:
    assert (await sent(await come_in(), event(timestamp=zone))).status_code == 202


@pytest.mark.parametrize(
    "wrong",
    [
        {"event_id": "1"},
        {"event_id": None},
        {"name": "steal"},
        {"name": 3},
        {"timestamp": "2026-11-21T12:00:00"},
        {"timestamp": 1763726400},
        {"timestamp": "yesterday"},
        {"timestamp": None},
        {"items": {}},
        {"items": ["lamp"]},
        {"items": [{}]},
        {"items": [{"item_id": 7}]},
        {"items": [{"item_id": ""}]},
        {"items": [{"item_id": "lamp", "quantity": -1}]},
        {"items": [{"item_id": "lamp", "quantity": 1.5}]},
        {"items": [{"item_id": "lamp", "price": "cheap"}]},
        {"items": [{"item_id": "lamp", "price": True}]},
        {"items": [{"item_id": "lamp", "price": "NaN"}]},
        {"items": [{"item_id": "lamp", "price": -1}]},
        {"items": [{"item_id": "lamp"}] * 201},
        {"currency": "euro"},
    ],
)
async def test_what_cannot_be_an_event_is_refused_with_its_batch(
    come_in: Any, shop: Any, wrong: dict[str, Any]
) -> None:
    alice = await come_in()
    answer = await sent(alice, event(), {**event(), **wrong})
    assert answer.status_code == 422
    assert len(shop.log.read(alice.id)) == 1


async def test_a_refused_time_is_not_repeated(come_in: Any) -> None:
    answer = await sent(await come_in(), event(timestamp="hunter2"))
    assert answer.status_code == 422
    assert "hunter2" not in answer.text


@pytest.mark.parametrize("events", [[], None, {}, [None]])
async def test_a_batch_holds_one_to_a_hundred_events(come_in: Any, events: Any) -> None:
    alice = await come_in()
    answer = await alice.client.post(f"{alice.path}/events", json={"events": events}, headers=alice.headers)
    assert answer.status_code == 422
    assert (await sent(alice, *(event() for _ in range(101)))).status_code == 422
    assert (await sent(alice, *(event() for _ in range(100)))).status_code == 202


async def test_a_visitor_exists_only_with_consent(come_in: Any, client: httpx.AsyncClient) -> None:
    assert (await come_in()).visitor_token is None
    assert (await come_in(consent=True)).visitor_token is not None
    for agreed in ({"personalisation": False, "analytics": True}, {"personalisation": True}):
        answer = await client.post("/v1/conversations", json={"consent": agreed})
        assert answer.json()["visitor_token"] is not None


async def test_a_visitor_is_recognised_and_an_unknown_token_makes_a_new_one(come_in: Any, shop: Any) -> None:
    first = await come_in(consent=True)
    again = await come_in(consent=True, visitor_token=first.visitor_token)
    other = await come_in(consent=True, visitor_token="made-up")
    assert again.visitor_token == first.visitor_token
    assert other.visitor_token not in (first.visitor_token, "made-up")
    people = [shop.conversations.get(person.id).visitor_id for person in (first, again, other)]
    assert people[0] == people[1] != people[2]
    assert first.visitor_token not in str(shop.visitors.get(people[0]))


async def test_withdrawn_consent_is_kept_and_the_visit_is_nobodys(come_in: Any, shop: Any) -> None:
    first = await come_in(consent=True)
    again = await come_in(consent=False, visitor_token=first.visitor_token)
    assert again.visitor_token is None
    assert shop.conversations.get(again.id).visitor_id is None
    visitor = shop.visitors.get(shop.conversations.get(first.id).visitor_id)
    assert (visitor.consent.personalisation, visitor.consent.analytics) == (False, False)


async def test_a_visitor_reads_what_is_known(come_in: Any, client: httpx.AsyncClient, shop: Any) -> None:
    alice = await come_in(consent=True)
    await come_in(consent=True)
    shop.counter.needs[alice.id] = {"category": "Shoes"}
    await alice.say("du trail")
    answer = await client.get("/v1/visitor", headers={"Authorization": f"Bearer {alice.visitor_token}"})
    known = KnownVisitor.model_validate(answer.json(), strict=True)
    assert [c.conversation_id for c in known.conversations] == [alice.id]
    assert (known.conversations[0].messages, known.conversations[0].needs.category) == (3, "Shoes")
    assert known.consent.personalisation
    assert alice.visitor_token not in answer.text


async def test_erasure_is_for_good(come_in: Any, client: httpx.AsyncClient, shop: Any) -> None:
    alice, bob = await come_in(consent=True), await come_in(consent=True)
    await alice.say("Je m'appelle Zorglub")
    await bob.say("Et moi Bulgroz")
    headers = {"Authorization": f"Bearer {alice.visitor_token}"}
    erased = await client.delete("/v1/visitor", headers=headers)
    assert (erased.status_code, erased.content) == (204, b"")
    assert (await client.get("/v1/visitor", headers=headers)).status_code == 401
    assert (await client.delete("/v1/visitor", headers=headers)).status_code == 401
    detail = await client.get(f"/v1/admin/conversations/{alice.id}", headers=shop.token("admin"))
    read = await client.get(f"{alice.path}/messages", headers=alice.headers)
    assert "Zorglub" not in detail.text + read.text
    assert [message["role"] for message in read.json()["messages"]] == ["assistant", "shopper", "assistant"]
    found = await client.get("/v1/admin/conversations", params={"q": "zorglub"}, headers=shop.token("admin"))
    assert found.json()["conversations"] == []
    assert shop.counter.forgotten == shop.engine.forgotten == [alice.id]
    assert "Bulgroz" in (await client.get(f"{bob.path}/messages", headers=bob.headers)).text
    again = await come_in(consent=True, visitor_token=alice.visitor_token)
    assert again.visitor_token != alice.visitor_token


async def test_an_erasure_that_cannot_be_whole_erases_nothing_and_can_be_asked_again(
    come_in: Any, client: httpx.AsyncClient, shop: Any
) -> None:
    alice = await come_in(consent=True)
    await alice.say("Zorglub")
    headers = {"Authorization": f"Bearer {alice.visitor_token}"}
    shop.engine.awake = False
    assert (await client.delete("/v1/visitor", headers=headers)).status_code == 503
    assert (await client.get("/v1/visitor", headers=headers)).status_code == 200
    assert "Zorglub" in str(shop.log.read(alice.id))
    shop.engine.awake = True
    assert (await client.delete("/v1/visitor", headers=headers)).status_code == 204
    assert "Zorglub" not in str(shop.log.read(alice.id))


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_only_a_visitors_token_opens_the_visitor(come_in: Any, client: httpx.AsyncClient, method: str) -> None:
    alice = await come_in(consent=True)
    for headers in ({}, alice.headers, {"Authorization": "Bearer made-up"}):
        assert (await client.request(method, "/v1/visitor", headers=headers)).status_code == 401
    assert (await client.post("/v1/visitor")).status_code == 405


async def test_the_log_keeps_no_event_twice_that_two_tabs_send_at_once(come_in: Any, shop: Any) -> None:
    import asyncio

    alice = await come_in()
    one = event()
    answers = await asyncio.gather(*(sent(alice, one) for _ in range(6)))
    assert sorted(json.loads(answer.text)["accepted"] for answer in answers) == [0, 0, 0, 0, 0, 1]
