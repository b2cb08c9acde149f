# ruff: noqa: E501 (the data of a path reads worse when it is broken over lines)
"""What helps to recover: rollers, balls, balms, mats."""

from __future__ import annotations

from ink import CREAM, INK, METAL, METAL_DARK, Ink, box, circle, line, moved, oval, path, ring, shadow


def roller(ink: Ink) -> str:
    long = min(ink.number("Length", 33), 45) * 4.2
    left, right = 200 - long / 2, 200 + long / 2
    if ink.has("Material", "Plastic"):
        beads = "".join(box(140 + i * 24, 178, 20, 46, 10, ink.colour if i % 2 else ink.dark) for i in range(5))
        return shadow(200, 270, 140, 10) + moved(
            box(52, 188, 296, 26, 13, INK)
            + box(52, 188, 70, 26, 13, ink.accent)
            + box(278, 188, 70, 26, 13, ink.accent)
            + beads,
            0,
            0,
            -18,
            1.1,
        )
    tube = f"M{left:g} 138L{right:g} 138C{right + 44:g} 150 {right + 44:g} 258 {right:g} 270L{left:g} 270C{left + 44:g} 258 {left + 44:g} 150 {left:g} 138Z"
    rows = "".join(
        box(x, y, 24, 17, 7, ink.dark, 0.75)
        for y in (150, 178, 206, 234)
        for x in range(int(left) + 30, int(right) + 10, 36)
    )
    if ink.has("Firmness", "Soft"):
        rows = "".join(line(f"M{left:g} {y}L{right + 30:g} {y}", ink.dark, 2, "", 0.6) for y in (170, 200, 230))
    end = oval(left, 204, 33, 66, ink.deep) + oval(left, 204, 26, 55, ink.light) + oval(left, 204, 17, 38, INK)
    power = circle(left, 204, 9, ink.accent) + circle(left, 204, 4, CREAM) if ink.has("Powered") else ""
    light = path(f"M{left:g} 138L{right:g} 138L{right + 20:g} 160L{left:g} 160Z", ink.light, 0.6)
    return shadow(212, 288, long / 2 + 46, 12) + moved(
        ink.form(
            tube,
            ink.colour,
            light,
            rows,
            path(f"M{left:g} 246L{right + 60:g} 246L{right + 60:g} 280L{left:g} 280Z", ink.dark, 0.5),
        )
        + end
        + power,
        0,
        4,
        -6,
        1.06,
    )


def ball(ink: Ink) -> str:
    def one(x: float, y: float, r: float, fill: str) -> str:
        nubs = "".join(
            circle(x + dx * r, y + dy * r, r * 0.12, ink.deep, 0.5)
            for dx, dy in ((-0.4, -0.1), (0.1, -0.45), (0.45, 0), (0, 0.1), (-0.2, 0.5), (0.4, 0.45))
        )
        return (
            circle(x, y, r, fill)
            + path(f"M{x - r:g} {y}A{r} {r} 0 0 0 {x + r:g} {y}A{r} {r * 0.7:g} 0 0 1 {x - r:g} {y}Z", ink.deep, 0.22)
            + nubs
            + oval(x - r * 0.35, y - r * 0.45, r * 0.24, r * 0.14, "#fff8ea", 0.6, -30)
        )

    return (
        shadow(200, 294, 136, 12)
        + one(150, 216, 74, ink.colour)
        + one(262, 238, 52, ink.accent)
        + one(232, 148, 34, ink.light)
    )


def gun(ink: Ink) -> str:
    barrel = ink.form(
        "M110 112C110 92 126 84 146 84L262 84C286 84 298 100 298 122C298 146 286 160 262 160L146 160C126 160 110 150 110 130Z",
        ink.colour,
        path("M100 134L310 134L310 170L100 170Z", ink.dark),
        path("M120 90L290 90L290 102L120 102Z", ink.light, 0.6),
    )
    handle = ink.form(
        "M206 152L274 152L292 296C294 316 236 322 230 302Z",
        INK,
        path("M236 150L252 150L272 320L250 320Z", "#ffffff", 0.08),
    )
    head = box(74, 108, 40, 28, 6, METAL) + circle(62, 122, 28, ink.accent) + oval(54, 112, 8, 5, "#fff8ea", 0.5, -30)
    lights = "".join(circle(258 + 0 * i, 188 + 16 * i, 4, ink.light if i < 2 else METAL_DARK) for i in range(3))
    return shadow(236, 328, 90, 10) + moved(
        handle + barrel + head + ring(280, 122, 10, ink.deep, 4) + lights, 12, 0, 4, 1
    )


def jar(ink: Ink) -> str:
    body = ink.form(
        "M112 176L288 176L282 284C280 304 262 308 200 308C138 308 120 304 118 284Z",
        ink.colour,
        path("M112 170L146 170L150 310L112 310Z", ink.light, 0.6),
        path("M100 214L300 214L300 270L100 270Z", CREAM),
        path("M200 222C226 232 226 252 200 264C174 252 174 232 200 222Z", "#2f6b4a"),
        line("M200 226L200 262", "#8ccbae", 2),
    )
    lid = (
        box(102, 128, 196, 52, 12, ink.dark)
        + box(102, 128, 196, 16, 8, ink.deep)
        + "".join(line(f"M{x} 150L{x} 174", ink.deep, 2) for x in range(118, 292, 14))
    )
    return shadow(200, 312, 110, 11) + body + lid


def mat(ink: Ink) -> str:
    sheet = ink.form(
        "M120 238L330 238L362 302L92 302Z",
        ink.colour,
        line("M120 252L350 252M110 290L366 290", ink.seam, 2, "6 6"),
        path("M300 230L370 230L370 310L330 310Z", ink.dark, 0.4),
    )
    roll = (
        box(84, 152, 224, 100, 50, ink.colour)
        + path("M100 168C160 156 240 156 300 168L300 180C240 168 160 168 100 180Z", ink.light, 0.6)
        + path("M96 228C160 240 240 240 300 228L290 246C230 254 150 254 110 246Z", ink.dark, 0.6)
    )
    end = (
        circle(300, 202, 50, ink.dark)
        + "".join(ring(300, 202, r, ink.light, 5) for r in (38, 26, 14))
        + circle(300, 202, 6, ink.deep)
    )
    straps = box(140, 150, 16, 104, 4, ink.accent) + box(218, 150, 16, 104, 4, ink.accent)
    return shadow(226, 308, 142, 9) + sheet + roll + end + straps


def slide(ink: Ink) -> str:
    sole = ink.form(
        "M60 262C60 240 84 244 110 252C180 268 240 250 300 252C346 254 356 272 350 286C344 304 316 308 280 308L110 308C76 308 60 290 60 262Z",
        ink.light,
        path("M50 290C150 296 260 296 360 284L360 320L50 320Z", ink.dark, 0.5),
    )
    strap = ink.form(
        "M168 262C176 196 230 168 286 190C316 204 326 236 322 262C270 252 220 256 168 262Z",
        ink.colour,
        path("M280 180L340 180L340 270L296 270C306 240 300 206 280 180Z", ink.dark, 0.6),
        path("M196 240L226 206L246 228L266 200L296 240Z", ink.accent),
    )
    return moved(
        shadow(206, 314, 150, 11)
        + sole
        + path("M186 250C200 206 240 190 276 200C252 206 232 226 228 254Z", ink.light, 0.35)
        + strap,
        0,
        -24,
        0,
        1.06,
    )
