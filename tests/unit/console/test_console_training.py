"""The merchant's school: the inbox, a sentence taught, a model trained, compared, published, rolled back."""

from __future__ import annotations

import asyncio
import html
import threading
from typing import Any

import pytest

from bot.errors import Unavailable
from bot.web.console.training.school import School
from bot.web.console.training.workshop import Workshop

OWN = "training/nlu/order_status.en.yml"


async def settled(app: Any) -> Workshop:
    workshop: Workshop = app.state.workshop[2]
    await workshop.settled()
    return workshop


async def test_the_inbox_holds_what_was_not_understood_or_doubted_once_each(person: Any, begin: Any) -> None:
    talk = begin()
    talk.said("where's my parcel gone")
    talk.said("Where's my parcel gone?!")
    talk.said("hmm maybe", "hesitate", 0.2)
    talk.said("hello", "greet", 0.99)
    page = html.unescape((await (await person("merchant")).get("/training")).text)
    assert page.lower().count("where's my parcel gone") == 1
    assert "2 times" in page
    assert "hmm maybe" in page
    assert ">hello<" not in page
    assert page.index("parcel") < page.index("hmm maybe")


async def test_a_message_is_taught_as_a_plain_rasa_example_and_leaves_the_inbox(
    person: Any, begin: Any, shop: Any
) -> None:
    message = begin().said("where's my parcel gone")
    someone = await person("merchant")
    form = await someone.get(f"/training/teach?message={message.id}")
    assert "where&#39;s my parcel gone" in form.text
    assert 'value="ask_returns"' in form.text
    sent = {"text": "where's my parcel gone", "language": "en", "intent": "order_status", "message": str(message.id)}
    answer = await someone.post("/training/teach", **sent, sure="yes")
    assert answer.status_code == 303
    assert (
        (shop.settings.home / OWN)
        .read_text()
        .endswith("nlu:\n  - intent: order_status\n    examples: |\n      - where's my parcel gone\n")
    )
    kept = shop.examples.list()[0]
    assert (kept.intent, kept.author, kept.source_entry_id) == ("order_status", "merchant0@shop.example", message.id)
    shown = await someone.get(answer.headers["location"].removeprefix("/console"))
    assert "<mark>- where&#39;s my parcel gone</mark>" in shown.text
    assert "where&#39;s my parcel gone" not in (await someone.get("/training")).text


