from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from visitlog import START, Visit

from bot.shopper.needs import Needs, difference, from_json, without
from bot.shopper.session import Session, fold, fold_all, state


def test_a_new_conversation_welcomes_and_knows_nothing() -> None:
    assert state(Visit().session) == {"stage": "welcome", "needs": {}, "asking": None, "inferred": []}


def test_needs_are_what_the_understandings_changed() -> None:
    visit = Visit().says("inform_need", needs={"budget_max": [None, 100], "exclude": [None, ["pink"]]})
    visit.says("inform_need", needs={"budget_max": [100, 120.5]})
    assert visit.session.needs == Needs(budget_max=Decimal("120.5"), exclude=("pink",))
    assert state(visit.session)["needs"] == {"budget_max": 120.5, "exclude": ["pink"]}


def test_a_question_stands_until_it_is_answered() -> None:
    visit = Visit().says("search_product").answers(asking="budget")
    assert (visit.session.asking, visit.session.asked) == ("budget", {"budget": "waiting"})
    visit.says("inform_need", needs={"budget_max": [None, 80]})
    assert (visit.session.asking, visit.session.asked) == (None, {"budget": "answered"})


def test_a_question_left_open_is_answered_too() -> None:
    visit = Visit().says("search_product").answers(asking="feature:Drop")
    visit.says("inform_need", needs={"open": [None, ["feature:Drop"]]})
    assert visit.session.asking is None
    assert visit.session.asked == {"feature:Drop": "open"}


def test_a_turn_that_ends_without_a_question_drops_the_one_before() -> None:
    visit = Visit().says("search_product").answers(asking="level")
    visit.says("ask_delivery").answers()
    assert visit.session.asking is None
    assert visit.session.asked == {"level": "waiting"}


def test_the_question_may_come_in_an_earlier_message_of_the_turn() -> None:
    visit = Visit().says("ask_delivery").answers(asking="level", final=False).answers()
    assert visit.session.asking == "level"


def test_the_question_stands_while_the_turn_goes_on() -> None:
    visit = Visit().says("search_product").answers(asking="level").says("ask_delivery").answers(final=False)
    assert visit.session.asking == "level"


def test_a_nudge_between_turns_leaves_the_question_standing() -> None:
    visit = Visit().says("search_product").answers(asking="level")
    visit.add("message", role="assistant", nudge={"decision_id": "d_1", "kind": "reassurance"})
    assert visit.session.asking == "level"
    assert visit.session.nudges[0].kind == "reassurance"
    assert "nudged" in visit.session.flags


def test_shown_holds_the_cards_on_screen_and_all_shown_every_one() -> None:
    visit = Visit().says("search_product").answers("a", "b", "c").says("ask_alternative").answers("d", "b")
    assert visit.session.shown == ("d", "b")
    assert visit.session.all_shown == ("a", "b", "c", "d")


def test_a_message_without_cards_leaves_the_last_ones_on_screen() -> None:
    assert Visit().answers("a", "b").says("ask_delivery").answers().session.shown == ("a", "b")


def test_yes_means_the_first_quick_reply_of_the_last_message() -> None:
    replies = [{"id": "r2", "title": "Comparer"}, {"id": "r1", "title": "Non merci"}]
    meanings = {"r1": {"intent": "deny"}, "r2": {"intent": "compare", "refers": ["a", "b"]}}
    visit = Visit().answers("a", "b", quick_replies=replies, _meanings=meanings)
    meant = {"intent": "compare", "refers": ["a", "b"], "title": "Comparer"}
    assert visit.session.offered == {**meant, "proposed": False, "nudge": None}
    assert visit.answers().session.offered is None


def test_a_question_and_a_nudge_propose_what_they_offer_and_a_statement_does_not() -> None:
    offer = {"quick_replies": [{"id": "r1", "title": "Comparer"}], "_meanings": {"r1": {"intent": "compare"}}}
    told = [{"text": "Les voici."}, {"text": "On les compare ?"}, {"text": "Je peux comparer.", "nudge": {"kind": "x"}}]
    proposed = [Visit().answers("a", **offer, **said).session.offered for said in told]
    assert [each and each["proposed"] for each in proposed] == [False, True, True]


