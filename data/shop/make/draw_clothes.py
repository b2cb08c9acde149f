# ruff: noqa: E501 (the data of a path reads worse when it is broken over lines)
"""Clothes and small textiles, laid flat and seen from the front."""

from __future__ import annotations

from ink import CREAM, METAL_LIGHT, Ink, box, circle, line, mirrored, mix, moved, oval, path, shadow

BODY = "M138 104C156 96 166 92 172 88C184 104 216 104 228 88C234 92 244 96 262 104L284 134L278 304C230 314 170 314 122 304L116 134Z"
SLEEVE_LONG = "M140 103C116 112 104 128 98 152C84 200 74 244 66 284C76 292 92 296 104 294L132 196L142 150Z"
SLEEVE_SHORT = "M140 103C116 112 104 126 94 146L66 194C78 206 96 214 112 216L134 178L142 140Z"


def jacket(ink: Ink) -> str:
    sleeves = mirrored(_sleeve(ink, SLEEVE_LONG, cuff=True))
    hood = _hood(ink) if ink.has("Hood") else _collar(ink, 26)
    quilt = _quilting(ink) if ink.has("Warmth", "Warm") else ""
    body = ink.form(BODY, ink.colour, _drape(ink), quilt, _yoke(ink), _hem(ink))
    zipper = (
        line("M200 92L200 306", ink.deep, 5)
        + line("M200 92L200 306", METAL_LIGHT, 1.6, "2 5")
        + box(196.5, 112, 7, 16, 3, ink.accent)
    )
    pockets = mirrored(line("M148 232L158 274", ink.deep, 4) + line("M151 232L160 268", ink.accent, 2))
    shine = line("M126 284C170 292 230 292 274 284", METAL_LIGHT, 4) if ink.has("Use", "Night running") else ""
    return _hung(ink, hood + sleeves + body + shine + zipper + pockets)


def midlayer(ink: Ink) -> str:
    sleeves = mirrored(_sleeve(ink, SLEEVE_LONG, cuff=True))
    collar = _hood(ink) if ink.has("Hood") else _collar(ink, 22)
    end = 306 if ink.has("Collar", "Full zip") else 172
    waffle = "".join(line(f"M110 {y}L290 {y}", ink.seam, 1, "2 7", 0.6) for y in range(140, 300, 14))
    body = ink.form(
        BODY, ink.colour, _drape(ink), waffle, _hem(ink), path("M112 104L172 88L186 112L122 150Z", ink.dark, 0.5)
    )
    zipper = line(f"M200 90L200 {end}", ink.deep, 4) + box(197, 100, 6, 14, 3, ink.accent)
    return _hung(ink, collar + sleeves + body + zipper + path("M236 150l22 -6l0 14l-22 6Z", ink.accent))


def tee(ink: Ink) -> str:
    kind = ink.cells.get("Sleeves", "Short")
    sleeves = {"Short": SLEEVE_SHORT, "Long": SLEEVE_LONG}.get(kind)
    shape = (
        BODY
        if sleeves
        else BODY.replace("M138 104C156 96 166 92 172 88", "M148 96L170 90")
        .replace("228 88C234 92 244 96 262 104L284 134", "230 90L252 96C250 130 262 150 282 162")
        .replace("L116 134Z", "L118 162C138 150 150 130 148 96Z")
    )
    arms = mirrored(_sleeve(ink, sleeves, cuff=kind == "Long")) if sleeves else ""
    back = oval(200, 94, 30, 9, ink.deep)
    neck = line("M171 89C184 110 216 110 229 89", ink.accent if ink.pick(2) else ink.dark, 7)
    body = ink.form(
        shape, ink.colour, _drape(ink), _print(ink), line("M110 296C170 306 230 306 290 296", ink.seam, 1.8, "4 4")
    )
    return _hung(ink, back + arms + body + neck)


