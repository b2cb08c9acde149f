"""A person takes a conversation over: the shopper's words are theirs, the assistant is silent, and comes back."""

from collections.abc import Mapping
from typing import Any

import pytest
from scripted import House, ScriptedEngine, cards, event

from bot.dialogue.takeover import ABSENT_AFTER, ATTENDED, WAITING
from bot.errors import Conflict, InvalidInput, NotFound
from bot.ports import EngineAnswer
from bot.shopper.entry import Consent, Draft

LEA, NOE = "lea@shop.example", "noe@shop.example"


async def waiting(house: House) -> str:
    """A conversation whose shopper waits for a person."""
    talk = (await house.counter.open("fr", consent=Consent(True, True))).conversation.id
    house.log.append(talk, [Draft("outcome", {"name": "handed_over", "reason": "asked"})])
    return talk


def roles(house: House, talk: str) -> list[str]:
    return [data["role"] for data in house.data(talk, "message")]


def flags(house: House, talk: str) -> set[str]:
    listed = house.conversations.listed(talk)
    assert listed is not None
    return set(listed.flags)


async def test_a_message_is_left_to_the_person_and_the_engine_never_hears_it() -> None:
    house = House()
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    answer = await house.counter.say(talk, "m1", text="ma commande est cassée")
    assert answer.messages == []
    assert answer.state["stage"] == "handed_over"
    assert answer.state["advisor"] == "Léa"
    assert house.engine.heard == []
    assert house.conversations.unanswered() == []
    assert await house.counter.say(talk, "m1", text="ma commande est cassée") == answer


async def test_what_the_person_writes_is_a_message_of_an_advisor_once() -> None:
    house = House()
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    first = house.counter.people.say(talk, LEA, "k1", " Je regarde. ")
    again = house.counter.people.say(talk, LEA, "k1", "Je regarde.")
    assert again == first
    (said,) = [m for m in await house.counter.messages(talk) if m["role"] == "advisor"]
    assert (said["text"], said["language"], said["products"], said["nudge"]) == ("Je regarde.", "fr", [], None)
    assert LEA not in str(said)


async def test_given_back_the_assistant_answers_again_and_the_shopper_waits_no_more() -> None:
    house = House()
    house.engine.intents["bonjour"] = "greet"
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    assert flags(house, talk) == {ATTENDED}
    house.counter.people.end(talk, LEA)
    assert flags(house, talk) == set()
    answer = await house.counter.say(talk, "m1", text="bonjour")
    assert [m["text"] for m in answer.messages] == ["(greet)"]
    assert answer.state["stage"] != WAITING
    assert "advisor" not in answer.state


async def test_joining_and_leaving_are_said_to_the_shopper_by_the_assistant() -> None:
    house = House()
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    house.counter.people.end(talk, LEA)
    texts = [m["text"] for m in await house.counter.messages(talk)][-2:]
    assert all("Léa" in text for text in texts)
    assert roles(house, talk) == ["assistant"] * 3


async def test_a_restart_changes_nothing() -> None:
    house = House()
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    counter = house.new_counter()
    await counter.say(talk, "m1", text="vous êtes là ?")
    assert house.engine.heard == []
    counter.people.say(talk, LEA, "k1", "Oui.")
    assert roles(house, talk)[-1] == "advisor"


async def test_an_answer_being_prepared_when_the_person_comes_is_not_said() -> None:
    house = House()
    talk = await waiting(house)

    class Interrupted(ScriptedEngine):
        async def handle(self, conversation_id: str, text: str, metadata: Mapping[str, Any]) -> EngineAnswer:
            house.counter.people.begin(talk, LEA, "Léa")
            return await super().handle(conversation_id, text, metadata)

    house.engine = Interrupted()
    house.counter = house.new_counter()
    assert (await house.counter.say(talk, "m1", text="bonjour")).messages == []
    assert house.engine.heard != []
    assert roles(house, talk) == ["assistant", "shopper", "assistant"]
    assert house.conversations.unanswered() == []


