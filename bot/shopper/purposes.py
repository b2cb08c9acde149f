"""A shelf's word that names no wish: what the thing is for, or what somebody does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.shopper.heard import Heard

_PURPOSE = re.compile(
    r"(?<!\w)(?:pour|for|en|a|au|in|on|on the|when)(?: (?:faire|courir|aller|going|doing|running))?"
    r"(?: (?:du|de la|le|la|les|l'|en|my|the|mon|mes))? ?$"
)
"""Before a shelf's name: what the thing is for. Not "des chaussures", which are the thing."""

_PRACTISED = re.compile(
    r"(?<!\w)(?:(?:re)?start(?:s|ed|ing)?|beg(?:an|ins?|inning)|(?:i|we|they|he|she|who)(?: \w+)? (?:do|does)|doing|"
    r"t(?:akes?|aking|ook) up|(?:is|i'm|am|gets?|got) into|practi[sc]\w+|"
    r"(?:re)?commence\w*|debut(?:e|es|ent|er|ait)|pratiqu\w+|fai(?:s|t|re)|font|(?:mets?|mise?|mettre)(?= (?:a|en)))"
    r"(?: (?:some|a bit of|un peu|le|la|du|de|au|a la|en|dans))*(?: l'| a l'| de l')? ?$"
)
"""Before a shelf's name: what somebody does or takes up. "A watch for my wife, she's starting trail running"."""


def is_purpose(heard: Heard, named: Iterable[str]) -> bool:
    """Whether each shelf is only named as what the thing is for: a headlamp "pour le trail de nuit"."""
    return all(_PURPOSE.search(heard.folded[:at]) for piece in named if (at := heard.folded.find(piece)) >= 0)


def is_practised(before: str) -> bool:
    """Whether `before`, the folded text up to a shelf's name, makes that name a pastime."""
    return _PRACTISED.search(before) is not None
