"""Text from outside made plain: no markup, no scripts, no template tags, no control characters, no dangerous links."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import urlsplit

LONGEST = 20_000
"""Characters kept of a description; longer ones are cut. Google's own limit is 5,000."""
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_TEMPLATES = (
    re.compile(r"\{\{.*?(?:\}\}|$)", re.DOTALL),
    re.compile(r"\{%.*?(?:%\}|$)", re.DOTALL),
    re.compile(r"\{#.*?(?:#\}|$)", re.DOTALL),
    re.compile(r"[$#]\{.*?(?:\}|$)", re.DOTALL),
    re.compile(r"<%.*?(?:%>|$)", re.DOTALL),
)
_SCRIPT_LINK = re.compile(r"(?:java|vb|live)\s*script\s*:|data\s*:\s*text/html[^\s]*", re.IGNORECASE)
_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div|/tr|/h[1-6]|p|li)\b[^>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_LINE = re.compile(r"[ \n]+")
_LAYOUT = re.compile(r"[\t\r\n\u2028\u2029]")


def has_control_characters(text: str) -> bool:
    """Whether a name, an id or a price holds characters that no honest export writes (NUL, escape, direction
    overrides…).
    """
    return bool(re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text))


_SHORT = 200
"""Characters up to which many texts are remembered, longer ones only while a parent's variants repeat them."""


def clean(text: str) -> str:
    """`text` as plain text on one or more lines."""
    return _short(text) if len(text) <= _SHORT else _long(text)


def clean_line(text: str) -> str:
    """`text` as plain text on one line: titles, names, values."""
    return _LINE.sub(" ", clean(text))


@lru_cache(maxsize=16_384)
def _short(text: str) -> str:
    return _cleaned(text)


@lru_cache(maxsize=64)
def _long(text: str) -> str:
    return _cleaned(text)


def _cleaned(text: str) -> str:
    import nh3  # here, so that products can be read in back where no feed is ever cleaned (the dialogue process)

    text = text[:LONGEST]
    for _ in range(3):  # escaped markup may hide markup: "&lt;script&gt;"
        if not _MARKUP.search(text):
            break
        text = html.unescape(
            nh3.clean(_BREAK.sub("\n", text), tags=set(), clean_content_tags={"script", "style", "template"})
        )
    else:
        text = re.sub(r"[<>]", " ", text)
    for pattern in _TEMPLATES:
        text = pattern.sub(" ", text)
    text = _SCRIPT_LINK.sub(" ", _CONTROL.sub("", text))
    # What is left of a tag or a template can no longer close or open anything.
    text = re.sub(r"\{\{|\}\}|\{%|%\}|<%|%>|</?[a-zA-Z!][^\s>]*>?", " ", text)
    return _tidy(text)


def _tidy(text: str) -> str:
    """No blank lines and no runs of spaces; the no-break spaces of French punctuation stay."""
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in re.split(r"[\r\n\u2028\u2029]+", text))
    return "\n".join(line for line in lines if line)


def link_problem(url: str) -> str | None:
    """Why a link may not be shown, or None: only http(s) addresses and paths of the shop itself."""
    if has_control_characters(url) or _LAYOUT.search(url) or any(c in url for c in "<>\"'`{}\\ "):
        return "holds characters that no address has"
    try:
        parts = urlsplit(url)
    except ValueError:
        return "is not an address"
    if not parts.scheme and url.startswith("/") and not url.startswith("//"):
        return None
    if parts.scheme.lower() not in ("http", "https"):
        return f"must begin with http:// or https://, not “{parts.scheme[:20] or url[:20]}”"
    return None if parts.hostname else "names no site"