async def test_a_person_gone_for_long_leaves_the_next_message_to_the_assistant() -> None:
    house = House()
    house.engine.intents["toujours là ?"] = "greet"
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    house.clock._seconds += int(ABSENT_AFTER.total_seconds())
    answer = await house.counter.say(talk, "m1", text="toujours là ?")
    assert [m["text"] for m in answer.messages] == ["(greet)"]
    assert flags(house, talk) == {WAITING}
    with pytest.raises(Conflict):
        house.counter.people.say(talk, LEA, "k1", "Me revoici.")
    house.counter.people.begin(talk, LEA, "Léa")
    assert house.counter.people.say(talk, LEA, "k1", "Me revoici.").data["role"] == "advisor"


async def test_a_person_who_writes_is_not_gone() -> None:
    house = House()
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    house.clock._seconds += int(ABSENT_AFTER.total_seconds()) - 60
    house.counter.people.say(talk, LEA, "k1", "Un instant.")
    house.clock._seconds += 120
    assert (await house.counter.say(talk, "m1", text="merci")).messages == []


async def test_a_colleague_takes_the_place_and_the_first_writes_no_more() -> None:
    house = House()
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    house.counter.people.begin(talk, NOE, "Noé")
    assert (await house.counter.state(talk))["advisor"] == "Noé"
    with pytest.raises(Conflict):
        house.counter.people.say(talk, LEA, "k1", "Encore moi.")


async def test_of_two_who_come_at_once_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    talk = await waiting(house)
    before = house.counter._register.now(talk)
    house.counter.people.begin(talk, LEA, "Léa")
    monkeypatch.setattr(house.counter._register, "now", lambda _talk: before)  # Noé's page has not heard of it
    with pytest.raises(Conflict):
        house.counter.people.begin(talk, NOE, "Noé")


async def test_pressing_twice_joins_once() -> None:
    house = House()
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    before = house.log.last_id()
    house.counter.people.begin(talk, LEA, "Léa")
    assert house.log.last_id() == before
    house.counter.people.end(talk, LEA)
    after = house.log.last_id()
    house.counter.people.end(talk, LEA)
    assert house.log.last_id() == after


async def test_no_nudge_and_no_word_about_the_basket_while_a_person_serves() -> None:
    house = House()
    house.engine.messages["search_product"] = [cards("p1", "p2")]
    house.engine.intents |= {"des chaussures": "search_product", "la première": "accept_product"}
    talk = await waiting(house)
    await house.counter.say(talk, "m1", text="des chaussures")
    await house.counter.say(talk, "m2", text="la première")
    house.counter.people.begin(talk, LEA, "Léa")
    before = roles(house, talk)
    await house.counter.record(talk, [event(i, "view_item", f"p{i}") for i in (1, 2, 3)])
    await house.counter.record(talk, [event(9, "add_to_cart", "p1")])
    assert roles(house, talk) == before
    assert {decision["action"]["kind"] for decision in house.data(talk, "decision")[-2:]} == {"none"}


async def test_nobody_writes_where_nobody_has_taken_over() -> None:
    house = House()
    talk = await waiting(house)
    with pytest.raises(Conflict):
        house.counter.people.say(talk, LEA, "k1", "Bonjour")
    with pytest.raises(NotFound):
        house.counter.people.begin("c_nowhere", LEA, "Léa")
    house.counter.people.begin(talk, LEA, "  Léa   M. ")
    assert (await house.counter.state(talk))["advisor"] == "Léa M."
    for text in ("  ", "a" * 2001):
        with pytest.raises(InvalidInput):
            house.counter.people.say(talk, LEA, "k2", text)
    for name in ("", "n" * 41):
        with pytest.raises(InvalidInput):
            house.counter.people.begin(talk, NOE, name)


async def test_the_log_tells_when_who_served() -> None:
    house = House()
    talk = await waiting(house)
    house.counter.people.begin(talk, LEA, "Léa")
    house.counter.people.end(talk, NOE)
    served = [(o["name"], o.get("account")) for o in house.data(talk, "outcome")][1:]
    assert served == [("taken_over", LEA), ("handed_back", NOE)]
