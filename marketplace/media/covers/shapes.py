"""Paths as small as they go: whole units, relative steps, no gradient, filter, mask or id."""

from collections.abc import Sequence

from marketplace.media.covers.colour import Colour, to_hex
from marketplace.media.covers.dice import Dice

Point = tuple[float, float]


def n(value: float) -> str:
    """A coordinate; whole units are crisp enough at 800 units wide."""
    return str(round(value))


def line(points: Sequence[Point]) -> str:
    """Path data through the points, as relative steps."""
    x, y = round(points[0][0]), round(points[0][1])
    data, parts = f"M{x} {y}l", []
    for px, py in points[1:]:
        dx, dy = round(px) - x, round(py) - y
        if dx or dy:
            parts.append(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}")
            x, y = x + dx, y + dy
    return data + "".join(p if not i or p[0] == "-" else " " + p for i, p in enumerate(parts))


def shape(points: Sequence[Point], fill: Colour) -> str:
    """A filled, closed outline."""
    return f'<path fill="{to_hex(fill)}" d="{line(points)}z"/>'


def dots(points: Sequence[Point], colour: Colour, width: float, cap: str = "round") -> str:
    """Round or square dots, as one path of lines without length."""
    data = "".join(f"M{n(x)} {n(y)}h0" for x, y in points)
    return f'<path stroke="{to_hex(colour)}" stroke-width="{width:g}" stroke-linecap="{cap}" d="{data}"/>'


def crag(dice: Dice, anchors: Sequence[Point], rough: float, finest: float) -> list[Point]:
    """A jagged line through the anchors: each stretch is broken until none is longer than `finest`."""
    points = list(anchors)
    while True:
        out, split = [points[0]], False
        for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
            run = x1 - x0
            if run > finest:
                split = True
                at = dice.between(0.38, 0.62)
                out.append((x0 + run * at, y0 + (y1 - y0) * at + dice.between(-rough, rough) * run))
            out.append((x1, y1))
        points = out
        if not split:
            return points


def roll(anchors: Sequence[Point], bottom: float) -> str:
    """Path data of a smooth hill through the anchors, closed at the bottom."""
    data = f"M{n(anchors[0][0])} {n(anchors[0][1])}"
    for (lx, ly), (px, py) in zip(anchors, anchors[1:], strict=False):
        half = (px - lx) / 2
        data += f"C{n(lx + half)} {n(ly)} {n(px - half)} {n(py)} {n(px)} {n(py)}"
    return data + f"V{n(bottom)}H{n(anchors[0][0])}z"


def height_at(points: Sequence[Point], x: float, smooth: bool = True) -> float:
    """How high the line stands at x; `smooth` for hills drawn by `roll`."""
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        if x0 <= x <= x1:
            t = (x - x0) / ((x1 - x0) or 1)
            return y0 + (y1 - y0) * (t * t * (3 - 2 * t) if smooth else t)
    return points[-1][1]
