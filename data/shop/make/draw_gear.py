"""Watches, lamps, packs and the things that help to recover."""

from __future__ import annotations

from ink import CREAM, INK, METAL, METAL_DARK, METAL_LIGHT, Ink, box, circle, line, mirrored, mix, moved, oval, path, ring, shadow

SCREEN, SCREEN_LIT = "#23282b", "#dfe8d4"


def watch(ink: Ink) -> str:
    case = 62 + (ink.number("Case", 44) - 38) * 1.9
    strap = "M166 40C180 34 220 34 234 40L246 140L154 140Z M154 260L246 260L234 362C220 368 180 368 166 362Z"
    holes = "".join(oval(200, y, 5, 4, ink.deep) for y in (306, 322, 338)) + box(162, 276, 76, 12, 4, ink.dark)
    ribs = "".join(line(f"M{172 - i} {60 + 18 * i}L{228 + i} {60 + 18 * i}", ink.seam, 2.4, "", 0.7) for i in range(4))
    light = path("M160 30L184 30L178 380L140 380Z", ink.light, 0.4)
    band = ink.form(strap, ink.colour, light, ribs, holes)
    buttons = "".join(box(200 + case - 3, y, 13, 18, 4, METAL_DARK) for y in (172, 210)) + box(200 - case - 9, 190, 12, 18, 4, METAL_DARK)
    body = circle(200, 200, case + 5, mix(ink.deep, "#000000", 0.2)) + circle(200, 200, case, METAL if ink.number("Weight", 40) > 45 else ink.dark)
    return shadow(206, 364, 64, 7) + moved(buttons + band + body + _dial(ink, case - 9), 0, 0, 10 - 4 * ink.pick(2), 0.96)


def _dial(ink: Ink, r: float) -> str:
    ticks = "".join(
        f'<path d="M200 {200 - r + 3:g}l0 7" stroke="{METAL_LIGHT}" stroke-width="2.4" transform="rotate({i * 30} 200 200)"/>' for i in range(12)
    )
    glass = path(f"M{200 - r:g} 200A{r:g} {r:g} 0 0 1 200 {200 - r:g}L{200 + r * 0.5:g} {200 - r * 0.9:g}L{200 - r * 0.7:g} {200 + r * 0.7:g}Z", "#ffffff", 0.08)
    return circle(200, 200, r, SCREEN) + ticks + _face(ink, r) + glass


def _face(ink: Ink, r: float) -> str:
    """What the screen shows: a map, a track to follow, or an effort ring and a pace curve."""
    maps = ink.cells.get("Maps", "None")
    if maps == "Full maps":
        land = f"M{200 - r * 0.6:g} 214C176 196 186 176 210 178C236 180 248 200 {200 + r * 0.6:g} 192L{200 + r * 0.5:g} 234C220 250 180 250 {200 - r * 0.5:g} 236Z"
        hill = line("M168 216C182 204 196 210 206 202C218 192 230 204 240 198", "#7fa874", 2.4) + line("M172 228C190 218 208 226 232 214", "#7fa874", 2.4)
        return path(land, "#41543f") + hill + line("M170 232C180 212 196 222 204 204S222 178 234 172", ink.accent, 5) + circle(234, 172, 6, CREAM)
    if maps == "Breadcrumb":
        return line("M168 230C172 204 194 214 198 192S222 168 234 176", SCREEN_LIT, 4, "1 8") + circle(168, 230, 6, ink.accent) + circle(234, 176, 6, CREAM)
    arc = f"M200 {200 - r * 0.72:g}A{r * 0.72:g} {r * 0.72:g} 0 1 1 {200 - r * 0.68:g} {200 + r * 0.24:g}"
    pace = line("M172 206L184 206L192 186L204 222L212 198L228 198", SCREEN_LIT, 4)
    return ring(200, 200, r * 0.72, "#3b4347", 6) + line(arc, ink.accent, 6) + pace


def strap(ink: Ink) -> str:
    back = "M60 176C100 130 300 130 340 176C300 156 100 156 60 176Z"
    front = "M58 176C110 226 290 226 342 176L344 218C290 272 110 272 56 218Z"
    pod = box(152, 200, 96, 48, 22, SCREEN) + box(160, 206, 80, 22, 11, "#ffffff", 0.08) + line("M172 226L188 226L196 212L206 238L214 226L230 226", ink.accent if ink.name != "black" else "#e2762f", 4)
    body = ink.form(front, ink.colour, path("M60 200L130 226L130 280L50 280Z", ink.dark, 0.5), line("M66 192C120 238 280 238 334 192", ink.seam, 2, "5 5"))
    return shadow(200, 290, 130, 10) + path(back, ink.deep) + body + circle(134, 232, 7, METAL) + circle(266, 232, 7, METAL) + pod