def test_one_of_the_cards_looked_at_closer_leaves_the_others_on_screen() -> None:
    visit = Visit().answers("a", "b", "c").answers("b")
    assert visit.session.shown == ("a", "b", "c")
    assert visit.session.focus == "b"
    assert visit.answers("z").session.shown == ("z",)


def test_the_only_one_left_of_the_cards_is_alone_on_screen() -> None:
    visit = Visit().answers("a", "b").says("change_mind", needs={"budget_max": [60, 35]}).answers("b")
    assert visit.session.shown == ("b",)


def test_the_focus_follows_a_single_card_a_reference_and_a_page() -> None:
    visit = Visit().answers("a")
    assert visit.session.focus == "a"
    visit.answers("a", "b").says("ask_price", refers=["b"])
    assert visit.session.focus == "b"
    visit.view("c")
    assert visit.session.focus == "c"


def test_the_page_a_conversation_opens_on_is_its_focus() -> None:
    assert Visit(page={"item_id": "p9", "url": "/product/p9"}).session.focus == "p9"


def test_events_count_at_their_own_time_whatever_their_order() -> None:
    visit = Visit().wait(minutes=10)
    visit.event("remove_from_cart", "a", at=START + timedelta(minutes=5))
    visit.event("add_to_cart", "a", at=START + timedelta(minutes=4))
    assert visit.session.basket == {}
    assert [event.name for event in visit.session.events] == ["add_to_cart", "remove_from_cart"]


def test_a_repeated_event_id_counts_once() -> None:
    visit = Visit().event("add_to_cart", "a", event_id="same").event("add_to_cart", "a", event_id="same")
    assert visit.session.basket == {"a": 1}


def test_an_event_from_the_future_counts_as_now() -> None:
    visit = Visit().event("view_item", "a", at=START + timedelta(days=3))
    assert visit.session.viewed[0].at == visit.now


def test_an_event_older_than_a_day_counts_for_nothing() -> None:
    visit = (
        Visit()
        .event("view_item", "a", at=START - timedelta(hours=25))
        .event("view_item", "b", at=START - timedelta(hours=23))
    )
    assert [view.item_id for view in visit.session.viewed] == ["b"]


def test_an_unreadable_timestamp_counts_on_arrival() -> None:
    visit = Visit().event("view_item", "a", timestamp="yesterday-ish")
    assert visit.session.viewed[0].at == visit.now


def test_a_product_the_catalogue_does_not_know_is_not_viewed() -> None:
    assert Visit().event("view_item", items=[{"item_id": "x", "known": False}]).session.viewed == ()


@pytest.mark.parametrize(
    ("events", "basket"),
    [
        ([("add_to_cart", [("a", 2)]), ("add_to_cart", [("a", 1)])], {"a": 3}),
        ([("add_to_cart", [("a", 2)]), ("remove_from_cart", [("a", 1)])], {"a": 1}),
        ([("add_to_cart", [("a", 1)]), ("remove_from_cart", [("a", 5)])], {}),
        ([("add_to_cart", [("a", 1)]), ("view_cart", [("a", 1), ("b", 2)])], {"a": 1, "b": 2}),
        ([("add_to_cart", [("a", 1)]), ("view_cart", [])], {"a": 1}),
        ([("add_to_cart", [("a", 1)]), ("purchase", [("a", 1)])], {}),
    ],
)
def test_the_basket_is_what_the_events_make_of_it(events: list, basket: dict[str, int]) -> None:
    visit = Visit()
    for name, items in events:
        visit.event(name, items=[{"item_id": item, "quantity": quantity, "known": True} for item, quantity in items])
    assert visit.session.basket == basket


def test_the_stage_follows_the_sale() -> None:
    visit = Visit()
    stages = [visit.session.stage]
    stages.append(visit.says("search_product").answers(asking="level").session.stage)
    stages.append(visit.answers("a", "b").session.stage)
    stages.append(visit.says("accept_product", refers=["a"]).session.stage)
    stages.append(visit.event("purchase", "a").session.stage)
    stages.append(visit.add("outcome", name="handed_over").session.stage)
    assert stages == ["welcome", "discover", "advise", "decide", "after", "handed_over"]
    assert visit.add("outcome", name="handed_back").session.stage == "after"


def test_taking_a_choice_back_returns_to_advice() -> None:
    visit = Visit().answers("a", "b").says("accept_product", refers=["a"]).says("reject_product", refers=["a"])
    assert (visit.session.stage, visit.session.rejected) == ("advise", ("a",))


