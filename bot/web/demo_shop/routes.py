"""The demo shop's pages. All they show comes from the live catalogue and the shop's folder; no page sets a cookie."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from bot.errors import NotFound
from bot.web.demo_shop.pages import Page, language_of, product_page, template_globals
from bot.web.demo_shop.storefront import PER_PAGE, Category, Storefront, Wish, choices, chosen, praised
from bot.web.errors import of_http
from bot.web.widget.routes import build

router = APIRouter(include_in_schema=False)

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
templates = Jinja2Templates(directory=FOLDER / "templates")
templates.env.globals.update(template_globals())
templates.env.filters["praised"] = praised
templates.env.auto_reload = False  # words, templates and code of one process belong together
templates.env.trim_blocks = templates.env.lstrip_blocks = True

CSP = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PICTURE_CSP = "default-src 'none'; style-src 'unsafe-inline'"
SEARCH_LIMIT = 48
INSTEAD = 4
"""Tiles shown where nothing was found: one row."""
NO_PAGES = ("/v1/", "/w/", "/demo/")
"""Where programs ask: there nothing found is a problem document, also for a browser."""


@lru_cache(maxsize=2)
def storefront_of(catalogue: Any, language: str) -> Storefront:
    """One window per catalogue version and language; a new version gets a new one."""
    return Storefront.of(tuple(catalogue.products), catalogue.version, language)


def open_page(request: Request) -> Page:
    shop = request.app.state.shop
    language = language_of(request)
    front = storefront_of(shop.catalogue.current, language)
    return Page(request, shop, language, front)


def show(page: Page, name: str, **values: Any) -> HTMLResponse:
    headers = {
        "Content-Security-Policy": CSP,
        "Content-Language": page.language,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Language",
        "Referrer-Policy": "same-origin",
    }
    context = {"page": page, "t": page.words, "widget_build": build(), **values}
    return templates.TemplateResponse(page.request, name, context, headers=headers)


@router.get("/")
def home(request: Request) -> Response:
    page = open_page(request)
    front = page.front
    favourites = front.favourites(8, tuple(page.listed))
    return show(page, "home.html", stocked=bool(front.tiles), favourites=favourites, reduced=front.reduced(4))


@router.get("/c/{slug}")
def category(slug: str, request: Request) -> Response:
    page = open_page(request)
    found = page.front.categories.get(slug)
    if found is None:
        return missing(page)
    wish = wish_of(request)
    tiles = page.front.within(found)
    return show(
        page, "category.html", category=found, wish=wish, offered=choices(tiles), **_listing(page, found, tiles, wish)
    )


def _listing(page: Page, found: Category, tiles: list[Any], wish: Wish) -> dict[str, Any]:
    matching = chosen(tiles, wish)
    pages = max(1, math.ceil(len(matching) / PER_PAGE))
    number = min(max(1, _whole(page.request.query_params.get("page", "1"))), pages)
    shown = matching[(number - 1) * PER_PAGE : number * PER_PAGE]
    below = page.front.below(found) or page.front.below(page.front.parents(found.path)[0])
    return {"tiles": shown, "total": len(matching), "number": number, "pages": pages, "below": below}


def wish_of(request: Request) -> Wish:
    """The filters of the address; what can't be read does not filter."""
    asked = request.query_params
    try:
        limit = Decimal(asked.get("price_max", "")) if asked.get("price_max") else None
    except InvalidOperation:
        limit = None
    if limit is not None and not limit.is_finite():
        limit = None
    return Wish(
        size=asked.get("size", ""),
        color=asked.get("color", ""),
        brand=asked.get("brand", ""),
        price_max=limit,
        sort=asked.get("sort", "favourites"),
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@router.get("/search")
def search(request: Request) -> Response:
    page = open_page(request)
    words = request.query_params.get("q", "").strip()[:200]
    tiles = page.tiles_found(words, SEARCH_LIMIT) if words else []
    favourites = [] if tiles else page.front.favourites(INSTEAD)
    return show(page, "search.html", words=words, tiles=tiles, total=len(tiles), favourites=favourites)


@router.get("/product/{item_id}")
def product(item_id: str, request: Request) -> Response:
    page = open_page(request)
    index = page.shop.catalogue.current
    found = index.product(item_id) or next(iter(index.variants(item_id)), None)
    if found is None:
        return missing(page)
    near = [page.front_tile(other) for other in index.similar(found.id, 4)]
    return show(page, "product.html", near=near, **product_page(page, found, index.variants(found.group) or (found,)))


@router.get("/basket")
def basket(request: Request) -> Response:
    return show(open_page(request), "basket.html")


@router.get("/thanks")
def thanks(request: Request) -> Response:
    return show(open_page(request), "thanks.html")


def missing(page: Page) -> HTMLResponse:
    answer = show(page, "missing.html", favourites=page.front.favourites(INSTEAD))
    answer.status_code = 404
    return answer


def install_missing(app: FastAPI) -> None:
    """An address without a page: who reads pages gets one that helps on, everybody else the problem document."""

    @app.exception_handler(404)
    def _no_such_page(request: Request, error: HTTPException) -> Response:
        reads = "text/html" in request.headers.get("accept", "") and request.method in {"GET", "HEAD"}
        return missing(open_page(request)) if reads and not request.url.path.startswith(NO_PAGES) else of_http(error)


@router.get("/demo/images/{name}")
def image(name: str, request: Request) -> Response:
    """A drawing of the shop's folder; it may hold no script, and if it did, it could not run."""
    folder = Path(request.app.state.shop.settings.shop_folder) / "images"
    path = folder / name
    if path.parent != folder or path.suffix not in {".svg", ".png", ".jpg", ".webp"} or not path.is_file():
        raise NotFound("there is no such picture")
    headers = {
        "Cache-Control": "public, max-age=3600",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    }
    return FileResponse(path, headers=headers)


@router.get("/demo/assets/{name}")
def asset(name: str) -> Response:
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        raise NotFound("there is no such file")
    return FileResponse(path, headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})
