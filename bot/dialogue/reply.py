"""What the assistant says: plain data that the API, the widget and the log share (the contract's Message and its
parts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tap on a quick reply means. The shopper sends only its id; the server knows this.

    `needs` are changes for `Needs.changed` as JSON values; `refers` are item ids the reply is about.
    """

    intent: str
    needs: Mapping[str, Any] = field(default_factory=dict)
    refers: tuple[str, ...] = ()
    answers: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class QuickReply:
    title: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Pick:
    """A product to show as a card: the facts are read from the catalogue when the reply is built, the reasons are
    ours."""

    item_id: str
    reasons: tuple[str, ...] = ()
    drawback: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    values: tuple[str, ...]
    best: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    item_ids: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class NudgeNote:
    """The contract's Nudge; `decision_id` names the logged decision."""

    decision_id: str
    kind: str
    why: str
    dismiss_reply_id: str = ""
    offer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One assistant message before it is logged."""

    text: str
    picks: tuple[Pick, ...] = ()
    comparison: Comparison | None = None
    quick_replies: tuple[QuickReply, ...] = ()
    nudge: NudgeNote | None = None
    asking: str | None = None
