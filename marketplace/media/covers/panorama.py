"""The home page's two slopes, which meet at a pass."""

from collections.abc import Sequence

from marketplace.media.covers.dice import Dice
from marketplace.media.covers.shapes import Point, crag, height_at, line, n

LEFT, RIGHT = -1, 1


def panorama_svg(seed: str, width: int = 1600, height: int = 460) -> str:
    """Ridges carry classes, slope-a1 to a4 and slope-b1 to b4, from far to near, so that the page colours them."""
    dice = Dice(seed)
    out = [f'<circle class="sun" cx="{n(width * 0.53)}" cy="{n(height * 0.56)}" r="{n(height * 0.12)}"/>']
    for i in range(4):
        for side, letter in ((RIGHT, "b"), (LEFT, "a")):
            out += _slope(dice, i, side, letter, width, height)
    return (
        f'<svg class="panorama" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'preserveAspectRatio="xMidYMax slice" aria-hidden="true">{"".join(out)}</svg>'
    )


def _slope(dice: Dice, i: int, side: int, letter: str, width: int, height: int) -> list[str]:
    near = i / 3
    reach = width * (0.5 + 0.12 * near + (0.05 if side == LEFT else 0.0))
    crest = crag(dice, _anchors(dice, i, near, reach, height), 0.17 - near * 0.1, 26 + 12 * i)
    edge = 0 if side == LEFT else width
    points = [(edge, height * 1.12), *(_place(p, side, width) for p in crest)]
    out = [f'<path class="slope-{letter}{i + 1}" d="{line(points)}z"/>']
    if i == 2:
        out.append(f'<path class="slope-{letter}3" d="{_trees(dice, crest, reach, side, width)}"/>')
    return out


def _place(point: Point, side: int, width: int) -> Point:
    return point if side == LEFT else (width - point[0], point[1])


def _anchors(dice: Dice, i: int, near: float, reach: float, height: int) -> list[Point]:
    top, low, peaks = height * (0.22 + 0.14 * i), height * (0.76 + 0.06 * i), 5 - i
    anchors = [(0.0, top + height * dice.between(0.02, 0.1))]
    for k in range(peaks):
        at = (k + 0.5) / peaks
        base = top + (low - top) * at**1.3
        rise = height * dice.between(0.05, 0.13) * (1 - near * 0.5)
        anchors.append((reach * (at - 0.18 / peaks), base - rise))
        anchors.append((reach * (at + 0.26 / peaks), base + height * dice.between(0.04, 0.1)))
    anchors.append((reach * 1.1, height * 1.12))
    return anchors


def _trees(dice: Dice, crest: Sequence[Point], reach: float, side: int, width: int) -> str:
    data, x = "", 8.0
    while x < reach * 0.94:
        tall = dice.between(20, 36)
        px, py = _place((x, height_at(crest, x, smooth=False) + 5), side, width)
        data += f"M{n(px)} {n(py - tall)}l-{n(tall * 0.25)} {n(tall)}h{n(tall * 0.5)}z"
        x += dice.between(9, 26) if dice.chance(0.82) else dice.between(40, 110)
    return data
