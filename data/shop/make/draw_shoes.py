# ruff: noqa: E501 (the data of a path reads worse when it is broken over lines)
"""Shoes, seen from the side: one upper, and the sole that makes it a road, trail, track or hiking shoe."""

from __future__ import annotations

from ink import CREAM, METAL_LIGHT, RUBBER, SOLE, SOLE_SHADE, Ink, circle, line, mix, moved, oval, path, shadow

UPPER = (
    "M84 156C92 148 104 150 109 162C117 184 146 188 166 166C172 158 178 144 190 143C200 143 203 152 210 162"
    "C230 190 262 209 300 220C334 229 354 243 357 268L356 280L74 280C62 246 66 206 75 178C78 168 79 161 84 156Z"
)
TONGUE = "M160 172C160 152 170 128 184 122C194 119 202 126 203 136L214 168C198 180 176 186 160 172Z"
LINING = "M84 156C92 148 104 150 109 162C117 184 146 188 166 166C160 192 112 200 96 178C90 170 88 160 84 156Z"


def road(ink: Ink) -> str:
    height = 22 + (ink.number("Sole height", 32) - 22) * 1.9
    return _grounded(ink, _upper(ink) + _sole(ink, height) + _foam_line(ink, height), 270 + height)


def trail(ink: Ink) -> str:
    height = 18 + (ink.number("Sole height", 30) - 22) * 1.2
    lugs = 4 + ink.number("Lug depth", 4) * 2.4
    sole = _lugs(ink, height, lugs) + _upper(ink) + _sole(ink, height, RUBBER) + _mudguard(ink)
    return _grounded(ink, sole, 268 + height + lugs)


def track(ink: Ink) -> str:
    return _grounded(ink, _spikes(ink) + _upper(ink) + _plate(ink), 312)


def hiking(ink: Ink) -> str:
    high = {"Low": 0, "Mid": 34, "High": 62}[ink.cells.get("Cut", "Mid")]
    height = 24.0
    lugs = 7 + ink.number("Lug depth", 4) * 2
    shaft = _shaft(ink, high) if high else ""
    body = _lugs(ink, height, lugs) + shaft + _upper(ink, boot=bool(high)) + _sole(ink, height, RUBBER)
    body = shadow(210, 268 + height + lugs, 160, 12) + body + _mudguard(ink) + (_hooks(ink, high) if high else "")
    return moved(body, -10, -26 + high * 0.42, 0, 1.1 - high * 0.0014)


def _grounded(ink: Ink, content: str, ground: float) -> str:
    """The shoe on its shadow, the toe a little raised as when it was just put down."""
    return moved(shadow(210, ground + 6, 158, 12) + moved(content, 0, 0, -1.5 * ink.pick(3)), -7, -20, 0, 1.1)


def _upper(ink: Ink, boot: bool = False) -> str:
    toe = path("M300 222C330 230 352 244 357 268L357 284L286 284C300 262 306 240 300 222Z", ink.dark)
    heel = path("M60 284L60 170C76 176 92 214 96 284Z", ink.dark)
    glow = path("M206 160C228 190 262 210 300 221C268 222 224 214 196 190Z", ink.light, 0.7)
    under = path("M60 284C140 262 260 262 360 284L360 262C260 246 150 246 60 262Z", ink.deep, 0.22)
    tongue = (
        "" if boot else path(TONGUE, ink.dark) + path("M176 134C184 124 196 124 200 136L204 148L178 152Z", ink.accent)
    )
    stitches = line("M299 226C305 242 300 262 288 278", ink.seam, 1.8, "4 4")
    stitches += line("M70 178C84 196 94 226 98 270", ink.seam, 1.8, "4 4")
    body = ink.form(UPPER, ink.colour, glow, moved(_motif(ink), 0, -14), toe, heel, under, stitches)
    lining = "" if boot else path(LINING, ink.deep)
    tab = line("M80 160C74 150 78 142 88 146", ink.accent, 6)
    return tongue + body + lining + ("" if boot else tab) + _laces(ink)


