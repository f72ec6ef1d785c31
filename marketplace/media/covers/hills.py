"""Mist, wooded hills, larches and firs."""

from collections.abc import Sequence

from marketplace.media.covers.colour import mix, shift, to_hex
from marketplace.media.covers.scene import Scene
from marketplace.media.covers.shapes import Point, height_at, n, roll


def draw_mist(s: Scene, y: float, opacity: float) -> None:
    """A veil that parts one plane from the next."""
    d, w = s.dice, s.width
    anchors = [(-10.0, y)]
    while anchors[-1][0] < w:
        anchors.append((anchors[-1][0] + d.between(120, 230), y + d.between(-16, 16)))
    fill = to_hex(s.light.low)
    s.add(f'<path fill="{fill}" opacity="{opacity:g}" d="{roll(anchors, y + s.height * 0.3)}"/>')


def draw_hill(s: Scene, y: float, sway: float, nearness: float, trees: int, flank: bool = False) -> list[Point]:
    """One ridge with up to so many trees; nearness from 0 (far) to 1 (near). Returns its line."""
    anchors = _flank(s, y, sway) if flank else _ridge(s, y, sway)
    colour = to_hex(mix(s.light.far, s.light.near, nearness))
    s.add(f'<path fill="{colour}" d="{roll(anchors, s.height)}"/>')
    trees = int(trees * s.detail)
    if trees:
        s.add(f'<path fill="{colour}" d="{_forest(s, anchors, 15 + nearness * 22, trees)}"/>')
    return anchors


def _flank(s: Scene, y: float, sway: float) -> list[Point]:
    """High on both sides, low between: a valley one looks into."""
    d, w = s.dice, s.width
    low = w * d.between(0.42, 0.6)
    return [
        (-20, y - sway * d.between(1.2, 2)),
        (low * 0.5, y - sway * d.between(0.3, 0.7)),
        (low, y + sway * 0.5),
        ((w + low) / 2, y - sway * d.between(0.1, 0.7)),
        (w + 20, y - sway * d.between(1, 1.9)),
    ]


def _ridge(s: Scene, y: float, sway: float) -> list[Point]:
    d = s.dice
    anchors = [(-20.0, y + d.between(-sway, sway))]
    while anchors[-1][0] < s.width + 20:
        anchors.append((anchors[-1][0] + d.between(170, 320), y + d.between(-sway, sway)))
    return anchors


def _forest(s: Scene, ground: Sequence[Point], size: float, trees: int) -> str:
    d, data = s.dice, ""
    x = d.between(-10, 30)
    while x < s.width + 10 and trees:
        if d.chance(0.8):
            tall = size * d.between(0.7, 1.35)
            top = height_at(ground, x) + 5 - tall
            data += f"M{n(x)} {n(top)}l-{n(tall * 0.27)} {n(tall)}h{n(tall * 0.54)}z"
            x += size * d.between(0.32, 0.62)
            trees -= 1
        else:
            x += size * d.between(2, 7)
    return data


def draw_larches(s: Scene, ground: Sequence[Point], spots: Sequence[float], size: float) -> None:
    """Larches near by, lit from one side."""
    d, warm = s.dice, s.light.leaf
    for spot in spots:
        y, t = height_at(ground, spot) + 6, size * d.between(0.7, 1.15)
        x, a, b = spot + d.between(-3, 3), t * 0.2, t * 0.9
        bright, dark = to_hex(shift(warm, -0.05 if d.chance(0.5) else 0.02)), to_hex(shift(warm, -0.16))
        left = f"c{n(-a * 0.5)} {n(b * 0.3)} {n(-a)} {n(b * 0.66)} {n(-a * 1.05)} {n(b)}"
        right = f"c{n(-a * 0.05)} {n(-b * 0.34)} {n(-a * 0.55)} {n(-b * 0.7)} {n(-a * 1.05)} {n(-b)}z"
        half = f"v{n(t)}h{n(a)}c0 {n(-t * 0.3)} {n(-a * 0.5)} {n(-t * 0.6)} {n(-a)} {n(-t)}z"
        trunk = f"M{n(spot - 2)} {n(y - t * 0.1)}h5v{n(t * 0.16)}h-5z"
        s.add(
            f'<path fill="{bright}" d="M{n(x)} {n(y - t)}{left}h{n(a * 2.1)}{right}"/>'
            f'<path fill="{dark}" d="M{n(x)} {n(y - t)}{half}{trunk}"/>'
        )


def draw_firs(s: Scene, ground: Sequence[Point], spots: Sequence[float], size: float) -> None:
    """Firs near by, as dark silhouettes."""
    data = ""
    for x in spots:
        k = size * s.dice.between(0.75, 1.2) / 46
        y = height_at(ground, x) + 6
        q = [n(value * k) for value in (9, 13, 4, 10, 14, 5, 13, 19)]
        data += (
            f"M{n(x)} {n(y - 46 * k)}l-{q[0]} {q[1]}h{q[2]}l-{q[3]} {q[4]}h{q[5]}l-{q[6]} {q[7]}h{n(46 * k)}"
            f"l-{q[6]}-{q[7]}h{q[5]}l-{q[3]}-{q[4]}h{q[2]}z"
        )
    s.add(f'<path fill="{to_hex(shift(s.light.near, -0.06))}" d="{data}"/>')
