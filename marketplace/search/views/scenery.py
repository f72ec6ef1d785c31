"""Drawings that the pages for finding share."""

import json
from functools import cache
from typing import Any

from markupsafe import Markup

from marketplace.facts.services import config
from marketplace.media.covers import panorama_svg
from marketplace.territories.queries import flat_map, outline_paths, shapes_geojson, territory_index


@cache
def panorama() -> Markup:
    """The two slopes of the home page, drawn once a process."""
    return Markup(panorama_svg("versant"))  # our own drawing, nothing of a visitor's in it


@cache
def outlines() -> list[dict[str, Any]]:
    """The valleys of the still map."""
    return [
        {
            "slug": line.territory,
            "name": territory_index()[line.territory].name,
            "lang": territory_index()[line.territory].language,
            "path": line.path,
            "x": line.x,
            "y": line.y,
        }
        for line in outline_paths()
    ]


@cache
def outlines_geojson() -> str:
    """The valleys of the live map: shapes with slug, name and language."""
    shapes = json.loads(shapes_geojson())
    for feature in shapes["features"]:
        territory = territory_index()[feature["properties"]["territory"]]
        feature["properties"] = {"slug": territory.slug, "name": territory.name, "lang": territory.language}
    return json.dumps(shapes, separators=(",", ":"))


def view_box() -> str:
    """The frame of the still map."""
    return f"0 0 {flat_map().width} {flat_map().height}"


def dot(latitude: float, longitude: float) -> tuple[int, int]:
    """Where a point lies on the still map."""
    return flat_map().projection.point(latitude, longitude)


def tiles() -> str | None:
    """The raster tiles under the live map, where they are configured."""
    return config().map_tile_url or None
