# ruff: noqa: E501 (the data of a path reads worse when it is broken over lines)
"""Watches and sensors, lamps, poles and small gear."""

from __future__ import annotations

from ink import (
    CREAM,
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
    ring,
    shadow,
)

SCREEN, SCREEN_LIT = "#23282b", "#dfe8d4"


def watch(ink: Ink) -> str:
    case = 62 + (ink.number("Case", 44) - 38) * 1.9
    strap = "M166 40C180 34 220 34 234 40L246 140L154 140Z M154 260L246 260L234 362C220 368 180 368 166 362Z"
    holes = "".join(oval(200, y, 5, 4, ink.deep) for y in (306, 322, 338)) + box(162, 276, 76, 12, 4, ink.dark)
    ribs = "".join(line(f"M{172 - i} {60 + 18 * i}L{228 + i} {60 + 18 * i}", ink.seam, 2.4, "", 0.7) for i in range(4))
    light = path("M160 30L184 30L178 380L140 380Z", ink.light, 0.4)
    band = ink.form(strap, ink.colour, light, ribs, holes)
    buttons = "".join(box(200 + case - 3, y, 13, 18, 4, METAL_DARK) for y in (172, 210)) + box(
        200 - case - 9, 190, 12, 18, 4, METAL_DARK
    )
    body = circle(200, 200, case + 5, mix(ink.deep, "#000000", 0.2)) + circle(
        200, 200, case, METAL if ink.number("Weight", 40) > 45 else ink.dark
    )
    return shadow(206, 364, 64, 7) + moved(
        buttons + band + body + _dial(ink, case - 9), 0, 0, 10 - 4 * ink.pick(2), 0.96
    )


def _dial(ink: Ink, r: float) -> str:
    ticks = "".join(
        f'<path d="M200 {200 - r + 3:g}l0 7" stroke="{METAL_LIGHT}" stroke-width="2.4" transform="rotate({i * 30} 200 200)"/>'
        for i in range(12)
    )
    glass = path(
        f"M{200 - r:g} 200A{r:g} {r:g} 0 0 1 200 {200 - r:g}L{200 + r * 0.5:g} {200 - r * 0.9:g}L{200 - r * 0.7:g} {200 + r * 0.7:g}Z",
        "#ffffff",
        0.08,
    )
    return circle(200, 200, r, SCREEN) + ticks + _face(ink, r) + glass


def _face(ink: Ink, r: float) -> str:
    """What the screen shows: a map, a track to follow, or an effort ring and a pace curve."""
    maps = ink.cells.get("Maps", "None")
    if maps == "Full maps":
        land = f"M{200 - r * 0.6:g} 214C176 196 186 176 210 178C236 180 248 200 {200 + r * 0.6:g} 192L{200 + r * 0.5:g} 234C220 250 180 250 {200 - r * 0.5:g} 236Z"
        hill = line("M168 216C182 204 196 210 206 202C218 192 230 204 240 198", "#7fa874", 2.4) + line(
            "M172 228C190 218 208 226 232 214", "#7fa874", 2.4
        )
        return (
            path(land, "#41543f")
            + hill
            + line("M170 232C180 212 196 222 204 204S222 178 234 172", ink.accent, 5)
            + circle(234, 172, 6, CREAM)
        )
    if maps == "Breadcrumb":
        return (
            line("M168 230C172 204 194 214 198 192S222 168 234 176", SCREEN_LIT, 4, "1 8")
            + circle(168, 230, 6, ink.accent)
            + circle(234, 176, 6, CREAM)
        )
    arc = f"M200 {200 - r * 0.72:g}A{r * 0.72:g} {r * 0.72:g} 0 1 1 {200 - r * 0.68:g} {200 + r * 0.24:g}"
    pace = line("M172 206L184 206L192 186L204 222L212 198L228 198", SCREEN_LIT, 4)
    return ring(200, 200, r * 0.72, "#3b4347", 6) + line(arc, ink.accent, 6) + pace


