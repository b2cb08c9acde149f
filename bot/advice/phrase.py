"""Something to say that is not yet words: a text the merchant wrote in each language, or the name of a label and
its values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from catalog_index.text import uncapitalised as uncapitalised

Text = Mapping[str, str]
"""Language -> words."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Either `text` (by language) or `label` (a name in data/responses/labels.yml) with `params`.

    A param may be Money, Decimal, a number, a text, or a mapping language -> text: the door that speaks formats it.
    """

    text: Text | None = None
    label: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def said(text: Text) -> Phrase:
    return Phrase(text=dict(text))


def label(name: str, **params: Any) -> Phrase:
    return Phrase(label=name, params=params)


def uncapitalised_text(text: Text) -> Text:
    """The same of a text in each of its languages."""
    return {language: uncapitalised(words) for language, words in text.items()}
