"""One visitor's conversation so far: the fold of the log. Pure; the same entries always give the same session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.shopper.entry import Consent, Conversation, Entry
from bot.shopper.events import PageEvent, add_event, basket_of, read_event
from bot.shopper.needs import FIELDS_OF, NEEDS_INTENTS, UNSAID, Needs, asking_of, from_json, to_json
from bot.shopper.offered import first_offer, picked
from bot.shopper.said import Said, said_of

Stage = Literal["welcome", "discover", "advise", "decide", "after", "handed_over"]
Asked = Literal["waiting", "answered", "open"]

VISIT_GAP = timedelta(minutes=30)
"""Silence after which the same conversation is a new visit: GA4's session timeout."""


@dataclass(frozen=True, slots=True)
class View:
    """A product page opened, at the event's own time."""

    item_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Nudged:
    """A nudge this conversation has shown. `rung` is the percent of a promotion, 0 for help; `offer` the contract's,
    until it is used."""

    decision_id: str
    kind: str
    at: datetime
    visit: int
    rung: int = 0
    item_id: str | None = None
    dismissed: bool = False
    message_id: int = 0
    offer: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Attendant:
    """The person of the team who serves now: the name the shopper reads, their account, their last sign of life."""

    name: str
    account: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """Everything the rules may know about one conversation.

    `asked`: asking name -> waiting (no answer yet), answered, or open (left open on purpose). `shown`: the item ids of
    the last cards on screen, in order; `all_shown`: every one so far, oldest first; `screens`: what was on screen
    before, several at a time, oldest first. `focus`: the product talked about or looked at last; `talked`: every one of
    them, in order. `viewed`: product pages, in the order of their own times. `basket`: item id -> quantity, by the
    page's events. `offered`: what "yes" would mean: the meaning of the last assistant message's first quick reply
    (intent, needs, refers, answers, value) and its title. `stuck`: messages not understood in a row. `flags`:
    hesitated, nudged, handed_over, not_understood, bought, and those a support person set. `visit` counts visits from
    1: 30 minutes of silence begin the next. `served_by`: the person who has taken over, None while the assistant
    serves; `service` is the entry that last changed it. `refused_at`: when nudges were last refused, one or all.
    """

    conversation_id: str
    language: str
    started_at: datetime
    visitor_id: str | None = None
    consent: Consent = field(default_factory=Consent)
    needs: Needs = field(default_factory=Needs)
    asking: str | None = None
    asked: Mapping[str, Asked] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    all_shown: tuple[str, ...] = ()
    screens: tuple[tuple[str, ...], ...] = ()
    talked: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    focus: str | None = None
    compared: tuple[str, ...] = ()
    events: tuple[PageEvent, ...] = ()
    viewed: tuple[View, ...] = ()
    basket: Mapping[str, int] = field(default_factory=dict)
    bought: tuple[str, ...] = ()
    accepted: str | None = None
    said: tuple[Said, ...] = ()
    flags: frozenset[str] = frozenset()
    nudges: tuple[Nudged, ...] = ()
    refused_at: datetime | None = None
    decisions: int = 0
    offered: Mapping[str, Any] | None = None
    turns: int = 0
    stuck: int = 0
    page: Mapping[str, Any] | None = None
    visit: int = 1
    visit_started_at: datetime | None = None
    last_at: datetime | None = None
    last_id: int = 0
    turn_asking: str | None = None
    served_by: Attendant | None = None
    service: int = 0

    @classmethod
    def start(cls, conversation: Conversation) -> Session:
        """The session of a conversation in which nothing has happened yet."""
        item = (conversation.page or {}).get("item_id")
        return cls(
            conversation_id=conversation.id,
            language=conversation.language,
            started_at=conversation.started_at,
            visitor_id=conversation.visitor_id,
            consent=conversation.consent,
            page=conversation.page,
            focus=str(item) if item else None,
            visit_started_at=conversation.started_at,
        )

    @property
    def stage(self) -> Stage:
        """Where the sale stands; a hand-over outranks a purchase, which outranks a choice made."""
        if "handed_over" in self.flags:
            return "handed_over"
        if self.bought:
            return "after"
        if self.basket or self.accepted:
            return "decide"
        if self.shown:
            return "advise"
        return "discover" if self.turns else "welcome"

    @property
    def dismissed(self) -> bool:
        """Whether the shopper would have no nudge, whichever, during this visit: final until the next one."""
        return self.refused_at is not None and self.refused_at >= (self.visit_started_at or self.started_at)


def fold(session: Session, entry: Entry) -> Session:
    """The session after `entry`. An entry already folded (id not above `last_id`) changes nothing."""
    if entry.id <= session.last_id:
        return session
    session = _next_visit(session, entry)
    step = _STEPS.get(entry.kind)
    return step(session, entry) if step else session


def fold_all(conversation: Conversation, entries: Iterable[Entry]) -> Session:
    """The session of a whole log, oldest entry first."""
    session = Session.start(conversation)
    for entry in entries:
        session = fold(session, entry)
    return session


