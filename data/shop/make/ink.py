"""Colours and shapes for the drawings: a product's palette, and the few SVG elements they are made of."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, field

PAPER, CREAM, INK = "#f3eadb", "#fffaf3", "#2b2118"
SOLE, SOLE_SHADE, RUBBER = "#f8f2e6", "#dccfb7", "#3a332d"
METAL, METAL_DARK, METAL_LIGHT = "#b9b6ae", "#7f7c76", "#e3e0d8"
DISKS = ("#e9d6b6", "#dbe0cd", "#ebd0c1", "#d5dee0", "#f0deac", "#e0d6e2")
ACCENTS: Mapping[str, tuple[str, str]] = {
    "black": ("#e2762f", "#35a7a5"),
    "charcoal": ("#edc937", "#e2762f"),
    "slate": ("#e2762f", "#fffaf3"),
    "grey": ("#c73a35", "#25395f"),
    "white": ("#e2762f", "#2f5fae"),
    "sand": ("#2f6b4a", "#a9482f"),
    "navy": ("#e2762f", "#edc937"),
    "blue": ("#edc937", "#fffaf3"),
    "sky": ("#25395f", "#e2762f"),
    "teal": ("#edc937", "#e99a90"),
    "turquoise": ("#25395f", "#e2762f"),
    "green": ("#edc937", "#e2762f"),
    "mint": ("#2f6b4a", "#e2762f"),
    "khaki": ("#e2762f", "#edc937"),
    "lime": ("#25395f", "#2b2926"),
    "yellow": ("#2b2926", "#2f5fae"),
    "ochre": ("#25395f", "#7a2439"),
    "orange": ("#25395f", "#fffaf3"),
    "brick": ("#f0deac", "#25395f"),
    "red": ("#25395f", "#fffaf3"),
    "burgundy": ("#e99a90", "#cf9632"),
    "pink": ("#7a2439", "#1f6f78"),
    "fuchsia": ("#25395f", "#edc937"),
    "purple": ("#edc937", "#e99a90"),
    "lilac": ("#6b4173", "#edc937"),
    "brown": ("#cf9632", "#1f6f78"),
}


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` of `other` in it; colours as #rrggbb."""
    parts = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def lightness(colour: str) -> float:
    red, green, blue = _channels(colour)
    return (0.3 * red + 0.59 * green + 0.11 * blue) / 255


def hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*(c / 255 for c in _channels(colour)))[0]


@dataclass
class Ink:
    """What one drawing is drawn with: the product's tones, an accent, its attributes, and a seed in [0, 1)."""

    colour: str
    name: str
    cells: Mapping[str, str]
    seed: float
    clips: int = 0
    defs: list[str] = field(default_factory=list)

    @property
    def light(self) -> str:
        return mix(self.colour, "#fff8ea", 0.28)

    @property
    def pale(self) -> str:
        return mix(self.colour, "#fff8ea", 0.55)

    @property
    def dark(self) -> str:
        return mix(self.colour, "#20140c", 0.24 if lightness(self.colour) > 0.3 else 0.42)

    @property
    def deep(self) -> str:
        return mix(self.colour, "#20140c", 0.48 if lightness(self.colour) > 0.3 else 0.66)

    @property
    def seam(self) -> str:
        """Stitches and folds: darker than a pale product, lighter than a dark one."""
        return self.dark if lightness(self.colour) > 0.24 else mix(self.colour, "#fff8ea", 0.22)

    @property
    def accent(self) -> str:
        return ACCENTS[self.name][self.pick(2, 1)]

    def pick(self, count: int, turn: int = 0) -> int:
        """One of `count` variations; `turn` draws again, independently."""
        return int(self.seed * 7919 * (turn + 1) * 31) % count

    def number(self, name: str, default: float) -> float:
        try:
            return float(self.cells.get(name, default))
        except ValueError:
            return default

    def has(self, name: str, value: str = "Yes") -> bool:
        return self.cells.get(name) == value

    def form(self, d: str, fill: str, *inside: str) -> str:
        """A silhouette, with what is drawn inside kept within its outline."""
        if not inside:
            return path(d, fill)
        self.clips += 1
        name = f"c{self.clips}"
        self.defs.append(f'<clipPath id="{name}"><path d="{d}"/></clipPath>')
        return path(d, fill) + f'<g clip-path="url(#{name})">' + "".join(inside) + "</g>"


def path(d: str, fill: str, opacity: float = 1) -> str:
    return f'<path d="{d}" fill="{fill}"{_opacity(opacity)}/>'


def line(d: str, stroke: str, width: float = 3, dash: str = "", opacity: float = 1) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}" stroke-linecap="round"'
        f' stroke-linejoin="round"{dashed}{_opacity(opacity)}/>'
    )


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"{_opacity(opacity)}/>'


def oval(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1, turn: float = 0) -> str:
    turned = f' transform="rotate({turn:g} {x:g} {y:g})"' if turn else ""
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"{_opacity(opacity)}{turned}/>'


def box(x: float, y: float, w: float, h: float, r: float, fill: str, opacity: float = 1) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{r:g}" fill="{fill}"{_opacity(opacity)}/>'


def ring(x: float, y: float, r: float, stroke: str, width: float, opacity: float = 1) -> str:
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="none" stroke="{stroke}" stroke-width="{width:g}"'
        f"{_opacity(opacity)}/>"
    )


def moved(content: str, x: float = 0, y: float = 0, turn: float = 0, scale: float = 1) -> str:
    """`content` turned and scaled about the middle of the sheet, then moved."""
    place = f"translate({200 + x:g} {200 + y:g}) rotate({turn:g}) scale({scale:g}) translate(-200 -200)"
    return f'<g transform="{place}">{content}</g>'


def mirrored(content: str) -> str:
    """`content` and its mirror image about the sheet's vertical middle."""
    return content + f'<g transform="matrix(-1 0 0 1 400 0)">{content}</g>'


def shadow(x: float = 200, y: float = 318, rx: float = 130, ry: float = 13) -> str:
    return oval(x, y, rx, ry, "#6b4a2a", 0.16)


def _opacity(opacity: float) -> str:
    return "" if opacity == 1 else f' opacity="{opacity:g}"'
