"""Reads of the reference data: each file is read once per process, on first use, and looked up by slug or code."""

import csv
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.kernel.texts import Text
from marketplace.territories.models import TerritoryAdministrator
from marketplace.territories.rules import (
    Commune,
    FlatMap,
    Outline,
    Projection,
    Territory,
    name_key,
    path_data,
    split_place,
)

_MAP_WIDTH = 680
_MAP_MARGIN = 12


@cache
def territories() -> tuple[Territory, ...]:
    """The seven valleys, in the order they are shown: the French slope, then the Italian one."""
    return tuple(_territory(row) for row in json.loads(_read("territories.json")))


@cache
def territory_index() -> Mapping[str, Territory]:
    """Every territory by slug."""
    return MappingProxyType({item.slug: item for item in territories()})


def territory(slug: str) -> Territory:
    """The territory of that slug. Raises KeyError."""
    return territory_index()[slug]


@cache
def communes() -> tuple[Commune, ...]:
    """All communes, by territory and then by name."""
    return tuple(_commune(row) for row in csv.DictReader(_read("communes.csv").splitlines()))


@cache
def commune_index() -> Mapping[str, Commune]:
    """Every commune by its INSEE or ISTAT code."""
    return MappingProxyType({item.code: item for item in communes()})


def commune(code: str) -> Commune:
    """The commune of that INSEE or ISTAT code. Raises KeyError."""
    return commune_index()[code]


def commune_by_slug(slug: str) -> Commune:
    """The commune of that slug. Raises KeyError."""
    return _communes_by_slug()[slug]


def communes_of(territory_slug: str) -> tuple[Commune, ...]:
    """The communes of a territory, by name. Raises KeyError."""
    return _communes_by_territory()[territory(territory_slug).slug]


def find_commune(text: str) -> list[Commune]:
    """The communes that somebody may mean by a name, a postal code or both, such as "73480 Bessans".

    Accents, case, hyphens, the first article and short forms of Saint are forgiven. A whole name wins; otherwise names
    that begin with these words. Empty where nothing fits, or where the name and the postal code disagree.
    """
    key, postal_codes = split_place(text)
    found = _by_name(key) if key else list(communes()) if postal_codes else []
    return [item for item in found if not postal_codes or postal_codes & set(item.postal_codes)]


@cache
def shapes_geojson() -> str:
    """The territories' stylised shapes as GeoJSON text; property `territory` holds the slug. Not legal boundaries."""
    return _read("territories.geojson")


@cache
def flat_map() -> FlatMap:
    """The frame of the map without tiles: just wide enough for all outlines, and a margin."""
    points = [point for ring in _rings().values() for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (_MAP_WIDTH - 2 * _MAP_MARGIN) / ((east - west) * squeeze)
    height = math.ceil((north - south) * scale) + 2 * _MAP_MARGIN
    return FlatMap(_MAP_WIDTH, height, Projection(west, north, scale, squeeze, _MAP_MARGIN))


@cache
def outline_paths() -> tuple[Outline, ...]:
    """Every territory's outline on the flat map, in the order of `territories`."""
    point = flat_map().projection.point
    drawn = []
    for item in territories():
        ring = [point(latitude, longitude) for longitude, latitude in _rings()[item.slug]]
        drawn.append(Outline(item.slug, path_data(ring), *point(item.latitude, item.longitude)))
    return tuple(drawn)


@cache
def _communes_by_slug() -> Mapping[str, Commune]:
    return MappingProxyType({item.slug: item for item in communes()})


@cache
def _communes_by_territory() -> Mapping[str, tuple[Commune, ...]]:
    return MappingProxyType(
        {item.slug: tuple(c for c in communes() if c.territory == item.slug) for item in territories()}
    )


@cache
def _communes_by_key() -> Mapping[tuple[str, ...], list[Commune]]:
    """Whole names and their beginnings: the whole key comes first, so that "Susa" is not also what begins with it."""
    whole = {name_key(item.name): [item] for item in communes()}
    beginnings: defaultdict[tuple[str, ...], list[Commune]] = defaultdict(list)
    for key, [item] in whole.items():
        for length in range(1, len(key)):
            beginnings[key[:length]].append(item)
    return MappingProxyType(dict(beginnings) | whole)


def _by_name(key: tuple[str, ...]) -> list[Commune]:
    return _communes_by_key().get(key, [])


@cache
def _rings() -> Mapping[str, list[tuple[float, float]]]:
    """Each shape's outer ring, as (longitude, latitude). The shapes are single and without holes; a test says so."""
    return {
        feature["properties"]["territory"]: [(x, y) for x, y in feature["geometry"]["coordinates"][0]]
        for feature in json.loads(shapes_geojson())["features"]
    }


def _read(name: str) -> str:
    return (files(__package__) / "data" / name).read_text("utf-8")


def _territory(row: dict[str, Any]) -> Territory:
    return Territory(
        slug=row["slug"],
        name=row["name"],
        country=row["country"],
        language=row["language"],
        hue=row["hue"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        guide=Text(**row["guide"]),
        neighbours=tuple(row["neighbours"]),
    )


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        code=row["code"],
        slug=row["slug"],
        name=row["name"],
        country=row["country"],
        territory=row["territory"],
        postal_codes=tuple(row["postal_codes"].split()),
        population=int(row["population"]) if row["population"] else None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        point_source=row["point_source"],
    )


def administered_by(user_id: int) -> frozenset[str]:
    """The territories that a person moderates."""
    rows = select(TerritoryAdministrator.territory).where(TerritoryAdministrator.user_id == user_id)
    return frozenset(db.session.scalars(rows))


def administrators_of(territory_slug: str) -> Sequence[User]:
    """Who moderates a territory."""
    rows = select(User).join(TerritoryAdministrator, TerritoryAdministrator.user_id == User.id)
    return db.session.scalars(rows.where(TerritoryAdministrator.territory == territory_slug).order_by(User.id)).all()
