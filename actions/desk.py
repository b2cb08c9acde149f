"""What every action has in hand: the turn, the shelves, the words. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from actions.motive import answer_to
from actions.phrasing import Phrasing
from bot.advice.advisor import Advisor, Wish
from bot.advice.asking import ASKING
from bot.advice.choices import REASONS, Choice
from bot.advice.leads import Leads
from bot.advice.mentions import liked
from bot.advice.naming import brief
from bot.advice.questions import Shelf
from bot.dialogue.posting import payload_of
from bot.dialogue.reply import Comparison, Meaning, Pick, QuickReply, Reply
from bot.dialogue.turn import Turn, Turns
from bot.dialogue.words import Words, plain
from bot.ports import ShopFact
from bot.shopper.needs import NEEDS_INTENTS, Needs
from bot.shopper.reading.merging import is_one_more
from bot.shopper.reading.moving import left_behind
from bot.shopper.reading.recipients import told_of_them
from bot.shopper.shelves import hangs_on
from catalog_index import colors
from catalog_index.product import Product
from catalog_index.query import Query, SearchResult
from catalog_index.spelling import everyday
from catalog_index.text import fold_aligned, stems

if TYPE_CHECKING:
    from rasa_sdk.executor import CollectingDispatcher

    from catalog_index.index import CatalogueIndex


A_NAME = 5
"""Words up to which loose words may be a name; in a longer sentence only those with a capital are."""


def _without_everyday(rest: str) -> str:
    """The words left over that may name something: "my dad who runs a bit" names no bit, « bon, une montre » nothing
    beside the watch, and a number alone nothing."""
    left = [word for word in rest.split() if plain(word) not in everyday() | ASKING]
    return " ".join(left) if any(not word.isdigit() for word in left) else ""


class Live(Protocol):
    @property
    def current(self) -> CatalogueIndex: ...


class Shop(Protocol):
    """What the actions need of the composition root. `facts` are the shop's, by key."""

    @property
    def catalogue(self) -> Live: ...

    @property
    def advisor(self) -> Advisor: ...

    @property
    def words(self) -> Words: ...

    @property
    def facts(self) -> Mapping[str, ShopFact]: ...

    @property
    def turns(self) -> Turns: ...

    @property
    def human_eta_minutes(self) -> int | None: ...