def shorts(ink: Ink) -> str:
    length = min(ink.number("Inseam", 13), 20)
    end = 196 + length * 5.4
    split = 16 if length < 10 else 4
    leg = f"M112 112L288 112L{312 - split} {end:g}C290 {end + 8:g} 250 {end + 10:g} 214 {end:g}L204 196L196 196L186 {end:g}C150 {end + 10:g} 110 {end + 8:g} {88 + split} {end:g}Z"
    liner = ""
    if ink.has("Liner", "Long liner"):
        liner = mirrored(
            path(
                f"M102 {end - 20:g}L184 {end - 20:g}L178 {end + 34:g}C150 {end + 40:g} 120 {end + 38:g} 100 {end + 30:g}Z",
                ink.deep,
            )
        )
    side = path(f"M112 112L132 112C120 170 116 220 {112 + split} {end + 10:g}L60 {end + 10:g}Z", ink.accent)
    folds = path(f"M204 196L230 150L250 {end + 12:g}L214 {end + 12:g}Z", ink.dark, 0.5) + path(
        "M140 112L166 112L150 260L128 260Z", ink.light, 0.5
    )
    vent = path(f"M{88 + split} {end:g}l26 -44l14 48Z", ink.deep) if split > 4 else ""
    body = ink.form(
        leg,
        ink.colour,
        folds,
        side,
        vent,
        line(f"M84 {end - 10:g}C150 {end + 2:g} 250 {end + 2:g} 316 {end - 10:g}", ink.seam, 1.8, "4 4"),
    )
    belt = ink.form(
        "M110 100C160 92 240 92 290 100L291 124C240 118 160 118 109 124Z",
        ink.dark,
        line("M114 112C160 104 240 104 286 112", ink.seam, 1.4, "3 4"),
    )
    cord = line("M194 112C186 134 180 146 184 158", CREAM, 4) + line("M206 112C212 132 220 140 216 154", CREAM, 4)
    return moved(shadow(200, end + 30, 112, 10) + liner + body + belt + cord, 0, 4 + (300 - end) * 0.5, 0, 1.12)


def tights(ink: Ink) -> str:
    end = 338 if ink.has("Length", "Full") else 268
    leg = (
        f"M134 62C176 56 224 56 266 62C274 110 280 140 268 190L246 {end - 6:g}C236 {end:g} 224 {end:g} 214 {end - 4:g}"
        f"L204 150L196 150L186 {end - 4:g}C176 {end:g} 164 {end:g} 154 {end - 6:g}L132 190C120 140 126 110 134 62Z"
    )
    panel = path(f"M134 62L152 62C142 120 150 190 164 {end + 6:g}L120 {end + 6:g}L110 120Z", ink.dark)
    stripe = line(f"M150 66C144 130 152 200 168 {end:g}", ink.accent, 3.5)
    knee = path("M140 206C156 196 176 198 188 210L188 238C170 230 154 232 146 240Z", ink.light, 0.5)
    shine = line("M150 290L182 284", METAL_LIGHT, 4) if ink.has("Reflective") and end > 300 else ""
    half = panel + stripe + knee + shine
    body = ink.form(leg, ink.colour, path("M204 150L226 90L240 340L214 340Z", ink.dark, 0.4), mirrored(half))
    belt = path("M132 54C176 46 224 46 268 54L268 78C224 70 176 70 132 78Z", ink.dark) + circle(
        200, 64, 3.5, ink.accent
    )
    return shadow(200, 348, 80, 8) + body + belt


def sock(ink: Ink) -> str:
    tall = {"Ankle": 118, "Mid": 74, "Knee": 34}[ink.cells.get("Height", "Ankle")]
    one = _one_sock(ink, tall)
    back = f'<g opacity="0.96">{moved(_one_sock(ink, tall, far=True), 40, -12, 7, 0.96)}</g>'
    return shadow(210, 326, 120, 12) + moved(back + one, -4, 14 + (tall - 76) * -0.28, 0, 1.0 if tall < 40 else 1.1)


def _one_sock(ink: Ink, tall: float, far: bool = False) -> str:
    base = ink.dark if far else ink.colour
    shape = f"M138 {tall}L212 {tall}L214 210C216 226 226 232 246 240L292 258C316 268 318 302 288 306L190 306C158 306 142 290 140 262Z"
    heel = path("M130 218C164 224 178 254 172 310L120 310Z", ink.accent)
    toe = path("M276 244C262 268 266 296 282 312L330 312L330 244Z", ink.accent)
    ribs = "".join(line(f"M{x} {tall + 2}L{x} {tall + 30}", ink.seam, 1.6, "", 0.8) for x in range(146, 212, 9))
    cuff = box(130, tall - 2, 92, 9, 0, ink.accent)
    arch = "".join(line(f"M{x} 262L{x - 4} 300", ink.seam, 1.6, "", 0.7) for x in range(196, 250, 9))
    bands = box(120, tall + 40, 110, 7, 0, ink.light) + box(120, tall + 53, 110, 4, 0, ink.light) if tall < 100 else ""
    shade = path(f"M196 {tall}L220 {tall}L222 214L300 262L292 300C240 260 200 250 196 210Z", ink.dark, 0.35)
    return ink.form(shape, base, shade, ribs, arch, bands, heel, toe, cuff)