def armstrap(ink: Ink) -> str:
    loop = ring(200, 204, 84, ink.colour, 40) + ring(200, 204, 98, ink.dark, 10, 0.5) + ring(200, 204, 70, ink.light, 6, 0.5)
    pod = box(150, 258, 100, 60, 24, SCREEN) + circle(200, 288, 15, "#2f6b4a") + circle(200, 288, 8, "#a9c43c") + circle(172, 288, 4, METAL) + circle(228, 288, 4, METAL)
    return shadow(200, 336, 96, 9) + moved(loop + line("M122 170C140 130 260 130 278 170", ink.seam, 2, "5 5") + pod, 0, -10)


def pod(ink: Ink) -> str:
    shell = "M128 196C128 150 168 128 204 128C250 128 276 160 276 200C276 250 244 284 202 284C156 284 128 246 128 196Z"
    inside = path("M128 196C150 230 220 250 276 200L276 290L128 290Z", ink.dark) + circle(180, 168, 40, ink.light, 0.5)
    clip = path("M118 240C150 300 250 300 284 240L290 262C256 322 146 322 112 262Z", INK)
    return shadow(202, 328, 96, 10) + clip + ink.form(shell, ink.colour, inside) + line("M168 214L190 214L200 190L212 232L220 214L238 214", CREAM, 6) + circle(202, 152, 6, CREAM)


def vest(ink: Ink) -> str:
    roomy = 1 + (min(ink.number("Capacity", 8), 15) - 8) * 0.012
    back = path("M136 74C160 60 240 60 264 74L284 150L284 300C250 322 150 322 116 300L116 150Z", ink.deep)
    mesh = "".join(line(f"M{x} 80L{x} 310", ink.dark, 3, "", 0.6) for x in range(130, 280, 16))
    half = "M130 76C150 62 176 66 182 82C188 130 190 190 184 300C160 318 124 312 108 298C104 240 106 150 130 76Z"
    pocket = path("M120 196L182 190L182 266L116 262Z", ink.dark) + line("M120 196L184 190", ink.accent, 5) + line("M118 276L182 280", ink.seam, 2, "4 4")
    light = path("M130 76C150 62 170 64 176 76L150 190L110 190Z", ink.light, 0.45)
    panel = ink.form(half, ink.colour, light, pocket)
    bottle = _soft(ink) if ink.number("Flasks included", 0) else line("M152 120L152 184", ink.accent, 5)
    straps = line("M180 146L220 146", INK, 6) + line("M180 232L220 232", INK, 6) + box(192, 140, 16, 12, 3, ink.accent) + box(192, 226, 16, 12, 3, ink.accent)
    poles = mirrored(line("M98 120L122 318", METAL_DARK, 5) + line("M98 120L101 146", INK, 8)) if ink.has("Pole holder") else ""
    return shadow(200, 340, 108, 10) + moved(back + mesh + poles + mirrored(panel + bottle) + straps, 0, 2, 0, 1.04 * roomy)


def _soft(ink: Ink) -> str:
    return path("M136 134C134 120 166 118 166 134L172 192L130 196Z", "#cfe2ea", 0.92) + path("M134 156L169 154L172 192L130 196Z", "#9cc4d6", 0.9) + box(141, 112, 20, 14, 4, ink.accent) + line("M151 112L151 100", INK, 5)


