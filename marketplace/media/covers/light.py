"""The light of seven times of day over a valley of a given hue."""

from collections.abc import Callable
from dataclasses import dataclass

from marketplace.media.covers.colour import Colour, mix


@dataclass(frozen=True, slots=True)
class Light:
    """Sky high and low, sun, far and near ridge, snow, meadow, wall, window and leaf."""

    high: Colour
    low: Colour
    sun: Colour
    far: Colour
    near: Colour
    snow: Colour
    field: Colour
    wall: Colour
    window: Colour
    leaf: Colour


def _warmth(hue: float) -> float:
    """Dark orange is brown: warm valleys are kept lighter and more vivid."""
    return 0.055 if 20 < hue < 110 else 0.0


def _dawn(hue: float) -> Light:
    warm = _warmth(hue)
    return Light(
        high=(0.84, 0.055, hue),
        low=(0.945, 0.055, 62),
        sun=(0.985, 0.035, 88),
        far=(0.80, 0.05, hue),
        near=(0.37 + warm, 0.07 + warm / 2, hue),
        snow=(0.985, 0.014, 60),
        field=(0.52 + warm, 0.075 + warm / 2, hue),
        wall=(0.96, 0.02, 80),
        window=(0.42, 0.06, hue),
        leaf=(0.72, 0.13, 68),
    )


def _clear(hue: float) -> Light:
    warm = _warmth(hue)
    return Light(
        high=(0.80, 0.07, 238),
        low=(0.955, 0.022, 220),
        sun=(0.985, 0.05, 95),
        far=(0.83, 0.045, hue),
        near=(0.42 + warm, 0.085 + warm / 2, hue),
        snow=(0.99, 0.006, 230),
        field=mix((0.64, 0.10, hue), (0.66, 0.12, 132), 0.72),
        wall=(0.97, 0.015, 85),
        window=(0.40, 0.05, hue),
        leaf=(0.55, 0.10, 140),
    )


def _october(hue: float) -> Light:
    warm = _warmth(hue)
    return Light(
        high=(0.88, 0.045, 225),
        low=(0.96, 0.04, 88),
        sun=(0.99, 0.06, 92),
        far=(0.81, 0.045, hue),
        near=(0.40 + warm, 0.07 + warm / 2, hue),
        snow=(0.985, 0.012, 80),
        field=(0.72, 0.125, 75),
        wall=(0.97, 0.02, 85),
        window=(0.38, 0.05, hue),
        leaf=(0.74, 0.15, 66),
    )


def _gold(hue: float) -> Light:
    return Light(
        high=(0.82, 0.085, 72),
        low=(0.95, 0.075, 88),
        sun=(0.99, 0.07, 98),
        far=(0.79, 0.075, (hue + 55) / 2 if hue < 200 else hue),
        near=(0.34, 0.07, hue),
        snow=(0.975, 0.04, 82),
        field=(0.46, 0.075, hue),
        wall=(0.95, 0.04, 82),
        window=(0.36, 0.06, hue),
        leaf=(0.70, 0.15, 60),
    )


def _alpenglow(hue: float) -> Light:
    return Light(
        high=(0.50, 0.085, 285),
        low=(0.86, 0.085, 40),
        sun=(0.96, 0.07, 70),
        far=(0.70, 0.095, 15),
        near=mix((0.31, 0.075, hue), (0.29, 0.08, 290), 0.55),
        snow=(0.90, 0.085, 35),
        field=mix((0.37, 0.07, hue), (0.34, 0.06, 300), 0.4),
        wall=(0.82, 0.05, 40),
        window=(0.87, 0.13, 82),
        leaf=(0.55, 0.12, 50),
    )


def _warm_night(hue: float) -> Light:
    """The last glow behind the ridge. A warm valley's own hue and the night's blue are opposites, which mix to mud."""
    glow = 12 + hue / 2.6
    dusk = 318 + hue / 4
    return Light(
        high=(0.245, 0.075, 278),
        low=(0.58, 0.105, glow),
        sun=(0.965, 0.045, 88),
        far=(0.455, 0.085, dusk + 14),
        near=(0.205, 0.065, dusk - 40),
        snow=(0.83, 0.045, glow + 12),
        field=(0.255, 0.06, dusk - 30),
        wall=(0.55, 0.035, 330),
        window=(0.88, 0.14, 82),
        leaf=(0.43, 0.1, 48),
    )


def _night(hue: float) -> Light:
    from_crimson = (hue + 20) % 360
    if from_crimson < 130:
        return _warm_night(from_crimson - 20)
    return Light(
        high=(0.25, 0.055, 268),
        low=mix((0.52, 0.08, hue), (0.48, 0.07, 275), 0.4),
        sun=(0.96, 0.035, 95),
        far=mix((0.47, 0.065, hue), (0.45, 0.06, 275), 0.5),
        near=mix((0.23, 0.05, hue), (0.20, 0.05, 272), 0.6),
        snow=(0.80, 0.03, 255),
        field=mix((0.29, 0.055, hue), (0.25, 0.05, 270), 0.5),
        wall=(0.52, 0.03, 270),
        window=(0.86, 0.14, 80),
        leaf=(0.34, 0.05, 160),
    )


def _mist(hue: float) -> Light:
    warm = _warmth(hue)
    return Light(
        high=(0.93, 0.015, hue),
        low=(0.965, 0.012, 85),
        sun=(0.985, 0.03, 85),
        far=(0.84, 0.03, hue),
        near=(0.46 + warm, 0.055 + warm / 2, hue),
        snow=(0.975, 0.006, hue),
        field=(0.60, 0.06, hue),
        wall=(0.96, 0.012, 85),
        window=(0.45, 0.05, hue),
        leaf=(0.70, 0.12, 66),
    )


LIGHTS: dict[str, Callable[[float], Light]] = {
    "dawn": _dawn,
    "clear": _clear,
    "october": _october,
    "gold": _gold,
    "alpenglow": _alpenglow,
    "night": _night,
    "mist": _mist,
}