def state(session: Session, display: Callable[[str, Any, str], Any] | None = None) -> dict[str, Any]:
    """The contract's State, and under `inferred` the needs nobody said: read from the pages looked at; `advisor` is the
    name of the person who serves, and is there only then.

    `display(key, value, language)` words what is shown in the shopper's language (category, usage, features).
    """
    needs = to_json(session.needs)
    if display is not None:
        needs = {key: display(key, value, session.language) for key, value in needs.items()}
    inferred = [key for key in session.needs.inferred if key in needs]
    known = {"stage": session.stage, "needs": needs, "asking": session.asking, "inferred": inferred}
    return {**known, "advisor": session.served_by.name} if session.served_by else known


def _next_visit(session: Session, entry: Entry) -> Session:
    quiet = session.last_at is not None and entry.at - session.last_at > VISIT_GAP
    visit, began = (session.visit + 1, entry.at) if quiet else (session.visit, session.visit_started_at)
    last = max(session.last_at or entry.at, entry.at)
    return replace(session, last_id=entry.id, last_at=last, visit=visit, visit_started_at=began)


def _message(session: Session, entry: Entry) -> Session:
    if entry.data.get("role") == "shopper":
        return replace(session, turns=session.turns + 1, turn_asking=None)
    if entry.data.get("role") == "advisor" and session.served_by:
        session = replace(session, served_by=replace(session.served_by, seen_at=entry.at))
    return _assistant_message(session, entry)


def _assistant_message(session: Session, entry: Entry) -> Session:
    data = entry.data
    session = _with_cards(session, data)
    session = _with_question(session, data)
    if data.get("nudge"):
        session = _with_nudge(session, entry)
    return replace(session, offered=first_offer(data))


def _with_cards(session: Session, data: Mapping[str, Any]) -> Session:
    ids = tuple(str(card["item_id"]) for card in data.get("products") or ())
    table = tuple(str(item) for item in (data.get("comparison") or {}).get("item_ids") or ())
    beside = bool(data.get("nudge")) and len(session.shown) > 1  # it comes beside what is on screen
    shown = session.shown if beside else ids or table or session.shown
    new = tuple(item for item in ids if item not in session.all_shown)
    last = session.said[-1].intent if session.said else ""
    closer = (len(ids) == 1 and last not in NEEDS_INTENTS) or last == "accept_product"
    if ids and closer and {*ids} <= {*session.shown}:
        shown = session.shown  # one of them looked at closer, some taken: the others are still on screen
    focus = ids[0] if len(ids) == 1 else None if ids else session.focus
    if table:
        focus = picked(data)
    screens = (
        (*session.screens, session.shown) if shown != session.shown and len(session.shown) > 1 else session.screens
    )
    session = replace(session, shown=shown, screens=screens, all_shown=session.all_shown + new)
    return _talking_of(replace(session, compared=table or session.compared), focus)


def _talking_of(session: Session, focus: str | None) -> Session:
    told = (*session.talked, focus) if focus and session.talked[-1:] != (focus,) else session.talked
    return replace(session, focus=focus, talked=told)


def _with_question(session: Session, data: Mapping[str, Any]) -> Session:
    asking = data.get("asking")
    if asking:
        asked: dict[str, Asked] = {**session.asked, asking: "waiting"}
        session = replace(session, asking=asking, asked=asked, turn_asking=asking)
    elif data.get("final"):  # the turn ended without a question: the one before is dropped
        session = replace(session, asking=session.turn_asking)
    return session


def _with_nudge(session: Session, entry: Entry) -> Session:
    nudge = entry.data["nudge"]
    offer = nudge.get("offer") or {}
    shown = Nudged(
        decision_id=str(nudge.get("decision_id", "")),
        kind=str(nudge.get("kind", "")),
        at=entry.at,
        visit=session.visit,
        rung=int(offer.get("percent") or 0),
        item_id=offer.get("item_id"),
        message_id=entry.id,
        offer=offer or None,
    )
    return replace(session, nudges=(*session.nudges, shown), flags=session.flags | {"nudged"})


def _understanding(session: Session, entry: Entry) -> Session:
    data = entry.data
    session = _with_intent(session, entry)
    session = _with_needs(session, data)
    refers = tuple(str(item) for item in data.get("refers") or ())
    if refers:  # of several none is the one talked about
        session = _talking_of(session, refers[0] if len(refers) == 1 else None)
    return replace(session, language=data.get("language") or session.language)


def _with_intent(session: Session, entry: Entry) -> Session:
    data = entry.data
    intent, lost = str(data.get("intent") or ""), bool(data.get("not_understood"))
    if data.get("message_id") is not None:
        session = replace(session, stuck=session.stuck + 1 if lost else 0)
    if lost:
        session = replace(session, flags=session.flags | {"not_understood"})
    if not intent:
        return session
    said = said_of(entry)
    refers = [str(item) for item in data.get("refers") or ()]
    if "accept_product" in (intent, data.get("means")):  # a yes to « prenez-vous celle-ci ? » takes it
        chosen = refers[0] if refers else session.focus
        session = replace(session, accepted=chosen or session.accepted)
    if intent == "reject_product":
        gone = tuple(refers or ([session.focus] if session.focus else []))
        kept = None if session.accepted in gone else session.accepted
        session = replace(session, rejected=session.rejected + gone, accepted=kept)
    return replace(session, said=(*session.said, said))


