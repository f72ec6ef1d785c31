"""The meadow in front: ground, river or path, flowers."""

from collections.abc import Sequence

from marketplace.media.covers.colour import Colour, mix, shift, to_hex
from marketplace.media.covers.scene import Scene
from marketplace.media.covers.shapes import Point, dots, height_at, n, roll

FLOWERS: tuple[Colour, ...] = ((0.93, 0.04, 95), (0.84, 0.14, 85), (0.80, 0.11, 350), (0.62, 0.14, 275))


def draw_ground(s: Scene, y: float, sway: float) -> list[Point]:
    """The meadow in two tones. Returns its upper line."""
    d, w = s.dice, s.width
    anchors = [
        (-20, y + d.between(-sway, sway)),
        (w * d.between(0.28, 0.42), y + d.between(-sway, sway)),
        (w * d.between(0.62, 0.78), y + d.between(-sway, sway)),
        (w + 20, y + d.between(-sway, sway)),
    ]
    s.add(f'<path fill="{to_hex(s.light.field)}" d="{roll(anchors, s.height)}"/>')
    low = [(x, py + (s.height - py) * d.between(0.4, 0.6)) for x, py in anchors]
    s.add(f'<path fill="{to_hex(shift(s.light.field, -0.055))}" d="{roll(low, s.height)}"/>')
    return anchors


def draw_water(s: Scene, ground: Sequence[Point], colour: Colour) -> None:
    """A river or a path that comes down the meadow in two bends."""
    d = s.dice
    x = s.width * d.between(0.4, 0.62)
    y = height_at(ground, x) + 1
    deep, bend = s.height - y, d.pick([-1, 1]) * d.between(70, 120)
    down = f"c{n(bend)} {n(deep * 0.22)} {n(-bend * 1.3)} {n(deep * 0.4)} {n(-bend * 0.3)} {n(deep + 4)}"
    up = f"c{n(-bend * 0.7)} {n(-deep * 0.5)} {n(bend * 1.1)} {n(-deep * 0.74)} {n(-114 + bend * 0.3)} {n(-deep - 4)}z"
    s.add(f'<path fill="{to_hex(colour)}" d="M{n(x)} {n(y)}{down}h120{up}"/>')


def draw_flowers(s: Scene, ground: Sequence[Point]) -> None:
    """Dots of one tone, in two sizes."""
    d, spots = s.dice, []
    for _ in range(26):
        x = d.between(0, s.width)
        y = height_at(ground, x)
        spots.append((x, y + 14 + (s.height - y - 14) * d.between(0.1, 0.95)))
    tone = d.pick(FLOWERS)
    if s.hour in ("night", "alpenglow"):
        tone = mix(tone, s.light.field, 0.45)
    s.add(dots(spots[:14], tone, 4.5), dots(spots[14:], shift(tone, 0.05), 7))