def strap(ink: Ink) -> str:
    back = "M60 176C100 130 300 130 340 176C300 156 100 156 60 176Z"
    front = "M58 176C110 226 290 226 342 176L344 218C290 272 110 272 56 218Z"
    pod = (
        box(152, 200, 96, 48, 22, SCREEN)
        + box(160, 206, 80, 22, 11, "#ffffff", 0.08)
        + line("M172 226L188 226L196 212L206 238L214 226L230 226", ink.accent if ink.name != "black" else "#e2762f", 4)
    )
    body = ink.form(
        front,
        ink.colour,
        path("M60 200L130 226L130 280L50 280Z", ink.dark, 0.5),
        line("M66 192C120 238 280 238 334 192", ink.seam, 2, "5 5"),
    )
    return (
        shadow(200, 290, 130, 10)
        + path(back, ink.deep)
        + body
        + circle(134, 232, 7, METAL)
        + circle(266, 232, 7, METAL)
        + pod
    )


def armstrap(ink: Ink) -> str:
    loop = (
        ring(200, 204, 84, ink.colour, 40)
        + ring(200, 204, 98, ink.dark, 10, 0.5)
        + ring(200, 204, 70, ink.light, 6, 0.5)
    )
    pod = (
        box(150, 258, 100, 60, 24, SCREEN)
        + circle(200, 288, 15, "#2f6b4a")
        + circle(200, 288, 8, "#a9c43c")
        + circle(172, 288, 4, METAL)
        + circle(228, 288, 4, METAL)
    )
    return shadow(200, 336, 96, 9) + moved(
        loop + line("M122 170C140 130 260 130 278 170", ink.seam, 2, "5 5") + pod, 0, -10
    )


def pod(ink: Ink) -> str:
    shell = "M128 196C128 150 168 128 204 128C250 128 276 160 276 200C276 250 244 284 202 284C156 284 128 246 128 196Z"
    inside = path("M128 196C150 230 220 250 276 200L276 290L128 290Z", ink.dark) + circle(180, 168, 40, ink.light, 0.5)
    clip = path("M118 240C150 300 250 300 284 240L290 262C256 322 146 322 112 262Z", INK)
    return (
        shadow(202, 328, 96, 10)
        + clip
        + ink.form(shell, ink.colour, inside)
        + line("M168 214L190 214L200 190L212 232L220 214L238 214", CREAM, 6)
        + circle(202, 152, 6, CREAM)
    )


def headlamp(ink: Ink) -> str:
    chest = ink.number("Weight", 80) == 160
    power = min(ink.number("Brightness", 300), 1600)
    band = path("M70 196C96 112 304 112 330 196C300 152 100 152 70 196Z", ink.deep)
    over = (
        line("M200 120C186 92 214 92 200 120", ink.deep, 0.1)
        if power < 600
        else path("M184 134C180 100 220 100 216 134L212 200L188 200Z", ink.dark)
    )
    front = ink.form(
        "M66 192C110 240 290 240 334 192L338 232C290 284 110 284 62 232Z",
        ink.colour,
        path("M60 190L120 220L120 290L40 290Z", ink.dark, 0.5),
        line("M72 206C130 250 270 250 328 206", ink.accent, 5),
        line("M70 226C130 268 270 268 330 226", ink.seam, 2, "5 5"),
    )
    size = 40 + power / 60
    case = box(200 - size - 8, 250 - size, 2 * size + 16, 2 * size - 4, 24, INK) + box(
        200 - size, 250 - size + 6, 2 * size, 16, 8, "#ffffff", 0.1
    )
    glow = circle(200, 248, size + 34, "#fff3b8", 0.35) + circle(200, 248, size + 16, "#fff3b8", 0.45)
    lens = (
        circle(200, 246, size - 8, METAL)
        + circle(200, 246, size - 14, "#fff7d2")
        + circle(200, 246, size - 26, "#ffe27a")
    )
    red = circle(200 - size + 2, 246 + size * 0.5, 5, "#c73a35") if ink.has("Red light") else ""
    harness = (
        mirrored(line("M130 60L150 210", ink.colour, 17)) + line("M128 60L148 200", ink.accent, 3) if chest else ""
    )
    return shadow(200, 334, 120, 9) + moved(band + over + harness + front + glow + case + lens + red, 0, -6, 0, 1.02)


