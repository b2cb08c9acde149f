"""What is known already of a sentence about to be taught: under which intents its like stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.training.sentences import Sentence, folded, likeness

SAME = 1.0
NEAR = 0.72
"""Share of common letter triples from which two sentences teach the same: « c'est quoi les délais » and « c'est quoi
vos délais » share 0.82; « c'est combien ? » and « c'est combien la livraison ? », which don't, share 0.68."""
SHOWN = 5
GUESS = 0.3
"""Below this share a neighbour says nothing about what was meant."""


@dataclass(frozen=True, slots=True)
class Near:
    """A known sentence and how alike it is; `same`: the same words, but for accents, case and punctuation."""

    sentence: Sentence
    share: float
    same: bool


class Corpus:
    """Every example there is, the shipped ones and the shop's own."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self.sentences = tuple(sentences)

    def conflicts(self, text: str, intent: str) -> list[Near]:
        """Its like under *another* intent, the most alike first: taught as asked, they would contradict each other."""
        near = (one for one in self._near(text, NEAR) if one.sentence.intent != intent)
        return sorted(near, key=lambda one: (-one.share, one.sentence.text))[:SHOWN]

    def known(self, text: str, intent: str) -> bool:
        """Whether this very sentence teaches this intent already."""
        words = folded(text)
        return any(one.intent == intent and folded(one.text) == words for one in self.sentences)

    def guesses(self, text: str, heard: Iterable[str] = (), count: int = 3) -> list[str]:
        """The intents most likely meant: what the assistant itself hesitated between, then its neighbours'."""
        near = sorted(self._near(text, GUESS), key=lambda one: -one.share)
        return list(dict.fromkeys([*heard, *(one.sentence.intent for one in near)]))[:count]

    def _near(self, text: str, least: float) -> list[Near]:
        words = folded(text)
        found = []
        for one in self.sentences:
            same = folded(one.text) == words
            share = SAME if same else likeness(text, one.text)
            if share >= least:
                found.append(Near(one, share, same))
        return found
