"""The reason of a decision, as data for the record and as one sentence for people (words: data/explanations)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.nudge.hesitation import Hesitation
from bot.nudge.situation import Action, Decision, Situation, Why
from bot.shopper.circumstances import circumstance_lines

LANGUAGES = ("fr", "en")

Words = Mapping[str, Mapping[str, str]]
"""Name -> language -> template, as in data/explanations/decisions.yml."""


def explanation(hesitation: Hesitation, gate: Why | None, action: Action, situation: Situation) -> dict[str, Any]:
    """What was seen and done, in codes and numbers: everything the sentence is made of."""
    return {
        "seen": {code: hesitation.counts[code] for code in sorted(hesitation.counts)},
        "score": hesitation.score / 10,
        "alike": _alike(hesitation),
        "circumstances": dict(situation.circumstances),
        "outcome": action.kind if gate is None else gate,
        "products": [product.item_id for product in situation.products],
    }


def _alike(hesitation: Hesitation) -> dict[str, Any]:
    """How many similar products were looked at, and how similar they are by the index, where it was asked."""
    seen = [piece.detail for piece in hesitation.evidence if piece.code == "similar_views"]
    return {key: seen[-1][key] for key in ("count", "similarity") if seen and key in seen[-1]}


def situation_lines(decision: Mapping[str, Any]) -> list[str]:
    """A logged decision's situation, a line each: the score, each sign with its numbers, the weak signals."""
    doubt = decision.get("hesitation") or {}
    points = {part["code"]: part["points"] for part in doubt.get("parts") or ()}
    head = f"hesitation {doubt.get('score', 0)} of {doubt.get('threshold', 0)}"
    signs = [_sign_line(source, points) for source in doubt.get("sources") or ()]
    return [head, *signs, *circumstance_lines((decision.get("explanation") or {}).get("circumstances") or {})]


def _sign_line(source: Mapping[str, Any], points: Mapping[str, float]) -> str:
    detail = ", ".join(f"{name} {value}" for name, value in dict(source.get("detail") or {}).items())
    return f"  {source['at']}  {source['code']} ({points.get(source['code'], 0)})  {detail}".rstrip()


def sentence(decision: Decision, words: Words) -> dict[str, str]:
    """One sentence per language: what was seen, and what was done or why nothing was. {} without words for it."""
    return {lang: text for lang in LANGUAGES if (text := _sentence(decision, words, lang))}


def _sentence(decision: Decision, words: Words, language: str) -> str:
    outcome = decision.explanation["outcome"]
    name = f"did_{outcome}" if decision.speaks else f"silent_{decision.gate or 'none'}"
    template = words.get(name, {}).get(language, "")
    seen = _seen(decision, words, language)
    action = decision.action
    return template.format(
        seen=seen,
        score=_number(decision.hesitation.score / 10, language),
        percent=action.rung,
        item=action.item_id or "",
        fact=action.fact or "",
        refused=_refusals(decision, words, language),
    )


def _seen(decision: Decision, words: Words, language: str) -> str:
    alike = decision.explanation["alike"]
    parts = []
    for code, count in decision.explanation["seen"].items():
        name = "seen_similar_views_measured" if code == "similar_views" and "similarity" in alike else f"seen_{code}"
        likeness = _number(float(alike.get("similarity", 0)), language, 2)
        template = words.get(name, {}).get(language, code)
        parts.append(template.format(count=count, products=alike.get("count", 0), similarity=likeness))
    nothing = words.get("seen_nothing", {}).get(language, "")
    return ", ".join(parts) or nothing


def _refusals(decision: Decision, words: Words, language: str) -> str:
    reasons = dict.fromkeys(refusal.why for refusal in decision.refused)
    return ", ".join(words.get(f"why_{why}", {}).get(language, why) for why in reasons)


def _number(value: float, language: str, digits: int = 1) -> str:
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if language == "fr" else text
