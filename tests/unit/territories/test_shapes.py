"""The shapes are made by a script from the points alone, resemble the design's, and survive being drawn flat."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Point, Polygon, shape

from marketplace.territories.queries import (
    communes,
    flat_map,
    outline_paths,
    shapes_geojson,
    territories,
)
from marketplace.territories.rules import path_data
from tools.territory_shapes import TARGET, as_geojson, draw

DESIGN = Path(__file__).with_name("design_shapes.geojson").read_text("utf-8")
TWO_UNITS = 2


def read(text):
    return {item["properties"]["territory"]: shape(item["geometry"]) for item in json.loads(text)["features"]}


SHAPES = read(shapes_geojson())


def test_the_file_is_what_the_script_makes_of_the_points():
    assert as_geojson(draw(communes())) == TARGET.read_text("utf-8"), "run python -m tools.territory_shapes"


@pytest.mark.parametrize("slug", [item.slug for item in territories()])
def test_shapes_resemble_the_design_s(slug):
    ours, theirs = SHAPES[slug], read(DESIGN)[slug]
    assert ours.intersection(theirs).area / ours.union(theirs).area > 0.97


def test_each_territory_is_one_valid_piece_without_holes():
    assert list(SHAPES) == [item.slug for item in territories()]
    for slug, ours in SHAPES.items():
        assert isinstance(ours, Polygon) and ours.is_valid and not ours.interiors, slug


def test_neither_gap_nor_overlap_between_neighbours():
    assert shapely.coverage_is_valid(list(SHAPES.values()))
    together = shapely.union_all(list(SHAPES.values()))
    assert isinstance(together, Polygon) and not together.interiors


def test_neighbours_touch_on_the_map():
    for item in territories():
        for other in item.neighbours:
            assert SHAPES[item.slug].touches(SHAPES[other]), (item.slug, other)


def test_every_commune_and_middle_lies_in_its_territory():
    for place in communes():
        assert SHAPES[place.territory].buffer(0.006).contains(Point(place.longitude, place.latitude)), place.name
    for item in territories():
        assert SHAPES[item.slug].contains(Point(item.longitude, item.latitude)), item.slug


def drawn(path):
    """The corners that path data passes through, in map units."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    corners = [pairs[0]]
    for step_x, step_y in pairs[1:]:
        corners.append((corners[-1][0] + step_x, corners[-1][1] + step_y))
    return corners


def test_outlines_fit_the_frame_and_keep_their_form():
    frame, areas = flat_map(), {}
    for outline in outline_paths():
        corners = drawn(outline.path)
        assert all(0 < x < frame.width and 0 < y < frame.height for x, y in corners), outline.territory
        assert Polygon(corners).contains(Point(outline.x, outline.y)), outline.territory
        areas[outline.territory] = Polygon(corners).area
    square = frame.projection.scale**2 * frame.projection.squeeze
    for slug, area in areas.items():
        assert area == pytest.approx(SHAPES[slug].area * square, rel=0.02), slug


def test_outlines_do_not_overlap():
    flat = [Polygon(drawn(outline.path)) for outline in outline_paths()]
    assert all(one.intersection(two).area < TWO_UNITS for one, two in combinations(flat, 2))


def test_points_fall_where_a_map_has_them():
    point = flat_map().projection.point
    (susa_x, susa_y), (modane_x, modane_y) = point(45.13677, 7.05809), point(45.20032, 6.66871)
    assert modane_x < susa_x and modane_y < susa_y, "Modane lies north-west of Susa"
    kilometres = ((susa_x - modane_x) ** 2 + (susa_y - modane_y) ** 2) ** 0.5 / flat_map().projection.scale * 111.2
    assert kilometres == pytest.approx(31.4, rel=0.01)


def test_path_data_is_relative_closed_and_skips_repeats():
    assert path_data([(3, 4), (8, 4), (8, 4), (8, 1), (3, 4)]) == "M3 4l5 0 0-3z"
    assert path_data([(3, 4), (8, 4), (8, 1)]) == "M3 4l5 0 0-3z"
