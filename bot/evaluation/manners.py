"""What people do in a talk beside stating a need: point and ask, ask two things at once, take back, buy. Each with what
must hold after the answer, on state and cards alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

Templates = Mapping[str, Any]
"""data/evaluation/shoppers.yml."""

PLACES = 3
"""Places that are pointed at: what people count on a screen."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What must stand after an answer. `pointed`: the only product that may be shown, by its item id; `taken`: one is
    chosen, but for its size; `gone`: a need that must be left; `kept`: the needs stay as they were; `answered`: what
    the words must hold (a pattern); `served`: nobody was called."""

    pointed: str = ""
    taken: bool = False
    gone: str = ""
    kept: bool = False
    answered: str = ""
    served: bool = True

    def missed(self, before: Mapping[str, Any], after: Mapping[str, Any], messages: Sequence[Mapping[str, Any]]) -> str:
        """What does not hold, "" where all does. `before` and `after` are the contract's State."""
        shown = [str(card["item_id"]) for message in messages for card in message["products"] if not message["nudge"]]
        text = " ".join(str(message["text"]) for message in messages)
        if self.pointed and any(item != self.pointed for item in shown):
            return f"shown {shown} for {self.pointed}"
        if self.taken and after["asking"] != "size" and after["stage"] != "decide":
            return "not taken"
        if self.gone and self.gone in after["needs"]:
            return f"still wished for: {self.gone}"
        if self.kept and before["needs"] != after["needs"]:
            return f"needs changed from {before['needs']} to {after['needs']}"
        if self.answered and not re.search(self.answered, text, re.IGNORECASE):
            return f"not answered: {self.answered}"
        return "a person was called" if self.served and after["stage"] == "handed_over" else ""


@dataclass(slots=True)
class Manners:
    """The words for it, in one shopper's language and with their luck."""

    templates: Templates
    language: str
    luck: Random

    def _words(self, name: str, **values: str) -> str:
        text = str(self.luck.choice(self.templates["manners"][name][self.language]))
        for key, value in values.items():
            text = text.replace("{" + key + "}", value)
        return text

    def _place(self, number: int) -> str:
        return str(self.templates["manners"]["places"][self.language][number])

    def point_and_ask(self, cards: Sequence[str]) -> tuple[str, Expected]:
        """A question about one of those on screen, by its place."""
        at = self.luck.randrange(min(len(cards), PLACES))
        return self._words("ask", place=self._place(at)), Expected(pointed=cards[at], kept=True)

    def ask_of_the_other(self, cards: Sequence[str], asked: str) -> tuple[str, Expected]:
        """The same question of another one."""
        at = next(number for number, item in enumerate(cards[:PLACES]) if item != asked)
        return self._words("and_of", place=self._place(at)), Expected(pointed=cards[at], kept=True)

    def back_to_the_first(self, first: str) -> tuple[str, Expected]:
        """What was shown before all else is asked for again."""
        return self._words("first"), Expected(pointed=first, kept=True)

    def beside(self, stated: str) -> tuple[str, Expected]:
        """A need, and a question to the shop in the same breath."""
        asked = self.luck.choice(self.templates["manners"]["beside"])
        text = f"{stated.rstrip('.')}{asked[self.language]}"
        return text, Expected(answered=str(asked["answered"]))

    def wish(self, color: str) -> tuple[str, Expected]:
        """A colour that is only a whim, to be let go later."""
        return self._words("wish", color=color), Expected()

    def let_go(self) -> tuple[str, Expected]:
        """The whim is let go."""
        return self._words("let_go"), Expected(gone="colors")

    def insist(self, stated: str) -> tuple[str, Expected]:
        """What was said already, said again by somebody who feels misunderstood."""
        return self._words("insist", stated=stated[:1].lower() + stated[1:]), Expected()

    def take(self, cards: Sequence[str], wanted: str) -> tuple[str, Expected]:
        """One of those on screen is taken, by its place."""
        return self._words("take", place=self._place(cards.index(wanted))), Expected(taken=True)

    def resize(self, size: str) -> tuple[str, Expected]:
        """What was taken is wanted in another size after all."""
        return self._words("resize", size=size), Expected(taken=True)