def _laces(ink: Ink) -> str:
    eyelets = [(200, 168), (215, 184), (233, 198), (253, 210)]
    lace = CREAM if ink.name not in ("white", "sand") else ink.accent
    panel = path("M186 176C206 208 236 226 268 228L276 216C248 206 222 186 208 162Z", ink.dark, 0.85)
    strings = "".join(
        line(f"M{x - 17} {y + 12}C{x - 8} {y + 2} {x} {y - 3} {x + 7} {y - 5}", lace, 5.5) for x, y in eyelets
    )
    bow = line("M202 160C210 140 226 142 222 154C220 162 208 164 202 160C190 150 176 156 182 164", lace, 4)
    return panel + strings + bow


def _motif(ink: Ink) -> str:
    """The sign on the side, of our own: hill, arcs, half-moon, net of dots, folded band."""
    a = ink.accent
    kind = ink.pick(6, 3)
    if kind == 0:
        return line("M108 268L150 214L178 246L206 204L252 268", a, 9)
    if kind == 1:
        return line("M110 262C140 214 190 214 214 262", a, 9) + line("M132 268C150 236 178 236 194 268", a, 7)
    if kind == 2:
        return path("M120 284C124 222 200 206 232 284Z", a) + path("M140 284C146 244 192 234 212 284Z", ink.colour)
    if kind == 3:
        dots = [(118 + 26 * i + 13 * (j % 2), 226 + 18 * j) for j in range(3) for i in range(5)]
        return "".join(circle(x, y, 5 - j % 2, a) for j, (x, y) in enumerate(dots))
    if kind == 4:
        return path("M120 216L172 246L120 276L134 246Z", a) + path("M168 220L212 246L168 272L180 246Z", a, 0.6)
    return path("M90 250C150 270 210 230 292 252L292 262C214 244 150 284 90 264Z", a)


def _sole(ink: Ink, height: float, outsole: str = "") -> str:
    """A midsole `height` deep under the heel, thinner and sprung up at the toe."""
    base = 262 + height
    shape = (
        f"M66 262C62 258 66 252 76 255C140 268 210 258 262 264C300 268 336 262 358 256C370 262 370 276 360 {base - 14:g}"
        f"C346 {base - 3:g} 320 {base:g} 296 {base:g}L98 {base:g}C72 {base:g} 58 {base - 10:g} 58 {base - 22:g}C58 276 62 268 66 262Z"
    )
    foam = SOLE if ink.name != "white" else mix(SOLE, ink.accent, 0.1)
    shade = path(
        f"M50 {base - 9:g}C150 {base - 3:g} 280 {base - 3:g} 372 {base - 26:g}L372 {base + 8:g}L50 {base + 8:g}Z",
        SOLE_SHADE,
    )
    body = ink.form(shape, foam, shade)
    tread = outsole or ink.deep
    rim = (
        f"M70 {base - 5:g}C140 {base - 2:g} 270 {base - 2:g} 318 {base - 6:g}C340 {base - 9:g} 356 {base - 18:g} 364 {base - 26:g}"
        f"C368 {base - 10:g} 342 {base + 5:g} 300 {base + 6:g}L96 {base + 6:g}C80 {base + 6:g} 70 {base + 2:g} 70 {base - 5:g}Z"
    )
    return body + path(rim, tread)


def _foam_line(ink: Ink, height: float) -> str:
    middle = 262 + height * 0.5
    groove = line(f"M84 {middle:g}C150 {middle + 7:g} 210 {middle - 5:g} 300 {middle + 2:g}", SOLE_SHADE, 3)
    if ink.has("Plate", "Carbon") or ink.has("Plate", "Nylon"):
        groove += line(f"M96 {middle + 4:g}C170 {middle + 12:g} 240 {middle + 2:g} 338 {middle - 8:g}", ink.accent, 4.5)
    if ink.has("Support", "Stable"):
        groove += path(
            f"M74 264C130 272 160 268 190 266L180 {middle + 6:g}C140 {middle + 8:g} 100 {middle + 8:g} 72 {middle + 2:g}Z",
            ink.accent,
            0.8,
        )
    return groove


