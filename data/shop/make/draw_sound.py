# ruff: noqa: E501 (the data of a path reads worse when it is broken over lines)
"""Headphones, earphones and what keeps them."""

from __future__ import annotations

from ink import (
    INK,
    METAL,
    METAL_DARK,
    METAL_LIGHT,
    Ink,
    box,
    circle,
    line,
    mirrored,
    mix,
    moved,
    oval,
    path,
    shadow,
)


def headphones(ink: Ink) -> str:
    return shadow(200, 330, 118, 11) + _band(ink, 92, 20) + mirrored(_cup(ink, 62, 84)) + _tail(ink, 84)


def onear(ink: Ink) -> str:
    return (
        shadow(200, 318, 108, 10)
        + _band(ink, 84, 11)
        + mirrored(moved(_cup(ink, 46, 54), 22, -14))
        + moved(_tail(ink, 54), 22, -14)
    )


def _band(ink: Ink, wide: float, thick: float) -> str:
    arc = f"M{200 - wide:g} 220C{200 - wide - 14:g} 40 {200 + wide + 14:g} 40 {200 + wide:g} 220"
    pad = f"M{200 - wide * 0.6:g} 108C{200 - wide * 0.4:g} 78 {200 + wide * 0.4:g} 78 {200 + wide * 0.6:g} 108"
    arms = mirrored(
        line(f"M{200 - wide:g} 170L{200 - wide:g} 214", METAL, 9)
        + line(f"M{200 - wide - 2:g} 170L{200 - wide - 2:g} 214", METAL_LIGHT, 3)
    )
    return line(arc, ink.dark, thick) + line(arc, ink.colour, thick * 0.6) + line(pad, ink.deep, thick * 0.9) + arms


def _cup(ink: Ink, wide: float, tall: float) -> str:
    """The left cup, three quarters turned: cushion behind, shell in front."""
    x, y = 112, 244
    cushion = box(x - 2, y - tall, wide * 0.9, tall * 2, wide * 0.42, ink.deep) + box(
        x + 8, y - tall + 8, wide * 0.5, tall * 2 - 16, wide * 0.3, mix(ink.deep, "#000000", 0.25)
    )
    shell = f"M{x + 8:g} {y - tall + 8:g}C{x - wide * 0.7:g} {y - tall + 2:g} {x - wide * 0.85:g} {y + tall - 2:g} {x + 8:g} {y + tall - 8:g}C{x + 18:g} {y + tall * 0.4:g} {x + 18:g} {y - tall * 0.4:g} {x + 8:g} {y - tall + 8:g}Z"
    light = path(
        f"M{x - wide * 0.2:g} {y - tall:g}C{x - wide * 0.7:g} {y - tall * 0.4:g} {x - wide * 0.7:g} {y + tall * 0.3:g} {x - wide * 0.3:g} {y + tall:g}L{x - wide:g} {y + tall:g}L{x - wide:g} {y - tall:g}Z",
        ink.light,
        0.6,
    )
    detail = (
        oval(x - wide * 0.18, y, wide * 0.2, tall * 0.42, ink.accent)
        if ink.pick(2)
        else oval(x - wide * 0.18, y, wide * 0.22, tall * 0.48, ink.dark)
        + oval(x - wide * 0.18, y, wide * 0.1, tall * 0.26, METAL_LIGHT)
    )
    if ink.has("Noise cancelling", "None"):
        detail = "".join(
            line(f"M{x - wide * 0.42:g} {y + d:g}L{x + 2:g} {y + d:g}", ink.deep, 4) for d in range(-40, 48, 16)
        )
    return cushion + ink.form(shell, ink.colour, light, detail)


