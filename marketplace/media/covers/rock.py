"""The far range and the massif with its shaded side and its snow."""

from marketplace.media.covers.colour import Colour, mix
from marketplace.media.covers.dice import Dice
from marketplace.media.covers.scene import Scene
from marketplace.media.covers.shapes import Point, crag, shape


def draw_far_range(s: Scene) -> None:
    """Peaks in the haze."""
    d, w, h = s.dice, s.width, s.height
    anchors = [(-20.0, h * d.between(0.4, 0.52))]
    x = -20.0
    while x < w + 20:
        x += d.between(70, 130)
        anchors.append((x, h * d.between(0.36, 0.44)))
        x += d.between(50, 100)
        anchors.append((x, h * d.between(0.44, 0.52)))
    crest = crag(d, anchors, 0.16, 34 / s.detail)
    s.add(shape([*crest, (w + 60, h * 0.8), (-20, h * 0.8)], mix(s.light.low, s.light.far, 0.62)))


def _one_peak(d: Dice, w: float, h: float, form: str) -> list[Point]:
    x, y = w * d.between(0.36, 0.64), h * d.between(0.13, 0.2)
    if form == "valley":
        x, y = w * d.between(0.3, 0.7), h * d.between(0.2, 0.28)
    return [
        (-40, h * d.between(0.46, 0.56)),
        (w * d.between(0.04, 0.12), h * d.between(0.36, 0.44)),
        (x - w * d.between(0.17, 0.22), h * d.between(0.46, 0.52)),
        (x, y),
        (x + w * d.between(0.17, 0.22), h * d.between(0.44, 0.5)),
        (w * d.between(0.9, 0.97), h * d.between(0.34, 0.42)),
        (w + 40, h * d.between(0.46, 0.56)),
    ]


def _two_peaks(d: Dice, w: float, h: float) -> list[Point]:
    return [
        (-40, h * 0.56),
        (w * d.between(0.2, 0.28), h * d.between(0.15, 0.24)),
        (w * d.between(0.46, 0.54), h * d.between(0.47, 0.53)),
        (w * d.between(0.73, 0.82), h * d.between(0.19, 0.28)),
        (w + 40, h * 0.56),
    ]


def _chain(d: Dice, w: float, h: float, step: Point) -> list[Point]:
    out, x = [(-60.0, h * 0.5)], -20.0
    while x < w + 60:
        x += w * d.between(*step)
        out.append((x, h * d.between(0.18, 0.34)))
        x += w * d.between(*step) * 0.7
        out.append((x, h * d.between(0.4, 0.48)))
    return out


def _anchors(s: Scene) -> list[Point]:
    if s.form in ("horn", "valley"):
        return _one_peak(s.dice, s.width, s.height, s.form)
    if s.form == "twin":
        return _two_peaks(s.dice, s.width, s.height)
    return _chain(s.dice, s.width, s.height, (0.1, 0.15) if s.form == "wall" else (0.2, 0.27))


def draw_massif(s: Scene) -> None:
    """The mountain of the picture: body, and for each peak its shaded side and snow."""
    d, w, h, light = s.dice, s.width, s.height, s.light
    anchors = _anchors(s)
    crest = crag(d, anchors, 0.09 if s.form == "domes" else 0.2, 26 / s.detail)
    floor = h * 0.86
    s.add(shape([*crest, (w + 60, floor), (-60, floor)], mix(light.far, light.near, 0.16)))
    snowy = s.hour != "gold" or d.chance(0.6)
    snow_line = h * d.between(0.12, 0.2)
    for peak in anchors[1:-1]:
        _draw_peak(s, peak, anchors, crest, floor, snow_line if snowy else None)


def _draw_peak(
    s: Scene, peak: Point, anchors: list[Point], crest: list[Point], floor: float, snow_line: float | None
) -> None:
    d, px, py, side = s.dice, peak[0], peak[1], -s.lit_side
    around = [a for a in anchors if abs(a[0] - px) > 1]
    lower = [a for a in around if (a[0] - px) * side > 0]
    if not lower or py > s.height * 0.44:
        return
    foot = min(lower, key=lambda a: abs(a[0] - px))
    if foot[1] < py + 30:
        return
    top = min(crest, key=lambda p: abs(p[0] - px) + abs(p[1] - py))
    spine = _spine(s, top, floor, side)
    reach = (foot[0] - top[0]) * side
    run = sorted((p for p in crest if 0 < (p[0] - top[0]) * side <= reach), key=lambda p: p[0] * side)
    rise = [
        (foot[0] + (spine[-1][0] - foot[0]) * t, foot[1] + (floor - foot[1]) * t + d.between(-26, 10))
        for t in (0.2, 0.42, 0.7)
    ]
    shade = mix(s.light.far, s.light.near, 0.44)
    s.add(shape([top, *run, *rise, *reversed(spine[1:])], shade))
    if snow_line is None:
        return
    upper = [a for a in around if (px - a[0]) * side > 0]
    other = min(upper, key=lambda a: abs(a[0] - px)) if upper else foot
    reach = (top[0] - other[0]) * side
    lit = sorted((p for p in crest if 0 < (top[0] - p[0]) * side <= reach), key=lambda p: -p[0] * side)
    limit = top[1] + min(snow_line, (foot[1] - top[1]) * 0.7)
    _draw_snow(s, top, run, spine, limit, mix(s.light.snow, shade, 0.36))
    limit = top[1] + min(snow_line * d.between(0.9, 1.15), max(24, (other[1] - top[1]) * 0.7))
    _draw_snow(s, top, lit, spine, limit, s.light.snow)


def _spine(s: Scene, top: Point, floor: float, side: int) -> list[Point]:
    """The ridge that parts light from shade, in zigzag from the summit to the floor."""
    d, out, (x, y), zig = s.dice, [top], top, side
    while y < floor:
        fall = d.between(18, 38) * (s.height / 600) / s.detail
        x += zig * d.between(6, 22) + side * -2.5
        y += fall
        zig = -zig
        out.append((x, y))
    return out


def _draw_snow(s: Scene, top: Point, run: list[Point], spine: list[Point], limit: float, fill: Colour) -> None:
    edge = []
    for p in run:
        edge.append(p)
        if p[1] > limit:
            break
    inner = [p for p in spine[1:] if p[1] < limit + 10] or spine[1:2]
    if not edge or not inner:
        return
    teeth = _teeth(s, edge[-1], inner[-1])
    s.add(shape([top, *edge, *(p for p in teeth if p[1] > top[1] + 14), *reversed(inner)], fill))


def _teeth(s: Scene, start: Point, end: Point) -> list[Point]:
    """The lower edge of a snowfield: long teeth upwards, short ones down."""
    out, count = [], max(3, int(abs(start[0] - end[0]) * s.detail / 17))
    for i in range(1, count):
        t = i / count
        y = start[1] + (end[1] - start[1]) * t
        out.append(
            (start[0] + (end[0] - start[0]) * t, y + (s.dice.between(6, 24) if i % 2 else -s.dice.between(12, 34)))
        )
    return out
