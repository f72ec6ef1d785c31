"""Colours as oklch (lightness 0 to 1, chroma, hue in degrees), and their sRGB hex.

The matrices are those of Björn Ottosson's Oklab, https://bottosson.github.io/posts/oklab/.
"""

from math import atan2, cos, degrees, hypot, radians, sin

Colour = tuple[float, float, float]


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )


def _channel(value: float) -> str:
    value = min(max(value, 0.0), 1.0)
    value = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return f"{round(value * 255):02x}"


def to_hex(colour: Colour) -> str:
    """The sRGB of a colour, as short as it goes; chroma gives way until it fits."""
    lightness, chroma, hue = colour
    rgb = _linear(lightness, chroma, hue)
    while chroma > 0.004 and not all(-0.001 <= value <= 1.001 for value in rgb):
        chroma -= 0.004
        rgb = _linear(lightness, chroma, hue)
    out = "".join(_channel(value) for value in rgb)
    return "#" + (out[::2] if out[::2] == out[1::2] else out)


def mix(one: Colour, two: Colour, share: float) -> Colour:
    """Between two colours, through Lab, so that blue to peach does not pass by green."""
    a1, b1 = one[1] * cos(radians(one[2])), one[1] * sin(radians(one[2]))
    a2, b2 = two[1] * cos(radians(two[2])), two[1] * sin(radians(two[2]))
    a, b = a1 + (a2 - a1) * share, b1 + (b2 - b1) * share
    return one[0] + (two[0] - one[0]) * share, hypot(a, b), degrees(atan2(b, a)) % 360


def shift(colour: Colour, lightness: float, chroma: float = 0.0) -> Colour:
    """Lighter or darker, more or less vivid."""
    return max(0.0, min(1.0, colour[0] + lightness)), max(0.0, colour[1] + chroma), colour[2]
