"""What a question counts: "how many pages?", « combien de ml ? »."""

from __future__ import annotations

import re

from actions.desk import Desk
from bot.advice.attributes import LocalDetail
from bot.dialogue.words import plain
from catalog_index.text import bare

_HOW_MANY = re.compile(r"(?<!\w)(?:how many|combien de|combien d) (\w{2,})")


def counted(text: str) -> set[str]:
    """What is counted is asked about, an everyday word or not."""
    return {match[1] for match in _HOW_MANY.finditer(plain(text))}


def is_counted(detail: LocalDetail, said: str) -> bool:
    """Whether a detail's value is in what is counted: "how many ml?" of « 50 ml », "how many people?" of "4 people"."""
    values = plain(f"{detail.value} {detail.local_value}").split()
    return not {bare(word) for word in counted(said)}.isdisjoint(map(bare, values))


def counts_something(desk: Desk) -> bool:
    """« Combien de pouces ? » asks for no price."""
    return not desk.turn.meaning and bool(counted(desk.turn.text)) and not desk.hears("money")
