"""The merchant's page of what the nudges earn: margin against the holdout, and the policy's history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query
from fastapi.responses import Response

from bot.nudge.measurement import BROKEN, Report, Result
from bot.nudge.sequence import LEAST
from bot.web.console.desk import MerchantDesk, show
from bot.wiring.earnings import HARM_AUTHOR, stopped

router = APIRouter(prefix="/earnings")

PERIODS = (30, 90, 365)
LATEST = 12
"""Policies listed; the newest tell what the figures above were earned with."""

WIDTH = 100
"""The interval is drawn on a line of this many units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Where an interval stands on its line, in units from the left; `zero` is where nothing is earned or burnt."""

    low: float
    high: float
    mean: float
    zero: float


@router.get("")
async def earnings_page(desk: MerchantDesk, days: Annotated[int, Query(ge=1, le=3650)] = 90) -> Response:
    found: Report = await to_thread.run_sync(desk.shop.earnings, days)
    history = await to_thread.run_sync(desk.shop.policy.steps)
    shown = (found.total, *found.kinds)
    values = {
        "report": found,
        "lines": list(zip(shown, bars(shown), strict=True)),
        "rungs": list(zip(found.rungs, bars(found.rungs), strict=True)),
        "no_holdout": not desk.shop.policy.current.holdout,
        "broken": found.split < BROKEN,
        "currency": desk.shop.catalogue.current.currency,
        "history": history[:LATEST],
        "stopped": await to_thread.run_sync(stopped, desk.shop),
        "harm": HARM_AUTHOR,
        "least": LEAST,
        "periods": PERIODS,
        "days": days,
    }
    return show(desk, "earnings.html", **values)


def bars(results: Sequence[Result]) -> list[Bar | None]:
    """One scale for all, with zero on it, so that the lines can be compared by eye."""
    bounds = [bound for one in results for bound in (one.low, one.high) if bound is not None]
    low, high = min([0.0, *bounds]), max([0.0, *bounds])
    scale = WIDTH / (high - low) if high > low else 0.0
    return [_bar(one, low, scale) for one in results]


def _bar(one: Result, start: float, scale: float) -> Bar | None:
    if one.low is None or one.high is None or one.effect is None:
        return None
    return Bar(*(round((value - start) * scale, 2) for value in (one.low, one.high, one.effect, 0.0)))
