import asyncio
import hashlib

import pytest
from scripted import House, cards, event

from bot.errors import Conflict, InvalidInput, NotFound
from bot.shopper.entry import Consent


async def opened(house: House, language: str = "fr", **more: object) -> str:
    return (await house.counter.open(language, **more)).conversation.id  # type: ignore[arg-type]


async def answered(house: House, talk: str) -> None:
    """Until the last message on the log ends an answer."""
    async with asyncio.timeout(60):
        while not house.data(talk, "message")[-1].get("final"):  # noqa: ASYNC110 - the log raises no event here
            await asyncio.sleep(0.01)


async def test_a_conversation_opens_with_a_welcome_and_ways_to_begin() -> None:
    house = House()
    opened = await house.counter.open("fr", consent=Consent(personalisation=True))
    assert opened.state == {"stage": "welcome", "needs": {}, "asking": None, "inferred": []}
    assert opened.conversation.token_hash == hashlib.sha256(opened.token.encode()).hexdigest()
    (welcome,) = opened.messages
    assert welcome["role"] == "assistant"
    assert 2 <= len(welcome["quick_replies"]) <= 3


async def test_on_a_product_page_the_welcome_is_about_the_product() -> None:
    house = House()
    opened = await house.counter.open("en", page={"url": "/p1", "item_id": "p1"})
    assert "Trail 1" in opened.messages[0]["text"]


async def test_an_unknown_language_gets_the_shops_first() -> None:
    assert (await House().counter.open(None)).messages[0]["language"] == "fr"


async def test_a_message_is_answered_and_everything_is_on_the_log_in_order() -> None:
    house = House()
    house.engine.intents["bonjour"] = "greet"
    talk = await opened(house)
    answer = await house.counter.say(talk, "m1", text=" bonjour ")
    assert [m["text"] for m in answer.messages] == ["(greet)"]
    assert house.kinds(talk) == ["message", "message", "understanding", "decision", "message"]
    understood = house.data(talk, "understanding")[0]
    assert (understood["intent"], understood["source"], understood["not_understood"]) == ("greet", "words", False)
    assert house.data(talk, "message")[-1]["final"] is True


async def test_what_a_message_holds_beside_is_on_the_log_but_for_what_makes_no_sense_there() -> None:
    house = House()
    house.engine.intents["vous livrez ? j'hésite, je suis sûre"] = "ask_delivery"
    house.engine.also["vous livrez ? j'hésite, je suis sûre"] = ("ask_delivery", "hesitate", "ask_price")
    house.engine.intents["vous livrez ? j'hésite"] = "ask_delivery"
    house.engine.also["vous livrez ? j'hésite"] = ("hesitate",)
    talk = await opened(house)
    for number, text in enumerate(house.engine.also):
        await house.counter.say(talk, f"m{number}", text=text)
    assert [one["also"] for one in house.data(talk, "understanding")] == [["ask_price"], ["hesitate"]]


async def test_the_same_message_id_acts_once_and_gets_the_same_answer() -> None:
    house = House()
    talk = await opened(house)
    first = await house.counter.say(talk, "m1", text="bonjour")
    again = await house.counter.say(talk, "m1", text="bonjour")
    assert again == first
    assert len(house.engine.heard) == 1


async def test_racing_duplicates_act_once() -> None:
    house = House()
    house.engine.slow = 0.02
    talk = await opened(house)
    answers = await asyncio.gather(*(house.counter.say(talk, "m1", text="bonjour") for _ in range(5)))
    assert len(house.engine.heard) == 1
    assert all(answer == answers[0] for answer in answers)


async def test_the_same_message_id_with_other_words_is_a_conflict() -> None:
    house = House()
    talk = await opened(house)
    await house.counter.say(talk, "m1", text="bonjour")
    with pytest.raises(Conflict):
        await house.counter.say(talk, "m1", text="bonsoir")


async def test_two_messages_at_once_are_answered_one_after_the_other() -> None:
    house = House()
    house.engine.slow = 0.02
    talk = await opened(house)
    await asyncio.gather(house.counter.say(talk, "m1", text="un"), house.counter.say(talk, "m2", text="deux"))
    answered = [data["in_reply_to"] for data in house.data(talk, "message") if data.get("final")][1:]
    asked = [e.id for e in house.log.read(talk) if e.kind == "message" and e.data["role"] == "shopper"]
    assert sorted(answered) == asked
    assert house.kinds(talk).count("understanding") == 2


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
async def test_no_words_or_too_many_are_refused_and_leave_no_trace(text: str) -> None:
    house = House()
    talk = await opened(house)
    with pytest.raises(InvalidInput):
        await house.counter.say(talk, "m1", text=text)
    assert house.kinds(talk) == ["message"]


async def test_an_unknown_reply_or_conversation_is_refused() -> None:
    house = House()
    talk = await opened(house)
    with pytest.raises(InvalidInput):
        await house.counter.say(talk, "m1", reply_id="r_made_up")
    with pytest.raises(NotFound):
        await house.counter.say("c_nobody", "m1", text="bonjour")