class Desk:
    """One call of one action."""

    def __init__(
        self,
        shop: Shop,
        turn: Turn,
        dispatcher: CollectingDispatcher,
        latest: Mapping[str, Any],
        in_form: bool = False,
    ) -> None:
        self.shop = shop
        self.turn = turn
        self.catalogue = shop.catalogue.current
        self.advisor = shop.advisor
        self.phrasing = Phrasing(shop.words, shop.advisor, self.catalogue, turn.language, lambda: turn.search)
        self.ranking: Sequence[Mapping[str, Any]] = latest.get("intent_ranking") or ()
        self.heard_intent = str((latest.get("intent") or {}).get("name") or "")
        self.beside = tuple(str(one.get("name")) for one in latest.get("also") or ())
        self.in_form = in_form
        self._dispatcher = dispatcher
        self._found: dict[str, SearchResult] = {}

    # --- what is known ------------------------------------------------------------------------------------------------

    @property
    def intent(self) -> str:
        """What the shopper means: by the reply tapped, else as understood."""
        return self.turn.meaning.intent if self.turn.meaning else self.heard_intent

    @property
    def language(self) -> str:
        return self.turn.language

    @property
    def needs(self) -> Needs:
        return self.turn.session.needs

    @property
    def value(self) -> str | None:
        return self.turn.meaning.value if self.turn.meaning else None

    def hears(self, name: str) -> bool:
        """Whether the shopper used one of the words listed under `name`."""
        return self.shop.words.hears(name, self.turn.text) or (
            self.turn.reading.ellipsis and self.shop.words.hears(name, self.turn.previous)
        )

    def fact(self, key: str) -> ShopFact | None:
        fact = self.shop.facts.get(key)
        return fact if fact and self.language in fact.text else None

    def told(self, fact: ShopFact) -> bool:
        """Whether the fact was told in one of the last texts, its capital aside."""
        return any(fact.text[self.language][1:] in said for said in self.turn.recent)

    # --- products -----------------------------------------------------------------------------------------------------

    def products(self, items: Iterable[str]) -> list[Product]:
        """Those of `items` that the catalogue still holds."""
        return [product for item in items if (product := self.catalogue.product(item)) is not None]

    @property
    def pointed(self) -> list[Product]:
        """What this message points at."""
        return self.products(self.turn.refers)

    @property
    def shown(self) -> list[Product]:
        return self.products(self.turn.before.shown)

    @property
    def looks_elsewhere(self) -> bool:
        """Whether another shelf is looked at than that of all on screen, and nothing there is pointed at: what is asked
        of "the lightest" is none of these."""
        shelf = self.needs.category
        return shelf is not None and not self.pointed and not any(hangs_on(p.product_type, shelf) for p in self.shown)

    @property
    def target(self) -> Product | None:
        """The one product this message is about, if that is clear: pointed at, talked about last, or alone on
        screen."""
        if self.pointed:
            return self.pointed[0]
        focus = self.products([self.turn.before.focus] if self.turn.before.focus else [])
        if focus:
            return focus[0]
        return self.shown[0] if len({p.group for p in self.shown}) == 1 else None

    def wish(self) -> Wish:
        """What to look for now."""
        reading, turn = self.turn.reading, self.turn
        another = not turn.search or is_one_more(fold_aligned(turn.text))
        named = self.heard_intent == "search_product" or (self._loose_words and another)
        if not turn.meaning and (named or self._named_thing):
            # words beside a later need ("I can spend…") do not replace what is looked for
            fresh = reading.thing.search or self._of_the_shop(_without_everyday(reading.rest))
            turn.search = fresh if self._replaces(fresh) or "category" in reading.change else turn.search
        gone = (*turn.session.rejected, *turn.session.bought)  # nobody is offered what they just bought
        return Wish(self.needs, self.language, turn.search, reading.sort, gone, self._owned)

    def _replaces(self, fresh: str) -> bool:
        """Whether `fresh` words take the place of those searched for: not where nothing here bears them, and those
        before found something (« vos meillerues trouvailles »)."""
        if not fresh or not self.turn.search or fresh == self.turn.search:
            return bool(fresh)
        if all(colors.spoken(word) for word in fresh.split()):
            return False  # « idéalement en rose », of a screen
        if self.turn.reading.thing.search:
            return True
        found = [bool(self.catalogue.search(Query(t, self.language, limit=1)).hits) for t in (fresh, self.turn.search)]
        return found != [False, True]

    def _of_the_shop(self, words: str) -> str:
        """`words`, unless they only tell of somebody ("she just moved") and nothing here is called so: looked for, they
        would deny all there is."""
        folded = fold_aligned(self.turn.text)
        if not words or not set(words.split()) <= told_of_them(folded) - liked(folded):
            return words
        return words if self.catalogue.search(Query(words, self.language, limit=1)).hits else ""

    @property
    def _owned(self) -> tuple[str, ...]:
        bought = self.products(self.turn.session.bought)
        return (*self.needs.owned, *(product.product_type for product in bought))

    @property
    def _named_thing(self) -> bool:
        """A thing asked for by its name, whatever kind of asking the sentence was taken for."""
        return bool(self.turn.reading.thing.name) and self.heard_intent in NEEDS_INTENTS

    @property
    def _loose_words(self) -> bool:
        """Words beside a need, while no shelf was named: they may name the thing itself ("une lampe Lumivole")."""
        rest = self.turn.reading.rest
        if self.heard_intent != "inform_need" or self.needs.category is not None or not rest:
            return False
        if not (self.turn.search or self.turn.before.shown) and self._names_a_thing(rest):
            return True  # « quelque chose : écran, 430 € »
        named = any(word[:1].isupper() and plain(word) in rest.split() for word in self.turn.text.split()[1:])
        return named or len(self.turn.text.split()) <= A_NAME

    def _names_a_thing(self, rest: str) -> bool:
        """Whether what was not understood is all of it a word of this shop."""
        left = _without_everyday(rest).split()
        return bool(left) and all(word in self.catalogue.vocabulary.known for word in left)

    def look(self) -> SearchResult:
        """The candidates for the wish; looked up once a call."""
        if "now" not in self._found:
            self._found["now"] = self.advisor.look(self.wish(), self.catalogue)
        return self._found["now"]

    def look_again(self) -> None:
        """The needs have changed: what was found before holds no more."""
        self._found.clear()

    def follow(self, found: Leads) -> None:
        """Go to the shelf that the words lead to, and look there by these words."""
        turn = self.turn
        said = tuple(name for name in turn.session.needs.inferred if name != "category")
        needs = turn.session.needs.changed({"category": found.shelves[0], "inferred": said})
        turn.session = replace(turn.session, needs=needs)
        turn.search = found.text
        self._found.clear()

    def leave_shelf(self, shelf: str | None = None) -> None:
        """Look in the whole shop for what is asked for by its name; on the one shelf where all of it hangs."""
        turn = self.turn
        said, left = turn.reading.change, left_behind(turn.session.needs, shelf)
        change = {key: value for key, value in left.items() if key not in said}
        turn.session = replace(turn.session, needs=turn.session.needs.changed(change))
        turn.search = "" if shelf else turn.reading.thing.search or turn.reading.thing.name
        self._found.clear()

    def shelf(self) -> Shelf:
        """What questions about the whole shop are asked of."""
        return Shelf((), self.catalogue.variants, self.catalogue.vocabulary)

    # --- speaking -----------------------------------------------------------------------------------------------------

    def label(self, name: str, /, **params: Any) -> str:
        return self.shop.words.label(name, self.language, **params)

    def reply(self, title: str, meaning: Meaning, /, **params: Any) -> QuickReply:
        return QuickReply(self.label(title, **params), meaning)

    @property
    def person(self) -> QuickReply:
        """The offer to call somebody of the team."""
        return self.reply("reply_person", Meaning("ask_human"))

    def title(self, product: Product) -> str:
        """The name in a sentence, a long one as far as it names: « Trottine Gadoue » where the title begins with what
        is on that shelf, and a model's name follows the brand's; « Comté Ardouin de garde » stays whole."""
        title = brief(product.text(self.language).title, product.brand)
        at = title.find(product.brand) if product.brand else 0
        model = title[at + len(product.brand) :].strip()
        if at <= 0 or not (model[:1].isupper() or model[:1].isdigit()):
            return title
        kind = stems(title[:at], self.language)
        return title[at:] if kind and kind[0] in self._shelf_words(product) else title

    def _shelf_words(self, product: Product) -> set[str]:
        """What the product's shelf is called, in stems: its path and the merchant's name for it."""
        named = self.advisor.category_name(product.product_type, self.language, self.catalogue)
        local = product.text(self.language).product_type
        return set(stems(f"{named} {local} {product.product_type}", self.language))

    def picks(self, choices: Iterable[Choice]) -> tuple[Pick, ...]:
        say = self.phrasing.reason
        return tuple(Pick(c.product.id, self.reasons(c), say(c.drawback) if c.drawback else None) for c in choices)

    def reasons(self, choice: Choice) -> tuple[str, ...]:
        """The reasons in words; first what the page says to the reason the shopper gave, where it does."""
        told = tuple(self.phrasing.reason(reason) for reason in choice.reasons)
        lexicon = self.catalogue.vocabulary.lexicon
        eases = self.shop.words.heard("eases")
        answer = answer_to(self.needs, choice.product, self.language, lexicon, eases)
        if answer is None:
            return told
        return (self.label("reason_because", word=answer[0], quote=answer[1]), *told[: REASONS - 1])

    def say(
        self,
        response: str,
        params: Mapping[str, Any] | None = None,
        *,
        choices: Iterable[Choice] = (),
        comparison: Comparison | None = None,
        replies: Sequence[QuickReply] = (),
        asking: str | None = None,
    ) -> None:
        """Say the response of that name, with what goes beside the words."""
        turn = self.turn
        text = self.shop.words.say(response, self.language, params, seed=turn.seed, recent=turn.recent)
        text = text.replace("….", "…")
        reply = Reply(text, self.picks(choices), comparison, tuple(replies), asking=asking)
        turn.spoke, turn.showed = True, turn.showed or bool(reply.picks)
        self._dispatcher.utter_message(text=text, json_message={**payload_of(reply), "response": response})
