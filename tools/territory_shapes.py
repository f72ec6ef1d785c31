"""Draws the territories' stylised shapes from the communes' points alone.

Each point gets its Voronoi cell; the cells of a territory are merged, clipped to a band around all points, and thinned.
These are not administrative boundaries: wherever they are shown, the map says so.

    python -m tools.territory_shapes            write marketplace/territories/data/territories.geojson
    python -m tools.territory_shapes --check    only say whether that file is fresh (exit code 1 if not)

Needs shapely, from the development extra.
"""

import argparse
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import shapely
from shapely.geometry import MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union

from marketplace.territories.queries import communes, territories
from marketplace.territories.rules import Commune

TARGET = Path(__file__).parents[1] / "marketplace/territories/data/territories.geojson"

# Lengths are degrees of latitude (111 km); longitudes are squeezed first, so that they hold in every direction.
SQUEEZE = math.cos(math.radians(45))
BAND = 0.065
CLOSING = 0.06  # bridges gaps between points up to twice this wide, so that a valley is one piece
TOLERANCE = 0.006
DECIMALS = 4


def draw(places: tuple[Commune, ...]) -> dict[str, Polygon]:
    """Each territory's shape in degrees of longitude and latitude; neighbours share their border point by point."""
    points = [Point(place.longitude * SQUEEZE, place.latitude) for place in places]
    reach = unary_union([point.buffer(BAND + CLOSING) for point in points]).buffer(-CLOSING)
    whole = {slug: cells.intersection(reach) for slug, cells in _merged_cells(places, points).items()}
    whole = {slug: _stretched(shape) for slug, shape in whole.items()}
    return _thinned(whole)


def _merged_cells(places: tuple[Commune, ...], points: list[Point]) -> dict[str, BaseGeometry]:
    together = MultiPoint(points)
    cells = shapely.voronoi_polygons(together, extend_to=together.buffer(1).envelope, ordered=True).geoms
    by_territory: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    for place, cell in zip(places, cells, strict=True):
        by_territory[place.territory].append(cell)
    return {slug: unary_union(cells) for slug, cells in by_territory.items()}


def _stretched(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda xy: xy / [SQUEEZE, 1])


def _thinned(whole: dict[str, BaseGeometry]) -> dict[str, Polygon]:
    """Thins every stretch of border once, not once per side, so that no gap opens between neighbours."""
    borders = shapely.line_merge(unary_union([shape.boundary for shape in whole.values()]))
    stretches = [border.simplify(TOLERANCE) for border in shapely.get_parts(borders)]
    thinned: defaultdict[str, list[Polygon]] = defaultdict(list)
    for piece in polygonize(unary_union(stretches)):
        inside = piece.representative_point()
        for slug, shape in whole.items():
            if shape.contains(inside):
                thinned[slug].append(shapely.transform(piece, lambda xy: xy.round(DECIMALS)))
    return {slug: _single(slug, pieces) for slug, pieces in thinned.items()}


def _single(slug: str, pieces: list[Polygon]) -> Polygon:
    if len(pieces) > 1 or pieces[0].interiors:
        raise ValueError(f"{slug} falls into {MultiPolygon(pieces)}; widen BAND or CLOSING")
    return Polygon(shapely.normalize(pieces[0]).exterior)


def as_geojson(shapes: dict[str, Polygon]) -> str:
    """A FeatureCollection, one territory a line, in the order of the territories."""
    lines = [_feature(item.slug, shapes[item.slug]) for item in territories()]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _feature(slug: str, shape: Polygon) -> str:
    ring = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in shape.exterior.reverse().coords]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"territory": slug}, "geometry": geometry}
    return json.dumps(feature, separators=(",", ":"))


def main() -> int:
    """Writes or checks the file; returns the exit code."""
    parser = argparse.ArgumentParser(description="Draw the territories' shapes from their communes' points.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail if the file is stale")
    drawn = as_geojson(draw(communes()))
    if parser.parse_args().check:
        fresh = TARGET.exists() and TARGET.read_text("utf-8") == drawn
        print("fresh" if fresh else f"{TARGET.name} is stale: run python -m tools.territory_shapes")
        return 0 if fresh else 1
    TARGET.write_text(drawn, "utf-8")
    print(f"wrote {TARGET.name}: {len(drawn)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
