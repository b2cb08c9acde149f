"""The merchant's shop page, the admin's team page, and the words of all pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from bot.nudge.document import FAULTS
from bot.web.console.desk import FOLDER, words
from bot.web.console.shop.routes import french_faults

POLICY = "holdout: 0\nmax_per_visit: 1\n"


async def test_the_shop_page_counts_what_the_catalogue_lacks(person: Any) -> None:
    page = (await (await person("merchant")).get("/shop")).text
    assert "<b>1</b> without an image" in page
    assert "without a cost" not in page
    assert "holdout: 0.2" in page


async def test_a_policy_is_put_in_force_and_a_bad_one_is_refused_with_its_line(person: Any, shop: Any) -> None:
    someone = await person("merchant")
    assert (await someone.post("/shop/policy", policy=POLICY.replace("\n", "\r\n"))).status_code == 303
    assert shop.policy.document()["max_per_visit"] == 1
    assert shop.policies.current().author == "merchant0@shop.example"
    bad = await someone.post("/shop/policy", policy="holdout: 0\nmax_per_visit: many\n")
    assert bad.status_code == 422
    assert 'data-line="2"' in bad.text
    assert "max_per_visit: many" in bad.text
    assert shop.policy.text() == POLICY


@pytest.mark.parametrize(
    ("bad", "fault", "values"),
    [
        ("holdout: 2\n", "share", {"value": 2}),
        ("ladder: [15, 5]\n", "rising", {"value": 5, "before": 15}),
        ("facts: {gift: {source: ''}}\n", "no_source", {}),
    ],
)
async def test_a_merchant_reads_what_is_wrong_in_their_own_language(
    person: Any, bad: str, fault: str, values: dict[str, Any]
) -> None:
    for language, faults in (("fr", french_faults()), ("en", FAULTS)):
        page = await (await person("merchant", language)).post("/shop/policy", policy=bad)
        assert faults[fault].format(**values) in unescape(page.text)


async def test_what_is_no_yaml_is_told_in_french_around_the_readers_own_words(person: Any) -> None:
    page = await (await person("merchant", "fr")).post("/shop/policy", policy="holdout: [0.2\n")
    before, after = french_faults()["yaml"].split("{reason}")
    assert before in page.text
    assert after in page.text


def test_every_fault_of_a_policy_is_said_in_french_with_the_same_blanks() -> None:
    blanks = {name: set(re.findall(r"{\w+}", text)) for name, text in french_faults().items() if name != "yaml"}
    assert blanks == {name: set(re.findall(r"{\w+}", text)) for name, text in FAULTS.items()}


async def test_an_admin_adds_a_person_and_sees_their_link_once(person: Any, shop: Any, stranger: Any) -> None:
    admin = await person("admin")
    made = await admin.post("/users", email="New@Shop.example", role="support")
    assert made.status_code == 201
    link = re.search(r"http://comptoir\.test/console(/welcome/[\w-]+)", made.text)
    assert link is not None
    assert (await stranger.get(link[1])).status_code == 200
    assert "/console/welcome/" not in (await admin.get("/users")).text
    for email, role, status in (
        ("new@shop.example", "admin", 409),
        ("no address", "admin", 422),
        ("a@b.c", "king", 422),
    ):
        assert (await admin.post("/users", email=email, role=role)).status_code == status


async def test_a_person_is_sent_away_at_once_and_let_back_in(person: Any, shop: Any) -> None:
    admin, support = await person("admin"), await person("support")
    user = shop.users.by_email("support1@shop.example")
    await admin.post(f"/users/{user.id}/active", active="no")
    assert (await support.get("/review")).status_code == 303
    await admin.post(f"/users/{user.id}/active", active="yes")
    assert shop.users.get(user.id).active is True
    assert (await admin.post("/users/999/active", active="no")).status_code == 404


async def test_nobody_sends_themselves_away(person: Any, shop: Any) -> None:
    admin = await person("admin")
    me = shop.users.by_email("admin0@shop.example")
    assert (await admin.post(f"/users/{me.id}/active", active="no")).status_code == 409
    assert shop.users.get(me.id).active is True


async def test_another_link_lets_a_person_choose_another_password(person: Any, shop: Any, stranger: Any) -> None:
    admin = await person("admin")
    await person("support")
    user = shop.users.by_email("support1@shop.example")
    made = await admin.post(f"/users/{user.id}/link")
    link = re.search(r"/console(/welcome/[\w-]+)", made.text)
    assert link is not None
    await stranger.get(link[1])
    await stranger.post(link[1], password="quite another sentence", again="quite another sentence")
    assert shop.users.get(user.id).password_hash != user.password_hash


def names(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from names(value, f"{path}.{key}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from names(value, f"{path}.{place}")
    else:
        yield path, str(node)


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    french, english = dict(names(words("fr"))), dict(names(words("en")))
    assert french.keys() == english.keys()
    blanks = {key: sorted(re.findall(r"{\w+}", text)) for key, text in french.items()}
    assert blanks == {key: sorted(re.findall(r"{\w+}", text)) for key, text in english.items()}


def test_french_marks_stand_after_a_space_that_does_not_break() -> None:
    bad = re.compile(r"(?<![\u202f\u00a0\d?!])[;!?:»](?!\w)|«(?!\u00a0)")
    assert [(key, text) for key, text in names(words("fr")) if bad.search(text)] == []


def test_every_word_a_template_asks_for_is_there() -> None:
    known = {key.removeprefix(".") for key, _ in names(words("en"))}
    asked = set()
    for path in (FOLDER / "templates").glob("*.html"):
        asked |= set(re.findall(r"\bt\.((?:\w+\.)*\w+)(?![\w\[(])", path.read_text(encoding="utf-8")))
    methods = (".format", ".get")
    found = [one.removesuffix(methods[0]).removesuffix(methods[1]) for one in asked]
    assert [one for one in found if not any(key == one or key.startswith(one + ".") for key in known)] == []
