"""The support team's pages: the list, one conversation on its axis, notes and flags."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

import pytest

from bot.shopper.needs import Needs
from bot.web.console.desk import LANGUAGES, words

DECISION = {
    "decision_id": "d_1",
    "hesitation": {"hesitating": True, "score": 3.0, "evidence": [{"code": "price_objection"}]},
    "action": {"kind": "promotion", "rung": 5},
    "gate": None,
    "eligible": ["promotion"],
    "refused": [{"kind": "bundle", "why": "help_first"}],
    "policy_version": "p1",
    "sentence": {"fr": "Hésitation : une remise.", "en": "Hesitation: a discount."},
    "_cost": "41.17",
    "_margin": "0.2718",
}
SILENCE = DECISION | {"action": {"kind": "none"}, "gate": "holdout", "sentence": {"fr": "Rien.", "en": "Held back."}}


def listed(page: str) -> list[str]:
    return re.findall(r'href="/console/review/(c_\w+)"', page)


async def test_the_list_shows_each_conversation_in_one_line_with_its_flags(person: Any, begin: Any) -> None:
    begin("c_one").said("zorglub")
    begin("c_two", "fr").said("bonjour", "greet", 0.9)
    page = (await (await person("support")).get("/review")).text
    assert sorted(listed(page)) == ["c_one", "c_two"]
    assert "About c_one" in page
    assert page.count('class="chip not_understood"') == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?view=not_understood", ["c_one"]),
        ("?view=bought", []),
        ("?q=ZORGL", ["c_one"]),
        ("?q=bonjour&language=fr", ["c_two"]),
        ("?q=bonjour&language=en", []),
        ("?from=2020-01-01&to=2099-01-01", ["c_one", "c_two"]),
        ("?to=2020-01-01", []),
        ("?view=nonsense&language=xx", ["c_one", "c_two"]),
        ("?q=%22%27%28*%29", ["c_one", "c_two"]),
    ],
)
async def test_views_words_language_and_dates_narrow_the_list(
    person: Any, begin: Any, query: str, found: list[str]
) -> None:
    begin("c_one").said("zorglub")
    begin("c_two", "fr").said("bonjour", "greet", 0.9)
    someone = await person("support")
    assert sorted(listed((await someone.get("/review" + query)).text)) == found
    part = await someone.get("/review" + query, **{"HX-Request": "true"})
    assert sorted(listed(part.text)) == found
    assert "<html" not in part.text


async def test_a_date_that_is_none_is_said_and_left_out(person: Any, begin: Any) -> None:
    begin("c_one")
    answer = await (await person("support")).get("/review?from=yesterday")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert listed(answer.text) == ["c_one"]


async def test_a_made_up_cursor_is_refused(person: Any) -> None:
    assert (await (await person("support")).get("/review?cursor=xyz")).status_code == 422


async def test_one_conversation_shows_what_was_said_understood_and_decided(person: Any, begin: Any) -> None:
    talk = begin()
    talk.add("page_event", name="view_item", event_id="e1", items=[{"item_id": "lamp", "known": True}])
    talk.said("a <b>lamp</b>", "search_product", 0.87)
    talk.add("decision", **SILENCE)
    talk.add("message", role="assistant", language="en", text="Here it is", products=[], final=True)
    page = (await (await person("support")).get("/review/c_one")).text
    assert "Headlamp" in page
    assert "a &lt;b&gt;lamp&lt;/b&gt;" in page
    assert 'title="search_product"' in page
    assert "87%" in page
    assert "headlamps" in page
    assert "Held back." in page
    assert "said nothing</span> Held back." in page
    order = [page.index(mark) for mark in ("Headlamp", "a &lt;b&gt;", "87%", "Held back.", "Here it is")]
    assert order == sorted(order)


async def test_of_what_was_not_understood_the_nearest_guess_is_told(person: Any, begin: Any) -> None:
    begin("c_one").said("zorglub")
    page = (await (await person("support")).get("/review/c_one")).text
    assert re.findall(r'class="intent" title="(\w+)"', page)[:1] == ["ask_returns"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_need_has_a_name_for_people(language: str) -> None:
    told = {field.name for field in fields(Needs)} - {"inferred"}
    assert told - set(words(language)["talk"]["need_names"]) == set()


async def test_what_was_seen_stands_with_the_shoppers_own_words_and_the_visits_circumstances(
    person: Any, begin: Any
) -> None:
    talk = begin()
    objection = talk.said("too <dear> for me", "price_objection", 0.9)
    source = {"code": "price_objection", "source": f"message:{objection.id}"}
    judged = {"evidence": ["price_objection"], "sources": [source, source]}
    circumstances = {"device": "phone", "rarity": 0.5, "price_filters": 3}
    talk.add("decision", **SILENCE | {"hesitation": judged, "explanation": {"circumstances": circumstances}})
    page = (await (await person("support")).get("/review/c_one")).text
    assert "× 2 <q>too &lt;dear&gt; for me</q>" in page
    assert all(shown in page for shown in ("phone", "50%", "price filters: 3"))


async def test_cost_and_margin_are_for_merchants_and_admins_alone(person: Any, begin: Any) -> None:
    begin().add("decision", **DECISION)
    pages = {role: (await (await person(role)).get("/review/c_one")).text for role in ("support", "merchant", "admin")}
    assert "Hesitation: a discount." in pages["support"]
    assert {role: "41.17" in page and "0.2718" in page for role, page in pages.items()} == {
        "support": False,
        "merchant": True,
        "admin": True,
    }


async def test_a_note_is_kept_with_its_author_and_found_by_its_words(person: Any, begin: Any, shop: Any) -> None:
    begin()
    someone = await person("support")
    assert (await someone.post("/review/c_one/notes", text=" Called her back. ")).status_code == 303
    note = shop.log.read("c_one")[-1]
    assert (note.kind, note.data["text"], note.data["author"]) == ("note", "Called her back.", "support0@shop.example")
    assert listed((await someone.get("/review?q=called")).text) == ["c_one"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
async def test_an_empty_or_endless_note_is_refused(person: Any, begin: Any, shop: Any, text: str) -> None:
    begin()
    assert (await (await person("support")).post("/review/c_one/notes", text=text)).status_code == 422
    assert shop.log.read("c_one") == []


async def test_a_flag_is_set_and_cleared_and_the_log_says_by_whom(person: Any, begin: Any, shop: Any) -> None:
    begin()
    someone = await person("support")
    await someone.post("/review/c_one/flags", flag="follow_up")
    assert shop.conversations.listed("c_one").flags == ("follow_up",)
    assert listed((await someone.get("/review?view=follow_up")).text) == ["c_one"]
    await someone.post("/review/c_one/flags", flag="follow_up", clear="yes")
    assert shop.conversations.listed("c_one").flags == ()
    assert [entry.data.get("cleared") or entry.data.get("flag") for entry in shop.log.read("c_one")] == [
        "follow_up"
    ] * 2


async def test_nobody_sets_by_hand_what_only_happens(person: Any, begin: Any, shop: Any) -> None:
    begin()
    someone = await person("admin")
    for flag in ("bought", "made_up", ""):
        assert (await someone.post("/review/c_one/flags", flag=flag)).status_code == 422
    assert shop.conversations.listed("c_one").flags == ()


async def test_a_conversation_that_is_not_there_is_said_to_be(person: Any) -> None:
    someone = await person("support")
    assert (await someone.get("/review/c_none")).status_code == 404
    assert (await someone.post("/review/c_none/notes", text="x")).status_code == 404
    assert (await someone.post("/review/c_none/flags", flag="follow_up")).status_code == 404


async def test_support_sends_a_message_to_the_training_and_merchants_find_it_first(
    person: Any, begin: Any, shop: Any
) -> None:
    sure = begin("c_sure").said("do you ship", "ask_delivery", 0.99)
    begin("c_lost").said("zorglub")
    support, merchant = await person("support"), await person("merchant")
    inbox = (await merchant.get("/training")).text
    assert "do you ship" not in inbox
    assert (await support.post("/review/c_sure/teach", message=str(sure.id))).status_code == 303
    inbox = (await merchant.get("/training")).text
    assert inbox.index("do you ship") < inbox.index("zorglub")
    for message in ("999", "", "x"):
        assert (await support.post("/review/c_sure/teach", message=message)).status_code == 404
    assert (await support.post("/review/c_lost/teach", message=str(sure.id))).status_code == 404