def poles(ink: Ink) -> str:
    one = (
        line("M200 92L200 330", METAL_DARK if ink.has("Material", "Aluminium") else "#2f2c2a", 9)
        + line("M200 168L200 262", ink.colour, 9)
        + line("M197 168L197 262", ink.light, 2.4)
    )
    grip = path("M188 50C188 36 212 36 212 50L210 116C208 126 192 126 190 116Z", INK) + path(
        "M190 96L210 96L210 116C208 126 192 126 190 116Z", "#c79a66"
    )
    loop = line("M212 52C246 60 238 108 208 98", ink.colour, 7)
    basket = oval(200, 322, 19, 5, ink.dark) + path("M196 330L204 330L200 350Z", METAL)
    joints = box(193, 160, 14, 12, 3, INK) + box(193, 258, 14, 12, 3, INK)
    whole = one + joints + grip + loop + basket
    return shadow(200, 346, 110, 8) + moved(whole, 40, 0, 16, 1) + moved(whole, -40, 0, -16, 1)


def harness(ink: Ink) -> str:
    straps = (
        mirrored(line("M146 70L262 290", ink.colour, 22) + line("M146 70L262 290", METAL_LIGHT, 6))
        + line("M104 252C160 282 240 282 296 252", ink.colour, 22)
        + line("M104 252C160 282 240 282 296 252", METAL_LIGHT, 6)
    )
    shoulders = line("M146 70C120 90 96 180 104 252", ink.dark, 18) + line(
        "M254 70C280 90 304 180 296 252", ink.dark, 18
    )
    return (
        shadow(200, 320, 110, 10)
        + shoulders
        + straps
        + circle(200, 174, 18, ink.dark)
        + circle(200, 174, 10, METAL_LIGHT)
        + box(186, 262, 28, 20, 4, INK)
    )


def band(ink: Ink) -> str:
    def one(x: float, y: float, turn: float) -> str:
        loop = (
            ring(200, 200, 62, ink.colour, 30)
            + ring(200, 200, 68, "#fff7d2", 7, 0.85)
            + ring(200, 200, 51, ink.dark, 5, 0.6)
        )
        return moved(
            circle(200, 200, 96, "#fff3b8", 0.35)
            + loop
            + box(176, 122, 48, 30, 10, INK)
            + circle(200, 137, 5, "#a9c43c"),
            x,
            y,
            turn,
            0.92,
        )

    return shadow(200, 316, 126, 10) + one(-52, -16, -14) + one(54, 24, 12)


def glasses(ink: Ink) -> str:
    arm = line("M98 168C120 140 150 130 176 132", ink.deep, 8) + line("M302 168C280 140 250 130 224 132", ink.deep, 8)
    shield = "M84 176C130 156 270 156 316 176C322 214 306 252 262 254C232 254 220 236 200 222C180 236 168 254 138 254C94 252 78 214 84 176Z"
    tint = mix(ink.accent, "#2b2118", 0.35)
    lens = ink.form(
        shield,
        tint,
        path("M84 170L190 160L120 262L70 262Z", "#ffffff", 0.18),
        path("M220 160L250 160L196 250L180 250Z", "#ffffff", 0.14),
        path("M80 230C140 240 260 240 320 230L320 262L80 262Z", ink.accent, 0.4),
    )
    brow = path(
        "M76 182C76 164 92 158 110 156C160 148 240 148 290 156C308 158 324 164 324 182C270 168 130 168 76 182Z",
        ink.colour,
    )
    return shadow(200, 286, 116, 9) + moved(
        arm + lens + brow + path("M190 214C194 226 206 226 210 214L206 240L194 240Z", ink.colour), 0, 0, -6, 1.1
    )
