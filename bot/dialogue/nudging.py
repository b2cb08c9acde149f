"""A nudge put into words: from a decision of the policy to a message that can be refused as easily as accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from bot.dialogue.cards import money
from bot.dialogue.formats import decimal_text, in_sentence, money_text
from bot.dialogue.message import timestamp
from bot.dialogue.posting import Lookup
from bot.dialogue.reply import Meaning, NudgeNote, Pick, QuickReply, Reply
from bot.dialogue.words import Words, plain
from bot.ports import ShopFact
from bot.shopper.session import Session
from catalog_index.product import Money, Product


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

    def dismissed(self, session: Session, now: datetime) -> None:
        """A nudge was sent away."""

    def sentence(self, decision: Any) -> Mapping[str, str]: ...


class Offers(Protocol):
    """Who makes offers: the code is a seal over the terms, kept before it is said."""

    def make(self, decision: Mapping[str, Any], session: Session) -> Any:
        """The offer of a logged promotion; None when none may be made."""

    def spoken(self, offer: Any) -> str:
        """The code as people read it."""

    def link(self, offer: Any) -> str:
        """What the offer's link carries."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a nudge says: the words' parameters, the product it shows, and the contract's offer."""

    params: Mapping[str, Any]
    item_id: str | None = None
    offer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One decision being put into words."""

    entry: Mapping[str, Any]
    session: Session
    lookup: Lookup

    @property
    def action(self) -> Mapping[str, Any]:
        return self.entry.get("action") or {}

    @property
    def language(self) -> str:
        return self.session.language

    @property
    def item_id(self) -> str:
        return str(self.action.get("item_id") or "")


class NudgeWriter:
    """Words for every kind. `basket_link` is the shop's page that takes an offer, with {offer} in it; without, a page
    takes it from the widget alone. Without `offers` no promotion is spoken.
    """

    def __init__(
        self, words: Words, facts: Mapping[str, ShopFact], offers: Offers | None = None, basket_link: str = ""
    ) -> None:
        self._words = words
        self._facts = facts
        self._offers = offers
        self._basket_link = basket_link
        self._kinds: Mapping[str, Callable[[Moment], Said | None]] = {
            "decision_help": self._decision_help,
            "reassurance": self._reassurance,
            "social_proof": self._social_proof,
            "free_shipping": self._free_shipping,
            "bundle": self._bundle,
            "promotion": self._promotion,
        }

    def write(
        self, entry: Mapping[str, Any], session: Session, lookup: Lookup, recent: Sequence[str] = ()
    ) -> Reply | None:
        """The message of a logged decision; None when its facts are gone from the catalogue or it has nothing to
        say."""
        moment = Moment(entry, session, lookup)
        kind, language = str(moment.action.get("kind")), session.language
        said = self._kinds[kind](moment) if kind in self._kinds else None
        if said is None or _told_already(said, recent):
            return None
        decision_id = str(entry["decision_id"])
        text = self._words.say(f"utter_nudge_{kind}", language, said.params, seed=decision_id, recent=recent)
        why = self._words.label(f"why_{kind}", language)
        return Reply(
            text=text,
            picks=(Pick(said.item_id),) if said.item_id else (),
            quick_replies=self._replies(kind, moment, decision_id),
            nudge=NudgeNote(decision_id, kind, why, offer=said.offer),
        )

    # --- what each kind says; None when it is not, or no longer, true -------------------------------------------------

    def _decision_help(self, moment: Moment) -> Said | None:
        known = [item for item in moment.action.get("item_ids") or () if moment.lookup(item)]
        return Said({}) if len(known) > 1 else None

    def _reassurance(self, moment: Moment) -> Said | None:
        fact = self._facts.get(str(moment.action.get("fact")))
        text = fact.text.get(moment.language) if fact else None
        return Said({"fact": in_sentence(text)}) if text else None

    def _social_proof(self, moment: Moment) -> Said | None:
        product = moment.lookup(moment.item_id)
        if product is None or product.average_rating is None:
            return None
        rating = decimal_text(product.average_rating, moment.language)
        title = short_title(product, moment.language)
        return Said({"title": title, "rating": rating, "count": product.review_count}, product.id)

    def _free_shipping(self, moment: Moment) -> Said | None:
        missing = self._missing(moment)
        return Said({"missing": money_text(missing.amount, missing.currency, moment.language)}) if missing else None

    def _bundle(self, moment: Moment) -> Said | None:
        product, missing = moment.lookup(moment.item_id), self._missing(moment)
        if product is None or not product.buyable or missing is None or product.current_price.amount < missing.amount:
            return None
        price = money_text(product.current_price.amount, product.price.currency, moment.language)
        title = product.text(moment.language).title  # whole: nobody asked for it, so its name alone says nothing
        return Said({"title": title, "price": price}, product.id)

    def _missing(self, moment: Moment) -> Money | None:
        """What the basket lacks for free delivery by the shop's own fact; None when it lacks nothing, or can't be
        reckoned."""
        fact = self._facts.get("free_shipping_from")
        basket = [(moment.lookup(item), quantity) for item, quantity in moment.session.basket.items()]
        prices = [(p.current_price, quantity) for p, quantity in basket if p is not None]
        if fact is None or not fact.source or not prices or len(prices) < len(basket):
            return None
        try:
            threshold = Decimal(str(fact.value))
        except InvalidOperation:
            return None
        missing = threshold - sum((price.amount * quantity for price, quantity in prices), Decimal(0))
        return Money(missing, prices[0][0].currency) if missing > 0 else None

    def _promotion(self, moment: Moment) -> Said | None:
        product = moment.lookup(moment.item_id)
        if self._offers is None or product is None or not product.buyable:
            return None
        offer = self._offers.make(moment.entry, moment.session)
        if offer is None:
            return None
        minutes = round((offer.expires_at - offer.made_at).total_seconds() / 60)
        params = {
            "title": short_title(product, moment.language),
            "percent": offer.percent,
            "price": money_text(offer.final, offer.currency, moment.language),
            "prior": money_text(offer.prior, offer.currency, moment.language),
            "duration": self._duration(minutes, moment.language),
        }
        return Said(params, product.id, self._public(self._offers, offer))

    def _duration(self, minutes: int, language: str) -> str:
        """« 30 minutes », « une heure », "2 days": in the largest unit that says it exactly; a day is 24 hours."""
        for unit, length, least in (("day", 1440, 2), ("hour", 60, 1)):
            count, over = divmod(minutes, length)
            if not over and count >= least:
                return self._counted(unit, count, language)
        return self._counted("minute", minutes, language)

    def _counted(self, unit: str, count: int, language: str) -> str:
        if count == 1:
            return self._words.label(f"eta_{unit}", language)
        return self._words.label(f"eta_{unit}s", language, **{f"{unit}s": count})

    def _public(self, offers: Offers, offer: Any) -> dict[str, Any]:
        """The contract's offer, and what the card shows of it: before (the 30-day low) and after."""
        link = self._basket_link.replace("{offer}", offers.link(offer)) if self._basket_link else None
        return {
            "code": offers.spoken(offer),
            "percent": offer.percent,
            "item_id": offer.item_id,
            "expires_at": timestamp(offer.expires_at),
            "price_before": money(Money(offer.prior, offer.currency)),
            "price_after": money(Money(offer.final, offer.currency)),
            "link": link,
        }

    # --- yes and no ---------------------------------------------------------------------------------------------------

    def _replies(self, kind: str, moment: Moment, decision_id: str) -> tuple[QuickReply, ...]:
        """Yes first, no beside it: "no, thank you" weighs as much."""
        items = tuple(moment.action.get("item_ids") or ()) or tuple(filter(None, [moment.item_id]))
        yes = {
            "decision_help": ("reply_compare", Meaning("compare", refers=items)),
            "reassurance": _asked_next(moment, items),
            "social_proof": ("reply_more", Meaning("ask_product_info", refers=items)),
            "free_shipping": ("reply_delivery_details", Meaning("ask_delivery")),
            "bundle": ("reply_more", Meaning("ask_product_info", refers=items)),
            # The very item the offer is for: its size is not asked again.
            "promotion": ("reply_offer", Meaning("accept_product", refers=items, answers="size")),
        }[kind]
        title, meaning = yes
        no = QuickReply(self._words.label("reply_no", moment.language), Meaning("dismiss", value=decision_id))
        return (QuickReply(self._words.label(title, moment.language), meaning), no)


def _told_already(said: Said, recent: Sequence[str]) -> bool:
    """Whether the fact was told in one of the last texts: nobody is reassured by hearing it again."""
    fact = plain(str(said.params.get("fact") or ""))
    return bool(fact) and any(fact in plain(text) for text in recent)


def short_title(product: Product, language: str) -> str:
    """The name in a sentence, from the brand on: the card beside it says what kind of thing it is."""
    title = product.text(language).title
    at = title.find(product.brand) if product.brand else 0
    return title[at:] if at > 0 and title[at:] != product.brand else title


def _asked_next(moment: Moment, items: tuple[str, ...]) -> tuple[str, Meaning]:
    """What one would ask next after being reassured: not what was just told, nor what was answered before; of the
    product, where all was."""
    told, said = str(moment.action.get("fact")), {said.intent.partition("/")[0] for said in moment.session.said}
    if "ask_returns" not in said and not told.startswith("return"):
        return "reply_returns", Meaning("ask_returns")
    if "ask_delivery" not in said and not told.startswith("delivery"):
        return "reply_and_delivery", Meaning("ask_delivery")
    return "reply_more", Meaning("ask_product_info", refers=items)
