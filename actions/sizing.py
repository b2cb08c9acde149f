"""A size that the shelf looked at does not come in at all: an M of shoes."""

from __future__ import annotations

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
    named = [(path, desk.advisor.category_name(path, desk.language, desk.catalogue)) for path in shelves]
    replies = [
        QuickReply(name[:1].upper() + name[1:], Meaning("change_mind", needs={"category": path}))
        for path, name in named
    ]
    replies.append(desk.reply("reply_relax_sizes", Meaning("change_mind", needs={"sizes": []})))
    shelf = desk.advisor.category_name(wanted, desk.language, desk.catalogue)
    params = {"shelf": shelf[:1].upper() + shelf[1:], "sizes": ", ".join(sizes), "first": here[0], "last": here[-1]}
    response = "utter_size_elsewhere" if shelves else "utter_size_unknown"
    return desk.say(response, params, replies=replies)