def bra(ink: Ink) -> str:
    shape = (
        "M132 76L152 76C152 120 164 164 200 168C236 164 248 120 248 76L268 76C268 118 274 150 306 178C312 214 304 250 294 280"
        "C230 292 170 292 106 280C96 250 88 214 94 178C126 150 132 118 132 76Z"
    )
    inner = path("M152 80C160 92 240 92 248 80C248 130 232 166 200 170C168 166 152 130 152 80Z", ink.deep)
    side = mirrored(path("M94 170C118 190 124 230 116 290L80 290Z", ink.dark))
    curve = mirrored(
        line("M142 148C130 190 150 238 198 244", ink.seam, 2, "4 4")
        + path("M146 120C140 170 160 226 198 240L198 168C170 164 154 140 152 110Z", ink.light, 0.3)
    )
    band = path("M90 254C170 270 230 270 310 254L310 296L90 296Z", ink.dark) + line(
        "M104 266C170 280 230 280 296 266", ink.accent, 4
    )
    middle = ""
    if ink.has("Closure", "Zip"):
        middle = (
            line("M200 170L200 284", ink.deep, 6)
            + line("M200 170L200 284", METAL_LIGHT, 1.8, "2 5")
            + box(196, 178, 8, 16, 3, ink.accent)
        )
    straps = mirrored(box(133, 100, 19, 11, 3, METAL_LIGHT)) if ink.has("Straps", "Adjustable") else ""
    return shadow(200, 320, 112, 10) + moved(
        inner + ink.form(shape, ink.colour, curve, side, band) + middle + straps, 0, 18, 0, 1.1
    )


def cap(ink: Ink) -> str:
    crown = "M108 226C104 150 150 112 206 112C262 112 296 154 294 220C236 206 160 208 108 226Z"
    panels = line("M206 112C190 146 184 180 188 212", ink.seam, 2, "4 4") + line(
        "M206 112C236 140 250 176 252 210", ink.seam, 2, "4 4"
    )
    front = path("M206 112C250 116 292 150 296 230L252 214C252 176 236 140 206 112Z", ink.accent)
    shade = path("M100 230C104 150 120 130 150 120C130 160 124 200 134 226Z", ink.dark)
    peak = ink.form(
        "M246 208C300 204 348 222 358 244C352 254 320 244 250 234Z",
        ink.dark,
        line("M252 218C300 216 336 226 350 240", ink.seam, 1.8, "4 4"),
    )
    holes = "".join(circle(x, 176, 3, ink.deep) for x in (150, 164))
    flap = (
        path("M110 214C112 250 108 280 96 300C130 304 170 296 186 280C184 250 184 230 188 212Z", ink.dark)
        if ink.name == "sand"
        else ""
    )
    return shadow(210, 288, 130, 11) + moved(
        flap + ink.form(crown, ink.colour, shade, front, panels) + holes + peak + circle(206, 112, 6, ink.deep),
        -14,
        10,
        -5,
        1.1,
    )


def visor(ink: Ink) -> str:
    band = "M96 214C100 170 150 148 206 152C252 156 284 180 290 214C232 190 156 190 96 214Z"
    inside = path("M96 214C110 236 150 246 200 244C246 242 280 230 290 214C232 196 156 196 96 214Z", ink.deep)
    terry = line("M108 216C160 200 230 200 280 214", CREAM, 5)
    peak = ink.form(
        "M232 172C292 168 352 198 364 226C352 238 312 222 244 208Z",
        ink.dark,
        line("M244 184C296 182 336 202 354 222", ink.seam, 1.8, "4 4"),
    )
    stripe = line("M112 196C150 172 220 166 262 184", ink.accent, 6)
    return shadow(210, 282, 126, 11) + moved(
        inside + terry + ink.form(band, ink.colour, stripe) + peak, -14, 10, -4, 1.12
    )


