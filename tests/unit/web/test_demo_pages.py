"""The demo shop's pages over a small catalogue: they answer, set no cookie, run no foreign script, show no secret."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.ports import ShopFact
from bot.web.demo_shop.pages import WORDS
from bot.web.demo_shop.routes import install_missing, router
from bot.web.errors import install
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, LocalText, Money, Product

HOSTILE = "<script>alert(1)</script>"


def product(number: int, **more: object) -> Product:
    fields: dict[str, object] = {
        "id": f"p{number}",
        "title": f"Headphones {number}",
        "price": Money(Decimal(20 + number), "EUR"),
        "product_type": "Headphones > Over-ear",
        "brand": "Ondine",
        "image_link": "/demo/images/p.svg",
        "product_detail": (Detail("Battery", "30 h"),),
        "texts": {"fr": LocalText(title=f"Casque {number}", product_type="Casques > Circum-aural")},
    }
    return Product(**{**fields, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("shop")
    (folder / "images").mkdir()
    (folder / "images" / "p.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "secret.yml").write_text("cost: 1")
    products = [product(n) for n in range(30)]
    products += [
        product(90, description=HOSTILE, brand=HOSTILE, cost_of_goods_sold=Money(Decimal("7.77"), "EUR")),
        product(91, availability="out_of_stock", quantity=0),
        product(92, item_group_id="g", size="S", color="Black"),
        product(93, item_group_id="g", size="M", color="Black"),
    ]
    with TestClient(shop_of(folder, products)) as started:
        yield started


def shop_of(folder: Path, products: Sequence[Product]) -> FastAPI:
    """The pages alone, over these products."""
    fact = ShopFact("returns", {"fr": "30 jours pour changer d’avis.", "en": "30 days to change your mind."}, "terms")
    app = FastAPI()
    install(app)
    install_missing(app)
    app.include_router(router)
    app.state.shop = SimpleNamespace(
        settings=SimpleNamespace(shop_folder=folder),
        catalogue=SimpleNamespace(current=CatalogueIndex.build(products, HashingEncoder())),
        facts={fact.key: fact},
        profile={"name": "Écoute", "tagline": {"fr": "Bien entendre", "en": "Hear well"}},
    )
    return app


PAGES = (
    "/",
    "/c/headphones",
    "/c/headphones-over-ear",
    "/product/p1",
    "/product/g",
    "/search?q=casque",
    "/basket",
    "/thanks",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_answers_in_its_language_without_a_cookie(client: TestClient, path: str, language: str) -> None:
    answer = client.get(path, params={"lang": language, **({"q": "casque"} if "q=" in path else {})})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert "set-cookie" not in answer.headers
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", ["/", "/search?q=casque", "/nowhere", "/basket"])
def test_a_shop_without_products_says_so_and_offers_no_empty_shelf(tmp_path: Path, path: str, language: str) -> None:
    with TestClient(shop_of(tmp_path, [])) as client:
        text = client.get(path, headers={"Accept": "text/html", "Accept-Language": language}).text
    assert ("comptoir catalogue import" in text) == (path == "/")
    assert 'href="#departments"' not in text
    assert 'class="shelf"' not in text
    assert re.findall(r"<ul>\s*</ul>", text) == []


@pytest.mark.parametrize(
    ("rating", "reviews", "praised"), [(4.6, 20, True), (4.6, 19, False), (3.9, 500, False), (None, None, False)]
)
def test_products_are_called_well_rated_when_they_are(
    tmp_path: Path, rating: float | None, reviews: int | None, praised: bool
) -> None:
    with TestClient(shop_of(tmp_path, [product(1, average_rating=rating, review_count=reviews)])) as client:
        text = client.get("/?lang=en").text
    words = yaml.safe_load((WORDS / "en.yml").read_text())
    assert (words["favourites"] in text, words["some_of_all"] in text) == (praised, not praised)


def test_pages_hold_no_inline_script_or_style(client: TestClient) -> None:
    for path in PAGES:
        text = client.get(path).text
        assert "style=" not in text
        assert "<style" not in text
        assert text.count("<script") == text.count("<script src=") + text.count("<script async src=")


@pytest.mark.parametrize(
    ("asked", "language"),
    [("en-GB,en;q=0.9", "en"), ("de,fr;q=0.5,en;q=0.8", "en"), ("de", "fr"), ("", "fr"), ("fr;q=x,en;q=0.1", "fr")],
)
def test_the_browser_s_language_is_met(client: TestClient, asked: str, language: str) -> None:
    assert f'<html lang="{language}">' in client.get("/", headers={"Accept-Language": asked}).text


def test_links_keep_the_language_that_was_chosen(client: TestClient) -> None:
    assert 'href="/basket?lang=en"' in client.get("/?lang=en").text
    assert 'href="/basket"' in client.get("/").text


def test_a_product_shows_its_facts_and_never_its_cost(client: TestClient) -> None:
    text = client.get("/product/p90?lang=fr").text
    assert "110,00\u00a0€" in text
    assert "30 h" in text
    assert "30 jours pour changer d’avis." in text
    assert "7.77" not in text
    assert "7,77" not in text


def test_a_poisoned_text_is_shown_as_text(client: TestClient) -> None:
    text = client.get("/product/p90").text
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text


def test_what_is_sold_out_cannot_be_added(client: TestClient) -> None:
    assert "data-add=" not in client.get("/product/p91").text
    assert 'data-add="p1"' in client.get("/product/p1").text


def test_a_group_s_page_offers_its_sizes(client: TestClient) -> None:
    text = client.get("/product/g").text
    assert 'href="/product/p93"' in text
    assert 'href="/product/p92" aria-current="true"' in text


def test_a_long_shelf_has_pages_and_odd_page_numbers_do_no_harm(client: TestClient) -> None:
    first, second = client.get("/c/headphones?lang=en"), client.get("/c/headphones?lang=en&page=2")
    assert "Page 1 of 2" in first.text
    assert first.text.count('class="tile') == 24
    assert second.text.count('class="tile') == 9
    for odd in ("0", "-1", "99999999999999999999", "x", "²"):
        assert client.get("/c/headphones", params={"page": odd}).status_code == 200


def test_filters_narrow_the_shelf_and_nonsense_does_not_filter(client: TestClient) -> None:
    assert client.get("/c/headphones?price_max=21.00").text.count('class="tile') == 2
    for odd in ("abc", "NaN", "-Infinity", "1e999999"):
        assert client.get("/c/headphones", params={"price_max": odd}).status_code == 200


@pytest.mark.parametrize("path", ["/c/none", "/product/none"])
def test_what_is_not_there_is_a_friendly_404(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text


BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/nope", "/c", "/a/b/c", "/wp-login.php"])
def test_a_reader_who_is_lost_gets_a_page_that_leads_on(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert 'class="tile' in answer.text


@pytest.mark.parametrize(("path", "accept"), [("/v1/nope", BROWSER), ("/w/2/x", BROWSER), ("/nope", {"accept": "*/*"})])
def test_a_program_that_is_lost_gets_a_problem_document(client: TestClient, path: str, accept: dict[str, str]) -> None:
    answer = client.get(path, headers=accept)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert client.post(path, headers=accept).headers["content-type"] == "application/problem+json"


def test_a_search_that_finds_nothing_offers_advice_in_those_words_and_something_to_see(client: TestClient) -> None:
    page = client.get("/search", params={"q": "zzzz «&»", "lang": "fr"}).text
    assert 'data-ask="zzzz «&amp;»"' in page
    assert page.count('class="tile') == 4


def test_the_prices_of_a_shelf_all_have_their_cents(client: TestClient) -> None:
    labels = re.findall(r"<strong>([^<]+)</strong>", client.get("/c/headphones?lang=fr&sort=price").text)
    assert labels[0] == "20,00\u00a0€"
    assert all(re.fullmatch(r"\d+,\d\d\u00a0€", label) for label in labels)


def test_pictures_come_from_the_shop_s_folder_alone(client: TestClient) -> None:
    assert client.get("/demo/images/p.svg").headers["content-type"] == "image/svg+xml"
    for name in ("..%2Fsecret.yml", "secret.yml", "none.svg", ".."):
        assert client.get(f"/demo/images/{name}").status_code == 404
    assert client.get("/demo/assets/shop.css").status_code == 200
    assert client.get("/demo/assets/..%2Froutes.py").status_code == 404


def test_both_languages_have_the_same_words() -> None:
    words = {
        language: yaml.safe_load((WORDS / f"{language}.yml").read_text(encoding="utf-8")) for language in ("fr", "en")
    }
    assert list(words["fr"]) == list(words["en"])
    assert all(words["fr"].values())
    assert all(words["en"].values())
