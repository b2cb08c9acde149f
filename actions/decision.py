"""A choice made, a reason asked for, a yes or a no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from actions.afterwards import offer_next
from actions.consultation import chosen, resume
from actions.desk import Desk
from actions.personal_price import taken_at
from bot.advice.choices import Choice
from bot.advice.questions import size_order
from bot.advice.suitability import said_only
from bot.dialogue.formats import in_sentence, sentence
from bot.dialogue.reply import Meaning, QuickReply
from bot.shopper.reading.counted import counted, how_many
from bot.shopper.reading.message import on_screen
from catalog_index.paths import at_or_below
from catalog_index.product import Product
from catalog_index.text import fold_aligned

SIZES_OFFERED = 8


def accept(desk: Desk) -> None:
    """The size if it is missing, then the way to the basket: only the page puts things there, and only it may say
    so."""
    before = desk.products(filter(None, [desk.turn.session.accepted])) if chosen(desk) else []
    before = [p for p in before if any(p.group == other.group for other in desk.shown)]  # others came on screen since
    meant = desk.pointed or before or _target(desk)
    if not meant and desk.shown:
        return ask_which(desk, "utter_accept_which", "accept_product")
    if not meant:
        desk.say("utter_accept_nothing")
        return resume(desk)
    taken = _taken(desk, meant)
    if sum(taken.values()) > 1:
        return _confirm_several(desk, taken)
    product = in_size(desk, meant[0])
    if product is None and desk.turn.before.asking == "size" and "size" in desk.turn.reading.open:
        return _confirm(desk, meant[0])  # asked once: the page asks for it all the same
    if product is None:
        return _ask_size(desk, meant[0])
    return _confirm(desk, product)


def _target(desk: Desk) -> list[Product]:
    return [desk.target] if desk.target else []


def _taken(desk: Desk, meant: Sequence[Product]) -> dict[str, int]:
    """Item id -> how many of it: of those pointed at what the words say, of one alone so many."""
    folded = fold_aligned(desk.turn.text)
    if desk.turn.meaning:
        return {meant[0].id: 1}
    if len({product.group for product in desk.pointed}) < 2:
        wanted = desk.turn.reading.change.get("category")
        return {meant[0].id: how_many(folded, wanted is not None and not at_or_below(meant[0].product_type, wanted))}
    told = counted(folded, [on_screen(product, desk.language) for product in desk.shown], desk.turn.before.focus)
    return {product.id: told.get(product.id, 1) for product in desk.pointed}


def _confirm_several(desk: Desk, taken: Mapping[str, int]) -> None:
    """Each on its card, in the size that is known, and what they come to; the page alone takes sizes and numbers."""
    products = {(in_size(desk, p) or p).id: (in_size(desk, p) or p) for p in desk.products(taken)}
    gone = [product for product in products.values() if not product.buyable]
    if gone:
        return desk.say("utter_unavailable", {"title": desk.title(gone[0])}, replies=[_similar(desk, gone[0])])
    pieces = list(zip(products.values(), taken.values(), strict=True))
    short = next((p for p, number in pieces if in_size(desk, p) and (p.quantity or number) < number), None)
    if short is not None:
        params = {"title": desk.title(short), "left": short.quantity}
        return desk.say("utter_accept_fewer", params, replies=[_similar(desk, short), desk.person])
    choices = [desk.advisor.choice(product, desk.shown, desk.needs, desk.catalogue) for product, _ in pieces]
    whole = sum((product.current_price.amount * number for product, number in pieces), start=Decimal(0))
    named = [f"{number} × {desk.title(product)}" if number > 1 else desk.title(product) for product, number in pieces]
    params = {
        "titles": desk.phrasing.listed(named),
        "total": desk.phrasing.money(whole, pieces[0][0].current_price.currency),
    }
    replies = [desk.reply("reply_delivery", Meaning("ask_delivery"))]
    desk.say("utter_accept_several", params, choices=choices, replies=replies)
    return offer_next(desk)


def in_size(desk: Desk, product: Product) -> Product | None:
    """The variant to take, None when the size is still open. A tapped size is that variant already."""
    sizes = {v.size for v in desk.catalogue.variants(product.group) if v.size}
    if len(sizes) < 2 or (desk.turn.meaning and desk.turn.meaning.answers == "size"):
        return product
    wanted = {size.casefold() for size in desk.needs.sizes}
    if product.size.casefold() in wanted:
        return product
    same = [v for v in desk.catalogue.variants(product.group) if v.size.casefold() in wanted and v.buyable]
    same.sort(key=lambda v: v.color != product.color)
    return same[0] if same else None


def _ask_size(desk: Desk, product: Product) -> None:
    left = sizes_left(desk, product)
    if not left:
        return desk.say("utter_unavailable", {"title": desk.title(product)}, replies=[_similar(desk, product)])
    replies = [
        QuickReply(size, Meaning("accept_product", {"sizes": [size]}, (v.id,), "size", size))
        for size, v in list(left.items())[:SIZES_OFFERED]
    ]
    params = {"title": desk.title(product), "sizes": ", ".join(left)}
    if desk.needs.sizes:  # the size said is not there: told, and those that are
        params["size"] = desk.needs.sizes[0]
        return desk.say("utter_unavailable_size", params, replies=replies, asking="size")
    return desk.say("utter_accept_size", params, replies=replies, asking="size")


def sizes_left(desk: Desk, product: Product) -> dict[str, Product]:
    """Size -> the buyable variant of the product's colour, in the order of sizes."""
    variants = [v for v in desk.catalogue.variants(product.group) if v.buyable and v.size and v.color == product.color]
    return {v.size: v for v in sorted(variants, key=lambda v: size_order(v.size))}


