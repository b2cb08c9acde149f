"""Draw every product of a shop: `python data/shop/make/drawings.py foulee`.

One SVG per product and colour, shared by its sizes; the same tables make the same drawings.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import draw_clothes
import draw_food
import draw_gear
import draw_packs
import draw_rest
import draw_shoes
import draw_sound
from ink import CREAM, DISKS, PAPER, Ink, circle, hue, lightness, mix
from tables import Parent, chance, colours, parents

SHOPS = Path(__file__).parents[1]
MOST_BYTES = 6_000


def drawer(kind: str) -> Callable[[Ink], str]:
    for pages in (draw_shoes, draw_clothes, draw_gear, draw_packs, draw_rest, draw_food, draw_sound):
        found = getattr(pages, kind, None)
        if found:
            return found
    raise LookupError(f"nobody draws « {kind} »")


def drawing(parent: Parent, colour: str) -> str:
    """The SVG of one product in one colour: paper, a disk that sets it off, its shadow, itself."""
    ink = Ink(colours()[colour][2], colour, parent.cells, chance(parent.model, parent.who))
    content = drawer(parent.drawing)(ink)
    sheet = f'<rect width="400" height="400" fill="{PAPER}"/>' + _backdrop(ink)
    defs = f"<defs>{''.join(ink.defs)}</defs>" if ink.defs else ""
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">{defs}{sheet}{content}</svg>\n'
    return re.sub(r"(\d\.\d)\d+", r"\1", text)


def _backdrop(ink: Ink) -> str:
    """A disk of another hue than the product's; a dark one never, the page may be dark or light."""
    disks = sorted(DISKS, key=lambda disk: -min(abs(hue(disk) - hue(ink.colour)), 1 - abs(hue(disk) - hue(ink.colour))))
    disk = disks[ink.pick(3, 5)]
    if lightness(ink.colour) > 0.8:
        disk = mix(disk, "#8a6a4a", 0.2)
    x, y = (186, 214)[ink.pick(2, 6)], 196 + 8 * ink.pick(2, 7)
    return circle(x, y, 150, disk) + circle(x + 118, y - 118, 13, CREAM, 0.8)


def main(shop: str) -> None:
    folder = SHOPS / shop / "images"
    folder.mkdir(parents=True, exist_ok=True)
    made = {f"{p.id}-{c}.svg": drawing(p, c) for p in parents(shop) for c in p.colours}
    for stale in folder.glob("*.svg"):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, "utf-8")
    sizes = [len(text.encode()) for text in made.values()]
    print(f"{shop}: {len(made)} drawings, {sum(sizes) // 1024} KiB, the largest {max(sizes)} bytes")
    if max(sizes) > MOST_BYTES:
        raise SystemExit(f"a drawing is larger than {MOST_BYTES} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
