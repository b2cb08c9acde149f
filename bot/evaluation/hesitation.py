"""How well hesitation is told from ordinary shopping, on visits labelled by hand (data/evaluation/hesitation.yml)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from bot.nudge.hesitation import Hesitation, hesitation
from bot.shopper.entry import Conversation, Entry
from bot.shopper.session import Session, fold_all
from bot.shopper.signals import evidence_of
from catalog_index.product import Money, Product

START = datetime(2026, 5, 4, 10, 0, tzinfo=timezone.utc)
STEP = timedelta(seconds=20)
SHOP = "https://shop.example"
EVENTS = {"view": "view_item", "add": "add_to_cart", "remove": "remove_from_cart", "buy": "purchase"}


def product(item_id: str) -> Product:
    """The product an item id of the visits stands for: its category is what precedes the number."""
    category = item_id.rpartition("-")[0]
    return Product(id=item_id, title=item_id, price=Money(Decimal(90), "EUR"), product_type=category)


def session_of(visit: Mapping[str, Any]) -> Session:
    """The session that the steps of one labelled visit leave behind."""
    conversation = Conversation(str(visit["id"]), "", visit["language"], START)
    entries: list[Entry] = []
    now = START
    for step in visit["steps"]:
        now += timedelta(seconds=step["wait"]) if "wait" in step else STEP
        for kind, data in _entries(step, len(entries), now):
            entries.append(Entry(len(entries) + 1, conversation.id, now, kind, data))
    return fold_all(conversation, entries)


def _entries(step: Mapping[str, Any], number: int, now: datetime) -> list[tuple[Any, dict[str, Any]]]:
    if "say" in step:
        understood = {"message_id": number + 1, "intent": step["intent"], "confidence": step.get("confidence", 0.9)}
        message = {"role": "shopper", "text": step["say"]}
        return [("message", message), ("understanding", {**understood, "refers": step.get("refers", [])})]
    if "show" in step:
        return [("message", {"role": "assistant", "final": True, "products": [{"item_id": i} for i in step["show"]]})]
    if "wait" in step:
        return []
    if "page" in step:
        return [("page_event", {**_event(number, "page_view", now), "page": {"url": f"{SHOP}{step['page']}"}})]
    name, item = next((EVENTS[key], step[key]) for key in EVENTS if key in step) if "event" not in step else ("", None)
    items = [{"item_id": item, "known": True}] if item else []
    return [("page_event", {**_event(number, name or step["event"], now), "items": items})]


def _event(number: int, name: str, now: datetime) -> dict[str, Any]:
    return {"event_id": str(number), "name": name, "timestamp": now.isoformat()}


def judge(visit: Mapping[str, Any]) -> Hesitation:
    """What the rules make of one visit."""
    return hesitation(evidence_of(session_of(visit), product))


def evaluate(visits: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of "hesitating" and of each evidence code, with the ids of the visits judged wrongly."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    total = 0
    for visit in visits:
        total += 1
        found = judge(visit)
        expected = {"hesitating": bool(visit["hesitating"]), **dict.fromkeys(visit["evidence"], True)}
        given = {"hesitating": found.hesitating, **dict.fromkeys(found.counts, True)}
        if {k for k, v in expected.items() if v} != {k for k, v in given.items() if v}:
            wrong.append(str(visit["id"]))
        for name in {*expected, *given}:
            counts[name, _outcome(expected.get(name, False), given.get(name, False))] += 1
    names = sorted({name for name, _ in counts})
    return {"visits": total, "wrong": wrong, "scores": {name: _scores(counts, name) for name in names}}


def run(visits: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """`evaluate` for each part: the visits the rules were made with, and those held out."""
    parts = {name: [v for v in visits if v.get("part", "first") == name] for name in ("first", "held_out")}
    text = json.dumps(list(visits), sort_keys=True, ensure_ascii=False)
    sha = hashlib.sha256(text.encode()).hexdigest()[:12]
    return {"what": "hesitation", "data_sha": sha} | {name: evaluate(part) for name, part in parts.items()}


def table(result: Mapping[str, Any]) -> str:
    """The measures as a person reads them."""
    rows = []
    for part in ("first", "held_out"):
        rows.append(f"{part:<24}precision   recall   visits")
        for name, score in result[part]["scores"].items():
            rows.append(f"{name:<24}{score['precision']:>9.2f}{score['recall']:>9.2f}{score['support']:>9}")
        wrong = ", ".join(result[part]["wrong"]) or "none"
        rows += [f"{result[part]['visits']} visits, judged otherwise than labelled: {wrong}", ""]
    return "\n".join(rows[:-1])


def _outcome(expected: bool, given: bool) -> str:
    return {(True, True): "hit", (False, True): "false", (True, False): "missed"}.get((expected, given), "quiet")


def _scores(counts: Counter[tuple[str, str]], name: str) -> dict[str, float]:
    hit, false, missed = (counts[name, kind] for kind in ("hit", "false", "missed"))
    precision = hit / (hit + false) if hit + false else 1.0
    recall = hit / (hit + missed) if hit + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "support": hit + missed}
