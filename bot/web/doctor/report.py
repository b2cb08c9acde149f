"""From a diagnosis to one self-contained page in both languages, and to JSON."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.storage import documents
from bot.wiring.doctoring import Diagnosis, name_of

HERE = Path(__file__).parent
LANGUAGES = ("fr", "en")
_OPTION = re.compile(r"(?<![\w-])--[a-z]+")
ONE = {"fr": (0, 1), "en": (1,)}
"""How many are one, in grammar."""


def as_json(found: Diagnosis) -> dict[str, Any]:
    """Plain data; a proposal's `name` is what `doctor publish` takes."""
    proposals = [{"name": name_of(p), **asdict(p)} for p in found.proposals]
    return {**asdict(found), "proposals": proposals, "unanswered": [asdict(word) for word in found.unanswered]}


def as_page(found: Diagnosis, shop: str, first: str, now: datetime) -> str:
    """`first` is the language shown first; the other is one tap away."""
    texts = documents.load_folder(HERE / "words")
    engine = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )

    def said(*path: str, **values: Any) -> Markup:
        """A text in both languages, one of which the page shows."""
        return _spoken({language: _text(texts[language], path).format(**values) for language in LANGUAGES})

    def counted(count: int, *path: str, **values: Any) -> Markup:
        """As `said`, of the form that the language gives to so many."""
        forms = {language: (*path, "one" if count in ONE[language] else "other") for language in LANGUAGES}
        return _spoken({lg: _text(texts[lg], form).format(count=count, **values) for lg, form in forms.items()})

    return engine.get_template("report.html").render(
        found=found,
        shop=shop,
        first=first if first in LANGUAGES else "en",
        now=now,
        said=said,
        counted=counted,
        name_of=name_of,
        texts=texts,
    )


def _spoken(by_language: dict[str, str]) -> Markup:
    """Options of a command (--force) never break in two."""
    return Markup("").join(
        Markup('<span lang="{}">{}</span>').format(
            language, Markup(_OPTION.sub(r'<span class="option">\g<0></span>', str(escape(text))))
        )
        for language, text in by_language.items()
    )


def _text(texts: Any, path: tuple[str, ...]) -> str:
    """A kind that has no text of its own shows its name."""
    for part in path:
        texts = texts.get(part) if isinstance(texts, dict) else None
    return str(texts) if texts is not None else path[-1]
