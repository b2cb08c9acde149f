"""Begin, say, read, forget: works, wrong method, wrong person, edges."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import httpx
import pytest

from bot.web.chat import schemas

MADE_UP = {"Authorization": "Bearer made-up"}
PAGE = {"url": "https://shop.example/p", "referrer": None, "item_id": "shoe-39"}


def is_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["type"].startswith("urn:comptoir:problem:")
    assert body["title"]
    assert body["detail"]
    return body


async def test_a_conversation_begins_with_a_welcome_and_its_token(client: httpx.AsyncClient, shop: Any) -> None:
    body = {"language": "en", "visitor_token": None, "consent": {"personalisation": False, "analytics": False}}
    answer = await client.post("/v1/conversations", json={**body, "page": PAGE})
    assert answer.status_code == 201
    opened = schemas.Opened.model_validate(answer.json(), strict=True)
    assert set(answer.json()) == {"conversation_id", "token", "visitor_token", "messages", "state"}
    assert len(opened.token) >= 43
    assert opened.visitor_token is None
    assert [(m.role, m.language) for m in opened.messages] == [("assistant", "en")]
    kept = shop.conversations.get(opened.conversation_id)
    assert kept.page == {"url": "https://shop.example/p", "item_id": "shoe-39"}
    assert opened.token not in str(kept)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-GB,en;q=0.9,fr;q=0.5", "en"),
        ("fr-CA, en;q=0.5", "fr"),
        ("de, en;q=0.5", "en"),
        ("fr;q=0.1, en;q=0.9", "en"),
        ("fr;q=0.1, en-GB;q=0.2, fr-CA;q=0.3", "fr"),
        ("fr;q=0, en;q=0.1", "en"),
        ("en;q=0", "fr"),
        ("en;q=much", "en"),
        ("de", "fr"),
        ("", "fr"),
    ],
)
async def test_without_a_language_the_browsers_is_taken(
    client: httpx.AsyncClient, accepted: str, language: str
) -> None:
    answer = await client.post("/v1/conversations", json={"language": None}, headers={"Accept-Language": accepted})
    assert answer.json()["messages"][0]["language"] == language


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "null",
        '"x"',
        '{"language": "de"}',
        '{"language": 1}',
        '{"consent": {"personalisation": "yes"}}',
        '{"consent": {"personalisation": 1}}',
        '{"consent": null}',
        '{"visitor_token": 7}',
        '{"page": "x"}',
        '{"page": {"url": 4}}',
        json.dumps({"page": {"url": "x" * 2001}}),
        '{"visitor_token": "\\ud800"}',
    ],
)
async def test_what_cannot_be_a_beginning_is_refused(client: httpx.AsyncClient, shop: Any, body: str) -> None:
    answer = await client.post("/v1/conversations", content=body, headers={"Content-Type": "application/json"})
    is_problem(answer, 422)
    assert shop.conversations.counts() == {"": 0}


async def test_a_message_is_answered_and_read_back_by_both_sides(come_in: Any) -> None:
    alice = await come_in()
    answer = await alice.say("Bonjour, du trail ?")
    assert answer.status_code == 200
    schemas.Answer.model_validate(answer.json(), strict=True)
    assert [(m["role"], m["text"]) for m in answer.json()["messages"]] == [("assistant", "Bonjour, du trail ?")]
    read = await alice.client.get(f"{alice.path}/messages", headers=alice.headers)
    assert [m["role"] for m in read.json()["messages"]] == ["assistant", "shopper", "assistant"]
    assert read.json()["state"] == answer.json()["state"]


async def test_reading_after_a_message_gives_only_what_came_later(come_in: Any) -> None:
    alice = await come_in()
    first = alice.opened["messages"][-1]["id"]
    await alice.say("un")
    later = await alice.client.get(f"{alice.path}/messages", params={"after": first}, headers=alice.headers)
    ids = [m["id"] for m in later.json()["messages"]]
    assert len(ids) == 2
    assert first not in ids
    last = await alice.client.get(f"{alice.path}/messages", params={"after": ids[-1]}, headers=alice.headers)
    assert last.json()["messages"] == []


@pytest.mark.parametrize("after", ["abc", "-1", "1.x", "9" * 19, "٣", "1.2.3", "x" * 50])
async def test_an_id_that_no_message_has_is_refused(come_in: Any, after: str) -> None:
    alice = await come_in()
    for path in ("messages", "stream"):
        answer = await alice.client.get(f"{alice.path}/{path}", params={"after": after}, headers=alice.headers)
        is_problem(answer, 422)


async def test_no_private_key_of_the_log_reaches_a_shopper(come_in: Any) -> None:
    alice = await come_in()
    answer = await alice.say("Bonjour")
    read = await alice.client.get(f"{alice.path}/messages", headers=alice.headers)
    assert "_meanings" not in answer.text + read.text


async def test_the_same_id_again_gives_the_same_answer_and_acts_once(come_in: Any, shop: Any) -> None:
    alice = await come_in()
    message_id = str(uuid.uuid4())
    first, again = await alice.say("un", message_id), await alice.say("un", message_id.upper())
    assert first.json() == again.json()
    assert len(shop.log.read(alice.id)) == 3


async def test_concurrent_duplicates_act_once_and_get_one_answer(come_in: Any, shop: Any) -> None:
    alice = await come_in()
    shop.counter.delay = 0.05
    message_id = str(uuid.uuid4())
    answers = await asyncio.gather(*(alice.say("un", message_id) for _ in range(8)))
    assert len({answer.text for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {200}
    assert len(shop.log.read(alice.id)) == 3


async def test_the_same_id_with_another_text_is_a_conflict(come_in: Any) -> None:
    alice = await come_in()
    message_id = str(uuid.uuid4())
    await alice.say("un", message_id)
    is_problem(await alice.say("deux", message_id), 409)


@pytest.mark.parametrize(
    "text", ["a", "é" * 1000, "/restart", '/inform{"a": 1}', "<b>gras</b>", "  entouré  ", "🙂" * 1000]
)
async def test_any_text_of_a_thousand_characters_is_ordinary(come_in: Any, text: str) -> None:
    answer = await (await come_in()).say(text)
    assert answer.json()["messages"][0]["text"] == text.strip()


async def test_control_characters_are_dropped(come_in: Any) -> None:
    answer = await (await come_in()).say("a\u0000b\u001b[31mc\nd")
    assert answer.json()["messages"][0]["text"] == "ab[31mc\nd"


@pytest.mark.parametrize(
    "body",
    [
        {"text": "un"},
        {"client_message_id": "1", "text": "un"},
        {"client_message_id": 1, "text": "un"},
        {"client_message_id": str(uuid.uuid4())},
        {"client_message_id": str(uuid.uuid4()), "text": ""},
        {"client_message_id": str(uuid.uuid4()), "text": " \u0000\n "},
        {"client_message_id": str(uuid.uuid4()), "text": "\u200b\u00a0\u2060"},
        {"client_message_id": str(uuid.uuid4()), "text": "a" * 1001},
        {"client_message_id": str(uuid.uuid4()), "text": 7},
        {"client_message_id": str(uuid.uuid4()), "text": ["un"]},
        {"client_message_id": str(uuid.uuid4()), "text": "un", "reply_id": "known"},
        {"client_message_id": str(uuid.uuid4()), "reply_id": "unknown"},
        {"client_message_id": str(uuid.uuid4()), "reply_id": ""},
    ],
)
async def test_what_cannot_be_a_message_is_refused_and_not_kept(come_in: Any, shop: Any, body: dict[str, Any]) -> None:
    alice = await come_in()
    is_problem(await alice.client.post(f"{alice.path}/messages", json=body, headers=alice.headers), 422)
    assert len(shop.log.read(alice.id)) == 1


async def test_a_refusal_never_repeats_what_was_sent(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/conversations", json={"visitor_token": ["hunter2"]})
    assert "hunter2" not in answer.text
    assert is_problem(answer, 422)["errors"][0]["where"] == "body.visitor_token"


async def test_a_tapped_reply_is_taken(come_in: Any) -> None:
    alice = await come_in()
    body = {"client_message_id": str(uuid.uuid4()), "reply_id": "known"}
    answer = await alice.client.post(f"{alice.path}/messages", json=body, headers=alice.headers)
    assert answer.status_code == 200


CALLS = [
    ("POST", "messages", {"client_message_id": str(uuid.uuid4()), "text": "un"}),
    ("GET", "messages", None),
    ("GET", "stream", None),
    (
        "POST",
        "events",
        {"events": [{"event_id": str(uuid.uuid4()), "name": "idle", "timestamp": "2026-11-21T12:00:00Z"}]},
    ),
    ("DELETE", "needs/category", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
@pytest.mark.parametrize("headers", [{}, MADE_UP, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer"}])
async def test_without_its_token_a_conversation_is_shut(
    come_in: Any, method: str, path: str, body: Any, headers: dict[str, str]
) -> None:
    alice = await come_in()
    answer = await alice.client.request(method, f"{alice.path}/{path}", json=body, headers=headers)
    is_problem(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
async def test_bob_finds_nothing_where_alice_talks(come_in: Any, shop: Any, method: str, path: str, body: Any) -> None:
    alice, bob = await come_in(), await come_in()
    before = shop.log.last_id()
    is_problem(await bob.client.request(method, f"{alice.path}/{path}", json=body, headers=bob.headers), 404)
    nowhere = await bob.client.request(method, f"/v1/conversations/c_none/{path}", json=body, headers=bob.headers)
    is_problem(nowhere, 404)
    assert shop.log.last_id() == before


async def test_an_api_or_visitor_token_opens_no_conversation(come_in: Any, shop: Any) -> None:
    alice = await come_in(consent=True)
    for headers in (shop.token("admin"), {"Authorization": f"Bearer {alice.visitor_token}"}):
        is_problem(await alice.client.get(f"{alice.path}/messages", headers=headers), 401)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("PUT", "/x/messages"), ("POST", "/x/stream"), ("GET", "/x/events"), ("GET", "/x/needs/a")],
)
async def test_a_wrong_method_is_said_to_be_one(client: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await client.request(method, f"/v1/conversations{path}")
    is_problem(answer, 405)
    assert answer.headers["allow"]


async def test_a_need_is_forgotten_by_its_name(come_in: Any, shop: Any) -> None:
    alice = await come_in()
    shop.counter.needs[alice.id] = {"category": "Shoes", "budget_max": 80}
    answer = await alice.client.delete(f"{alice.path}/needs/budget_max", headers=alice.headers)
    assert answer.json() == {"state": {"stage": "discover", "needs": {"category": "Shoes"}, "asking": None}}
    is_problem(await alice.client.delete(f"{alice.path}/needs/shoe_lace", headers=alice.headers), 422)


async def test_sixty_messages_a_minute_and_no_more(come_in: Any) -> None:
    alice, bob = await come_in(), await come_in()
    statuses = [(await alice.say(str(n))).status_code for n in range(60)]
    assert statuses == [200] * 60
    refused = await alice.say("61")
    is_problem(refused, 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert (await bob.say("un")).status_code == 200


async def test_new_conversations_are_counted_per_address(client: httpx.AsyncClient, shop: Any) -> None:
    shop.settings.new_conversations_per_minute = 2
    statuses = [(await client.post("/v1/conversations", json={})).status_code for _ in range(3)]
    assert statuses == [201, 201, 429]
    elsewhere = {"X-Forwarded-For": "198.51.100.1"}
    assert (await client.post("/v1/conversations", json={}, headers=elsewhere)).status_code == 429
    shop.settings.trusted_proxies = ("203.0.113.0/24",)
    assert (await client.post("/v1/conversations", json={}, headers=elsewhere)).status_code == 201
