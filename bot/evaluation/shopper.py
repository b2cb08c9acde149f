"""A simulated shopper: says a goal in its own manner, answers what is asked, sees only what a shopper sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Protocol

from bot.evaluation.goals import Goal
from bot.evaluation.manners import Expected, Manners
from bot.evaluation.things import names_of, shelf_names
from catalog_index.text import fold_aligned

STYLES = (
    "at once", "bit by bit", "changes mind", "sloppy", "digresses", "points", "two at once", "takes back", "buys",
)  # fmt: skip
"""How they talk: everything in one sentence; one thing at a time; takes something back; typos and no accents; asks
something else in between; asks of one on screen, then of another; two things in a message; lets a whim go and insists
on what was said; takes what suits, and in the size that is theirs."""

TAPS = 0.4
"""Share of answers given by tapping a quick reply, where one says it."""

TYPO = 0.25
"""Chance of a slip in a word of five letters or more of a sloppy shopper."""

Templates = Mapping[str, Any]
"""data/evaluation/shoppers.yml."""


@dataclass(frozen=True, slots=True)
class Liking:
    """An answer that somebody would give who would like the target: the quick reply's title, and other words for it."""

    title: str
    words: Sequence[str] = ()


class Taste(Protocol):
    def __call__(self, goal: Goal, asking: str, language: str) -> Liking | None:
        """None: no preference."""


@dataclass(slots=True)
class Utterance:
    """What is said (`text`) or tapped (`tap`, a title), and the musts it states."""

    text: str = ""
    tap: str = ""
    musts: dict[str, Any] = field(default_factory=dict)
    answers: str | None = None
    expected: Expected = field(default_factory=Expected)


