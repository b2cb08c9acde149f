"""The merchant's page of how well the assistant understands: measured, compared with a candidate, decided upon."""

from __future__ import annotations

import asyncio
import html
import re
from typing import Any

from bot.errors import Unavailable
from bot.web.console.training.readings import Readings
from bot.web.console.training.school import School

PAGE = "/training/quality"


async def settled(app: Any) -> None:
    await app.state.workshop[2].settled()


async def measured(app: Any, someone: Any, against: str = "") -> str:
    await someone.get(PAGE)
    assert (await someone.post(f"{PAGE}/measure", against=against)).status_code == 303
    await settled(app)
    return html.unescape((await someone.get(f"{PAGE}?against={against}")).text)


def always_right(shop: Any, but: dict[str, str] | None = None) -> dict[str, str]:
    """Every model of `shop` reads each test sentence right, but for these; the answers, by sentence."""
    answers = {case.text: case.intent for case in School(shop).cases()} | (but or {})

    async def predict(_model: Any, texts: list[str]) -> list[dict[str, Any]]:
        return [{"intent": answers[text], "confidence": 0.9} for text in texts]

    shop.predict = predict
    return answers


def case_of(shop: Any, intent: str, language: str = "en") -> Any:
    cases = School(shop).cases()
    return next(one for one in cases if (one.intent, one.language, one.kind) == (intent, language, "held_out"))


def cells(page: str) -> dict[tuple[str, str], int]:
    """The confusion matrix as the page links it: (meant, heard) to the number shown."""
    found = re.findall(r'href="\?[^"]*was=(\w+)&heard=(\w+)#picked"[^>]*>(\d+)</a>', page)
    return {(was, heard): int(times) for was, heard, times in found}


async def test_nothing_is_told_before_the_sentences_were_read(app: Any, person: Any, shop: Any) -> None:
    someone = await person("merchant")
    before = (await someone.get(PAGE)).text
    assert "/quality/measure" in before
    assert cells(html.unescape(before)) == {}
    after = await measured(app, someone)
    assert "/quality/measure" not in after
    total = len([one for one in School(shop).cases() if one.kind != "taught"])
    assert sum(cells(after).values()) == total


async def test_what_is_confused_is_counted_and_its_sentences_are_shown(app: Any, person: Any, shop: Any) -> None:
    lost = case_of(shop, "ask_delivery")
    always_right(shop, {lost.text: "ask_returns"})
    page = await measured(app, await person("merchant"))
    wrong = {pair: times for pair, times in cells(page).items() if pair[0] != pair[1]}
    assert wrong == {("ask_delivery", "ask_returns"): 1}
    assert f">{lost.text}</span>" in page
    assert "/training/teach?intent=ask_delivery" in page


async def test_a_number_of_the_table_opens_its_sentences(app: Any, person: Any, shop: Any) -> None:
    right, lost = case_of(shop, "order_status"), case_of(shop, "ask_delivery")
    always_right(shop, {lost.text: "ask_returns"})
    someone = await person("merchant")
    assert right.text not in await measured(app, someone)
    opened = html.unescape((await someone.get(f"{PAGE}?was=order_status&heard=order_status")).text)
    assert right.text in opened
    assert 'id="picked"' not in (await someone.get(f"{PAGE}?was=greet&heard=<b>")).text


async def test_one_language_alone_counts_where_it_is_asked_for(app: Any, person: Any, shop: Any) -> None:
    lost = case_of(shop, "ask_delivery", "fr")
    always_right(shop, {lost.text: "ask_returns"})
    someone = await person("merchant")
    await measured(app, someone)
    pages = {one: html.unescape((await someone.get(f"{PAGE}?language={one}")).text) for one in ("fr", "en")}
    assert cells(pages["fr"])["ask_delivery", "ask_returns"] == 1
    assert ("ask_delivery", "ask_returns") not in cells(pages["en"])
    cases = [one for one in School(shop).cases() if one.language == "en"]
    assert sum(cells(pages["en"]).values()) == len(cases)
    told = re.findall(r"<dd>([^<]+)</dd></div>\s*</dl>", pages["en"])
    assert int(re.sub(r"\D", "", told[0])) == len(cases)


async def trained(app: Any, someone: Any, shop: Any, before: dict[str, str], after: dict[str, str]) -> Any:
    """A candidate beside the model in service: each reads the test sentences right, but for its own mistakes."""
    answers = always_right(shop)

    async def predict(model: Any, texts: list[str]) -> list[dict[str, Any]]:
        wrong = after if "bbbb" in model.name else before
        return [{"intent": wrong.get(text, answers[text]), "confidence": 0.9} for text in texts]

    shop.predict = predict
    await someone.get("/training/models")
    await someone.post("/training/runs")
    await settled(app)
    return shop.models.list()[0]


