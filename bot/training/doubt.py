"""Which turns a person should look at: those not understood, and those understood with doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LOST = "nlu_fallback"
UNSURE_BELOW = 0.4
"""Confidence under which two readings in three of the held-out sentences are wrong."""
TORN_WITHIN = 0.1
"""A runner-up this near could as well have been first."""

REASONS = ("reported", "not_understood", "unsure", "torn")
"""The most urgent first; `reported`: someone of the team sent it."""


def doubt(understanding: Mapping[str, Any]) -> str | None:
    """Why this understanding deserves a look: not_understood | unsure | torn; None when it was sure, or a tap."""
    if understanding.get("source") != "words":
        return None
    if understanding.get("not_understood") or understanding.get("intent") == LOST:
        return "not_understood"
    confidence = float(understanding.get("confidence") or 0.0)
    if confidence < UNSURE_BELOW:
        return "unsure"
    second = understanding.get("runner_up") or {}
    return "torn" if confidence - float(second.get("confidence") or 0.0) < TORN_WITHIN else None


def heard(understanding: Mapping[str, Any]) -> list[str]:
    """The intents the assistant itself thought of, best first."""
    second = understanding.get("runner_up") or {}
    found = [str(understanding.get("intent") or ""), str(second.get("intent") or "")]
    return [intent for intent in dict.fromkeys(found) if intent and intent != LOST]
