"""What the shelf looked at does not come in at all: an M of shoes, a colour of needles."""

from __future__ import annotations

from collections.abc import Sequence

from actions.desk import Desk
from bot.advice.sizes import coming_in, unlike
from bot.dialogue.reply import Meaning, QuickReply
from bot.shopper.shelves import hangs_on

ELSEWHERE = 3
"""Shelves with that size to go to, beside staying here whatever the size."""


def sized_otherwise(desk: Desk) -> None:
    """Say what this shelf comes in, and which shelves have the size that was told."""
    vocabulary, wanted, sizes = desk.catalogue.vocabulary, desk.needs.category or "", desk.needs.sizes
    here = unlike(sizes, wanted, vocabulary)
    shelves = [path for path in coming_in(sizes, vocabulary) if not hangs_on(path, wanted)][:ELSEWHERE]
    replies = _ways_to(desk, shelves)
    replies.append(desk.reply("reply_relax_sizes", Meaning("change_mind", needs={"sizes": []})))
    shelf = desk.advisor.category_name(wanted, desk.language, desk.catalogue)
    params = {"shelf": shelf[:1].upper() + shelf[1:], "sizes": ", ".join(sizes), "first": here[0], "last": here[-1]}
    response = "utter_size_elsewhere" if shelves else "utter_size_unknown"
    return desk.say(response, params, replies=replies)


def colourless(desk: Desk) -> bool:
    """Whether nothing on the shelf looked at has a colour, and something elsewhere has the one wished for."""
    vocabulary, wanted = desk.catalogue.vocabulary, desk.needs.category
    coloured = wanted is None or any(vocabulary.occurs("color", color, (wanted,)) for color in vocabulary.colors)
    return not coloured and bool(_coming_in_color(desk))


def coloured_elsewhere(desk: Desk) -> None:
    """Say that colours make no difference here, and which shelves have the one wished for."""
    replies = _ways_to(desk, _coming_in_color(desk)[:ELSEWHERE])
    replies.append(desk.reply("reply_relax_colors", Meaning("change_mind", needs={"colors": []})))
    shelf = desk.advisor.category_name(desk.needs.category or "", desk.language, desk.catalogue)
    params = {"shelf": shelf, "colors": ", ".join(desk.phrasing.color(color) for color in desk.needs.colors)}
    return desk.say("utter_color_elsewhere", params, replies=replies)


def _coming_in_color(desk: Desk) -> list[str]:
    """The shelves that have one of the colours wished for, the fullest first."""
    vocabulary = desk.catalogue.vocabulary
    paths = {path for color in desk.needs.colors for path in vocabulary.found_in.get(("color", color), ())}
    known = [vocabulary.categories[path] for path in paths if path in vocabulary.categories]
    return [shelf.path for shelf in sorted(known, key=lambda shelf: (-shelf.count, shelf.path))]


def _ways_to(desk: Desk, shelves: Sequence[str]) -> list[QuickReply]:
    named = [(path, desk.advisor.category_name(path, desk.language, desk.catalogue)) for path in shelves]
    return [
        QuickReply(name[:1].upper() + name[1:], Meaning("change_mind", needs={"category": path}))
        for path, name in named
    ]