def _tail(ink: Ink, tall: float) -> str:
    """What hangs from the left cup only: a microphone on its boom, or the cable."""
    low = 244 + tall
    if ink.has("Use", "Calls"):
        return line(f"M98 {low - 26:g}C100 {low + 22:g} 150 {low + 22:g} 186 {low - 2:g}", ink.deep, 7) + oval(
            192, low - 6, 15, 9, INK, 1, -28
        )
    if ink.has("Connection", "Cable"):
        return line(
            f"M104 {low - 8:g}C100 {low + 30:g} 190 {low + 26:g} 214 {low - 6:g}C228 {low - 24:g} 250 {low - 8:g} 240 {low + 10:g}",
            INK,
            5,
        )
    return ""


def earbuds(ink: Ink) -> str:
    """The pair in front of its closed case."""
    shell = "M132 236C132 206 154 196 200 196C246 196 268 206 268 236L268 268C268 304 246 318 200 318C154 318 132 304 132 268Z"
    inside = path("M120 250L280 250L280 330L120 330Z", ink.dark, 0.7) + path(
        "M132 190L160 190L154 330L120 330Z", ink.light, 0.5
    )
    case = (
        ink.form(shell, mix(ink.colour, ink.dark, 0.3), inside)
        + line("M132 246C170 252 230 252 268 246", ink.deep, 4)
        + circle(200, 272, 5, "#a9c43c")
    )
    one = moved(_bud(ink), -78, -2, -10, 1.12)
    return shadow(200, 326, 126, 10) + case + mirrored(one)


def _bud(ink: Ink) -> str:
    """The left one: the tip looks to the middle, the stem hangs down, sports models hook over the ear."""
    stem = (
        box(186, 170, 27, 122, 13, ink.colour) + box(186, 170, 10, 122, 5, ink.light) + box(190, 282, 19, 8, 4, METAL)
    )
    tip = path("M226 138C246 132 262 148 262 168C262 188 246 198 228 192Z", ink.deep) + oval(
        258, 166, 8, 17, INK, 1, -6
    )
    head = (
        oval(204, 162, 41, 37, ink.colour, 1, -12)
        + path("M170 176C182 206 226 206 242 180C240 196 226 204 206 203C188 202 172 192 170 176Z", ink.dark, 0.7)
        + oval(190, 148, 15, 8, "#fff8ea", 0.5, -24)
    )
    dot = circle(206, 168, 9, ink.accent) + circle(206, 168, 4, ink.colour)
    hook = (
        line("M186 134C172 78 120 92 134 186C136 204 144 216 152 220", ink.dark, 11)
        if ink.has("Fit", "Ear hook")
        else ""
    )
    return hook + stem + tip + head + dot


def openear(ink: Ink) -> str:
    if ink.has("Fit", "Neckband"):
        band = line("M118 190C96 330 304 330 282 190", ink.dark, 12) + line(
            "M118 190C96 330 304 330 282 190", ink.light, 4
        )
        side = (
            line("M118 200C110 130 150 104 168 132", ink.colour, 14)
            + box(142, 128, 44, 54, 20, ink.colour)
            + box(150, 136, 26, 34, 12, ink.dark)
            + box(100, 184, 30, 62, 14, ink.colour)
            + circle(115, 206, 5, ink.accent)
        )
        return shadow(200, 320, 100, 10) + band + mirrored(side)
    clip = ink.has("Fit", "Clip")
    hook = line("M150 250C110 200 120 116 176 112C214 112 226 150 210 176", ink.dark, 16 if clip else 12) + line(
        "M150 250C110 200 120 116 176 112C214 112 226 150 210 176", ink.light, 4
    )
    pod = (
        oval(204, 190, 31, 27, ink.colour)
        + oval(198, 182, 12, 7, "#fff8ea", 0.5, -20)
        + circle(212, 196, 9, ink.accent)
    )
    tail = box(134, 232, 36, 62, 18, ink.colour) + box(142, 240, 9, 44, 4, ink.light)
    one = hook + pod + tail
    return (
        shadow(200, 316, 116, 10)
        + moved(one, -66, 4, -8, 0.98)
        + moved(f'<g transform="matrix(-1 0 0 1 400 0)">{one}</g>', 66, 4, 8, 0.98)
    )