async def test_a_tapped_reply_means_what_the_server_knows_it_means() -> None:
    house = House()
    meaning = {"intent": "inform_need", "needs": {"level": "beginner"}, "answers": "level", "value": "beginner"}
    house.engine.messages["greet"] = [cards(replies=[{"title": "Je débute", "meaning": meaning}], asking="level")]
    house.engine.intents["bonjour"] = "greet"
    talk = await opened(house)
    asked = await house.counter.say(talk, "m1", text="bonjour")
    assert asked.state["asking"] == "level"
    answer = await house.counter.say(talk, "m2", reply_id=asked.messages[0]["quick_replies"][0]["id"])
    assert answer.state["needs"] == {"level": "beginner"}
    assert answer.state["asking"] is None
    text, metadata = house.engine.heard[-1]
    assert text == "Je débute"
    assert metadata["reading"]["intent"] == "inform_need"
    assert metadata["reading"]["entities"] == [{"entity": "level", "value": "beginner"}]


async def test_cards_hold_the_catalogues_facts_and_never_the_cost() -> None:
    house = House()
    house.engine.messages["compare"] = [cards("p1", "gone")]
    house.engine.intents["regardons"] = "compare"
    talk = await opened(house)
    answer = await house.counter.say(talk, "m1", text="regardons")
    (card,) = answer.messages[0]["products"]
    assert card["price"] == {"amount": "80.00", "currency": "EUR"}
    assert card["reasons"][0] == "because"
    assert card["reasons"][1].endswith("heavy")
    assert set(card) == {
        "item_id", "title", "brand", "price", "sale_price", "availability", "url", "image_url", "reasons",
    }  # fmt: skip


async def test_a_public_message_never_shows_what_is_private() -> None:
    house = House()
    talk = await opened(house)
    assert all(not key.startswith("_") for message in await house.counter.messages(talk) for key in message)


async def test_an_engine_that_is_away_is_waited_for_and_the_shopper_told() -> None:
    house = House(patience=0.05)
    house.engine.away = True
    talk = await opened(house)
    first = await house.counter.say(talk, "m1", text="bonjour")
    assert len(first.messages) == 1
    house.engine.away = False
    await answered(house, talk)
    texts = [m["text"] for m in await house.counter.messages(talk)]
    assert texts[-1] == "(nlu_fallback)"
    assert len(texts) == 4
    again = await house.counter.say(talk, "m1", text="bonjour")
    assert [m["text"] for m in again.messages] == texts[2:]


async def test_a_message_left_unanswered_by_a_crash_is_answered_at_the_next_start() -> None:
    house = House(patience=0.01)
    house.engine.away = True
    talk = await opened(house)
    await house.counter.say(talk, "m1", text="bonjour")
    await house.counter.close()
    house.engine.away = False
    restarted = house.new_counter()
    assert await restarted.resume_unanswered() == 1
    await answered(house, talk)
    assert [m["text"] for m in await restarted.messages(talk)][-1] == "(nlu_fallback)"
    assert await restarted.resume_unanswered() == 0


async def test_who_talks_while_a_backlog_is_answered_does_not_wait_for_its_end() -> None:
    house, left = House(patience=0.01), 40
    house.engine.away = True
    for talk in [await opened(house) for _ in range(left)]:
        await house.counter.say(talk, "m1", text="bonjour")
    await house.counter.close()
    house.engine.away = False
    restarted = house.counter = house.new_counter()
    assert await restarted.resume_unanswered() == left
    talk = await opened(house)
    await restarted.say(talk, "m1", text="me voilà")
    await answered(house, talk)
    heard = [text for text, _ in house.engine.heard]
    assert heard.index("me voilà") < left // 2
    await restarted.close()


async def test_an_engine_that_keeps_failing_ends_in_an_excuse_and_not_in_silence() -> None:
    house = House(patience=0.01)
    talk = await opened(house)
    house.engine.messages["nlu_fallback"] = []
    answer = await house.counter.say(talk, "m1", text="bonjour")
    await answered(house, talk)
    final = (await house.counter.messages(talk))[-1]
    assert final["role"] == "assistant"
    assert final["text"]
    assert answer.state["stage"] == "discover"


async def test_the_language_is_followed_when_it_changes() -> None:
    house = House()
    talk = await opened(house, "fr")
    answer = await house.counter.say(talk, "m1", text="Hello, could you please help me find some good running shoes?")
    assert answer.messages[-1]["language"] == "en"
    conversation = house.conversations.get(talk)
    assert conversation is not None
    assert conversation.language == "en"


async def test_an_event_counts_once_and_an_unknown_item_is_flagged() -> None:
    house = House()
    talk = await opened(house)
    first = await house.counter.record(talk, [event(1, "view_item", "p1"), event(2, "view_item", "nowhere")])
    again = await house.counter.record(talk, [event(1, "view_item", "p1")])
    assert (first.accepted, first.unknown_items, again.accepted) == (2, ("nowhere",), 0)
    assert [i["known"] for data in house.data(talk, "page_event") for i in data["items"]] == [True, False]
    assert house.kinds(talk).count("decision") == 1


