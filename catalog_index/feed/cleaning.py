"""Text from outside made plain: no markup, no scripts, no template tags, no control characters, no dangerous links, no
orders to an assistant.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from catalog_index.feed.instructions import without_orders

LONGEST = 20_000
"""Characters kept of a description; longer ones are cut. Google's own limit is 5,000."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNSEEN = re.compile(
    r"[\x80-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What nobody sees and no honest text needs: direction overrides, fillers, the "tags" that smuggle ASCII."""
_HEAPED = re.compile(r"(?<=[\w\s])\u200d|\u200d(?=[\w\s])|(?<=[\u0300-\u036f]{2})[\u0300-\u036f]+")
"""Joiners outside emoji, accents heaped on accents."""
_TEMPLATES = (
    re.compile(r"\{\{.*?(?:\}\}|$)", re.DOTALL),
    re.compile(r"\{%.*?(?:%\}|$)", re.DOTALL),
    re.compile(r"\{#.*?(?:#\}|$)", re.DOTALL),
    re.compile(r"[$#]\{.*?(?:\}|$)", re.DOTALL),
    re.compile(r"<%.*?(?:%>|$)", re.DOTALL),
    re.compile(r"\{\$.*?(?:\}|$)", re.DOTALL),
    re.compile(r"</?[#@][a-zA-Z].*?(?:>|$)", re.DOTALL),
)
_SCRIPT_LINK = re.compile(
    r"(?:j\s*a\s*v\s*a|v\s*b|l\s*i\s*v\s*e)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|data\s*:\s*[\w.+-]+/[\w.+-]+\s*[;,]\S*",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<\s*(?:br|/p|/li|/div|/tr|/h[1-6]|p|li)\b[^>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
_SPACES = re.compile(r"[ \t]{2,}|\t")
_BREAKS = re.compile(r" *[\r\n\u2028\u2029][ \r\n\u2028\u2029]*")
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


def plain_line(text: str) -> str:
    """As `clean_line`, orders to an assistant left in: for telling them."""
    return _LINE.sub(" ", _plain(text))


@lru_cache(maxsize=16_384)
def _short(text: str) -> str:
    return _cleaned(text)


@lru_cache(maxsize=64)
def _long(text: str) -> str:
    return _cleaned(text)


def _cleaned(text: str) -> str:
    return without_orders(_plain(text))


def _plain(text: str) -> str:
    text = _without_markup(_seen(text[:LONGEST]))
    if "{" in text or "<" in text or "%>" in text or "}}" in text:
        text = _without_templates(text)
    text = _seen(text)
    compact = "".join(text.split()).lower() if ":" in text else ""
    if "script:" in compact or "data:" in compact:
        text = _SCRIPT_LINK.sub(" ", text)
    return _tidy(text)


def _seen(text: str) -> str:
    """Without what nobody sees; letters and their accents as one character."""
    text = _CONTROL.sub("", text)
    return text if text.isascii() else _HEAPED.sub("", _UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def _without_markup(text: str) -> str:
    import nh3  # here, so that products can be read in back where no feed is ever cleaned (the dialogue process)

    for _ in range(3):  # escaped markup may hide markup: "&lt;script&gt;"
        if not _MARKUP.search(text):
            return text
        text = html.unescape(
            nh3.clean(_BREAK.sub("\n", text), tags=set(), clean_content_tags={"script", "style", "template"})
        )
    return re.sub(r"[<>]", " ", text)


def _without_templates(text: str) -> str:
    for pattern in _TEMPLATES:
        text = pattern.sub(" ", text)
    # What is left of a tag or a template can no longer close or open anything.
    return re.sub(r"\{\{|\}\}|\{%|%\}|<%|%>|</?[a-zA-Z!][^\s>]*>?", " ", text)


def _tidy(text: str) -> str:
    """No blank lines and no runs of spaces; the no-break spaces of French punctuation stay."""
    text = _SPACES.sub(" ", text)
    return text.strip(" ") if not _BREAKS.search(text) else _BREAKS.sub("\n", text).strip(" \n")


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
    if parts.username is not None or parts.password is not None:
        return "holds a user name or a password"
    return None if parts.hostname else "names no site"