async def test_a_candidate_stands_beside_the_model_in_service_and_is_published_from_here(
    app: Any, person: Any, shop: Any
) -> None:
    someone = await person("merchant")
    lost, won = case_of(shop, "ask_delivery"), case_of(shop, "ask_returns")
    model = await trained(app, someone, shop, {won.text: "greet"}, {lost.text: "greet"})
    page = html.unescape((await someone.get(PAGE)).text)
    assert f'value="{model.id}" selected' in page
    assert cells(page)["ask_returns", "greet"] == 1
    assert ("ask_delivery", "greet") not in cells(page)
    assert lost.text in page  # newly wrong
    other = html.unescape((await someone.get(f"{PAGE}?shown=after")).text)
    assert cells(other)["ask_delivery", "greet"] == 1
    assert f"/training/models/{model.id}/publish" in page
    assert (await someone.post(f"/training/models/{model.id}/publish")).status_code == 303
    await settled(app)
    assert f"/models/{model.id}/publish" not in (await someone.get(PAGE)).text
    alone = html.unescape((await someone.get(PAGE)).text)
    assert cells(alone)["ask_delivery", "greet"] == 1


async def test_compared_with_nothing_the_model_in_service_stands_alone(app: Any, person: Any, shop: Any) -> None:
    someone = await person("merchant")
    model = await trained(app, someone, shop, {}, {})
    assert f"/models/{model.id}/publish" in (await someone.get(PAGE)).text
    assert f"/models/{model.id}/publish" not in (await someone.get(f"{PAGE}?against=none")).text
    assert (await someone.get(f"{PAGE}?against=777")).status_code == 404


async def test_a_candidate_that_loses_a_protected_sentence_has_no_button(app: Any, person: Any, shop: Any) -> None:
    protected = next(one for one in School(shop).cases() if one.kind == "protected")
    someone = await person("merchant")
    model = await trained(app, someone, shop, {}, {protected.text: "greet"})
    page = (await someone.get(PAGE)).text
    assert f"/models/{model.id}/publish" not in page
    assert 'role="alert"' in page


async def test_a_reading_that_fails_says_why(app: Any, person: Any, shop: Any) -> None:
    async def predict(_model: Any, _texts: list[str]) -> list[dict[str, Any]]:
        raise Unavailable("Rasa's <last> line")

    shop.predict = predict
    page = await measured(app, await person("merchant"))
    assert "Rasa's <last> line" in page
    assert "/quality/measure" in page


async def test_two_readings_are_not_begun_at_once(app: Any, person: Any, shop: Any) -> None:
    someone = await person("merchant")
    await someone.get(PAGE)
    free, at_once = asyncio.Event(), shop.predict

    async def later(model: Any, texts: list[str]) -> list[dict[str, Any]]:
        await free.wait()
        answers: list[dict[str, Any]] = await at_once(model, texts)
        return answers

    shop.predict = later
    assert (await someone.post(f"{PAGE}/measure")).status_code == 303
    second = await someone.post(f"{PAGE}/measure")
    free.set()
    assert second.status_code == 409
    await settled(app)
    part = await someone.get(f"{PAGE}/now", **{"HX-Request": "true"})
    assert part.headers["HX-Refresh"] == "true"


async def test_a_model_is_asked_each_sentence_once(shop: Any) -> None:
    asked: list[str] = []

    async def predict(_model: Any, texts: list[str]) -> list[dict[str, Any]]:
        asked.extend(texts)
        return [{"intent": "greet", "confidence": 0.5} for _ in texts]

    shop.predict = predict
    cases, model = School(shop).cases()[:4], shop.model_in_service
    readings = Readings(shop, shop.settings.home / "readings")
    await readings.read(model, cases[:2])
    assert readings.known(model, cases) is None
    guesses = await readings.read(model, cases)
    assert asked == [one.text for one in cases]
    assert [(one.intent, one.confidence) for one in guesses] == [("greet", 0.5)] * 4
    assert readings.known(model, cases) == guesses


async def test_the_page_is_a_merchants(person: Any) -> None:
    someone = await person("support")
    assert (await someone.get(PAGE)).status_code == 403
    assert (await someone.post(f"{PAGE}/measure")).status_code == 403