def _confirm(desk: Desk, product: Product) -> None:
    choice = desk.advisor.choice(product, desk.shown, desk.needs, desk.catalogue)
    if not product.buyable:
        return desk.say("utter_unavailable", {"title": desk.title(product)}, replies=[_similar(desk, product)])
    _say_taken(desk, product, choice)
    return offer_next(desk)


def _say_taken(desk: Desk, product: Product, choice: Choice) -> None:
    replies = [desk.reply("reply_returns", Meaning("ask_returns")), _similar(desk, product)]
    if priced := taken_at(desk, product):
        return desk.say(*priced, choices=[choice], replies=replies)
    lack = _lack(desk, choice)
    params = {"title": desk.title(product)}
    if lack is not None:
        return desk.say("utter_accept_unfit", {**params, "lack": lack}, choices=[choice], replies=replies)
    if not choice.reasons:
        return desk.say("utter_accept_plain", params, choices=[choice], replies=replies)
    params["reason"] = desk.phrasing.reason(choice.reasons[0])
    return desk.say("utter_accept", params, choices=[choice], replies=replies)


def _lack(desk: Desk, choice: Choice) -> str | None:
    """Where the choice goes against what was said: the shopper hears it before, not after."""
    limit = said_only(desk.needs).budget_max
    if limit is not None and choice.product.current_price.amount > limit:
        return desk.label("miss_price_max")
    if choice.fit.missed and choice.fit.lacks:
        return desk.phrasing.reason(choice.fit.lacks[0])
    return None


def _similar(desk: Desk, product: Product) -> QuickReply:
    return desk.reply("reply_similar", Meaning("ask_alternative", refers=(product.id,), value="different"))


def ask_which(desk: Desk, response: str, intent: str) -> None:
    """Which of those on screen? Each is offered; pointing at one in words works as well."""
    shown = desk.shown[:4]
    named = [desk.title(product) for product in shown]
    if len({*named}) < len(named):  # a man's and a woman's of one name are told apart by their whole titles
        named = [product.text(desk.language).title for product in shown]
    replies = [
        QuickReply(name, Meaning(intent, refers=(p.id,), value=desk.value))
        for p, name in zip(shown, named, strict=True)
    ]
    desk.say(response, replies=replies, asking="choice")


def why(desk: Desk) -> None:
    """The reasons of a suggestion; or of the question just asked."""
    product = desk.target or (desk.shown[0] if desk.shown else None)
    if desk.turn.before.asking and not desk.pointed:
        return _why_question(desk)
    if product is None:
        return desk.say("utter_why_nothing")
    choice = desk.advisor.choice(product, desk.shown, desk.needs, desk.catalogue)
    reasons = desk.reasons(choice)
    if reasons[0:1] != tuple(map(desk.phrasing.reason, choice.reasons[0:1])):
        reasons = reasons[:2]  # the page's own sentence is long enough
    spoken = desk.phrasing.listed(reasons) if reasons else desk.label("because_reason")
    params = {"title": desk.title(product), "reasons": spoken, "reasons_sentence": sentence(spoken)}
    replies = [desk.reply("reply_take", Meaning("accept_product", refers=(product.id,)), title=desk.title(product))]
    replies += [desk.reply("reply_different", Meaning("ask_alternative", refers=(product.id,), value="different"))]
    if choice.drawback is None:
        return desk.say("utter_why", params, replies=replies)
    params["drawback"] = desk.phrasing.reason(choice.drawback)
    return desk.say("utter_why_but", params, replies=replies)


def _why_question(desk: Desk) -> None:
    session = desk.turn.before
    question = desk.advisor.again(str(session.asking), desk.needs, session.asked, desk.look(), desk.catalogue)
    reason = desk.phrasing.local(question.why) if question and question.why else desk.label("why_question")
    desk.say("utter_why_question", {"why": in_sentence(reason)}, asking=session.asking)