class Shopper:
    """One shopper. `said` holds the musts as they stand in the assistant's ears; `answered` the questions answered;
    `shelf` is what the shop calls the shelf wanted."""

    def __init__(
        self, goal: Goal, style: str, language: str, templates: Templates, name: str, taste: Taste, rng: Random
    ) -> None:
        self.goal, self.style, self.language = goal, style, language
        self.said: dict[str, Any] = {}
        self.answered: set[str] = set()
        self._say, self._rng, self._taste = templates, rng, taste
        self._what = "category" if "category" in goal.musts else "thing"
        self._thing, self.shelf = self._named(name), name
        self._digressed = style not in ("digresses", "two at once")
        self._changed = not goal.first
        self._manners = Manners(templates, language, rng)
        self._screen: tuple[str, ...] = ()
        self._pointed = "" if style == "points" else "done"
        self._whim = "unsaid" if style == "takes back" and "color" not in goal.musts else ""
        self._insists = style == "takes back" and "budget" in goal.musts
        self.buys = style == "buys"

    @property
    def content(self) -> bool:
        """Whether everything that matters has been said, and nothing else is on one's mind."""
        if self._pointed != "done" or self._whim or self._insists:
            return False
        return self._changed and all(self.said.get(key) == value for key, value in self.goal.musts.items())

    def first(self) -> Utterance:
        """The opening: all of it, or the thing alone."""
        musts = {**self.goal.musts, **self.goal.first}
        keys = [key for key in musts if key != self._what]
        if self.style not in ("at once", "changes mind"):
            keys = []
        self._rng.shuffle(keys)
        parts = [self._words("together", key, musts[key]) for key in keys]
        opening = self._rng.choice(self._say["say"]["open"][self.language]).replace("{thing}", self._thing)
        return self._heard(", ".join([opening, *parts]) + ".", {self._what: musts[self._what], **_of(musts, keys)})

    def next(self, asking: str | None, titles: Sequence[str], cards: Sequence[str] = ()) -> Utterance:
        """What comes after the assistant's words; `titles` are the quick replies on screen, `cards` the item ids."""
        if (said := self._aside(asking, cards)) is not None:
            return Utterance(self._slips(said[0]), expected=said[1])
        if not self._digressed and self.said and self.style == "digresses":
            self._digressed = True
            return Utterance(self._slips(self._rng.choice(self._say["say"]["digression"][self.language])))
        if asking and asking != "choice":
            return self._answer(asking, titles)
        if not self._changed:
            self._changed = True
            key = next(iter(self.goal.first))
            return self._stated("change", key)
        for key in self.goal.musts:
            if self.said.get(key) != self.goal.musts[key]:
                return self._stated("alone", key)
        return Utterance(self._slips(self._rng.choice(self._say["say"]["more"][self.language])))

    def _aside(self, asking: str | None, cards: Sequence[str]) -> tuple[str, Expected] | None:
        """What one says beside one's needs, where one's manner has it and this is the moment."""
        if asking and asking != "choice":
            return None
        if self._pointed != "done" and cards:
            return self._points(cards)
        if self._whim == "unsaid":
            self._whim = "said"
            shades = [base for base in self._say["colors"] if base != self.goal.musts.get("not_color")]
            return self._manners.wish(str(self._say["colors"][self._rng.choice(shades)][self.language]))
        if self._whim == "said":
            self._whim = ""
            return self._manners.let_go()
        if self._insists and self.said.get("budget") == self.goal.musts["budget"] and cards:
            self._insists = False
            return self._manners.insist(self._words("alone", "budget", self.goal.musts["budget"]))
        return None

    def _points(self, cards: Sequence[str]) -> tuple[str, Expected] | None:
        """Asks of one on screen, then of another, then of what came first; of a single one nobody says which."""
        if self._pointed == "twice":
            self._pointed = "done"
            return self._manners.back_to_the_first(self._screen[0])
        if self._pointed:
            asked, self._pointed = self._pointed, "twice"
            return self._manners.ask_of_the_other(self._screen, asked)
        if len(cards) < 2:
            self._pointed = "done"
            return None
        said, self._screen = self._manners.point_and_ask(cards), tuple(cards)
        self._pointed = said[1].pointed
        return said

    def take(self, cards: Sequence[str], wanted: str) -> Utterance:
        """What suits is taken."""
        text, expected = self._manners.take(cards, wanted)
        return Utterance(self._slips(text), expected=expected)

    def resize(self, size: str) -> Utterance:
        """What was taken is wanted in another size."""
        text, expected = self._manners.resize(size)
        return Utterance(self._slips(text), expected=expected)

    def size(self, titles: Sequence[str]) -> Utterance:
        """One's size, else one of those offered."""
        wanted = str(self.goal.musts.get("size") or self.goal.target.size)
        return Utterance(tap=wanted) if wanted in titles else Utterance(tap=titles[0]) if titles else Utterance(wanted)

    # --- answering ----------------------------------------------------------------------------------------------------

    def _answer(self, asking: str, titles: Sequence[str]) -> Utterance:
        """The must asked for, the taste of somebody who would like the target, or no preference."""
        self.answered.add(asking)
        if asking == "category" and (offered := self._offered_shelf(titles)):
            return Utterance(tap=offered, answers=asking)
        if asking == "category":
            return self._heard(self._thing, {self._what: self.goal.musts[self._what]}, asking)
        for key in _MUSTS_OF.get(asking, ()):
            if key in self.goal.musts:
                return self._stated("alone", key, asking)
        liked = self._taste(self.goal, asking, self.language)
        if liked is None:
            return Utterance(self._slips(self._rng.choice(self._say["say"]["unsure"][self.language])), answers=asking)
        if liked.title in titles and self._rng.random() < TAPS:
            return Utterance(tap=liked.title, answers=asking)
        return Utterance(self._slips(self._rng.choice([liked.title, *liked.words])), answers=asking)

    def _offered_shelf(self, titles: Sequence[str]) -> str:
        """The reply that is the shelf wanted: who sees it named taps it, whatever they call the thing themselves."""
        return next((title for title in titles if title.casefold() == self.shelf.casefold()), "")

    def _stated(self, how: str, key: str, answers: str | None = None) -> Utterance:
        value = self.goal.musts[key]
        words, expected = self._words(how, key, value), Expected()
        if self.style == "two at once" and not self._digressed:
            self._digressed = True
            words, expected = self._manners.beside(words)
        return replace(self._heard(words, {key: value}, answers), expected=expected)

    def _heard(self, text: str, musts: dict[str, Any], answers: str | None = None) -> Utterance:
        self.said.update(musts)
        return Utterance(self._slips(text), musts=musts, answers=answers)

    # --- words --------------------------------------------------------------------------------------------------------

    def _named(self, name: str) -> str:
        """The thing wanted: as somebody who does not know the shop would call it, else by the shelf's own name."""
        known = self._say["names"].get(self.goal.musts[self._what])
        if known:
            return str(self._rng.choice(known[self.language]))
        named = names_of(self.goal.musts["thing"]) if self._what == "thing" else shelf_names(name)
        if self.language in named:
            name = named[self.language][0]  # the others may name something else as well: a notebook, a light
        said = self._say["thing" if self._what == "category" and self.language not in named else "kind"]
        return str(said[self.language]).replace("{name}", name.lower())

    def _words(self, how: str, key: str, value: Any) -> str:
        template = self._rng.choice(self._say["say"][how][key][self.language])
        spoken = str(value)
        if key in ("color", "not_color"):
            spoken = self._say["colors"].get(value, {}).get(self.language, value)
        if key == "gender":
            spoken = self._say["genders"][value][self.language]
        return str(template).replace("{" + key.removeprefix("not_") + "}", spoken)

    def _slips(self, text: str) -> str:
        """As it is typed: a sloppy shopper drops accents and capitals, and slips in long words."""
        if self.style != "sloppy":
            return text
        return " ".join(self._typed(word) for word in fold_aligned(text).split(" "))

    def _typed(self, word: str) -> str:
        if len(word) < 5 or not word.isalpha() or self._rng.random() >= TYPO:
            return word
        at = self._rng.randrange(1, len(word) - 2)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return self._rng.choice([swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]])


_MUSTS_OF: Mapping[str, Sequence[str]] = {
    "budget": ("budget",),
    "gender": ("gender",),
    "for_whom": ("gender",),
    "size": ("size",),
    "color": ("color", "not_color"),
    "brand": ("not_brand",),
}
"""asking -> the musts that answer it."""


def _of(musts: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: musts[key] for key in keys}


def people(seed: int, count: int) -> Iterator[tuple[str, str, Random]]:
    """(style, language, luck) of each shopper; languages and styles take turns."""
    for number in range(count):
        yield STYLES[number // 2 % len(STYLES)], ("fr", "en")[number % 2], Random(seed * 100_003 + number)
