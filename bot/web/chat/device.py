"""The kind of device a browser says it runs on: phone, tablet or computer, and nothing finer."""

from __future__ import annotations

import re
from collections.abc import Mapping

TABLET = re.compile(r"\b(ipad|tablet|kindle|silk)\b", re.IGNORECASE)
PHONE = re.compile(r"\b(iphone|ipod|mobile|phone|opera mini)\b", re.IGNORECASE)
ANDROID = re.compile(r"\bandroid\b", re.IGNORECASE)
COMPUTER = re.compile(r"\b(windows nt|macintosh|x11|cros)\b", re.IGNORECASE)


def device_of(headers: Mapping[str, str]) -> str | None:
    """By the hint `Sec-CH-UA-Mobile` where the browser gives it, else by its name; None for what names neither.

    A phone is sooner left and shows less at once: that is all it is good for, so nothing that tells one browser from
    another is kept.
    """
    name = headers.get("user-agent", "")
    if TABLET.search(name):
        return "tablet"
    if PHONE.search(name) or headers.get("sec-ch-ua-mobile") == "?1":
        return "phone"
    if ANDROID.search(name):
        return "tablet"  # Android's own rule: a phone says "Mobile", a tablet does not
    return "computer" if COMPUTER.search(name) else None
