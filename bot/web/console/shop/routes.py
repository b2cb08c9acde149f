"""The merchant's page: what state the catalogue is in, and the nudge policy in force."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from anyio import to_thread
from fastapi import APIRouter
from fastapi.responses import Response

from bot.errors import InvalidInput
from bot.nudge.document import PolicyError
from bot.storage import documents
from bot.web.console.desk import FOLDER, Desk, Form, MerchantDesk, go, show
from bot.web.console.shop.trials import PERIODS, trial_of
from catalog_index.inventory import Inventory
from catalog_index.text import LANGUAGES

router = APIRouter(prefix="/shop")


@router.get("")
async def shop_page(desk: MerchantDesk) -> Response:
    return await _page(desk, text=await to_thread.run_sync(desk.shop.policy.text))


@router.post("/policy")
async def set_policy(desk: MerchantDesk, form: Form) -> Response:
    """Tries another policy on the log (`days` back) or puts it in force; a bad one stays in the field, with its line
    and the reason."""
    text, days = form.get("policy", "").replace("\r\n", "\n"), form.get("days", "")
    try:
        if days:
            return await _page(desk, text=text, tried=await to_thread.run_sync(trial_of, desk, text, days))
        await to_thread.run_sync(desk.shop.policy.put, text, desk.user.email)
    except InvalidInput as error:
        line = error.extra.get("line")
        return await _page(desk, error.status, text=text, line=line, reason=_reason(desk, error))
    return go("/shop", "policy")


def _reason(desk: Desk, error: InvalidInput) -> str:
    """The mistake in the reader's language; what the YAML reader itself found is quoted."""
    reason = str(error.extra.get("reason") or error.detail)
    if desk.language != "fr":
        return reason
    fault, values = (error.fault, error.values) if isinstance(error, PolicyError) else ("yaml", {"reason": reason})
    return french_faults()[fault].format(**values)


@cache
def french_faults() -> Mapping[str, str]:
    faults: Mapping[str, str] = documents.load(FOLDER / "words" / "policy.fr.yml")
    return faults


async def _page(desk: Desk, status: int = 200, **values: Any) -> Response:
    index = desk.shop.catalogue.current
    languages = tuple((getattr(desk.shop, "profile", None) or {}).get("languages") or ("fr", "en"))
    health = health_of(index.inventory if index else Inventory(), languages)
    version = index.version if index else ""
    return show(desk, "shop.html", status, health=health, version=version, periods=PERIODS, **values)


def health_of(inventory: Inventory, languages: tuple[str, ...]) -> Mapping[str, Any]:
    """How many articles, models and categories there are, and how many articles lack what shoppers ask about."""
    silent = {f"words_{language}" for language in LANGUAGES if language not in languages}
    lacks = {name: count for name, count in inventory.lacks.items() if name not in silent}
    figures = {name: getattr(inventory, name) for name in ("articles", "models", "categories", "buyable")}
    return {**figures, "lacks": lacks}
