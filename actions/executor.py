"""All the actions, ready to be called with rasa_sdk's protocol. No global state: the shop is given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions.afterwards import announce
from actions.care import take_care
from actions.comparison import compare
from actions.consultation import SLOTS, ask, validate_needs
from actions.conversion import tell_currency, tell_guess, tell_size
from actions.decision import accept, why
from actions.desk import Desk, Shop
from actions.diversions import diverted, diverted_question, holding
from actions.follow_up import follow_up
from actions.gift_size import is_all_said, tell_unknown_size
from actions.greeting import greet
from actions.hesitation import hesitation
from actions.people import hand_over
from actions.personal_price import why_price
from actions.products import product_info
from actions.recommendation import alternative, recommend
from actions.repair import own_up
from actions.scope import clarify, order_status, out_of_scope
from actions.shop_facts import shop_fact, tell_beside

Step = Callable[[Desk], "list[dict[str, Any]] | None"]

VALIDATION = "validate_needs_form"
FORM = "needs_form"

STEPS: Mapping[str, Step] = {
    VALIDATION: validate_needs,
    **{f"action_ask_{slot}": ask for slot in SLOTS},
    "action_recommend": recommend,
    "action_greet": greet,
    "action_compare": compare,
    "action_alternative": alternative,
    "action_product_info": product_info,
    "action_shop_fact": shop_fact,
    "action_hesitation": hesitation,
    "action_accept": accept,
    "action_why": why,
    "action_hand_over": hand_over,
    "action_follow_up": follow_up,
    "action_clarify": clarify,
    "action_order_status": order_status,
    "action_out_of_scope": out_of_scope,
}
"""Action name -> what it does. domain.yml lists the same names."""


class ShopAction(Action):
    """One step as Rasa calls it: finds the turn that is under way, tells what it set.

    It works in memory and waits for nothing, so it runs at once: in a thread it would only fight for the interpreter.
    """

    def __init__(self, name: str, step: Step, shop: Shop) -> None:
        self._name = name
        self._step = step
        self._shop = shop

    def name(self) -> str:
        return self._name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        turn = self._shop.turns.get(tracker.sender_id)
        in_form = (tracker.active_loop or {}).get("name") == FORM
        desk = Desk(self._shop, turn, dispatcher, tracker.latest_message, in_form)
        events = self._done(desk)
        if self._name != VALIDATION:
            turn.done.append(self._name)
        return events or []

    def _done(self, desk: Desk) -> list[dict[str, Any]] | None:
        step = self._taken(desk)
        if self._name != VALIDATION and not desk.turn.done and not desk.turn.meaning:
            own_up(desk)
            tell_beside(desk)
            announce(desk)
            take_care(desk)
            tell_size(desk)
            tell_currency(desk)
            tell_guess(desk)
            tell_unknown_size(desk)
        return None if self._name != VALIDATION and is_all_said(desk) else step(desk)

    def _taken(self, desk: Desk) -> Step:
        """The step, or what the shopper's own words put in its place."""
        if self._name == VALIDATION:
            return holding(desk) or self._step
        if self._name.startswith("action_ask_"):
            return diverted_question(desk) or self._step
        return why_price(desk) or diverted(desk, self._name) or self._step


def build_executor(shop: Shop) -> Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]:
    """The function behind POST /internal/actions: an action call in, {"events", "responses"} out.

    Raises rasa_sdk's ActionNotFoundException for an unknown name, NotFound when no turn is under way.
    """
    executor = ActionExecutor()
    for name, step in STEPS.items():
        executor.register_action(ShopAction(name, step, shop))

    async def run(call: dict[str, Any]) -> dict[str, Any]:
        result = await executor.run(call)
        return {"events": result.events, "responses": result.responses} if result else {"events": [], "responses": []}

    return run
