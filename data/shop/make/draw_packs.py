# ruff: noqa: E501 (the data of a path reads worse when it is broken over lines)
"""Vests, belts, backpacks, and what one drinks from."""

from __future__ import annotations

from ink import CREAM, INK, METAL_DARK, METAL_LIGHT, Ink, box, circle, line, mirrored, mix, moved, path, shadow


def vest(ink: Ink) -> str:
    roomy = 1 + (min(ink.number("Capacity", 8), 15) - 8) * 0.012
    back = path("M136 74C160 60 240 60 264 74L284 150L284 300C250 322 150 322 116 300L116 150Z", ink.deep)
    mesh = "".join(line(f"M{x} 80L{x} 310", ink.dark, 3, "", 0.6) for x in range(130, 280, 16))
    half = "M130 76C150 62 176 66 182 82C188 130 190 190 184 300C160 318 124 312 108 298C104 240 106 150 130 76Z"
    pocket = (
        path("M120 196L182 190L182 266L116 262Z", ink.dark)
        + line("M120 196L184 190", ink.accent, 5)
        + line("M118 276L182 280", ink.seam, 2, "4 4")
    )
    light = path("M130 76C150 62 170 64 176 76L150 190L110 190Z", ink.light, 0.45)
    panel = ink.form(half, ink.colour, light, pocket)
    bottle = _soft(ink) if ink.number("Flasks included", 0) else line("M152 120L152 184", ink.accent, 5)
    straps = (
        line("M180 146L220 146", INK, 6)
        + line("M180 232L220 232", INK, 6)
        + box(192, 140, 16, 12, 3, ink.accent)
        + box(192, 226, 16, 12, 3, ink.accent)
    )
    poles = (
        mirrored(line("M98 120L122 318", METAL_DARK, 5) + line("M98 120L101 146", INK, 8))
        if ink.has("Pole holder")
        else ""
    )
    return shadow(200, 340, 108, 10) + moved(
        back + mesh + poles + mirrored(panel + bottle) + straps, 0, 2, 0, 1.04 * roomy
    )


def _soft(ink: Ink) -> str:
    return (
        path("M136 134C134 120 166 118 166 134L172 192L130 196Z", "#cfe2ea", 0.92)
        + path("M134 156L169 154L172 192L130 196Z", "#9cc4d6", 0.9)
        + box(141, 112, 20, 14, 4, ink.accent)
        + line("M151 112L151 100", INK, 5)
    )


def belt(ink: Ink) -> str:
    back = "M64 176C110 132 290 132 336 176C290 158 110 158 64 176Z"
    deep = 30 + min(ink.number("Capacity", 1), 2) * 16
    front = f"M62 176C112 228 288 228 338 176L342 {196 + deep * 0.5:g}C290 {240 + deep:g} 110 {240 + deep:g} 58 {196 + deep * 0.5:g}Z"
    zipper = (
        line("M112 214C160 236 240 236 288 214", ink.deep, 6)
        + line("M112 214C160 236 240 236 288 214", ink.accent, 2.4)
        + box(280, 206, 8, 18, 3, ink.accent)
    )
    body = ink.form(
        front,
        ink.colour,
        path("M60 176L120 210L120 300L40 300Z", ink.dark, 0.5),
        path("M160 216L190 222L190 300L150 300Z", ink.light, 0.4),
        zipper,
    )
    extra = ""
    if ink.number("Flasks included", 0):
        extra = moved(
            box(168, 112, 64, 118, 20, "#cfe2ea")
            + box(168, 168, 64, 62, 18, "#9cc4d6")
            + box(184, 92, 32, 24, 6, ink.accent),
            0,
            12,
            -16,
        )
    if ink.has("Use", "Racing"):
        extra = (
            box(140, 226, 120, 84, 6, CREAM)
            + line("M156 250L244 250M156 268L220 268", mix(ink.accent, CREAM, 0.3), 7)
            + circle(148, 234, 3, INK)
            + circle(252, 234, 3, INK)
        )
    return (
        shadow(200, 318, 126, 10)
        + path(back, ink.deep)
        + (extra + body if ink.number("Flasks included", 0) else body + extra)
    )