def _lugs(ink: Ink, height: float, depth: float) -> str:
    """Blocks of rubber, few and spaced for mud, many and close for paths, that follow the sole up to the toe."""
    base = 262 + height
    count = 8 if depth > 16 else 10
    step = 246 / count
    width = step * (0.6 if depth > 16 else 0.74)
    block = f"l{width:.1f} 0l{-width * 0.14:.1f} {depth + 6:.1f}l{-width * 0.72:.1f} 0Z"
    lugs = "".join(f"M{84 + i * step:.1f} {base:g}{block}" for i in range(count))
    toe = f"M330 {base - 6:g}l20 -8l0 {depth:.1f}l-13 5ZM353 {base - 18:g}l12 -12l3 {depth * 0.9:.1f}l-9 8Z"
    lit = "".join(
        f"M{84 + i * step:.1f} {base:g}l{width * 0.3:.1f} 0l0 {depth + 6:.1f}l{-width * 0.16:.1f} 0Z"
        for i in range(count)
    )
    return path(lugs + toe, RUBBER) + path(lit, "#5a5048")


def _mudguard(ink: Ink) -> str:
    guard = path("M318 264C338 262 350 254 355 244C366 254 366 266 360 276C346 284 326 284 306 280Z", RUBBER)
    heel = path("M68 232C62 246 58 262 62 276C76 276 88 272 92 262C84 254 74 246 68 232Z", ink.deep)
    return heel + guard


def _plate(ink: Ink) -> str:
    foam = 8 + 4 * ink.number("Drop", 2)
    heel = path(
        f"M66 270C64 264 70 262 80 264L210 272L356 268L356 280L200 {282 + foam / 3:g}L90 {280 + foam:g}C72 {280 + foam:g} 64 282 66 270Z",
        SOLE,
    )
    plate = path("M170 284C230 290 310 286 362 262C366 272 362 282 352 288C320 302 230 302 168 294Z", ink.accent)
    return heel + plate


def _spikes(ink: Ink) -> str:
    count = int(ink.number("Spikes", 6))
    spots = [204 + i * (140 / (count - 1)) for i in range(count)]
    pins = "".join(f"M{x - 4:.1f} {294 - max(0, x - 300) * 0.24:.1f}l8 0l-3 17l-2 0Z" for x in spots)
    return path(pins, "#6d6a64") + path(pins.replace("l8 0l-3 17l-2 0Z", "l3 0l-1 15l-1 0Z"), METAL_LIGHT)


def _shaft(ink: Ink, high: int) -> str:
    top = 146 - high
    shape = (
        f"M80 {top + 6}C96 {top - 6} 120 {top - 2} 140 {top + 4}C160 {top + 8} 178 {top - 4} 192 {top}"
        f"C200 {top + 10} 204 {top + 30} 210 166L250 240L72 250C62 210 74 180 78 150Z"
    )
    cuff = path(f"M60 {top - 12}L220 {top - 12}L214 {top + 24}C170 {top + 32} 120 {top + 20} 60 {top + 30}Z", ink.dark)
    inside = oval(137, top + 5, 58, 9, ink.deep)
    return ink.form(shape, ink.colour, cuff, path(f"M60 {top}L96 {top}L104 260L60 260Z", ink.dark, 0.6)) + inside


def _hooks(ink: Ink, high: int) -> str:
    rows = range(0, high + 6, 17)
    laces = "".join(line(f"M{178 + r * 0.04:g} {172 - r}L{212 - r * 0.14:g} {160 - r}", CREAM, 5) for r in rows)
    studs = "".join(circle(176, 174 - r, 4, METAL_LIGHT) for r in rows)
    return laces + studs