def test_misunderstandings_in_a_row_are_counted_and_forgotten() -> None:
    visit = Visit().says("nlu_fallback", not_understood=True).says("nlu_fallback", not_understood=True)
    assert visit.session.stuck == 2
    assert visit.says("greet").session.stuck == 0
    assert visit.session.flags == {"not_understood"}


def test_flags_gather_over_the_visit() -> None:
    visit = Visit().add("decision", hesitation={"hesitating": True}).add("note", author="x", flag="follow_up")
    visit.event("purchase", "a")
    assert visit.session.flags == {"hesitated", "follow_up", "bought"}
    assert visit.session.decisions == 1


def test_a_dismissal_holds_for_the_visit_and_ends_with_it() -> None:
    visit = Visit().add("message", role="assistant", nudge={"decision_id": "d_1", "kind": "reassurance"})
    assert not visit.session.dismissed
    visit.add("outcome", name="dismissed", decision_id="d_1")
    assert visit.session.dismissed
    visit.wait(minutes=31).event("page_view")
    assert (visit.session.visit, visit.session.dismissed) == (2, False)


def test_a_refusal_before_any_nudge_is_one_of_the_visit() -> None:
    visit = Visit().add("outcome", name="dismissed", decision_id=None)
    assert visit.session.dismissed
    refused = visit.session.refused_at
    visit.wait(minutes=31).event("page_view")
    assert (visit.session.dismissed, visit.session.refused_at) == (False, refused)


def test_the_language_follows_the_shopper() -> None:
    assert Visit().says("greet", language="en").session.language == "en"


def test_folding_again_what_was_folded_changes_nothing() -> None:
    visit = Visit().says("search_product").answers("a", asking="level").event("add_to_cart", "a")
    session = visit.session
    for entry in visit.entries:
        session = fold(session, entry)
    assert session == visit.session


def test_folding_in_two_goes_is_folding_in_one() -> None:
    visit = Visit().says("search_product").answers("a", "b").view("a", "b").event("add_to_cart", "a")
    half = fold_all(visit.conversation, visit.entries[:3])
    for entry in visit.entries[3:]:
        half = fold(half, entry)
    assert half == visit.session == fold_all(visit.conversation, visit.entries)
    assert half != Session.start(visit.conversation)


def test_state_is_worded_by_whoever_shows_it() -> None:
    visit = Visit().says("inform_need", needs={"category": [None, "Shoes > Trail"]})
    shown = state(visit.session, lambda key, value, language: f"{key}:{language}:{value}")
    assert shown["needs"] == {"category": "category:fr:Shoes > Trail"}


def test_a_difference_read_back_gives_the_needs_it_came_from() -> None:
    before = Needs(budget_max=Decimal(100), colors=("red",))
    after = before.changed({"budget_max": Decimal("79.5"), "colors": (), "level": "expert", "open": ("brand",)})
    changed = difference(before, after)
    assert changed == {
        "budget_max": [100, 79.5], "colors": [["red"], None], "level": [None, "expert"], "open": [None, ["brand"]],
    }  # fmt: skip
    assert before.changed(from_json({key: pair[1] for key, pair in changed.items()})) == after


@pytest.mark.parametrize(
    ("key", "left", "opened"),
    [
        ("budget", Needs(brands=("Ventoux",), category="Shoes"), ("budget",)),
        ("budget_max", Needs(brands=("Ventoux",), category="Shoes", budget_min=Decimal(5)), ("budget",)),
        ("brands", Needs(category="Shoes", budget_min=Decimal(5), budget_max=Decimal(9)), ("brand",)),
        ("category", Needs(brands=("Ventoux",), budget_min=Decimal(5), budget_max=Decimal(9)), ()),
    ],
)
def test_a_removed_need_is_forgotten_and_not_asked_again(key: str, left: Needs, opened: tuple[str, ...]) -> None:
    needs = Needs(category="Shoes", brands=("Ventoux",), budget_min=Decimal(5), budget_max=Decimal(9))
    assert without(needs, key) == left.changed({"open": opened})


def test_removing_what_no_need_is_called_is_an_error() -> None:
    with pytest.raises(KeyError):
        without(Needs(), "shoe_lace")