def wired(ink: Ink) -> str:
    cable = line("M132 196C128 300 190 262 200 300C210 262 272 300 268 196", ink.dark, 5) + line(
        "M200 300C204 350 260 340 262 310C264 284 230 290 236 316C240 340 290 344 308 330", ink.dark, 5
    )
    bud = line("M120 150C112 96 60 110 74 170", ink.dark, 7) if ink.has("Fit", "Ear hook") else ""
    bud += (
        path("M96 150C96 118 150 110 156 146C160 172 146 196 132 206L122 206C108 190 96 172 96 150Z", ink.colour)
        + oval(116, 140, 13, 9, "#fff8ea", 0.45, -20)
        + oval(160, 150, 15, 20, ink.deep, 1, -12)
        + oval(166, 150, 7, 12, INK, 1, -12)
        + circle(126, 166, 7, ink.accent)
    )
    plug = box(300, 318, 30, 20, 6, ink.colour) + box(330, 323, 24, 10, 3 if ink.has("Plug", "USB-C") else 5, METAL)
    remote = box(258, 226, 13, 40, 6, ink.colour) if ink.has("Microphone") else ""
    return shadow(206, 350, 120, 7) + moved(
        cable + mirrored(bud) + remote + box(192, 288, 16, 22, 5, ink.colour) + plug, -6, -14, 0, 1.06
    )


def case(ink: Ink) -> str:
    big = ink.has("Fits", "Headphones")
    scale = 1.1 if big else 0.86
    shell = ink.form(
        "M84 204C84 130 136 100 200 100C264 100 316 130 316 204C316 272 264 304 200 304C136 304 84 272 84 204Z",
        ink.colour,
        path("M84 204C140 230 260 230 316 204L316 310L84 310Z", ink.dark, 0.45),
        oval(150, 140, 44, 18, "#fff8ea", 0.25, -24),
        line("M150 170C170 140 230 140 250 170M162 186C180 164 220 164 238 186", ink.seam, 2.4),
    )
    zipper = (
        line("M86 206C140 232 260 232 314 206", ink.deep, 7)
        + line("M86 206C140 232 260 232 314 206", METAL_LIGHT, 2, "3 5")
        + box(298, 206, 12, 30, 5, ink.accent)
    )
    return shadow(200, 314, 118, 11) + moved(shell + zipper, 0, 6, -4, scale)


def tips(ink: Ink) -> str:
    def one(x: float, y: float, s: float, fill: str) -> str:
        return moved(
            path("M156 210C150 160 174 140 200 140C226 140 250 160 244 210C230 226 170 226 156 210Z", fill)
            + oval(200, 146, 17, 7, INK)
            + oval(178, 180, 7, 20, "#fff8ea", 0.35, 10)
            + path("M154 200C170 220 230 220 246 200L244 212C230 228 170 228 156 212Z", ink.deep, 0.5),
            x,
            y,
            0,
            s,
        )

    return (
        shadow(200, 300, 136, 11)
        + one(-86, 36, 0.74, ink.colour)
        + one(0, 22, 1, ink.light)
        + one(92, 10, 1.2, ink.colour)
        + one(-40, -70, 0.6, ink.accent)
        + one(36, -78, 0.5, ink.dark)
    )


def stand(ink: Ink) -> str:
    base = oval(200, 310, 84, 17, ink.deep) + oval(200, 304, 84, 17, ink.colour) + oval(184, 300, 40, 7, ink.light, 0.6)
    post = box(191, 120, 18, 186, 6, METAL_DARK) + box(194, 120, 5, 186, 2, METAL_LIGHT)
    saddle = path("M128 126C140 78 260 78 272 126C260 112 240 106 200 106C160 106 140 112 128 126Z", ink.dark) + line(
        "M142 106C168 88 232 88 258 106", ink.accent, 2.4, "5 5"
    )
    return shadow(200, 322, 104, 10) + post + base + saddle