async def test_a_contradiction_is_warned_of_before_anything_is_saved(person: Any, shop: Any) -> None:
    someone = await person("merchant")
    known = next(
        one for one in School(shop).corpus().sentences if one.intent == "ask_delivery" and one.language == "en"
    )
    asked = {"text": known.text, "language": "en", "intent": "complain"}
    part = await someone.get("/training/conflicts?intent=complain", **{"HX-Request": "true"})
    assert "ask_delivery" not in part.text
    warned = await someone.post("/training/teach", **asked)
    assert warned.status_code == 409
    assert "ask_delivery" in warned.text
    assert not (shop.settings.home / "training").exists()
    assert (await someone.post("/training/teach", **asked, sure="yes")).status_code == 303
    assert (shop.settings.home / "training/nlu/complain.en.yml").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "?!", "intent": "complain"},
        {"text": "x" * 400, "intent": "complain"},
        {"text": "zorglub wibble", "intent": "no_such_intent"},
        {"text": "zorglub wibble", "intent": "../../etc"},
        {"text": "zorglub wibble", "intent": ""},
        {"text": "zorglub wibble", "intent": "complain", "language": "de"},
    ],
)
async def test_what_can_teach_nothing_is_refused_and_nothing_is_written(
    person: Any, shop: Any, wrong: dict[str, str]
) -> None:
    someone = await person("merchant")
    answer = await someone.post("/training/teach", **{"language": "en", "sure": "yes", **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert not (shop.settings.home / "training").exists()


async def test_a_message_that_teaches_nothing_leaves_the_inbox(person: Any, begin: Any) -> None:
    message = begin().said("zorglub")
    someone = await person("merchant")
    assert (await someone.post("/training/nothing", message=str(message.id))).status_code == 303
    assert "zorglub" not in (await someone.get("/training")).text
    assert (await someone.post("/training/nothing", message="12345")).status_code == 404


async def test_an_example_withdrawn_leaves_its_file(person: Any, shop: Any) -> None:
    school = School(shop)
    first = school.teach("zorglub wibble", "en", "order_status", "boss").example
    school.teach("frotz gnusto", "en", "order_status", "boss")
    someone = await person("merchant")
    await someone.post(f"/training/examples/{first.id}/withdraw")
    assert [one.text for one in school.own()] == ["frotz gnusto"]
    assert [one.state for one in shop.examples.list()] == ["withdrawn", "new"]


async def test_what_was_learnt_from_a_person_is_forgotten_with_them(begin: Any, shop: Any) -> None:
    school, message = School(shop), begin().said("my name is Zorglub")
    example = school.teach("my name is Zorglub", "en", "greet", "boss", message.id).example
    school.teach("frotz gnusto", "en", "greet", "boss")
    school.forget_erased()
    assert len(school.own()) == 2
    with shop.database.write() as connection:  # as the erasure of a visitor does
        connection.exec_driver_sql(f"DELETE FROM training_examples WHERE id = {example.id}")
    school.forget_erased()
    assert [one.text for one in school.own()] == ["frotz gnusto"]


async def test_a_model_is_trained_compared_published_and_rolled_back(app: Any, person: Any, shop: Any) -> None:
    School(shop).teach("zorglub wibble", "en", "order_status", "boss")
    shop.answers = {"zorglub wibble": "order_status", "where is my order?": "order_status"}
    someone = await person("merchant")
    await someone.get("/training/models")
    served = shop.model_in_service
    assert (await someone.post("/training/runs")).status_code == 303
    await settled(app)
    run = shop.runs.list()[0]
    assert (run.state, run.progress, run.comparison["right_after"]) == ("done", 1.0, run.comparison["right_before"] + 1)
    assert [one["text"] for one in run.comparison["newly_right"]] == ["where is my order?"]
    assert [one["after"] for one in run.comparison["taught"]] == ["order_status"]
    assert [one.state for one in shop.examples.list()] == ["trained"]
    sheet = (await someone.get(f"/training/runs/{run.id}")).text
    assert "where is my order?" in sheet
    assert shop.model_in_service == served  # nobody published it yet

    assert (await someone.post(f"/training/models/{run.model_id}/publish")).status_code == 303
    await settled(app)
    assert shop.model_in_service.name == "comptoir-bbbbbbbbbbbb.tar.gz"
    live = {one.fingerprint: one.state for one in shop.models.list()}
    assert live == {"bbbbbbbbbbbb": "live", "aaaaaaaaaaaa": "retired"}

    before = next(one for one in shop.models.list() if one.state == "retired")
    await someone.post(f"/training/models/{before.id}/publish")
    await settled(app)
    assert shop.model_in_service == served
    assert shop.models.live().fingerprint == "aaaaaaaaaaaa"


async def test_a_model_that_loses_a_protected_sentence_cannot_be_published(app: Any, person: Any, shop: Any) -> None:
    protected = next(case for case in School(shop).cases() if case.kind == "protected" and case.intent == "ask_human")
    shop.predict = _loses(protected.text)
    someone = await person("merchant")
    await someone.post("/training/runs")
    await settled(app)
    run = shop.runs.list()[0]
    assert [one["text"] for one in run.comparison["blocked_by"]] == [protected.text]
    assert (await someone.post(f"/training/models/{run.model_id}/publish")).status_code == 409
    assert shop.models.live() is None


def _loses(text: str) -> Any:
    async def predict(model: Any, texts: list[str]) -> list[dict[str, Any]]:
        new = "bbbb" in model.name
        return [{"intent": "ask_human" if one == text and not new else "greet", "confidence": 0.9} for one in texts]

    return predict


async def test_a_training_that_fails_says_why_and_leaves_the_model_in_service(app: Any, person: Any, shop: Any) -> None:
    shop.trouble = Unavailable("Rasa's last line")
    someone, served = await person("merchant"), shop.model_in_service
    await someone.post("/training/runs")
    await settled(app)
    assert shop.runs.list()[0].state == "failed"
    assert "Rasa&#39;s last line" in (await someone.get("/training/models")).text
    assert shop.model_in_service == served


async def test_a_publication_that_fails_leaves_the_model_before_in_service(app: Any, person: Any, shop: Any) -> None:
    someone, served = await person("merchant"), shop.model_in_service
    await someone.post("/training/runs")
    workshop = await settled(app)
    shop.trouble = Unavailable("Rasa does not start")
    await someone.post(f"/training/models/{shop.models.list()[0].id}/publish")
    await settled(app)
    assert workshop.publication is not None
    assert workshop.publication.state == "failed"
    assert (shop.model_in_service, shop.models.live()) == (served, None)


async def test_one_training_at_a_time(app: Any, person: Any, shop: Any) -> None:
    someone = await person("merchant")
    await someone.get("/training/models")
    workshop: Workshop = app.state.workshop[2]
    await workshop.train("boss")
    assert (await someone.post("/training/runs")).status_code == 409
    await workshop.settled()
    assert "every 1s" not in (await someone.get("/training/progress")).text


async def test_a_training_that_ends_while_the_page_is_read_is_asked_for_once_more(
    app: Any, person: Any, shop: Any
) -> None:
    someone = await person("merchant")
    await someone.get("/training/models")
    workshop: Workshop = app.state.workshop[2]
    content = shop.content
    ended = threading.Event()

    def slowly() -> str:
        assert ended.wait(20)
        return str(content())

    await workshop.train("boss")
    shop.content = slowly
    page = asyncio.create_task(someone.get("/training/progress"))
    await workshop.settled()
    ended.set()
    part = (await page).text
    assert "every 1s" in part
    last = (await someone.get("/training/progress")).text
    assert "every 1s" not in last
    assert shop.models.list()[0].fingerprint in last


async def test_a_training_cut_off_by_the_end_of_the_app_is_told_as_failed(person: Any, shop: Any) -> None:
    run = shop.runs.add("boss")
    shop.runs.progress(run.id, 0.4, "training")
    page = await (await person("merchant")).get("/training/models")
    assert page.status_code == 200
    assert (shop.runs.get(run.id).state, shop.runs.get(run.id).message) == ("failed", "interrupted")


async def test_models_and_trainings_that_are_not_there(person: Any, shop: Any) -> None:
    someone = await person("merchant")
    assert (await someone.get("/training/runs/77")).status_code == 404
    assert (await someone.post("/training/models/77/publish")).status_code == 404
    gone = shop.models.add("cccccccccccc", "/nowhere/comptoir-cccccccccccc.tar.gz")
    assert (await someone.post(f"/training/models/{gone.id}/publish")).status_code == 409


async def test_every_intent_of_the_data_has_a_name_for_people_in_both_languages(shop: Any) -> None:
    from bot.web.console.desk import words

    for language in ("fr", "en"):
        assert set(School(shop).intents()) <= set(words(language)["intents"])