async def test_three_similar_pages_bring_one_nudge_that_can_be_refused_for_good() -> None:
    house = House()
    talk = await opened(house)
    for number in (1, 2, 3):
        await house.counter.record(talk, [event(number, "view_item", f"p{number}")])
    (nudged,) = [m for m in await house.counter.messages(talk) if m["nudge"]]
    assert nudged["nudge"]["kind"] == "decision_help"
    assert [len(house.data(talk, kind)) for kind in ("decision", "exposure")] == [3, 0]
    answer = await house.counter.say(talk, "m1", reply_id=nudged["nudge"]["dismiss_reply_id"])
    assert len(answer.messages) == 1
    assert house.engine.heard == []
    assert house.data(talk, "outcome")[0]["name"] == "dismissed"
    assert [seen["decision_id"] for seen in house.data(talk, "exposure")] == [nudged["nudge"]["decision_id"]]
    for number in (4, 5):
        await house.counter.record(talk, [event(number, "view_item", f"p{number - 1}")])
    assert len([m for m in await house.counter.messages(talk) if m["nudge"]]) == 1


@pytest.mark.parametrize(
    ("words", "intent", "refused"),
    [
        ("non merci", "deny", True),
        ("pas intéressé", "reject_product", True),
        ("pas celle-là", "reject_product", False),
        ("pourquoi ?", "why_this", False),
    ],
)
async def test_a_no_in_words_to_the_nudge_that_stands_last_is_as_final_as_its_button(
    words: str, intent: str, refused: bool
) -> None:
    house = House()
    talk = await opened(house)
    await house.counter.record(talk, [event(n, "view_item", f"p{n}") for n in (1, 2, 3)])
    house.engine.intents[words] = intent
    await house.counter.say(talk, "m1", text=words)
    sent = next(m["nudge"]["decision_id"] for m in await house.counter.messages(talk) if m["nudge"])
    told = [outcome for outcome in house.data(talk, "outcome") if outcome["name"] == "dismissed"]
    assert [outcome["decision_id"] for outcome in told] == ([sent] if refused else [])
    assert (house.data(talk, "decision")[-1]["gate"] == "opted_out") == refused


@pytest.mark.parametrize("words", ["leave me alone", "arrêtez de me proposer des choses"])
async def test_who_wants_no_suggestion_gets_none_also_when_none_came_yet(words: str) -> None:
    house = House()
    talk = await opened(house)
    await house.counter.say(talk, "m1", text=words)
    await house.counter.record(talk, [event(n, "view_item", f"p{n}") for n in (1, 2, 3)])
    assert [m for m in await house.counter.messages(talk) if m["nudge"]] == []
    assert house.data(talk, "decision")[-1]["gate"] == "opted_out"


async def test_a_no_to_something_else_said_since_sends_no_nudge_away() -> None:
    house = House()
    talk = await opened(house)
    await house.counter.record(talk, [event(n, "view_item", f"p{n}") for n in (1, 2, 3)])
    house.engine.intents |= {"et les retours ?": "ask_returns", "non": "deny"}
    for number, words in enumerate(("et les retours ?", "non")):
        await house.counter.say(talk, f"m{number}", text=words)
    assert house.data(talk, "outcome") == []


async def test_the_yes_of_a_nudge_is_its_first_reply() -> None:
    house = House()
    talk = await opened(house)
    await house.counter.record(talk, [event(n, "view_item", f"p{n}") for n in (1, 2, 3)])
    nudged = next(m for m in await house.counter.messages(talk) if m["nudge"])
    await house.counter.say(talk, "m1", reply_id=nudged["quick_replies"][0]["id"])
    assert house.engine.heard[-1][1]["reading"]["intent"] == "compare"


async def test_a_need_is_removed_and_a_made_up_one_refused() -> None:
    house = House()
    talk = await opened(house)
    answer = await house.counter.say(talk, "m1", text="moins de 100 €, pointure 39")
    assert answer.state["needs"]["budget_max"] == 100
    state = await house.counter.remove_need(talk, "budget_max")
    assert "budget_max" not in state["needs"]
    with pytest.raises(InvalidInput):
        await house.counter.remove_need(talk, "shoe_smell")


async def test_messages_after_an_id_are_only_the_new_ones() -> None:
    house = House()
    talk = await opened(house)
    welcome = (await house.counter.messages(talk))[0]
    await house.counter.say(talk, "m1", text="bonjour")
    assert [m["role"] for m in await house.counter.messages(talk, int(welcome["id"]))] == ["shopper", "assistant"]


async def test_a_card_number_is_masked_before_anything_is_written_down() -> None:
    house = House()
    talk = await opened(house)
    await house.counter.say(talk, "m1", text="pay with 4970 1012 3456 7894 please")
    said = [m["text"] for m in house.data(talk, "message") if m["role"] == "shopper"]
    assert said == ["pay with •••• please"]
    assert "4970" not in str(house.engine.heard)