def _with_needs(session: Session, data: Mapping[str, Any]) -> Session:
    changed = data.get("needs_changed") or {}
    if not changed:
        return session
    needs = session.needs.changed(from_json({key: pair[1] for key, pair in changed.items()}))
    asked = dict(session.asked)
    if _is_elsewhere(session.needs.category, needs.category):
        unlimited = needs.budget_min is None and needs.budget_max is None and "budget" not in needs.open
        anew = unlimited and session.asking != "budget"  # left unanswered just now, it is not asked of the next shelf
        of_it = ("usage", "feature", "size", *(["budget"] if anew else []))
        asked = {name: how for name, how in asked.items() if name.partition(":")[0] not in of_it}
    for name in {asking_of(key) for key in changed if key not in UNSAID}:
        asked[name] = "answered"
    for name in needs.open:
        asked[name] = "open"
    done = _is_answered(session.asking, needs, set(changed))
    if done and session.asking:
        asked[session.asking] = "open" if session.asking in needs.open else "answered"
    return replace(session, needs=needs, asked=asked, asking=None if done else session.asking)


def _is_elsewhere(before: str | None, now: str | None) -> bool:
    """Whether another shelf is looked at, neither wider nor narrower: what was answered of the one before says nothing
    of it."""
    return (
        bool(before and now)
        and not f"{now} > ".startswith(f"{before} > ")
        and not f"{before} > ".startswith(f"{now} > ")
    )


def _is_answered(asking: str | None, needs: Needs, changed: set[str]) -> bool:
    if asking is None:
        return False
    names = FIELDS_OF.get(asking.partition(":")[0], (asking,))
    return asking in needs.open or bool(changed & set(names))


def _page_event(session: Session, entry: Entry) -> Session:
    event = read_event(entry)
    if event is None:
        return session
    events = add_event(session.events, event)
    if events is session.events:
        return session
    views = tuple(View(item, e.at) for e in events if e.name == "view_item" for item in e.known_items)
    basket, bought = basket_of(events)
    flags = session.flags | {"bought"} if bought else session.flags
    session = replace(session, events=events, viewed=views, basket=basket, bought=bought, flags=flags)
    if event is events[-1]:
        session = _with_page(session, event)
    return session


def _with_page(session: Session, event: PageEvent) -> Session:
    focus = event.known_items[0] if event.name == "view_item" and event.known_items else session.focus
    return _talking_of(replace(session, page=event.page or session.page), focus)


def _decision(session: Session, entry: Entry) -> Session:
    hesitating = bool((entry.data.get("hesitation") or {}).get("hesitating"))
    flags = session.flags | {"hesitated"} if hesitating else session.flags
    return replace(session, flags=flags, decisions=session.decisions + 1)


def _outcome(session: Session, entry: Entry) -> Session:
    name = entry.data.get("name")
    if name == "dismissed":
        nudges = tuple(_dismiss(n, entry.data.get("decision_id")) for n in session.nudges)
        return replace(session, nudges=nudges, refused_at=entry.at)
    if name == "handed_over":
        return replace(session, flags=session.flags | {"handed_over"})
    if name in ("taken_over", "handed_back"):
        return _with_person(session, entry)
    if name == "offer_redeemed":
        used = entry.data.get("decision_id")
        nudges = tuple(replace(n, offer=None) if n.decision_id == used else n for n in session.nudges)
        return replace(session, nudges=nudges, flags=session.flags | {"bought"})
    if name == "order":
        return replace(session, flags=session.flags | {"bought"})
    return session


def _with_person(session: Session, entry: Entry) -> Session:
    """Whoever left without a word leaves a shopper who still waits for a person."""
    data = entry.data
    if data["name"] == "taken_over":
        person = Attendant(str(data.get("advisor") or ""), str(data.get("account") or ""), entry.at)
        return replace(session, flags=session.flags | {"handed_over"}, served_by=person, service=entry.id)
    waits = session.flags if data.get("reason") == "absent" else session.flags - {"handed_over"}
    return replace(session, flags=waits, served_by=None, service=entry.id)


def _dismiss(nudge: Nudged, decision_id: str | None) -> Nudged:
    return replace(nudge, dismissed=True) if decision_id in (None, nudge.decision_id) else nudge


def _note(session: Session, entry: Entry) -> Session:
    """A flag set by hand, or taken off (`cleared` names it)."""
    flag, cleared = entry.data.get("flag"), entry.data.get("cleared")
    if cleared:
        return replace(session, flags=session.flags - {str(flag or cleared)})
    return replace(session, flags=session.flags | {str(flag)}) if flag else session


_STEPS: Mapping[str, Callable[[Session, Entry], Session]] = {
    "message": _message,
    "page_event": _page_event,
    "understanding": _understanding,
    "decision": _decision,
    "outcome": _outcome,
    "note": _note,
}
