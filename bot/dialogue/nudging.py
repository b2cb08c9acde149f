"""A nudge put into words: from a decision of the policy to a message that can be refused as easily as accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.dialogue.formats import decimal_text, in_sentence
from bot.dialogue.posting import Lookup
from bot.dialogue.reply import Meaning, NudgeNote, Pick, QuickReply, Reply
from bot.dialogue.words import Words
from bot.ports import ShopFact
from bot.shopper.session import Session


class Decided(Protocol):
    """What a nudge decision offers to us (bot.nudge.situation.Decision is one)."""

    @property
    def decision_id(self) -> str: ...

    @property
    def speaks(self) -> bool: ...

    def to_entry(self, sentence: Mapping[str, str] | None = None) -> dict[str, Any]: ...


class Nudger(Protocol):
    """The rules that decide whether to speak unasked (bot.nudge.consideration.Nudger is one)."""

    def consider(self, session: Session, now: datetime, trigger: str) -> Any: ...

    def sentence(self, decision: Any) -> Mapping[str, str]: ...


class NudgeWriter:
    """Words for the live kinds; a kind without words here is not spoken."""

    def __init__(self, words: Words, facts: Mapping[str, ShopFact]) -> None:
        self._words = words
        self._facts = facts

    def write(
        self, entry: Mapping[str, Any], session: Session, lookup: Lookup, recent: Sequence[str] = ()
    ) -> Reply | None:
        """The message of a logged decision; None when its facts are gone from the catalogue or it has nothing to
        say."""
        action: Mapping[str, Any] = entry.get("action") or {}
        kind, language = str(action.get("kind")), session.language
        params = self._params(kind, action, language, lookup)
        if params is None:
            return None
        decision_id = str(entry["decision_id"])
        text = self._words.say(f"utter_nudge_{kind}", language, params, seed=decision_id, recent=recent)
        why = self._words.label(f"why_{kind}", language)
        return Reply(
            text=text,
            picks=self._picks(kind, action, lookup),
            quick_replies=self._replies(kind, action, decision_id, language),
            nudge=NudgeNote(decision_id, kind, why),
        )

    def _params(self, kind: str, action: Mapping[str, Any], language: str, lookup: Lookup) -> dict[str, Any] | None:
        if kind == "decision_help":
            known = [item for item in action.get("item_ids") or () if lookup(item)]
            return {} if len(known) > 1 else None
        if kind == "reassurance":
            fact = self._facts.get(str(action.get("fact")))
            return {"fact": in_sentence(fact.text[language])} if fact and language in fact.text else None
        if kind == "social_proof":
            product = lookup(str(action.get("item_id")))
            if product is None or product.average_rating is None:
                return None
            rating = decimal_text(product.average_rating, language)
            return {"title": product.text(language).title, "rating": rating, "count": product.review_count}
        return None

    def _picks(self, kind: str, action: Mapping[str, Any], lookup: Lookup) -> tuple[Pick, ...]:
        item = str(action.get("item_id") or "")
        return (Pick(item),) if kind == "social_proof" and lookup(item) else ()

    def _replies(self, kind: str, action: Mapping[str, Any], decision_id: str, language: str) -> tuple[QuickReply, ...]:
        """Yes first, no beside it: "no, thank you" weighs as much."""
        items = tuple(action.get("item_ids") or ()) or tuple(filter(None, [action.get("item_id")]))
        yes = {
            "decision_help": ("reply_compare", Meaning("compare", refers=items)),
            "reassurance": _other_fact(str(action.get("fact"))),
            "social_proof": ("reply_more", Meaning("ask_product_info", refers=items)),
        }[kind]
        title, meaning = yes
        no = QuickReply(self._words.label("reply_no", language), Meaning("dismiss", value=decision_id))
        return (QuickReply(self._words.label(title, language), meaning), no)


def _other_fact(told: str) -> tuple[str, Meaning]:
    """What one would ask next after being reassured: not what was just told."""
    if told.startswith("return"):
        return "reply_and_delivery", Meaning("ask_delivery")
    return "reply_returns", Meaning("ask_returns")