def belt(ink: Ink) -> str:
    back = "M64 176C110 132 290 132 336 176C290 158 110 158 64 176Z"
    deep = 30 + min(ink.number("Capacity", 1), 2) * 16
    front = f"M62 176C112 228 288 228 338 176L342 {196 + deep * 0.5:g}C290 {240 + deep:g} 110 {240 + deep:g} 58 {196 + deep * 0.5:g}Z"
    zipper = line("M112 214C160 236 240 236 288 214", ink.deep, 6) + line("M112 214C160 236 240 236 288 214", ink.accent, 2.4) + box(280, 206, 8, 18, 3, ink.accent)
    body = ink.form(front, ink.colour, path("M60 176L120 210L120 300L40 300Z", ink.dark, 0.5), path("M160 216L190 222L190 300L150 300Z", ink.light, 0.4), zipper)
    extra = ""
    if ink.number("Flasks included", 0):
        extra = moved(box(168, 112, 64, 118, 20, "#cfe2ea") + box(168, 168, 64, 62, 18, "#9cc4d6") + box(184, 92, 32, 24, 6, ink.accent), 0, 12, -16)
    if ink.has("Use", "Racing"):
        extra = box(140, 226, 120, 84, 6, CREAM) + line("M156 250L244 250M156 268L220 268", mix(ink.accent, CREAM, 0.3), 7) + circle(148, 234, 3, INK) + circle(252, 234, 3, INK)
    return shadow(200, 318, 126, 10) + path(back, ink.deep) + (extra + body if ink.number("Flasks included", 0) else body + extra)


def backpack(ink: Ink) -> str:
    tall = 1 + (min(ink.number("Capacity", 20), 55) - 18) * 0.006
    body = "M118 128C118 84 152 66 200 66C248 66 282 84 282 128L290 284C290 310 272 318 200 318C128 318 110 310 110 284Z"
    lid = path("M108 128C108 76 152 60 200 60C248 60 292 76 292 128L288 156C230 172 170 172 112 156Z", ink.dark)
    pocket = ink.form("M132 206C170 196 230 196 268 206L272 290C240 306 160 306 128 290Z", ink.light, path("M128 270L272 270L272 310L128 310Z", ink.dark, 0.3), line("M140 222C176 214 224 214 260 222", ink.accent, 5))
    sides = mirrored(path("M108 212C92 222 88 270 100 304L122 312L122 214Z", ink.deep))
    clips = mirrored(box(152, 146, 14, 44, 3, INK) + box(149, 176, 20, 14, 3, ink.accent))
    handle = line("M178 64C180 40 220 40 222 64", INK, 7)
    shade = path("M250 60L300 60L300 330L236 330C262 250 262 150 250 60Z", ink.dark, 0.4)
    poles = mirrored(line("M98 130L104 310", METAL_DARK, 5) + line("M98 124L99 150", INK, 8)) if ink.has("Pole holder") else ""
    return shadow(200, 334, 110, 11) + moved(handle + poles + sides + ink.form(body, ink.colour, shade) + lid + pocket + clips, 0, 2, 0, min(1.06, 0.94 * tall))


def softflask(ink: Ink) -> str:
    full = "M146 150C142 118 258 118 254 150C268 200 264 270 250 318C232 328 168 328 150 318C136 270 132 200 146 150Z"
    water = path("M120 196C160 186 240 206 280 194L280 340L120 340Z", mix("#9cc4d6", ink.colour, 0.35))
    marks = "".join(line(f"M232 {y}L246 {y}", ink.dark, 3) for y in (190, 216, 242, 268))
    sign = path("M162 250C180 214 214 214 226 250C214 286 178 286 162 250Z", ink.colour, 0.9)
    cap = box(170, 92, 60, 34, 10, ink.colour) + box(170, 108, 60, 18, 8, ink.dark) + path("M184 92C184 66 216 66 216 92Z", CREAM) + box(192, 54, 16, 20, 6, "#cfe2ea")
    return shadow(200, 332, 80, 10) + ink.form(full, "#dcebf0", water, sign, marks, path("M150 150C146 200 148 270 160 320L176 320C164 260 164 190 172 140Z", "#ffffff", 0.5)) + cap


def bottle(ink: Ink) -> str:
    shape = "M154 130C154 118 246 118 246 130C262 150 262 176 252 196L258 300C258 322 142 322 142 300L148 196C138 176 138 150 154 130Z"
    steel = ink.has("Insulated")
    wrap = path("M130 206L270 206L270 262L130 262Z", ink.dark) + path("M130 224C180 206 220 244 270 224L270 238C220 258 180 220 130 238Z", ink.accent)
    lit = path("M152 120L176 120L172 330L144 330Z", ink.light, 0.6)
    cap = box(160, 92, 80, 32, 8, INK) + box(184, 64, 32, 32, 10, METAL_LIGHT if steel else ink.accent)
    hand = "" if steel else line("M254 160C300 176 300 256 258 280", INK, 15) + line("M254 160C300 176 300 256 258 280", ink.accent, 3, "6 6")
    return shadow(204, 326, 84, 10) + hand + ink.form(shape, ink.colour, wrap, lit, path("M226 120L270 120L270 330L232 330Z", ink.dark, 0.4)) + cap


