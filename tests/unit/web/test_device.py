from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.web.chat.device import device_of

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"


@pytest.mark.parametrize(
    ("name", "hint", "device"),
    [
        (PHONE, None, "phone"),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "?1",
            "phone",
        ),
        ("Mozilla/5.0 (Linux; Android 15; SM-X210) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "?0", "tablet"),
        ("Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) Version/16.0 Mobile/15E148 Safari/604.1", None, "tablet"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "?0", "computer"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", None, "computer"),
        ("Mozilla/5.0 (Linux) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "?1", "phone"),  # only the hint says so
        ("Opera/9.80 (J2ME/MIDP; Opera Mini/9.80)", None, "phone"),
        ("curl/8.5.0", None, None),
        ("", None, None),
    ],
)
def test_a_browser_is_on_a_phone_a_tablet_or_a_computer(name: str, hint: str | None, device: str | None) -> None:
    headers = {"user-agent": name} | ({"sec-ch-ua-mobile": hint} if hint else {})
    assert device_of(headers) == device


async def test_the_conversation_keeps_the_kind_of_device_and_no_more(client: httpx.AsyncClient, shop: Any) -> None:
    begun = await client.post("/v1/conversations", json={"language": "fr"}, headers={"User-Agent": PHONE})
    kept = shop.conversations.get(begun.json()["conversation_id"])
    assert kept.page == {"device": "phone"}
