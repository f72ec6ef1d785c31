"""A whole cover, from the sky to the foreground."""

from html import escape

from marketplace.media.covers.colour import mix, shift, to_hex
from marketplace.media.covers.emblems import emblem_for
from marketplace.media.covers.hills import draw_firs, draw_hill, draw_larches, draw_mist
from marketplace.media.covers.houses import draw_chapel, draw_hut, draw_village
from marketplace.media.covers.meadow import draw_flowers, draw_ground, draw_water
from marketplace.media.covers.rock import draw_far_range, draw_massif
from marketplace.media.covers.scene import Kind, Scene
from marketplace.media.covers.shapes import Point, height_at, n
from marketplace.media.covers.sky import draw_birds, draw_cloud, draw_sky

MOST_BYTES = 5900  # the drawing gets coarser until it fits
DETAILS = (1.0, 0.8, 0.6, 0.45, 0.3)


def cover_svg(
    seed: str,
    hue: float,
    kind: Kind = "business",
    emblem: str | None = None,
    *,
    ratio: tuple[int, int] = (4, 3),
    title: str | None = None,
    hour: str | None = None,
) -> str:
    """One cover, always the same for the same arguments.

    seed: the slug. hue: the territory's, in oklch degrees (see HUES). emblem: for listings, one of `emblems()`; an
    unknown one leaves the meadow empty. title: its accessible name, the seed read aloud if left out. hour: a key of
    LIGHTS, to choose the light instead of drawing it.
    """
    name = escape(title or seed.replace("-", " ").capitalize())
    svg = ""
    for detail in DETAILS:
        svg = _compose(Scene(seed, hue, kind, ratio, detail, hour), seed, emblem, name)
        if len(svg) <= MOST_BYTES:
            break
    return svg


def _compose(s: Scene, seed: str, emblem: str | None, name: str) -> str:
    d, w, h = s.dice, s.width, s.height
    draw_sky(s)
    if s.hour != "night" and d.chance(0.45):
        draw_cloud(s, h * d.between(0.1, 0.24))
    if d.chance(0.7) or s.kind == "listing":
        draw_far_range(s)
    draw_massif(s)
    if s.kind == "listing":
        _still_life(s, seed, emblem)
    else:
        _landscape(s)
    if d.chance(0.3):
        draw_birds(s)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" role="img" '
        f'preserveAspectRatio="xMidYMid slice"><title>{name}</title>{"".join(s.out)}</svg>'
    )


def _still_life(s: Scene, seed: str, emblem: str | None) -> None:
    """A listing stands on a meadow in front of its mountain."""
    d, w, h = s.dice, s.width, s.height
    draw_mist(s, h * 0.5, 0.5)
    draw_hill(s, h * 0.62, h * 0.05, 0.42, 0)
    size = d.between(1.42, 1.52) * min(1.0, h / 600)
    x, foot = w / 2 - 100 * size + d.between(-30, 30), h * 0.885
    front = draw_ground(s, h * 0.76, h * 0.02)
    if d.chance(0.5):
        draw_flowers(s, front)
    middle = w * 0.5 + (x + 100 * size - w / 2)
    shadow = to_hex(shift(s.light.field, -0.14))
    s.add(f'<ellipse cx="{n(middle)}" cy="{n(foot)}" rx="{n(128 * size)}" ry="{n(17 * size)}" fill="{shadow}"/>')
    drawing = emblem_for(emblem or "", seed, d)
    turned = d.chance(0.4)
    if drawing:
        place = f"translate({n(x + 200 * size * turned)} {n(foot - 188 * size)})"
        s.add(f'<g transform="{place}scale({-size if turned else size:.2f} {size:.2f})">{drawing}</g>')


def _landscape(s: Scene) -> None:
    d, h = s.dice, s.height
    draw_mist(s, h * d.between(0.47, 0.53), 0.42)
    deep = s.form == "valley" or d.chance(0.4)
    draw_hill(s, h * 0.6, h * 0.07, 0.42, 22 if not deep else 0, flank=deep)
    draw_mist(s, h * d.between(0.64, 0.68), 0.3)
    draw_hill(s, h * 0.72, h * 0.06, 0.72, d.pick([14, 24, 34]), flank=deep)
    _foreground(s, draw_ground(s, h * d.between(0.8, 0.85), h * 0.03))


def _foreground(s: Scene, front: list[Point]) -> None:
    d, w = s.dice, s.width
    side = d.pick([0.24, 0.3, 0.68, 0.74])
    k = d.between(1.15, 1.5) * min(1, s.height / 600)
    if s.kind == "territory":
        draw_water(s, front, mix(s.light.low, s.light.high, 0.35))
        draw_village(s, front, w * side, k * 0.95)
        draw_larches(s, front, [w * v for v in ((0.84, 0.9, 0.96) if side < 0.5 else (0.04, 0.1, 0.17))], 120 * k)
        return
    if s.kind == "story":
        draw_water(s, front, mix(s.light.wall, s.light.field, 0.3))
    elif d.chance(0.3):
        draw_water(s, front, mix(s.light.low, s.light.high, 0.35))
    _landmark(s, front, w * side, k)
    if s.hour in ("clear", "dawn", "october", "alpenglow", "mist") and d.chance(0.6):
        draw_flowers(s, front)


def _landmark(s: Scene, front: list[Point], x: float, k: float) -> None:
    """A chapel, a hut, or trees alone; and perhaps some trees on the other side."""
    d, y = s.dice, height_at(front, x) + 14
    business = ["chapel", "hut", "hut", "larches", "larches", "none"]
    what = d.pick(business if s.kind == "business" else ["chapel", "larches", "hut"])
    if what == "chapel":
        draw_chapel(s, x, y, k)
    elif what == "hut":
        draw_hut(s, x, y, k)
    if what in ("larches", "none") and s.hour != "night":
        spots = [x + v for v in (-70, -28, 22, 60, 96)][: 5 if what == "larches" else 3]
        draw_larches(s, front, spots, 150 * k)
    elif d.chance(0.75):
        draw_trees = draw_larches if s.hour in ("october", "gold") else draw_firs
        other = (0.93, 0.98, 0.82) if x < s.width / 2 else (0.03, 0.09, 0.19)
        draw_trees(s, front, [s.width * v for v in other], 104 * k)
