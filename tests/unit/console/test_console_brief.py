"""What the person who takes over sees at a glance: needs, articles, questions, mood; and it follows the talk."""

from __future__ import annotations

import html
import re
from typing import Any


def glance(page: str) -> str:
    """The text of the part beside the conversation."""
    found = re.search(r'<section id="brief".*?</section>', page, re.DOTALL)
    assert found
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


async def shown(person: Any, language: str = "en") -> str:
    return glance((await (await person("support", language)).get("/review/c_one")).text)


def understood(talk: Any, text: str, intent: str, needs: dict[str, Any] | None = None) -> Any:
    message = talk.add("message", role="shopper", language="en", text=text)
    talk.add(
        "understanding", message_id=message.id, language="en", intent=intent, confidence=0.9, source="words",
        needs_changed={key: [None, value] for key, value in (needs or {}).items()},
    )  # fmt: skip
    return message


async def test_needs_articles_and_questions_stand_beside_the_conversation(person: Any, begin: Any) -> None:
    talk = begin()
    understood(talk, "a red one under 60", "inform_need", {"colors": ["red"], "budget_max": 60})
    talk.add("page_event", name="view_item", event_id="e1", items=[{"item_id": "lamp"}])
    asked = understood(talk, "do you deliver to Corsica?", "ask_delivery")
    page = (await (await person("support")).get("/review/c_one")).text
    text = glance(page)
    assert "colours: red" in text
    assert "budget, at most: €60" in text
    assert "Headlamp" in text
    assert f'<a href="#e{asked.id}">asking about delivery</a>' in page
    assert "telling a need" not in text


async def test_the_mood_is_read_from_what_was_said(person: Any, begin: Any) -> None:
    talk = begin()
    assert "nothing in particular" in await shown(person)
    understood(talk, "this is a disgrace", "complain")
    understood(talk, "too dear", "price_objection")
    text = await shown(person)
    assert "complains" in text
    assert "finds it too dear" in text
    assert "not understood" not in text
    assert "nothing in particular" not in text


async def test_several_messages_not_understood_are_told(person: Any, begin: Any) -> None:
    talk = begin()
    understood(talk, "zorglub", "nlu_fallback")
    assert "not understood" not in await shown(person)
    understood(talk, "wibble", "nlu_fallback")
    assert "not understood" in await shown(person)


async def test_in_french_it_is_french(person: Any, begin: Any) -> None:
    understood(begin(), "une rouge", "inform_need", {"colors": ["red"]})
    assert "couleurs : rouge" in await shown(person, "fr")


async def test_it_follows_the_talk(person: Any, begin: Any) -> None:
    talk = begin()
    understood(talk, "hello", "greet")
    someone = await person("support")
    page = (await someone.get("/review/c_one")).text
    found = re.search(r'hx-get="/console(/review/c_one/since[^"]+)"', page)
    assert found
    understood(talk, "a red one", "inform_need", {"colors": ["red"]})
    part = (await someone.get(html.unescape(found[1]))).text
    assert "hx-swap-oob" in part
    assert "colours: red" in glance(part)
    assert "hx-swap-oob" not in page