def backpack(ink: Ink) -> str:
    tall = 1 + (min(ink.number("Capacity", 20), 55) - 18) * 0.006
    body = (
        "M118 128C118 84 152 66 200 66C248 66 282 84 282 128L290 284C290 310 272 318 200 318C128 318 110 310 110 284Z"
    )
    lid = path("M108 128C108 76 152 60 200 60C248 60 292 76 292 128L288 156C230 172 170 172 112 156Z", ink.dark)
    pocket = ink.form(
        "M132 206C170 196 230 196 268 206L272 290C240 306 160 306 128 290Z",
        ink.light,
        path("M128 270L272 270L272 310L128 310Z", ink.dark, 0.3),
        line("M140 222C176 214 224 214 260 222", ink.accent, 5),
    )
    sides = mirrored(path("M108 212C92 222 88 270 100 304L122 312L122 214Z", ink.deep))
    clips = mirrored(box(152, 146, 14, 44, 3, INK) + box(149, 176, 20, 14, 3, ink.accent))
    handle = line("M178 64C180 40 220 40 222 64", INK, 7)
    shade = path("M250 60L300 60L300 330L236 330C262 250 262 150 250 60Z", ink.dark, 0.4)
    poles = (
        mirrored(line("M98 130L104 310", METAL_DARK, 5) + line("M98 124L99 150", INK, 8))
        if ink.has("Pole holder")
        else ""
    )
    return shadow(200, 334, 110, 11) + moved(
        handle + poles + sides + ink.form(body, ink.colour, shade) + lid + pocket + clips,
        0,
        2,
        0,
        min(1.06, 0.94 * tall),
    )


def softflask(ink: Ink) -> str:
    full = "M146 150C142 118 258 118 254 150C268 200 264 270 250 318C232 328 168 328 150 318C136 270 132 200 146 150Z"
    water = path("M120 196C160 186 240 206 280 194L280 340L120 340Z", mix("#9cc4d6", ink.colour, 0.35))
    marks = "".join(line(f"M232 {y}L246 {y}", ink.dark, 3) for y in (190, 216, 242, 268))
    sign = path("M162 250C180 214 214 214 226 250C214 286 178 286 162 250Z", ink.colour, 0.9)
    cap = (
        box(170, 92, 60, 34, 10, ink.colour)
        + box(170, 108, 60, 18, 8, ink.dark)
        + path("M184 92C184 66 216 66 216 92Z", CREAM)
        + box(192, 54, 16, 20, 6, "#cfe2ea")
    )
    return (
        shadow(200, 332, 80, 10)
        + ink.form(
            full,
            "#dcebf0",
            water,
            sign,
            marks,
            path("M150 150C146 200 148 270 160 320L176 320C164 260 164 190 172 140Z", "#ffffff", 0.5),
        )
        + cap
    )


def bottle(ink: Ink) -> str:
    shape = "M154 130C154 118 246 118 246 130C262 150 262 176 252 196L258 300C258 322 142 322 142 300L148 196C138 176 138 150 154 130Z"
    steel = ink.has("Insulated")
    wrap = path("M130 206L270 206L270 262L130 262Z", ink.dark) + path(
        "M130 224C180 206 220 244 270 224L270 238C220 258 180 220 130 238Z", ink.accent
    )
    lit = path("M152 120L176 120L172 330L144 330Z", ink.light, 0.6)
    cap = box(160, 92, 80, 32, 8, INK) + box(184, 64, 32, 32, 10, METAL_LIGHT if steel else ink.accent)
    hand = (
        ""
        if steel
        else line("M254 160C300 176 300 256 258 280", INK, 15)
        + line("M254 160C300 176 300 256 258 280", ink.accent, 3, "6 6")
    )
    return (
        shadow(204, 326, 84, 10)
        + hand
        + ink.form(shape, ink.colour, wrap, lit, path("M226 120L270 120L270 330L232 330Z", ink.dark, 0.4))
        + cap
    )


def bladder(ink: Ink) -> str:
    bag = "M120 98C160 90 240 90 280 98C296 170 294 250 276 316C240 328 160 328 124 316C106 250 104 170 120 98Z"
    water = path("M90 168C150 156 240 182 310 164L310 340L90 340Z", mix("#9cc4d6", ink.colour, 0.3))
    slider = box(108, 84, 184, 22, 9, ink.dark) + box(108, 84, 60, 22, 9, ink.accent)
    hose = (
        line("M200 306C280 350 350 290 330 200C322 150 340 120 324 92", ink.colour, 11)
        + line("M200 306C280 350 350 290 330 200C322 150 340 120 324 92", ink.light, 3)
        + box(312, 66, 24, 34, 8, INK)
    )
    port = circle(200, 300, 20, ink.dark) + circle(200, 300, 11, ink.accent)
    return (
        shadow(206, 336, 110, 10)
        + ink.form(
            bag,
            "#dcebf0",
            water,
            path("M130 90C120 170 126 250 146 330L168 330C148 250 146 170 156 90Z", "#ffffff", 0.5),
            line("M150 210C180 200 220 200 250 210", ink.colour, 6),
        )
        + slider
        + port
        + hose
    )
