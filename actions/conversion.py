"""A shoe size told in another country's figures: what it was taken for is said, so that it can be set right."""

from __future__ import annotations

from actions.desk import Desk


def tell_size(desk: Desk) -> None:
    """Says it with the message that told the size."""
    found = desk.turn.reading.converted
    if found is not None:
        name = "utter_size_assumed" if found.assumed else "utter_size_converted"
        desk.say(name, {"said": found.said, "size": found.size})
