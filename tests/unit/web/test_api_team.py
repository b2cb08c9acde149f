"""The team's calls: conversations, timeline, policy, offers; who may, who may not."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import httpx
import pytest
import yaml

from bot.shopper.entry import Consent, Conversation, Draft
from bot.web.admin import schemas

LIST = "/v1/admin/conversations"
POLICY = "/v1/admin/policy"
NOON = datetime(2026, 11, 21, 12, tzinfo=timezone.utc)
DECISION = {
    "decision_id": "d_1",
    "hesitation": {"hesitating": True, "score": 0.8, "evidence": ["price_objection"]},
    "action": {"kind": "promotion", "cost": "41.17"},
    "policy_version": "v1",
    "_margins": {"promotion": "0.42"},
    "_seed": "private",
}


def talk(shop: Any, name: str, hours: int = 0, language: str = "fr", *drafts: Draft) -> str:
    shop.conversations.add(Conversation(name, f"hash-{name}", language, NOON + timedelta(hours=hours)))
    shop.log.append(name, drafts)
    return name


def said(text: str) -> Draft:
    return Draft("message", {"role": "shopper", "text": text, "language": "fr", "_reason": {"1": "private"}}, NOON)


async def listed(client: httpx.AsyncClient, shop: Any, **params: Any) -> list[str]:
    answer = await client.get(LIST, params=params, headers=shop.token("support"))
    assert answer.status_code == 200, answer.text
    body = schemas.ConversationList.model_validate(answer.json(), strict=True)
    return [row.conversation_id for row in body.conversations]


async def test_an_understanding_that_no_message_brought_has_the_members_of_one(
    client: httpx.AsyncClient, shop: Any
) -> None:
    inferred = {"message_id": None, "needs_changed": {}, "source": "inferred", "language": "fr"}
    talk(shop, "a", 0, "fr", Draft("understanding", inferred))
    (entry,) = (await client.get(f"{LIST}/a", headers=shop.token("support"))).json()["timeline"]
    unsaid = {"intent": None, "confidence": None, "runner_up": None, "entities": []}
    assert {key: entry[key] for key in (*inferred, *unsaid)} == {**inferred, **unsaid}


async def test_the_list_is_newest_first_with_its_figures(client: httpx.AsyncClient, shop: Any) -> None:
    talk(shop, "old", 0, "fr", said("un"), Draft("decision", DECISION, NOON))
    talk(shop, "new", 1, "en")
    answer = (await client.get(LIST, headers=shop.token("support"))).json()
    assert [row["conversation_id"] for row in answer["conversations"]] == ["new", "old"]
    assert answer["conversations"][1] == {
        "conversation_id": "old",
        "started_at": "2026-11-21T12:00:00.000Z",
        "last_at": "2026-11-21T12:00:00.000Z",
        "language": "fr",
        "summary": "About old",
        "flags": ["hesitated"],
        "messages": 1,
    }
    assert answer["next_cursor"] is None


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"filter": "hesitated"}, ["a"]),
        ({"filter": "bought"}, []),
        ({"q": "écharpe"}, ["b"]),
        ({"q": "ECHARPE rouge"}, ["b"]),
        ({"q": "écharpe trail"}, []),
        ({"language": "en"}, ["b"]),
        ({"from": "2026-11-22"}, ["c"]),
        ({"to": "2026-11-21"}, ["b", "a"]),
        ({"from": "2026-11-21T13:00:00Z", "to": "2026-11-21T13:00:01Z"}, ["b"]),
        ({"from": "2026-11-21T14:00:00+01:00", "to": "2026-11-22"}, ["c", "b"]),
        ({"from": "2026-11-21 13:00"}, ["c", "b"]),
        ({"limit": 1}, ["c"]),
    ],
)
async def test_the_list_is_searched_and_filtered(
    client: httpx.AsyncClient, shop: Any, params: dict[str, Any], expected: list[str]
) -> None:
    talk(shop, "a", 0, "fr", said("du trail"), Draft("decision", DECISION))
    talk(shop, "b", 1, "en", said("une écharpe"), said("Rouge"))
    talk(shop, "c", 20, "fr")
    assert await listed(client, shop, **params) == expected


async def test_pages_follow_their_cursor(client: httpx.AsyncClient, shop: Any) -> None:
    for number in range(5):
        talk(shop, str(number), number)
    headers, cursor, seen = shop.token("support"), None, []
    while cursor != "end":
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await client.get(LIST, params=params, headers=headers)).json()
        seen += [row["conversation_id"] for row in page["conversations"]]
        cursor = page["next_cursor"] or "end"
    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize(
    "params",
    [{"filter": "rich"}, {"language": "de"}, {"from": "soon"}, {"to": "2026-13-01"}, {"cursor": "x"}, {"limit": 101}],
)
async def test_a_list_that_cannot_be_is_refused(client: httpx.AsyncClient, shop: Any, params: dict[str, Any]) -> None:
    answer = await client.get(LIST, params=params, headers=shop.token("support"))
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


async def test_a_timeline_is_in_order_and_of_the_contracts_form(client: httpx.AsyncClient, shop: Any) -> None:
    understanding = {"message_id": 1, "language": "fr", "intent": "greet", "confidence": 0.9, "entities": []}
    reply = Draft("message", {"role": "assistant", "text": "deux", "in_reply_to": 1, "final": True})
    talk(shop, "a", 0, "fr", said("un"), Draft("understanding", understanding), Draft("decision", DECISION), reply)
    answer = await client.get(f"{LIST}/a", headers=shop.token("support"))
    schemas.ConversationDetail.model_validate(answer.json(), strict=True)
    timeline = answer.json()["timeline"]
    assert [entry["kind"] for entry in timeline] == ["message", "understanding", "decision", "message"]
    assert timeline[0]["at"] == "2026-11-21T12:00:00.000Z"
    assert timeline[1]["message_id"] == timeline[0]["id"] == timeline[3]["in_reply_to"]
    assert timeline[2]["hesitation"]["evidence"] == ["price_objection"]
    assert "private" not in answer.text


async def test_evidence_quotes_the_shoppers_own_words_until_they_are_erased(
    client: httpx.AsyncClient, shop: Any
) -> None:
    shop.visitors.add("v1", "hash", Consent(True, True))
    shop.conversations.add(Conversation("a", "hash-a", "fr", NOON, "v1", Consent(True, True)))
    (message,) = shop.log.append("a", [said("C’est trop cher")])
    source = {"code": "price_objection", "source": f"message:{message.id}", "detail": {}}
    clicked = {"code": "pause", "source": "event:e1", "detail": {}}
    judged = {**DECISION["hesitation"], "sources": [source, clicked]}
    shop.log.append("a", [Draft("decision", {**DECISION, "hesitation": judged})])
    assert "trop cher" not in str(shop.log.read("a")[1].data)

    async def quotes() -> list[str | None]:
        answer = await client.get(f"{LIST}/a", headers=shop.token("support"))
        return [one.get("quote") for one in answer.json()["timeline"][1]["hesitation"]["sources"]]

    assert await quotes() == ["C’est trop cher", None]
    shop.visitors.erase("v1")
    assert await quotes() == [None, None]


async def test_a_conversation_that_cannot_be_told_hides_no_other(client: httpx.AsyncClient, shop: Any) -> None:
    talk(shop, "untold")
    talk(shop, "told")
    answer = (await client.get(LIST, headers=shop.token("support"))).json()
    assert [row["summary"] for row in answer["conversations"]] == ["", "About told"]
    detail = await client.get(f"{LIST}/told", headers=shop.token("support"))
    assert detail.json()["summary"] == "About told"


@pytest.mark.parametrize(("role", "sees"), [("support", False), ("merchant", True), ("admin", True)])
async def test_cost_and_margin_are_for_merchants_and_admins(
    client: httpx.AsyncClient, shop: Any, role: str, sees: bool
) -> None:
    talk(shop, "a", 0, "fr", Draft("decision", DECISION))
    answer = await client.get(f"{LIST}/a", headers=shop.token(role))
    decision = answer.json()["timeline"][0]
    assert (decision.get("margins") == {"promotion": "0.42"}) is sees
    assert (decision["action"].get("cost") == "41.17") is sees
    assert ("41.17" in answer.text or "0.42" in answer.text) is sees
    assert "private" not in answer.text


async def test_an_unknown_conversation_is_not_found(client: httpx.AsyncClient, shop: Any) -> None:
    assert (await client.get(f"{LIST}/none", headers=shop.token("admin"))).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "roles"),
    [
        ("GET", LIST, {"support", "merchant", "admin"}),
        ("GET", f"{LIST}/a", {"support", "merchant", "admin"}),
        ("GET", POLICY, {"merchant", "admin"}),
        ("PUT", POLICY, {"merchant", "admin"}),
        ("POST", "/v1/offers/CODE/redeem", {"shop"}),
    ],
)
async def test_each_role_has_its_doors(
    client: httpx.AsyncClient, shop: Any, method: str, path: str, roles: set[str]
) -> None:
    talk(shop, "a")
    alone = await client.request(method, path, json={})
    made_up = await client.request(method, path, json={}, headers={"Authorization": "Bearer made-up"})
    assert (alone.status_code, made_up.status_code) == (401, 401)
    for role in ("support", "merchant", "admin", "shop"):
        answer = await client.request(method, path, json={}, headers=shop.token(role))
        assert (answer.status_code != 403) is (role in roles), role
        assert answer.status_code != 401


async def test_a_revoked_token_opens_nothing(client: httpx.AsyncClient, shop: Any) -> None:
    headers = shop.token("admin")
    shop.api_tokens.revoke(shop.api_tokens.list()[0].id)
    assert (await client.get(LIST, headers=headers)).status_code == 401


async def test_a_shoppers_token_is_no_api_token(client: httpx.AsyncClient, come_in: Any) -> None:
    alice = await come_in(consent=True)
    for token in (alice.token, alice.visitor_token):
        assert (await client.get(LIST, headers={"Authorization": f"Bearer {token}"})).status_code == 401


async def test_the_policy_takes_back_what_it_gave(client: httpx.AsyncClient, shop: Any) -> None:
    headers = shop.token("merchant")
    given = (await client.get(POLICY, headers=headers)).json()
    schemas.PolicyDocument.model_validate(given, strict=True)
    assert (given["holdout"], given["ladder"], given["monthly_budget"]) == (0.2, [5, 10, 15], None)
    put = await client.put(POLICY, json={**given, "holdout": 0, "explore": 0}, headers=headers)
    assert put.status_code == 200, put.text
    now = (await client.get(POLICY, headers=headers)).json()
    assert now == {**given, "holdout": 0, "explore": 0} == put.json()


async def test_the_policy_may_be_yaml_and_keeps_its_comments(client: httpx.AsyncClient, shop: Any) -> None:
    headers = shop.token("admin")
    document = "holdout: 0.10  # « un dixième »\nladder: [5, 10]\n"
    sent = {**headers, "Content-Type": "application/yaml"}
    put = await client.put(POLICY, content=document.encode(), headers=sent)
    assert put.json()["ladder"] == [5, 10]
    got = await client.get(POLICY, headers={**headers, "Accept": "application/yaml"})
    assert (got.text, yaml.safe_load(got.text)["holdout"]) == (document, 0.1)
    assert got.headers["content-type"].startswith("application/yaml")
    assert shop.stores.policies.current().author == "admin's token"


@pytest.mark.parametrize(
    ("document", "line"),
    [
        ("holdout: 0.2\nladder: [10, 5]\n", 2),
        ("holdout: 0.2\n\nmargin: 3\n", 3),
        ("holdout: 2", 1),
        ("holdout: [", 1),
        ("kinds: &all [promotion]\nfacts: {a: {source: *all}}", 2),
        ("holdout: " + "[" * 5000 + "]" * 5000, 1),
        ('{\n"holdout": 0.1,\n"explore": "much"}', 3),
        ("[]", 1),
        ("\u00ff", 1),
    ],
)
async def test_a_bad_policy_is_refused_with_its_line_and_the_live_one_stays(
    client: httpx.AsyncClient, shop: Any, document: str, line: int | None
) -> None:
    headers = shop.token("merchant")
    answer = await client.put(POLICY, content=document.encode("utf-8"), headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["line"] == line
    assert answer.json()["reason"]
    assert (await client.get(POLICY, headers=headers)).json()["holdout"] == 0.2
    assert shop.stores.policies.current() is None


async def test_a_policy_that_is_not_text_is_refused(client: httpx.AsyncClient, shop: Any) -> None:
    answer = await client.put(POLICY, content=b"\xff\xfe", headers=shop.token("merchant"))
    assert (answer.status_code, answer.json()["reason"]) == (422, "not UTF-8")


ORDER = {
    "order_id": "o1",
    "currency": "EUR",
    "items": [{"item_id": "lamp", "quantity": 1, "price": "36.00"}],
    "total": "36.00",
}


async def test_no_offer_exists_yet(client: httpx.AsyncClient, shop: Any) -> None:
    answer = await client.post("/v1/offers/WELCOME5/redeem", json=ORDER, headers=shop.token("shop"))
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "wrong",
    [
        {"total": 36},
        {"total": "-1"},
        {"currency": "eur"},
        {"items": []},
        {"order_id": ""},
        {"items": [{"item_id": "lamp"}]},
    ],
)
async def test_an_order_that_cannot_be_is_refused(client: httpx.AsyncClient, shop: Any, wrong: dict[str, Any]) -> None:
    answer = await client.post("/v1/offers/A/redeem", json=ORDER | wrong, headers=shop.token("shop"))
    assert answer.status_code == 422


@pytest.mark.parametrize("path", [LIST, f"{LIST}/a", POLICY])
async def test_the_team_only_reads_but_for_the_policy(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.post(path)).status_code == 405
