"""A person of the team takes a conversation over in the console, writes to the shopper and gives it back."""

from __future__ import annotations

import re
from typing import Any

from bot.shopper.entry import Draft


def roles(shop: Any, conversation_id: str = "c_one") -> list[str]:
    return [entry.data["role"] for entry in shop.log.read(conversation_id) if entry.kind == "message"]


def key_of(page: str) -> str:
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found
    return found[1]


def sign_of(page: str) -> str:
    """Where the page asks what is new."""
    found = re.search(r'hx-get="/console(/review/c_one/since[^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


async def test_whoever_takes_a_conversation_writes_in_it_and_gives_it_back(person: Any, begin: Any, shop: Any) -> None:
    begin().said("my parcel is broken", "ask_human", 0.9)
    lea = await person("support")
    before = (await lea.get("/review/c_one")).text
    assert 'id="write"' not in before
    assert (await lea.post("/review/c_one/take", name="Léa")).status_code == 303
    page = (await lea.get("/review/c_one")).text
    assert (await lea.post("/review/c_one/say", text="I am looking.", key=key_of(page))).status_code == 303
    assert roles(shop) == ["shopper", "assistant", "advisor"]
    assert (await shop.counter.state("c_one"))["advisor"] == "Léa"
    assert (await lea.post("/review/c_one/give")).status_code == 303
    assert (await shop.counter.session("c_one")).served_by is None
    assert 'id="write"' not in (await lea.get("/review/c_one")).text


async def test_a_message_sent_twice_is_one_message(person: Any, begin: Any, shop: Any) -> None:
    begin()
    lea = await person("support")
    await lea.post("/review/c_one/take", name="Léa")
    for _ in range(2):
        await lea.post("/review/c_one/say", text="I am looking.", key="k1")
    assert roles(shop).count("advisor") == 1


async def test_what_could_not_be_said_stays_in_the_field(person: Any, begin: Any, shop: Any) -> None:
    begin()
    lea, noe = await person("support"), await person("merchant")
    await lea.post("/review/c_one/take", name="Léa")
    await noe.post("/review/c_one/take", name="Noé")
    form = {"csrf": lea.csrf, "text": "I am <looking>.", "key": "k1"}
    answer = await lea.http.post("/console/review/c_one/say", data=form, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "I am &lt;looking&gt;.</textarea>" in answer.text
    assert 'role="alert"' in answer.text
    assert "advisor" not in roles(shop)
    plain = await lea.post("/review/c_one/say", text="I am looking.", key="k2")
    assert plain.status_code == 409


async def test_a_page_asks_for_what_is_new_and_gets_no_more(person: Any, begin: Any) -> None:
    talk = begin()
    talk.said("first", "greet", 0.9)
    someone = await person("support")
    where = sign_of((await someone.get("/review/c_one")).text)
    assert (await someone.get(where)).status_code == 204
    talk.said("second", "greet", 0.9)
    part = await someone.get(where)
    assert "second" in part.text
    assert "first" not in part.text
    assert "<html" not in part.text
    assert (await someone.get(sign_of(part.text))).status_code == 204


async def test_a_page_is_loaded_again_once_another_serves(person: Any, begin: Any) -> None:
    begin()
    lea, noe = await person("support"), await person("support")
    await lea.post("/review/c_one/take", name="Léa")
    where = sign_of((await lea.get("/review/c_one")).text)
    await noe.post("/review/c_one/take", name="Noé")
    assert (await lea.get(where)).headers["HX-Refresh"] == "true"
    assert 'id="write"' not in (await lea.get("/review/c_one")).text


async def test_the_menu_counts_who_waits_and_no_longer_who_is_served(person: Any, begin: Any, shop: Any) -> None:
    for name in ("c_one", "c_two"):
        begin(name)
        shop.log.append(name, [Draft("outcome", {"name": "handed_over", "reason": "asked"})])
    lea = await person("support")
    assert 'data-waiting="2"' in (await lea.get("/review/waiting")).text
    await lea.post("/review/c_one/take", name="Léa")
    assert 'data-waiting="1"' in (await lea.get("/review/waiting")).text
    served = (await lea.get("/review?view=attended")).text
    assert "c_one" in served
    assert "c_two" not in served


async def test_without_a_name_nobody_takes_over(person: Any, begin: Any, shop: Any) -> None:
    begin()
    lea = await person("support")
    assert (await lea.post("/review/c_one/take", name="  ")).status_code == 422
    assert (await shop.counter.session("c_one")).served_by is None
    assert (await lea.post("/review/c_nowhere/take", name="Léa")).status_code == 404


async def test_a_stranger_takes_over_nothing(stranger: Any, begin: Any, shop: Any) -> None:
    begin()
    await stranger.get("/login")
    for path in ("take", "say", "give"):
        answer = await stranger.post(f"/review/c_one/{path}", name="Eve", text="Hello", key="k")
        assert answer.status_code == 303
        assert "/login" in answer.headers["location"]
    assert (await stranger.get("/review/c_one/since?after=0")).status_code == 303
    assert roles(shop) == []


async def test_a_form_without_its_token_changes_nothing(person: Any, begin: Any, shop: Any) -> None:
    begin()
    lea = await person("support")
    lea.csrf = "made up"
    assert (await lea.post("/review/c_one/take", name="Léa")).status_code == 403
    assert (await shop.counter.session("c_one")).served_by is None
