"""A reply made ready for the log: cards filled from the live catalogue, quick replies given their ids, meanings
kept private."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.dialogue.cards import card
from bot.dialogue.reply import Comparison, Meaning, NudgeNote, Pick, QuickReply, Reply, Row
from bot.dialogue.words import Words
from bot.shopper.entry import Draft
from catalog_index.product import Product

Lookup = Callable[[str], "Product | None"]


def message_draft(
    reply: Reply, language: str, lookup: Lookup, words: Words, in_reply_to: int | None = None, final: bool = True
) -> Draft:
    """The assistant's message as a log entry. A product the catalogue no longer holds is left out, from the table
    as well."""
    found = [(pick, product) for pick in reply.picks if (product := lookup(pick.item_id)) is not None]
    ids = [_reply_id() for _ in reply.quick_replies]
    meanings = {i: asdict(r.meaning) for i, r in zip(ids, reply.quick_replies, strict=True)}
    data: dict[str, Any] = {
        "role": "assistant",
        "language": language,
        "text": reply.text,
        "products": [card(product, pick, language, words) for pick, product in found],
        "comparison": _table(reply.comparison),
        "quick_replies": [{"id": i, "title": r.title} for i, r in zip(ids, reply.quick_replies, strict=True)],
        "nudge": None,
        "asking": reply.asking,
        "in_reply_to": in_reply_to,
        "final": final,
        "_meanings": meanings,
        "_reason": {pick.item_id: list(pick.reasons) for pick, _ in found},
    }
    if reply.nudge:
        data["nudge"] = _nudge(reply.nudge, meanings)
    return Draft("message", data)


def reply_from(message: Mapping[str, Any], text: str) -> Reply:
    """An engine's message {"text", "custom": {picks, comparison, quick_replies, asking}} as a Reply that says
    `text`."""
    custom = message.get("custom") or {}
    return Reply(
        text=text,
        picks=tuple(_pick(p) for p in custom.get("picks") or ()),
        comparison=_comparison(custom.get("comparison")),
        quick_replies=tuple(QuickReply(q["title"], meaning(q["meaning"])) for q in custom.get("quick_replies") or ()),
        asking=custom.get("asking"),
    )


def payload_of(reply: Reply) -> dict[str, Any]:
    """The reply's parts beside its text, as the JSON that travels through the engine; `reply_from` reads it back."""
    return {
        "picks": [asdict(pick) for pick in reply.picks],
        "comparison": asdict(reply.comparison) if reply.comparison else None,
        "quick_replies": [{"title": q.title, "meaning": asdict(q.meaning)} for q in reply.quick_replies],
        "asking": reply.asking,
    }


def meaning(raw: Mapping[str, Any]) -> Meaning:
    """A Meaning from its JSON."""
    return Meaning(
        intent=str(raw["intent"]),
        needs=raw.get("needs") or {},
        refers=tuple(raw.get("refers") or ()),
        answers=raw.get("answers"),
        value=raw.get("value"),
    )


def _pick(raw: Mapping[str, Any]) -> Pick:
    return Pick(str(raw["item_id"]), tuple(raw.get("reasons") or ()), raw.get("drawback"))


def _comparison(raw: Mapping[str, Any] | None) -> Comparison | None:
    if not raw:
        return None
    rows: Sequence[Mapping[str, Any]] = raw["rows"]
    return Comparison(tuple(raw["item_ids"]), tuple(Row(r["label"], tuple(r["values"]), r.get("best")) for r in rows))


def _table(comparison: Comparison | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    rows = [{"label": r.label, "values": list(r.values), "best": r.best} for r in comparison.rows]
    return {"item_ids": list(comparison.item_ids), "rows": rows}


def _nudge(note: NudgeNote, meanings: dict[str, Any]) -> dict[str, Any]:
    """The contract's Nudge. The dismissal is one of the quick replies, or an id of its own when none is."""
    dismiss = next((i for i, m in meanings.items() if m["intent"] == "dismiss"), None)
    if dismiss is None:
        dismiss = _reply_id()
        meanings[dismiss] = asdict(Meaning("dismiss", value=note.decision_id))
    return {
        "decision_id": note.decision_id,
        "kind": note.kind,
        "why": note.why,
        "offer": note.offer,
        "dismiss_reply_id": dismiss,
    }


def _reply_id() -> str:
    return f"r_{secrets.token_hex(8)}"