def bladder(ink: Ink) -> str:
    bag = "M120 98C160 90 240 90 280 98C296 170 294 250 276 316C240 328 160 328 124 316C106 250 104 170 120 98Z"
    water = path("M90 168C150 156 240 182 310 164L310 340L90 340Z", mix("#9cc4d6", ink.colour, 0.3))
    slider = box(108, 84, 184, 22, 9, ink.dark) + box(108, 84, 60, 22, 9, ink.accent)
    hose = line("M200 306C280 350 350 290 330 200C322 150 340 120 324 92", ink.colour, 11) + line("M200 306C280 350 350 290 330 200C322 150 340 120 324 92", ink.light, 3) + box(312, 66, 24, 34, 8, INK)
    port = circle(200, 300, 20, ink.dark) + circle(200, 300, 11, ink.accent)
    return shadow(206, 336, 110, 10) + ink.form(bag, "#dcebf0", water, path("M130 90C120 170 126 250 146 330L168 330C148 250 146 170 156 90Z", "#ffffff", 0.5), line("M150 210C180 200 220 200 250 210", ink.colour, 6)) + slider + port + hose


def headlamp(ink: Ink) -> str:
    chest = ink.number("Weight", 80) == 160
    power = min(ink.number("Brightness", 300), 1600)
    band = path("M70 196C96 112 304 112 330 196C300 152 100 152 70 196Z", ink.deep)
    over = line("M200 120C186 92 214 92 200 120", ink.deep, 0.1) if power < 600 else path("M184 134C180 100 220 100 216 134L212 200L188 200Z", ink.dark)
    front = ink.form("M66 192C110 240 290 240 334 192L338 232C290 284 110 284 62 232Z", ink.colour, path("M60 190L120 220L120 290L40 290Z", ink.dark, 0.5), line("M72 206C130 250 270 250 328 206", ink.accent, 5), line("M70 226C130 268 270 268 330 226", ink.seam, 2, "5 5"))
    size = 40 + power / 60
    case = box(200 - size - 8, 250 - size, 2 * size + 16, 2 * size - 4, 24, INK) + box(200 - size, 250 - size + 6, 2 * size, 16, 8, "#ffffff", 0.1)
    glow = circle(200, 248, size + 34, "#fff3b8", 0.35) + circle(200, 248, size + 16, "#fff3b8", 0.45)
    lens = circle(200, 246, size - 8, METAL) + circle(200, 246, size - 14, "#fff7d2") + circle(200, 246, size - 26, "#ffe27a")
    red = circle(200 - size + 2, 246 + size * 0.5, 5, "#c73a35") if ink.has("Red light") else ""
    harness = mirrored(line("M130 60L150 210", ink.colour, 17)) + line("M128 60L148 200", ink.accent, 3) if chest else ""
    return shadow(200, 334, 120, 9) + moved(band + over + harness + front + glow + case + lens + red, 0, -6, 0, 1.02)


def poles(ink: Ink) -> str:
    one = line("M200 92L200 330", METAL_DARK if ink.has("Material", "Aluminium") else "#2f2c2a", 9) + line("M200 168L200 262", ink.colour, 9) + line("M197 168L197 262", ink.light, 2.4)
    grip = path("M188 50C188 36 212 36 212 50L210 116C208 126 192 126 190 116Z", INK) + path("M190 96L210 96L210 116C208 126 192 126 190 116Z", "#c79a66")
    loop = line("M212 52C246 60 238 108 208 98", ink.colour, 7)
    basket = oval(200, 322, 19, 5, ink.dark) + path("M196 330L204 330L200 350Z", METAL)
    joints = box(193, 160, 14, 12, 3, INK) + box(193, 258, 14, 12, 3, INK)
    whole = one + joints + grip + loop + basket
    return shadow(200, 346, 110, 8) + moved(whole, 40, 0, 16, 1) + moved(whole, -40, 0, -16, 1)


