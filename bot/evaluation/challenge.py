"""A challenger: says what simulated shoppers say in other spellings and orders, and keeps what is understood otherwise.

A sentence and its disguise must leave the same needs; the disguises that don't are written as frozen dialogues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

from bot.evaluation.frozen import Talking
from catalog_index.text import fold_aligned

Disguise = Callable[[str, Random], str]
_OPENERS = ("euh", "bon alors", "hmm", "ok so", "well")
_CLOSERS = (" svp", " merci", " please", " :)", " !!", "…", " lol")


def _bare(text: str, luck: Random) -> str:
    return fold_aligned(text)


def _loud(text: str, luck: Random) -> str:
    return text.upper()


def _hesitant(text: str, luck: Random) -> str:
    return f"{luck.choice(_OPENERS)} {text[:1].lower()}{text[1:]}"


def _trailing(text: str, luck: Random) -> str:
    return text.rstrip(".") + luck.choice(_CLOSERS)


def _reordered(text: str, luck: Random) -> str:
    """The conditions after the opening in another order."""
    first, *rest = text.rstrip(".").split(", ")
    luck.shuffle(rest)
    return ", ".join([first, *rest])


def _slipped(text: str, luck: Random) -> str:
    """Two letters swapped in one long word."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) > 6 and word.isalpha()]
    if long:
        at = luck.choice(long)
        cut = luck.randrange(2, len(words[at]) - 2)
        words[at] = words[at][:cut] + words[at][cut + 1] + words[at][cut] + words[at][cut + 2 :]
    return " ".join(words)


DISGUISES: Mapping[str, Disguise] = {
    "bare": _bare,
    "loud": _loud,
    "hesitant": _hesitant,
    "trailing": _trailing,
    "reordered": _reordered,
    "slipped": _slipped,
}


def disguised(text: str, luck: Random) -> Iterator[tuple[str, str]]:
    """(kind, text) of every disguise that changes anything."""
    for kind, disguise in DISGUISES.items():
        other = disguise(text, luck)
        if other != text:
            yield kind, other


def challenge(
    sentences: Sequence[tuple[str, str]], open_talk: Callable[[str], Talking], seed: int
) -> tuple[dict[str, list[int]], list[dict[str, Any]]]:
    """({kind: [same, all]}, the finds as frozen dialogues). `sentences`: (language, text)."""
    scores = {kind: [0, 0] for kind in DISGUISES}
    finds = []
    for number, (language, text) in enumerate(sentences):
        needs = _needs(open_talk(language), text)
        for kind, other in disguised(text, Random(seed * 7919 + number)):
            understood = _needs(open_talk(language), other)
            scores[kind][0] += understood == needs
            scores[kind][1] += 1
            if understood != needs:
                frozen = {**dict.fromkeys(understood), **needs}
                finds.append(
                    {"name": f"{kind}: {text}", "language": language, "turns": [{"say": other, "needs": frozen}]}
                )
    return scores, finds


def _needs(talk: Talking, text: str) -> dict[str, Any]:
    talk.say(text)
    return dict(talk.state["needs"])
