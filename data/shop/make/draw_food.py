# ruff: noqa: E501 (the data of a path reads worse when it is broken over lines)
"""Gels, bars and drinks: packets with a fruit or a grain on them, and not one letter."""

from __future__ import annotations

from collections.abc import Callable

from ink import CREAM, METAL_LIGHT, Ink, box, circle, line, moved, oval, path, shadow

LEAF = "#2f6b4a"


def gel(ink: Ink) -> str:
    shape = "M148 96L252 96L256 300C256 310 144 310 144 300Z"
    neck = path("M172 98L178 62C180 54 220 54 222 62L228 98Z", ink.dark) + box(180, 44, 40, 16, 4, ink.accent)
    glow = path("M148 96L172 96L164 307L144 300Z", ink.light, 0.7) + path(
        "M236 96L252 96L256 300L242 307Z", ink.dark, 0.5
    )
    foot = path("M145 244C180 222 214 262 254.600 240L256 300C256 310 144 310 144 300Z", ink.dark)
    behind = (
        neck
        + path(shape, ink.colour)
        + path("M148 96L172 96L164 307L144 300Z", ink.light, 0.5)
        + foot
        + circle(200, 172, 24, CREAM)
    )
    front = (
        neck
        + ink.form(shape, ink.colour, glow, foot, line("M140 234C176 210 214 254 260 228", ink.accent, 6))
        + moved(flavour(ink), 0, -32, 0, 0.66)
    )
    both = moved(behind, -60, 4, -13, 0.88) + moved(behind, 58, 6, 12, 0.88)
    return shadow(200, 330, 124, 11) + both + moved(front, 0, 10)


def bar(ink: Ink) -> str:
    wrap = "M74 168L84 158L94 168L104 158L112 168L300 168L308 158L318 168L328 158L338 168L338 252L328 262L318 252L308 262L300 252L112 252L104 262L94 252L84 262L74 252Z"
    inside = path("M60 150L350 150L350 176L60 176Z", ink.light, 0.6) + path(
        "M60 238L350 238L350 270L60 270Z", ink.dark, 0.6
    )
    inside += path("M112 150L150 150L130 270L112 270Z", ink.accent) + "".join(
        line(f"M{x} 160L{x} 260", ink.dark, 2, "", 0.7) for x in (80, 88, 96, 104, 308, 316, 324, 332)
    )
    bite = "M92 214L300 190L308 250L100 276Z"
    grains = "".join(
        oval(118 + (i * 47) % 180, 216 + (i * 23) % 46, 9, 5, c, 1, i * 40)
        for i, c in enumerate(
            (
                "#e6c58d",
                "#8a5a33",
                "#f0deac",
                "#7a2439",
                "#c79a66",
                "#e6c58d",
                "#8a5a33",
                "#f0deac",
                "#a9482f",
                "#e6c58d",
            )
        )
    )
    naked = moved(
        ink.form(bite, "#b07a45", grains, path("M90 256L310 230L312 280L96 290Z", "#7d5230", 0.5)), 6, 70, 4, 0.94
    )
    return (
        shadow(206, 322, 130, 12)
        + naked
        + moved(ink.form(wrap, ink.colour, inside) + moved(flavour(ink), 22, 10, 0, 0.62), 0, -50, -9, 1.04)
    )


def drink(ink: Ink) -> str:
    pouch = "M104 128C140 120 220 120 252 128L262 300C262 314 94 314 94 300Z"
    inside = (
        path("M90 120L132 120L124 320L90 320Z", ink.light, 0.6)
        + path("M90 248C140 224 210 276 270 240L270 320L90 320Z", ink.dark)
        + line("M90 238C140 214 210 266 270 230", ink.accent, 6)
    )
    top = path("M104 132L102 98C140 92 216 92 254 98L252 132C216 124 140 124 104 132Z", ink.dark) + line(
        "M106 116C150 110 210 110 250 116", METAL_LIGHT, 3, "5 5"
    )
    scoop = (
        path("M282 262L340 262C340 304 328 314 311 314C294 314 282 304 282 262Z", CREAM)
        + oval(311, 262, 29, 8, "#e2d6bf")
        + oval(311, 262, 23, 5, ink.light)
        + line("M338 270L366 246", CREAM, 9)
    )
    return (
        shadow(210, 318, 142, 11)
        + top
        + ink.form(pouch, ink.colour, inside)
        + moved(flavour(ink), -20, -16, 0, 0.78)
        + scoop
    )