def harness(ink: Ink) -> str:
    straps = mirrored(line("M146 70L262 290", ink.colour, 22) + line("M146 70L262 290", METAL_LIGHT, 6)) + line("M104 252C160 282 240 282 296 252", ink.colour, 22) + line("M104 252C160 282 240 282 296 252", METAL_LIGHT, 6)
    shoulders = line("M146 70C120 90 96 180 104 252", ink.dark, 18) + line("M254 70C280 90 304 180 296 252", ink.dark, 18)
    return shadow(200, 320, 110, 10) + shoulders + straps + circle(200, 174, 18, ink.dark) + circle(200, 174, 10, METAL_LIGHT) + box(186, 262, 28, 20, 4, INK)


def band(ink: Ink) -> str:
    def one(x: float, y: float, turn: float) -> str:
        loop = ring(200, 200, 62, ink.colour, 30) + ring(200, 200, 68, "#fff7d2", 7, 0.85) + ring(200, 200, 51, ink.dark, 5, 0.6)
        return moved(circle(200, 200, 96, "#fff3b8", 0.35) + loop + box(176, 122, 48, 30, 10, INK) + circle(200, 137, 5, "#a9c43c"), x, y, turn, 0.92)

    return shadow(200, 316, 126, 10) + one(-52, -16, -14) + one(54, 24, 12)


def glasses(ink: Ink) -> str:
    arm = line("M98 168C120 140 150 130 176 132", ink.deep, 8) + line("M302 168C280 140 250 130 224 132", ink.deep, 8)
    shield = "M84 176C130 156 270 156 316 176C322 214 306 252 262 254C232 254 220 236 200 222C180 236 168 254 138 254C94 252 78 214 84 176Z"
    tint = mix(ink.accent, "#2b2118", 0.35)
    lens = ink.form(shield, tint, path("M84 170L190 160L120 262L70 262Z", "#ffffff", 0.18), path("M220 160L250 160L196 250L180 250Z", "#ffffff", 0.14), path("M80 230C140 240 260 240 320 230L320 262L80 262Z", ink.accent, 0.4))
    brow = path("M76 182C76 164 92 158 110 156C160 148 240 148 290 156C308 158 324 164 324 182C270 168 130 168 76 182Z", ink.colour)
    return shadow(200, 286, 116, 9) + moved(arm + lens + brow + path("M190 214C194 226 206 226 210 214L206 240L194 240Z", ink.colour), 0, 0, -6, 1.1)


def roller(ink: Ink) -> str:
    long = min(ink.number("Length", 33), 45) * 4.2
    left, right = 200 - long / 2, 200 + long / 2
    if ink.has("Material", "Plastic"):
        beads = "".join(box(140 + i * 24, 178, 20, 46, 10, ink.colour if i % 2 else ink.dark) for i in range(5))
        return shadow(200, 270, 140, 10) + moved(box(52, 188, 296, 26, 13, INK) + box(52, 188, 70, 26, 13, ink.accent) + box(278, 188, 70, 26, 13, ink.accent) + beads, 0, 0, -18, 1.1)
    tube = f"M{left:g} 138L{right:g} 138C{right + 44:g} 150 {right + 44:g} 258 {right:g} 270L{left:g} 270C{left + 44:g} 258 {left + 44:g} 150 {left:g} 138Z"
    rows = "".join(box(x, y, 24, 17, 7, ink.dark, 0.75) for y in (150, 178, 206, 234) for x in range(int(left) + 30, int(right) + 10, 36))
    if ink.has("Firmness", "Soft"):
        rows = "".join(line(f"M{left:g} {y}L{right + 30:g} {y}", ink.dark, 2, "", 0.6) for y in (170, 200, 230))
    end = oval(left, 204, 33, 66, ink.deep) + oval(left, 204, 26, 55, ink.light) + oval(left, 204, 17, 38, INK)
    power = circle(left, 204, 9, ink.accent) + circle(left, 204, 4, CREAM) if ink.has("Powered") else ""
    light = path(f"M{left:g} 138L{right:g} 138L{right + 20:g} 160L{left:g} 160Z", ink.light, 0.6)
    return shadow(212, 288, long / 2 + 46, 12) + moved(ink.form(tube, ink.colour, light, rows, path(f"M{left:g} 246L{right + 60:g} 246L{right + 60:g} 280L{left:g} 280Z", ink.dark, 0.5)) + end + power, 0, 4, -6, 1.06)