def beanie(ink: Ink) -> str:
    dome = "M106 244C96 150 140 92 200 92C260 92 304 150 294 244Z"
    ribs = "".join(
        line(f"M{x} 250C{x} 180 {200 + (x - 200) * 0.5:g} 130 200 92", ink.seam, 2, "", 0.7)
        for x in range(122, 290, 26)
    )
    fold = ink.form(
        "M98 226C160 212 240 212 302 226L304 276C240 264 160 264 96 276Z",
        ink.dark,
        *(line(f"M{x} 214L{x} 276", ink.seam, 2, "", 0.7) for x in range(104, 304, 14)),
    )
    shade = path("M240 92C300 110 310 200 296 250L256 250C266 190 262 130 240 92Z", ink.dark, 0.5)
    band = line("M112 206C170 192 230 192 288 206", METAL_LIGHT if ink.has("Reflective") else ink.accent, 8)
    return shadow(200, 300, 116, 11) + moved(
        ink.form(dome, ink.colour, shade, ribs, band) + fold + box(252, 234, 26, 18, 2, ink.accent), 0, 8, 0, 1.08
    )


def headband(ink: Ink) -> str:
    back = path("M86 190C110 160 290 160 314 190C290 176 110 176 86 190Z", ink.deep)
    front = "M84 188C130 224 270 224 316 188L318 246C270 286 130 286 82 246Z"
    wave = line("M84 226C130 262 160 206 200 236C240 266 270 210 318 224", ink.accent, 7)
    return (
        shadow(200, 300, 120, 10)
        + back
        + ink.form(
            front, ink.colour, path("M240 180L330 180L330 290L240 290C262 250 262 220 240 180Z", ink.dark, 0.45), wave
        )
        + line("M92 236C140 270 260 270 308 236", ink.seam, 1.8, "4 4")
    )


def neck(ink: Ink) -> str:
    tube = "M126 110C160 126 240 126 274 110C282 160 270 200 282 282C240 304 160 304 118 282C130 200 118 160 126 110Z"
    hills = path("M100 236L150 196L184 224L226 180L300 240L300 320L100 320Z", ink.dark) + path(
        "M100 264L160 232L214 262L250 236L300 264L300 320L100 320Z", ink.accent
    )
    folds = line("M130 150C170 166 230 160 262 146", ink.seam, 2.4) + line(
        "M138 172C180 186 220 184 250 176", ink.seam, 2
    )
    return (
        shadow(200, 310, 100, 10)
        + oval(200, 110, 74, 14, ink.deep)
        + ink.form(tube, ink.colour, hills, folds, circle(232, 168, 13, ink.light))
    )


def glove(ink: Ink) -> str:
    hand = (
        "M130 300L132 214C108 190 92 176 86 158C82 144 98 134 110 146L138 176L134 104C134 88 156 88 158 104L164 160L168 84"
        "C168 68 192 68 192 84L194 160L204 92C206 76 228 80 226 96L220 166L236 120C242 106 262 112 258 128C250 166 246 186 242 214L244 300Z"
    )
    cuff = path("M120 262L260 262L260 310L120 310Z", ink.dark) + line("M126 272L250 272", ink.accent, 5)
    palm = path("M130 214C160 190 220 190 244 214L246 262L128 262Z", ink.light, 0.4)
    tips = (
        "".join(circle(x, y, 13, METAL_LIGHT, 0.9) for x, y in ((96, 148), (146, 100)))
        if ink.has("Touchscreen")
        else ""
    )
    folds = (
        line("M160 176C164 186 164 194 162 202", ink.seam, 2)
        + line("M194 170L194 196", ink.seam, 2)
        + line("M222 176C220 186 220 192 222 200", ink.seam, 2)
    )
    one = ink.form(hand, ink.colour, palm, cuff, tips, folds)
    far = path(hand, ink.dark)
    return shadow(205, 318, 110, 10) + moved(far, 44, -6, 14, 0.96) + moved(one, -22, 2, -6, 1)


def gaiter(ink: Ink) -> str:
    shape = "M142 120C172 130 220 130 250 120C250 170 256 200 300 224C330 240 332 262 326 276C260 262 190 262 128 276C118 230 146 190 142 120Z"
    strap = line("M180 268C190 306 240 306 252 266", ink.deep, 7)
    return (
        shadow(220, 314, 120, 10)
        + strap
        + oval(196, 120, 54, 11, ink.deep)
        + ink.form(
            shape,
            ink.colour,
            path("M142 120L176 126C170 180 150 230 156 280L110 280Z", ink.dark, 0.6),
            path("M236 196C262 206 300 224 330 262L330 290L250 290C262 250 256 220 236 196Z", ink.accent),
            line("M150 140C180 150 220 150 246 140", ink.seam, 2, "4 4"),
        )
        + circle(306, 262, 6, METAL_LIGHT)
    )