def flavour(ink: Ink) -> str:
    """The sign of the taste, on a cream medallion."""
    return circle(200, 200, 52, CREAM) + _SIGNS.get(ink.cells.get("Flavour", ""), _drop)(ink)


def _fruit(fill: str, lit: str) -> Callable[[Ink], str]:
    def sign(_: Ink) -> str:
        body = path(
            "M200 182C184 168 162 178 162 204C162 230 182 244 200 236C218 244 238 230 238 204C238 178 216 168 200 182Z",
            fill,
        )
        return (
            body
            + oval(180, 198, 7, 12, lit, 0.7, 20)
            + line("M200 182C200 172 204 166 210 162", "#6f4a33", 4)
            + path("M204 172C212 160 226 160 232 164C228 176 214 180 204 172Z", LEAF)
        )

    return sign


def _berries(fill: str, lit: str) -> Callable[[Ink], str]:
    def sign(_: Ink) -> str:
        spots = ((182, 196), (216, 196), (199, 222))
        return line("M184 190L206 164L214 190M206 166L200 214", LEAF, 4) + "".join(
            circle(x, y, 17, fill) + circle(x - 5, y - 6, 4, lit) for x, y in spots
        )

    return sign


def _bean(fill: str, lit: str) -> Callable[[Ink], str]:
    def sign(_: Ink) -> str:
        one = oval(200, 200, 17, 27, fill, 1, 28) + line("M210 180C194 192 206 208 190 220", lit, 4)
        return moved(one, -16, -8, -10, 0.9) + moved(one, 16, 12, 20, 0.9)

    return sign


def _citrus(fill: str) -> Callable[[Ink], str]:
    def sign(_: Ink) -> str:
        spokes = "".join(
            f'<path d="M200 200L200 172" stroke="{CREAM}" stroke-width="4" transform="rotate({a} 200 200)"/>'
            for a in range(0, 360, 45)
        )
        return (
            circle(200, 202, 36, fill)
            + circle(200, 202, 29, CREAM)
            + circle(200, 202, 26, fill)
            + spokes.replace("200 172", "200 177")
        )

    return sign


def _nut(fill: str, lit: str) -> Callable[[Ink], str]:
    def sign(_: Ink) -> str:
        return path("M200 164C228 184 232 226 200 240C168 226 172 184 200 164Z", fill) + line(
            "M200 174C190 196 190 216 200 230M212 184C206 200 208 216 212 224", lit, 3
        )

    return sign


def _drop(ink: Ink) -> str:
    return path(
        "M200 162C216 186 230 202 230 216C230 234 216 244 200 244C184 244 170 234 170 216C170 202 184 186 200 162Z",
        "#86b7dc",
    ) + oval(188, 214, 6, 11, "#ffffff", 0.7, 12)


_SIGNS: dict[str, Callable[[Ink], str]] = {
    "Apple": _fruit("#c73a35", "#f4b3a4"),
    "Peach": _fruit("#e99a5f", "#fbe0c0"),
    "Apricot": _fruit("#e2922f", "#fbe0b0"),
    "Tomato": _fruit("#c73a35", "#f4b3a4"),
    "Fig": _fruit("#6b4173", "#bfa0c8"),
    "Cherry": _berries("#b3263a", "#f0a0a4"),
    "Blackcurrant": _berries("#3f2a4f", "#a58fc0"),
    "Assorted": _berries("#35a7a5", "#d5f0ea"),
    "Coffee": _bean("#6f4a33", "#3b2518"),
    "Chocolate": _bean("#5a3826", "#2b1810"),
    "Lemon": _citrus("#edc937"),
    "Grapefruit": _citrus("#e57f6f"),
    "Almond": _nut("#c08a4e", "#7d5230"),
    "Peanut": _nut("#d2a964", "#8a6436"),
    "Vanilla": _nut("#f0deac", "#b9974f"),
    "Honey": lambda ink: (
        path("M200 164L232 182L232 220L200 238L168 220L168 182Z", "#e0a02f")
        + path("M200 176L221 188L221 214L200 226L179 214L179 188Z", "#f3c660")
    ),
}