def ball(ink: Ink) -> str:
    def one(x: float, y: float, r: float, fill: str) -> str:
        nubs = "".join(circle(x + dx * r, y + dy * r, r * 0.12, ink.deep, 0.5) for dx, dy in ((-0.4, -0.1), (0.1, -0.45), (0.45, 0), (0, 0.1), (-0.2, 0.5), (0.4, 0.45)))
        return circle(x, y, r, fill) + path(f"M{x - r:g} {y}A{r} {r} 0 0 0 {x + r:g} {y}A{r} {r * 0.7:g} 0 0 1 {x - r:g} {y}Z", ink.deep, 0.22) + nubs + oval(x - r * 0.35, y - r * 0.45, r * 0.24, r * 0.14, "#fff8ea", 0.6, -30)

    return shadow(200, 294, 136, 12) + one(150, 216, 74, ink.colour) + one(262, 238, 52, ink.accent) + one(232, 148, 34, ink.light)


def gun(ink: Ink) -> str:
    barrel = ink.form("M110 112C110 92 126 84 146 84L262 84C286 84 298 100 298 122C298 146 286 160 262 160L146 160C126 160 110 150 110 130Z", ink.colour, path("M100 134L310 134L310 170L100 170Z", ink.dark), path("M120 90L290 90L290 102L120 102Z", ink.light, 0.6))
    handle = ink.form("M206 152L274 152L292 296C294 316 236 322 230 302Z", INK, path("M236 150L252 150L272 320L250 320Z", "#ffffff", 0.08))
    head = box(74, 108, 40, 28, 6, METAL) + circle(62, 122, 28, ink.accent) + oval(54, 112, 8, 5, "#fff8ea", 0.5, -30)
    lights = "".join(circle(258 + 0 * i, 188 + 16 * i, 4, ink.light if i < 2 else METAL_DARK) for i in range(3))
    return shadow(236, 328, 90, 10) + moved(handle + barrel + head + ring(280, 122, 10, ink.deep, 4) + lights, 12, 0, 4, 1)


def jar(ink: Ink) -> str:
    body = ink.form("M112 176L288 176L282 284C280 304 262 308 200 308C138 308 120 304 118 284Z", ink.colour, path("M112 170L146 170L150 310L112 310Z", ink.light, 0.6), path("M100 214L300 214L300 270L100 270Z", CREAM), path("M200 222C226 232 226 252 200 264C174 252 174 232 200 222Z", "#2f6b4a"), line("M200 226L200 262", "#8ccbae", 2))
    lid = box(102, 128, 196, 52, 12, ink.dark) + box(102, 128, 196, 16, 8, ink.deep) + "".join(line(f"M{x} 150L{x} 174", ink.deep, 2) for x in range(118, 292, 14))
    return shadow(200, 312, 110, 11) + body + lid


def mat(ink: Ink) -> str:
    sheet = ink.form("M120 238L330 238L362 302L92 302Z", ink.colour, line("M120 252L350 252M110 290L366 290", ink.seam, 2, "6 6"), path("M300 230L370 230L370 310L330 310Z", ink.dark, 0.4))
    roll = box(84, 152, 224, 100, 50, ink.colour) + path("M100 168C160 156 240 156 300 168L300 180C240 168 160 168 100 180Z", ink.light, 0.6) + path("M96 228C160 240 240 240 300 228L290 246C230 254 150 254 110 246Z", ink.dark, 0.6)
    end = circle(300, 202, 50, ink.dark) + "".join(ring(300, 202, r, ink.light, 5) for r in (38, 26, 14)) + circle(300, 202, 6, ink.deep)
    straps = box(140, 150, 16, 104, 4, ink.accent) + box(218, 150, 16, 104, 4, ink.accent)
    return shadow(226, 308, 142, 9) + sheet + roll + end + straps


def slide(ink: Ink) -> str:
    sole = ink.form("M60 262C60 240 84 244 110 252C180 268 240 250 300 252C346 254 356 272 350 286C344 304 316 308 280 308L110 308C76 308 60 290 60 262Z", ink.light, path("M50 290C150 296 260 296 360 284L360 320L50 320Z", ink.dark, 0.5))
    strap = ink.form("M168 262C176 196 230 168 286 190C316 204 326 236 322 262C270 252 220 256 168 262Z", ink.colour, path("M280 180L340 180L340 270L296 270C306 240 300 206 280 180Z", ink.dark, 0.6), path("M196 240L226 206L246 228L266 200L296 240Z", ink.accent))
    return moved(shadow(206, 314, 150, 11) + sole + path("M186 250C200 206 240 190 276 200C252 206 232 226 228 254Z", ink.light, 0.35) + strap, 0, -24, 0, 1.06)
