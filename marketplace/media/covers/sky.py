"""Sky, sun or moon, clouds and birds."""

from marketplace.media.covers.colour import mix, shift, to_hex
from marketplace.media.covers.scene import Scene
from marketplace.media.covers.shapes import dots, n, shape

STEPS = 5
FORMS = ("horn", "twin", "wall", "valley", "horn", "domes")


def draw_sky(s: Scene) -> None:
    """The sky in rings of light or in bands, and what shines in it."""
    d, w, h = s.dice, s.width, s.height
    s.form = d.pick(FORMS)
    x = w * (0.5 + s.lit_side * -d.between(0.14, 0.3)) if s.form != "twin" else w * d.between(0.44, 0.56)
    x = w * d.between(0.42, 0.58) if s.form == "valley" else x
    y = h * (d.between(0.14, 0.26) if s.form not in ("valley", "twin") else d.between(0.2, 0.34))
    s.lit_side = -1 if x < w / 2 else 1
    s.add(f'<path fill="{to_hex(s.light.high)}" d="M0 0h{w}v{h}H0z"/>')
    if d.chance(0.55):
        _rings(s, x, y)
    else:
        _bands(s)
    radius = d.between(30, 52) * (0.7 if s.hour == "night" else 1)
    if s.hour == "night":
        _moon(s, x, y, radius)
    else:
        _sun(s, x, y, radius)


def _rings(s: Scene, x: float, y: float) -> None:
    reach = max(s.width, s.height) * s.dice.between(0.66, 0.8)
    for i in range(1, STEPS + 1):
        radius = reach * (1 - i / (STEPS + 1.2)) ** 1.15
        fill = to_hex(mix(s.light.high, s.light.low, i / STEPS))
        s.add(f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{fill}"/>')


def _bands(s: Scene) -> None:
    """Each a little askew, as if cut by hand."""
    d, w, h = s.dice, s.width, s.height
    for i in range(1, STEPS + 1):
        top = h * 0.62 * (i / (STEPS + 1)) ** 0.9
        tilt = d.between(-16, 16)
        edge = [(0.0, top + tilt), (w * 0.5, top + d.between(-8, 8)), (w, top - tilt), (w, h), (0, h)]
        s.add(shape(edge, mix(s.light.high, s.light.low, i / STEPS)))


def _sun(s: Scene, x: float, y: float, radius: float) -> None:
    fill = to_hex(s.light.sun)
    s.add(f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius * 1.5)}" fill="{fill}" opacity=".45"/>')
    s.add(f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{fill}"/>')


def _moon(s: Scene, x: float, y: float, radius: float) -> None:
    d = s.dice
    stars = [(d.between(10, s.width - 10), d.between(8, s.height * 0.42)) for _ in range(34)]
    s.add(dots(stars[:24], (0.93, 0.02, 90), 2.4), dots(stars[24:], (0.97, 0.03, 90), 4))
    r, fall, inner = n(radius), n(radius * 1.25), n(radius * 0.82)
    s.add(
        f'<path fill="{to_hex(s.light.sun)}" d="M{n(x)} {n(y - radius)}a{r} {r} 0 1 0 {r} {fall}'
        f'a{inner} {inner} 0 0 1-{r}-{fall}z"/>'
    )


def draw_cloud(s: Scene, y: float) -> None:
    """Three strips, one above the other."""
    d = s.dice
    x, length = d.between(-60, s.width * 0.6), d.between(170, 330)
    colour = to_hex(mix(s.light.low, s.light.snow, 0.7 if s.hour != "night" else 0.1))
    data = ""
    for i in range(3):
        off, run, t = d.between(0, length * 0.45), length * d.between(0.5, 0.95), d.between(7, 12)
        cap = f"a{n(t)} {n(t)} 0 0 1 0"
        data += f"M{n(x + off)} {n(y + i * 15)}h{n(run)}{cap} {n(2 * t)}h-{n(run)}{cap}-{n(2 * t)}z"
    s.add(f'<path fill="{colour}" opacity=".62" d="{data}"/>')


def draw_birds(s: Scene) -> None:
    """Three, far off."""
    d = s.dice
    x, y = s.width * d.between(0.2, 0.75), s.height * d.between(0.1, 0.24)
    data = "".join(f"M{n(x + i * d.between(30, 50))} {n(y + d.between(-16, 16))}q8-8 13 0q6-8 14-1" for i in range(3))
    stroke = to_hex(shift(s.light.near, 0.06))
    s.add(f'<path fill="none" stroke="{stroke}" stroke-width="2.6" stroke-linecap="round" d="{data}"/>')
