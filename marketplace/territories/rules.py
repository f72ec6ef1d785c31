"""Territories and communes as plain values, how a commune's name is compared, and the flat projection of the map."""

import re
from dataclasses import dataclass

from marketplace.kernel.slugs import slugify
from marketplace.kernel.texts import Text

_ARTICLES = frozenset({"le", "la", "les", "l"})
_SAINTS = dict.fromkeys(("saint", "sainte", "san", "sant", "santa", "st", "ste", "s"), "saint")
_POSTAL_CODE = re.compile(r"(?:\b[FI]-?)?\b(\d{5})\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Territory:
    """A valley with its administrators. `hue` is its colour, in degrees of oklch; the point (WGS 84) its middle."""

    slug: str
    name: str
    country: str
    language: str
    hue: int
    latitude: float
    longitude: float
    guide: Text
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commune:
    """A municipality. `code` is INSEE's or ISTAT's, `territory` a slug, the point WGS 84, `population` in persons."""

    code: str
    slug: str
    name: str
    country: str
    territory: str
    postal_codes: tuple[str, ...]
    population: int | None
    latitude: float
    longitude: float
    point_source: str


def name_key(name: str) -> tuple[str, ...]:
    """The words of a commune's name as people may also write them: no accent, case, hyphen or first article.

    "Saint", "St", "San", "Sant'", "S." and their feminines are one word: "St Jean" and "Saint-Jean" give the same key.
    A text without letters gives an empty key.
    """
    if not any(character.isalnum() for character in name):
        return ()
    words = slugify(name).split("-")
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return tuple(_SAINTS.get(word, word) for word in words)


def split_place(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """What "10059 Susa (TO)" or "F-05100 Briançon" says: the key of its name and the postal codes in it."""
    plain = _ASIDE.sub(" ", text)
    return name_key(_POSTAL_CODE.sub(" ", plain)), frozenset(_POSTAL_CODE.findall(plain))


@dataclass(frozen=True, slots=True)
class Projection:
    """From WGS 84 to the flat map: equirectangular, true to scale at `latitude`, with y growing southwards.

    `scale` is map units per degree of latitude; a degree of longitude is `scale * squeeze` units, squeeze being the
    cosine of the latitude. Over our hundred kilometres the error stays under one per cent.
    """

    west: float
    north: float
    scale: float
    squeeze: float
    margin: float

    def point(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Where a point falls, in whole map units from the top left corner."""
        x = self.margin + (longitude - self.west) * self.scale * self.squeeze
        y = self.margin + (self.north - latitude) * self.scale
        return round(x), round(y)


@dataclass(frozen=True, slots=True)
class Outline:
    """A territory's shape on the flat map: `path` is SVG path data, x and y its middle, all in map units."""

    territory: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class FlatMap:
    """The map without tiles: its size in map units, for the viewBox, and the projection for anything drawn on it."""

    width: int
    height: int
    projection: Projection


def path_data(points: list[tuple[int, int]]) -> str:
    """A closed ring as SVG path data, with relative lines, which are shortest. The last point may repeat the first."""
    (x, y), *rest = points
    steps = []
    for next_x, next_y in rest[:-1] if rest[-1] == points[0] else rest:
        if (next_x, next_y) != (x, y):
            steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")
