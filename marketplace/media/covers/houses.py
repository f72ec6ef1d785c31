"""Chapel, hut and village: what people have put into the picture."""

from collections.abc import Callable, Sequence

from marketplace.media.covers.colour import mix, shift, to_hex
from marketplace.media.covers.scene import Scene
from marketplace.media.covers.shapes import Point, dots, height_at, n, shape


def _placed(x: float, y: float, k: float, side: int) -> Callable[[float, float], Point]:
    """Turns a building's own units into the scene's; `side` -1 turns it round, away from the light."""
    return lambda dx, dy: (x + dx * k * side, y - dy * k)


def draw_chapel(s: Scene, x: float, y: float, k: float) -> None:
    """A tower towards the light, the nave on the shaded side."""
    wall, roof = s.light.wall, shift(s.light.near, 0.02)
    dim = mix(wall, s.light.near, 0.3)
    p = _placed(x, y, k, -s.lit_side)
    cross = f"M{n(x)} {n(y - 120 * k)}v{n(-17 * k)}m{n(-5 * k)} {n(5 * k)}h{n(10 * k)}"
    s.add(
        shape([p(10, 0), p(10, 34), p(58, 34), p(58, 0)], dim),
        shape([p(6, 32), p(16, 54), p(56, 54), p(64, 32)], roof),
        shape([p(-12, 0), p(-12, 74), p(12, 74), p(12, 0)], wall),
        shape([p(4, 0), p(4, 74), p(12, 74), p(12, 0)], dim),
        shape([p(-16, 72), p(0, 122), p(16, 72)], roof),
        shape([p(-6, 66), p(-6, 56), p(1, 56), p(1, 66)], s.light.window),
        shape([p(26, 24), p(26, 12), p(32, 12), p(32, 24)], s.light.window),
        shape([p(42, 24), p(42, 12), p(48, 12), p(48, 24)], s.light.window),
        f'<path stroke="{to_hex(roof)}" stroke-width="{2.6 * k:.1f}" d="{cross}"/>',
    )


def draw_hut(s: Scene, x: float, y: float, k: float) -> None:
    """Stone below, wood above, and smoke."""
    near = s.light.near
    wood = mix((0.5, 0.075, 55), near, 0.35 if s.hour in ("night", "alpenglow") else 0.08)
    stone = mix(s.light.wall, near, 0.16)
    p = _placed(x, y, k, -s.lit_side)
    s.add(
        shape([p(-34, 0), p(-34, 24), p(36, 24), p(36, 0)], stone),
        shape([p(-34, 24), p(-34, 42), p(1, 66), p(36, 42), p(36, 24)], wood),
        shape([p(36, 0), p(36, 42), p(78, 42), p(78, 0)], mix(stone, near, 0.3)),
        shape([p(36, 22), p(36, 42), p(78, 42), p(78, 22)], shift(wood, -0.07)),
        shape([p(-44, 36), p(1, 68), p(46, 36), p(42, 31), p(1, 60), p(-40, 31)], shift(near, 0.03)),
        shape([p(1, 68), p(62, 68), p(90, 36), p(46, 36)], shift(near, 0.09)),
        shape([p(-8, 0), p(-8, 19), p(6, 19), p(6, 0)], shift(wood, -0.12)),
        shape([p(-5, 48), p(-5, 36), p(7, 36), p(7, 48)], s.light.window),
        shape([p(-26, 17), p(-26, 8), p(-17, 8), p(-17, 17)], s.light.window),
        shape([p(52, 64), p(52, 84), p(61, 84), p(61, 64)], stone),
        _smoke(s, p(56, 88), k),
    )


def _smoke(s: Scene, chimney: Point, k: float) -> str:
    rise = (
        f"c{n(10 * k)} {n(-12 * k)} {n(-12 * k)} {n(-20 * k)} 0 {n(-34 * k)}"
        f"s{n(-6 * k)} {n(-22 * k)} {n(8 * k)} {n(-34 * k)}"
    )
    return (
        f'<path fill="none" stroke="{to_hex(s.light.snow)}" stroke-width="{5 * k:.1f}" stroke-linecap="round" '
        f'opacity=".55" d="M{n(chimney[0])} {n(chimney[1])}{rise}"/>'
    )


def draw_village(s: Scene, ground: Sequence[Point], x: float, k: float) -> None:
    """A chapel and some houses about it."""
    d = s.dice
    homes = sorted((d.between(-150, 190), d.between(0.8, 1.2)) for _ in range(6 if s.detail > 0.5 else 4))
    draw_chapel(s, x, height_at(ground, x) + 10, k)
    for i, (off, size) in enumerate(homes):
        hx = x + off
        _draw_home(s, hx, height_at(ground, hx) + 12 + (i % 3) * 12, size * k, i)


def _draw_home(s: Scene, x: float, y: float, k: float, which: int) -> None:
    wall = to_hex(s.light.wall if which % 2 else mix(s.light.wall, s.light.near, 0.14))
    roof = to_hex(shift(s.light.near, (0.06, 0.13, 0.02)[which % 3]))
    gable = f"v{n(-30 * k)}l{n(19 * k)}{n(-15 * k)}l{n(19 * k)} {n(15 * k)}v{n(30 * k)}z"
    eaves = (
        f"l{n(25 * k)}{n(-22 * k)}l{n(25 * k)} {n(22 * k)}l{n(-4 * k)} {n(4 * k)}"
        f"l{n(-21 * k)}{n(-17 * k)}l{n(-21 * k)} {n(17 * k)}z"
    )
    s.add(
        f'<path fill="{wall}" d="M{n(x)} {n(y)}{gable}"/>'
        f'<path fill="{roof}" d="M{n(x - 6 * k)} {n(y - 27 * k)}{eaves}"/>',
        dots([(x + 12 * k, y - 16 * k), (x + 26 * k, y - 16 * k)], s.light.window, 5 * k, cap="square"),
    )