def sleeve(ink: Ink) -> str:
    shape = "M150 70C172 62 212 62 236 70C252 130 246 170 238 210C230 250 228 280 230 316C210 324 184 324 166 316C168 280 160 250 152 210C142 160 140 120 150 70Z"
    bands = "".join(
        line(f"M136 {y}C170 {y + 16} 220 {y + 16} 256 {y}", ink.seam, 2, "", 0.8) for y in range(110, 300, 24)
    )
    half = ink.form(
        shape,
        ink.colour,
        path("M206 60L260 60L250 330L206 330C226 240 226 150 206 60Z", ink.dark, 0.5),
        bands,
        path("M130 60L260 60L260 92C220 100 170 100 130 92Z", ink.accent),
    )
    return (
        shadow(200, 334, 110, 9)
        + moved(
            path(shape, ink.dark) + path("M150 70C172 62 212 62 236 70L238 92C210 98 176 98 148 92Z", ink.deep),
            46,
            -6,
            6,
            0.96,
        )
        + moved(half, -36, 4, -5, 1)
    )


def _sleeve(ink: Ink, shape: str, cuff: bool) -> str:
    fold = path("M132 120C112 170 104 230 100 300L140 300L150 120Z", ink.dark, 0.55)
    end = (
        path("M50 268L120 282L116 304L50 304Z", ink.accent if ink.pick(2, 2) else ink.deep)
        if cuff
        else line("M66 194C78 206 96 214 112 216", ink.seam, 4)
    )
    return ink.form(shape, mix(ink.colour, ink.dark, 0.25), fold, end)


def _drape(ink: Ink) -> str:
    return path("M250 100L290 120L284 320L228 320C254 250 260 170 250 100Z", ink.dark, 0.45) + path(
        "M134 120C150 160 146 230 138 300L160 300C166 230 162 160 152 104Z", ink.light, 0.35
    )


def _yoke(ink: Ink) -> str:
    kind = ink.pick(3, 4)
    if kind == 0:
        return path("M100 90L300 90L300 150C250 168 150 168 100 150Z", ink.accent) + line(
            "M116 156C160 168 240 168 284 156", ink.seam, 1.8, "4 4"
        )
    if kind == 1:
        return path("M110 190L200 150L290 190L290 214L200 174L110 214Z", ink.accent)
    return path("M112 100L160 90L196 200L196 240L116 180Z", ink.dark, 0.55) + line("M116 182L196 240", ink.accent, 4)


def _hem(ink: Ink) -> str:
    return path("M110 288C170 300 230 300 290 288L290 320L110 320Z", ink.deep, 0.55)


def _quilting(ink: Ink) -> str:
    return "".join(line(f"M110 {y}C160 {y + 12} 240 {y + 12} 290 {y}", ink.seam, 2.4) for y in range(140, 290, 28))


def _collar(ink: Ink, height: float) -> str:
    return path(
        f"M170 {96 - height:g}C186 {88 - height:g} 214 {88 - height:g} 230 {96 - height:g}L234 104L166 104Z", ink.dark
    ) + oval(200, 94 - height, 29, 6, ink.deep)


def _hood(ink: Ink) -> str:
    shape = "M160 104C146 60 168 34 200 34C232 34 254 60 240 104C230 112 170 112 160 104Z"
    return (
        path(shape, ink.dark)
        + path("M172 104C162 70 176 52 200 52C224 52 238 70 228 104Z", ink.deep)
        + line("M176 102C168 74 180 56 200 56C220 56 232 74 224 102", ink.accent, 3)
    )


def _print(ink: Ink) -> str:
    kind = ink.pick(5, 4)
    if kind == 0:
        return path("M100 240L160 190L196 222L236 176L300 236L300 330L100 330Z", ink.dark, 0.6)
    if kind == 1:
        return path("M100 176L300 150L300 176L100 202Z", ink.accent) + path(
            "M100 212L300 186L300 194L100 220Z", ink.accent, 0.6
        )
    if kind == 2:
        return circle(200, 176, 30, ink.accent) + path("M160 190L186 166L202 182L218 164L246 194Z", ink.colour)
    if kind == 3:
        return path("M100 90L150 90C140 150 140 240 150 330L100 330Z", ink.accent, 0.9)
    return line("M150 150l14 0M150 150l0 14", ink.accent, 5) + "".join(
        line(f"M110 {y}L290 {y}", ink.seam, 1.2, "1 8", 0.7) for y in range(150, 300, 16)
    )


def _hung(ink: Ink, content: str) -> str:
    return shadow(200, 334, 112, 10) + moved(content, 0, 10, 0, 1.06)
