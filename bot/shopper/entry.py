"""One row of the one log. Everything that happens in a conversation is an entry, and entries are never changed.

The layouts below are what `data` holds, by kind; a reader ignores keys it does not know. Keys that begin with "_" are
private to the server (quick-reply meanings, cost, margin) and never reach a shopper.

message        role "assistant"|"shopper"|"advisor", language, text, products [card], comparison|None, quick_replies
               [{id, title}], nudge|None, client_message_id (shopper), reply_id (shopper, when a quick reply was
               tapped), in_reply_to (entry id of the shopper message answered, as int, or None), asking|None, stage,
               _meanings {reply id: Meaning as dict}, _reason {item_id: [reasons]}, answered (assistant's last message
               of a turn carries final=True)
page_event     event_id, name, timestamp (RFC 3339), items [{item_id, price?, quantity?, known: bool}], page?, value?,
               currency?, query?
understanding  message_id (entry id as int, None when it comes from a click), language, intent, confidence, runner_up
               {intent, confidence}|None, also [the intents beside it], entities [{entity, value, text?}],
               needs_changed {key: [before, after]},
               source "words"|"quick_reply"|"removed"|"inferred", not_understood bool
decision       the decision of bot.nudge.policy as JSON (see facts: decision contract)
exposure       decision_id, message_id, nudge_kind, rung: a nudge was on the shopper's screen; once per decision
outcome        name "dismissed"|"handed_over"|"basket"|"order"|"goodbye"|..., anything that belongs to it;
               "taken_over" (advisor, account) and "handed_back" (account, reason?): a person serves between them;
               "left_to_person" (in_reply_to, final): a message the assistant leaves to that person;
               "order" (the page's word), "offer_redeemed" and "offer_cancelled" (the shop's) carry decision_id,
               nudge_kind, rung, order_id, items, revenue, discount, currency
note           author, text, flag|None (a support person's)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Kind = Literal["message", "page_event", "understanding", "decision", "exposure", "outcome", "note"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry not yet in the log. `at` None means: the log's clock."""

    kind: Kind
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` only grows over the whole log, so it is the stream's event id and, as text, the message's id."""

    id: int
    conversation_id: str
    at: datetime
    kind: Kind
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Consent:
    personalisation: bool = False
    analytics: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """The frame of a conversation. `token_hash` is SHA-256, hex; the token itself is never stored."""

    id: str
    token_hash: str
    language: str
    started_at: datetime
    visitor_id: str | None = None
    consent: Consent = field(default_factory=Consent)
    page: Mapping[str, Any] | None = None
